import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeShares } from "../../src/statistics/change-shares.ts";
import { reliableChange } from "../../src/statistics/reliable-change.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";

const source = "by hand";

describe("reliable change", () => {
  it("is 1.96 · SD · √(2(1 − r))", () => {
    const { standardError, threshold } = reliableChange({ sd: 10, r: 0.5, source });
    expect(standardError).toBeCloseTo(10, 12);
    expect(threshold).toBeCloseTo(19.59964, 5);
    expect(reliableChange({ sd: 7.5, r: 0.8, source }).threshold).toBeCloseTo(9.296925, 6);
    // One in ten of those who did not change passes the threshold of level 0.9.
    expect(reliableChange({ sd: 10, r: 0.5, source }, 0.9).threshold).toBeCloseTo(16.44854, 5);
  });

  it("of a noiseless instrument comes down to nothing, of a useless one to that of two strangers", () => {
    expect(reliableChange({ sd: 10, r: 1 - 1e-12, source }).threshold).toBeLessThan(1e-4);
    expect(reliableChange({ sd: 10, r: 0, source }).standardError).toBeCloseTo(10 * Math.SQRT2, 12);
  });

  it("needs a named reference from elsewhere", () => {
    expect(reliableChange(null)).toEqual({ standardError: null, threshold: null, reason: "no_reference" });
    expect(reliableChange(undefined).reason).toBe("no_reference");
    for (const wrong of [
      { sd: 0, r: 0.8, source },
      { sd: Number.NaN, r: 0.8, source },
      { sd: 10, r: 1, source },
      { sd: 10, r: -0.1, source },
      { sd: 10, r: 0.8, source: " " },
    ]) {
      expect(() => reliableChange(wrong)).toThrow(RangeError);
    }
  });
});

describe("shares improved, the same and worse", () => {
  const changes = [
    [-54, 3],
    [-53, 4],
    [0, 5],
    [53, 6],
    [54, 7],
    [90, 1],
  ] as const;

  it("count a change of exactly the threshold, either way", () => {
    expect(changeShares(changes, 54).counts).toEqual({ improved: 8, same: 15, worse: 3 });
    expect(changeShares(changes, 54, "lower").counts).toEqual({ improved: 3, same: 15, worse: 8 });
    expect(changeShares(changes, 54).improved).toEqual(wilsonInterval(8, 26));
    expect(changeShares(changes, 54, "higher", 0.9).worse).toEqual(wilsonInterval(3, 26, 0.9));
  });

  it("of nobody are not defined", () => {
    expect(changeShares([], 54)).toMatchObject({
      n: 0,
      counts: { improved: 0, same: 0, worse: 0 },
      improved: { value: null, reason: "nobody" },
    });
  });

  it("refuse a threshold that is none", () => {
    for (const threshold of [0, -1, 5.4]) {
      expect(() => changeShares(changes, threshold)).toThrow(RangeError);
    }
  });

  it("put everybody into one class, and fewer out of the middle as the threshold rises", () => {
    const histogram = fc.array(
      fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 30 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(histogram, fc.integer({ min: 1, max: 150 }), (people, threshold) => {
        const { n, counts } = changeShares(people, threshold);
        expect(counts.improved + counts.same + counts.worse).toBe(n);
        expect(n).toBe(people.reduce((sum, [, count]) => sum + count, 0));
        const higher = changeShares(people, threshold + 1).counts;
        expect(higher.same).toBeGreaterThanOrEqual(counts.same);
        const turned = people.map(([change, count]) => [-change, count] as const);
        expect(changeShares(turned, threshold, "lower").counts).toEqual(counts);
      }),
    );
  });
});
