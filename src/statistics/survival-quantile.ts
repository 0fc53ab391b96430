import type { DayOfFollowUp } from "./share-over-time.ts";

/** A day by which a share of people have had the event; null where the curve, or its limit, does not come so far. */
export interface SurvivalQuantile {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Shares nearer to the one wanted than this are that share: (3/4) · (2/3) has a last bit too many. */
const ROUNDING = 1e-9;

/**
 * The day by which `share` (0–1, ends not included) of people have had the event, from the points of a Kaplan–Meier
 * curve: the first day with S at 1 − share or below, and the middle of the flat part where S is just that.
 *
 * Its limits are the days on which the limits of S pass 1 − share (Brookmeyer and Crowley), null where they do not within
 * the follow-up. Throws a RangeError for another `share`.
 * Source: Brookmeyer and Crowley (1982), Biometrics 38:29–41.
 */
export function survivalQuantile(points: readonly DayOfFollowUp[], share: number): SurvivalQuantile {
  if (!(share > 0 && share < 1)) throw new RangeError(`A quantile lies between 0 and 1, not at ${share}.`);
  const left = 1 - share;
  return {
    value: dayOf(points, left, (point) => point.share),
    lower: dayOf(points, left, (point) => point.lower),
    upper: dayOf(points, left, (point) => point.upper),
  };
}

/** The first day on which a curve is at `left` or below; the middle of its flat part where it is just that. */
function dayOf(
  points: readonly DayOfFollowUp[],
  left: number,
  curve: (point: DayOfFollowUp) => number | null,
): number | null {
  const known = points.filter((point) => curve(point) !== null);
  const first = known.find((point) => (curve(point) ?? 1) <= left + ROUNDING);
  if (first === undefined) return null;
  const beyond = known.find((point) => (curve(point) ?? 1) < left - ROUNDING) ?? known.at(-1);
  const flat = Math.abs((curve(first) ?? 0) - left) < ROUNDING;
  return flat && beyond !== undefined ? (first.day + beyond.day) / 2 : first.day;
}
