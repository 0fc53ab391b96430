import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratioOfSums } from "../../src/statistics/ratio-of-sums.ts";

type Pairs = readonly (readonly [part: number, total: number])[];

const sumsOf = (pairs: Pairs) => {
  const sum = (of: (a: number, t: number) => number) => pairs.reduce((all, [a, t]) => all + of(a, t), 0);
  return {
    n: pairs.length,
    part: sum((a) => a),
    total: sum((_, t) => t),
    partSquared: sum((a) => a * a),
    partTimesTotal: sum((a, t) => a * t),
    totalSquared: sum((_, t) => t * t),
  };
};

/** (n − 1) / n · Σ (R₍ᵢ₎ − mean)² over the ratios with one cluster left out: Quenouille's and Tukey's jackknife. */
function jackknifeError(pairs: Pairs): number {
  const ratios = pairs.map((_, left) => {
    const others = pairs.filter((_, index) => index !== left);
    return others.reduce((sum, [a]) => sum + a, 0) / others.reduce((sum, [, t]) => sum + t, 0);
  });
  const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  const squares = ratios.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(((ratios.length - 1) / ratios.length) * squares);
}

describe("a ratio of sums over clusters", () => {
  it("is as worked out by hand", () => {
    // Three workers: 10 of 100, 30 of 100, 20 of 200 minutes. R = 60 / 400 = 0.15.
    // a − R t: −5, 15, −10; squares 25 + 225 + 100 = 350. Variance 3/2 · 350 / 160000 = 0.00328125.
    // t(2) = 4.302653; half width 4.302653 · 0.0572822 = 0.246465.
    const found = ratioOfSums(
      sumsOf([
        [10, 100],
        [30, 100],
        [20, 200],
      ]),
    );
    expect(found.ratio).toBe(0.15);
    expect(found.standardError).toBeCloseTo(0.0572822, 7);
    expect(found.lower).toBeCloseTo(0.15 - 0.246465, 5);
    expect(found.upper).toBeCloseTo(0.15 + 0.246465, 5);
    expect(found.reason).toBeNull();
  });

  it("says why it has no interval", () => {
    expect(ratioOfSums(sumsOf([]))).toMatchObject({ n: 0, ratio: null, reason: "nobody" });
    expect(ratioOfSums(sumsOf([[3, 10]]))).toMatchObject({ ratio: 0.3, lower: null, reason: "one_cluster" });
    const equal = sumsOf([
      [1, 10],
      [3, 30],
    ]);
    expect(ratioOfSums(equal)).toMatchObject({ ratio: 0.1, lower: null, reason: "all_equal" });
    expect(() => ratioOfSums({ ...equal, totalSquared: 10 })).toThrow(RangeError);
  });

  it("has the jackknife's standard error where all totals are equal", () => {
    const workers = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(workers, (parts) => {
        const pairs: Pairs = parts.map((a) => [a, 500] as const);
        expect(ratioOfSums(sumsOf(pairs)).standardError ?? 0).toBeCloseTo(jackknifeError(pairs), 10);
      }),
    );
  });

  it("is near the jackknife's with many workers of unequal hours, however large the sums", () => {
    const worker = fc
      .tuple(fc.integer({ min: 60_000, max: 120_000 }), fc.integer({ min: 10, max: 60 }))
      .map(([total, percent]) => [Math.floor((total * percent) / 100), total] as const);
    fc.assert(
      fc.property(fc.array(worker, { minLength: 25, maxLength: 60 }), (pairs) => {
        const exact = jackknifeError(pairs);
        fc.pre(exact > 1e-3);
        expect(Math.abs((ratioOfSums(sumsOf(pairs)).standardError ?? 0) / exact - 1)).toBeLessThan(0.1);
      }),
    );
  });
});
