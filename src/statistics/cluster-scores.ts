import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { LeastSquares } from "./least-squares.ts";

/** The ways of estimating a variance from clusters' scores: see `clusterRobust`. */
export type ClusterVariance = "CR0" | "CR1" | "CR1S" | "CR2" | "CV3";

/** A cluster that holds all but this share of what is known in some direction holds all of it. */
const WHOLE = 1e-9;
/** A contrast with less than this in such a direction does not rest on it. */
const CARRIED = 1e-6;

/** What clusters' scores say about contrasts, each a direction (a column) in the turned columns. */
interface RobustScores {
  /** Covariance of the contrasts' estimates; null where one cluster alone carries one of them. */
  readonly covariance: (directions: Matrix) => Matrix | null;
  /** Degrees of freedom of one contrast. */
  readonly degreesOfFreedom: (direction: Matrix) => number;
}

/**
 * Each cluster's score, adjusted as `kind` says, ready to give the variance of any contrast.
 *
 * On columns turned so that X'X = I, leaving cluster g out changes the coefficients by −(I − X_g'X_g)⁻¹ X_g'e_g, and
 * CR2's adjusted score is (I − X_g'X_g)^−½ X_g'e_g: both need sums only, not people.
 */
export function robustScores(fit: LeastSquares, kind: ClusterVariance): RobustScores {
  const count = fit.clusters.length;
  const { people, columns } = fit;
  const correction = {
    CR0: 1,
    CR1: count / (count - 1),
    CR1S: (count / (count - 1)) * ((people - 1) / (people - columns)),
    CR2: 1,
    CV3: (count - 1) / count,
  }[kind];
  const adjusted = fit.clusters.map(({ xx, xe }) => ({ xx, ...adjustedScore(xx, xe, kind) }));
  const whole = adjusted.flatMap((one) => one.whole);
  const sum = Matrix.zeros(columns, columns);
  for (const { score } of adjusted) sum.add(score.mmul(score.transpose()));
  const rests = (direction: Matrix, axis: Matrix) =>
    Math.abs(direction.dot(axis)) > CARRIED * Math.sqrt(direction.dot(direction));
  return {
    covariance(directions) {
      const lines = Array.from({ length: directions.columns }, (_, index) =>
        directions.getColumnVector(index),
      );
      if (lines.some((direction) => whole.some((axis) => rests(direction, axis)))) return null;
      const along = lines.map((direction) => sum.mmul(direction));
      return new Matrix(
        lines.map((_, i) =>
          lines.map((_, j) => correction * (lines[Math.min(i, j)]?.dot(along[Math.max(i, j)] ?? sum) ?? 0)),
        ),
      );
    },
    degreesOfFreedom: (direction) => (kind === "CR2" ? satterthwaite(adjusted, direction) : count - 1),
  };
}

/**
 * (I − T)^power X'e, with power 0, −½ (CR2) or −1 (CV3), by eigenvectors; nothing along those of eigenvalue 1, which are
 * listed in `whole`. No eigenvalue can be 1 where they add up to less.
 */
function adjustedScore(t: Matrix, xe: Matrix, kind: ClusterVariance) {
  const size = t.rows;
  const identity = Matrix.eye(size, size);
  if (kind !== "CR2" && t.trace() < 0.9) {
    const score = kind === "CV3" ? new CholeskyDecomposition(Matrix.sub(identity, t)).solve(xe) : xe;
    return { score, adjustment: identity, whole: [] };
  }
  const power = kind === "CV3" ? -1 : kind === "CR2" ? -0.5 : 0;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(t, { assumeSymmetric: true });
  const axes = realEigenvalues.map((value, index) => ({
    left: 1 - value,
    axis: eigenvectorMatrix.getColumnVector(index),
  }));
  const adjustment: Matrix = Matrix.zeros(size, size);
  for (const { left, axis } of axes) {
    if (left > WHOLE) adjustment.add(axis.mmul(axis.transpose()).mul(left ** power));
  }
  const whole = axes.flatMap(({ left, axis }) => (left > WHOLE ? [] : [axis]));
  return { score: adjustment.mmul(xe), adjustment, whole };
}

/**
 * (Σ p_g'p_g)² ÷ Σ_gh (p_g'p_h)², where the estimate's variance is Σ (p_g'y)² if people are independent: with
 * a = (I − T_g)^−½ d, p_g'p_h is a'T_g a for g = h, less (T_g a_g)'(T_h a_h) for every pair.
 */
function satterthwaite(
  clusters: readonly { readonly xx: Matrix; readonly adjustment: Matrix }[],
  direction: Matrix,
): number {
  const size = direction.rows;
  const outer = Matrix.zeros(size, size);
  let trace = 0;
  let squares = 0;
  for (const { xx, adjustment } of clusters) {
    const a = adjustment.mmul(direction);
    const b = xx.mmul(a);
    const own = a.dot(b);
    const removed = b.dot(b);
    trace += own - removed;
    squares += own ** 2 - 2 * own * removed;
    outer.add(b.mmul(b.transpose()));
  }
  return trace ** 2 / (squares + outer.norm("frobenius") ** 2);
}
