import { compiled, igami } from "cephes";
import { normalCritical } from "./normal.ts";
import { upperTail } from "./upper-tail.ts";

await compiled;

/** Limits of the number of events to be expected over the same time. */
export interface CountLimits {
  readonly lower: number;
  readonly upper: number;
}

/** Below this many events Byar's approximation gives way to the exact limits. */
export const EXACT_BELOW = 10;

/**
 * Exact limits of a Poisson count, from quantiles of gamma distributions: G(α/2; O) to G(1 − α/2; O + 1).
 *
 * `events` is a whole number from 0 (a RangeError otherwise); the lower limit at 0 is 0.
 * Source: Garwood (1936), Biometrika 28:437–442.
 */
export function exactCountLimits(events: number, level = 0.95): CountLimits {
  checkEvents(events);
  const tail = upperTail(level);
  return { lower: events === 0 ? 0 : igami(events, 1 - tail), upper: igami(events + 1, tail) };
}

/**
 * Byar's approximate limits of a Poisson count: O (1 − 1/(9O) − z/(3√O))³ to the same with O + 1 and + z.
 *
 * `events` is a whole number from 1: at 0 the lower limit is not defined (a RangeError).
 * Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69.
 */
export function byarLimits(events: number, level = 0.95): CountLimits {
  checkEvents(events);
  if (events === 0) throw new RangeError("Byar's limits are not defined for 0 events.");
  const z = normalCritical(level);
  const limit = (count: number, shift: number) =>
    count * (1 - 1 / (9 * count) + shift / (3 * Math.sqrt(count))) ** 3;
  return { lower: limit(events, -z), upper: limit(events + 1, z) };
}

/**
 * Limits of a count as public-health statistics give them: exact below 10 events, Byar's from 10.
 *
 * `events` is a whole number from 0; throws a RangeError otherwise. Events that were not recorded cannot be
 * allowed for. Source: Office for Health Improvement and Disparities, PHEindicatormethods 2.1.0, `phe_rate`.
 */
export function countLimits(
  events: number,
  level = 0.95,
): CountLimits & { readonly method: "exact" | "byar" } {
  return events < EXACT_BELOW
    ? { ...exactCountLimits(events, level), method: "exact" }
    : { ...byarLimits(events, level), method: "byar" };
}

function checkEvents(events: number): void {
  if (!Number.isSafeInteger(events) || events < 0) {
    throw new RangeError(`The number of events is a whole number from 0, not ${events}.`);
  }
}
