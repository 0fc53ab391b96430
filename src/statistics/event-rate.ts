import { countLimits } from "./count-interval.ts";

/** Events per so many units of exposure, with limits; null without exposure. */
export interface EventRate {
  readonly events: number;
  readonly exposure: number;
  readonly per: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: "exact" | "byar";
  /** Null where the rate is defined. */
  readonly reason: "no_exposure" | null;
}

/**
 * A crude rate: events ÷ exposure × `per`, with the limits of the count treated alike.
 *
 * `events` is a whole number from 0; `exposure` is in person-years or any other unit of opportunity, from 0;
 * `per` scales the rate (1000 for "per 1,000 person-years"). Time for which events were not recorded belongs in
 * neither. No exposure gives nulls and the reason `no_exposure`; events without exposure throw a RangeError.
 * Source: Office for Health Improvement and Disparities, PHEindicatormethods 2.1.0, `phe_rate`.
 */
export function eventRate(events: number, exposure: number, per = 1, level = 0.95): EventRate {
  const { lower, upper, method } = countLimits(events, level);
  if (!(exposure >= 0 && Number.isFinite(exposure)) || (exposure === 0 && events > 0) || !(per > 0)) {
    throw new RangeError(`${events} events in an exposure of ${exposure}, per ${per}, are not a rate.`);
  }
  const given = { events, exposure, per, level, method };
  if (exposure === 0) return { ...given, value: null, lower: null, upper: null, reason: "no_exposure" };
  const scale = per / exposure;
  return { ...given, value: events * scale, lower: lower * scale, upper: upper * scale, reason: null };
}
