import { normalCritical } from "./normal.ts";

/** Mean and standard deviation of a group, in one unit, and its number of people. */
export interface GroupMean {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/**
 * Cohen's d of two groups from their means, first minus second, (m₁ − m₂) / √(((n₁ − 1)s₁² + (n₂ − 1)s₂²) / (n₁ + n₂ − 2)),
 * with the interval d ± z √((n₁ + n₂)/(n₁n₂) + d²/(2(n₁ + n₂))); null with fewer than two people in a group or no spread.
 *
 * For summaries of other figures; `standardisedDifference` is exact from sums. Throws a RangeError for numbers that are
 * not finite, an SD below 0, or unless 0 < level < 1.
 * Source: Hedges and Olkin (1985), Statistical Methods for Meta-Analysis, chapter 5.
 */
export function standardisedMeanDifference(
  first: GroupMean,
  second: GroupMean,
  level = 0.95,
): { readonly value: number; readonly lower: number; readonly upper: number; readonly sd: number } | null {
  const z = normalCritical(level);
  for (const { mean, sd, n } of [first, second]) {
    if (!(Number.isFinite(mean) && sd >= 0 && Number.isFinite(sd) && Number.isSafeInteger(n) && n >= 0)) {
      throw new RangeError(`A mean of ${mean}, SD ${sd} and ${n} people is no group.`);
    }
  }
  const people = first.n + second.n;
  if (first.n < 2 || second.n < 2) return null;
  const squares = (first.n - 1) * first.sd ** 2 + (second.n - 1) * second.sd ** 2;
  if (squares === 0) return null;
  const sd = Math.sqrt(squares / (people - 2));
  const value = (first.mean - second.mean) / sd;
  const half = z * Math.sqrt(people / (first.n * second.n) + value ** 2 / (2 * people));
  return { value, lower: value - half, upper: value + half, sd };
}
