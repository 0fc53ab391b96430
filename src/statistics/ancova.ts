import { type Contrast, coefficientContrasts } from "./centred-design.ts";
import type { CrossProducts, Design } from "./cross-products.ts";
import { leastSquares, type NoFitReason } from "./least-squares.ts";
import { type LinearEstimate, linearEstimate } from "./linear-estimate.ts";

/** A regression of the follow-up score on the baseline score and the case mix; null where a part is not defined. */
export interface Ancova {
  readonly n: number;
  /** One for each column of the design, in its order; empty where there is no fit. */
  readonly coefficients: readonly LinearEstimate[];
  /** One for each contrast asked for. */
  readonly contrasts: readonly LinearEstimate[];
  /** n minus the number of columns. */
  readonly degreesOfFreedom: number | null;
  /** Variance of what is left unexplained, in squared points, n − p in the denominator. */
  readonly residualVariance: number | null;
  /** Share of the outcome's variation that the columns explain, 0–1. */
  readonly rSquared: number | null;
  readonly level: number;
  readonly reason: NoFitReason | null;
  /** Columns that cannot be told from those before them, where that is the reason. */
  readonly aliased: readonly string[];
}

/**
 * Analysis of covariance from cross-products: b = (X'X)⁻¹ X'y, s² = (y'y − b'X'y) / (n − p), and the standard errors
 * s √(w'(X'X)⁻¹w) that hold where people are independent of each other.
 *
 * The first column of the design is 1 for everybody; people with any column not known are in none of the sums. Sums
 * are of scaled integers, results in points: a coefficient is points of the outcome for a point of the column. People
 * who share a PCN or link worker are not independent: take the intervals of `clusterRobust` for publication.
 * Nobody, aliased columns (named), no more people than columns, or an exact fit give a `reason`. Throws a RangeError
 * for sums that cannot belong together, or a contrast without one weight for each column.
 * Sources: Fisher (1932), Statistical Methods for Research Workers, 4th ed.; Vickers and Altman (2001), BMJ
 * 323:1123–1124.
 */
export function ancova(
  design: Design,
  clusters: readonly CrossProducts[],
  contrasts: readonly Contrast[] = [],
  level = 0.95,
): Ancova {
  const fitted = leastSquares(design, clusters);
  if (fitted.fit === null) {
    return {
      n: fitted.people,
      coefficients: [],
      contrasts: [],
      degreesOfFreedom: null,
      residualVariance: null,
      rSquared: null,
      level,
      reason: fitted.reason,
      aliased: fitted.aliased,
    };
  }
  const { people, columns, residualSumOfSquares, totalSumOfSquares, read } = fitted.fit;
  const degreesOfFreedom = people - columns;
  const residualVariance = residualSumOfSquares / degreesOfFreedom;
  const estimate = (contrast: Contrast) => {
    const { direction, value } = read(contrast);
    const standardError = Math.sqrt(residualVariance * direction.dot(direction));
    return linearEstimate(contrast.name, value, standardError, degreesOfFreedom, level);
  };
  return {
    n: people,
    coefficients: coefficientContrasts(design).map(estimate),
    contrasts: contrasts.map(estimate),
    degreesOfFreedom,
    residualVariance,
    rSquared: 1 - residualSumOfSquares / totalSumOfSquares,
    level,
    reason: null,
    aliased: [],
  };
}
