import { compiled, incbet } from "cephes";
import { chiSquareAbove } from "./chi-square.ts";
import { transitionCounts } from "./transition-counts.ts";

await compiled;

/** Test of a yes/no outcome before and after in the same people; null where a part is not defined. */
export interface McNemar {
  readonly n: number;
  /** Share with "yes" after minus share before, −1 to 1: (gained − lost) / n. */
  readonly difference: number | null;
  readonly statistic: number | null;
  readonly p: number | null;
  /** With the continuity correction: (|gained − lost| − 1)² / (gained + lost), 0 where they are equal. */
  readonly correctedStatistic: number | null;
  readonly correctedP: number | null;
  /** Two-sided binomial: twice the smaller tail, at most 1. */
  readonly exactP: number | null;
  readonly reason: "nobody" | "nobody_moved" | null;
}

/**
 * McNemar's test, (gained − lost)² / (gained + lost) on 1 degree of freedom, with its corrected and exact forms.
 *
 * `matrix` is 2 × 2, no before yes: rows before, columns after. People without both answers are not in it. With
 * nobody, or where nobody changed, there is no test and `reason` says why.
 * Throws a RangeError as `transitionCounts` does, or where the matrix is not 2 × 2.
 * Sources: McNemar (1947), Psychometrika 12:153–157; Edwards (1948), Psychometrika 13:185–187 (correction).
 */
export function mcnemar(matrix: Parameters<typeof transitionCounts>[0]): McNemar {
  const [no, yes] = transitionCounts(matrix);
  if (no === undefined || yes === undefined || matrix.length !== 2) {
    throw new RangeError(`McNemar's test takes 2 levels, not ${matrix.length}.`);
  }
  const [stayedNo = 0, gained = 0] = no;
  const [lost = 0, stayedYes = 0] = yes;
  const n = stayedNo + gained + lost + stayedYes;
  const moved = gained + lost;
  const difference = n === 0 ? null : (gained - lost) / n;
  if (moved === 0) {
    const none = { statistic: null, p: null, correctedStatistic: null, correctedP: null, exactP: null };
    return { n, difference, ...none, reason: n === 0 ? "nobody" : "nobody_moved" };
  }
  const gap = Math.abs(gained - lost);
  const statistic = gap ** 2 / moved;
  const correctedStatistic = Math.max(0, gap - 1) ** 2 / moved;
  return {
    n,
    difference,
    statistic,
    p: chiSquareAbove(statistic, 1),
    correctedStatistic,
    correctedP: chiSquareAbove(correctedStatistic, 1),
    // P(X ≤ x) of a binomial with m tries at ½ is I_½(m − x, x + 1); with gained = lost both tails overlap.
    exactP: gap === 0 ? 1 : Math.min(1, 2 * incbet(Math.max(gained, lost), Math.min(gained, lost) + 1, 0.5)),
    reason: null,
  };
}
