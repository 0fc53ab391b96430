import { type CostAndEffectSums, costAndEffect } from "./cost-and-effect-sums.ts";
import { type FiellerLimits, fiellerLimits } from "./fieller-limits.ts";
import { normalBelow, normalCritical } from "./normal.ts";

/** Net benefit at one value of an improvement. */
export interface NetBenefit {
  /** What one more person improved is taken to be worth, in the unit of cost. */
  readonly worth: number;
  /** worth × extra share improved − extra cost, per person. */
  readonly value: number;
  readonly standardError: number;
  /** Share (0–1) of a normal distribution with this value and error above 0; null without an error. */
  readonly shareAboveZero: number | null;
}

/** Programme against comparator in cost and improvement, per person; null where a part is not defined. */
export interface IncrementalCost {
  readonly n: readonly [number, number];
  readonly extraCost: number | null;
  /** Difference of the shares improved, −1 to 1. */
  readonly extraImproved: number | null;
  /** Incremental cost-effectiveness ratio: extra cost per additional person improved. */
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Every ratio not ruled out, also where there is no interval. */
  readonly limits: FiellerLimits | null;
  readonly netBenefits: readonly NetBenefit[];
  readonly reason: "too_few" | "includes_zero" | null;
}

/**
 * Incremental cost-effectiveness ratio (C₁ − C₀) ÷ (E₁ − E₀) of two groups of different people, with Fieller's normal
 * limits, and the net benefit at each of `worths`.
 *
 * `includes_zero`: the difference in improvement does not differ from 0 at `level`, so that the ratio has no finite
 * interval and none is given: net benefit, which needs no division, still stands. A negative ratio may mean dearer and
 * worse, or cheaper and better: look at both differences. `too_few`: a group of fewer than two. Groups that were not
 * formed by chance differ in more than the programme.
 * Throws a RangeError as `costAndEffect` does. Sources: Briggs, Mooney and Wonderling (1999), Statistics in Medicine
 * 18:3245–3262; Stinnett and Mullahy (1998), Medical Decision Making 18:S68–S80 (net benefit).
 */
export function incrementalCost(
  programme: CostAndEffectSums,
  comparator: CostAndEffectSums,
  decimals: number,
  { level = 0.95, worths = [] }: { level?: number; worths?: readonly number[] } = {},
): IncrementalCost {
  const [one, other] = [costAndEffect(programme, decimals), costAndEffect(comparator, decimals)];
  const n = [Number(programme.n), Number(comparator.n)] as const;
  if (one === null || other === null) {
    const nothing = { extraCost: null, extraImproved: null, ratio: null, lower: null, upper: null };
    return { n, ...nothing, level, limits: null, netBenefits: [], reason: "too_few" };
  }
  const cost = {
    value: one.cost.value - other.cost.value,
    variance: one.cost.variance + other.cost.variance,
  };
  const effect = {
    value: one.effect.value - other.effect.value,
    variance: one.effect.variance + other.effect.variance,
  };
  const covariance = one.covariance + other.covariance;
  const limits = fiellerLimits(cost, effect, covariance, normalCritical(level));
  const netBenefits = worths.map((worth): NetBenefit => {
    const value = worth * effect.value - cost.value;
    const variance = cost.variance + worth ** 2 * effect.variance - 2 * worth * covariance;
    const standardError = Math.sqrt(Math.max(0, variance));
    return {
      worth,
      value,
      standardError,
      shareAboveZero: standardError === 0 ? null : normalBelow(value / standardError),
    };
  });
  const given = { n, extraCost: cost.value, extraImproved: effect.value, level, limits, netBenefits };
  if (limits.kind !== "interval") {
    return { ...given, ratio: null, lower: null, upper: null, reason: "includes_zero" };
  }
  return {
    ...given,
    ratio: cost.value / effect.value,
    lower: limits.lower,
    upper: limits.upper,
    reason: null,
  };
}
