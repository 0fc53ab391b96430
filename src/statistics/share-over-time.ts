/** A share on one day of follow-up, 0–1; null where a part is not defined. */
export interface ShareAtDay {
  readonly share: number;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A day on which somebody's wait ended or went out of sight, with the share at its end. */
export interface DayOfFollowUp extends ShareAtDay {
  /** Days since the start. */
  readonly day: number;
  /** People still in sight and waiting at the start of the day. */
  readonly atRisk: number;
  /** Events on the day. */
  readonly events: number;
  /** People last seen on the day without an event. */
  readonly censored: number;
}

/** A share that steps with the days, from `start` before the first of them. */
export interface ShareOverTime {
  readonly start: 0 | 1;
  /** In order of days. */
  readonly points: readonly DayOfFollowUp[];
  /** True where nobody is left without an event, so that the share holds for ever. */
  readonly complete: boolean;
}

/** A share at a day asked for, or why there is none. */
export type AskedShare =
  | (ShareAtDay & { readonly reason: null })
  | {
      readonly share: null;
      readonly standardError: null;
      readonly lower: null;
      readonly upper: null;
      readonly reason: "nobody" | "not_yet_observable";
    };

/**
 * The share at the end of `day`, a number of days from 0.
 *
 * Nobody gives `nobody`. After the last day anybody was seen the share is not known and the reason is
 * `not_yet_observable`, unless everybody had had an event by then. Throws a RangeError for a day below 0.
 */
export function shareAtDay({ start, points, complete }: ShareOverTime, day: number): AskedShare {
  if (!(day >= 0)) throw new RangeError(`Days of follow-up are counted from 0, not ${day}.`);
  const none = { share: null, standardError: null, lower: null, upper: null };
  const last = points.at(-1);
  if (last === undefined) return { ...none, reason: "nobody" };
  if (day > last.day && !complete) return { ...none, reason: "not_yet_observable" };
  const point = points.findLast((one) => one.day <= day);
  if (point === undefined) return { share: start, standardError: 0, lower: null, upper: null, reason: null };
  const { share, standardError, lower, upper } = point;
  return { share, standardError, lower, upper, reason: null };
}
