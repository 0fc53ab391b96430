import { describe, expect, it } from "vitest";
import { betweenGroupVariance } from "../../src/statistics/between-group-variance.ts";
import { concentrationIndex } from "../../src/statistics/concentration-index.ts";
import { dissimilarityIndex } from "../../src/statistics/dissimilarity-index.ts";
import { exactMultinomialTest } from "../../src/statistics/exact-multinomial-test.ts";
import { exactBinomialTest } from "../../src/statistics/exact-tests.ts";
import { goodnessOfFit } from "../../src/statistics/goodness-of-fit.ts";
import {
  representationRatio,
  sampledRepresentationRatio,
} from "../../src/statistics/representation-ratio.ts";
import { unknownGroupBounds } from "../../src/statistics/unknown-group-bounds.ts";
import { expectClose } from "../oracle-figures.ts";

const groups = (observed: readonly number[], population: readonly number[]) =>
  observed.map((count, index) => ({ observed: count, population: population[index] ?? Number.NaN }));

describe("representation ratio", () => {
  it("says why there is none", () => {
    expect(representationRatio(0, 0, 0.5)).toMatchObject({ ratio: null, gap: null, reason: "nobody" });
    expect(representationRatio(3, 10, 0)).toMatchObject({
      ratio: null,
      gap: 0.3,
      gapPeople: 3,
      reason: "no_population",
    });
    expect(sampledRepresentationRatio(0, 10, { observed: 5, n: 9 }).reason).toBe("no_events");
    expect(sampledRepresentationRatio(2, 10, { observed: 0, n: 9 }).reason).toBe("no_events");
    expect(sampledRepresentationRatio(2, 10, { observed: 0, n: 0 }).reason).toBe("nobody");
  });

  it("refuses counts and shares that cannot be", () => {
    expect(() => representationRatio(11, 10, 0.5)).toThrow(RangeError);
    expect(() => representationRatio(1, 10, 1.5)).toThrow(RangeError);
    expect(() => representationRatio(1, 10, Number.NaN)).toThrow(RangeError);
    expect(() => sampledRepresentationRatio(1, 10, { observed: 3, n: 2 })).toThrow(RangeError);
  });
});

describe("index of dissimilarity", () => {
  it("is 0 in proportion and 1 − share with all in one group", () => {
    expectClose(dissimilarityIndex(groups([20, 30, 50], [2, 3, 5])).index, 0, 1e-15);
    expectClose(dissimilarityIndex(groups([0, 0, 7], [2, 3, 5])).index, 0.5);
  });

  it("expects by chance what a list of all outcomes gives", () => {
    // Two people over halves: both in one group (D = ½) with chance ½, else D = 0.
    expectClose(dissimilarityIndex(groups([2, 0], [1, 1])).expectedByChance, 0.25);
    // One person over shares 0.2, 0.3, 0.5: D = 1 − share of the group.
    expectClose(
      dissimilarityIndex(groups([1, 0, 0], [2, 3, 5])).expectedByChance,
      0.2 * 0.8 + 0.3 * 0.7 + 0.5 * 0.5,
    );
  });

  it("says why there is none, and refuses what is no group", () => {
    expect(dissimilarityIndex(groups([0, 0], [1, 2]))).toMatchObject({ index: null, reason: "nobody" });
    expect(dissimilarityIndex(groups([4], [1]))).toMatchObject({ index: null, reason: "one_group" });
    expect(() => dissimilarityIndex(groups([4, -1], [1, 1]))).toThrow(RangeError);
    expect(() => dissimilarityIndex(groups([4, 1.5], [1, 1]))).toThrow(RangeError);
    expect(() => dissimilarityIndex(groups([4, 1], [0, 0]))).toThrow(RangeError);
    expect(() => dissimilarityIndex([])).toThrow(RangeError);
  });
});

describe("between-group variance", () => {
  it("by hand", () => {
    // Average 0.5 × 4 + 0.3 × 6 + 0.2 × 11 = 6; 0.5 × 4 + 0 + 0.2 × 25 = 7.
    const result = betweenGroupVariance([
      { population: 50, value: 4, standardError: 1 },
      { population: 30, value: 6, standardError: 2 },
      { population: 20, value: 11, standardError: 0 },
    ]);
    expectClose(result.average, 6);
    expectClose(result.variance, 7);
    expectClose(result.standardDeviation, Math.sqrt(7));
    expectClose(result.expectedByChance, 0.5 * 0.5 * 1 + 0.3 * 0.7 * 4);
  });

  it("has none of one group, and refuses what is no group", () => {
    const one = { population: 1, value: 2, standardError: 0.1 };
    expect(betweenGroupVariance([one])).toMatchObject({ variance: null, reason: "one_group" });
    for (const wrong of [{ population: 0 }, { value: Number.NaN }, { standardError: -1 }]) {
      expect(() => betweenGroupVariance([one, { ...one, ...wrong }])).toThrow(RangeError);
    }
  });
});

