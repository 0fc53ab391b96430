import { inverse, Matrix } from "ml-matrix";
import { interceptFit, type NestedProducts, type VarianceRatios } from "./intercept-likelihood.ts";

/** Step in the logarithm of a variance for differences: wide enough for rounding, narrow enough for curvature. */
const STEP = 1e-3;

/**
 * Satterthwaite's degrees of freedom of a weighted sum of coefficients: 2 v² ÷ (g'Cg), where v is its variance, g the
 * slope of v in the variance components and C their covariance, twice the inverse of the restricted deviance's
 * curvature; slopes and curvature by central differences in log variances.
 *
 * Components found to be 0 are held there. Null where none is left but that between people.
 * Source: Giesbrecht and Burns (1985), Biometrics 41:477–486, as in lmerTest 3.1.
 */
export function satterthwaiteDegrees(
  data: NestedProducts,
  ratios: VarianceRatios,
  residualVariance: number,
): ((weights: Matrix) => number) | null {
  const levels = (["cluster", "group"] as const).filter((one) => ratios[one] > 0);
  if (levels.length === 0) return null;
  const fitAt = (logs: readonly number[]) => {
    const variance = residualVariance * Math.exp(logs[0] ?? 0);
    const moved = { ...ratios };
    for (const [index, one] of levels.entries()) {
      moved[one] = (ratios[one] * residualVariance * Math.exp(logs[index + 1] ?? 0)) / variance;
    }
    return { fit: interceptFit(data, moved), variance };
  };
  const deviance = (logs: readonly number[]) => {
    const { fit, variance } = fitAt(logs);
    return fit.restrictedDeviance(variance);
  };
  const size = levels.length + 1;
  const all = Array.from({ length: size }, (_, index) => index);
  const moved = (...steps: readonly (readonly [number, number])[]) =>
    all.map((index) => steps.reduce((sum, [which, by]) => sum + (which === index ? by * STEP : 0), 0));
  const curvature = new Matrix(
    all.map((i) =>
      all.map((j) => {
        const corner = (a: number, b: number) => deviance(moved([i, a], [j, b]));
        const scale = 4 * STEP ** 2;
        return (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / scale;
      }),
    ),
  );
  const covariance = inverse(curvature).mul(2);
  const sides = all.map((index) => [fitAt(moved([index, 1])), fitAt(moved([index, -1]))] as const);
  const inverses = sides.map(([up, down]) =>
    Matrix.sub(Matrix.mul(up.fit.inverse, up.variance), Matrix.mul(down.fit.inverse, down.variance)),
  );
  const here = fitAt(all.map(() => 0)).fit.inverse.mul(residualVariance);
  return (weights) => {
    const along = (matrix: Matrix) => weights.dot(matrix.mmul(weights));
    const slopes = Matrix.columnVector(inverses.map((difference) => along(difference) / (2 * STEP)));
    return (2 * along(here) ** 2) / slopes.dot(covariance.mmul(slopes));
  };
}
