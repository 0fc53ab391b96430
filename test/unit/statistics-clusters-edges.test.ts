import { describe, expect, it } from "vitest";
import { adjustedMean } from "../../src/statistics/adjusted-mean.ts";
import { ancova } from "../../src/statistics/ancova.ts";
import { balancedIntercept } from "../../src/statistics/balanced-intercept.ts";
import { brentMinimum } from "../../src/statistics/brent-minimum.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";
import { type CrossProducts, mergeCrossProducts } from "../../src/statistics/cross-products.ts";
import { jointTest } from "../../src/statistics/joint-test.ts";
import { randomIntercept } from "../../src/statistics/random-intercept.ts";
import { separable } from "../../src/statistics/separable.ts";
import { productsOf } from "./statistics-clusters-support.ts";

const named = (...names: string[]) => ({
  columns: ["intercept", ...names].map((name) => ({ name, decimals: 0 })),
  outcomeDecimals: 0,
});
const mean = named();
/** Clusters of an outcome alone. */
const outcomes = (...groups: readonly (readonly number[])[]) =>
  groups.map((values, index) =>
    productsOf(
      `c${index}`,
      values.map((value) => [1, value]),
      1,
    ),
  );
/** Clusters of rows of a column and an outcome. */
const rows = (...groups: readonly (readonly (readonly [number, number])[])[]) =>
  groups.map((pairs, index) =>
    productsOf(
      `c${index}`,
      pairs.map(([x, y]) => [1, x, y]),
      2,
    ),
  );
const nobody: CrossProducts = { key: "nobody", xx: [[0]], xy: [0], yy: 0 };

describe("a mean of three equal clusters, by hand", () => {
  const sums = outcomes([1, 3], [2, 6], [4, 8]);

  it("has the spread of the clusters' means: 2 ÷ √3, with t of 2 degrees of freedom", () => {
    for (const kind of ["CV3", "CR1"] as const) {
      const [line] = clusterRobust(mean, sums, [], kind).coefficients;
      expect(line?.value).toBeCloseTo(4, 13);
      expect(line?.standardError).toBeCloseTo(2 / Math.sqrt(3), 13);
      expect(line?.degreesOfFreedom).toBe(2);
      expect(line?.upper).toBeCloseTo(4 + 0.95 * Math.sqrt(2 / 0.0975) * (2 / Math.sqrt(3)), 11);
    }
  });

  it("leaves clusters of nobody out of the count", () => {
    expect(clusterRobust(mean, [...sums, nobody])).toEqual(clusterRobust(mean, sums));
    expect(clusterRobust(mean, sums)).toMatchObject({ clusters: 3, fewClusters: true, reason: null });
  });

  it("is shrunken by τ² ÷ (τ² + σ²/n), with B 8 and W 6, so τ² 1", () => {
    const { model } = randomIntercept(mean, sums);
    expect(model?.clusters).toMatchObject({ count: 3, singular: false, few: true });
    expect(model?.clusters.variance).toBeCloseTo(1, 6);
    expect(model?.residualVariance).toBeCloseTo(6, 6);
    expect(model?.clusters.icc).toBeCloseTo(1 / 7, 7);
    // Shrunken by 1 ÷ (1 + 6/2) = 1/4; error² = τ² (1 − 1/4) + (1/4)² · Var(mean), which is 8/6.
    const values = model?.clusters.effects.map(({ value }) => value.toFixed(5));
    expect(values).toEqual(["-0.50000", "0.00000", "0.50000"]);
    for (const { conditionalError, predictionError } of model?.clusters.effects ?? []) {
      expect(conditionalError).toBeCloseTo(Math.sqrt(3 / 4), 6);
      expect(predictionError).toBeCloseTo(Math.sqrt(3 / 4 + 1 / 12), 6);
    }
    expect(model?.coefficients[0]?.degreesOfFreedom).toBeCloseTo(2, 3);
  });
});

