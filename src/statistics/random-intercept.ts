import { type Contrast, centredDesign, coefficientContrasts } from "./centred-design.ts";
import { chiSquareAbove } from "./chi-square.ts";
import type { CrossProducts, Design } from "./cross-products.ts";
import { type InterceptEffect, interceptEffects } from "./intercept-effects.ts";
import { interceptFit, type NestedProducts } from "./intercept-likelihood.ts";
import { bestRatios } from "./intercept-optimum.ts";
import { leastSquares, type NoFitReason } from "./least-squares.ts";
import { type LinearEstimate, linearEstimate } from "./linear-estimate.ts";
import { satterthwaiteDegrees } from "./satterthwaite-degrees.ts";

/** Below this many clusters no variance between them is estimated. */
const LEAST_CLUSTERS = 3;
/** Below this many the variance between clusters is not to be relied on. */
const FEW_CLUSTERS = 10;

/** A cluster's sums, and the group it is in, if any: a link worker's, in a PCN. */
export interface NestedCrossProducts extends CrossProducts {
  readonly within?: string;
}

/** What differs between the clusters, or the groups, of a model. */
export interface InterceptLevel {
  readonly count: number;
  /** Variance between them, in squared points; exactly 0 where `singular`. */
  readonly variance: number;
  /** Share of all variance that lies between them, 0–1. */
  readonly icc: number;
  /** True where no variation between them could be detected: their effects are then all 0, without intervals. */
  readonly singular: boolean;
  /** True below ten: the variance is then not to be relied on. */
  readonly few: boolean;
  readonly effects: readonly InterceptEffect[];
}

/** A fitted model with random intercepts, in score points. */
export interface RandomIntercept {
  readonly n: number;
  readonly coefficients: readonly LinearEstimate[];
  readonly contrasts: readonly LinearEstimate[];
  /** Variance between people of one cluster, in squared points. */
  readonly residualVariance: number;
  readonly clusters: InterceptLevel;
  /** The groups that clusters are in; null where the clusters name none. */
  readonly groups: InterceptLevel | null;
  /** Share of all variance that lies between clusters and between groups together. */
  readonly iccTogether: number;
  /** −2 log restricted likelihood. */
  readonly remlCriterion: number;
  /** Log likelihood of the fit by maximum likelihood, for comparing models with different columns. */
  readonly mlLogLikelihood: number;
  /** Fall of the REML criterion from a model without clusters. */
  readonly likelihoodRatio: number;
  /** Its p-value, half of χ²(1), as a variance cannot be below 0; null with groups, where no such rule holds. */
  readonly p: number | null;
  readonly level: number;
}

/** A model, or why there is none. */
export type RandomInterceptOrReason =
  | { readonly model: RandomIntercept; readonly reason: null }
  | {
      readonly model: null;
      readonly reason: NoFitReason | "few_clusters" | "one_person_each" | "not_separable" | "all_equal";
      readonly aliased: readonly string[];
    };

/**
 * Random-intercept model by restricted maximum likelihood: y = Xb + u_cluster (+ u_group) + e, from each cluster's
 * cross-products: variance components, shares of variance (ICC), coefficients by generalised least squares with t
 * intervals on Satterthwaite's degrees of freedom, and shrunken effects of clusters with prediction intervals.
 *
 * Sums are of scaled integers, results in points. With `within` on every cluster, groups (such as PCNs) get an intercept
 * of their own. Where no variation between clusters is found (`singular`) the model is that of independent people, with
 * t on clusters − 1 degrees of freedom, because none found is not none. Reasons: as for `ancova`; fewer than three
 * clusters or groups; one person in each cluster; one cluster in each group (`not_separable`); people of one cluster
 * all alike. Throws a RangeError as `ancova` does, or where only some clusters name a group.
 * Sources: Patterson and Thompson (1971), Biometrika 58:545–554; Laird and Ware (1982), Biometrics 38:963–974;
 * Self and Liang (1987), JASA 82:605–610 (p); Kuznetsova et al. (2017), Journal of Statistical Software 82(13).
 */
