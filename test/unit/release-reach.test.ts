import { describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { parseIsoDate } from "../../src/model/brand.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import type { PopulationBreakdown, ReferencePopulation } from "../../src/model/reference-population.ts";
import { withReach } from "../../src/release/reach.ts";

/** Two years, so that a rate per year is half that of the whole time. */
const programme = programmeSchema.parse({
  id: "reach",
  name: "Reach",
  synthetic: true,
  window: { from: "2022-01-01", to: "2023-12-31" },
  data_date: parseIsoDate("2024-01-31"),
  sources: [{ id: "cases", file: "cases.csv", profile: "joy-cases" }],
});
const YEARS = 730 / 365.25;

const referrals = (
  breakdown: string,
  counts: Readonly<Record<string, number>>,
  measure = "referrals",
): readonly ExactEstimate[] =>
  Object.entries(counts).map(([category, value]) => ({
    measure,
    instrument: "",
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
    breakdown,
    category,
    numerator: null,
    denominator: null,
    n: value,
    value,
    lower: null,
    upper: null,
    level: null,
    method: "count",
    status: "published",
    note: "",
    kind: "count",
    decimals: 0,
  }));

const population = (
  of: PopulationBreakdown,
  people: Readonly<Record<string, number>>,
  ages: ReferencePopulation["ages"] = "all",
): ReferencePopulation => ({
  id: "p",
  of,
  title: "P",
  people: "residents",
  ages,
  source: "S",
  synthetic: false,
  rows: Object.entries(people).map(([category, count]) => ({
    area_type: "programme",
    area: "programme",
    category,
    people: count,
  })),
});

function reach(
  exact: readonly ExactEstimate[],
  populations: readonly ReferencePopulation[],
  policy = policies["nhs-england"],
) {
  const released = protectEstimates(new Unreleased(exact), policy);
  const rows = withReach(released, programme, populations, policy).value;
  return (measure: string, category: string) =>
    rows.find((row) => row.measure === measure && row.category === category);
}

describe("reach from released counts and a population", () => {
  const at = reach(
    [...referrals("ethnic_group", { Asian: 61, Black: 100, White: 239, not_known: 80, not_stated: 20 })],
    [population("ethnic_group", { Asian: 3000, Black: 2000, White: 5000 })],
  );

  it("divides shares of released counts by shares of the population", () => {
    // 61 and 239 are released as 60 and 240: 60 of 400 is 0.15, half of 0.3.
    expect(at("representation_ratio", "Asian")).toMatchObject({
      numerator: 60,
      denominator: 400,
      n: 400,
      value: 0.5,
      level: 0.95,
      method: "representation-ratio",
    });
    expect(at("share_of_population", "Asian")).toMatchObject({ value: 0.3, lower: null });
    expect(at("share_of_referrals", "Asian")).toMatchObject({ value: 0.15 });
    expect(at("population", "Black")).toMatchObject({ value: 2000, method: "published-statistic" });
    expect(at("representation_ratio", "White")).toMatchObject({ value: 1.2 });
  });

  it("says what people not known could change: none of the 100, or all of them", () => {
    // 60 of 500 and 160 of 500, over 0.3.
    expect(at("representation_ratio_if_none", "Asian")).toMatchObject({ value: 0.4, denominator: 500 });
    expect(at("representation_ratio_if_all", "Asian")).toMatchObject({ value: 1.07, numerator: 160 });
    expect(at("share_of_referrals", "not_known")).toMatchObject({ value: 0.16, denominator: 500 });
    expect(at("representation_ratio", "not_known")).toBeUndefined();
  });

  it("gives referrals per 1,000 people a year", () => {
    const value = Number(((1000 * 60) / (3000 * YEARS)).toFixed(2));
    expect(at("referrals_per_1000", "Asian")).toMatchObject({ numerator: 60, value, method: "event-rate" });
  });
});

describe("groups that are not shown", () => {
  it("stand on neither side, and have no figure themselves", () => {
    const at = reach(referrals("ethnic_group", { Asian: 50, Black: 5, White: 150 }), [
      population("ethnic_group", { Asian: 300, Black: 100, White: 600 }),
    ]);
    // 50 of 200 against 300 of 900.
    expect(at("representation_ratio", "Asian")).toMatchObject({ value: 0.75, denominator: 200 });
    for (const measure of ["representation_ratio", "share_of_referrals", "referrals_per_1000"]) {
      expect(at(measure, "Black")).toMatchObject({ status: "withheld", value: null, n: null });
    }
  });

  it("leave no ratio where they hold more than a fifth of the population", () => {
    const at = reach(referrals("ethnic_group", { Asian: 50, Black: 5, White: 150 }), [
      population("ethnic_group", { Asian: 300, Black: 300, White: 400 }),
    ]);
    expect(at("representation_ratio", "Asian")).toMatchObject({ status: "not_available", value: null });
    expect(at("representation_ratio", "Black")).toMatchObject({ status: "withheld" });
    expect(at("referrals_per_1000", "Asian")).toMatchObject({ status: "published" });
  });

  it("withhold the bounds where the people not known are not shown", () => {
    const at = reach(referrals("ethnic_group", { Asian: 50, White: 150, not_known: 4 }), [
      population("ethnic_group", { Asian: 300, White: 600 }),
    ]);
    expect(at("representation_ratio", "Asian")).toMatchObject({ status: "published" });
    expect(at("representation_ratio_if_all", "Asian")).toMatchObject({ status: "withheld" });
  });
});

it("a group that nobody was referred of has a ratio of 0 with an upper limit", () => {
  const at = reach(
    referrals("ethnic_group", { White: 100 }),
    [population("ethnic_group", { Other: 100, White: 900 })],
    policies.none,
  );
  const row = at("representation_ratio", "Other");
  expect(row).toMatchObject({ value: 0, lower: 0 });
  // Wilson's upper limit of 0 in 100 is z² ÷ (100 + z²) = 0.0370.
  expect(row?.upper).toBeCloseTo(0.37, 2);
});

it("age bands of 20 and over take 20 to 24 from their own count and the others whole", () => {
  const at = reach(
    [
      ...referrals("age_band", { "18-24": 90, "25-44": 200, "45-64": 100, "65-74": 50, "75+": 50 }),
      ...referrals("age_band_20", { "20-24": 40 }, "referrals_20_plus"),
    ],
    [
      population(
        "age_band_20",
        { "20-24": 1000, "25-44": 4000, "45-64": 3000, "65-74": 1000, "75+": 1000 },
        "20+",
      ),
    ],
    policies.none,
  );
  // 40 of 440 against a tenth; 90 would be of people from 18 on.
  expect(at("representation_ratio", "20-24")).toMatchObject({ numerator: 40, denominator: 440, value: 0.91 });
  expect(at("representation_ratio", "25-44")).toMatchObject({ numerator: 200, value: 1.14 });
});

it("makes no figures of an age that was not counted from 20 on", () => {
  const at = reach(referrals("age_band", { "18-24": 90, "25-44": 200 }), [
    population("age_band_20", { "20-24": 1000, "25-44": 4000 }, "20+"),
  ]);
  expect(at("representation_ratio", "25-44")).toBeUndefined();
});

describe("the gradient by deprivation", () => {
  const counts = { 1: 200, 2: 160, 3: 120, 4: 80, 5: 40 };

  it("is not collected where no population by fifth is supplied", () => {
    const at = reach(
      [...referrals("imd_quintile", counts), ...referrals("ethnic_group", { Asian: 50, White: 150 })],
      [population("ethnic_group", { Asian: 300, White: 600 })],
    );
    expect(at("referral_slope_index", "all")).toMatchObject({ status: "not_collected", value: null });
    expect(at("referral_relative_index", "all")).toMatchObject({ status: "not_collected" });
  });

  it("is the slope from the most to the least deprived end: by hand for fifths of equal size", () => {
    const at = reach(
      referrals("imd_quintile", counts),
      [population("imd_quintile", { 1: 1000, 2: 1000, 3: 1000, 4: 1000, 5: 1000 })],
      policies.none,
    );
    // Rates 200, 160 … 40 per 1,000 over the time fall on one line by 40 a fifth: 220 at one end and 20 at the other.
    expect(at("referral_slope_index", "all")?.value).toBeCloseTo(-200 / YEARS, 2);
    expect(at("referral_relative_index", "all")?.value).toBeCloseTo(20 / 220, 2);
    const { value, upper } = at("referral_slope_index", "all") ?? { value: null, upper: null };
    // Of equal fifths the coefficients are −2, −1, 0, 1, 2, halved: variance (4·200 + 160 + 80 + 4·40) ÷ 4 = 300.
    expect((upper ?? Number.NaN) - (value ?? Number.NaN)).toBeCloseTo((1.96 * Math.sqrt(300)) / YEARS, 1);
  });

  it("is not available where a fifth is withheld", () => {
    const at = reach(referrals("imd_quintile", { ...counts, 5: 4 }), [
      population("imd_quintile", { 1: 1000, 2: 1000, 3: 1000, 4: 1000, 5: 1000 }),
    ]);
    expect(at("referral_slope_index", "all")).toMatchObject({ status: "not_available" });
  });
});

it("adds nothing where no population is declared", () => {
  const released = protectEstimates(
    new Unreleased(referrals("ethnic_group", { Asian: 50 })),
    policies["nhs-england"],
  );
  expect(withReach(released, programme, [], policies["nhs-england"])).toBe(released);
});
