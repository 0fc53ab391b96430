import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { withReferralRates } from "../../src/release/derived-referral-rates.ts";
import { row } from "./reports-support.ts";

const programme = programmeSchema.parse({
  id: "p",
  name: "P",
  synthetic: true,
  window: { from: "2021-01-01", to: "2022-12-31" },
  data_date: "2023-06-30",
  sources: [{ id: "s", file: "s.csv", profile: "s" }],
});
const pcn = { area_type: "pcn", area: "U91" } as const;
const list = row({
  ...pcn,
  measure: "registered_patients",
  value: 40_000,
  method: "published-statistic",
});
const rates = (...rows: ReturnType<typeof row>[]) =>
  withReferralRates(Released.mark(rows as never), programme, policies["nhs-england"]).value.filter(
    ({ measure }) => measure === "referrals_per_1000_patients",
  );

describe("referrals for the people registered", () => {
  it("are released referrals by a thousand patients and year, with limits that hold every count that rounds to them", () => {
    // 800 in 730 days: 800 ÷ (40,000 × 730 ÷ 365.25) × 1,000 = 10.007 a year.
    const [rate] = rates(row({ ...pcn, value: 800 }), list);
    expect(rate).toMatchObject({
      area: "U91",
      period: "all",
      value: 10.01,
      method: "event-rate",
      level: 0.95,
    });
    // Byar's limits of 798 and 802 events are 743.6 and 859.5.
    expect(rate?.lower).toBeCloseTo(9.3, 1);
    expect(rate?.upper).toBeCloseTo(10.75, 1);
    expect(rate?.lower ?? 0).toBeLessThanOrEqual((743.6 / (40_000 * 730)) * 365.25 * 1000);
    expect(rate?.upper ?? 0).toBeGreaterThanOrEqual((859.5 / (40_000 * 730)) * 365.25 * 1000);
  });

  it("are a yearly number of a quarter too", () => {
    const quarter = { period_type: "quarter", period: "2021-Q2" } as const;
    // 91 days: 100 ÷ (40,000 × 91 ÷ 365.25) × 1,000.
    expect(rates(row({ ...pcn, ...quarter, value: 100 }), list)[0]?.value).toBe(10.03);
  });

  it("are not shown where the count is not, nor for an area without a list, a service or a group", () => {
    const [hidden] = rates(row({ ...pcn, value: null, status: "withheld", note: "Few." }), list);
    expect(hidden).toMatchObject({ status: "withheld", value: null, numerator: null, note: "Few." });
    expect(rates(row({ ...pcn, area: "U92", value: 800 }), list)).toEqual([]);
    expect(rates(row({ area_type: "service", area: "S1", value: 800 }), list)).toEqual([]);
    expect(rates(row({ ...pcn, breakdown: "gender", category: "male", value: 800 }), list)).toEqual([]);
    expect(rates(row({ ...pcn, period_type: "month", period: "2021-05", value: 800 }), list)).toEqual([]);
  });
});
