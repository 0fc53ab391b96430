import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergePairedSums } from "../../src/statistics/merge-sums.ts";
import { type PairedSums, pairedChange } from "../../src/statistics/paired-change.ts";
import { expectedChange } from "../../src/statistics/regression-to-the-mean.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";

type Pair = readonly [before: number, after: number];

const pairs = (minLength: number) =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), {
    minLength,
    maxLength: 60,
  });

function sums(people: readonly Pair[]): PairedSums {
  const total = (of: (before: bigint, after: bigint) => bigint) =>
    people.reduce((sum, [before, after]) => sum + of(BigInt(before), BigInt(after)), 0n);
  return {
    n: people.length,
    sumBefore: total((before) => before),
    sumAfter: total((_, after) => after),
    sumBefore2: total((before) => before * before),
    sumAfter2: total((_, after) => after * after),
    sumChange: total((before, after) => after - before),
    sumChange2: total((before, after) => (after - before) ** 2n),
  };
}

describe("paired change", () => {
  it("has its mean inside its interval, and an interval exactly when there is a spread", () => {
    fc.assert(
      fc.property(pairs(0), (people) => {
        const { change, p } = pairedChange(sums(people), 1);
        const spread = new Set(people.map(([before, after]) => after - before)).size > 1;
        expect(change.reason === null).toBe(spread);
        if (change.mean === null || change.lower === null || change.upper === null) return;
        expect(change.lower).toBeLessThan(change.mean);
        expect(change.upper).toBeGreaterThan(change.mean);
        expect(p !== null && p >= 0 && p <= 1).toBe(true);
        // The test and the interval decide alike.
        expect(p !== null && p < 0.05).toBe(change.lower > 0 || change.upper < 0);
      }),
    );
  });

  it("of two groups merged is that of their union", () => {
    fc.assert(
      fc.property(pairs(0), pairs(0), (some, others) => {
        const merged = mergePairedSums(sums(some), sums(others));
        expect(pairedChange(merged, 1)).toEqual(pairedChange(sums([...some, ...others]), 1));
      }),
    );
  });

  it("turns round when before and after are swapped, and effect sizes do not depend on the scale", () => {
    fc.assert(
      fc.property(pairs(2), (people) => {
        const there = pairedChange(sums(people), 1);
        const back = pairedChange(sums(people.map(([before, after]) => [after, before] as const)), 1);
        expect(back.change.mean).toBe(there.change.mean === 0 ? 0 : -(there.change.mean ?? Number.NaN));
        expect(back.change.sd).toBe(there.change.sd);
        const tenfold = pairedChange(sums(people.map(([b, a]) => [10 * b, 10 * a] as const)), 2);
        for (const key of ["t", "p", "dZ", "dAv", "correlation"] as const) {
          const [one, other] = [there[key], tenfold[key]];
          if (one === null || other === null) expect(one).toBe(other);
          else expect(other).toBeCloseTo(one, 9);
        }
        expect(tenfold.change.mean).toBeCloseTo(there.change.mean ?? Number.NaN, 9);
      }),
    );
  });

  it("is the one that floating-point arithmetic on the scores gives", () => {
    fc.assert(
      fc.property(pairs(2), (people) => {
        const changes = people.map(([before, after]) => (after - before) / 10);
        const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
        const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
        const { change } = pairedChange(sums(people), 1);
        expect(change.mean).toBeCloseTo(mean, 9);
        expect(change.sd).toBeCloseTo(Math.sqrt(squares / (changes.length - 1)), 6);
      }),
    );
  });
});

describe("Wilson interval", () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  it("holds the share, lies within 0 and 1, and mirrors", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { value, lower, upper } = wilsonInterval(x, n);
        if (value === null || lower === null || upper === null) throw new Error("expected an interval");
        expect(0 <= lower && lower <= value && value <= upper && upper <= 1).toBe(true);
        expect(upper - lower).toBeGreaterThan(0);
        const mirror = wilsonInterval(n - x, n);
        expect(mirror.lower).toBeCloseTo(1 - upper, 9);
        expect(mirror.upper).toBeCloseTo(1 - lower, 9);
      }),
    );
  });

  it("solves |x/n − p| = z √(p(1 − p)/n) at both limits", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { value, lower, upper } = wilsonInterval(x, n);
        for (const p of [lower, upper]) {
          if (value === null || p === null || p === 0 || p === 1) continue;
          expect((value - p) ** 2).toBeCloseTo((1.959963984540054 ** 2 * p * (1 - p)) / n, 12);
        }
      }),
    );
  });

  it("is wider at a higher level", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const [usual, wide] = [wilsonInterval(x, n), wilsonInterval(x, n, 0.998)];
        expect(wide.lower ?? 1).toBeLessThanOrEqual(usual.lower ?? 0);
        expect(wide.upper ?? 0).toBeGreaterThanOrEqual(usual.upper ?? 1);
      }),
    );
  });
});

describe("regression to the mean", () => {
  it("never carries people past the mean, nor away from it, for r from 0 to 1", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 100, noNaN: true }), (one, other, start) => {
        const r = [Math.min(one, other), Math.max(one, other)] as const;
        const { lower, upper } = expectedChange({ mean: 50, sd: 15, r, source: "invented" }, start);
        const least = Math.min(0, 50 - start) - 1e-9;
        const most = Math.max(0, 50 - start) + 1e-9;
        expect((lower ?? Number.NaN) >= least && (upper ?? Number.NaN) <= most).toBe(true);
        expect(lower ?? 1).toBeLessThanOrEqual(upper ?? 0);
      }),
    );
  });
});
