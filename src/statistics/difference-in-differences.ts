import { exactRatio } from "./exact-integer.ts";
import { type GroupSums, groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";
import { studentCritical, studentTwoSided } from "./student-t.ts";

/** Scores of one group of people, or of different people in one place, before and after a day. */
export interface BeforeAfterSums {
  readonly before: SumsOfScores;
  readonly after: SumsOfScores;
}

/** How much more one group changed than another, in score points; null where a part is not defined. */
export interface DifferenceInDifferences {
  /** Scores in all four cells. */
  readonly n: number;
  readonly means: {
    readonly treatedBefore: number | null;
    readonly treatedAfter: number | null;
    readonly comparatorBefore: number | null;
    readonly comparatorAfter: number | null;
  };
  /** (treated after − treated before) − (comparator after − comparator before). */
  readonly estimate: number | null;
  /** As if all scores were of unrelated people. */
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly t: number | null;
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** `too_few`: no more scores than cells. */
  readonly reason: "nobody" | "too_few" | "all_equal" | null;
}

/**
 * Difference in differences from n, Σy and Σy² of four cells, with the t interval of the 2 × 2 regression:
 * se² = s² Σ 1/n on N − 4 degrees of freedom, s² = pooled variance about the cell means.
 *
 * Sums are of scaled integers; results in score points. People without a score are in no cell. An empty cell gives no
 * estimate, four scores or all equal within their cells no interval; `reason` says which. The interval supposes that
 * people are unrelated and that both groups would have changed alike: people of one network are related, so that it
 * is too short where whole networks are treated. `clusteredDifferenceInDifferences` and `placeboInference` are for
 * those. Throws a RangeError as `groupSums` does, or unless 0 < level < 1.
 * Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2.
 */
export function differenceInDifferences(
  treated: BeforeAfterSums,
  comparator: BeforeAfterSums,
  decimals: number,
  level = 0.95,
): DifferenceInDifferences {
  const cells = [treated.before, treated.after, comparator.before, comparator.after].map(groupSums);
  const scale = 10n ** BigInt(decimals);
  const means = cells.map(({ n, sum }) => (n === 0n ? null : exactRatio(sum, n * scale)));
  const [treatedBefore = null, treatedAfter = null, comparatorBefore = null, comparatorAfter = null] = means;
  const n = cells.reduce((sum, cell) => sum + Number(cell.n), 0);
  const given = { n, means: { treatedBefore, treatedAfter, comparatorBefore, comparatorAfter }, level };
  const nothing = { standardError: null, degreesOfFreedom: null, t: null, p: null, lower: null, upper: null };
  const estimate = exactContrast(cells, scale);
  if (estimate === null) return { ...given, ...nothing, estimate, reason: "nobody" };
  if (n <= cells.length) return { ...given, ...nothing, estimate, reason: "too_few" };
  const about = cells.reduce((sum, cell) => sum + exactRatio(cell.about, cell.n * scale * scale), 0);
  if (about === 0) return { ...given, ...nothing, estimate, reason: "all_equal" };
  const degreesOfFreedom = n - cells.length;
  const inverse = cells.reduce((sum, cell) => sum + 1 / Number(cell.n), 0);
  const standardError = Math.sqrt((about / degreesOfFreedom) * inverse);
  const half = studentCritical(degreesOfFreedom, level) * standardError;
  const t = estimate / standardError;
  return {
    ...given,
    estimate,
    standardError,
    degreesOfFreedom,
    t,
    p: studentTwoSided(t, degreesOfFreedom),
    lower: estimate - half,
    upper: estimate + half,
    reason: null,
  };
}

/** (after − before) − (after − before) in one division, so that a large common level does not cancel. */
function exactContrast(cells: readonly GroupSums[], scale: bigint): number | null {
  const signs = [-1n, 1n, 1n, -1n];
  const common = cells.reduce((product, { n }) => product * n, 1n);
  if (common === 0n) return null;
  const over = cells.reduce(
    (sum, cell, index) => sum + (signs[index] ?? 0n) * cell.sum * (common / cell.n),
    0n,
  );
  return exactRatio(over, common * scale);
}
