import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { withDerivedOutcomes } from "../../src/release/derived-outcomes.ts";

const row = (measure: string, more: Partial<ReleasedEstimate> = {}): ReleasedEstimate => ({
  measure,
  instrument: "pam",
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
  method: "wilson",
  status: "published",
  note: "",
  ...more,
});
const rate = (numerator: number, denominator: number, more: Partial<ReleasedEstimate> = {}) =>
  row("follow_up_rate", { numerator, denominator, n: denominator, value: numerator / denominator, ...more });
const paired = (breakdown: string, category: string, value: number) =>
  row("paired", { breakdown, category, value, n: value, method: "count" });
const yes = { breakdown: "interpreter", category: "yes" };

function derived(rows: readonly ReleasedEstimate[], policy = policies["nhs-england"]) {
  const all = withDerivedOutcomes(Released.mark(rows), policy).value;
  expect(all.slice(0, rows.length)).toEqual(rows);
  return (measure: string, category = "all") =>
    all.slice(rows.length).find((one) => one.measure === measure && one.category === category);
}

describe("who was lost", () => {
  // 60 of the 100 followed up, and 40 of the 100 lost, need an interpreter: of 100 due, 60 were followed up.
  const rows = [rate(100, 200), rate(60, 100, yes)];

  it("is the standardised difference of exact numbers where nothing is rounded", () => {
    const found = derived(rows, policies.none)("follow_up_difference", "yes");
    // By hand: 0.2 / sqrt(0.24) = 0.408; the interval 0.128 to 0.688.
    expect(found).toMatchObject({ value: 0.41, lower: 0.13, upper: 0.69, n: 100, breakdown: "interpreter" });
  });

  it("has an interval that also holds what rounding may have hidden", () => {
    const found = derived(rows)("follow_up_difference", "yes");
    expect(found?.value).toBe(0.41);
    expect(found?.lower).toBeLessThan(0.13);
    expect(found?.upper).toBeGreaterThan(0.69);
    expect(found?.level).toBe(0.95);
  });

  it("is withheld with its group or with the total", () => {
    const hidden = { status: "withheld" as const, numerator: null, denominator: null, n: null, value: null };
    const group = derived([rate(100, 200), rate(60, 100, { ...yes, ...hidden })]);
    expect(group("follow_up_difference", "yes")).toMatchObject({ status: "withheld", value: null, n: null });
    const total = derived([rate(100, 200, hidden), rate(60, 100, yes)]);
    expect(total("follow_up_difference", "yes")).toMatchObject({ status: "withheld", value: null, n: null });
  });

  it("is not worked out for parts of the time, boroughs, or where nobody was lost", () => {
    const year = { period_type: "financial_year", period: "2022-23" } as const;
    expect(
      derived([rate(100, 200, year), rate(60, 100, { ...yes, ...year })])("follow_up_difference", "yes"),
    ).toBe(undefined);
    expect(derived([rate(100, 100), rate(60, 60, yes)])("follow_up_difference", "yes")).toMatchObject({
      status: "too_few",
      value: null,
    });
  });
});

describe("shares and the test of moves between levels", () => {
  const moves = (counts: readonly (readonly number[])[]) => [
    paired(
      "none",
      "all",
      counts.flat().reduce((sum, n) => sum + n, 0),
    ),
    ...counts.flatMap((to, from) => [
      paired(
        "baseline_level",
        String(from + 1),
        to.reduce((sum, n) => sum + n, 0),
      ),
      ...to.map((n, at) => paired("baseline_level*follow_up_level", `${from + 1}*${at + 1}`, n)),
    ]),
  ];
  // Stuart's two eyes: Bowker's statistic is 19.11 on 6 degrees of freedom.
  const vision = [
    [1520, 266, 124, 66],
    [234, 1512, 432, 78],
    [117, 362, 1772, 205],
    [36, 82, 179, 492],
  ];

  it("are those of the released numbers", () => {
    const found = derived(moves(vision), policies.none);
    expect(found("level_symmetry")).toMatchObject({
      value: 19.1,
      status: "published",
      note: "6 degrees of freedom, p = 0.004; from rounded numbers of people.",
    });
    // Of those at Level 1: 266 of 1,976 went to Level 2; at Level 1 first: 1,976 of 7,477.
    expect(found("share_paired", "1*2")).toMatchObject({ numerator: 266, denominator: 1976, value: 0.135 });
    expect(found("share_paired", "1")).toMatchObject({ numerator: 1976, denominator: 7477, value: 0.264 });
  });

  it("give no test where one of the numbers is withheld", () => {
    const rows = moves(vision).map((one) =>
      one.category === "4*1"
        ? { ...one, status: "withheld" as const, value: null, n: null, note: "Not shown." }
        : one,
    );
    const found = derived(rows, policies.none);
    expect(found("level_symmetry")).toMatchObject({ status: "not_available", value: null });
    expect(found("share_paired", "4*1")).toMatchObject({ status: "withheld", value: null });
    expect(found("share_paired", "4*2")?.status).toBe("published");
  });
});
