import { describe, expect, it } from "vitest";
import { covariateBalance } from "../../src/statistics/covariate-balance.ts";
import { inverseProbabilityMean } from "../../src/statistics/inverse-probability-mean.ts";
import { logisticRegression } from "../../src/statistics/logistic-regression.ts";
import { lostFollowUpBounds, meanIfLostUnchanged } from "../../src/statistics/lost-follow-up-bounds.ts";
import { meanInterval } from "../../src/statistics/mean-interval.ts";
import { meeChua } from "../../src/statistics/mee-chua.ts";
import type { PairedSums } from "../../src/statistics/paired-change.ts";
import { deltaAdjusted, tippingPoint } from "../../src/statistics/tipping-point.ts";
import { expectClose } from "../oracle-figures.ts";

const of = (covariates: readonly number[], people: number, outcomes: number) => ({
  covariates,
  people,
  outcomes,
});

describe("logistic regression", () => {
  it("has log odds without covariates, and a log odds ratio with one", () => {
    const constant = logisticRegression([of([], 40, 10)]);
    expectClose(constant.coefficients?.[0], Math.log(10 / 30));
    expectClose(constant.standardErrors?.[0], Math.sqrt(1 / 10 + 1 / 30));
    const two = logisticRegression([of([0], 40, 10), of([1], 30, 20)]);
    expectClose(two.coefficients?.[1], Math.log((20 * 30) / (10 * 10)));
    expectClose(two.standardErrors?.[1], Math.sqrt(1 / 10 + 1 / 30 + 1 / 20 + 1 / 10));
    expect(two.probabilities?.map((p) => Math.round(p * 1e12) / 1e12)).toEqual([
      0.25,
      Math.round((2 / 3) * 1e12) / 1e12,
    ]);
  });

  it("reaches far coefficients of a large and lopsided programme", () => {
    // glm(cbind(m, n - m) ~ x, binomial, control = list(epsilon = 1e-15)) in R 4.2.2.
    const result = logisticRegression([
      of([0], 1_000_000, 3),
      of([1], 100_000, 40),
      of([2], 1000, 900),
      of([3], 10, 10),
    ]);
    expectClose(result.coefficients?.[0], -17.534353204256, 0, 1e-8);
    expectClose(result.coefficients?.[1], 9.84947200943687, 0, 1e-8);
    expectClose(result.standardErrors?.[0], 0.312541202167649, 0, 1e-8);
    expectClose(result.standardErrors?.[1], 0.18035046065161, 0, 1e-8);
  });

  it("says why there is no model", () => {
    expect(logisticRegression([])).toMatchObject({ people: 0, reason: "nobody" });
    expect(logisticRegression([of([1], 0, 0)])).toMatchObject({ coefficients: null, reason: "nobody" });
    expect(logisticRegression([of([0], 5, 5), of([1], 5, 5)])).toMatchObject({ reason: "all_alike" });
    expect(logisticRegression([of([0], 5, 0), of([1], 5, 0)])).toMatchObject({ reason: "all_alike" });
  });

  it("names covariates that follow from others", () => {
    const same = logisticRegression([of([3, 0, 3], 9, 4), of([3, 1, 4], 9, 5)]);
    // The first is the same for everybody, the third the sum of the first two.
    expect(same).toMatchObject({ reason: "aliased", aliased: [0, 2], coefficients: null });
    // A group that is only in patterns with nobody in them.
    expect(logisticRegression([of([0, 0], 9, 4), of([1, 0], 9, 5), of([0, 1], 0, 0)])).toMatchObject({
      reason: "aliased",
      aliased: [1],
    });
  });

  it("knows complete and quasi-complete separation", () => {
    expect(logisticRegression([of([1], 5, 0), of([2], 5, 0), of([3], 5, 5)])).toMatchObject({
      reason: "separation",
      coefficients: null,
      probabilities: null,
    });
    expect(logisticRegression([of([0], 1000, 300), of([1], 7, 7)]).reason).toBe("separation");
    expect(logisticRegression([of([1], 5, 0), of([2], 8, 3), of([3], 5, 5)]).reason).toBe("separation");
    // One person across the line is enough for an estimate.
    expect(logisticRegression([of([1], 5, 0), of([2], 8, 3), of([3], 5, 4)]).reason).toBeNull();
    expect(logisticRegression([of([0], 1000, 300), of([1], 7_000_000, 6_999_999)]).reason).toBeNull();
  });

  it("refuses counts and covariates that cannot be", () => {
    expect(() => logisticRegression([of([1], 3, 4)])).toThrow(RangeError);
    expect(() => logisticRegression([of([1], 3.5, 1)])).toThrow(RangeError);
    expect(() => logisticRegression([of([Number.NaN], 3, 1)])).toThrow(RangeError);
    expect(() => logisticRegression([of([1], 3, 1), of([1, 2], 3, 1)])).toThrow(RangeError);
  });
});

