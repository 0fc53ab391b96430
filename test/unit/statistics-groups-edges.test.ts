import { describe, expect, it } from "vitest";
import { benjaminiHochbergAdjusted, holmAdjusted } from "../../src/statistics/adjusted-p.ts";
import { analysisOfVariance } from "../../src/statistics/analysis-of-variance.ts";
import { bowker } from "../../src/statistics/bowker.ts";
import { chiSquareAbove } from "../../src/statistics/chi-square.ts";
import { exactDeterminant } from "../../src/statistics/exact-determinant.ts";
import { fAbove } from "../../src/statistics/f-distribution.ts";
import { kruskalWallis } from "../../src/statistics/kruskal-wallis.ts";
import { levelTransitions } from "../../src/statistics/level-transitions.ts";
import { mannWhitney } from "../../src/statistics/mann-whitney.ts";
import { mcnemar } from "../../src/statistics/mcnemar.ts";
import { standardisedDifference } from "../../src/statistics/standardised-difference.ts";
import { stuartMaxwell } from "../../src/statistics/stuart-maxwell.ts";
import { studentCritical, studentTwoSided } from "../../src/statistics/student-t.ts";
import { fractionalCritical, fractionalTwoSided } from "../../src/statistics/student-t-fractional.ts";
import { welchAnalysisOfVariance } from "../../src/statistics/welch-analysis-of-variance.ts";
import { welchDifference } from "../../src/statistics/welch-difference.ts";

const nobody = { n: 0, sum: 0, sumOfSquares: 0 };
const one = { n: 1, sum: 5, sumOfSquares: 25 };
const equal = { n: 3, sum: 15, sumOfSquares: 75 };
const spread = { n: 3, sum: 6, sumOfSquares: 14 };

describe("groups that cannot be compared", () => {
  it("Welch's t says why", () => {
    expect(welchDifference(nobody, spread, 0)).toMatchObject({ difference: null, p: null, reason: "nobody" });
    expect(welchDifference(one, spread, 0)).toMatchObject({ difference: 3, p: null, reason: "one_person" });
    expect(welchDifference(equal, equal, 0)).toMatchObject({
      difference: 0,
      lower: null,
      reason: "all_equal",
    });
    // One spread is enough: it is then a one-sample test against a known mean.
    expect(welchDifference(equal, spread, 0)).toMatchObject({ degreesOfFreedom: 2, reason: null });
  });

  it("analyses of variance say why", () => {
    expect(analysisOfVariance([spread, nobody])).toMatchObject({ groups: 1, f: null, reason: "one_group" });
    expect(analysisOfVariance([one, one])).toMatchObject({ f: null, reason: "one_person_each" });
    expect(analysisOfVariance([equal, one])).toMatchObject({ f: null, reason: "all_equal" });
    expect(welchAnalysisOfVariance([])).toMatchObject({ groups: 0, f: null, reason: "one_group" });
    expect(welchAnalysisOfVariance([spread, one])).toMatchObject({ f: null, reason: "one_person" });
    expect(welchAnalysisOfVariance([spread, equal])).toMatchObject({ f: null, reason: "all_equal" });
  });

  it("rank tests say why", () => {
    expect(kruskalWallis([[[1, 4]], []])).toMatchObject({ groups: 1, statistic: null, reason: "one_group" });
    expect(kruskalWallis([[[1, 4]], [[1, 2]]])).toMatchObject({ statistic: null, reason: "all_equal" });
    expect(mannWhitney([], [[1, 2]])).toMatchObject({ statistic: null, reason: "nobody" });
    expect(mannWhitney([[1, 4]], [[1, 2]])).toMatchObject({
      probabilityHigher: 0.5,
      p: null,
      reason: "all_equal",
    });
  });

  it("standardised differences say why", () => {
    expect(standardisedDifference(nobody, spread).reason).toBe("nobody");
    expect(standardisedDifference(one, one).reason).toBe("too_few");
    expect(standardisedDifference(equal, equal).reason).toBe("all_equal");
    const three = standardisedDifference({ n: 2, sum: 4, sumOfSquares: 10 }, one);
    expect(three).toMatchObject({ hedgesG: null, reason: null });
    expect(three.cohensD).toBeCloseTo(-3 / Math.sqrt(2), 14);
  });

  it("sums that cannot belong together are refused", () => {
    const wrong = { n: 2, sum: 10, sumOfSquares: 10 };
    expect(() => welchDifference(wrong, spread, 0)).toThrow(RangeError);
    expect(() => analysisOfVariance([spread, { n: 0, sum: 1, sumOfSquares: 1 }])).toThrow(RangeError);
    expect(() => welchAnalysisOfVariance([spread, { ...one, sum: 4 }])).toThrow(RangeError);
    expect(() => standardisedDifference({ ...nobody, n: -1 }, spread)).toThrow(RangeError);
  });

  it("a large common level does not cancel", () => {
    const level = 10n ** 12n;
    const far = (sums: { n: number; sum: number; sumOfSquares: number }) => {
      const [n, sum, squares] = [BigInt(sums.n), BigInt(sums.sum), BigInt(sums.sumOfSquares)];
      return { n, sum: sum + n * level, sumOfSquares: squares + 2n * level * sum + n * level * level };
    };
    const other = { n: 3, sum: 12, sumOfSquares: 62 };
    expect(analysisOfVariance([far(spread), far(other)]).f).toBeCloseTo(
      analysisOfVariance([spread, other]).f ?? Number.NaN,
      12,
    );
    expect(welchAnalysisOfVariance([far(spread), far(other)]).f).toBeCloseTo(
      welchAnalysisOfVariance([spread, other]).f ?? Number.NaN,
      12,
    );
  });
});

