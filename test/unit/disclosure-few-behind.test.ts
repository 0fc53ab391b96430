import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { protectEstimates, type ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { CellRow } from "../../src/measures/cell-rows.ts";
import type { Programme } from "../../src/model/programme.ts";
import { activityEstimates } from "../../src/release/exact-activity.ts";

const cell = {
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
} as const;
const programme = { projects: [] } as unknown as Programme;

function release(
  rows: Partial<Record<"referrals" | "contacts" | "days", readonly CellRow[]>>,
  measure: string,
): ReleasedEstimate | undefined {
  const leaves = { referrals: [], compared: [], contacts: [], days: [], men: { single: [], several: [] } };
  const exact = activityEstimates(
    { referrals: [], contacts: [], days: [], stages: [], leaves, ...rows },
    programme,
  );
  return protectEstimates(new Unreleased(exact), policies["nhs-england"]).value.find(
    (one) => one.measure === measure,
  );
}

describe("a share of contacts", () => {
  // 90 of 100 contacts in the language: the 10 others are contacts of `others` people, each in rounded sight.
  const row = (others: number): CellRow => ({
    ...cell,
    share_language_matched_is: 90,
    share_language_matched_of: 100,
    share_language_matched_of_referrals: 30,
    share_language_matched_is_referrals: 30 - others,
    share_language_matched_rest_referrals: others,
  });

  it.each([1, 7])("is withheld where those not counted are all of %i referrals", (others) => {
    expect(release({ contacts: [row(others)] }, "share_language_matched")).toMatchObject({
      status: "withheld",
      value: null,
      numerator: null,
      denominator: null,
    });
  });

  it.each([0, 8])("is shown where they are of %i", (others) => {
    expect(release({ contacts: [row(others)] }, "share_language_matched")?.status).toBe("published");
  });
});

describe("a quantile", () => {
  // People who waited 1, 2, … n days: every limit is one person's own wait.
  const waits = (n: number) => ({
    referrals: [cell],
    days: Array.from({ length: n }, (_, index) => ({
      ...cell,
      fact: "median_days_to_first_contact",
      days: index + 1,
      n: 1,
    })),
  });

  it("is withheld with 7 people beyond it and shown with 8", () => {
    expect(release(waits(79), "p90_days_to_first_contact")).toMatchObject({
      status: "withheld",
      value: null,
      lower: null,
      upper: null,
    });
    // 0.9 × 80 = 72: between the 72nd and the 73rd.
    expect(release(waits(80), "p90_days_to_first_contact")).toMatchObject({
      status: "published",
      value: 72.5,
    });
  });

  it.each([80, 100, 200])(
    "never gives the longest or the shortest wait away as a limit, of %i people",
    (n) => {
      for (const measure of ["p90_days_to_first_contact", "median_days_to_first_contact"]) {
        const { lower, upper } = release(waits(n), measure) ?? {};
        expect(lower).toBeGreaterThan(1);
        expect(upper).toBeLessThan(n);
      }
    },
  );

  it("of half the people is shown from 20 on", () => {
    expect(release(waits(19), "median_days_to_first_contact")?.status).toBe("withheld");
    expect(release(waits(20), "median_days_to_first_contact")).toMatchObject({
      status: "published",
      value: 10.5,
    });
  });
});
