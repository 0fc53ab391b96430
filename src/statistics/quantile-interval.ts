import { binomial, countQuantile } from "./discrete-distributions.ts";
import { distinctCounts, type Histogram, peopleIn, type ValueCount } from "./histogram.ts";
import { upperTail } from "./upper-tail.ts";

/** Ranks, counted from 1, of the order statistics that bound a quantile; null where the sample does not reach so far. */
export interface QuantileRanks {
  readonly lower: number | null;
  readonly upper: number | null;
  /** Chance that the two ranks enclose the quantile, 0–1; null without both. Values that tie can only raise it. */
  readonly coverage: number | null;
}

/** A sample quantile with limits that assume nothing about the distribution; null where a part is not defined. */
export interface QuantileInterval {
  readonly n: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** `outside_sample`: at this level a limit would lie beyond the lowest or the highest value. Null where both stand. */
  readonly reason: "nobody" | "outside_sample" | null;
}

/**
 * Ranks of the order statistics that bound the quantile at `share` (0–1, ends not included) with at most
 * (1 − level) / 2 missed on either side: the highest l with P(B < l) and the lowest u with P(B ≥ u) no larger, for B
 * binomial with n trials and a chance of `share`.
 *
 * `n` is a whole number from 0. Throws a RangeError for another `n`, `share` or `level`.
 * Sources: Conover (1999), Practical Nonparametric Statistics, section 3.2; David and Nagaraja (2003), Order
 * Statistics, section 7.1.
 */
export function quantileRanks(n: number, share: number, level = 0.95): QuantileRanks {
  if (!(share > 0 && share < 1)) throw new RangeError(`A quantile lies between 0 and 1, not at ${share}.`);
  const tail = upperTail(level);
  const below = binomial(n, share);
  if (n === 0) return { lower: null, upper: null, coverage: null };
  const first = countQuantile(below, 1 - tail);
  const last = countQuantile(below, tail);
  const lower = below.upTo(last) > tail ? last : last + 1;
  const upper = first + 1;
  const inside = lower >= 1 && upper <= n;
  return {
    lower: lower >= 1 ? lower : null,
    upper: upper <= n ? upper : null,
    coverage: inside ? below.upTo(upper - 1) - below.upTo(lower - 1) : null,
  };
}

/**
 * The quantile at `share` of whole values, such as days, from how many people have each value.
 *
 * The value is that of Hyndman and Fan's definition 2: the inverse of the distribution function, and the mean of its two
 * ends where it is flat, so that the median is the one of the textbooks. The limits are order statistics
 * ({@link quantileRanks}), so they are values that occur. People without a value are in no count. Nobody gives nulls;
 * a sample too small for a limit gives a null limit and the reason `outside_sample`. Throws a RangeError as
 * {@link distinctCounts} and {@link quantileRanks} do.
 * Sources: Hyndman and Fan (1996), The American Statistician 50:361–365; Conover (1999), section 3.2.
 */
export function quantileInterval(histogram: Histogram, share: number, level = 0.95): QuantileInterval {
  const counts = distinctCounts(histogram);
  const n = peopleIn(counts);
  const ranks = quantileRanks(n, share, level);
  if (n === 0) return { n, value: null, lower: null, upper: null, level, reason: "nobody" };
  const position = n * share;
  // 0.9 of 20 people are 18, whatever the last bit of the product says.
  const whole = Math.round(position);
  const flat = Math.abs(position - whole) < 1e-9;
  const value = flat
    ? (valueAt(counts, whole) + valueAt(counts, whole + 1)) / 2
    : valueAt(counts, Math.ceil(position));
  return {
    n,
    value,
    lower: ranks.lower === null ? null : valueAt(counts, ranks.lower),
    upper: ranks.upper === null ? null : valueAt(counts, ranks.upper),
    level,
    reason: ranks.lower === null || ranks.upper === null ? "outside_sample" : null,
  };
}

/** The value of the person at a rank, counted from 1. */
function valueAt(counts: readonly ValueCount[], rank: number): number {
  let seen = 0;
  for (const { value, count } of counts) {
    seen += count;
    if (seen >= rank) return value;
  }
  throw new RangeError(`There is no rank ${rank} among ${seen} people.`);
}
