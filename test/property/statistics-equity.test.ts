import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betweenGroupVariance } from "../../src/statistics/between-group-variance.ts";
import { concentrationIndex } from "../../src/statistics/concentration-index.ts";
import { binomial } from "../../src/statistics/discrete-distributions.ts";
import { dissimilarityIndex } from "../../src/statistics/dissimilarity-index.ts";
import { exactMultinomialTest } from "../../src/statistics/exact-multinomial-test.ts";
import { goodnessOfFit } from "../../src/statistics/goodness-of-fit.ts";
import { representationRatio } from "../../src/statistics/representation-ratio.ts";
import { unknownGroupBounds } from "../../src/statistics/unknown-group-bounds.ts";

const number = (value: number | null | undefined) => value ?? Number.NaN;
const group = fc.record({
  observed: fc.integer({ min: 0, max: 60 }),
  population: fc.integer({ min: 1, max: 5000 }),
});
const groups = fc
  .array(group, { minLength: 2, maxLength: 6 })
  .filter((all) => all.some(({ observed }) => observed > 0));

describe("representation", () => {
  it("ratio lies in its interval, and is 1 where in proportion", () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(200),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (x, others, share) => {
          const result = representationRatio(x, x + others, share);
          if (result.reason !== null) return;
          expect(number(result.lower)).toBeLessThanOrEqual(number(result.ratio));
          expect(number(result.upper)).toBeGreaterThanOrEqual(number(result.ratio));
          if (x > 0) expect(representationRatio(x, x + others, x / (x + others)).ratio).toBe(1);
        },
      ),
    );
  });

  it("indices do not depend on the order of groups, nor on the unit of population", () => {
    fc.assert(
      fc.property(groups, (all) => {
        const turned = [...all].reverse().map((one) => ({ ...one, population: one.population * 7 }));
        expect(number(dissimilarityIndex(turned).index)).toBeCloseTo(
          number(dissimilarityIndex(all).index),
          12,
        );
        const [fit, other] = [goodnessOfFit(all), goodnessOfFit(turned)];
        expect(number(other.chiSquare)).toBeCloseTo(number(fit.chiSquare), 7);
        expect(number(concentrationIndex(turned).index)).toBeCloseTo(
          -number(concentrationIndex(all).index),
          12,
        );
      }),
    );
  });

  it("of a group split in proportion stays as it was", () => {
    fc.assert(
      fc.property(groups, (all) => {
        const [first, ...rest] = all.map(({ observed, population }) => ({
          observed: 2 * observed,
          population: 2 * population,
        }));
        if (first === undefined) return;
        const half = { observed: first.observed / 2, population: first.population / 2 };
        const split = [half, half, ...rest];
        expect(number(dissimilarityIndex(split).index)).toBeCloseTo(
          number(dissimilarityIndex([first, ...rest]).index),
          12,
        );
        expect(number(concentrationIndex(split).index)).toBeCloseTo(
          number(concentrationIndex([first, ...rest]).index),
          12,
        );
      }),
    );
  });

  it("index expected by chance is the average over all outcomes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 99 }), (n, percent) => {
        const share = percent / 100;
        const { at } = binomial(n, share);
        const average = Array.from({ length: n + 1 }, (_, x) => at(x) * Math.abs(x / n - share)).reduce(
          (sum, value) => sum + value,
          0,
        );
        const two = [
          { observed: n, population: percent },
          { observed: 0, population: 100 - percent },
        ];
        expect(number(dissimilarityIndex(two).expectedByChance)).toBeCloseTo(average, 10);
      }),
    );
  });
});

describe("bounds", () => {
  it("hold every way of sharing out the unknown", () => {
    fc.assert(
      fc.property(groups, fc.array(fc.nat(20), { minLength: 6, maxLength: 6 }), (all, shares) => {
        const extra = all.map((_, index) => shares[index] ?? 0);
        const unknown = extra.reduce((sum, count) => sum + count, 0);
        const bounds = unknownGroupBounds(all, unknown);
        const truth = all.map((one, index) => ({ ...one, observed: one.observed + (extra[index] ?? 0) }));
        const index = number(dissimilarityIndex(truth).index);
        expect(number(bounds.dissimilarity?.least)).toBeLessThanOrEqual(index + 1e-12);
        expect(number(bounds.dissimilarity?.most)).toBeGreaterThanOrEqual(index - 1e-12);
        const n = truth.reduce((sum, { observed }) => sum + observed, 0);
        const population = all.reduce((sum, one) => sum + one.population, 0);
        truth.forEach((one, at) => {
          const { ratio, lower, upper } = representationRatio(one.observed, n, one.population / population);
          expect(number(bounds.ratios[at]?.least)).toBeLessThanOrEqual(number(ratio) + 1e-12);
          expect(number(bounds.ratios[at]?.most)).toBeGreaterThanOrEqual(number(ratio) - 1e-12);
          expect(number(bounds.ratios[at]?.lower)).toBeLessThanOrEqual(number(lower) + 1e-12);
          expect(number(bounds.ratios[at]?.upper)).toBeGreaterThanOrEqual(number(upper) - 1e-12);
        });
      }),
    );
  });

  it("of the index are reached with all unknown in one group", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 60 }), (all, unknown) => {
        const placed = all.map((_, at) =>
          dissimilarityIndex(
            all.map((one, index) => ({ ...one, observed: one.observed + (index === at ? unknown : 0) })),
          ),
        );
        const highest = Math.max(...placed.map(({ index }) => number(index)));
        expect(number(unknownGroupBounds(all, unknown).dissimilarity?.most)).toBeCloseTo(highest, 12);
      }),
    );
  });
});

describe("spread and exact tests", () => {
  it("between-group variance is 0 of equal values, and does not see a common shift", () => {
    const values = fc.array(
      fc.record({
        population: fc.integer({ min: 1, max: 1000 }),
        value: fc.integer({ min: -50, max: 50 }),
        standardError: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 2, maxLength: 7 },
    );
    fc.assert(
      fc.property(values, (all) => {
        const result = betweenGroupVariance(all);
        const shifted = betweenGroupVariance(all.map((one) => ({ ...one, value: one.value + 100 })));
        expect(number(shifted.variance)).toBeCloseTo(number(result.variance), 7);
        expect(number(shifted.expectedByChance)).toBe(number(result.expectedByChance));
        expect(number(betweenGroupVariance(all.map((one) => ({ ...one, value: 3 }))).variance)).toBeCloseTo(
          0,
          12,
        );
      }),
    );
  });

  it("exact multinomial p-values of all outcomes: a p-value at most u is no more frequent than u", () => {
    const shares = [0.2, 0.5, 0.3];
    const n = 6;
    const outcomes: { p: number; chance: number }[] = [];
    for (let a = 0; a <= n; a++) {
      for (let b = 0; b <= n - a; b++) {
        const c = n - a - b;
        const ways = [1, 1, 2, 6, 24, 120, 720];
        const factorial = (of: number) => number(ways[of]);
        const chance =
          (factorial(n) / factorial(a) / factorial(b) / factorial(c)) * 0.2 ** a * 0.5 ** b * 0.3 ** c;
        outcomes.push({ p: number(exactMultinomialTest([a, b, c], shares)), chance });
      }
    }
    expect(outcomes.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    for (const { p } of outcomes) {
      const atMost = outcomes.filter((other) => other.p <= p + 1e-12);
      expect(atMost.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(p, 9);
    }
  });
});
