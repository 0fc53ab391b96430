import { binomial } from "./discrete-distributions.ts";
import { groupShares, type PopulationGroup } from "./population-groups.ts";

/** Share of people reached who would have to be in another group for proportion, 0–1; null where not defined. */
export interface DissimilarityIndex {
  readonly n: number;
  readonly index: number | null;
  /** What chance alone gives on average for so many people when every group is reached in proportion. */
  readonly expectedByChance: number | null;
  readonly reason: "nobody" | "one_group" | null;
}

/**
 * Index of dissimilarity D = ½ Σ |share of people reached − share of the population|, and its expectation under
 * perfect proportion: ½ Σ E|X/n − p| for binomial X, by De Moivre's formula
 * E|X − np| = 2 (m + 1)(1 − p) P(X = m + 1), m = ⌊np⌋.
 *
 * D cannot be negative, so that a small service looks unequal by chance: read it against `expectedByChance`. `nobody`:
 * nobody reached; `one_group`: fewer than two groups. Throws a RangeError as `groupShares` does.
 * Sources: Duncan and Duncan (1955), American Sociological Review 20:210–217; Diaconis and Zabell (1991), Statistical
 * Science 6:284–302 (De Moivre).
 */
export function dissimilarityIndex(groups: readonly PopulationGroup[]): DissimilarityIndex {
  const { n, shares } = groupShares(groups);
  if (groups.length < 2) return { n, index: null, expectedByChance: null, reason: "one_group" };
  if (n === 0) return { n, index: null, expectedByChance: null, reason: "nobody" };
  const over = (of: (group: PopulationGroup, share: number) => number) =>
    groups.reduce((sum, group, index) => sum + of(group, shares[index] ?? 0), 0);
  return {
    n,
    index: over(({ observed }, share) => Math.abs(observed / n - share)) / 2,
    expectedByChance: over((_, share) => averageDistance(n, share)) / 2,
    reason: null,
  };
}

/** E|X/n − p| of a binomial X. */
function averageDistance(n: number, p: number): number {
  if (p === 0 || p === 1) return 0;
  const next = Math.floor(n * p) + 1;
  return (2 * next * (1 - p) * binomial(n, p).at(next)) / n;
}
