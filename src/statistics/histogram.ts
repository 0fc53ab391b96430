import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/**
 * How many people have each value: pairs of value and count, as a query with GROUP BY returns them; a Map will do.
 * Values are scaled integers (score × 10^decimals). A value may come more than once: its counts are added.
 */
export type Histogram = Iterable<readonly [value: WholeNumber, count: WholeNumber]>;

/** A value and the people who have it; never 0 people. */
export interface ValueCount {
  readonly value: number;
  readonly count: number;
}

/** n² and every sum of doubled ranks stay exact in a Number up to here. */
const MOST_PEOPLE = 50_000_000;

/**
 * The distinct values of a histogram in rising order, with the people at each; values nobody has are left out.
 *
 * People without a value are in no count. Throws a RangeError for a fraction, a negative count, or more than
 * 50 million people.
 */
export function distinctCounts(histogram: Histogram): readonly ValueCount[] {
  const counts = new Map<number, number>();
  for (const [value, count] of histogram) {
    const at = Number(exactInteger(value));
    const people = Number(exactInteger(count));
    if (people < 0) throw new RangeError(`${people} people cannot have the value ${value}.`);
    if (!Number.isSafeInteger(2 * at)) throw new RangeError(`The value ${value} is too large to be exact.`);
    counts.set(at, (counts.get(at) ?? 0) + people);
  }
  const rising = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const distinct = rising.map(([value, count]) => ({ value, count }));
  if (peopleIn(distinct) > MOST_PEOPLE) throw new RangeError("Ranks are exact up to 50 million people.");
  return distinct;
}

/** All people in a histogram. */
export function peopleIn(counts: readonly ValueCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
