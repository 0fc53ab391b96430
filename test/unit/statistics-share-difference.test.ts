import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedShareBetween, expectedShareChanged } from "../../src/statistics/regression-to-the-mean.ts";
import { standardisedShareDifference } from "../../src/statistics/standardised-share-difference.ts";
import { expectClose } from "../oracle-figures.ts";

const of = (x: number, n: number) => ({ with: x, of: n });

describe("standardised difference of two shares", () => {
  it("is the difference in root mean variances, with the interval worked out by hand", () => {
    // p 0.6 and 0.4: 0.2 / sqrt(0.24); se sqrt(200 / 10000 + (1 / 6) / 400).
    const { value, lower, upper } = standardisedShareDifference(of(60, 100), of(40, 100));
    expectClose(value, 0.2 / Math.sqrt(0.24));
    const half = 1.959963984540054 * Math.sqrt(0.02 + 1 / 2400);
    expectClose(lower, 0.2 / Math.sqrt(0.24) - half, 0, 1e-9);
    expectClose(upper, 0.2 / Math.sqrt(0.24) + half, 0, 1e-9);
  });

  it("says why there is none", () => {
    expect(standardisedShareDifference(of(0, 0), of(1, 2))).toMatchObject({ value: null, reason: "nobody" });
    expect(standardisedShareDifference(of(5, 5), of(9, 9))).toMatchObject({
      value: null,
      reason: "all_equal",
    });
    expect(() => standardisedShareDifference(of(6, 5), of(1, 2))).toThrow(RangeError);
  });

  it("turns its sign with the groups, and does not grow with the number of people", () => {
    const share = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(share, share, fc.integer({ min: 2, max: 9 }), ([n, x], [m, y], times) => {
        const [one, other] = [of(Math.min(x, n), n), of(Math.min(y, m), m)];
        const there = standardisedShareDifference(one, other);
        const back = standardisedShareDifference(other, one);
        fc.pre(there.value !== null && back.value !== null);
        expectClose(back.value, -(there.value ?? 0));
        const more = standardisedShareDifference(
          of(one.with * times, one.of * times),
          of(other.with * times, other.of * times),
        );
        expectClose(more.value, there.value ?? 0, 0, 1e-9);
        expect((more.upper ?? 0) - (more.lower ?? 0)).toBeLessThan((there.upper ?? 0) - (there.lower ?? 0));
      }),
    );
  });
});

describe("share expected to change by so much from regression to the mean alone", () => {
  const reference = { mean: 55.1, sd: 17.7, r: [0.43, 0.8] as const, source: "a test" };
  /** Φ of pnorm in R at the spread of changes for one r. */
  const between = (r: number, from: number, to: number) =>
    expectedShareBetween({ ...reference, r: [r, r] }, from, to);

  it("is the share that gains at least so much where the end is open", () => {
    const open = expectedShareBetween(reference, 5.4, Number.POSITIVE_INFINITY);
    const known = expectedShareChanged(reference, 5.4);
    expectClose(open.lower, known.lower ?? 0);
    expectClose(open.upper, known.upper ?? 0);
    // domain: 39 % at r = 0.43 and 31 % at r = 0.80.
    expect([open.lower, open.upper].map((share) => Math.round((share ?? 0) * 100))).toEqual([31, 39]);
  });

  it("is the same for losses as for gains, and all bands of one r add up to everybody", () => {
    const cuts = [Number.NEGATIVE_INFINITY, -10.8, -5.4, 0, 5.4, 10.8, Number.POSITIVE_INFINITY];
    const shares = cuts.slice(1).map((to, index) => between(0.6, cuts[index] ?? 0, to).lower ?? 0);
    expectClose(
      shares.reduce((sum, share) => sum + share, 0),
      1,
    );
    for (const index of [0, 1, 2]) expectClose(shares[index], shares[5 - index] ?? 0);
  });

  it("holds the share at every r within the band, also where it turns between the ends", () => {
    const { lower, upper } = expectedShareBetween(reference, 5.4, 10.8);
    for (let r = 0.43; r <= 0.8; r += 0.01) {
      const at = between(r, 5.4, 10.8).lower ?? 0;
      expect(at).toBeGreaterThanOrEqual((lower ?? 1) - 1e-12);
      expect(at).toBeLessThanOrEqual((upper ?? 0) + 1e-12);
    }
    // Of changes of 10 to 20 points the share is largest inside a band this wide, and greater than at both ends.
    const wide = expectedShareBetween({ ...reference, r: [0, 0.99] }, 10, 20);
    expect(wide.upper).toBeGreaterThan(
      Math.max(between(0, 10, 20).upper ?? 1, between(0.99, 10, 20).upper ?? 1),
    );
  });

  it("refuses an empty band and says where there is no reference", () => {
    expect(() => expectedShareBetween(reference, 5, 5)).toThrow(RangeError);
    expect(expectedShareBetween(undefined, 5, 9)).toMatchObject({ lower: null, reason: "no_reference" });
  });
});
