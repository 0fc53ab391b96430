import { normalBelow, normalDensity } from "./normal.ts";

/** A named outside population in which the score was taken twice with no programme in between. */
export interface ScoreReference {
  /** Mean score of that population, in points. */
  readonly mean: number;
  /** Standard deviation of its scores, in points. */
  readonly sd: number;
  /** Lower and upper plausible test–retest correlation. Never taken from the pairs being evaluated. */
  readonly r: readonly [number, number];
  /** Where mean, sd and r come from. */
  readonly source: string;
}

/** A band from the lower to the upper test–retest correlation, or why there is none. */
export type ExpectedBand =
  | { readonly lower: number; readonly upper: number; readonly reason: null }
  | { readonly lower: null; readonly upper: null; readonly reason: "no_reference" | "nobody" };

/**
 * Mean change expected from regression to the mean alone: (1 − r)(μ − mean baseline), as a band over r, in score points.
 *
 * Recovery over time and who comes back for a second score are not in it.
 * Without a named reference the reason is `no_reference`; without a mean baseline (nobody) it is `nobody`.
 * Throws a RangeError for a reference that is none: SD not above 0, r outside −1 to 1, no source.
 * Sources: Davis (1976), American Journal of Epidemiology 104:493–498; Barnett, van der Pols and Dobson (2005),
 * International Journal of Epidemiology 34:215–220.
 */
export function expectedChange(
  reference: ScoreReference | null | undefined,
  meanBaseline: number | null,
): ExpectedBand {
  if (reference === null || reference === undefined) return without("no_reference");
  check(reference);
  if (meanBaseline === null) return without("nobody");
  return band(reference, (r) => (1 - r) * (reference.mean - meanBaseline));
}

/**
 * Share (0–1) of all people who change for the better by at least `threshold` points from regression to the mean alone:
 * 1 − Φ(threshold / (sd √(2 − 2r))), as a band over r.
 *
 * Holds for a whole population, not for people chosen by their baseline, and takes both scores as bivariate normal
 * with equal spread: a guide where scores are lumpy. With r = 1 nobody changes.
 * Throws a RangeError unless the threshold is above 0.
 */
export function expectedShareChanged(
  reference: ScoreReference | null | undefined,
  threshold: number,
): ExpectedBand {
  if (!(threshold > 0)) throw new RangeError(`A threshold is above 0 points, not ${threshold}.`);
  if (reference === null || reference === undefined) return without("no_reference");
  check(reference);
  return band(reference, (r) => normalBelow(-threshold / sdOfChange(reference.sd, r)));
}

/**
 * Share (0–1) of all people whose score changes by `from` points or more but less than `to`, from regression to the mean
 * alone: Φ(to / s) − Φ(from / s) with s = sd √(2 − 2r), as a band over r. −Infinity or Infinity for an open end.
 *
 * As {@link expectedShareChanged}, of a whole population. Between two ends of one sign the share is largest where
 * s² = (to² − from²) / (2 ln(to / from)): that r counts too where it lies within the band. Throws a RangeError unless
 * `from` < `to`.
 */
export function expectedShareBetween(
  reference: ScoreReference | null | undefined,
  from: number,
  to: number,
): ExpectedBand {
  if (!(from < to)) throw new RangeError(`From ${from} to ${to} holds no changes.`);
  if (reference === null || reference === undefined) return without("no_reference");
  check(reference);
  const { sd, r } = reference;
  const at = (one: number): number => {
    const s = sdOfChange(sd, one);
    const below = (change: number) => (s > 0 ? normalBelow(change / s) : change > 0 ? 1 : 0);
    return from > 0 ? below(-from) - below(-to) : below(to) - below(from);
  };
  const variance = (to ** 2 - from ** 2) / (2 * Math.log(to / from));
  const turning = 1 - variance / (2 * sd ** 2);
  const ends = turning > r[0] && turning < r[1] ? [...r, turning] : r;
  const shares = ends.map(at);
  return { lower: Math.min(...shares), upper: Math.max(...shares), reason: null };
}

/** Standard deviation of the change between two scores with equal spread: sd √(2 − 2r), in points. */
export function sdOfChange(sd: number, r: number): number {
  return sd * Math.sqrt(2 - 2 * r);
}

/**
 * Share (0–1) and mean score of the part of the reference between two scores, by the truncated normal:
 * μ + sd (φ(a) − φ(b)) / (Φ(b) − Φ(a)). Use −Infinity or Infinity for an open end.
 *
 * Throws a RangeError unless `from` < `to`.
 */
export function referenceBetween(
  reference: Pick<ScoreReference, "mean" | "sd">,
  from: number,
  to: number,
): { readonly share: number; readonly mean: number } {
  if (!(from < to)) throw new RangeError(`From ${from} to ${to} holds no scores.`);
  const a = (from - reference.mean) / reference.sd;
  const b = (to - reference.mean) / reference.sd;
  // In the upper half the two areas are near 1; their difference is taken in the other tail.
  const share = a > 0 ? normalBelow(-a) - normalBelow(-b) : normalBelow(b) - normalBelow(a);
  return { share, mean: reference.mean + (reference.sd * (normalDensity(a) - normalDensity(b))) / share };
}

function band(reference: ScoreReference, at: (r: number) => number): ExpectedBand {
  const ends = reference.r.map(at);
  return { lower: Math.min(...ends), upper: Math.max(...ends), reason: null };
}

function without(reason: "no_reference" | "nobody"): ExpectedBand {
  return { lower: null, upper: null, reason };
}

function check(reference: ScoreReference): void {
  const [low, high] = reference.r;
  const sound = Number.isFinite(reference.mean) && reference.sd > 0 && low >= -1 && low <= high && high <= 1;
  if (!sound || reference.source.trim() === "") {
    throw new RangeError(
      "A reference has a mean, an SD above 0, r from low to high within −1 to 1, and a source.",
    );
  }
}
