import { type CountPair, type CountRounding, consistentCounts } from "./consistent-counts.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Released counts of a share, how they were rounded, and the level wanted, 0–1. */
export interface RoundedShare extends CountPair, CountRounding {
  readonly level: number;
}

/** A share with limits, all 0–1; null without a denominator. */
export interface RoundedInterval {
  /** Released numerator ÷ released denominator. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const known = new Map<string, RoundedInterval>();

/**
 * Limits of a share whose counts were rounded: the lowest lower and the highest upper Wilson limit over all exact
 * counts that the released ones may stand for ({@link consistentCounts}).
 *
 * Wilson's interval of rounded counts takes them as exact. Of 10 in 15 the exact counts may be 8 in 16: the share is
 * off by 17 points, which no sampling error has in it. The envelope holds the Wilson interval of the exact counts
 * whatever they are, so its level is at least the one asked for; it holds the value too. It is a function of released
 * counts alone, so it tells nothing that they do not. With exact counts it is Wilson's interval itself.
 * A released denominator of 0 gives nulls. Throws a RangeError for counts that cannot have been released.
 * Sources: Wilson (1927), JASA 22:209–212; Manski (2003), Partial Identification of Probability Distributions.
 */
export function roundedWilson(share: RoundedShare): RoundedInterval {
  const { x, n, roundTo, rounding, withholdUpTo, parts = 1, level } = share;
  const key = [x, n, roundTo, rounding, withholdUpTo, parts, level].join();
  const found = known.get(key) ?? envelope(share);
  known.set(key, found);
  return found;
}

function envelope({ x, n, level, ...rounding }: RoundedShare): RoundedInterval {
  const pairs = consistentCounts({ x, n }, rounding);
  if (n === 0) return { value: null, lower: null, upper: null };
  const value = x / n;
  let [lower, upper] = [value, value];
  for (const pair of pairs) {
    const wilson = wilsonInterval(pair.x, pair.n, level);
    lower = Math.min(lower, wilson.lower ?? lower);
    upper = Math.max(upper, wilson.upper ?? upper);
  }
  return { value, lower, upper };
}
