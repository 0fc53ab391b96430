import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostAndEffectSums, costAndEffect } from "../../src/statistics/cost-and-effect-sums.ts";
import { costPerAdditionalImproved } from "../../src/statistics/cost-per-additional-improved.ts";
import { costPerImproved } from "../../src/statistics/cost-per-improved.ts";
import { completedInFixedClusters, designEffect } from "../../src/statistics/design-effect.ts";
import { fiellerLimits } from "../../src/statistics/fieller-limits.ts";
import { incrementalCost } from "../../src/statistics/incremental-cost.ts";
import { pairsForPower, pairsForPrecision, powerOfPairs } from "../../src/statistics/planning.ts";
import { studentCritical } from "../../src/statistics/student-t.ts";

const number = (value: number | null | undefined) => value ?? Number.NaN;
const people = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.constantFrom(0, 1)), {
  minLength: 2,
  maxLength: 40,
});

function sums(pairs: readonly (readonly [number, number])[]): CostAndEffectSums {
  return {
    n: pairs.length,
    cost: pairs.reduce((sum, [cost]) => sum + cost, 0),
    costSquared: pairs.reduce((sum, [cost]) => sum + cost * cost, 0),
    improved: pairs.reduce((sum, [, improved]) => sum + improved, 0),
    costOfImproved: pairs.reduce((sum, [cost, improved]) => sum + cost * improved, 0),
  };
}

describe("Fieller's limits", () => {
  const estimate = fc.record({
    value: fc.integer({ min: -50, max: 50 }),
    variance: fc.integer({ min: 1, max: 200 }),
  });
  const correlation = fc.double({ min: -0.95, max: 0.95, noNaN: true });

  it("are the ratios at which the difference does not differ from 0", () => {
    fc.assert(
      fc.property(
        estimate,
        estimate,
        correlation,
        fc.double({ min: -30, max: 30, noNaN: true }),
        (over, under, r, ratio) => {
          const covariance = r * Math.sqrt(over.variance * under.variance);
          const limits = fiellerLimits(over, under, covariance, 2);
          const spread = over.variance - 2 * ratio * covariance + ratio ** 2 * under.variance;
          const distance = (over.value - ratio * under.value) ** 2 / (4 * spread);
          if (Math.abs(distance - 1) < 1e-6) return;
          const inside =
            limits.kind === "everything" ||
            (limits.kind === "interval" && ratio >= limits.lower && ratio <= limits.upper) ||
            (limits.kind === "all_but" && (ratio <= limits.from || ratio >= limits.to));
          expect(inside).toBe(distance < 1);
          // An interval exists exactly where the denominator differs from 0.
          expect(limits.kind === "interval").toBe(under.value ** 2 > 4 * under.variance);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("cost per person improved", () => {
  it("lies in its interval, and one with no upper limit lies above the lower one", () => {
    fc.assert(
      fc.property(people, (pairs) => {
        const result = costPerImproved(sums(pairs), 2);
        if (result.reason === null) {
          expect(number(result.lower)).toBeLessThanOrEqual(number(result.costPerImproved) + 1e-9);
          expect(number(result.upper)).toBeGreaterThanOrEqual(number(result.costPerImproved) - 1e-9);
        }
        if (result.reason === "no_upper_limit") {
          expect(number(result.lower)).toBeGreaterThan(0);
          expect(number(result.lower)).toBeLessThanOrEqual(number(result.costPerImproved) + 1e-9);
        }
      }),
    );
  });

  it("has the means and variances of the people, whatever their order", () => {
    fc.assert(
      fc.property(people, (pairs) => {
        const means = costAndEffect(sums([...pairs].reverse()), 2);
        const n = pairs.length;
        const cost = pairs.reduce((sum, [one]) => sum + one / 100, 0) / n;
        const variance = pairs.reduce((sum, [one]) => sum + (one / 100 - cost) ** 2, 0) / (n - 1) / n;
        expect(number(means?.cost.value)).toBeCloseTo(cost, 8);
        expect(number(means?.cost.variance) / (1 + variance)).toBeCloseTo(variance / (1 + variance), 8);
      }),
    );
  });
});

describe("comparisons", () => {
  it("of cost refuse exactly where the difference could be 0 or is below it", () => {
    const three = fc
      .tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -1, max: 1, noNaN: true })))
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(three, fc.integer({ min: 1, max: 5000 }), ([lower = 0, value = 0, upper = 0], cost) => {
        const result = costPerAdditionalImproved(cost, { value, lower, upper });
        expect(result.reason === null).toBe(lower > 0);
        if (result.reason !== null) return;
        expect(result.lower).toBeLessThanOrEqual(result.cost);
        expect(result.upper).toBeGreaterThanOrEqual(result.cost);
        expect(result.lower).toBeGreaterThan(0);
      }),
    );
  });

  it("turned round have the same ratio and opposite net benefit", () => {
    fc.assert(
      fc.property(people, people, (some, others) => {
        const one = incrementalCost(sums(some), sums(others), 2, { worths: [700] });
        const other = incrementalCost(sums(others), sums(some), 2, { worths: [700] });
        expect(other.reason).toBe(one.reason);
        expect(number(other.netBenefits[0]?.value)).toBeCloseTo(-number(one.netBenefits[0]?.value), 7);
        if (one.reason !== null) return;
        expect(number(other.ratio)).toBeCloseTo(number(one.ratio), 7);
        expect(number(one.lower)).toBeLessThanOrEqual(number(one.ratio));
        expect(number(one.upper)).toBeGreaterThanOrEqual(number(one.ratio));
      }),
    );
  });
});

describe("plans", () => {
  const sd = fc.integer({ min: 1, max: 30 });

  it("are just enough", () => {
    fc.assert(
      fc.property(sd, fc.integer({ min: 5, max: 60 }), (spread, tenths) => {
        const half = tenths / 10;
        const n = pairsForPrecision(spread, half);
        const width = (people: number) => (studentCritical(people - 1, 0.95) * spread) / Math.sqrt(people);
        expect(width(n)).toBeLessThanOrEqual(half);
        if (n > 2) expect(width(n - 1)).toBeGreaterThan(half);
        const needed = pairsForPower(half, spread);
        expect(powerOfPairs(needed, half, spread)).toBeGreaterThanOrEqual(0.8);
        if (needed > 2) expect(powerOfPairs(needed - 1, half, spread)).toBeLessThan(0.8);
      }),
      { numRuns: 40 },
    );
  });

  it("with fixed clusters are just enough, or say that more clusters are needed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (independent, clusters, percent) => {
          const correlation = percent / 100;
          const { completed, perCluster, reason } = completedInFixedClusters(
            independent,
            clusters,
            correlation,
          );
          const tells = (each: number) => (each * clusters) / designEffect(each, correlation);
          if (reason !== null) {
            expect(tells(1e9)).toBeLessThan(independent + 1e-6);
            return;
          }
          expect(completed).toBe(perCluster * clusters);
          expect(tells(perCluster)).toBeGreaterThanOrEqual(independent - 1e-5);
          if (perCluster > 1) expect(tells(perCluster - 1)).toBeLessThan(independent + 1e-6);
        },
      ),
    );
  });
});