export function randomIntercept(
  design: Design,
  clusters: readonly NestedCrossProducts[],
  contrasts: readonly Contrast[] = [],
  level = 0.95,
): RandomInterceptOrReason {
  const without = (
    reason: Exclude<RandomInterceptOrReason["reason"], null>,
    aliased: readonly string[] = [],
  ): RandomInterceptOrReason => ({ model: null, reason, aliased });
  const grouped = clusters.some(({ within }) => within !== undefined);
  if (grouped && clusters.some(({ within }) => within === undefined)) {
    throw new RangeError("Either every cluster names the group it is in, or none does.");
  }
  const simple = leastSquares(design, clusters);
  if (simple.fit === null) return without(simple.reason, simple.aliased);
  const centred = centredDesign(design, clusters);
  const of = new Map(clusters.map(({ key, within }) => [key, within ?? ""]));
  const names = [...new Set(centred.clusters.map(({ key }) => of.get(key) ?? ""))];
  const members = names.map((name) => centred.clusters.filter(({ key }) => of.get(key) === name));
  if (centred.clusters.length < LEAST_CLUSTERS) return without("few_clusters");
  if (centred.clusters.every(({ people }) => people === 1)) return without("one_person_each");
  if (grouped && names.length < LEAST_CLUSTERS) return without("few_clusters");
  if (grouped && members.every((one) => one.length === 1)) return without("not_separable");

  const data: NestedProducts = {
    people: centred.people,
    columns: design.columns.length,
    total: centred.total,
    groups: members.map((group) => group.map(({ products }) => products.getRow(0))),
    scaling: 2 * centred.logUnits,
  };
  const ratios = bestRatios((at) => interceptFit(data, at).restrictedDeviance(), grouped);
  const likeliest = bestRatios((at) => interceptFit(data, at).deviance, grouped);
  if (ratios === null || likeliest === null) return without("all_equal");
  const fit = interceptFit(data, ratios);
  const residualVariance = fit.residualSumOfSquares / (data.people - data.columns);
  const remlCriterion = fit.restrictedDeviance();
  const likelihoodRatio = interceptFit(data, { cluster: 0, group: 0 }).restrictedDeviance() - remlCriterion;
  const degrees = satterthwaiteDegrees(data, ratios, residualVariance);
  const estimate = (contrast: Contrast) => {
    const { weights, constant } = centred.translate(contrast);
    const variance = residualVariance * weights.dot(fit.inverse.mmul(weights));
    const df = degrees?.(weights) ?? centred.clusters.length - 1;
    const value = weights.dot(fit.coefficients) + constant;
    return linearEstimate(contrast.name, value, Math.sqrt(variance), df, level);
  };
  const total = 1 + ratios.cluster + ratios.group;
  const effects = interceptEffects(fit, ratios, residualVariance, level);
  const levelOf = (
    ratio: number,
    keys: readonly { key: string; people: number }[],
    found: typeof effects.groups,
  ) => ({
    count: keys.length,
    variance: ratio * residualVariance,
    icc: ratio / total,
    singular: ratio === 0,
    few: keys.length < FEW_CLUSTERS,
    effects: keys.map(({ key, people }, index) => ({ key, n: people, ...(found[index] ?? effects.none) })),
  });
  return {
    reason: null,
    model: {
      n: data.people,
      coefficients: coefficientContrasts(design).map(estimate),
      contrasts: contrasts.map(estimate),
      residualVariance,
      clusters: levelOf(ratios.cluster, members.flat(), effects.clusters),
      groups: grouped
        ? levelOf(
            ratios.group,
            members.map((group, index) => ({
              key: names[index] ?? "",
              people: group.reduce((sum, { people }) => sum + people, 0),
            })),
            effects.groups,
          )
        : null,
      iccTogether: (ratios.cluster + ratios.group) / total,
      remlCriterion,
      mlLogLikelihood: -interceptFit(data, likeliest).deviance / 2,
      likelihoodRatio,
      p: grouped ? null : ratios.cluster === 0 ? 1 : chiSquareAbove(likelihoodRatio, 1) / 2,
      level,
    },
  };
}
