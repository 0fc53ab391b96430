import fc from "fast-check";
import { expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { representationRatio } from "../../src/statistics/representation-ratio.ts";
import { roundCount } from "../../src/statistics/round-count.ts";
import { roundedRepresentation } from "../../src/statistics/rounded-representation.ts";
import { unknownGroupBounds } from "../../src/statistics/unknown-group-bounds.ts";
import equity from "../fixtures/oracle/equity.json" with { type: "json" };

const exact = { roundTo: 1, rounding: "nearest", withholdUpTo: 0 } as const;
const toFive = policies["nhs-england"];
const { observed, population } = equity.input;
const people = population.reduce((sum, one) => sum + one, 0);

it("with exact counts is the ratio and interval of R", () => {
  observed.forEach((own, index) => {
    const found = roundedRepresentation({
      inside: [own],
      outside: observed.filter((_, other) => other !== index),
      populationShare: (population[index] ?? 0) / people,
      rounding: exact,
    });
    const [lower, upper] = equity.expected.ratio_ci95_wilson_fixed_population[index] ?? [];
    expect(found.ratio).toBeCloseTo(equity.expected.representation_ratio[index] ?? Number.NaN, 10);
    expect(found.lower).toBeCloseTo(lower ?? Number.NaN, 10);
    expect(found.upper).toBeCloseTo(upper ?? Number.NaN, 10);
  });
});

it("gives the widest limits by hand: 30 beside 70, rounded to 5, may be 28 beside 72 or 32 beside 68", () => {
  const found = roundedRepresentation({
    inside: [30],
    outside: [70],
    populationShare: 0.5,
    rounding: toFive,
  });
  expect(found.ratio).toBeCloseTo(0.6, 12);
  // Wilson's limits of 28 in 100 and 32 in 100, twice: 0.2014 and 0.4167 to four decimals.
  expect(found.lower).toBeCloseTo(2 * 0.2014, 3);
  expect(found.upper).toBeCloseTo(2 * 0.4167, 3);
});

it("has no ratio of nobody, or of a group without population", () => {
  const nobody = { ratio: null, lower: null, upper: null };
  const of = (own: number, populationShare: number) =>
    roundedRepresentation({ inside: [own], outside: [0], populationShare, rounding: toFive });
  expect(of(0, 0.5)).toEqual(nobody);
  expect(of(10, 0)).toEqual(nobody);
});

it("refuses a count that nothing may have been released as", () => {
  expect(() =>
    roundedRepresentation({ inside: [7], outside: [20], populationShare: 0.5, rounding: toFive }),
  ).toThrow(RangeError);
});

const count = fc.oneof(fc.constant(0), fc.integer({ min: 8, max: 400 }));

it("holds the interval of the exact counts, whatever they were before rounding", () => {
  fc.assert(
    fc.property(
      count,
      fc.array(count, { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.constantFrom(policies["nhs-england"], policies.opensafely, policies["opensafely-midpoint6"]),
      (own, others, populationShare, policy) => {
        const isShown = (one: number) => one === 0 || one > policy.withholdUpTo;
        fc.pre([own, ...others].every(isShown));
        const released = (one: number) => roundCount(one, policy);
        const found = roundedRepresentation({
          inside: [released(own)],
          outside: others.map(released),
          populationShare,
          rounding: policy,
        });
        const true_ = representationRatio(
          own,
          own + others.reduce((sum, one) => sum + one, 0),
          populationShare,
        );
        fc.pre(true_.ratio !== null && found.ratio !== null);
        expect(found.lower ?? Number.NaN).toBeLessThanOrEqual((true_.lower ?? Number.NaN) + 1e-12);
        expect(found.upper ?? Number.NaN).toBeGreaterThanOrEqual((true_.upper ?? Number.NaN) - 1e-12);
        expect(found.lower ?? Number.NaN).toBeLessThanOrEqual(found.ratio ?? Number.NaN);
        expect(found.upper ?? Number.NaN).toBeGreaterThanOrEqual(found.ratio ?? Number.NaN);
      },
    ),
  );
});

it("with none, then all, of the unknown inside gives Manski's bounds, which hold the ratio of those known", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), fc.nat(200), (own, others, unknown) => {
      const populationShare = 0.3;
      const of = (inside: readonly number[], outside: readonly number[]) =>
        roundedRepresentation({ inside, outside, populationShare, rounding: exact }).ratio ?? Number.NaN;
      const [least, most] = [of([own], [others, unknown]), of([own, unknown], [others])];
      const [manski] = unknownGroupBounds(
        [
          { observed: own, population: 30 },
          { observed: others, population: 70 },
        ],
        unknown,
      ).ratios;
      expect(least).toBeCloseTo(manski?.least ?? Number.NaN, 12);
      expect(most).toBeCloseTo(manski?.most ?? Number.NaN, 12);
      const known = of([own], [others]);
      expect(least).toBeLessThanOrEqual(known + 1e-12);
      expect(most).toBeGreaterThanOrEqual(known - 1e-12);
    }),
  );
});
