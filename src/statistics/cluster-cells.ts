import type { BeforeAfterSums } from "./difference-in-differences.ts";
import { exactInteger, exactRatio } from "./exact-integer.ts";
import type { SumsOfScores } from "./mean-interval.ts";

/** One place, such as a network, that was treated as a whole or not at all, with its scores before and after. */
export interface ClusterCells extends BeforeAfterSums {
  readonly key: string;
  readonly treated: boolean;
}

/** One place with its scores in each period, in order of time. */
export interface ClusterSeries {
  readonly key: string;
  readonly treated: boolean;
  readonly periods: readonly SumsOfScores[];
}

/** Sums of no scores. */
export const NO_SCORES: SumsOfScores = { n: 0, sum: 0, sumOfSquares: 0 };

/** Sums of two groups of different scores taken together. Throws a RangeError for a Number past 2^53. */
export function addedSums(one: SumsOfScores, other: SumsOfScores): SumsOfScores {
  const add = (key: keyof SumsOfScores) => exactInteger(one[key]) + exactInteger(other[key]);
  return { n: add("n"), sum: add("sum"), sumOfSquares: add("sumOfSquares") };
}

/**
 * A series cut in two: all periods before `firstAfter` (counted from 0), and the others.
 *
 * Throws a RangeError unless there is a period on each side.
 */
export function cutSeries({ key, treated, periods }: ClusterSeries, firstAfter: number): ClusterCells {
  if (!(Number.isInteger(firstAfter) && firstAfter > 0 && firstAfter < periods.length)) {
    throw new RangeError(`${periods.length} periods cannot be cut before number ${firstAfter}.`);
  }
  return {
    key,
    treated,
    before: periods.slice(0, firstAfter).reduce(addedSums, NO_SCORES),
    after: periods.slice(firstAfter).reduce(addedSums, NO_SCORES),
  };
}

/** A place's mean after minus its mean before, in score points; null where either holds nobody. */
export function clusterChange(
  { before, after }: Readonly<Record<"before" | "after", Pick<SumsOfScores, "n" | "sum">>>,
  decimals: number,
): number | null {
  const [n0, n1] = [exactInteger(before.n), exactInteger(after.n)];
  if (n0 === 0n || n1 === 0n) return null;
  const over = exactInteger(after.sum) * n0 - exactInteger(before.sum) * n1;
  return exactRatio(over, n0 * n1 * 10n ** BigInt(decimals));
}
