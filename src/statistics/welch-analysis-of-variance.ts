import { exactRatio } from "./exact-integer.ts";
import { fAbove } from "./f-distribution.ts";
import { groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";

/** One-way test of means whose spreads may differ; null where a part is not defined. */
export interface WelchAnalysisOfVariance {
  /** Groups with anybody in them. */
  readonly groups: number;
  readonly f: number | null;
  /** k − 1, and a number that need not be whole. */
  readonly degreesOfFreedom: readonly [number, number] | null;
  readonly p: number | null;
  /** `one_person`: a group of one has no spread to weigh it by. `all_equal`: nor has a group of equal scores. */
  readonly reason: "one_group" | "one_person" | "all_equal" | null;
}

/**
 * Welch's one-way test from each group's n, Σx and Σx²: weights w = n/s², W = Σw, m̃ = Σwm/W,
 * h = Σ(1 − w/W)²/(n − 1), F = (Σw(m − m̃)²/(k − 1)) / (1 + 2(k − 2)h/(k² − 1)) on k − 1 and (k² − 1)/(3h) df.
 *
 * Sums are of scaled integers with the same decimals; the results have no unit. Groups of nobody take no part. Fewer
 * than two groups, or any group of one person or of equal scores, give nulls and a `reason`.
 * Throws a RangeError as `groupSums` does.
 * Source: Welch (1951), Biometrika 38:330–336.
 */
export function welchAnalysisOfVariance(sums: readonly SumsOfScores[]): WelchAnalysisOfVariance {
  const groups = sums.map(groupSums).filter(({ n }) => n > 0n);
  const k = groups.length;
  const nothing = { groups: k, f: null, degreesOfFreedom: null, p: null };
  if (k < 2) return { ...nothing, reason: "one_group" };
  if (groups.some(({ n }) => n === 1n)) return { ...nothing, reason: "one_person" };
  if (groups.some(({ about }) => about === 0n)) return { ...nothing, reason: "all_equal" };

  const total = groups.reduce((sum, group) => sum + group.sum, 0n);
  const people = groups.reduce((sum, { n }) => sum + n, 0n);
  const weighed = groups.map((group) => ({
    // From the mean of all people, so that a large common level does not cancel.
    mean: exactRatio(group.sum * people - total * group.n, group.n * people),
    weight: exactRatio(group.n * group.n * (group.n - 1n), group.about),
    free: Number(group.n) - 1,
  }));
  const over = (of: (group: (typeof weighed)[number]) => number) =>
    weighed.reduce((sum, group) => sum + of(group), 0);
  const weights = over(({ weight }) => weight);
  const centre = over(({ weight, mean }) => weight * mean) / weights;
  const h = over(({ weight, free }) => (1 - weight / weights) ** 2 / free);
  const between = over(({ weight, mean }) => weight * (mean - centre) ** 2) / (k - 1);
  const f = between / (1 + (2 * (k - 2) * h) / (k * k - 1));
  const degreesOfFreedom = [k - 1, (k * k - 1) / (3 * h)] as const;
  return { groups: k, f, degreesOfFreedom, p: fAbove(f, ...degreesOfFreedom), reason: null };
}