describe("inverse-probability mean", () => {
  const young = { covariates: [1], people: 20, followedUp: 5, sum: 100, sumOfSquares: 3000 };
  const old = { covariates: [0], people: 20, followedUp: 15, sum: 600, sumOfSquares: 40_000 };

  it("is that of the groups with one yes-or-no covariate", () => {
    const result = inverseProbabilityMean([young, old], 1);
    // (20 × 2 + 20 × 4) ÷ 40; variance Σ N_h² s_h² ÷ m_h + N_h (ȳ_h − μ)², over 40².
    expectClose(result.mean, 3);
    expectClose(result.completeCaseMean, 3.5);
    expectClose(result.horvitzThompson, 3);
    const [young2, old2] = [3000 / 500 - 4, 40_000 / 1500 - 16];
    const variance = ((400 * young2) / 5 + (400 * old2) / 15 + 20 + 20) / 1600;
    expectClose(result.standardError, Math.sqrt(variance));
    expectClose(result.weights?.sum, 40);
    expectClose(result.weights?.effectiveN, 40 ** 2 / (5 * 16 + 15 * (4 / 3) ** 2));
  });

  it("gives a reason where there is nothing to weight, or nothing to weight by", () => {
    const all = { ...young, people: 5 };
    expect(inverseProbabilityMean([all], 1)).toMatchObject({
      completeCaseMean: 2,
      mean: null,
      reason: "nobody_lost",
    });
    const none = { covariates: [0], people: 9, followedUp: 0, sum: 0, sumOfSquares: 0 };
    expect(inverseProbabilityMean([none], 1)).toMatchObject({
      completeCaseMean: null,
      mean: null,
      reason: "nobody_followed_up",
    });
    expect(inverseProbabilityMean([], 1)).toMatchObject({ people: 0, mean: null, reason: "nobody" });
    // Nobody of the old is lost: the covariate tells it for certain.
    expect(inverseProbabilityMean([young, { ...old, people: 15 }], 1)).toMatchObject({
      completeCaseMean: 3.5,
      mean: null,
      weights: null,
      reason: "separation",
    });
  });

  it("gives no limits from one person, or where all outcomes are equal", () => {
    const one = { covariates: [], people: 4, followedUp: 1, sum: 50, sumOfSquares: 2500 };
    expect(inverseProbabilityMean([one], 1)).toMatchObject({
      mean: 5,
      lower: null,
      standardError: null,
      reason: "one_person",
    });
    const equal = { covariates: [], people: 6, followedUp: 3, sum: 150, sumOfSquares: 7500 };
    expect(inverseProbabilityMean([equal], 1)).toMatchObject({ mean: 5, lower: null, reason: "all_equal" });
  });

  it("refuses sums that cannot belong together and weights below 1", () => {
    expect(() => inverseProbabilityMean([{ ...young, sumOfSquares: 1 }], 1)).toThrow(RangeError);
    expect(() => inverseProbabilityMean([{ ...young, people: 4 }], 1)).toThrow(RangeError);
    expect(() => inverseProbabilityMean([young, old], 1, { trimAt: 0.5 })).toThrow(RangeError);
  });
});

describe("balance of covariates", () => {
  it("has none without a follow-up, without a spread, without a model", () => {
    const people = [
      { covariates: [1, 7], people: 6, followedUp: 3 },
      { covariates: [0, 7], people: 6, followedUp: 0 },
    ];
    const [first, second] = covariateBalance(people, null);
    // (1 − 0.5) over √(12 × 0.25 ÷ 11).
    expectClose(first?.before, 0.5 / Math.sqrt(3 / 11));
    expect(first?.after).toBeNull();
    expect(second).toEqual({ before: null, after: null });
    expect(covariateBalance([{ covariates: [1], people: 4, followedUp: 0 }], null)).toEqual([
      { before: null, after: null },
    ]);
    expect(covariateBalance([], null)).toEqual([]);
    expect(() => covariateBalance(people, [0.5])).toThrow(RangeError);
  });
});

