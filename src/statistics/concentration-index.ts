import { groupShares, type PopulationGroup } from "./population-groups.ts";

/** How people reached concentrate at one end of an order, −1 to 1; null where not defined. */
export interface ConcentrationIndex {
  readonly n: number;
  /** Below 0: reach is higher towards the first group; above 0: towards the last. */
  readonly index: number | null;
  readonly reason: "nobody" | "one_group" | null;
}

/**
 * Concentration index of rates over groups in order (most deprived first, say): C = 2 Σ fⱼ yⱼ Rⱼ ÷ ȳ − 1, with f the
 * share of population, y = observed ÷ population, R the middle of the group's rank and ȳ = Σ f y.
 *
 * Every group needs a population above 0 (a RangeError otherwise). It says who is reached, not who needs to be: need may
 * follow the same order. `nobody` reached, or fewer than two groups, give null.
 * Sources: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77:87–103; O'Donnell et al. (2008),
 * Analyzing Health Equity Using Household Survey Data, ch. 8.
 */
export function concentrationIndex(groups: readonly PopulationGroup[]): ConcentrationIndex {
  const { n, shares } = groupShares(groups);
  if (shares.some((share) => share === 0)) throw new RangeError("Every group in an order has a population.");
  if (groups.length < 2) return { n, index: null, reason: "one_group" };
  if (n === 0) return { n, index: null, reason: "nobody" };
  let before = 0;
  let ranked = 0;
  for (const [index, { observed }] of groups.entries()) {
    const share = shares[index] ?? 0;
    ranked += (observed / n) * (before + share / 2);
    before += share;
  }
  return { n, index: 2 * ranked - 1, reason: null };
}