describe("regressions that cannot be fitted say why", () => {
  it("nobody, too few, an exact fit", () => {
    expect(ancova(mean, [])).toMatchObject({ n: 0, coefficients: [], rSquared: null, reason: "nobody" });
    expect(ancova(mean, [nobody])).toMatchObject({ reason: "nobody", aliased: [] });
    expect(ancova(mean, outcomes([5]))).toMatchObject({ n: 1, reason: "too_few" });
    expect(ancova(mean, outcomes([5, 5]))).toMatchObject({ n: 2, reason: "exact_fit" });
    expect(ancova(mean, outcomes([5, 6])).coefficients[0]).toMatchObject({ value: 5.5, degreesOfFreedom: 1 });
    const line = rows(
      [
        [1, 3],
        [2, 5],
      ],
      [[4, 9]],
    );
    expect(ancova(named("x"), line)).toMatchObject({ reason: "exact_fit" });
    expect(clusterRobust(named("x"), line)).toMatchObject({ reason: "exact_fit", coefficients: [] });
    expect(randomIntercept(named("x"), line)).toMatchObject({ model: null, reason: "exact_fit" });
    expect(jointTest(named("x"), line, ["x"])).toMatchObject({ f: null, reason: "exact_fit" });
  });

  it("columns that are constant, empty or follow from others are named", () => {
    const data = [
      [1, 3, 7, 6, 0, 50],
      [1, 4, 7, 8, 0, 61],
      [1, 9, 7, 18, 0, 40],
      [1, 2, 7, 4, 0, 44],
      [1, 5, 7, 10, 0, 52],
      [1, 6, 7, 12, 0, 58],
    ];
    const design = named("age", "sevens", "twice the age", "none of these");
    const wanted = { reason: "aliased", aliased: ["sevens", "twice the age", "none of these"] };
    expect(ancova(design, [productsOf("a", data, 5)])).toMatchObject(wanted);
    expect(clusterRobust(design, [productsOf("a", data, 5)])).toMatchObject(wanted);
    expect(randomIntercept(design, [productsOf("a", data, 5)])).toMatchObject(wanted);
  });

  it("too few clusters leave values without intervals", () => {
    const result = clusterRobust(mean, outcomes([1, 3], [2, 6]));
    expect(result).toMatchObject({ clusters: 2, reason: "few_clusters" });
    expect(result.coefficients[0]).toMatchObject({
      value: 3,
      standardError: null,
      p: null,
      lower: null,
      reason: null,
    });
    expect(randomIntercept(mean, outcomes([1, 3], [2, 6]))).toMatchObject({
      model: null,
      reason: "few_clusters",
    });
    const three = rows(
      [
        [0, 1],
        [1, 3],
        [0, 2],
      ],
      [
        [0, 2],
        [1, 6],
        [1, 3],
      ],
      [
        [0, 4],
        [1, 8],
        [0, 7],
      ],
    );
    expect(jointTest(named("x"), three.slice(1), ["x"])).toMatchObject({ f: null, reason: "few_clusters" });
    const [, x] = clusterRobust(named("x"), three).coefficients;
    const joint = jointTest(named("x"), three, ["x"]);
    // One coefficient: F is t squared, and the p-values agree.
    expect(joint.f).toBeCloseTo((x?.t ?? Number.NaN) ** 2, 9);
    expect(joint.p).toBeCloseTo(x?.p ?? Number.NaN, 12);
    expect(joint.degreesOfFreedom).toEqual([1, 2]);
  });

  it("a column that only one cluster has rests on that cluster", () => {
    const sums = rows(
      [
        [1, 9],
        [0, 3],
        [1, 7],
      ],
      [
        [0, 2],
        [0, 6],
        [0, 3],
      ],
      [
        [0, 4],
        [0, 8],
        [0, 7],
      ],
      [
        [0, 4],
        [0, 5],
        [0, 9],
      ],
    );
    for (const kind of ["CV3", "CR0", "CR2"] as const) {
      const { coefficients, reason } = clusterRobust(named("x"), sums, [], kind);
      expect(reason).toBeNull();
      expect(coefficients[0]).toMatchObject({ reason: null });
      expect(coefficients[0]?.standardError).toBeGreaterThan(0);
      expect(coefficients[1]).toMatchObject({
        standardError: null,
        p: null,
        lower: null,
        reason: "one_cluster",
      });
      expect(coefficients[1]?.value).toBeCloseTo(8 - (3 + 2 + 6 + 3 + 4 + 8 + 7 + 4 + 5 + 9) / 10, 12);
    }
    expect(jointTest(named("x"), sums, ["x"])).toMatchObject({ f: null, reason: "one_cluster" });
  });

  it("clusters that do not differ at all have no spread to go by", () => {
    const [line] = clusterRobust(mean, outcomes([1, 3], [3, 1], [0, 4])).coefficients;
    expect(line).toMatchObject({ value: 2, standardError: null, lower: null, reason: "no_spread" });
    expect(jointTest(mean, outcomes([1, 3], [3, 1], [0, 4]), ["intercept"]).reason).toBe("no_spread");
  });
});