describe("tipping point", () => {
  const change = meanInterval({ n: 10, sum: 400, sumOfSquares: 17_000 }, 1);

  it("mirrors for a change below 0", () => {
    const fall = meanInterval({ n: 10, sum: -400, sumOfSquares: 17_000 }, 1);
    const [up, down] = [tippingPoint(change, 6), tippingPoint(fall, 6)];
    for (const key of ["meanIsZero", "limitIsZero", "limitIsZeroShareUncertain"] as const) {
      expectClose(down[key], -(up[key] ?? Number.NaN));
    }
    expect(up.limitIsZero).toBeLessThan(0);
  });

  it("says why there is none", () => {
    expect(tippingPoint(meanInterval({ n: 0, sum: 0, sumOfSquares: 0 }, 1), 0)).toMatchObject({
      shareLost: null,
      meanIsZero: null,
      reason: "nobody",
    });
    expect(tippingPoint(meanInterval({ n: 0, sum: 0, sumOfSquares: 0 }, 1), 5)).toMatchObject({
      shareLost: 1,
      reason: "nobody",
    });
    expect(tippingPoint(change, 0)).toMatchObject({ meanIsZero: null, reason: "nobody_lost" });
    expect(tippingPoint(meanInterval({ n: 1, sum: 40, sumOfSquares: 1600 }, 1), 1)).toMatchObject({
      meanIsZero: -8,
      limitIsZero: null,
      reason: "no_interval",
    });
    expect(tippingPoint(meanInterval({ n: 4, sum: 40, sumOfSquares: 40_000 }, 1), 4)).toMatchObject({
      meanIsZero: -2,
      limitIsZero: null,
      reason: "includes_zero",
    });
  });

  it("refuses counts and differences that cannot be", () => {
    expect(() => tippingPoint(change, -1)).toThrow(RangeError);
    expect(() => deltaAdjusted(change, 0.5, [1])).toThrow(RangeError);
    expect(() => deltaAdjusted(change, 1, [Number.POSITIVE_INFINITY])).toThrow(RangeError);
    expect(deltaAdjusted(meanInterval({ n: 0, sum: 0, sumOfSquares: 0 }, 1), 3, [-2])).toEqual([
      { delta: -2, mean: null },
    ]);
  });
});

describe("bounds of a share with people lost", () => {
  it("meet without anybody lost, and are none without anybody", () => {
    expect(lostFollowUpBounds(3, 10, 0)).toMatchObject({ worstCase: 0.3, bestCase: 0.3 });
    expect(lostFollowUpBounds(0, 0, 4)).toMatchObject({
      completeCase: { value: null, reason: "nobody" },
      worstCase: 0,
      bestCase: 1,
      lower: 0,
      upper: 1,
    });
    expect(lostFollowUpBounds(0, 0, 0)).toMatchObject({ worstCase: null, lower: null });
    expect(() => lostFollowUpBounds(4, 3, 1)).toThrow(RangeError);
    expect(() => lostFollowUpBounds(1, 3, -1)).toThrow(RangeError);
    expect(meanIfLostUnchanged(5, 6, 4)).toBe(3);
    expect(meanIfLostUnchanged(null, 0, 4)).toBeNull();
  });
});

describe("Mee and Chua's test", () => {
  const sums = (pairs: readonly (readonly [number, number])[]): PairedSums => {
    const total = (of: (before: number, after: number) => number) =>
      pairs.reduce((sum, [before, after]) => sum + of(before, after), 0);
    return {
      n: pairs.length,
      sumBefore: total((b) => b),
      sumAfter: total((_, a) => a),
      sumBefore2: total((b) => b * b),
      sumAfter2: total((_, a) => a * a),
      sumChange: total((b, a) => a - b),
      sumChange2: total((b, a) => (a - b) ** 2),
    };
  };

  it("by hand", () => {
    // Follow-up 3, 5, 4, 8 on 1, 2, 3, 4: slope 1.4, 1.5 + 1.4 × first score; at 2, 4.3 − 2. RSS 4.2, s² 2.1,
    // variance 2.1 × (1/4 + 0.25 ÷ 5).
    const result = meeChua(
      sums([
        [1, 3],
        [2, 5],
        [3, 4],
        [4, 8],
      ]),
      0,
      2,
    );
    expectClose(result.meanChange, 2.5);
    expectClose(result.slope, 1.4);
    expectClose(result.change, 2.3);
    expectClose(result.standardError, Math.sqrt(2.1 * 0.3));
  });

  it("says why there is none", () => {
    expect(meeChua(sums([]), 1, 50)).toMatchObject({ n: 0, meanChange: null, reason: "too_few" });
    expect(
      meeChua(
        sums([
          [1, 3],
          [2, 5],
        ]),
        0,
        2,
      ),
    ).toMatchObject({ meanChange: 2.5, reason: "too_few" });
    expect(
      meeChua(
        sums([
          [1, 3],
          [1, 5],
          [1, 4],
        ]),
        0,
        2,
      ),
    ).toMatchObject({
      slope: null,
      reason: "all_equal",
    });
    expect(
      meeChua(
        sums([
          [1, 3],
          [2, 5],
          [4, 9],
        ]),
        0,
        2,
      ),
    ).toMatchObject({
      slope: 2,
      change: 3,
      p: null,
      reason: "exact_line",
    });
  });

  it("refuses sums that cannot belong together", () => {
    const good = sums([
      [1, 3],
      [2, 5],
      [3, 4],
    ]);
    expect(() => meeChua({ ...good, sumChange: 0 }, 0, 2)).toThrow(RangeError);
    expect(() => meeChua({ ...good, sumBefore2: 3 }, 0, 2)).toThrow(RangeError);
    expect(() => meeChua(good, 0, Number.NaN)).toThrow(RangeError);
  });
});
