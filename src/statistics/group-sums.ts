import { exactInteger } from "./exact-integer.ts";
import type { SumsOfScores } from "./mean-interval.ts";

/** A group's sums as BigInt, with n·Σx² − (Σx)², which is n times the sum of squares about the mean. */
export interface GroupSums {
  readonly n: bigint;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
  readonly about: bigint;
}

/**
 * Checks the sums of one group and forms n·Σx² − (Σx)² in whole numbers, so that nothing cancels.
 *
 * Throws a RangeError where the sums cannot belong together.
 */
export function groupSums(sums: SumsOfScores): GroupSums {
  const n = exactInteger(sums.n);
  const sum = exactInteger(sums.sum);
  const sumOfSquares = exactInteger(sums.sumOfSquares);
  const about = n * sumOfSquares - sum * sum;
  const empty = n === 0n && (sum !== 0n || sumOfSquares !== 0n);
  if (n < 0n || about < 0n || empty || (n === 1n && about !== 0n)) {
    throw new RangeError(
      `n ${n}, sum ${sum} and sum of squares ${sumOfSquares} cannot belong to one group of scores.`,
    );
  }
  return { n, sum, sumOfSquares, about };
}
