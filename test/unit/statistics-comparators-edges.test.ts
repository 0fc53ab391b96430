import { describe, expect, it } from "vitest";
import { type ClusterSeries, clusterChange, cutSeries } from "../../src/statistics/cluster-cells.ts";
import { clusteredDifferenceInDifferences } from "../../src/statistics/clustered-difference-in-differences.ts";
import { comparedChange, FEW_TREATED } from "../../src/statistics/compared-change.ts";
import { differenceInDifferences } from "../../src/statistics/difference-in-differences.ts";
import { differenceInTrends } from "../../src/statistics/difference-in-trends.ts";
import { eventStudy } from "../../src/statistics/event-study.ts";
import { automaticLag, neweyWest } from "../../src/statistics/newey-west.ts";
import { placeboInference } from "../../src/statistics/placebo-inference.ts";
import { segmentedRegression } from "../../src/statistics/segmented-regression.ts";

const sums = (...values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  sumOfSquares: values.reduce((total, value) => total + value * value, 0),
});
const place = (key: string, treated: boolean, before: readonly number[], after: readonly number[]) => ({
  key,
  treated,
  before: sums(...before),
  after: sums(...after),
});

describe("difference in differences that cannot be estimated", () => {
  const some = { before: sums(1, 3), after: sums(4, 8) };

  it("says why", () => {
    const nobody = { before: sums(), after: sums(4) };
    expect(differenceInDifferences(nobody, some, 0)).toMatchObject({ estimate: null, reason: "nobody" });
    const single = { before: sums(1), after: sums(6) };
    expect(differenceInDifferences(single, single, 0)).toMatchObject({ estimate: 0, reason: "too_few" });
    const equal = { before: sums(2, 2), after: sums(5, 5) };
    expect(differenceInDifferences(equal, equal, 0)).toMatchObject({ lower: null, reason: "all_equal" });
    expect(differenceInDifferences(some, equal, 1)).toMatchObject({ n: 8, reason: null });
    const impossible = { before: { n: 2, sum: 9, sumOfSquares: 1 }, after: sums(1) };
    expect(() => differenceInDifferences(impossible, some, 0)).toThrow(RangeError);
  });

  it("a worked one: 6 − 2 less 5 − 4.5, with s² of 8.25 on 4 degrees", () => {
    // Means 2, 6, 4.5 and 5; squares about them 2 + 8 + 4.5 + 18 = 32.5; s² = 32.5 / 4.
    const result = differenceInDifferences(some, { before: sums(3, 6), after: sums(2, 8) }, 0);
    expect(result.estimate).toBe(3.5);
    expect(result.standardError).toBeCloseTo(Math.sqrt((32.5 / 4) * 2), 14);
    expect(result.degreesOfFreedom).toBe(4);
  });

  it("of one place on a side says so, and of places that agree", () => {
    const comparators = [place("c", false, [4], [5]), place("d", false, [5, 7], [9])];
    const one = clusteredDifferenceInDifferences([place("a", true, [1, 2], [4]), ...comparators], 0);
    expect(one).toMatchObject({ clusters: 3, treatedClusters: 1, cr2: null, reason: "one_cluster" });
    expect(one.estimate).not.toBeNull();
    const alike = ["a", "b"].flatMap((key) => [
      place(key, true, [1, 3], [4, 8]),
      place(`${key}0`, false, [2], [3]),
    ]);
    expect(clusteredDifferenceInDifferences(alike, 0)).toMatchObject({ cr0: null, reason: "all_equal" });
    expect(clusteredDifferenceInDifferences([], 0)).toMatchObject({ estimate: null, reason: "nobody" });
    const empty = place("z", true, [], []);
    expect(clusteredDifferenceInDifferences([...alike, empty], 0).clusters).toBe(4);
  });

  it("a large common level does not cancel", () => {
    const level = 10n ** 12n;
    const far = ({ n, sum, sumOfSquares }: ReturnType<typeof sums>) => ({
      n: BigInt(n),
      sum: BigInt(sum) + BigInt(n) * level,
      sumOfSquares: BigInt(sumOfSquares) + 2n * level * BigInt(sum) + BigInt(n) * level * level,
    });
    const places = [
      place("a", true, [1, 2], [4, 9, 2]),
      place("b", true, [3], [3, 3]),
      place("c", false, [4, 1], [5]),
      place("d", false, [5, 7], [9, 2]),
    ];
    const moved = places.map(({ before, after, ...rest }) => ({
      ...rest,
      before: far(before),
      after: far(after),
    }));
    expect(clusteredDifferenceInDifferences(moved, 0)).toEqual(clusteredDifferenceInDifferences(places, 0));
  });
});

