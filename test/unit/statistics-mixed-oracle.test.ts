import { describe, expect, it } from "vitest";
import { adjustedMean } from "../../src/statistics/adjusted-mean.ts";
import { balancedIntercept } from "../../src/statistics/balanced-intercept.ts";
import type { Design } from "../../src/statistics/cross-products.ts";
import {
  type InterceptLevel,
  type NestedCrossProducts,
  randomIntercept,
} from "../../src/statistics/random-intercept.ts";
import ancova from "../fixtures/oracle/ancova.json" with { type: "json" };
import fixture from "../fixtures/oracle/random-intercept.json" with { type: "json" };
import { ancovaClusters, ancovaDesign, change, ones, recombined } from "./statistics-clusters-support.ts";
import { expectClose } from "./statistics-oracle-support.ts";

const { expected, tolerance } = fixture;
const mean: Design = { columns: ones, outcomeDecimals: 1 };
const workers = ancovaClusters();
const changes = workers.map((one) => recombined(one, ones, change));

/** Variances of R agree among engines to one part in 10,000 only; effects to a thousandth of a point. */
function expectLevel(
  level: InterceptLevel | null,
  wanted: {
    readonly level: string[];
    readonly n: number[];
    readonly blup: number[];
    readonly cond_se: number[];
  },
  parts: { readonly variance: number; readonly sd: number; readonly icc: number },
) {
  expectClose(level?.variance, parts.variance, tolerance.variances_rel);
  expectClose(Math.sqrt(level?.variance ?? Number.NaN), parts.sd, tolerance.variances_rel);
  expectClose(level?.icc, parts.icc, tolerance.variances_rel);
  expect(level?.effects.map(({ key }) => key)).toEqual(wanted.level);
  expect(level?.effects.map(({ n }) => n)).toEqual(wanted.n);
  level?.effects.forEach(({ value, conditionalError, predictionError, lower, upper }, index) => {
    expect(Math.abs(value - (wanted.blup[index] ?? Number.NaN))).toBeLessThan(tolerance.blup_abs);
    expect(Math.abs(conditionalError - (wanted.cond_se[index] ?? Number.NaN))).toBeLessThan(
      tolerance.blup_abs,
    );
    if (level.singular) expect([lower, upper]).toEqual([null, null]);
    else {
      expect(predictionError).toBeGreaterThan(conditionalError);
      expectClose((upper ?? 0) - (lower ?? 0), 2 * 1.959963984540054 * predictionError, 1e-12);
    }
  });
}

function fitted(
  design: Design,
  clusters: readonly NestedCrossProducts[],
  contrasts = contrastsAtMean(design),
) {
  const { model, reason } = randomIntercept(design, clusters, contrasts);
  if (model === null) throw new Error(`There is no model: ${reason}.`);
  return model;
}

/** R's intercept of the adjusted model is at the mean baseline of people of the reference groups. */
function contrastsAtMean(design: Design) {
  if (design.columns.length === 1) return [];
  const none = { imd1: 0, imd2: 0, imd3: 0, imd4: 0, female: 0 };
  const atMean = adjustedMean("(Intercept)", ancovaDesign, workers, none);
  return atMean === null ? [] : [atMean];
}

