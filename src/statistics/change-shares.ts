import { exactInteger, type WholeNumber } from "./exact-integer.ts";
import { distinctCounts, type Histogram, peopleIn } from "./histogram.ts";
import { type ProportionInterval, wilsonInterval } from "./wilson-interval.ts";

/** People by whether they changed by a threshold or more. */
export interface ChangeShares {
  readonly n: number;
  /** Counts; the three add up to `n`. */
  readonly counts: { readonly improved: number; readonly same: number; readonly worse: number };
  /** Shares of all people, 0–1, each with Wilson's interval. */
  readonly improved: ProportionInterval;
  readonly same: ProportionInterval;
  readonly worse: ProportionInterval;
}

/**
 * Shares of people who improved, stayed about the same and got worse: by `threshold` or more for the better, by less
 * than it either way, and by it or more for the worse.
 *
 * `histogram` holds changes, and `threshold` is, in scaled integers (score × 10^decimals), so that a change of exactly the
 * threshold counts. People without both scores are not in it. The threshold, a meaningful or a reliable change, is to be
 * fixed before looking. Nobody gives nulls with the reason `nobody`. The three intervals belong to each share alone.
 * Throws a RangeError unless the threshold is a whole number above 0, and as `distinctCounts` does.
 * Sources: Wilson (1927), JASA 22:209–212; Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology
 * 59:12–19 (classes of change).
 */
export function changeShares(
  histogram: Histogram,
  threshold: WholeNumber,
  better: "higher" | "lower" = "higher",
  level = 0.95,
): ChangeShares {
  const least = Number(exactInteger(threshold));
  if (!(least > 0)) throw new RangeError(`A threshold of change is above 0, not ${threshold}.`);
  const sign = better === "higher" ? 1 : -1;
  const counts = distinctCounts(histogram);
  const n = peopleIn(counts);
  const improved = peopleIn(counts.filter(({ value }) => sign * value >= least));
  const worse = peopleIn(counts.filter(({ value }) => sign * value <= -least));
  const same = n - improved - worse;
  const share = (people: number) => wilsonInterval(people, n, level);
  return {
    n,
    counts: { improved, same, worse },
    improved: share(improved),
    same: share(same),
    worse: share(worse),
  };
}
