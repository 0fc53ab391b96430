import { chiSquareAbove } from "./chi-square.ts";
import type { Histogram } from "./histogram.ts";
import { pooledRanks } from "./pooled-ranks.ts";

/** Test that no group tends to higher values than another; null where a part is not defined. */
export interface KruskalWallis {
  /** Groups with anybody in them. */
  readonly groups: number;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly p: number | null;
  readonly reason: "one_group" | "all_equal" | null;
}

/**
 * Kruskal–Wallis test from the groups' histograms, corrected for ties:
 * H = (N − 1) Σ n_i (r̄_i − (N + 1)/2)² / ((N³ − N − Σ(t³ − t))/12), on k − 1 degrees of freedom.
 *
 * Values are scaled integers with the same decimals. People without a value are in no histogram; groups of nobody
 * take no part. Fewer than two groups, or all values equal, give nulls and a `reason`. The χ² is an approximation,
 * rough for groups under five people. Throws a RangeError as `distinctCounts` does.
 * Source: Kruskal and Wallis (1952), JASA 47:583–621.
 */
export function kruskalWallis(histograms: readonly Histogram[]): KruskalWallis {
  const ranks = pooledRanks(histograms);
  const groups = ranks.groups.filter(({ n }) => n > 0);
  const nothing = { groups: groups.length, statistic: null, degreesOfFreedom: null, p: null };
  if (groups.length < 2) return { ...nothing, reason: "one_group" };
  const { people, tieSum } = ranks;
  const spread = (people ** 3 - people - tieSum) / 12;
  if (spread <= 0) return { ...nothing, reason: "all_equal" };
  const between = groups.reduce(
    (sum, { n, doubledRankSum }) => sum + ((doubledRankSum - n * (people + 1)) / 2) ** 2 / n,
    0,
  );
  const statistic = ((people - 1) * between) / spread;
  const degreesOfFreedom = groups.length - 1;
  return {
    groups: groups.length,
    statistic,
    degreesOfFreedom,
    p: chiSquareAbove(statistic, degreesOfFreedom),
    reason: null,
  };
}
