import { chiSquareAbove } from "./chi-square.ts";
import { levelPairs, type TransitionMatrix, transitionCounts } from "./transition-counts.ts";

/** Bowker's test under both conventions for degrees of freedom; a p is null where its degrees of freedom are 0. */
export interface Bowker {
  readonly statistic: number | null;
  /** Pairs of levels between which somebody moved: the convention to print. */
  readonly dfNonEmptyPairs: number;
  readonly pNonEmptyPairs: number | null;
  /** All pairs of levels, k(k − 1)/2, as some software reports. */
  readonly dfAllPairs: number;
  readonly pAllPairs: number | null;
  readonly reason: "nobody" | "nobody_moved" | null;
}

/**
 * Bowker's test of symmetry: Σ (n_ij − n_ji)² / (n_ij + n_ji) over pairs of levels; asks whether as many people
 * went from i to j as from j to i, for every pair.
 *
 * A pair between which nobody moved adds 0. With nobody the statistic is null; where nobody moved it is 0 without a
 * p to print; `reason` says which. Throws a RangeError as `transitionCounts` does.
 * Source: Bowker (1948), JASA 43:572–574.
 */
export function bowker(matrix: TransitionMatrix): Bowker {
  const counts = transitionCounts(matrix);
  const pairs = levelPairs(counts);
  const moved = pairs.filter(({ rose, fell }) => rose + fell > 0);
  const dfs = { dfNonEmptyPairs: moved.length, dfAllPairs: pairs.length };
  if (counts.every((row) => row.every((count) => count === 0))) {
    return { statistic: null, ...dfs, pNonEmptyPairs: null, pAllPairs: null, reason: "nobody" };
  }
  const statistic = moved.reduce((sum, { rose, fell }) => sum + (rose - fell) ** 2 / (rose + fell), 0);
  return {
    statistic,
    ...dfs,
    pNonEmptyPairs: moved.length === 0 ? null : chiSquareAbove(statistic, moved.length),
    pAllPairs: pairs.length === 0 ? null : chiSquareAbove(statistic, pairs.length),
    reason: moved.length === 0 ? "nobody_moved" : null,
  };
}
