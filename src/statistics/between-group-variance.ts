/** A group's share of the population and its value: a rate, a mean, a representation ratio. */
export interface VariedGroup {
  /** People, or any measure in proportion to them; above 0. */
  readonly population: number;
  readonly value: number;
  /** Standard error of the value, in its unit. */
  readonly standardError: number;
}

/** How far groups lie from the average of all, weighted by population; in squared units of the values. */
export interface BetweenGroupVariance {
  /** Mean of the values, weighted by population. */
  readonly average: number | null;
  readonly variance: number | null;
  /** Its square root: a typical distance from the average, in the unit of the values. */
  readonly standardDeviation: number | null;
  /** The part of `variance` that chance in the values gives on average, even if all groups were alike. */
  readonly expectedByChance: number | null;
  readonly reason: "one_group" | null;
}

/**
 * Between-group variance BGV = Σ pⱼ (yⱼ − ȳ)², pⱼ the share of population, ȳ = Σ pⱼ yⱼ; of it chance gives
 * Σ pⱼ (1 − pⱼ) seⱼ² when the values are independent.
 *
 * Like any measure of spread it is never below 0: read it against `expectedByChance`. For groups without an order. A
 * group whose value is not known must be left out and named. Fewer than two groups: `one_group`. Throws a RangeError
 * unless populations are above 0, values finite and standard errors from 0.
 * Source: Harper and Lynch (2005), Methods for Measuring Cancer Disparities, National Cancer Institute.
 */
export function betweenGroupVariance(groups: readonly VariedGroup[]): BetweenGroupVariance {
  for (const { population, value, standardError } of groups) {
    if (
      !(population > 0 && standardError >= 0) ||
      ![population, value, standardError].every(Number.isFinite)
    ) {
      throw new RangeError(`${value} ± ${standardError} of ${population} people is not a group.`);
    }
  }
  if (groups.length < 2) {
    const nothing = { average: null, variance: null, standardDeviation: null, expectedByChance: null };
    return { ...nothing, reason: "one_group" };
  }
  const total = groups.reduce((sum, { population }) => sum + population, 0);
  const weigh = (of: (group: VariedGroup, share: number) => number) =>
    groups.reduce((sum, group) => sum + (group.population / total) * of(group, group.population / total), 0);
  const average = weigh(({ value }) => value);
  const variance = weigh(({ value }) => (value - average) ** 2);
  return {
    average,
    variance,
    standardDeviation: Math.sqrt(variance),
    expectedByChance: weigh(({ standardError }, share) => (1 - share) * standardError ** 2),
    reason: null,
  };
}
