import { type Contrast, coefficientContrasts } from "./centred-design.ts";
import { type ClusterVariance, robustScores } from "./cluster-scores.ts";
import type { CrossProducts, Design } from "./cross-products.ts";
import { leastSquares, type NoFitReason } from "./least-squares.ts";
import { type LinearEstimate, linearEstimate } from "./linear-estimate.ts";

/** Below this many clusters there is no interval. */
const LEAST_CLUSTERS = 3;
/** Below this many the interval stands, with a warning. */
const FEW_CLUSTERS = 10;
/** A variance below this share of that of independent people is rounding. */
const ROUNDING = 1e-12;

/** An estimate whose interval allows for people of one cluster being alike. */
export interface ClusteredEstimate extends LinearEstimate {
  /** Squared ratio of this standard error to the one that takes people as independent. */
  readonly designEffect: number | null;
  /** Why there is no standard error: one cluster alone carries the coefficient, or clusters do not differ at all. */
  readonly reason: "one_cluster" | "no_spread" | null;
}

/** A regression with standard errors robust to clusters; null where a part is not defined. */
export interface ClusterRobust {
  readonly n: number;
  /** Clusters with anybody in them. */
  readonly clusters: number;
  readonly kind: ClusterVariance;
  readonly coefficients: readonly ClusteredEstimate[];
  readonly contrasts: readonly ClusteredEstimate[];
  /** True below ten clusters: the interval is then not to be relied on alone. */
  readonly fewClusters: boolean;
  readonly level: number;
  readonly reason: NoFitReason | "few_clusters" | null;
  readonly aliased: readonly string[];
}

/**
 * Least squares with cluster-robust standard errors, from each cluster's X'X, X'y and y'y. With u = X'e of a cluster,
 * e its residuals, the variance of b is c (X'X)⁻¹ (Σ uu') (X'X)⁻¹, where
 *
 * - `CV3` (the default): Σ over clusters left out one at a time of (b₋ − b)(b₋ − b)' times (G − 1)/G: the jackknife;
 * - `CR0`: c = 1; `CR1`: c = G/(G − 1); `CR1S`: c = G/(G − 1) · (n − 1)/(n − p), as Stata;
 * - `CR2`: Bell and McCaffrey's, u from (I − H)^−½ e, with Satterthwaite's degrees of freedom (people alike within
 *   clusters as if independent, the working model of clubSandwich).
 *
 * Eight clusters of 5 to 60 people with an ICC of 0.05: 95 % intervals of a mean held it in 91 % of 10,000 samples by
 * CV3, 89 % by CR1, 95 % by CR2 and 74 % ignoring clusters; with equal clusters all but the last hold it in 95 %.
 *
 * t has G − 1 degrees of freedom, but for CR2. Clusters with nobody do not count. Fewer than three clusters give values
 * without intervals and the reason `few_clusters`; fewer than ten are flagged. A coefficient that rests on one
 * cluster (a column no other cluster has) has no standard error. Reasons and errors otherwise as for `ancova`.
 * Sources: Liang and Zeger (1986), Biometrika 73:13–22; Bell and McCaffrey (2002), Survey Methodology 28:169–181;
 * Pustejovsky and Tipton (2018), JBES 36:672–683; MacKinnon, Nielsen and Webb (2023), Journal of Applied Econometrics
 * 38:671–694.
 */
export function clusterRobust(
  design: Design,
  clusters: readonly CrossProducts[],
  contrasts: readonly Contrast[] = [],
  kind: ClusterVariance = "CV3",
  level = 0.95,
): ClusterRobust {
  const fitted = leastSquares(design, clusters);
  const nothing = { kind, coefficients: [], contrasts: [], level };
  if (fitted.fit === null) {
    const { people, reason, aliased } = fitted;
    return { ...nothing, n: people, clusters: 0, fewClusters: false, reason, aliased };
  }
  const { fit } = fitted;
  const count = fit.clusters.length;
  const scores = count < LEAST_CLUSTERS ? null : robustScores(fit, kind);
  const noise = fit.residualSumOfSquares / (fit.people - fit.columns);
  const estimate = (contrast: Contrast): ClusteredEstimate => {
    const { direction, value } = fit.read(contrast);
    const variance = scores?.covariance(direction)?.get(0, 0) ?? null;
    const designEffect = variance === null ? null : variance / (noise * direction.dot(direction));
    const flat = designEffect !== null && designEffect < ROUNDING;
    const standardError = variance === null || flat ? null : Math.sqrt(variance);
    const degreesOfFreedom = scores?.degreesOfFreedom(direction) ?? null;
    const line = linearEstimate(contrast.name, value, standardError, degreesOfFreedom, level);
    const alone = scores !== null && variance === null;
    return { ...line, designEffect, reason: alone ? "one_cluster" : flat ? "no_spread" : null };
  };
  return {
    n: fit.people,
    clusters: count,
    kind,
    coefficients: coefficientContrasts(design).map(estimate),
    contrasts: contrasts.map(estimate),
    fewClusters: count < FEW_CLUSTERS,
    level,
    reason: count < LEAST_CLUSTERS ? "few_clusters" : null,
    aliased: [],
  };
}
