import { normalCritical } from "./normal.ts";

/** A unit's value drawn in towards that of all units, with a 95 % interval unless another level was asked for. */
export interface ShrunkenEstimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Share of the distance from the target that is kept, 0–1. */
  readonly kept: number;
}

/**
 * Empirical Bayes estimate of a unit: target + B (value − target) with B = τ² ÷ (τ² + v), ± z √(B v), v the unit's
 * sampling variance and τ² the variance between units. With τ² = 0 it is the target.
 *
 * All on one scale. The uncertainty of the target and of τ² is not in the interval. Throws a RangeError unless v is
 * above 0 and τ² from 0.
 * Sources: Morris (1983), JASA 78:47–55; Robinson (1991), Statistical Science 6:15–32.
 */
export function shrunkenEstimate(
  value: number,
  variance: number,
  target: number,
  tauSquared: number,
  level = 0.95,
): ShrunkenEstimate {
  if (!(variance > 0 && tauSquared >= 0)) {
    throw new RangeError(`A variance of ${variance} with τ² ${tauSquared} cannot be used.`);
  }
  const kept = tauSquared / (tauSquared + variance);
  const drawn = target + kept * (value - target);
  const half = normalCritical(level) * Math.sqrt(kept * variance);
  return { value: drawn, lower: drawn - half, upper: drawn + half, kept };
}

/**
 * The same for a share of n people, on the arcsine scale, where its standard error is 1 ÷ (2√n); `tauSquared` is on that
 * scale, results are shares. Throws a RangeError unless share and target lie within 0–1 and n is above 0.
 * Source: as {@link shrunkenEstimate}; Efron and Morris (1975), JASA 70:311–319 (on the arcsine scale).
 */
export function shrunkenShare(
  share: number,
  n: number,
  target: number,
  tauSquared: number,
  level = 0.95,
): ShrunkenEstimate {
  if (!(share >= 0 && share <= 1 && target >= 0 && target <= 1 && n > 0)) {
    throw new RangeError(`A share of ${share} among ${n} people cannot be drawn towards ${target}.`);
  }
  const angle = (x: number) => Math.asin(Math.sqrt(x));
  const back = (x: number) => Math.sin(Math.min(Math.PI / 2, Math.max(0, x))) ** 2;
  const drawn = shrunkenEstimate(angle(share), 1 / (4 * n), angle(target), tauSquared, level);
  return { value: back(drawn.value), lower: back(drawn.lower), upper: back(drawn.upper), kept: drawn.kept };
}
