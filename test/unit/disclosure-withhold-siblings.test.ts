import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";

const place = {
  area_type: "borough",
  area: "E09000005",
  period_type: "all",
  period: "all",
  numerator: null,
  denominator: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
  status: "published",
  note: "",
} as const;

const count = (category: string, value: number, more: Partial<ExactEstimate> = {}): ExactEstimate => ({
  ...place,
  measure: "people",
  instrument: "",
  breakdown: "gender",
  category,
  n: value,
  value,
  method: "count",
  kind: "count",
  decimals: 0,
  ...more,
});

const score = (measure: string, category: string, n: number): ExactEstimate => ({
  ...place,
  measure,
  instrument: "pam",
  breakdown: "gender",
  category,
  n,
  method: "mean",
  ...(measure.startsWith("mean")
    ? { kind: "mean", decimals: 1, value: 50, lower: 45, upper: 55 }
    : { kind: "proportion", decimals: 2, numerator: n, denominator: n + 20, level: 0.95 }),
});

/** `category: number shown`, `w` for withheld as small, `s` for withheld as a sibling. */
function shown(
  estimates: readonly ExactEstimate[],
  policy = policies["nhs-england"],
): Record<string, string> {
  const released = protectEstimates(new Unreleased(estimates), policy).value;
  return Object.fromEntries(
    released.map(({ category, value, status, note }) => [
      category,
      status === "published" ? String(value) : note.endsWith("cannot be worked out.") ? "s" : "w",
    ]),
  );
}

describe("a small group and the rest of its table", () => {
  it("is protected by the smallest of the other groups", () => {
    expect(shown([count("m", 5), count("f", 35), count("x", 12), count("not_known", 0)])).toEqual({
      m: "w",
      f: "35",
      x: "s",
      not_known: "0",
    });
  });

  it("takes the first by category of several alike, whatever their order", () => {
    const rows = [count("c", 12), count("a", 5), count("b", 12)];
    expect(shown(rows)).toEqual({ a: "w", b: "s", c: "10" });
    expect(shown(rows.toReversed())).toEqual({ a: "w", b: "s", c: "10" });
  });

  it("needs no protection where small groups hold more than 7 together, or there is none", () => {
    expect(shown([count("a", 5), count("b", 3), count("c", 12)])).toEqual({ a: "w", b: "w", c: "10" });
    expect(shown([count("a", 8), count("b", 0), count("c", 12)])).toEqual({ a: "10", b: "0", c: "10" });
    expect(shown([count("a", 5), count("b", 0)])).toEqual({ a: "w", b: "0" });
  });

  it("stands in one table only: by measure, area, period and characteristic", () => {
    const small = count("a", 5);
    for (const other of [
      { measure: "referrals" },
      { area: "E09000007" },
      { period: "2022-23", period_type: "financial_year" },
      { breakdown: "age_band" },
    ] as const) {
      expect(shown([small, count("b", 12, other)])).toEqual({ a: "w", b: "10" });
    }
  });

  it("is not protected where a person may be in several groups, nor where nothing is withheld", () => {
    const cohorts = [count("a", 5, { breakdown: "cohort" }), count("b", 12, { breakdown: "cohort" })];
    expect(shown(cohorts)).toEqual({ a: "w", b: "10" });
    expect(shown([count("a", 5), count("b", 12)], policies.none)).toEqual({ a: "5", b: "12" });
  });

  it("by two characteristics is protected in its row and in its column", () => {
    const two = (category: string, value: number) => count(category, value, { breakdown: "age_band*gender" });
    // Young men hide 5. Of the young the women go too; of the men the old; then all columns and rows are safe
    // but that of the women, who hide 20, and of the old, who hide 30.
    expect(
      shown([
        two("young*m", 5),
        two("young*f", 20),
        two("young*x", 40),
        two("old*m", 30),
        two("old*f", 25),
        two("old*x", 60),
      ]),
    ).toEqual({
      "young*m": "w",
      "young*f": "s",
      "young*x": "40",
      "old*m": "s",
      "old*f": "25",
      "old*x": "60",
    });
  });
});

describe("scores of a small group", () => {
  it("take all measures of the smallest other group with them, by the people with both scores", () => {
    const measures = ["mean_baseline", "mean_change", "follow_up_rate"];
    const rows = [
      ...measures.map((measure) => score(measure, "m", 5)),
      ...measures.map((measure) => score(measure, "f", 35)),
      ...measures.map((measure) => score(measure, "x", 12)),
    ];
    const released = protectEstimates(new Unreleased(rows), policies["nhs-england"]).value;
    expect(released.map(({ category, status }) => `${category} ${status}`)).toEqual([
      ...measures.map(() => "m withheld"),
      ...measures.map(() => "f published"),
      ...measures.map(() => "x withheld"),
    ]);
    for (const { status, n, numerator, denominator, value, note } of released.slice(6)) {
      expect({ status, n, numerator, denominator, value, note }).toEqual({
        status: "withheld",
        n: null,
        numerator: null,
        denominator: null,
        value: null,
        note: "Withheld so that another figure cannot be worked out.",
      });
    }
  });

  it("leave counts of people alone, and what was never measured as it is", () => {
    const absent = { ...score("expected_change_rtm", "x", 12), status: "not_available" } as const;
    const released = protectEstimates(
      new Unreleased([
        score("mean_change", "m", 5),
        score("mean_change", "x", 12),
        absent,
        count("m", 20),
        count("x", 30),
      ]),
      policies["nhs-england"],
    ).value;
    expect(released.map(({ status }) => status)).toEqual([
      "withheld",
      "withheld",
      "not_available",
      "published",
      "published",
    ]);
  });
});