describe("placebo inference", () => {
  const nineteen = [-3, -2.5, -2, -1.5, -1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 2.5, 3];

  it("of one place ranks its distance: nothing can be claimed with fewer than nineteen comparators", () => {
    const few = placeboInference([9], nineteen.slice(1));
    expect(few).toMatchObject({ lower: null, upper: null, mayClaim: false, reason: "too_few_comparators" });
    expect(few.p).toBe(1 / 19);
    expect(few.smallestP).toBe(1 / 19);
    const enough = placeboInference([9], nineteen);
    expect(enough).toMatchObject({ p: 0.05, smallestP: 0.05, mayClaim: true, reason: null });
  });

  it("of one place has limits in closed form", () => {
    // Comparators centred on 0 with k = 19: x is accepted up to the largest of c and −c (k + 1) / (k − 1) = 3 · 20/18.
    const { estimate, lower, upper } = placeboInference([9], nineteen);
    expect(estimate).toBeCloseTo(9, 12);
    expect(lower).toBeCloseTo(9 - (3 * 20) / 18, 12);
    expect(upper).toBeCloseTo(9 + (3 * 20) / 18, 12);
  });

  it("counts ties as far away, and a change in the middle of the others as nothing", () => {
    expect(placeboInference([0], nineteen).p).toBe(1);
    // 3 stands beside −3 and 3: three of twenty are as far from the mean, of all twenty, only on its own side.
    const { p } = placeboInference([0.1 + 0.2], [-0.3, 0.3, 0, 0, -0.1, 0.1]);
    // Mean of all seven is 0.3/7; distances: 0.3 − that twice (itself and its tie), 0.3 + that once.
    expect(p).toBe(3 / 7);
  });

  it("says why there is none", () => {
    expect(placeboInference([], [1, 2])).toMatchObject({ estimate: null, reason: "nobody" });
    expect(placeboInference([1], [])).toMatchObject({ estimate: null, reason: "nobody" });
    expect(placeboInference([3], [1])).toMatchObject({ estimate: 2, p: null, reason: "one_comparator" });
    expect(placeboInference([3], [1, 1, 1])).toMatchObject({ p: null, reason: "all_equal" });
    const many = Array.from({ length: 60 }, (_, index) => index);
    expect(placeboInference([1, 2, 3, 4, 5], many)).toMatchObject({ p: null, reason: "too_many_places" });
    expect(() => placeboInference([Number.NaN], [1, 2])).toThrow(RangeError);
    expect(() => placeboInference([1], [1, 2], 1)).toThrow(RangeError);
  });

  it("with as many treated as not, cannot be surer than two in all", () => {
    const result = placeboInference([10, 11, 12], [0, 1, 2]);
    expect(result.smallestP).toBe(0.1);
    expect(result.p).toBe(0.1);
    expect(placeboInference([10, 11, 12, 13], [0, 1, 2, 3.5]).mayClaim).toBe(true);
  });
});

describe("the rule for a compared change", () => {
  const treated = (count: number) =>
    Array.from({ length: count }, (_, index) => place(`t${index}`, true, [1, index], [7, 8 + (index % 3)]));
  const comparators = Array.from({ length: 20 }, (_, index) =>
    place(`c${index}`, false, [index % 5, 4], [5, index % 7]),
  );

  it("is placebo inference below six treated places, and CR2 from six", () => {
    expect(FEW_TREATED).toBe(6);
    expect(comparedChange([...treated(1), ...comparators], 0)).toMatchObject({
      method: "placebo",
      treated: 1,
      comparators: 20,
      mayClaim: true,
      reason: null,
    });
    const few = comparedChange([...treated(1), ...comparators.slice(3, 8)], 0);
    expect(few).toMatchObject({ mayClaim: false, lower: null, reason: "too_few_comparators" });
    expect(few.smallestP).toBe(1 / 6);
    const six = comparedChange([...treated(6), ...comparators], 0);
    expect(six).toMatchObject({ method: "cluster_robust", smallestP: null, mayClaim: true, reason: null });
    expect(comparedChange([...treated(6), ...comparators.slice(0, 1)], 0)).toMatchObject({
      mayClaim: false,
      reason: "one_cluster",
    });
  });

  it("leaves out places without anybody before or after", () => {
    const empty = place("x", true, [], [5]);
    expect(clusterChange(empty, 0)).toBeNull();
    expect(comparedChange([...treated(5), empty, ...comparators], 0)).toMatchObject({
      method: "placebo",
      treated: 5,
    });
    expect(comparedChange([], 0)).toMatchObject({ estimate: null, reason: "nobody" });
  });
});

