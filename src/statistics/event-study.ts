import type { ClusterCells, ClusterSeries } from "./cluster-cells.ts";
import { type ComparedChange, comparedChange } from "./compared-change.ts";

/** What one period shows against the last one before the start. */
export interface EventStudyPoint extends ComparedChange {
  /** Number of the period, counted from 0. */
  readonly period: number;
  /** Periods since the start: −1 is the reference, 0 the first after it. */
  readonly sinceStart: number;
}

/**
 * Event-study points: for each period, `comparedChange` from the last period before the start to it; the reference period
 * itself is left out. Points before the start that lie off 0 speak against the comparison.
 *
 * Series have the same periods in the same order; `firstAfter` is the first after the start, counted from 0. A place
 * without scores in a period or in the reference is left out of that point. Intervals are of single points: with many,
 * some miss by chance. Throws a RangeError for series of different length, or a start outside them.
 * Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2; Roth (2022), AER: Insights 4:305–322 (on
 * reading the points before).
 */
export function eventStudy(
  series: readonly ClusterSeries[],
  firstAfter: number,
  decimals: number,
  level = 0.95,
): readonly EventStudyPoint[] {
  const length = series[0]?.periods.length ?? 0;
  if (series.some(({ periods }) => periods.length !== length)) {
    throw new RangeError("The series do not have the same number of periods.");
  }
  if (!(Number.isInteger(firstAfter) && firstAfter > 0 && firstAfter < length)) {
    throw new RangeError(`${length} periods cannot be cut before number ${firstAfter}.`);
  }
  return Array.from({ length }, (_, period) => period)
    .filter((period) => period !== firstAfter - 1)
    .map((period) => {
      const cells = series.flatMap(({ key, treated, periods }): ClusterCells[] => {
        const [before, after] = [periods[firstAfter - 1], periods[period]];
        return before === undefined || after === undefined ? [] : [{ key, treated, before, after }];
      });
      return { ...comparedChange(cells, decimals, level), period, sinceStart: period - firstAfter };
    });
}
