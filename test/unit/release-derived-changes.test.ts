import { describe, expect, it } from "vitest";
import { derivedForm } from "../../src/disclosure/derived-figures.ts";
import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { withChangeLimits } from "../../src/release/change-limits.ts";
import { withLostPeople } from "../../src/release/lost-people.ts";
import { row } from "./reports-support.ts";

const policy = policies["nhs-england"];
const { instruments } = programmeSchema.parse({
  id: "p",
  name: "P",
  synthetic: true,
  window: { from: "2022-01-01", to: "2022-12-31" },
  data_date: "2022-12-31",
  sources: [{ id: "s", file: "s.csv", profile: "s" }],
  instruments: [{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" }],
});
const estimate = (measure: string, parts: Parameters<typeof row>[0]): ReleasedEstimate =>
  row({ measure, instrument: "pam", ...parts }) as ReleasedEstimate;
const released = (rows: readonly ReleasedEstimate[]) => Released.mark(rows);

describe("what those lost could do", () => {
  const change = estimate("mean_change", { value: 4, lower: 3, upper: 5, level: 0.95, n: 300 });
  const rate = estimate("follow_up_rate", { value: 0.75, numerator: 300, denominator: 400 });
  const improved = estimate("share_improved", { value: 0.4, numerator: 120, denominator: 300, level: 0.95 });
  const worked = (rows: readonly ReleasedEstimate[]) =>
    new Map(withLostPeople(released(rows), instruments, policy).value.map((one) => [one.measure, one]));

  it("is worked out from released figures as on the Methods page", () => {
    const rows = worked([change, rate, improved]);
    expect(rows.get("tipping_point")).toMatchObject({ status: "published", value: -11.5 });
    expect(rows.get("change_if_lost_unchanged")).toMatchObject({ value: 3, lower: 2.3, upper: 3.8 });
    // 120 of 400 and 220 of 400, each with Wilson's limit.
    expect(rows.get("share_improved_bounds")).toMatchObject({ value: 0.4, lower: 0.25, upper: 0.6 });
    for (const measure of ["tipping_point", "change_if_lost_unchanged", "share_improved_bounds"]) {
      expect(derivedForm(measure), measure).toBeDefined();
    }
  });

  it("is not shown where a figure that it needs is not, and says why", () => {
    const hidden = { ...rate, status: "withheld", value: null, note: "Not shown." } as const;
    const rows = worked([change, hidden, improved]);
    for (const measure of ["tipping_point", "change_if_lost_unchanged", "share_improved_bounds"]) {
      expect(rows.get(measure), measure).toMatchObject({ status: "withheld", value: null, lower: null });
    }
    expect(worked([change]).get("tipping_point")).toMatchObject({ status: "not_available", value: null });
  });

  it("has no tipping point where the interval holds no change, or nobody was lost", () => {
    const unclear = { ...change, lower: -1 };
    expect(worked([unclear, rate]).get("tipping_point")).toMatchObject({
      status: "not_available",
      note: "The interval of the average change includes no change already.",
    });
    const all = { ...rate, value: 1, numerator: 400 };
    expect(worked([change, all]).get("tipping_point")?.status).toBe("not_available");
  });
});

describe("limits of the change over time", () => {
  const VALUES = [4, 5, 3, 4, 6, 4, 5, 3, 4, 5, 4, 5];
  const months = (values: readonly (number | null)[], more: Parameters<typeof row>[0] = {}) =>
    values.flatMap((value, index) => {
      const at = {
        period_type: "month",
        period: `2022-${String(index + 1).padStart(2, "0")}`,
        ...(value === null ? { status: "withheld" } : {}),
        ...more,
      };
      return [
        estimate("mean_change", { ...at, value, n: 40 }),
        estimate("follow_up_rate", { ...at, status: "published", value: 0.7 }),
      ];
    });
  const limits = (rows: readonly ReleasedEstimate[]) =>
    withChangeLimits(released(rows), instruments, policy).value.filter(
      ({ measure }) => measure === "mean_change_limits",
    );

  it("are those of the worked example", () => {
    const rows = limits(months(VALUES));
    expect(rows).toHaveLength(12);
    for (const one of rows) expect(one).toMatchObject({ value: 4.3, lower: 0.7, upper: 8, note: "" });
  });

  it("tell of a point outside, and that few points make limits on trial", () => {
    const rows = limits(months([6, 4, 6, 4, 6, 4, 6, 4, 6, 14]));
    expect(rows.at(-1)?.note).toContain("Above the limits.");
    expect(rows[0]?.note).toBe("Limits on trial: fewer than 12 periods.");
  });

  it("are not drawn across a gap, nor from fewer than seven points", () => {
    const gap = limits(months([4, 5, 4, null, 4, 5, 4, 5, 4, 5]));
    expect(gap.every(({ status }) => status === "not_available")).toBe(true);
    expect(gap[0]?.note).toContain("longer periods");
    expect(limits(months([4, 5, 4, 5, 4, 5])).every(({ value }) => value === null)).toBe(true);
  });

  it("leave out periods that cannot be shown at either end, and those not due yet", () => {
    const rows = months([null, ...VALUES.slice(1)]);
    expect(limits(rows)[0]?.period).toBe("2022-02");
    const late = rows.map((one) =>
      one.measure === "follow_up_rate" && one.period === "2022-12"
        ? { ...one, status: "not_yet_observable" as const }
        : one,
    );
    expect(limits(late).at(-1)?.period).toBe("2022-11");
  });
});
