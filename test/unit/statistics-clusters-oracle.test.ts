import { describe, expect, it } from "vitest";
import { adjustedMean } from "../../src/statistics/adjusted-mean.ts";
import { ancova } from "../../src/statistics/ancova.ts";
import { clusterRobust } from "../../src/statistics/cluster-robust.ts";
import { jointTest } from "../../src/statistics/joint-test.ts";
import fixture from "../fixtures/oracle/ancova.json" with { type: "json" };
import { ancovaClusters, ancovaDesign, change, ones, recombined } from "./statistics-clusters-support.ts";
import { expectClose } from "./statistics-oracle-support.ts";

const expected = fixture.ancova;
const { jackknife } = fixture;
const workers = ancovaClusters();
/** R's intercept is at the mean baseline. */
const atMean = adjustedMean("intercept", ancovaDesign, workers, {
  imd1: 0,
  imd2: 0,
  imd3: 0,
  imd4: 0,
  female: 0,
});
const contrasts = atMean === null ? [] : [atMean];
const order = ["intercept", "baseline_centred", "imd1", "imd2", "imd3", "imd4", "female"] as const;

/** The intercept at the mean baseline, then the other coefficients, in R's order. */
function inOrder<T>({
  coefficients,
  contrasts: [first],
}: {
  coefficients: readonly T[];
  contrasts: readonly T[];
}) {
  return [first, ...coefficients.slice(1)];
}

describe("analysis of covariance against R", () => {
  const result = ancova(ancovaDesign, workers, contrasts);
  const lines = inOrder(result);

  it("fit", () => {
    expect(result).toMatchObject({ n: expected.n, degreesOfFreedom: 252, reason: null, aliased: [] });
    expect(workers).toHaveLength(expected.clusters);
    expectClose(Math.sqrt(result.residualVariance ?? Number.NaN), expected.sigma, 1e-8);
    expectClose(result.rSquared, expected.r2, 1e-8);
  });

  it.each(order.map((name, index) => ({ name, index })))("$name", ({ name, index }) => {
    const line = lines[index];
    expectClose(line?.value, expected.coef[name], 1e-8);
    expectClose(line?.standardError, expected.se_classical[name], 1e-8);
    expectClose(line?.p, expected.p_classical[name], 1e-8);
  });

  it("on the change gives the same but for the baseline, lower by exactly 1", () => {
    const columns = ancovaDesign.columns.map((column) => ({ ...column, of: { [column.name]: 1 } }));
    const onChange = ancova(
      ancovaDesign,
      workers.map((one) => recombined(one, columns, change)),
      contrasts,
    );
    expectClose(onChange.coefficients[1]?.value, expected.note_change_score_baseline_coef, 1e-8);
    for (const index of [2, 3, 4, 5, 6]) {
      expectClose(onChange.coefficients[index]?.value, expected.coef[order[index] ?? "female"], 1e-8);
    }
    expectClose(onChange.residualVariance, result.residualVariance, 1e-10);
  });

  it("adjusted means of deprivation fifths", () => {
    const { imd, mean, se_classical, se_CR1S } = expected.adjusted_means_followup;
    const means = imd.map((fifth) => {
      const set = Object.fromEntries([1, 2, 3, 4].map((other) => [`imd${other}`, other === fifth ? 1 : 0]));
      const contrast = adjustedMean(`fifth ${fifth}`, ancovaDesign, workers, set);
      if (contrast === null) throw new Error("There is nobody.");
      return contrast;
    });
    const classical = ancova(ancovaDesign, workers, means).contrasts;
    const robust = clusterRobust(ancovaDesign, workers, means, "CR1S").contrasts;
    imd.forEach((_, index) => {
      expectClose(classical[index]?.value, mean[index], 1e-8);
      expectClose(classical[index]?.standardError, se_classical[index], 1e-8);
      expectClose(robust[index]?.standardError, se_CR1S[index], 1e-8);
    });
  });

  it("deprivation fifths together", () => {
    const fifths = ["imd1", "imd2", "imd3", "imd4"];
    const independent = jointTest(ancovaDesign, workers, fifths, "independent");
    expectClose(independent.f, expected.imd_joint_F_classical, 1e-8);
    expectClose(independent.p, expected.imd_joint_p_classical, 1e-8);
    expect(independent.degreesOfFreedom).toEqual([4, 252]);
    const robust = jointTest(ancovaDesign, workers, fifths, "CR1S");
    expectClose(robust.f, expected.imd_joint_F_CR1S, 1e-8);
    expectClose(robust.p, expected.imd_joint_p_CR1S, 1e-8);
    expect(robust.degreesOfFreedom).toEqual([4, 23]);
    const left = jointTest(ancovaDesign, workers, fifths);
    expectClose(left.f, jackknife.imd_joint_F_CV3, 1e-8);
    expectClose(left.p, jackknife.imd_joint_p_CV3, 1e-8);
  });

  it("a trend over fifths, and two groups, as regressions of the change", () => {
    const trend = [
      ...ones,
      { name: "imd", decimals: 0, of: { intercept: 5, imd1: -4, imd2: -3, imd3: -2, imd4: -1 } },
    ];
    const slope = ancova(
      { columns: trend, outcomeDecimals: 1 },
      workers.map((one) => recombined(one, trend, change)),
    ).coefficients[1];
    expectClose(slope?.value, fixture.linear_trend.slope, 1e-8);
    expectClose(slope?.standardError, fixture.linear_trend.se, 1e-8);
    expectClose(slope?.p, fixture.linear_trend.p, 1e-8);
    const sex = [...ones, { name: "female", decimals: 0, of: { female: 1 } }];
    const student = ancova(
      { columns: sex, outcomeDecimals: 1 },
      workers.map((one) => recombined(one, sex, change)),
    ).coefficients[1];
    expectClose(student?.value, fixture.sex.diff, 1e-8);
    expectClose(student?.t, fixture.sex.student_t, 1e-8);
    expectClose(student?.p, fixture.sex.student_p, 1e-8);
  });
});

