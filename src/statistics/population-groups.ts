/** People reached in one group, and its population (people, or any measure in proportion to them). */
export interface PopulationGroup {
  /** People reached, a whole number from 0; those whose group is not known are in none. */
  readonly observed: number;
  readonly population: number;
}

/** Groups as shares of their totals. */
export interface GroupShares {
  /** People reached in all groups. */
  readonly n: number;
  /** Share of the population in each group, 0–1. */
  readonly shares: readonly number[];
}

/**
 * Checks groups and gives population shares.
 *
 * Throws a RangeError unless counts are whole from 0, populations finite from 0 and one of them above 0.
 */
export function groupShares(groups: readonly PopulationGroup[]): GroupShares {
  for (const { observed, population } of groups) {
    const counted = Number.isSafeInteger(observed) && observed >= 0;
    if (!counted || !(population >= 0 && Number.isFinite(population))) {
      throw new RangeError(`${observed} reached of a population of ${population} is not a group.`);
    }
  }
  const total = groups.reduce((sum, { population }) => sum + population, 0);
  if (total === 0) throw new RangeError("Groups need a population above 0 in all.");
  return {
    n: groups.reduce((sum, { observed }) => sum + observed, 0),
    shares: groups.map(({ population }) => population / total),
  };
}