describe("random intercepts that cannot be estimated say why", () => {
  it("one person each, all alike, no variation", () => {
    expect(randomIntercept(mean, [])).toMatchObject({ model: null, reason: "nobody" });
    expect(randomIntercept(mean, outcomes([1], [2], [4]))).toMatchObject({ reason: "one_person_each" });
    expect(randomIntercept(mean, outcomes([1, 1], [2, 2], [4, 4]))).toMatchObject({ reason: "all_equal" });
    const { model } = randomIntercept(mean, outcomes([1, 3], [3, 1], [0, 4], [2]));
    expect(model).toMatchObject({ likelihoodRatio: 0, p: 1, iccTogether: 0 });
    expect(model?.clusters).toMatchObject({ variance: 0, icc: 0, singular: true });
    expect(model?.clusters.effects[0]).toMatchObject({
      value: 0,
      predictionError: 0,
      lower: null,
      upper: null,
    });
    expect(model?.coefficients[0]?.degreesOfFreedom).toBe(3);
  });

  it("workers who are alone in their PCN", () => {
    const within = (groups: readonly string[]) =>
      outcomes([1, 3, 8], [2, 6], [4, 8], [9, 7]).map((one, index) => ({
        ...one,
        within: groups[index] ?? "",
      }));
    expect(randomIntercept(mean, within(["a", "b", "c", "d"]))).toMatchObject({ reason: "not_separable" });
    expect(randomIntercept(mean, within(["a", "b", "a", "b"]))).toMatchObject({ reason: "few_clusters" });
    const { model } = randomIntercept(mean, within(["a", "b", "c", "c"]));
    expect(model?.groups).toMatchObject({ count: 3 });
    expect(model?.groups?.effects.map(({ key, n }) => [key, n])).toEqual([
      ["a", 3],
      ["b", 2],
      ["c", 4],
    ]);
    const mixed = [...within(["a", "b", "c"]).slice(0, 3), ...outcomes([], [], [], [1, 2]).slice(3)];
    expect(() => randomIntercept(mean, mixed)).toThrow(RangeError);
  });

  it("separable says where worker and PCN cannot be told apart", () => {
    const of = (...counts: number[]) => counts.map((workers, index) => ({ pcn: `P${index}`, workers }));
    expect(separable(of(3, 4, 5))).toMatchObject({ verdict: "separable", oneWorker: [], twoWorkers: [] });
    expect(separable(of(3, 1, 5, 2, 3))).toMatchObject({
      verdict: "in_part",
      oneWorker: ["P1"],
      twoWorkers: ["P3"],
      enough: ["P0", "P2", "P4"],
    });
    expect(separable(of(3, 1, 5, 2, 3)).note).toContain("in 2 of 5 PCNs");
    for (const few of [of(), of(1, 2), of(9, 9), of(1, 1, 1, 4, 4)]) {
      expect(separable(few).verdict).toBe("not_separable");
    }
    for (const wrong of [of(0), of(1.5), [...of(3), ...of(3)]])
      expect(() => separable(wrong)).toThrow(RangeError);
  });

  it("equal clusters in closed form", () => {
    const of = (...groups: readonly (readonly number[])[]) =>
      groups.map((values) => ({
        n: values.length,
        sum: values.reduce((a, b) => a + b, 0),
        sumOfSquares: values.reduce((a, b) => a + b * b, 0),
      }));
    expect(balancedIntercept(of([1, 2]), 0)).toMatchObject({
      clusters: 1,
      between: null,
      reason: "few_clusters",
    });
    expect(balancedIntercept(of([1, 2], [1]), 0)).toMatchObject({ reason: "unequal" });
    expect(balancedIntercept(of([1], [2]), 0)).toMatchObject({ reason: "one_person_each" });
    expect(balancedIntercept(of([1, 1], [2, 2], []), 0)).toMatchObject({
      clusters: 2,
      mean: 1.5,
      reason: "all_equal",
    });
    // B = 0 and W = 4: τ² would be below 0, and the mean's error is that of four people with variance 8/3.
    const none = balancedIntercept(of([1, 3], [0, 4], [1, 3]), 0);
    expect(none).toMatchObject({ between: 0, icc: 0, meanSquareBetween: 0, reason: null });
    expect(none.standardError).toBeCloseTo(Math.sqrt(12 / 5 / 6), 14);
    expect(none.iccLower).toBeCloseTo(-1, 14);
    expect(() => balancedIntercept(of([1, 2], [3, 4]), 0, 1)).toThrow(RangeError);
  });
});