describe("levels nobody moved between", () => {
  const still = [
    [4, 0],
    [0, 3],
  ];
  const none = [
    [0, 0],
    [0, 0],
  ];

  it("give a reason in place of a p-value", () => {
    expect(bowker(still)).toMatchObject({ statistic: 0, pNonEmptyPairs: null, reason: "nobody_moved" });
    expect(stuartMaxwell(still)).toMatchObject({ statistic: 0, p: null, reason: "nobody_moved" });
    expect(mcnemar(still)).toMatchObject({ difference: 0, p: null, exactP: null, reason: "nobody_moved" });
    for (const test of [bowker(none), stuartMaxwell(none), mcnemar(none), bowker([]), stuartMaxwell([])]) {
      expect(test).toMatchObject({ statistic: null, reason: "nobody" });
    }
    expect(levelTransitions(none)).toMatchObject({
      n: 0,
      upShare: { value: null, reason: "nobody" },
      rowShares: [null, null],
    });
    expect(levelTransitions([])).toMatchObject({ n: 0, upOfAble: { value: null } });
  });

  it("count in Bhapkar's statistic by one convention and not by the other", () => {
    // With two levels that moved, Bhapkar's is (b − c)² / (b + c − (b − c)²/n).
    const both = stuartMaxwell([
      [4, 0, 0],
      [0, 3, 6],
      [0, 1, 2],
    ]);
    expect(both.bhapkar).toBeCloseTo(25 / (7 - 25 / 12), 12);
    expect(both.bhapkarEverybody).toBeCloseTo(25 / (7 - 25 / 16), 12);
  });

  it("have no Bhapkar where everybody moved one way", () => {
    const result = stuartMaxwell([
      [0, 7],
      [0, 0],
    ]);
    expect(result).toMatchObject({ statistic: 7, bhapkar: null, bhapkarP: null, reason: null });
  });

  it("are refused where the matrix is none", () => {
    for (const wrong of [[[1, 2]], [[-1]], [[0.5]]])
      expect(() => levelTransitions(wrong)).toThrow(RangeError);
    expect(() => mcnemar([[1]])).toThrow(RangeError);
  });
});

describe("McNemar", () => {
  it("is corrected to nothing, not below, where as many gained as lost", () => {
    const result = mcnemar([
      [10, 4],
      [4, 9],
    ]);
    expect(result).toMatchObject({ statistic: 0, correctedStatistic: 0, correctedP: 1, exactP: 1 });
  });

  it("is a sign test where exact: 2 × P(1 or none of 8)", () => {
    const result = mcnemar([
      [3, 7],
      [1, 3],
    ]);
    expect(result.exactP).toBeCloseTo((2 * 9) / 256, 14);
  });
});

