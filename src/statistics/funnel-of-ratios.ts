import { poissonFunnelLimits } from "./exact-funnel-limits.ts";
import { type Funnel, type FunnelLimits, type FunnelUnit, funnelBand, funnelPosition } from "./funnel.ts";
import { normalCritical } from "./normal.ts";
import { overdispersion } from "./overdispersion.ts";

/** A unit's events, beside those expected of it at the rates of a reference. */
export interface RatioUnit {
  readonly key: string;
  readonly observed: number;
  readonly expected: number;
}

/** Scale on which units are compared, and how outlying scores are trimmed before estimating τ². */
export type RatioScale = "square_root" | "log";

/** Standard error = `spread` ÷ √E on each scale. */
const SCALES = {
  square_root: { to: Math.sqrt, from: (y: number) => Math.max(0, y) ** 2, spread: 0.5, trim: "winsorise" },
  log: { to: Math.log, from: Math.exp, spread: 1, trim: "truncate" },
} as const;

/**
 * Limits of observed ÷ expected round 1 with a variance between units, on the square-root scale, where the standard
 * error is 1 ÷ (2√E), or the log scale, where it is 1 ÷ √E, and carried back to ratios.
 *
 * `tauSquared` is on the same scale. Throws a RangeError unless E is above 0 and τ² from 0.
 * Source: Spiegelhalter (2005), Quality and Safety in Health Care 14:347–351.
 */
export function ratioFunnelLimits(
  expected: number,
  tauSquared: number,
  scale: RatioScale,
  level: number,
): FunnelLimits {
  if (!(expected > 0 && tauSquared >= 0)) {
    throw new RangeError(`${expected} expected events with τ² ${tauSquared} have no limits.`);
  }
  const { to, from, spread } = SCALES[scale];
  const half = normalCritical(level) * Math.sqrt(spread ** 2 / expected + tauSquared);
  return { lower: from(to(1) - half), upper: from(to(1) + half) };
}

/**
 * Funnel plot of observed ÷ expected events round 1: exact Poisson limits at 95 and 99.8 %, and limits with an
 * additive random effect. The square-root scale winsorises scores; the log scale truncates them, as the Summary
 * Hospital-level Mortality Indicator does.
 *
 * `observed` is a whole number from 0 and `expected` a number from 0 (a RangeError otherwise). A unit without
 * expected events has the reason `no_expected`; on the log scale a unit without events has no score, the reason
 * `no_events` and no part in τ², but its limits stand. The target is the reference, not the units' own average.
 * Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202 and Quality and Safety in Health Care
 * 14:347–351; NHS Digital, SHMI methodology.
 */
export function funnelOfRatios(units: readonly RatioUnit[], scale: RatioScale = "square_root"): Funnel {
  const { to, spread, trim } = SCALES[scale];
  const scored = units.map(({ key, observed, expected }) => {
    if (!Number.isSafeInteger(observed) || observed < 0 || !(expected >= 0 && Number.isFinite(expected))) {
      throw new RangeError(`${observed} events where ${expected} are expected are not a ratio.`);
    }
    const value = expected === 0 ? null : observed / expected;
    const unscored = value === null || (scale === "log" && observed === 0);
    const standardError = spread / Math.sqrt(expected);
    return { key, expected, value, standardError, z: unscored ? null : (to(value) - to(1)) / standardError };
  });
  const dispersion = overdispersion(
    scored.flatMap(({ z, standardError }) => (z === null ? [] : [{ z, standardError }])),
    trim,
  );
  const { tauSquared } = dispersion;
  const placed = scored.map(({ key, expected, value, z }): FunnelUnit => {
    if (value === null) {
      const blank = { limits: null, position: null, adjusted: null, adjustedPosition: null };
      return { key, value, z, ...blank, reason: "no_expected" };
    }
    const limits = funnelBand((level) => poissonFunnelLimits(expected, level));
    const adjusted =
      tauSquared === null
        ? null
        : funnelBand((level) => ratioFunnelLimits(expected, tauSquared, scale, level));
    return {
      key,
      value,
      z,
      limits,
      position: funnelPosition(value, limits),
      adjusted,
      adjustedPosition: adjusted === null ? null : funnelPosition(value, adjusted),
      reason: z === null ? "no_events" : null,
    };
  });
  return { target: 1, units: placed, dispersion, reason: null };
}