describe("goodness of fit", () => {
  it("says why there is none", () => {
    expect(goodnessOfFit(groups([0, 0], [1, 2]))).toMatchObject({
      chiSquare: null,
      p: null,
      reason: "nobody",
    });
    expect(goodnessOfFit(groups([5, 0], [1, 0]))).toMatchObject({ chiSquare: null, reason: "one_group" });
    expect(() => goodnessOfFit(groups([5, 1], [1, 0]))).toThrow(RangeError);
  });

  it("leaves out a group that is in neither", () => {
    const [with3, with2] = [groups([30, 20, 0], [1, 1, 0]), groups([30, 20], [1, 1])].map(goodnessOfFit);
    expect(with3).toMatchObject({ degreesOfFreedom: 1, p: with2?.p, reason: null });
    expect(with3?.pearsonResiduals[2]).toBeNull();
  });

  it("has no exact p-value where there are too many outcomes to list", () => {
    const few = goodnessOfFit(groups([400, 300, 200, 97, 3], [400, 300, 200, 99, 1]));
    expect(few).toMatchObject({ p: null, exactP: null, reason: "few_expected" });
    expect(few.chiSquare).toBeGreaterThan(0);
  });
});

describe("exact multinomial test", () => {
  it("of two groups is the exact binomial one", () => {
    for (const [x, n, p] of [
      [0, 7, 0.3],
      [5, 9, 0.2],
      [4, 8, 0.5],
    ] as const) {
      expectClose(exactMultinomialTest([x, n - x], [p, 1 - p]), exactBinomialTest(x, n, p), 0, 1e-12);
    }
    expect(exactMultinomialTest([0, 0], [0.5, 0.5])).toBe(1);
  });

  it("refuses counts and shares that cannot be", () => {
    expect(() => exactMultinomialTest([1, 2], [0.5, 0.4])).toThrow(RangeError);
    expect(() => exactMultinomialTest([1, 2], [1, 0])).toThrow(RangeError);
    expect(() => exactMultinomialTest([1, 2], [1])).toThrow(RangeError);
    expect(() => exactMultinomialTest([-1, 2], [0.5, 0.5])).toThrow(RangeError);
  });
});

describe("concentration index", () => {
  it("is 0 for equal rates, and turns round with the order", () => {
    expectClose(concentrationIndex(groups([10, 20, 30], [1, 2, 3])).index, 0, 1e-15);
    // All in the first of two halves: ranks 0.25 and 0.75, 2 × 0.25 − 1.
    expectClose(concentrationIndex(groups([9, 0], [1, 1])).index, -0.5);
    expectClose(concentrationIndex(groups([0, 9], [1, 1])).index, 0.5);
  });

  it("says why there is none", () => {
    expect(concentrationIndex(groups([0, 0], [1, 1])).reason).toBe("nobody");
    expect(concentrationIndex(groups([3], [1])).reason).toBe("one_group");
    expect(() => concentrationIndex(groups([3, 1], [1, 0]))).toThrow(RangeError);
  });
});

describe("bounds with people of unknown group", () => {
  it("by hand", () => {
    const result = unknownGroupBounds(groups([30, 50], [1, 1]), 20);
    expectClose(result.ratios[0]?.least, 0.6);
    expectClose(result.ratios[0]?.most, 1);
    expectClose(result.ratios[1]?.least, 1);
    expectClose(result.ratios[1]?.most, 1.4);
    // All 20 in the first group make 50 and 50; all in the second 30 and 70.
    expectClose(result.dissimilarity?.least, 0, 1e-15);
    expectClose(result.dissimilarity?.most, 0.2);
  });

  it("are the figures themselves with nobody unknown, and everything with nobody known", () => {
    const known = groups([30, 50], [2, 1]);
    const result = unknownGroupBounds(known, 0);
    const { index } = dissimilarityIndex(known);
    expectClose(result.dissimilarity?.least, index);
    expectClose(result.dissimilarity?.most, index);
    expect(unknownGroupBounds(groups([0, 0], [1, 3]), 5)).toMatchObject({
      known: 0,
      ratios: [
        { least: 0, most: 4 },
        { least: 0, upper: 4 / 3 },
      ],
      dissimilarity: { least: 0, most: 0.75 },
    });
    expect(unknownGroupBounds(groups([0, 0], [1, 1]), 0)).toMatchObject({
      dissimilarity: null,
      ratios: [{ least: null }, { most: null }],
      reason: "nobody",
    });
    expect(() => unknownGroupBounds(known, -1)).toThrow(RangeError);
    expect(() => unknownGroupBounds(known, 0.5)).toThrow(RangeError);
  });
});
