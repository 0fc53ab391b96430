import { levelPairs, type TransitionMatrix, transitionCounts } from "./transition-counts.ts";
import { type ProportionInterval, wilsonInterval } from "./wilson-interval.ts";

/** How people moved between levels. */
export interface LevelTransitions {
  readonly n: number;
  /** People at each level before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly up: number;
  readonly same: number;
  readonly down: number;
  /** Σ(level after − level before): one person rising two levels counts 2. */
  readonly netLevels: number;
  /** Share of all people who rose, with Wilson's interval. */
  readonly upShare: ProportionInterval;
  /** Share who rose of those not in the top level before, with Wilson's interval. */
  readonly upOfAble: ProportionInterval;
  /** Shares by level after, of the people at each level before, 0–1; null for a level where nobody was. */
  readonly rowShares: readonly (readonly number[] | null)[];
}

/**
 * Counts and shares of people who rose, stayed and fell in a matrix of levels before (rows) and after (columns).
 *
 * Shares of nobody are null, with the reason in their interval. Throws a RangeError as `transitionCounts` does, or
 * unless 0 < level < 1.
 */
export function levelTransitions(matrix: TransitionMatrix, level = 0.95): LevelTransitions {
  const counts = transitionCounts(matrix);
  const before = counts.map(total);
  const after = counts.map((_, column) => total(counts.map((row) => row[column] ?? 0)));
  const pairs = levelPairs(counts);
  const n = total(before);
  const up = total(pairs.map(({ rose }) => rose));
  const down = total(pairs.map(({ fell }) => fell));
  return {
    n,
    before,
    after,
    up,
    same: n - up - down,
    down,
    netLevels: total(pairs.map(({ low, high, rose, fell }) => (high - low) * (rose - fell))),
    upShare: wilsonInterval(up, n, level),
    upOfAble: wilsonInterval(up, n - (before.at(-1) ?? 0), level),
    rowShares: counts.map((row, index) => {
      const people = before[index] ?? 0;
      return people === 0 ? null : row.map((count) => count / people);
    }),
  };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
