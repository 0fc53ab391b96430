import { Matrix } from "ml-matrix";
import type { InterceptFit, VarianceRatios } from "./intercept-likelihood.ts";
import { normalCritical } from "./normal.ts";

/** How far a cluster lies from what its people's columns lead one to expect, drawn in towards 0, in points. */
export interface InterceptEffect {
  readonly key: string;
  readonly n: number;
  /** Best linear unbiased prediction. */
  readonly value: number;
  /** Standard deviation of the effect given the data, the coefficients taken as known (as lme4's condVar). */
  readonly conditionalError: number;
  /** The same with the coefficients' uncertainty, the variances taken as known; the interval rests on it. */
  readonly predictionError: number;
  /** Null where no variation between clusters was found. */
  readonly lower: number | null;
  readonly upper: number | null;
}

type Effect = Omit<InterceptEffect, "key" | "n">;

/**
 * Predicted effects of clusters and groups, in the order of the fit, with prediction intervals value ± z · error.
 *
 * With r = y − Xb and V the variance over σ²: group λ_g 1'V⁻¹r; cluster λ_c (1'V⁻¹r less its group's part). The spread
 * given b is σ²(λ − λ² 1'V⁻¹1); that of b is added as g Var(b) g' with g = λ 1'V⁻¹X.
 * Sources: Robinson (1991), Statistical Science 6:15–32; Henderson (1975), Biometrics 31:423–447.
 */
export function interceptEffects(
  { absorbed, coefficients, inverse }: InterceptFit,
  ratios: VarianceRatios,
  residualVariance: number,
  level: number,
) {
  const z = normalCritical(level);
  const size = coefficients.rows;
  const none: Effect = { value: 0, conditionalError: 0, predictionError: 0, lower: null, upper: null };
  /** `ones` is λ's 1'V⁻¹[1 and X, y] of the cluster, `information` its 1'V⁻¹1. */
  const effect = (ratio: number, ones: readonly number[], information: number): Effect => {
    if (ratio === 0) return none;
    const x = Matrix.columnVector(ones.slice(0, size));
    const value = ratio * ((ones[size] ?? 0) - x.dot(coefficients));
    const conditional = residualVariance * ratio * (1 - ratio * information);
    const added = residualVariance * ratio ** 2 * x.dot(inverse.mmul(x));
    const predictionError = Math.sqrt(conditional + added);
    return {
      value,
      conditionalError: Math.sqrt(conditional),
      predictionError,
      lower: value - z * predictionError,
      upper: value + z * predictionError,
    };
  };
  const groups = absorbed.groups.map((ones) => effect(ratios.group, ones, ones[0] ?? 0));
  const clusters = absorbed.clusters.flatMap((members, index) => {
    const group = absorbed.groups[index] ?? [];
    const everybody = members.reduce((sum, [first = 0]) => sum + first, 0);
    return members.map((sums) => {
      const [own = 0] = sums;
      const ones = sums.map((value, column) => value - ratios.group * own * (group[column] ?? 0));
      const information = own - (own ** 2 * ratios.group) / (1 + ratios.group * everybody);
      return effect(ratios.cluster, ones, information);
    });
  });
  return { clusters, groups, none };
}
