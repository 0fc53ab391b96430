import { byarLimits, EXACT_BELOW } from "./count-interval.ts";

/** One age band (or other stratum) of an area, with its people in the standard population. */
export interface DirectStratum {
  readonly events: number;
  readonly population: number;
  readonly standardPopulation: number;
}

/** A directly standardised rate with Dobson's limits; null if it cannot be given. */
export interface DirectRate {
  readonly events: number;
  readonly population: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly per: number;
  readonly level: number;
  readonly reason: "few_events" | "empty_stratum" | null;
}

/**
 * Directly standardised rate Σ wᵢ xᵢ/nᵢ ÷ Σ wᵢ, with Dobson's limits: rate + √(Var / O) · (Byar(O) − O), where
 * Var = Σ wᵢ² xᵢ/nᵢ² ÷ (Σ wᵢ)² and O is the number of events.
 *
 * Events are whole numbers from 0, populations from 0 (a RangeError otherwise, or without a standard population);
 * `per` scales the rate. People whose stratum is not known belong in none. Below 10 events there is no rate: the
 * reason is `few_events`; a stratum of the standard in which the area has nobody gives `empty_stratum`.
 * Sources: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457–462; threshold of 10 events:
 * PHEindicatormethods 2.1.0, `calculate_dsr`.
 */
export function directRate(strata: readonly DirectStratum[], per = 1, level = 0.95): DirectRate {
  for (const { events, population, standardPopulation } of strata) {
    const whole = Number.isSafeInteger(events) && events >= 0 && (events === 0 || population > 0);
    if (!whole || !(population >= 0) || !(standardPopulation >= 0)) {
      throw new RangeError(
        `${events} events, ${population} people and a standard of ${standardPopulation} are not a stratum.`,
      );
    }
  }
  const sum = (of: (stratum: DirectStratum) => number) => strata.reduce((all, one) => all + of(one), 0);
  const standard = sum((one) => one.standardPopulation);
  if (!(standard > 0 && Number.isFinite(standard)))
    throw new RangeError("The standard population holds nobody.");
  const events = sum((one) => one.events);
  const given = { events, population: sum((one) => one.population), per, level };
  const nothing = { value: null, lower: null, upper: null };
  if (events < EXACT_BELOW) return { ...given, ...nothing, reason: "few_events" };
  if (strata.some((one) => one.standardPopulation > 0 && one.population === 0)) {
    return { ...given, ...nothing, reason: "empty_stratum" };
  }
  const weight = (one: DirectStratum) =>
    one.population === 0 ? 0 : one.standardPopulation / standard / one.population;
  const rate = sum((one) => weight(one) * one.events);
  const perEvent = Math.sqrt(sum((one) => weight(one) ** 2 * one.events) / events);
  const limits = byarLimits(events, level);
  return {
    ...given,
    value: rate * per,
    lower: (rate + perEvent * (limits.lower - events)) * per,
    upper: (rate + perEvent * (limits.upper - events)) * per,
    reason: null,
  };
}
