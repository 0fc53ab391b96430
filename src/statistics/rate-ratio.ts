import { clopperPearson } from "./clopper-pearson.ts";
import { exactBinomialTest } from "./exact-tests.ts";
import { normalCritical } from "./normal.ts";

/** Events over a time of observation. */
export interface Rate {
  readonly events: number;
  /** In the same unit for both rates: person-years, appointments. */
  readonly exposure: number;
}

/** How many times the second rate the first one is; null where a part is not defined. */
export interface RateRatio {
  readonly ratio: number | null;
  /** Exact limits; the upper one is null (no bound) without events in the second group. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Limits on the log scale, for many events; null where either group has no events. */
  readonly logLower: number | null;
  readonly logUpper: number | null;
  readonly level: number;
  /** Exact two-sided p-value against equal rates. */
  readonly p: number | null;
  readonly reason: "no_events" | "no_events_in_second" | null;
}

/**
 * Ratio of two rates, (a ÷ T₁) ÷ (b ÷ T₂). Given a + b events the first group's are binomial, so that the exact
 * limits follow from Clopper and Pearson's; on the log scale the standard error is √(1/a + 1/b).
 *
 * Events are whole numbers from 0 and exposures above 0; throws a RangeError otherwise. No events at all give nulls
 * and the reason `no_events`; none in the second group a lower limit only.
 * Sources: Przyborowski and Wilenski (1940), Biometrika 31:313–323; Rothman, Greenland and Lash (2008), Modern
 * Epidemiology, 3rd ed., ch. 14.
 */
export function rateRatio(first: Rate, second: Rate, level = 0.95): RateRatio {
  const [a, b] = [first.events, second.events];
  for (const { exposure } of [first, second]) {
    if (!(exposure > 0 && Number.isFinite(exposure))) {
      throw new RangeError(`An exposure is a number above 0, not ${exposure}.`);
    }
  }
  const share = clopperPearson(a, a + b, level);
  const nothing = { ratio: null, logLower: null, logUpper: null, level };
  if (share.lower === null || share.upper === null) {
    return { ...nothing, lower: null, upper: null, p: null, reason: "no_events" };
  }
  const perExposure = second.exposure / first.exposure;
  const odds = (of: number) => (of / (1 - of)) * perExposure;
  const p = exactBinomialTest(a, a + b, first.exposure / (first.exposure + second.exposure));
  if (b === 0) return { ...nothing, lower: odds(share.lower), upper: null, p, reason: "no_events_in_second" };
  const ratio = (a / b) * perExposure;
  const times = a === 0 ? null : Math.exp(normalCritical(level) * Math.sqrt(1 / a + 1 / b));
  return {
    ratio,
    lower: odds(share.lower),
    upper: odds(share.upper),
    logLower: times === null ? null : ratio / times,
    logUpper: times === null ? null : ratio * times,
    level,
    p,
    reason: null,
  };
}
