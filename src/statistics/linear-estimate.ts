import { fractionalCritical, fractionalTwoSided } from "./student-t-fractional.ts";

/** A coefficient, or a weighted sum of coefficients, in score points; null where a part is not defined. */
export interface LinearEstimate {
  readonly name: string;
  readonly value: number;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly t: number | null;
  /** Two-sided p-value against 0. */
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * An estimate with its t interval and test: value ± t(df) · standard error.
 *
 * A standard error or degrees of freedom of null, or a standard error of 0, leave the value alone. Throws a RangeError
 * unless 0 < level < 1.
 */
export function linearEstimate(
  name: string,
  value: number,
  standardError: number | null,
  degreesOfFreedom: number | null,
  level: number,
): LinearEstimate {
  if (standardError === null || degreesOfFreedom === null || standardError === 0) {
    const nothing = {
      standardError: null,
      degreesOfFreedom: null,
      t: null,
      p: null,
      lower: null,
      upper: null,
    };
    return { name, value, ...nothing };
  }
  const t = value / standardError;
  const half = fractionalCritical(degreesOfFreedom, level) * standardError;
  return {
    name,
    value,
    standardError,
    degreesOfFreedom,
    t,
    p: fractionalTwoSided(t, degreesOfFreedom),
    lower: value - half,
    upper: value + half,
  };
}
