import { type CostAndEffectSums, costAndEffect } from "./cost-and-effect-sums.ts";
import { fiellerLimits } from "./fieller-limits.ts";
import { studentCritical } from "./student-t.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Cost per person who improved, in the unit of cost before scaling; null where a part is not defined. */
export interface CostPerImproved {
  readonly n: number;
  readonly costPerPerson: number | null;
  readonly costPerImproved: number | null;
  /** Fieller's limits; null where there is no upper bound. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Delta method: for comparison only, too short where few improve. */
  readonly deltaError: number | null;
  readonly deltaLower: number | null;
  readonly deltaUpper: number | null;
  readonly level: number;
  /** `no_upper_limit`: `lower` stands, and the cost may be any sum above it. */
  readonly reason: "too_few" | "nobody_improved" | "no_upper_limit" | "unbounded" | null;
}

/**
 * Cost ÷ people who improved, with Fieller's interval by t on n − 1 and the delta method's.
 *
 * Descriptive: it counts everybody who improved, with or without the programme, and is no price of an improvement. For
 * that see `costPerAdditionalImproved`. People without a follow-up are in no sum, so their cost is left out: say so.
 * `too_few`: fewer than two people; `nobody_improved`: no cost per person, and not infinity; `no_upper_limit` and
 * `unbounded` (nothing can be said): the share improved does not differ from 0.
 * Throws a RangeError as `costAndEffect` does. Source: Fieller (1954), JRSS B 16:175–185; Cochran (1977), Sampling
 * Techniques, section 6.4 (delta method).
 */
export function costPerImproved(sums: CostAndEffectSums, decimals: number, level = 0.95): CostPerImproved {
  const means = costAndEffect(sums, decimals);
  const none = { lower: null, upper: null, deltaError: null, deltaLower: null, deltaUpper: null, level };
  if (means === null) {
    return { n: Number(sums.n), costPerPerson: null, costPerImproved: null, ...none, reason: "too_few" };
  }
  const { n, cost, effect, covariance } = means;
  const given = { n, costPerPerson: cost.value };
  if (effect.value === 0) return { ...given, costPerImproved: null, ...none, reason: "nobody_improved" };
  const critical = studentCritical(n - 1, level);
  const ratio = cost.value / effect.value;
  const variance = cost.variance - 2 * ratio * covariance + ratio ** 2 * effect.variance;
  const deltaError = Math.sqrt(Math.max(0, variance)) / effect.value;
  const delta = {
    deltaError,
    deltaLower: ratio - critical * deltaError,
    deltaUpper: ratio + critical * deltaError,
  };
  const both = { ...given, costPerImproved: ratio, ...delta, level };
  const limits = fiellerLimits(cost, effect, covariance, critical);
  if (limits.kind === "interval") return { ...both, lower: limits.lower, upper: limits.upper, reason: null };
  // With 0 among the ratios not ruled out there is no lower bound either.
  const bounded = limits.kind === "all_but" && limits.from < 0 && limits.to > 0 && Number.isFinite(limits.to);
  if (!bounded) return { ...both, lower: null, upper: null, reason: "unbounded" };
  return { ...both, lower: limits.to, upper: null, reason: "no_upper_limit" };
}

/**
 * A fixed budget ÷ people who improved, with limits from Wilson's interval of the share: budget ÷ (n × limit).
 *
 * Descriptive, as `costPerImproved`. The budget is known without error. Nobody, or nobody improved, gives nulls.
 * Throws a RangeError unless the budget is from 0 and counts are whole with 0 ≤ improved ≤ n.
 */
export function budgetPerImproved(budget: number, improved: number, n: number, level = 0.95) {
  if (!(budget >= 0 && Number.isFinite(budget))) throw new RangeError(`A budget is from 0, not ${budget}.`);
  const share = wilsonInterval(improved, n, level);
  if (share.lower === null || share.upper === null || improved === 0) {
    return { costPerImproved: null, lower: null, upper: null, level };
  }
  const per = (of: number) => budget / (n * of);
  return { costPerImproved: budget / improved, lower: per(share.upper), upper: per(share.lower), level };
}
