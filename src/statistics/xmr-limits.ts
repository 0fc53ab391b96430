/** Mean ± 2.66 average moving ranges: 3 ÷ 1.128, rounded as Making Data Count rounds it. */
const LIMIT = 2.66;
/** Moving ranges from 3.267 times their average up are screened out, once. */
const SCREEN = 3.267;
/** Limits from fewer points than this are on trial. */
export const TRIAL_BELOW = 12;

/** Centre line and process limits of one phase of a chart, in units of the values; null where not defined. */
export interface XmrLimits {
  /** Recorded points the limits come from. */
  readonly n: number;
  readonly mean: number | null;
  /** Average absolute difference of successive points. */
  readonly averageRange: number | null;
  /** The average after screening, which the limits use; the same without screening. */
  readonly averageRangeUsed: number | null;
  readonly rangesScreened: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Two thirds of the way from the mean to the limits. */
  readonly lowerNear: number | null;
  readonly upperNear: number | null;
  /** True where fewer than 12 points make the limits trial limits. */
  readonly trial: boolean;
  /** Differences up to this are rounding of binary fractions, not variation. */
  readonly rounding: number;
  readonly reason: "no_points" | "one_point" | "no_variation" | null;
}

/**
 * Limits of an XmR (individuals) chart: mean ± 2.66 × average moving range, near limits at two thirds of it.
 *
 * `values` are one per period, in order; a period without a value is left out by the caller, so that its neighbours
 * become successive. With `screening` (the default, as in NHSRplotthedots; the Excel tool of Making Data Count does
 * not screen) moving ranges of 3.267 times their average or more are dropped once; the mean keeps every point. No
 * points, one point, or all points equal give no limits and a reason. Throws a RangeError for a value that is not
 * finite.
 * Sources: Wheeler (1993), Understanding Variation; NHS England, Making Data Count; NHSRplotthedots 0.2.2.
 */
export function xmrLimits(values: readonly number[], screening = true): XmrLimits {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`A point on a chart is a finite number, not ${value}.`);
  }
  const n = values.length;
  const rounding = 1e-12 * Math.max(0, ...values.map(Math.abs));
  const given = { n, trial: n < TRIAL_BELOW, rounding };
  const unlimited = { lower: null, upper: null, lowerNear: null, upperNear: null };
  const mean = average(values);
  const ranges = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? Number.NaN)));
  const averageRange = average(ranges);
  if (mean === null || averageRange === null) {
    const ranged = { averageRange: null, averageRangeUsed: null, rangesScreened: 0 };
    return { ...given, ...unlimited, ...ranged, mean, reason: mean === null ? "no_points" : "one_point" };
  }
  if (averageRange <= rounding) {
    const flat = { averageRange, averageRangeUsed: null, rangesScreened: screening ? ranges.length : 0 };
    return { ...given, ...unlimited, ...flat, mean: values[0] ?? mean, reason: "no_variation" };
  }
  const kept = screening ? ranges.filter((range) => range < SCREEN * averageRange) : ranges;
  const averageRangeUsed = average(kept) ?? averageRange;
  const ranged = { averageRange, averageRangeUsed, rangesScreened: ranges.length - kept.length };
  if (averageRangeUsed <= rounding) {
    return { ...given, ...unlimited, ...ranged, mean, reason: "no_variation" };
  }
  const reach = LIMIT * averageRangeUsed;
  return {
    ...given,
    mean,
    ...ranged,
    lower: mean - reach,
    upper: mean + reach,
    lowerNear: mean - (2 * reach) / 3,
    upperNear: mean + (2 * reach) / 3,
    reason: null,
  };
}

/** Mean in two passes, so that it is right to the last bit or two; null of nothing. */
function average(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}
