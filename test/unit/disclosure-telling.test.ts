import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { withEmptyGroups } from "../../src/disclosure/telling-shares.ts";
import { measureLibrary, tellingShare } from "../../src/measures/library.ts";

const service = {
  area_type: "service",
  area: "S1",
  period_type: "financial_year",
  period: "2022-23",
} as const;
const whole = { area_type: "programme", area: "programme", period_type: "all", period: "all" } as const;

const base: ExactEstimate = {
  ...service,
  measure: "referrals",
  instrument: "",
  breakdown: "none",
  category: "all",
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
  method: "count",
  status: "published",
  note: "",
  kind: "count",
  decimals: 0,
};
const share = (measure: string, numerator: number, denominator: number, more: Partial<ExactEstimate> = {}) =>
  ({
    ...base,
    measure,
    kind: "proportion",
    method: "wilson",
    numerator,
    denominator,
    n: denominator,
    level: 0.95,
    ...more,
  }) as const;
const statusOf = (estimate: ExactEstimate, policy = policies["nhs-england"]) =>
  protectEstimates(new Unreleased([estimate]), policy).value[0]?.status;

describe("a share of everybody, or of nobody", () => {
  it.each([
    ["share_crisis", 30],
    ["share_unregistered", 30],
    ["share_mental_health_reason", 30],
    ["share_worse", 30],
    ["share_same", 30],
    ["share_goals_not_met", 30],
    ["share_improved", 0],
  ] as const)("that tells something private of each is withheld: %s, %i of 30", (measure, numerator) => {
    expect(statusOf(share(measure, numerator, 30))).toBe("withheld");
    // The other end tells nothing of the kind, nor does a share between.
    expect(statusOf(share(measure, 30 - numerator, 30))).toBe("published");
    expect(statusOf(share(measure, 12, 30))).toBe("published");
    // Of the whole programme over the whole time it is shown, of one year of it not.
    expect(statusOf(share(measure, numerator, 30, whole))).toBe("published");
    const year = { ...whole, period_type: "financial_year", period: "2022-23" } as const;
    expect(statusOf(share(measure, numerator, 30, year))).toBe("withheld");
    expect(statusOf(share(measure, numerator, 30), policies.none)).toBe("published");
    for (const id of ["opensafely", "opensafely-midpoint6", "strict"] as const) {
      expect(statusOf(share(measure, numerator, 30), policies[id])).toBe("withheld");
    }
  });

  it("is shown where it tells of nobody's troubles, and of nobody at all", () => {
    expect(statusOf(share("share_contacted", 30, 30))).toBe("published");
    expect(statusOf(share("share_contacted", 0, 30))).toBe("published");
    expect(statusOf({ ...share("share_crisis", 0, 0), status: "too_few" })).toBe("too_few");
  });

  it("is declared of shares only, by the library", () => {
    const telling = measureLibrary.filter((entry) => entry.telling !== undefined);
    expect(telling.length).toBeGreaterThanOrEqual(7);
    for (const { id, kind, telling: which } of telling) {
      expect(kind).toBe("proportion");
      expect(tellingShare(id)).toBe(which);
    }
  });
});

describe("a group that holds everybody of its cell", () => {
  const count = (breakdown: string, category: string, value: number, more: Partial<ExactEstimate> = {}) => ({
    ...base,
    breakdown,
    category,
    n: value,
    value,
    ...more,
  });
  const elsewhere = { area: "S2" } as const;
  const released = (estimates: readonly ExactEstimate[], policy = policies["nhs-england"]) =>
    protectEstimates(new Unreleased(withEmptyGroups(estimates)), policy)
      .value.filter(({ area, breakdown }) => area !== "S2" && breakdown !== "none")
      .map(({ category, status, value, n }) => `${category} ${status} ${value} ${n}`);

  it("is withheld with the groups that hold nobody, whose absence would tell", () => {
    const rows = [
      count("none", "all", 40),
      count("ethnic_group", "Black", 40),
      count("none", "all", 60, elsewhere),
      count("ethnic_group", "Black", 30, elsewhere),
      count("ethnic_group", "White", 30, elsewhere),
    ];
    expect(released(rows)).toEqual(["Black withheld null null", "White withheld null null"]);
    expect(released(rows, policies.none)).toEqual(["Black published 40 40", "White published 0 0"]);
    // With somebody else it is shown, and nothing is added.
    const two = [
      count("none", "all", 50),
      ...rows.slice(1, 2),
      count("ethnic_group", "White", 10),
      ...rows.slice(2),
    ];
    expect(released(two)).toEqual(["Black published 40 40", "White published 10 10"]);
  });

  it("is withheld in shares and averages too, and its emptiness as well", () => {
    const improved = (breakdown: string, category: string, n: number, more: Partial<ExactEstimate> = {}) =>
      share("share_improved", n / 2, n, { instrument: "pam", breakdown, category, ...more });
    expect(
      released([
        improved("none", "all", 40),
        improved("ethnic_group", "Asian", 40),
        improved("ethnic_group", "White", 40, elsewhere),
        improved("ethnic_group", "Asian", 40, elsewhere),
        improved("none", "all", 80, elsewhere),
      ]),
    ).toEqual(["Asian withheld null null", "White withheld null null"]);
  });

  it("is withheld alone where people may be in several, and shown where it is not private or not known", () => {
    const rows = (breakdown: string, category: string) => [
      count("none", "all", 40),
      count(breakdown, category, 40),
      count(breakdown, "other", 20),
    ];
    expect(released(rows("cohort", "severe_mental_illness"))).toEqual([
      "severe_mental_illness withheld null null",
      "other published 20 20",
    ]);
    expect(released(rows("age_band", "65+"))).toContain("65+ published 40 40");
    expect(released([count("none", "all", 40), count("ethnic_group", "not_known", 40)])).toEqual([
      "not_known published 40 40",
    ]);
    const all = rows("cohort", "severe_mental_illness").map((row) => ({ ...row, ...whole }));
    expect(released(all)).toContain("severe_mental_illness published 40 40");
  });
});
