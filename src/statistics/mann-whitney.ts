import type { Histogram } from "./histogram.ts";
import { normalBelow } from "./normal.ts";
import { pooledRanks } from "./pooled-ranks.ts";

/** Test that neither of two groups tends to higher values; null where a part is not defined. */
export interface MannWhitney {
  /** Pairs, one person of each group, in which the first group's is higher; equal values count ½. */
  readonly statistic: number | null;
  /** The same as a share of all pairs, 0–1: 0.5 where neither group tends to higher values. */
  readonly probabilityHigher: number | null;
  readonly z: number | null;
  /** Two-sided normal p-values, without and with the continuity correction of ½. */
  readonly p: number | null;
  readonly correctedP: number | null;
  readonly reason: "nobody" | "all_equal" | null;
}

/**
 * Mann–Whitney (Wilcoxon rank-sum) test from two histograms: U = R₁ − n₁(n₁ + 1)/2 for the first group's rank sum R₁,
 * z = (U − n₁n₂/2) / √(n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1)))).
 *
 * Values are scaled integers with the same decimals. People without a value are in neither histogram. A group of
 * nobody gives nulls; all values equal gives no test; `reason` says which. The p-value is normal: rough under ten
 * people a group. Throws a RangeError as `distinctCounts` does.
 * Source: Mann and Whitney (1947), Annals of Mathematical Statistics 18:50–60.
 */
export function mannWhitney(first: Histogram, second: Histogram): MannWhitney {
  const { groups, people, tieSum } = pooledRanks([first, second]);
  const [a, b] = groups;
  const nothing = { z: null, p: null, correctedP: null };
  if (a === undefined || b === undefined || a.n === 0 || b.n === 0) {
    return { statistic: null, probabilityHigher: null, ...nothing, reason: "nobody" };
  }
  const statistic = (a.doubledRankSum - a.n * (a.n + 1)) / 2;
  const probabilityHigher = statistic / (a.n * b.n);
  const variance = ((a.n * b.n) / 12) * (people + 1 - tieSum / (people * (people - 1)));
  if (tieSum === people ** 3 - people) {
    return { statistic, probabilityHigher, ...nothing, reason: "all_equal" };
  }
  const excess = statistic - (a.n * b.n) / 2;
  const z = excess / Math.sqrt(variance);
  const corrected = (excess - Math.sign(excess) / 2) / Math.sqrt(variance);
  return {
    statistic,
    probabilityHigher,
    z,
    p: 2 * normalBelow(-Math.abs(z)),
    correctedP: 2 * normalBelow(-Math.abs(corrected)),
    reason: null,
  };
}
