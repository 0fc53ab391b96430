import { peopleIn, type ValueCount } from "./histogram.ts";

/** How many Walsh averages n people have: one for each pair, a person with themselves included. */
export function walshCount(n: number): number {
  return (n * (n + 1)) / 2;
}

/**
 * Twice the Walsh average at `rank`, from 1, in rising order: a whole number v + w in the units of the histogram.
 *
 * `counts` come from `distinctCounts`. No pair of people is formed: sums up to s are counted from the distinct
 * values with two pointers, and s is found by bisection, in m · log(range) steps for m distinct values.
 * Throws a RangeError where there is no such rank.
 * Source: Walsh (1949), Annals of Mathematical Statistics 20:64–81.
 */
export function doubledWalshAverage(counts: readonly ValueCount[], rank: number): number {
  const first = counts[0];
  const last = counts.at(-1);
  const all = walshCount(peopleIn(counts));
  if (first === undefined || last === undefined || !Number.isInteger(rank) || rank < 1 || rank > all) {
    throw new RangeError(`There is no Walsh average ${rank} of ${all}.`);
  }
  let low = 2 * first.value;
  let high = 2 * last.value;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sumsUpTo(counts, middle) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Unordered pairs of people, each with themselves included, whose values sum to `most` or less. */
function sumsUpTo(counts: readonly ValueCount[], most: number): number {
  let ordered = 0;
  let withThemselves = 0;
  let partners = peopleIn(counts);
  let last = counts.length - 1;
  for (const { value, count } of counts) {
    for (let at = counts[last]; at !== undefined && at.value + value > most; at = counts[last]) {
      partners -= at.count;
      last -= 1;
    }
    ordered += count * partners;
    if (2 * value <= most) withThemselves += count;
  }
  return (ordered + withThemselves) / 2;
}