describe("series of places", () => {
  const series = (key: string, one: boolean, ...periods: readonly (readonly number[])[]): ClusterSeries => ({
    key,
    treated: one,
    periods: periods.map((values) => sums(...values)),
  });

  it("are cut where both sides have a period, and have the same periods", () => {
    const one = series("a", true, [1], [2, 3], [4]);
    expect(cutSeries(one, 2)).toMatchObject({ before: { n: 3n, sum: 6n }, after: { n: 1n, sum: 4n } });
    for (const wrong of [0, 3, 1.5]) {
      expect(() => cutSeries(one, wrong)).toThrow(RangeError);
      expect(() => eventStudy([one], wrong, 0)).toThrow(RangeError);
    }
    expect(() => eventStudy([one, series("b", false, [1])], 1, 0)).toThrow(RangeError);
    expect(() => eventStudy([], 1, 0)).toThrow(RangeError);
    const points = eventStudy(
      [one, series("b", false, [0], [2], [3]), series("c", false, [0], [1], [])],
      2,
      0,
    );
    expect(points.map(({ period, comparators }) => [period, comparators])).toEqual([
      [0, 2],
      [2, 1],
    ]);
  });

  it("have trends that differ, or a reason", () => {
    const up = (key: string, one: boolean, step: number) => series(key, one, [0, 2], [step, 2 + step]);
    const two = differenceInTrends(
      [up("a", true, 3), up("b", true, 5), up("c", false, 1), up("d", false, 2)],
      0,
    );
    expect(two.estimate).toBeCloseTo(4 - 1.5, 14);
    expect(two.standardError).toBeGreaterThan(0);
    expect(differenceInTrends([up("a", true, 3)], 0)).toMatchObject({ estimate: null, reason: "nobody" });
    const one = differenceInTrends([up("a", true, 3), up("c", false, 1), up("d", false, 2)], 0);
    expect(one).toMatchObject({ standardError: null, reason: "one_cluster" });
    expect(one.estimate).toBeCloseTo(1.5, 14);
    const single = [series("a", true, [1, 2], []), series("b", true, [1], []), up("c", false, 1)];
    expect(differenceInTrends(single, 0)).toMatchObject({ estimate: null, reason: "one_period" });
    const alike = ["a", "b"].flatMap((key) => [up(key, true, 3), up(`${key}0`, false, 1)]);
    expect(differenceInTrends(alike, 0).reason).toBe("all_on_the_lines");
  });
});

describe("segmented regression", () => {
  const steady = (length: number) => Array.from({ length }, (_, index) => ((index * 7) % 5) + index / 3);

  it("needs eight points on each side, and points off the lines", () => {
    expect(segmentedRegression(steady(15), 7)).toMatchObject({
      pointsBefore: 7,
      pointsAfter: 8,
      trend: null,
      reason: "too_few_points",
    });
    const gap = steady(16).map((value, index) => (index === 12 ? null : value));
    expect(segmentedRegression(gap, 8).reason).toBe("too_few_points");
    expect(segmentedRegression(steady(16), 8).reason).toBeNull();
    const line = Array.from({ length: 20 }, (_, index) => 3 + 0.1 * index + (index > 9 ? 2 : 0));
    expect(segmentedRegression(line, 10)).toMatchObject({ sigma: null, reason: "all_on_the_lines" });
  });

  it("counts lags in periods where one has no value", () => {
    // A period without a value at either end changes nothing but the time origin.
    const values = steady(20);
    const padded = segmentedRegression([null, ...values, null], 11);
    const plain = segmentedRegression(values, 10);
    expect(padded.trendChange?.standardError).toBeCloseTo(plain.trendChange?.standardError ?? 0, 12);
    expect(padded.levelChange?.estimate).toBeCloseTo(plain.levelChange?.estimate ?? 0, 12);
    expect(padded.changeAtEnd?.standardError).toBeCloseTo(plain.changeAtEnd?.standardError ?? 0, 12);
    // Scores 1 and 1 two periods apart hang together at lag 2 with the weight 1/3, and not at lag 1.
    expect(neweyWest([[1], null, [1]], 1)).toEqual([[2]]);
    expect(neweyWest([[1], null, [1]], 2)[0]?.[0]).toBeCloseTo(2 + 2 / 3, 14);
    expect(neweyWest([], 2)).toEqual([]);
  });

  it("refuses what cannot be", () => {
    const values = steady(20);
    for (const wrong of [0, 20, 9.5]) expect(() => segmentedRegression(values, wrong)).toThrow(RangeError);
    expect(() => segmentedRegression([...values, Number.NaN], 10)).toThrow(RangeError);
    for (const lag of [-1, 0.5]) expect(() => segmentedRegression(values, 10, { lag })).toThrow(RangeError);
    expect(() => automaticLag(0)).toThrow(RangeError);
  });
});
