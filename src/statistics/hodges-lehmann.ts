import { distinctCounts, type Histogram, peopleIn, type ValueCount } from "./histogram.ts";
import { normalCritical } from "./normal.ts";
import { signedRankProbabilities } from "./signed-rank-distribution.ts";
import { upperTail } from "./upper-tail.ts";
import { doubledWalshAverage, walshCount } from "./walsh-averages.ts";

/** Order statistics are exact for this many people and fewer, as for the p-value. */
const EXACT_UP_TO = 50;

export interface HodgesLehmannOptions {
  readonly level?: number;
  /** `keep` (the default) or `drop` people without change; R's wilcox.test drops them. */
  readonly zeros?: "keep" | "drop";
}

/** Which of the Walsh averages, from either end, the limits are. */
export interface WalshOrder {
  /** Rank of the lower limit from the bottom and of the upper from the top; 0: too few people for the level. */
  readonly order: number;
  /** Confidence that the order statistics give; null for the normal approximation. */
  readonly achieved: number | null;
}

/** Middle change of a typical pair of people, in score points; null where a part is not defined. */
export interface HodgesLehmann {
  readonly n: number;
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly order: number | null;
  readonly achieved: number | null;
  readonly method: "exact" | "normal" | null;
  /** Null where the interval is defined. */
  readonly reason: "nobody" | "all_equal" | "too_few" | null;
}

/**
 * Hodges–Lehmann estimate: the exact median of all n(n + 1)/2 averages of two changes, each person with themselves
 * included, and the k-th average from either end as its interval.
 *
 * k is exact (`exactWalshOrder`) for up to 50 people of whom no two have a change of the same size and none has no
 * change; otherwise normal (`normalWalshOrder`). `histogram` holds changes as scaled integers; results are in score
 * points. People without both scores are not in it. The estimate stands without an interval where all changes are
 * equal (no evidence of no spread) or there are too few people for the level (five at 95 %).
 * Throws a RangeError as `distinctCounts` does, or unless 0 < level < 1.
 * Sources: Hodges and Lehmann (1963), Annals of Mathematical Statistics 34:598–611; Hollander, Wolfe and Chicken
 * (2014), Nonparametric Statistical Methods, 3.2–3.3.
 */
export function hodgesLehmann(
  histogram: Histogram,
  decimals: number,
  options: HodgesLehmannOptions = {},
): HodgesLehmann {
  const { level = 0.95, zeros = "keep" } = options;
  const counts = distinctCounts(histogram).filter(({ value }) => zeros === "keep" || value !== 0);
  const n = peopleIn(counts);
  const nothing = { estimate: null, lower: null, upper: null, order: null, achieved: null, method: null };
  if (n === 0) return { n, ...nothing, level, reason: "nobody" };
  const averages = walshCount(n);
  const points = (doubled: number) => doubled / (2 * 10 ** decimals);
  const middle =
    doubledWalshAverage(counts, Math.ceil(averages / 2)) +
    doubledWalshAverage(counts, Math.floor(averages / 2) + 1);
  const estimate = points(middle / 2);
  if (counts.length === 1 && n > 1) return { n, ...nothing, estimate, level, reason: "all_equal" };
  const exact = n <= EXACT_UP_TO && !hasTiesOrZeros(counts);
  const { order, achieved } = exact ? exactWalshOrder(n, level) : normalWalshOrder(n, level);
  if (order === 0) return { n, ...nothing, estimate, level, reason: "too_few" };
  return {
    n,
    estimate,
    lower: points(doubledWalshAverage(counts, order)),
    upper: points(doubledWalshAverage(counts, averages + 1 - order)),
    level,
    order,
    achieved,
    method: exact ? "exact" : "normal",
    reason: null,
  };
}

/**
 * Exact order k: the smallest k with P(V ≤ k) ≥ (1 − level)/2 for the signed-rank statistic of n people without
 * ties; the achieved confidence is 1 − 2 P(V ≤ k − 1), at least `level`.
 *
 * Throws a RangeError unless 0 < level < 1.
 */
export function exactWalshOrder(n: number, level: number): WalshOrder {
  const ranks = Array.from({ length: n }, (_, index) => ({ doubledRank: 2 * (index + 1), size: 1 }));
  const tail = upperTail(level);
  let below = 0;
  for (const [doubled, probability] of signedRankProbabilities(ranks, n * (n + 1)).entries()) {
    // Rounding must not decide where a tail of whole sign patterns equals the level.
    if (below + probability >= tail * (1 - 1e-12)) return { order: doubled / 2, achieved: 1 - 2 * below };
    below += probability;
  }
  throw new RangeError(`No order statistic of ${n} people gives the level ${level}.`);
}

/**
 * Normal order k: n(n + 1)/4 − z √(n(n + 1)(2n + 1)/24), rounded to the nearest whole number, not below 0.
 *
 * Throws a RangeError unless 0 < level < 1.
 */
export function normalWalshOrder(n: number, level: number): WalshOrder {
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  return {
    order: Math.max(0, Math.round((n * (n + 1)) / 4 - normalCritical(level) * spread)),
    achieved: null,
  };
}

function hasTiesOrZeros(counts: readonly ValueCount[]): boolean {
  const sizes = new Set(counts.map(({ value }) => Math.abs(value)));
  return sizes.has(0) || sizes.size < peopleIn(counts);
}
