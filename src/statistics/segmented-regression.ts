import { automaticLag, neweyWest } from "./newey-west.ts";
import { studentCritical, studentTwoSided } from "./student-t.ts";

/** Points with a value that each side of the interruption needs. */
export const POINTS_EACH_SIDE = 8;
/** Intercept, trend, change of level, change of trend. */
const PARAMETERS = 4;

/** Which of the digits that differ from program to program are wanted. */
export interface SegmentedRegressionOptions {
  /** Whole number from 0; `automaticLag` of the points by default. */
  readonly lag?: number;
  /** Newey–West variances × n / (n − 4); true by default. */
  readonly adjust?: boolean;
  /** What the new trend counts the first period after as: 1 (the default) puts the change of level one period earlier. */
  readonly trendStartsAt?: 0 | 1;
  readonly level?: number;
}

/** One coefficient, in units of the series (per period where it is a trend). */
export interface SeriesCoefficient {
  readonly estimate: number;
  /** Ordinary least squares, as if the points were unrelated. */
  readonly plainStandardError: number;
  /** Newey–West. */
  readonly standardError: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** Two straight lines through a series before and after a period; all null where `reason` says why. */
export interface SegmentedRegression {
  readonly pointsBefore: number;
  readonly pointsAfter: number;
  readonly lag: number | null;
  readonly degreesOfFreedom: number | null;
  /** The first line at period 0, one before the series begins. */
  readonly intercept: SeriesCoefficient | null;
  readonly trend: SeriesCoefficient | null;
  readonly levelChange: SeriesCoefficient | null;
  readonly trendChange: SeriesCoefficient | null;
  /** At the last period with a value: the second line minus the first carried on. */
  readonly changeAtEnd: SeriesCoefficient | null;
  /** Standard deviation of the points about the lines. */
  readonly sigma: number | null;
  /** About 2 where successive points are unrelated. */
  readonly durbinWatson: number | null;
  readonly residualAutocorrelation: number | null;
  readonly level: number;
  readonly reason: "too_few_points" | "all_on_the_lines" | null;
}

/**
 * Segmented regression of an interrupted series: y = a + b t + c · after + d · periods after, t = 1 for the first period,
 * with Newey–West standard errors (Bartlett weights, no prewhitening) and t on n − 4 degrees of freedom.
 *
 * `values` are one per period in order of time, null where a period has none; `firstAfter` counts from 0. Only with eight
 * values or more on each side, else `too_few_points`; points that all lie on the lines give no interval. It tells what
 * changed at that time and not why: without a comparator anything else that began then is part of it. Newey–West
 * intervals are somewhat too short in series of this length. Throws a RangeError for a value that is not finite, a start
 * outside the series, or a lag that is not whole and from 0.
 * Sources: Wagner, Soumerai, Zhang and Ross-Degnan (2002), Journal of Clinical Pharmacy and Therapeutics 27:299–309;
 * Newey and West (1987), Econometrica 55:703–708; Turner et al. (2021), BMC Medical Research Methodology 21:181.
 */
export function segmentedRegression(
  values: readonly (number | null)[],
  firstAfter: number,
  options: SegmentedRegressionOptions = {},
): SegmentedRegression {
  const { adjust = true, trendStartsAt = 1, level = 0.95 } = options;
  if (!(Number.isInteger(firstAfter) && firstAfter > 0 && firstAfter < values.length)) {
    throw new RangeError(`${values.length} periods cannot be cut before number ${firstAfter}.`);
  }
  for (const value of values) {
    if (value !== null && !Number.isFinite(value))
      throw new RangeError(`${value} is not a value of a series.`);
  }
  const points = values.flatMap((value, index) => (value === null ? [] : [{ time: index + 1, value }]));
  const sides = [
    points.filter(({ time }) => time <= firstAfter),
    points.filter(({ time }) => time > firstAfter),
  ];
  const [before = [], after = []] = sides;
  const given = { pointsBefore: before.length, pointsAfter: after.length, level };
  if (Math.min(before.length, after.length) < POINTS_EACH_SIDE) {
    return { ...given, ...NOTHING, reason: "too_few_points" };
  }
  const [one, two] = [fittedLine(before), fittedLine(after)];
  const n = points.length;
  const lag = options.lag ?? automaticLag(n);
  const residuals = values.map((value, index) => {
    const line = index < firstAfter ? one : two;
    return value === null ? null : value - line.mean - line.slope * (index + 1 - line.middle);
  });
  const known = residuals.filter((residual) => residual !== null);
  const squares = known.reduce((sum, residual) => sum + residual * residual, 0);
  const size = Math.max(...points.map(({ value }) => Math.abs(value)));
  if (squares <= n * (1e-12 * size) ** 2) return { ...given, ...NOTHING, reason: "all_on_the_lines" };

  // In means and slopes about each side's own middle, X'X is diagonal.
  const inverse = [1 / one.n, 1 / one.spread, 1 / two.n, 1 / two.spread];
  const scores = residuals.map((residual, index) => {
    if (residual === null) return null;
    const own = index < firstAfter ? one : two;
    const row = [residual, residual * (index + 1 - own.middle)];
    return own === one ? [...row, 0, 0] : [0, 0, ...row];
  });
  const middle = neweyWest(scores, lag);
  const free = n - PARAMETERS;
  const factor = adjust ? n / free : 1;
  const critical = studentCritical(free, level);
  const fit = [one.mean, one.slope, two.mean, two.slope];
  const combination = (weights: readonly number[]): SeriesCoefficient => {
    const scaled = weights.map((weight, index) => weight * (inverse[index] ?? 0));
    const estimate = weights.reduce((sum, weight, index) => sum + weight * (fit[index] ?? 0), 0);
    const plain = weights.reduce((sum, weight, index) => sum + weight * (scaled[index] ?? 0), 0);
    const robust = middle.reduce(
      (sum, row, i) =>
        sum + row.reduce((all, entry, j) => all + (scaled[i] ?? 0) * entry * (scaled[j] ?? 0), 0),
      0,
    );
    const standardError = Math.sqrt(Math.max(0, robust) * factor);
    return {
      estimate,
      plainStandardError: Math.sqrt((squares / free) * plain),
      standardError,
      p: standardError === 0 ? (estimate === 0 ? 1 : 0) : studentTwoSided(estimate / standardError, free),
      lower: estimate - critical * standardError,
      upper: estimate + critical * standardError,
    };
  };
  const gap = (time: number) => combination([-1, one.middle - time, 1, time - two.middle]);
  const steps = residuals.map((residual, index) => {
    const last = residuals[index - 1] ?? null;
    return residual === null || last === null ? null : { residual, last };
  });
  const pairs = steps.filter((step) => step !== null);
  return {
    ...given,
    lag,
    degreesOfFreedom: free,
    intercept: combination([1, -one.middle, 0, 0]),
    trend: combination([0, 1, 0, 0]),
    levelChange: gap(firstAfter + 1 - trendStartsAt),
    trendChange: combination([0, -1, 0, 1]),
    changeAtEnd: gap(points.at(-1)?.time ?? n),
    sigma: Math.sqrt(squares / free),
    durbinWatson: pairs.reduce((sum, { residual, last }) => sum + (residual - last) ** 2, 0) / squares,
    residualAutocorrelation: pairs.reduce((sum, { residual, last }) => sum + residual * last, 0) / squares,
    reason: null,
  };
}

const NOTHING = {
  lag: null,
  degreesOfFreedom: null,
  intercept: null,
  trend: null,
  levelChange: null,
  trendChange: null,
  changeAtEnd: null,
  sigma: null,
  durbinWatson: null,
  residualAutocorrelation: null,
} as const;

function fittedLine(points: readonly { readonly time: number; readonly value: number }[]) {
  const n = points.length;
  const middle = points.reduce((sum, { time }) => sum + time, 0) / n;
  const rough = points.reduce((sum, { value }) => sum + value, 0) / n;
  const mean = rough + points.reduce((sum, { value }) => sum + (value - rough), 0) / n;
  const spread = points.reduce((sum, { time }) => sum + (time - middle) ** 2, 0);
  const slope = points.reduce((sum, { time, value }) => sum + (time - middle) * (value - mean), 0) / spread;
  return { n, middle, mean, slope, spread };
}