describe("sums that cannot belong together", () => {
  const [good] = rows([
    [1, 3],
    [2, 4],
  ]);
  const design = named("x");

  it("are refused", () => {
    if (good === undefined) throw new Error("There is no cluster.");
    const wrong: CrossProducts[] = [
      { ...good, xy: [7] },
      { ...good, xx: [[2]] },
      {
        ...good,
        xx: [
          [2, 3],
          [4, 5],
        ],
      },
      {
        ...good,
        xx: [
          [2, 40],
          [40, 5],
        ],
      },
      { ...good, xy: [70, 11] },
      { ...good, yy: -1 },
      { ...good, yy: 0.5 },
      {
        key: "ghosts",
        xx: [
          [0, 1],
          [1, 1],
        ],
        xy: [0, 0],
        yy: 0,
      },
    ];
    for (const one of wrong) {
      expect(() => ancova(design, [one])).toThrow(RangeError);
      expect(() => clusterRobust(design, [one])).toThrow(RangeError);
      expect(() => randomIntercept(design, [one])).toThrow(RangeError);
    }
    expect(() => ancova(design, [good, good])).toThrow(/key/);
    expect(() => mergeCrossProducts("both", good, nobody)).toThrow(RangeError);
  });

  it("and so are contrasts and columns that the design has not", () => {
    const sums = rows(
      [
        [0, 1],
        [1, 3],
      ],
      [
        [0, 2],
        [1, 6],
      ],
      [
        [0, 4],
        [1, 8],
      ],
    );
    for (const weights of [[1], [1, 2, 3], [1, Number.NaN]]) {
      expect(() => ancova(design, sums, [{ name: "wrong", weights }])).toThrow(RangeError);
    }
    for (const columns of [[], ["y"], ["x", "x"]]) {
      expect(() => jointTest(design, sums, columns)).toThrow(RangeError);
    }
    expect(() => adjustedMean("a", design, sums, { y: 1 })).toThrow(RangeError);
    expect(adjustedMean("a", mean, [nobody], {})).toBeNull();
    expect(adjustedMean("a", design, sums, {})?.weights).toEqual([1, 0.5]);
    for (const level of [0, 1]) expect(() => ancova(design, sums, [], level)).toThrow(RangeError);
  });
});

describe("large figures", () => {
  it("do not cancel: a common level of a million million changes the intercept only", () => {
    const level = 10n ** 12n;
    const data = [
      [
        [3, 5],
        [4, 9],
        [8, 7],
      ],
      [
        [2, 2],
        [6, 8],
        [7, 15],
      ],
      [
        [5, 5],
        [1, 3],
        [9, 9],
      ],
    ] as const;
    const near = data.map((group, index) =>
      productsOf(
        `c${index}`,
        group.map(([x, y]) => [1, x, y]),
        2,
      ),
    );
    const far = data.map((group, index): CrossProducts => {
      const sum = (of: (row: readonly [bigint, bigint]) => bigint) =>
        group.reduce((all, [x, y]) => all + of([BigInt(x) + level, BigInt(y) + level]), 0n);
      const x = sum(([a]) => a);
      return {
        key: `c${index}`,
        xx: [
          [3n, x],
          [x, sum(([a]) => a * a)],
        ],
        xy: [sum(([, b]) => b), sum(([a, b]) => a * b)],
        yy: sum(([, b]) => b * b),
      };
    });
    const [slope, moved] = [near, far].map((sums) => clusterRobust(named("x"), sums).coefficients[1]);
    expect(moved?.value).toBeCloseTo(slope?.value ?? Number.NaN, 12);
    expect(moved?.standardError).toBeCloseTo(slope?.standardError ?? Number.NaN, 12);
    const [between, shifted] = [near, far].map(
      (sums) => randomIntercept(named("x"), sums).model?.remlCriterion,
    );
    expect(shifted).toBeCloseTo(between ?? Number.NaN, 9);
  });
});

describe("Brent's minimum", () => {
  it("finds the foot of a curve, and an end where the curve falls all the way", () => {
    expect(brentMinimum((x) => (x - 2) ** 2 + 3, 0, 5).at).toBeCloseTo(2, 7);
    expect(brentMinimum((x) => Math.abs(x - 1.25) + 7, -4, 3)).toMatchObject({ value: expect.closeTo(7, 7) });
    expect(brentMinimum((x) => x - Math.log(x), 0.01, 9).at).toBeCloseTo(1, 7);
    expect(brentMinimum((x) => x, 2, 3).at).toBeCloseTo(2, 8);
    expect(() => brentMinimum((x) => x, 1, 1)).toThrow(RangeError);
  });
});
