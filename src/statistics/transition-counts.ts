import { exactInteger, type WholeNumber } from "./exact-integer.ts";

/**
 * People by level before (rows) and after (columns), levels in rising order, both with the same levels. People
 * without both levels are not in it.
 */
export type TransitionMatrix = readonly (readonly WholeNumber[])[];

/**
 * Checks a transition matrix and returns its counts as Numbers.
 *
 * Throws a RangeError where it is not square, or a count is negative or not whole.
 */
export function transitionCounts(matrix: TransitionMatrix): readonly (readonly number[])[] {
  return matrix.map((row) => {
    if (row.length !== matrix.length) {
      throw new RangeError(`A row of ${row.length} counts does not fit ${matrix.length} levels.`);
    }
    return row.map((count) => {
      const people = Number(exactInteger(count));
      if (people < 0) throw new RangeError(`${people} people cannot have moved between two levels.`);
      return people;
    });
  });
}

/** People in two levels who changed places: `rose` from the lower to the higher, `fell` the other way. */
export interface LevelPair {
  readonly low: number;
  readonly high: number;
  readonly rose: number;
  readonly fell: number;
}

/** All pairs of levels, the lower first. */
export function levelPairs(counts: readonly (readonly number[])[]): readonly LevelPair[] {
  return counts.flatMap((row, low) =>
    row.slice(low + 1).map((rose, offset) => {
      const high = low + 1 + offset;
      return { low, high, rose, fell: counts[high]?.[low] ?? 0 };
    }),
  );
}