describe("random intercepts of link workers against R", () => {
  it.each([
    { name: "lw_only", clusters: changes, wanted: expected.lw_only },
    { name: "balanced", clusters: fixture.balanced, wanted: expected.balanced },
    {
      name: "singular",
      clusters: fixture.singular,
      wanted: { ...expected.singular, fixed_df_satterthwaite: null },
    },
  ])("$name", ({ clusters, wanted }) => {
    const model = fitted(mean, clusters);
    expectClose(model.remlCriterion, wanted.reml_criterion, tolerance.reml_criterion_rel);
    expectClose(model.residualVariance, wanted.sigma2, tolerance.variances_rel);
    expectClose(model.mlLogLikelihood, wanted.ml_loglik, tolerance.reml_criterion_rel);
    expectClose(model.iccTogether, wanted.vpc_all_levels, tolerance.variances_rel);
    expect(model.clusters.singular).toBe(wanted.singular);
    expect(model.groups).toBeNull();
    expectLevel(model.clusters, wanted.blup.lw, {
      variance: wanted.variances.lw,
      sd: wanted.sds.lw,
      icc: wanted.icc.lw,
    });
    const [line] = model.coefficients;
    expectClose(line?.value, wanted.fixed["(Intercept)"], tolerance.fixed_rel);
    expectClose(line?.standardError, wanted.fixed_se["(Intercept)"], tolerance.fixed_se_rel);
    const df = wanted.fixed_df_satterthwaite?.["(Intercept)"] ?? clusters.length - 1;
    expectClose(line?.degreesOfFreedom, df, tolerance.df_satterthwaite_rel);
  });

  it("against no link workers: likelihood ratio and mixture p", () => {
    const model = fitted(mean, changes);
    expectClose(model.likelihoodRatio, expected.lw_only.lrt_reml, 1e-6);
    expectClose(model.p, expected.lw_only.lrt_p_mixture, 1e-6);
    expect(fitted(mean, fixture.singular)).toMatchObject({
      likelihoodRatio: 0,
      p: 1,
      clusters: { variance: 0 },
    });
  });

  it("adjusted for baseline, deprivation and sex", () => {
    const columns = ancovaDesign.columns.map((column) => ({ ...column, of: { [column.name]: 1 } }));
    const model = fitted(
      ancovaDesign,
      workers.map((one) => recombined(one, columns, change)),
    );
    const wanted = expected.adjusted;
    expectClose(model.remlCriterion, wanted.reml_criterion, tolerance.reml_criterion_rel);
    expectClose(model.residualVariance, wanted.sigma2, tolerance.variances_rel);
    expectClose(model.mlLogLikelihood, wanted.ml_loglik, tolerance.reml_criterion_rel);
    expectClose(model.iccTogether, wanted.vpc_all_levels, tolerance.variances_rel);
    expectLevel(model.clusters, wanted.blup.lw, {
      variance: wanted.variances.lw,
      sd: wanted.sds.lw,
      icc: wanted.icc.lw,
    });
    const names = {
      baseline: "bc",
      imd1: "imd1",
      imd2: "imd2",
      imd3: "imd3",
      imd4: "imd4",
      female: "female",
    } as const;
    for (const line of [...model.contrasts, ...model.coefficients.slice(1)]) {
      const name = line.name === "(Intercept)" ? line.name : names[line.name as keyof typeof names];
      expectClose(line.value, wanted.fixed[name], tolerance.fixed_rel);
      expectClose(line.standardError, wanted.fixed_se[name], tolerance.fixed_se_rel);
      expectClose(line.degreesOfFreedom, wanted.fixed_df_satterthwaite[name], tolerance.df_satterthwaite_rel);
    }
    expect(model.contrasts).toHaveLength(1);
    expect(ancova.columns).toHaveLength(7);
  });
});

describe("link workers within PCNs against R", () => {
  it("both intercepts", () => {
    const model = fitted(
      mean,
      changes.map((one) => ({ ...one, within: one.pcn })),
    );
    const wanted = expected.pcn_and_lw;
    expectClose(model.remlCriterion, wanted.reml_criterion, tolerance.reml_criterion_rel);
    expectClose(model.residualVariance, wanted.sigma2, tolerance.variances_rel);
    expectClose(model.mlLogLikelihood, wanted.ml_loglik, tolerance.reml_criterion_rel);
    expectClose(model.iccTogether, wanted.vpc_all_levels, tolerance.variances_rel);
    for (const [level, key] of [
      [model.clusters, "lw"],
      [model.groups, "pcn"],
    ] as const) {
      expect(level?.singular).toBe(wanted.singular);
      expectLevel(level, wanted.blup[key], {
        variance: wanted.variances[key],
        sd: wanted.sds[key],
        icc: wanted.icc[key],
      });
    }
    expect(model.groups?.few).toBe(true);
    expect(model.p).toBeNull();
    const [line] = model.coefficients;
    expectClose(line?.value, wanted.fixed["(Intercept)"], tolerance.fixed_rel);
    expectClose(line?.standardError, wanted.fixed_se["(Intercept)"], tolerance.fixed_se_rel);
    expectClose(
      line?.degreesOfFreedom,
      wanted.fixed_df_satterthwaite["(Intercept)"],
      tolerance.df_satterthwaite_rel,
    );
  });
});

describe("clusters of equal size, in closed form, against R", () => {
  it("variance components and the exact interval of the ICC", () => {
    const { closed_form: wanted } = expected.balanced;
    const sums = fixture.balanced.map(({ xx, xy, yy }) => ({
      n: xx[0]?.[0] ?? 0,
      sum: xy[0] ?? 0,
      sumOfSquares: yy,
    }));
    const result = balancedIntercept(sums, 1);
    const relative = tolerance.balanced_closed_form_rel;
    expect(result).toMatchObject({ clusters: 8, reason: null });
    expectClose(result.meanSquareBetween, wanted.MSB, relative);
    expectClose(result.meanSquareWithin, wanted.MSW, relative);
    expectClose(result.between, wanted.tau2, relative);
    expectClose(result.icc, wanted.icc, relative);
    expectClose(result.mean, wanted.mean, relative);
    expectClose(result.standardError, wanted.se, relative);
    expectClose(result.iccLower, wanted.icc_F_ci95[0], relative);
    expectClose(result.iccUpper, wanted.icc_F_ci95[1], relative);
  });
});
