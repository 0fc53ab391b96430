import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantileInterval, quantileRanks } from "../../src/statistics/quantile-interval.ts";

const eachOnce = (n: number): [number, number][] => Array.from({ length: n }, (_, index) => [index + 1, 1]);

/** Binomial probabilities added up term by term. */
function upTo(count: number, n: number, share: number): number {
  let term = (1 - share) ** n;
  let sum = 0;
  for (let k = 0; k <= count; k += 1) {
    sum += term;
    term *= ((n - k) / (k + 1)) * (share / (1 - share));
  }
  return sum;
}

describe("ranks that bound a quantile", () => {
  // 2^-10 (1 + 10) = 0.0107 ≤ 0.025 < 0.0547 = 2^-10 (1 + 10 + 45): one below the second, one above the ninth.
  it("bounds a median of 10 by the 2nd and the 9th", () => {
    expect(quantileRanks(10, 0.5)).toEqual({
      lower: 2,
      upper: 9,
      coverage: expect.closeTo(1 - 22 / 1024, 12),
    });
  });

  // P(B ≤ 5) = 21 700 / 2^20 = 0.0207 and P(B ≤ 6) = 60 460 / 2^20 = 0.0577.
  it("bounds a median of 20 by the 6th and the 15th", () => {
    expect(quantileRanks(20, 0.5)).toEqual({
      lower: 6,
      upper: 15,
      coverage: expect.closeTo(1 - (2 * 21_700) / 2 ** 20, 12),
    });
  });

  // 2^-5 = 0.031 is more than 0.025, 2^-6 = 0.016 is not.
  it("has no limits for a median of 5, and the extremes for one of 6", () => {
    expect(quantileRanks(5, 0.5)).toEqual({ lower: null, upper: null, coverage: null });
    expect(quantileRanks(6, 0.5)).toMatchObject({ lower: 1, upper: 6 });
  });

  // 0.9^35 = 0.02503 is more than 0.025, 0.9^36 = 0.02253 is not.
  it("bounds a ninth decile from above from 36 people on", () => {
    expect(quantileRanks(35, 0.9).upper).toBeNull();
    expect(quantileRanks(36, 0.9).upper).toBe(36);
    expect(quantileRanks(20, 0.9)).toMatchObject({ lower: 15, upper: null, coverage: null });
  });

  it("misses no more than allowed on either side, and would with a rank less", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 5, max: 95 }),
        fc.constantFrom(0.8, 0.9, 0.95, 0.99),
        (n, percent, level) => {
          const share = percent / 100;
          const tail = (1 - level) / 2;
          const { lower, upper, coverage } = quantileRanks(n, share, level);
          const small = 1e-9;
          expect(upTo((lower ?? 0) - 1, n, share)).toBeLessThanOrEqual(lower === null ? 1 : tail + small);
          expect(upTo(lower ?? 0, n, share)).toBeGreaterThan(tail - small);
          if (upper !== null) {
            expect(1 - upTo(upper - 1, n, share)).toBeLessThanOrEqual(tail + small);
            expect(1 - upTo(upper - 2, n, share)).toBeGreaterThan(tail - small);
          } else {
            expect(1 - upTo(n - 1, n, share)).toBeGreaterThan(tail - small);
          }
          if (coverage !== null) expect(coverage).toBeGreaterThanOrEqual(level - small);
        },
      ),
    );
  });

  it("moves ranks up with the quantile and outwards with the level", () => {
    const inRange = (rank: number | null, missing: number) => rank ?? missing;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 2, max: 97 }),
        fc.integer({ min: 1, max: 50 }),
        (n, percent, more) => {
          const [low, high] = [percent / 100, Math.min(99, percent + more) / 100];
          const [one, other] = [quantileRanks(n, low), quantileRanks(n, high)];
          expect(inRange(one.lower, 0)).toBeLessThanOrEqual(inRange(other.lower, 0));
          expect(inRange(one.upper, n + 1)).toBeLessThanOrEqual(inRange(other.upper, n + 1));
          const wide = quantileRanks(n, low, 0.99);
          expect(inRange(wide.lower, 0)).toBeLessThanOrEqual(inRange(one.lower, 0));
          expect(inRange(wide.upper, n + 1)).toBeGreaterThanOrEqual(inRange(one.upper, n + 1));
        },
      ),
    );
  });
});

describe("quantiles of whole values", () => {
  it("takes the middle of two for an even number, and the middle one for an odd", () => {
    expect(quantileInterval(eachOnce(20), 0.5)).toEqual({
      n: 20,
      value: 10.5,
      lower: 6,
      upper: 15,
      level: 0.95,
      reason: null,
    });
    expect(quantileInterval(eachOnce(21), 0.5).value).toBe(11);
  });

  it("gives 0.9 of 20 as the middle of the 18th and 19th, and of 21 as the 19th", () => {
    expect(quantileInterval(eachOnce(20), 0.9)).toMatchObject({
      value: 18.5,
      lower: 15,
      upper: null,
      reason: "outside_sample",
    });
    expect(quantileInterval(eachOnce(21), 0.9).value).toBe(19);
  });

  it("counts ties, in any order and split", () => {
    const tied: [number, number][] = [
      [9, 5],
      [0, 4],
      [3, 6],
      [0, 5],
    ];
    // 0 nine times, 3 six times, 9 five times: the 10th and 11th are 3, the 6th is 0, the 15th is 3.
    expect(quantileInterval(tied, 0.5)).toMatchObject({ n: 20, value: 3, lower: 0, upper: 3 });
  });

  it("has nothing to say of nobody, and no limits for one", () => {
    expect(quantileInterval([], 0.5)).toMatchObject({ n: 0, value: null, lower: null, reason: "nobody" });
    expect(quantileInterval([[7, 1]], 0.5)).toMatchObject({ n: 1, value: 7, lower: null, upper: null });
  });

  it("holds its value between its limits", () => {
    const histogram = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 8,
      maxLength: 40,
    });
    fc.assert(
      fc.property(histogram, fc.constantFrom(0.25, 0.5, 0.75, 0.9), (counts, share) => {
        const { value, lower, upper } = quantileInterval(counts, share);
        if (lower !== null) expect(value).toBeGreaterThanOrEqual(lower);
        if (upper !== null) expect(value).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it.each([0, 1, -0.1, Number.NaN])("takes no quantile at %s", (share) => {
    expect(() => quantileInterval(eachOnce(20), share)).toThrow(RangeError);
  });
});
