import { exactRatio } from "./exact-integer.ts";
import { type GroupSums, groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";
import { fractionalCritical, fractionalTwoSided } from "./student-t-fractional.ts";

/** Difference of two means, first minus second, in score points; null where a part is not defined. */
export interface WelchDifference {
  /** People in each group. */
  readonly n: readonly [number, number];
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Two-sided p-value. */
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Null where the interval is defined. */
  readonly reason: "nobody" | "one_person" | "all_equal" | null;
}

/**
 * Welch's t test and interval for two groups of different people: difference ± t(df) √(s₁²/n₁ + s₂²/n₂), with
 * Satterthwaite's df = (v₁ + v₂)² / (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) for v = s²/n.
 *
 * Sums are of scaled integers; results are in score points. A group of nobody gives no difference; a group of one,
 * or two groups in each of which all scores are equal, gives no interval; `reason` says which. Not for people who
 * are clustered (by practice or link worker) without saying so: the interval is then too short.
 * Throws a RangeError as `groupSums` does, or unless 0 < level < 1.
 * Sources: Welch (1947), Biometrika 34:28–35; Satterthwaite (1946), Biometrics Bulletin 2:110–114.
 */
export function welchDifference(
  first: SumsOfScores,
  second: SumsOfScores,
  decimals: number,
  level = 0.95,
): WelchDifference {
  const [a, b] = [groupSums(first), groupSums(second)];
  const n = [Number(a.n), Number(b.n)] as const;
  const nothing = {
    standardError: null,
    t: null,
    degreesOfFreedom: null,
    p: null,
    lower: null,
    upper: null,
    level,
  };
  if (a.n === 0n || b.n === 0n) return { n, difference: null, ...nothing, reason: "nobody" };
  const scale = 10n ** BigInt(decimals);
  const difference = exactRatio(a.sum * b.n - b.sum * a.n, a.n * b.n * scale);
  if (a.n === 1n || b.n === 1n) return { n, difference, ...nothing, reason: "one_person" };
  const variances = [varianceOfMean(a, scale), varianceOfMean(b, scale)] as const;
  const total = variances[0] + variances[1];
  if (total === 0) return { n, difference, ...nothing, reason: "all_equal" };
  const degreesOfFreedom = total ** 2 / (variances[0] ** 2 / (n[0] - 1) + variances[1] ** 2 / (n[1] - 1));
  const standardError = Math.sqrt(total);
  const half = fractionalCritical(degreesOfFreedom, level) * standardError;
  const t = difference / standardError;
  return {
    n,
    difference,
    standardError,
    t,
    degreesOfFreedom,
    p: fractionalTwoSided(t, degreesOfFreedom),
    lower: difference - half,
    upper: difference + half,
    level,
    reason: null,
  };
}

function varianceOfMean({ n, about }: GroupSums, scale: bigint): number {
  return exactRatio(about, n * n * (n - 1n) * scale * scale);
}
