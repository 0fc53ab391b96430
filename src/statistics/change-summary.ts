import { distinctCounts, type Histogram, peopleIn, type ValueCount } from "./histogram.ts";

/** People by direction of change, and the middle change in score points (null with nobody). */
export interface ChangeSummary {
  readonly n: number;
  readonly up: number;
  readonly unchanged: number;
  readonly down: number;
  readonly median: number | null;
}

/**
 * Counts of people whose score rose, stayed and fell, and the median change: the middle one of n, or the mean of
 * the middle two.
 *
 * `histogram` holds changes as scaled integers, formed person by person; `decimals` is the instrument's, and the
 * median is in score points. People without both scores are not in it. Throws a RangeError as `distinctCounts` does.
 */
export function changeSummary(histogram: Histogram, decimals: number): ChangeSummary {
  const counts = distinctCounts(histogram);
  const n = peopleIn(counts);
  const where = (test: (value: number) => boolean) => peopleIn(counts.filter(({ value }) => test(value)));
  const low = valueAt(counts, Math.ceil(n / 2));
  const high = valueAt(counts, Math.floor(n / 2) + 1);
  return {
    n,
    up: where((value) => value > 0),
    unchanged: where((value) => value === 0),
    down: where((value) => value < 0),
    median: low === null || high === null ? null : (low + high) / (2 * 10 ** decimals),
  };
}

/** The value of the person at `rank`, from 1, in rising order. */
function valueAt(counts: readonly ValueCount[], rank: number): number | null {
  let below = 0;
  for (const { value, count } of counts) {
    below += count;
    if (rank <= below) return value;
  }
  return null;
}
