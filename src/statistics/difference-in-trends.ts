import type { ClusterSeries } from "./cluster-cells.ts";
import { exactRatio } from "./exact-integer.ts";
import { groupSums } from "./group-sums.ts";
import { studentCritical, studentTwoSided } from "./student-t.ts";

/** How much steeper treated places ran than comparators, in score points per period; null where not defined. */
export interface DifferenceInTrends {
  /** Places with any score. */
  readonly clusters: number;
  /** Slope of the treated minus slope of the comparators. */
  readonly estimate: number | null;
  /** CR1S, with four parameters. */
  readonly standardError: number | null;
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly reason: "nobody" | "one_period" | "one_cluster" | "all_on_the_lines" | null;
}

/**
 * Difference of two straight trends, from places' sums by period: least squares of the scores on the period's number in
 * each group, with CR1S standard errors by place and t on G − 1 degrees of freedom.
 *
 * For the periods before a start: trends that differ there speak against a difference in differences, though an interval
 * that includes 0 does not show that they are equal. Sums are of scaled integers; empty periods count for nothing. A
 * group of nobody, of one period or of one place gives no standard error and a reason.
 * Throws a RangeError as `groupSums` does, or unless 0 < level < 1.
 * Source: Liang and Zeger (1986), Biometrika 73:13–22; Roth (2022), AER: Insights 4:305–322.
 */
export function differenceInTrends(
  series: readonly ClusterSeries[],
  decimals: number,
  level = 0.95,
): DifferenceInTrends {
  const scale = 10n ** BigInt(decimals);
  const known = series
    .map(({ treated, periods }) => ({
      treated,
      cells: periods.map((sums, period) => {
        const { n, sum } = groupSums(sums);
        return { period, n: Number(n), sum: exactRatio(sum, scale) };
      }),
    }))
    .filter(({ cells }) => cells.some(({ n }) => n > 0));
  const lines = [true, false].map((treated) => trend(known.filter((one) => one.treated === treated)));
  const [treated = null, comparator = null] = lines;
  const clusters = known.length;
  const nothing = { standardError: null, p: null, lower: null, upper: null, level };
  if (treated === null || comparator === null) {
    return { clusters, estimate: null, ...nothing, reason: "nobody" };
  }
  if (treated.slope === null || comparator.slope === null) {
    return { clusters, estimate: null, ...nothing, reason: "one_period" };
  }
  const estimate = treated.slope - comparator.slope;
  if (treated.moves.length === 1 || comparator.moves.length === 1) {
    return { clusters, estimate, ...nothing, reason: "one_cluster" };
  }
  const n = treated.n + comparator.n;
  const moved = [...treated.moves, ...comparator.moves].reduce((sum, move) => sum + move * move, 0);
  const correction = (clusters / (clusters - 1)) * ((n - 1) / (n - 4));
  const standardError = Math.sqrt(moved * correction);
  const flat = 1e-12 * Math.max(Math.abs(treated.slope), Math.abs(comparator.slope));
  if (!(standardError > flat) || !Number.isFinite(standardError)) {
    return { clusters, estimate, ...nothing, reason: "all_on_the_lines" };
  }
  const half = studentCritical(clusters - 1, level) * standardError;
  const p = studentTwoSided(estimate / standardError, clusters - 1);
  return {
    clusters,
    estimate,
    standardError,
    p,
    lower: estimate - half,
    upper: estimate + half,
    level,
    reason: null,
  };
}

interface Place {
  readonly cells: readonly { readonly period: number; readonly n: number; readonly sum: number }[];
}

/** Slope of one group's line, and how far each place moves it; null of nobody. */
function trend(places: readonly Place[]) {
  const cells = places.flatMap((place) => place.cells);
  const over = (of: (cell: (typeof cells)[number]) => number) =>
    cells.reduce((sum, cell) => sum + of(cell), 0);
  const n = over((cell) => cell.n);
  if (n === 0) return null;
  const middle = over((cell) => cell.n * cell.period) / n;
  const mean = over((cell) => cell.sum) / n;
  const spread = over((cell) => cell.n * (cell.period - middle) ** 2);
  if (spread === 0) return { n, slope: null, moves: [] };
  const slope = over((cell) => (cell.period - middle) * (cell.sum - cell.n * mean)) / spread;
  const moves = places.map(
    (place) =>
      place.cells.reduce((sum, { period, n: people, sum: scores }) => {
        const residuals = scores - people * (mean + slope * (period - middle));
        return sum + (period - middle) * residuals;
      }, 0) / spread,
  );
  return { n, slope, moves };
}
