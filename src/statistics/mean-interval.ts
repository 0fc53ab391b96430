import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import { studentCritical } from "./student-t.ts";

/** What a query returns for a mean: scores are scaled integers (score × 10^decimals). */
export interface SumsOfScores {
  /** People with a score; people without one are not in any of the sums. */
  readonly n: WholeNumber;
  readonly sum: WholeNumber;
  readonly sumOfSquares: WholeNumber;
}

/** Why a mean has no value or no interval. */
export type NoIntervalReason = "nobody" | "one_person" | "all_equal";

/** A mean with its t interval in score points; null where a part is not defined. */
export interface MeanInterval {
  readonly n: number;
  readonly mean: number | null;
  /** Standard deviation with n − 1 in the denominator. */
  readonly sd: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Null where the interval is defined. */
  readonly reason: NoIntervalReason | null;
}

/**
 * Mean and Student's t interval from n, Σx and Σx²: mean ± t(n−1) · s / √n.
 *
 * `decimals` is the instrument's: results are in score points. The sum of squares about the mean is formed as
 * n·Σx² − (Σx)² in whole numbers, so that nothing cancels. With nobody all parts are null; with one person, or
 * where all scores are equal, the interval is null and `reason` says why.
 * Throws a RangeError where the sums cannot belong together.
 * Source: Student (1908), Biometrika 6:1–25.
 */
export function meanInterval(sums: SumsOfScores, decimals: number, level = 0.95): MeanInterval {
  const n = exactInteger(sums.n);
  const sum = exactInteger(sums.sum);
  const squares = exactInteger(sums.sumOfSquares);
  const about = n * squares - sum * sum;
  if (n < 0n || about < 0n || (n === 0n && (sum !== 0n || squares !== 0n)) || (n === 1n && about !== 0n)) {
    throw new RangeError(
      `n ${n}, sum ${sum} and sum of squares ${squares} cannot belong to one set of scores.`,
    );
  }
  const nothing = { standardError: null, lower: null, upper: null, level };
  const count = Number(n);
  if (n === 0n) return { n: 0, mean: null, sd: null, ...nothing, reason: "nobody" };
  const scale = 10n ** BigInt(decimals);
  const mean = exactRatio(sum, n * scale);
  if (n === 1n) return { n: 1, mean, sd: null, ...nothing, reason: "one_person" };
  const sd = Math.sqrt(exactRatio(about, n * (n - 1n) * scale * scale));
  if (about === 0n) return { n: count, mean, sd, ...nothing, reason: "all_equal" };
  const standardError = sd / Math.sqrt(count);
  const half = studentCritical(count - 1, level) * standardError;
  return { n: count, mean, sd, standardError, lower: mean - half, upper: mean + half, level, reason: null };
}
