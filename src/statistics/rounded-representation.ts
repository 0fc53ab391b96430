import { type CountRounding, countsRoundingTo } from "./consistent-counts.ts";
import { representationRatio } from "./representation-ratio.ts";

/** Released counts of people reached, and the group's share of the population. */
export interface RoundedReach {
  /** Counts that make up the group, one where it is one count. */
  readonly inside: readonly number[];
  /** Counts of everybody it is set against. */
  readonly outside: readonly number[];
  /** 0–1, taken as known. */
  readonly populationShare: number;
  readonly rounding: CountRounding;
}

/** Ratio of shares with limits; null where nobody is counted or the group has no population. */
export interface RoundedRatio {
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Representation ratio whose counts were rounded one by one: that of the released counts, with the lowest lower and the
 * highest upper limit over all exact counts that they may stand for.
 *
 * Wilson's limits of x in x + y rise with x and fall with y, so that they are those of the fewest in the group among the
 * most others, and the reverse. With exact counts it is `representationRatio` itself. With a `populationShare` of 1 it is
 * the share reached. Throws a RangeError for a count that cannot have been released.
 * Sources: Wilson (1927), JASA 22:209–212; Manski (2003), Partial Identification of Probability Distributions.
 */
export function roundedRepresentation(
  { inside, outside, populationShare, rounding }: RoundedReach,
  level = 0.95,
): RoundedRatio {
  const [own, others] = [rangeOf(inside, rounding), rangeOf(outside, rounding)];
  const at = (x: number, y: number) => representationRatio(x, x + y, populationShare, level);
  const { ratio } = at(own.shown, others.shown);
  if (ratio === null) return { ratio, lower: null, upper: null };
  return {
    ratio,
    lower: at(own.least, others.most).lower,
    upper: at(own.most, others.least).upper,
  };
}

function rangeOf(released: readonly number[], rounding: CountRounding) {
  let [shown, least, most] = [0, 0, 0];
  for (const count of released) {
    const possible = countsRoundingTo(count, rounding);
    const [first, last] = [possible[0], possible.at(-1)];
    if (first === undefined || last === undefined) {
      throw new RangeError(`${count} is no count that may have been released.`);
    }
    shown += count;
    least += first;
    most += last;
  }
  return { shown, least, most };
}
