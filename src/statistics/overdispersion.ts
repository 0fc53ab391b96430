import { sampleQuantile } from "./sample-quantile.ts";

/** Below this many units the variance between them cannot be estimated with any confidence. */
export const FEW_UNITS = 10;

/** The share of units at each end whose scores are drawn in or dropped. */
const TRIM = 0.1;

/** A unit's distance from the target in standard errors, and that standard error, on one scale for all units. */
export interface StandardisedUnit {
  readonly z: number;
  readonly standardError: number;
}

/** How much more units differ than chance explains. */
export interface Overdispersion {
  /** Units the estimate rests on. */
  readonly units: number;
  /** Each unit's score after trimming, in the order given; null where it was dropped. */
  readonly trimmed: readonly (number | null)[];
  /** Mean squared score: about 1 without overdispersion (below it after trimming). */
  readonly phi: number | null;
  /** Variance between units, in squared units of the standard errors; 0 if chance explains the differences. */
  readonly tauSquared: number | null;
  /** True below ten units: the variance between units is then not to be relied on. */
  readonly fewUnits: boolean;
  readonly reason: "one_unit" | null;
}

/**
 * Overdispersion factor φ = Σz²/n and variance between units τ² = (nφ − (n − 1)) ÷ (Σw − Σw²/Σw), w = 1/se², not
 * below 0, from scores trimmed by a tenth at each end, so that true outliers do not widen the limits they should
 * cross.
 *
 * `winsorise` draws scores in to the 10 % and 90 % quantiles and keeps n; `truncate` (the way of the Summary
 * Hospital-level Mortality Indicator) drops those whose ⌊10 · rank ÷ (n + 1)⌋ is 0 or 9, which drops none below nine
 * units; `none` gives DerSimonian and Laird's τ². Fewer than two units left give nulls and the reason `one_unit`.
 * Throws a RangeError for a score that is not finite or a standard error that is not above 0.
 * Sources: Spiegelhalter (2005), Quality and Safety in Health Care 14:347–351; NHS Digital, SHMI methodology.
 */
export function overdispersion(
  units: readonly StandardisedUnit[],
  trim: "winsorise" | "truncate" | "none" = "winsorise",
): Overdispersion {
  for (const { z, standardError } of units) {
    if (!Number.isFinite(z) || !(standardError > 0 && Number.isFinite(standardError))) {
      throw new RangeError(`A score of ${z} with standard error ${standardError} cannot be used.`);
    }
  }
  const scores = units.map(({ z }) => z);
  const trimmed = TRIMMING[trim](scores);
  const kept = units.flatMap(({ standardError }, index) => {
    const z = trimmed[index] ?? null;
    return z === null ? [] : [{ z, weight: standardError ** -2 }];
  });
  const n = kept.length;
  const given = { units: n, trimmed, fewUnits: units.length < FEW_UNITS };
  if (n < 2) return { ...given, phi: null, tauSquared: null, reason: "one_unit" };
  const squares = kept.reduce((sum, { z }) => sum + z * z, 0);
  const weights = kept.reduce((sum, { weight }) => sum + weight, 0);
  const weights2 = kept.reduce((sum, { weight }) => sum + weight * weight, 0);
  const tauSquared = Math.max(0, (squares - (n - 1)) / (weights - weights2 / weights));
  return { ...given, phi: squares / n, tauSquared, reason: null };
}

const TRIMMING: Readonly<
  Record<"winsorise" | "truncate" | "none", (scores: readonly number[]) => readonly (number | null)[]>
> = {
  none: (scores) => scores,
  winsorise(scores) {
    const low = sampleQuantile(scores, TRIM) ?? Number.NEGATIVE_INFINITY;
    const high = sampleQuantile(scores, 1 - TRIM) ?? Number.POSITIVE_INFINITY;
    return scores.map((score) => Math.min(high, Math.max(low, score)));
  },
  truncate: (scores) =>
    scores.map((score) => {
      const lower = scores.filter((other) => other < score).length;
      const equal = scores.filter((other) => other === score).length;
      const rank = lower + (equal + 1) / 2;
      const tenth = Math.floor((10 * rank) / (scores.length + 1));
      return tenth === 0 || tenth === 9 ? null : score;
    }),
};
