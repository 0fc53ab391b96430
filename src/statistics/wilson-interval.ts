import { normalCritical } from "./normal.ts";

/** A proportion with its interval, all 0–1; null without a denominator. */
export interface ProportionInterval {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Null where the interval is defined. */
  readonly reason: "nobody" | null;
}

/**
 * Wilson's score interval for `numerator` of `denominator`:
 * (2x + z² ± z √(z² + 4x(1 − x/n))) / (2(n + z²)).
 *
 * Counts are whole numbers with 0 ≤ numerator ≤ denominator (a RangeError otherwise). The lower limit at none and
 * the upper at all are exactly 0 and 1. A denominator of 0 gives nulls and the reason `nobody`.
 * Sources: Wilson (1927), JASA 22:209–212; Newcombe (1998), Statistics in Medicine 17:857–872.
 */
export function wilsonInterval(numerator: number, denominator: number, level = 0.95): ProportionInterval {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!whole || numerator < 0 || numerator > denominator) {
    throw new RangeError(`${numerator} of ${denominator} is not a proportion of whole counts.`);
  }
  const counts = { numerator, denominator, level };
  if (denominator === 0) return { ...counts, value: null, lower: null, upper: null, reason: "nobody" };
  const value = numerator / denominator;
  const z = normalCritical(level);
  const centre = 2 * numerator + z * z;
  const half = z * Math.sqrt(z * z + 4 * numerator * (1 - value));
  const width = 2 * (denominator + z * z);
  return {
    ...counts,
    value,
    lower: numerator === 0 ? 0 : Math.max(0, (centre - half) / width),
    upper: numerator === denominator ? 1 : Math.min(1, (centre + half) / width),
    reason: null,
  };
}