describe("cluster-robust variance against R", () => {
  it.each([
    { kind: "CR0", se: expected.se_CR0 },
    { kind: "CR1", se: expected.se_CR1_G },
    { kind: "CR1S", se: expected.se_CR1S_stata },
    { kind: "CR2", se: expected.se_CR2 },
    { kind: "CV3", se: jackknife.se_CV3 },
  ] as const)("$kind by link worker", ({ kind, se }) => {
    const result = clusterRobust(ancovaDesign, workers, contrasts, kind);
    expect(result).toMatchObject({ n: 259, clusters: 24, fewClusters: false, reason: null });
    inOrder(result).forEach((line, index) => {
      const name = order[index] ?? "female";
      expectClose(line?.value, expected.coef[name], 1e-8);
      expectClose(line?.standardError, se[name], 1e-8);
      if (kind === "CR2") {
        expectClose(line?.degreesOfFreedom, expected.df_CR2_satterthwaite[name], 1e-6);
        expectClose(line?.p, expected.p_CR2[name], 1e-8);
      } else expect(line?.degreesOfFreedom).toBe(23);
    });
  });

  it.each([
    { kind: "CR1S", p: expected.p_CR1S_t_Gminus1, limits: expected.ci95_CR1S_t_Gminus1 },
    { kind: "CV3", p: jackknife.p_CV3, limits: jackknife.ci95_CV3_t_Gminus1 },
  ] as const)("$kind: p-values and intervals with 23 degrees of freedom", ({ kind, p, limits }) => {
    inOrder(clusterRobust(ancovaDesign, workers, contrasts, kind)).forEach((line, index) => {
      expectClose(line?.p, p[order[index] ?? "female"], 1e-8);
      expectClose(line?.lower, limits[index]?.[0], 1e-8);
      expectClose(line?.upper, limits[index]?.[1], 1e-8);
    });
  });

  it.each([
    { kind: "CR1", se: jackknife.se_CR1_by_pcn },
    { kind: "CV3", se: jackknife.se_CV3_by_pcn },
  ] as const)("$kind by PCN, flagged: eight clusters", ({ kind, se }) => {
    const result = clusterRobust(ancovaDesign, ancovaClusters("pcn"), contrasts, kind);
    expect(result).toMatchObject({ clusters: 8, fewClusters: true });
    inOrder(result).forEach((line, index) => {
      expectClose(line?.standardError, se[order[index] ?? "female"], 1e-8);
    });
  });

  it("mean change", () => {
    const { mean_change: wanted } = fixture;
    const design = { columns: ones, outcomeDecimals: 1 };
    const sums = workers.map((one) => recombined(one, ones, change));
    const mean = (kind: "CR0" | "CR1" | "CR2" | "CV3") =>
      clusterRobust(design, sums, [], kind).coefficients[0];
    expect(clusterRobust(design, sums)).toMatchObject({
      n: wanted.n,
      clusters: wanted.clusters,
      kind: "CV3",
    });
    expectClose(ancova(design, sums).coefficients[0]?.standardError, wanted.se_naive, 1e-8);
    const [cr0, cr1, cr2, cv3] = [mean("CR0"), mean("CR1"), mean("CR2"), mean("CV3")];
    expectClose(cr1?.value, wanted.mean, 1e-8);
    expectClose(cr0?.standardError, wanted.se_CR0, 1e-8);
    expectClose(cr1?.standardError, wanted.se_CR1, 1e-8);
    expectClose(cr1?.lower, wanted.ci95_CR1_t_Gminus1[0], 1e-8);
    expectClose(cr1?.upper, wanted.ci95_CR1_t_Gminus1[1], 1e-8);
    expectClose(cr1?.designEffect, wanted.design_effect, 1e-8);
    expectClose(cr2?.standardError, wanted.se_CR2, 1e-8);
    expectClose(cr2?.degreesOfFreedom, wanted.df_CR2, 1e-6);
    expectClose(cr2?.lower, wanted.ci95_CR2[0], 1e-8);
    expectClose(cr2?.upper, wanted.ci95_CR2[1], 1e-8);
    expectClose(cv3?.standardError, jackknife.mean_change_se_CV3, 1e-8);
  });
});