describe("large programmes", () => {
  it("have p-values too small for a Number, not errors", () => {
    const moved = [
      [100_000, 90_000, 80_000],
      [10, 100_000, 70_000],
      [0, 40, 100_000],
    ];
    expect(bowker(moved)).toMatchObject({ pNonEmptyPairs: 0, pAllPairs: 0 });
    expect(stuartMaxwell(moved)).toMatchObject({ p: 0, bhapkarP: 0 });
    expect(
      mcnemar([
        [0, 100_000],
        [7, 0],
      ]),
    ).toMatchObject({ p: 0, correctedP: 0, exactP: 0 });
    const far = { n: 1_000_000, sum: 900_000_000, sumOfSquares: 900_000_000_000 };
    const near = { n: 1_000_000, sum: 100_000_000, sumOfSquares: 100_000_000_000 };
    expect(welchDifference(far, near, 1).p).toBe(0);
    expect([analysisOfVariance([far, near]).p, welchAnalysisOfVariance([far, near]).p]).toEqual([0, 0]);
    const ranks = [[[1, 1_000_000]], [[2, 900_000]]] as const;
    expect([kruskalWallis(ranks).p, mannWhitney(...ranks).p]).toEqual([0, 0]);
  });
});

describe("distributions", () => {
  it("have tabled tails", () => {
    expect(chiSquareAbove(3.841458820694124, 1)).toBeCloseTo(0.05, 13);
    expect(chiSquareAbove(0, 6)).toBe(1);
    expect(chiSquareAbove(Number.POSITIVE_INFINITY, 2)).toBe(0);
    for (const [x, df] of [
      [1000, 2],
      [1400, 3],
      [0.01, 2],
      [1e-300, 2],
    ] as const) {
      // With 2 degrees of freedom the tail is exp(−x/2); more leave more above.
      const two = Math.exp(-x / 2);
      if (df === 2) expect(chiSquareAbove(x, df) / two).toBeCloseTo(1, 11);
      else expect(chiSquareAbove(x, df)).toBeGreaterThan(two);
    }
    for (const df of [1, 3, 10]) expect([1e5, 1e9].map((x) => chiSquareAbove(x, df))).toEqual([0, 0]);
    for (const df of [3, 10, 50]) expect(chiSquareAbove(1e-300, df)).toBe(1);
    expect(fAbove(4.102821, 2, 10)).toBeCloseTo(0.05, 7);
    expect(fAbove(0, 3, 8.5)).toBe(1);
    for (const df of [1, 2, 9, 300]) {
      expect(fractionalCritical(df, 0.95)).toBeCloseTo(studentCritical(df, 0.95), 10);
      expect(fractionalTwoSided(2.5, df)).toBeCloseTo(studentTwoSided(2.5, df), 13);
    }
    expect(fractionalCritical(17.776, 0.95)).toBeCloseTo(2.10282, 5);
  });

  it("refuse degrees of freedom and values that cannot be", () => {
    for (const df of [0, -1, 1.5, Number.NaN]) expect(() => chiSquareAbove(1, df)).toThrow(RangeError);
    expect(() => chiSquareAbove(-1, 2)).toThrow(RangeError);
    for (const df of [0, -1, Number.NaN]) {
      expect(() => fAbove(1, 2, df)).toThrow(RangeError);
      expect(() => fractionalTwoSided(1, df)).toThrow(RangeError);
      expect(() => fractionalCritical(df, 0.95)).toThrow(RangeError);
    }
    expect(() => fAbove(-1, 2, 3)).toThrow(RangeError);
    expect(() => fractionalCritical(5, 1)).toThrow(RangeError);
    expect(() => exactDeterminant([[1n, 2n]])).toThrow(RangeError);
    expect(exactDeterminant([])).toBe(1n);
  });
});

describe("adjusted p-values", () => {
  it("refuse what is no p-value, and take none at all", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => holmAdjusted([p])).toThrow(RangeError);
      expect(() => benjaminiHochbergAdjusted([0.5, p])).toThrow(RangeError);
    }
    expect([holmAdjusted([]), benjaminiHochbergAdjusted([null])]).toEqual([[], [null]]);
  });
});
