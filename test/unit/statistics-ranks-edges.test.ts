import { describe, expect, it } from "vitest";
import { changeSummary } from "../../src/statistics/change-summary.ts";
import { hedgesApproximate, hedgesExact } from "../../src/statistics/hedges-correction.ts";
import { distinctCounts } from "../../src/statistics/histogram.ts";
import { exactWalshOrder, hodgesLehmann } from "../../src/statistics/hodges-lehmann.ts";
import { noncentralBelow, noncentralityInterval } from "../../src/statistics/noncentral-t.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { doubledWalshAverage } from "../../src/statistics/walsh-averages.ts";

describe("histograms that cannot be", () => {
  it.each([
    ["a fraction of a person", [[3, 0.5]]],
    ["a value that is no scaled integer", [[5.8, 1]]],
    ["fewer people than none", [[3, -1]]],
    ["more people than ranks are exact for", [[3, 60_000_000]]],
    ["a value too large to be exact", [[2 ** 53 - 1, 1]]],
  ] as const)("%s", (_, histogram) => {
    expect(() => distinctCounts(histogram)).toThrow(RangeError);
  });
});

describe("nobody", () => {
  it("gives a reason in place of numbers", () => {
    expect(signedRank([])).toMatchObject({ n: 0, statistic: null, p: null, reason: "nobody" });
    expect(hodgesLehmann(new Map(), 1)).toMatchObject({
      n: 0,
      estimate: null,
      lower: null,
      reason: "nobody",
    });
    expect(changeSummary([], 1)).toEqual({ n: 0, up: 0, unchanged: 0, down: 0, median: null });
    // Only people without change, all of whom are dropped.
    expect(hodgesLehmann([[0, 9]], 1, { zeros: "drop" }).reason).toBe("nobody");
  });
});

describe("signed rank", () => {
  it("is exact up to the number of people asked for, and says which p-value it gives", () => {
    const people = Array.from({ length: 51 }, (_, index) => [index + 1, 1] as const);
    expect(signedRank(people)).toMatchObject({ exactP: null, method: "normal_corrected" });
    expect(signedRank(people.slice(1))).toMatchObject({ method: "exact", exactP: 2 ** -49 });
    const { p, exactP } = signedRank(people, { exactUpTo: 51 });
    expect([p, exactP]).toEqual([2 ** -50, 2 ** -50]);
  });

  it("has p of 1 where as much went up as down", () => {
    expect(
      signedRank([
        [-4, 3],
        [4, 3],
      ]),
    ).toMatchObject({ z: 0, exactP: 1, normalP: 1, correctedP: 1 });
  });

  it("lets people without change push up the ranks by Pratt's rule only", () => {
    const histogram = [
      [0, 5],
      [-1, 1],
      [2, 1],
      [3, 1],
    ] as const;
    expect(signedRank(histogram).statistic).toBe(2 + 3);
    expect(signedRank(histogram, { zeros: "rank" }).statistic).toBe(7 + 8);
  });

  it("copes with a million people", () => {
    const histogram = Array.from({ length: 2001 }, (_, index) => [index - 990, 500] as const);
    expect(signedRank(histogram).z).toBeGreaterThan(5);
    const { n, estimate, lower, upper } = hodgesLehmann(histogram, 1);
    expect([n, estimate]).toEqual([1_000_500, 1]);
    expect((lower ?? 2) < 1 && (upper ?? 0) > 1).toBe(true);
  });
});

describe("Walsh averages", () => {
  it("have as many ranks as pairs", () => {
    const counts = distinctCounts([
      [1, 2],
      [4, 1],
    ]);
    expect([1, 2, 3, 4, 5, 6].map((rank) => doubledWalshAverage(counts, rank))).toEqual([2, 2, 2, 5, 5, 8]);
    for (const rank of [0, 7, 1.5]) expect(() => doubledWalshAverage(counts, rank)).toThrow(RangeError);
    expect(() => doubledWalshAverage([], 1)).toThrow(RangeError);
  });

  it.each([
    // P(V ≤ 0) is 1/32 for five people and 1/64 for six; P(V ≤ 3) is 5/256 for eight.
    { n: 5, level: 0.95, order: 0, achieved: 1 },
    { n: 5, level: 0.9, order: 1, achieved: 0.9375 },
    { n: 6, level: 0.95, order: 1, achieved: 0.96875 },
    { n: 8, level: 0.95, order: 4, achieved: 0.9609375 },
    { n: 5, level: 0.9375, order: 0, achieved: 1 },
  ])("give order $order for $n people at $level", ({ n, level, order, achieved }) => {
    expect(exactWalshOrder(n, level)).toEqual({ order, achieved });
  });

  it("refuse a level that is none", () => {
    for (const level of [0, 1, Number.NaN]) expect(() => exactWalshOrder(9, level)).toThrow(RangeError);
  });
});

describe("Hedges' factor", () => {
  it("does not exist for two people", () => {
    expect([hedgesExact(1), hedgesApproximate(1)]).toEqual([null, null]);
    for (const df of [0, -1, Number.NaN]) expect(() => hedgesExact(df)).toThrow(RangeError);
  });

  it("is 1/√π at 2, √(2/π) at 4, and J(df) J(df + 1) = (df − 1) / √(df (df + 1)) throughout", () => {
    expect(hedgesExact(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 14);
    expect(hedgesExact(4)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
    for (const df of [2, 3, 10, 57, 199, 200, 201, 1000, 1_000_000]) {
      const product = (hedgesExact(df) ?? 0) * (hedgesExact(df + 1) ?? 0);
      expect(product).toBeCloseTo((df - 1) / Math.sqrt(df * (df + 1)), 12);
    }
  });

  it("is close to its approximation", () => {
    for (const df of [10, 50, 500]) expect(hedgesApproximate(df)).toBeCloseTo(hedgesExact(df) ?? 0, 3);
  });
});

describe("noncentral t", () => {
  it("refuses what is no t", () => {
    expect(() => noncentralBelow(1, 0, 0)).toThrow(RangeError);
    expect(() => noncentralityInterval(Number.POSITIVE_INFINITY, 5, 0.95)).toThrow(RangeError);
    expect(() => noncentralityInterval(1, 5, 1)).toThrow(RangeError);
  });
});
