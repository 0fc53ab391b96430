import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { coefficientContrasts } from "./centred-design.ts";
import { type ClusterVariance, robustScores } from "./cluster-scores.ts";
import type { CrossProducts, Design } from "./cross-products.ts";
import { fAbove } from "./f-distribution.ts";
import { leastSquares, type NoFitReason } from "./least-squares.ts";

/** Whether several coefficients are 0 together; null where a part is not defined. */
export interface JointTest {
  readonly f: number | null;
  /** Number of coefficients, and that of the variance. */
  readonly degreesOfFreedom: readonly [number, number] | null;
  readonly p: number | null;
  readonly reason: NoFitReason | "few_clusters" | "one_cluster" | "no_spread" | null;
}

/**
 * Wald's test of q coefficients at once, such as all groups of one characteristic: F = b'V⁻¹b / q on q and G − 1
 * degrees of freedom, or n − p with `independent`, which takes people as independent of each other.
 *
 * `columns` are names of the design. At least three clusters and more clusters than coefficients are needed
 * (`few_clusters`); other reasons as for `clusterRobust`. Throws a RangeError for no column, one twice or one the design
 * has not, and as `ancova` does. With few clusters the test rejects too often: a guide, not a verdict.
 * Sources: Wald (1943), Transactions of the AMS 54:426–482; Cameron and Miller (2015), Journal of Human Resources
 * 50:317–372.
 */
export function jointTest(
  design: Design,
  clusters: readonly CrossProducts[],
  columns: readonly string[],
  kind: Exclude<ClusterVariance, "CR2"> | "independent" = "CV3",
): JointTest {
  const chosen = coefficientContrasts(design).filter(({ name }) => columns.includes(name));
  if (chosen.length === 0 || chosen.length !== columns.length) {
    throw new RangeError(`${columns.join(", ") || "Nothing"} is not a set of columns of the design.`);
  }
  const without = (reason: Exclude<JointTest["reason"], null>) =>
    ({ f: null, degreesOfFreedom: null, p: null, reason }) as const;
  const { fit, reason } = leastSquares(design, clusters);
  if (fit === null) return without(reason);
  const lines = chosen.map(fit.read);
  const q = lines.length;
  const directions = new Matrix(lines.map(({ direction }) => direction.to1DArray())).transpose();
  const values = Matrix.columnVector(lines.map(({ value }) => value));
  const independent = directions.transpose().mmul(directions);
  const residual = fit.people - fit.columns;
  const count = fit.clusters.length;
  if (kind === "independent") independent.mul(fit.residualSumOfSquares / residual);
  else if (count < 3 || count <= q) return without("few_clusters");
  const covariance = kind === "independent" ? independent : robustScores(fit, kind).covariance(directions);
  if (covariance === null) return without("one_cluster");
  const decomposed = new CholeskyDecomposition(covariance);
  if (!decomposed.isPositiveDefinite()) return without("no_spread");
  const f = values.dot(decomposed.solve(values)) / q;
  const degreesOfFreedom = [q, kind === "independent" ? residual : count - 1] as const;
  return { f, degreesOfFreedom, p: fAbove(f, ...degreesOfFreedom), reason: null };
}
