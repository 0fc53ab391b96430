import { exactInteger, type WholeNumber } from "./exact-integer.ts";
import { type MeanInterval, meanInterval } from "./mean-interval.ts";
import { studentTwoSided } from "./student-t.ts";

/** What a query returns for people with a score before and after: scaled integers (score × 10^decimals). */
export interface PairedSums {
  /** People with both scores; people with one or none are not in any of the sums. */
  readonly n: WholeNumber;
  readonly sumBefore: WholeNumber;
  readonly sumAfter: WholeNumber;
  readonly sumBefore2: WholeNumber;
  readonly sumAfter2: WholeNumber;
  /** Σ(after − before), formed person by person. */
  readonly sumChange: WholeNumber;
  readonly sumChange2: WholeNumber;
}

/** Means, interval, test and effect sizes in score points; null where a part is not defined. */
export interface PairedChange {
  readonly n: number;
  readonly before: MeanInterval;
  readonly after: MeanInterval;
  /** `reason` says why there is no interval: nobody, one_person or all_equal (all changes equal). */
  readonly change: MeanInterval;
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Two-sided p-value of the paired t test. */
  readonly p: number | null;
  /** Pearson correlation of before and after. */
  readonly correlation: number | null;
  /** Mean change ÷ SD of the changes. */
  readonly dZ: number | null;
  /** Mean change ÷ mean of the SD before and the SD after. */
  readonly dAv: number | null;
  /** Mean change ÷ SD before (Glass's delta, the "standardised response" of many reports). */
  readonly dBaseline: number | null;
}

/**
 * Paired change from sufficient statistics: mean change ± t(n−1) · s_d / √n, the paired t test and effect sizes.
 *
 * `decimals` is the instrument's. Nobody: all null. One person: means only. All changes equal: no interval, test
 * or d_z, because a spread of 0 in a sample is no evidence of a spread of 0.
 * Throws a RangeError where the sums cannot belong together.
 * Sources: Student (1908), Biometrika 6:1–25; Lakens (2013), Frontiers in Psychology 4:863 (d_z, d_av).
 */
export function pairedChange(sums: PairedSums, decimals: number, level = 0.95): PairedChange {
  const { n, sumBefore, sumAfter, sumBefore2, sumAfter2, sumChange, sumChange2 } = sums;
  if (exactInteger(sumAfter) - exactInteger(sumBefore) !== exactInteger(sumChange)) {
    throw new RangeError(`The sum of changes ${sumChange} is not ${sumAfter} − ${sumBefore}.`);
  }
  const before = meanInterval({ n, sum: sumBefore, sumOfSquares: sumBefore2 }, decimals, level);
  const after = meanInterval({ n, sum: sumAfter, sumOfSquares: sumAfter2 }, decimals, level);
  const change = meanInterval({ n, sum: sumChange, sumOfSquares: sumChange2 }, decimals, level);
  const t = ratio(change.mean, change.standardError);
  const spread = before.sd === null || after.sd === null ? null : (before.sd + after.sd) / 2;
  return {
    n: change.n,
    before,
    after,
    change,
    t,
    degreesOfFreedom: t === null ? null : change.n - 1,
    p: t === null ? null : studentTwoSided(t, change.n - 1),
    correlation: correlation(sums),
    dZ: ratio(change.mean, change.sd),
    dAv: ratio(change.mean, spread),
    dBaseline: ratio(change.mean, before.sd),
  };
}

/** Σ(before · after) follows from Σ(after − before)² = Σafter² + Σbefore² − 2 Σ(before · after). */
function correlation(sums: PairedSums): number | null {
  const n = exactInteger(sums.n);
  const before = exactInteger(sums.sumBefore);
  const after = exactInteger(sums.sumAfter);
  const before2 = exactInteger(sums.sumBefore2);
  const after2 = exactInteger(sums.sumAfter2);
  const twiceProducts = before2 + after2 - exactInteger(sums.sumChange2);
  if (twiceProducts % 2n !== 0n) {
    throw new RangeError("The sum of squared changes cannot belong to these scores.");
  }
  const spreads = (n * before2 - before * before) * (n * after2 - after * after);
  if (n < 2n || spreads === 0n) return null;
  const r = Number(n * (twiceProducts / 2n) - before * after) / Math.sqrt(Number(spreads));
  return Math.min(1, Math.max(-1, r));
}

function ratio(over: number | null, under: number | null): number | null {
  return over === null || under === null || under === 0 ? null : over / under;
}
