import { exactInteger, exactRatio } from "./exact-integer.ts";
import type { PairedSums } from "./paired-change.ts";
import { studentCritical, studentTwoSided } from "./student-t.ts";

/** Change at the population's mean, in score points; null where a part is not defined. */
export interface MeeChua {
  readonly n: number;
  /** The population mean used, in points. */
  readonly populationMean: number;
  /** Mean change of these people, regression to the mean included. */
  readonly meanChange: number | null;
  /** Slope of the follow-up score on the first. */
  readonly slope: number | null;
  /** Expected change of a person who starts at the population mean. */
  readonly change: number | null;
  readonly standardError: number | null;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Two-sided p-value. */
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly reason: "too_few" | "all_equal" | "exact_line" | null;
}

/**
 * Mee and Chua's test: regress the follow-up score on (first score − μ); intercept − μ is the change of a person who
 * starts at the population mean μ, where regression to the mean is nothing. Limits and test by t on n − 2.
 *
 * For people chosen by a low (or high) first score. μ comes from a named outside population and is taken as exact; far
 * from the scores at hand the line is carried beyond what was seen, and its interval says so only if the line is
 * straight. Change is not effect: recovery over time remains in it. `too_few`: fewer than three pairs; `all_equal`: one
 * first score only; `exact_line`: all pairs on a line, so that nothing is left to judge chance by.
 * Throws a RangeError where the sums cannot belong together or μ is not finite.
 * Source: Mee and Chua (1991), The American Statistician 45:39–42.
 */
export function meeChua(sums: PairedSums, decimals: number, populationMean: number, level = 0.95): MeeChua {
  if (!Number.isFinite(populationMean)) throw new RangeError(`A population mean is no ${populationMean}.`);
  const [n, before, after] = [
    exactInteger(sums.n),
    exactInteger(sums.sumBefore),
    exactInteger(sums.sumAfter),
  ];
  const [before2, after2] = [exactInteger(sums.sumBefore2), exactInteger(sums.sumAfter2)];
  const twiceProducts = before2 + after2 - exactInteger(sums.sumChange2);
  // n times the sums of squares and products about the means.
  const xx = n * before2 - before * before;
  const yy = n * after2 - after * after;
  const twiceXy = n * twiceProducts - 2n * before * after;
  const left = 4n * xx * yy - twiceXy * twiceXy;
  if (n < 0n || xx < 0n || yy < 0n || left < 0n || after - before !== exactInteger(sums.sumChange)) {
    throw new RangeError("The sums cannot belong to one set of pairs.");
  }
  const scale = 10 ** decimals;
  const count = Number(n);
  const meanChange = n === 0n ? null : exactRatio(after - before, n) / scale;
  const nothing = {
    standardError: null,
    t: null,
    degreesOfFreedom: null,
    p: null,
    lower: null,
    upper: null,
    level,
  };
  const given = { n: count, populationMean, meanChange };
  if (n < 3n) return { ...given, slope: null, change: null, ...nothing, reason: "too_few" };
  if (xx === 0n) return { ...given, slope: null, change: null, ...nothing, reason: "all_equal" };
  const slope = exactRatio(twiceXy, 2n * xx);
  const distance = exactRatio(before, n) / scale - populationMean;
  const change = (meanChange ?? Number.NaN) + (1 - slope) * distance;
  if (left === 0n) return { ...given, slope, change, ...nothing, reason: "exact_line" };
  const degreesOfFreedom = count - 2;
  const variance = exactRatio(left, 4n * xx * n) / scale ** 2 / degreesOfFreedom;
  const standardError = Math.sqrt(variance * (1 / count + (distance ** 2 * count * scale ** 2) / Number(xx)));
  const t = change / standardError;
  const half = studentCritical(degreesOfFreedom, level) * standardError;
  return {
    ...given,
    slope,
    change,
    standardError,
    t,
    degreesOfFreedom,
    p: studentTwoSided(t, degreesOfFreedom),
    lower: change - half,
    upper: change + half,
    level,
    reason: null,
  };
}
