import { exactRatio } from "./exact-integer.ts";
import { groupSums } from "./group-sums.ts";
import { hedgesExact } from "./hedges-correction.ts";
import type { SumsOfScores } from "./mean-interval.ts";

/** Difference of two means in pooled standard deviations, without unit; null where a part is not defined. */
export interface StandardisedDifference {
  readonly cohensD: number | null;
  /** Cohen's d times Hedges' exact factor on n₁ + n₂ − 2 degrees of freedom. */
  readonly hedgesG: number | null;
  readonly reason: "nobody" | "too_few" | "all_equal" | null;
}

/**
 * Cohen's d of two groups, first minus second, (m₁ − m₂) / √((SS₁ + SS₂) / (n₁ + n₂ − 2)), and Hedges' g.
 *
 * Sums are of scaled integers with the same decimals. A group of nobody, fewer than three people in all, or no spread
 * within either group give nulls and a `reason`; with three people g is null. Throws a RangeError as `groupSums` does.
 * Sources: Cohen (1988), Statistical Power Analysis; Hedges (1981), Journal of Educational Statistics 6:107–128.
 */
export function standardisedDifference(first: SumsOfScores, second: SumsOfScores): StandardisedDifference {
  const [a, b] = [groupSums(first), groupSums(second)];
  const nothing = { cohensD: null, hedgesG: null };
  if (a.n === 0n || b.n === 0n) return { ...nothing, reason: "nobody" };
  const free = Number(a.n + b.n) - 2;
  if (free === 0) return { ...nothing, reason: "too_few" };
  const squares = exactRatio(a.about * b.n + b.about * a.n, a.n * b.n);
  if (squares === 0) return { ...nothing, reason: "all_equal" };
  const cohensD = exactRatio(a.sum * b.n - b.sum * a.n, a.n * b.n) / Math.sqrt(squares / free);
  const factor = hedgesExact(free);
  return { cohensD, hedgesG: factor === null ? null : cohensD * factor, reason: null };
}
