import { countLimits } from "./count-interval.ts";

/** One age band (or other stratum) of an area, beside the same band of the reference population. */
export interface IndirectStratum {
  readonly events: number;
  readonly population: number;
  readonly referenceEvents: number;
  readonly referencePopulation: number;
}

/** Observed over expected events, and the rate that this makes of the reference rate; null if not defined. */
export interface IndirectRatio {
  readonly observed: number;
  /** Events there would be at the reference's rate in each stratum. */
  readonly expected: number | null;
  readonly ratio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Ratio × crude rate of the reference × `per`. */
  readonly rate: number | null;
  readonly rateLower: number | null;
  readonly rateUpper: number | null;
  readonly level: number;
  readonly method: "exact" | "byar";
  readonly reason: "no_reference" | "no_expected" | null;
}

/**
 * Indirectly standardised ratio O ÷ E with E = Σ nᵢ Xᵢ / Nᵢ, and the limits of O divided by E.
 *
 * Events are whole numbers from 0, populations from 0 (a RangeError otherwise); `per` scales the rate. People whose
 * stratum is not known belong in none. A stratum with people but no reference population gives nulls and the reason
 * `no_reference`; no expected events the reason `no_expected`. Ratios of two areas are not comparable with each
 * other, only with the reference.
 * Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, ch. 2.
 */
export function indirectRatio(strata: readonly IndirectStratum[], per = 1, level = 0.95): IndirectRatio {
  for (const one of strata) {
    for (const count of Object.values(one)) {
      if (!(count >= 0 && Number.isFinite(count)))
        throw new RangeError(`A count is from 0 up, not ${count}.`);
    }
  }
  const sum = (of: (stratum: IndirectStratum) => number) => strata.reduce((all, one) => all + of(one), 0);
  const observed = sum((one) => one.events);
  const { lower, upper, method } = countLimits(observed, level);
  const nothing = { ratio: null, lower: null, upper: null, rate: null, rateLower: null, rateUpper: null };
  const given = { observed, level, method };
  if (strata.some((one) => one.population > 0 && one.referencePopulation === 0)) {
    return { ...given, ...nothing, expected: null, reason: "no_reference" };
  }
  const expected = sum((one) =>
    one.population === 0 ? 0 : (one.population * one.referenceEvents) / one.referencePopulation,
  );
  if (expected === 0) return { ...given, ...nothing, expected, reason: "no_expected" };
  const crude = (sum((one) => one.referenceEvents) / sum((one) => one.referencePopulation)) * per;
  const ratios = { ratio: observed / expected, lower: lower / expected, upper: upper / expected };
  return {
    ...given,
    expected,
    ...ratios,
    rate: ratios.ratio * crude,
    rateLower: ratios.lower * crude,
    rateUpper: ratios.upper * crude,
    reason: null,
  };
}
