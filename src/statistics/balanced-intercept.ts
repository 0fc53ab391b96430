import { exactRatio } from "./exact-integer.ts";
import { fQuantile } from "./f-quantile.ts";
import { groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";
import { upperTail } from "./upper-tail.ts";

/** Variance between and within clusters of equal size, in squared points; null where a part is not defined. */
export interface BalancedIntercept {
  /** Clusters with anybody in them. */
  readonly clusters: number;
  readonly mean: number | null;
  /** Standard error of the mean, people of one cluster being alike. */
  readonly standardError: number | null;
  readonly meanSquareBetween: number | null;
  readonly meanSquareWithin: number | null;
  /** Variance between clusters; 0 where clusters differ less than chance alone would have them. */
  readonly between: number | null;
  /** Share of all variance that lies between clusters, 0–1. */
  readonly icc: number | null;
  /** Exact limits; the lower may be below 0, which means: none found. */
  readonly iccLower: number | null;
  readonly iccUpper: number | null;
  readonly level: number;
  readonly reason: "few_clusters" | "unequal" | "one_person_each" | "all_equal" | null;
}

/**
 * Variance components for clusters of equal size m: τ² = (B − W)/m not below 0, ICC = τ²/(τ² + W), the standard error
 * of the mean √(B/(k m)), and the ICC's exact limits (F/F_c − 1)/(F/F_c + m − 1), with B and W the mean squares
 * between and within k clusters and F = B/W. Where τ² is above 0 REML gives the same.
 *
 * Sums are of scaled integers, results in score points. Clusters with nobody do not count. Fewer than two clusters,
 * clusters of different size, of one person each, or no spread within any give a `reason`. Where B < W the standard
 * error is √((B(k − 1) + W k(m − 1))/(km − 1)/(km)), that of all people as one group. Throws a RangeError as
 * `groupSums` does, or unless 0 < level < 1.
 * Source: Searle, Casella and McCulloch (1992), Variance Components, chapter 3.
 */
export function balancedIntercept(
  clusters: readonly SumsOfScores[],
  decimals: number,
  level = 0.95,
): BalancedIntercept {
  const groups = clusters.map(groupSums).filter(({ n }) => n > 0n);
  const k = groups.length;
  const tail = upperTail(level);
  const nothing = {
    clusters: k,
    mean: null,
    standardError: null,
    meanSquareBetween: null,
    meanSquareWithin: null,
    between: null,
    icc: null,
    iccLower: null,
    iccUpper: null,
    level,
  };
  const size = groups[0]?.n ?? 0n;
  if (k < 2) return { ...nothing, reason: "few_clusters" };
  if (groups.some(({ n }) => n !== size)) return { ...nothing, reason: "unequal" };
  if (size === 1n) return { ...nothing, reason: "one_person_each" };
  const [m, scale] = [Number(size), 10n ** BigInt(decimals)];
  const sum = groups.reduce((all, one) => all + one.sum, 0n);
  const squares = groups.reduce((all, one) => all + one.sum ** 2n, 0n);
  const about = groups.reduce((all, one) => all + one.about, 0n);
  const count = BigInt(k);
  const meanSquareWithin = exactRatio(about, size * count * (size - 1n) * scale * scale);
  const meanSquareBetween = exactRatio(
    count * squares - sum * sum,
    count * size * (count - 1n) * scale * scale,
  );
  const mean = exactRatio(sum, count * size * scale);
  if (meanSquareWithin === 0)
    return { ...nothing, mean, meanSquareBetween, meanSquareWithin, reason: "all_equal" };
  const between = Math.max(0, (meanSquareBetween - meanSquareWithin) / m);
  const people = k * m;
  const pooled = (meanSquareBetween * (k - 1) + meanSquareWithin * k * (m - 1)) / (people - 1);
  const limit = (below: number) => {
    const f = meanSquareBetween / meanSquareWithin / fQuantile(k - 1, k * (m - 1), below);
    return (f - 1) / (f + m - 1);
  };
  return {
    clusters: k,
    mean,
    standardError: Math.sqrt((between > 0 ? meanSquareBetween : pooled) / people),
    meanSquareBetween,
    meanSquareWithin,
    between,
    icc: between / (between + meanSquareWithin),
    iccLower: limit(1 - tail),
    iccUpper: limit(tail),
    level,
    reason: null,
  };
}
