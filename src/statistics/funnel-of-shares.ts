import { binomialFunnelLimits } from "./exact-funnel-limits.ts";
import { type Funnel, type FunnelLimits, type FunnelUnit, funnelBand, funnelPosition } from "./funnel.ts";
import { normalCritical } from "./normal.ts";
import { overdispersion } from "./overdispersion.ts";
import { checkShare } from "./share-counts.ts";

/** A unit's people with the outcome, out of its people whose outcome is known. */
export interface ShareUnit {
  readonly key: string;
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Limits of a share on the arcsine scale, where its standard error is 1 ÷ (2√n), with a variance between units:
 * sin²(asin√θ ± z √(1/(4n) + τ²)), held at 0 and 1 where the angle would turn.
 *
 * `tauSquared` is on the arcsine scale. Throws a RangeError unless n is from 1, 0 ≤ θ ≤ 1 and τ² from 0.
 * Source: Spiegelhalter (2005), Quality and Safety in Health Care 14:347–351.
 */
export function arcsineFunnelLimits(
  target: number,
  n: number,
  tauSquared: number,
  level: number,
): FunnelLimits {
  if (!(n >= 1 && target >= 0 && target <= 1 && tauSquared >= 0)) {
    throw new RangeError(`A target of ${target} among ${n} people with τ² ${tauSquared} has no limits.`);
  }
  const angle = Math.asin(Math.sqrt(target));
  const half = normalCritical(level) * Math.sqrt(1 / (4 * n) + tauSquared);
  return {
    lower: Math.sin(Math.max(0, angle - half)) ** 2,
    upper: Math.sin(Math.min(Math.PI / 2, angle + half)) ** 2,
  };
}

/**
 * Funnel plot of shares round the share of all units together: exact binomial limits at 95 and 99.8 %, and limits
 * with an additive random effect estimated on the arcsine scale, where a share of 0 has a score like any other.
 *
 * Counts are whole numbers with 0 ≤ numerator ≤ denominator (a RangeError otherwise). A unit without people has no
 * score and the reason `nobody`; a target of 0 or 1 leaves no limits, with the reason `no_spread`.
 * Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202 and Quality and Safety in Health Care
 * 14:347–351.
 */
export function funnelOfShares(units: readonly ShareUnit[]): Funnel {
  for (const { numerator, denominator } of units) checkShare(numerator, denominator);
  const people = units.reduce((sum, unit) => sum + unit.denominator, 0);
  const outcomes = units.reduce((sum, unit) => sum + unit.numerator, 0);
  const target = people === 0 ? null : outcomes / people;
  const blank = { z: null, limits: null, position: null, adjusted: null, adjustedPosition: null };
  const valued = units.map(({ key, numerator, denominator }) => ({
    key,
    value: denominator === 0 ? null : numerator / denominator,
    ...blank,
  }));
  if (target === null || target === 0 || target === 1) {
    const reason = target === null ? "nobody" : "no_spread";
    const without = valued.map((unit) => ({ ...unit, reason: unit.value === null ? "nobody" : reason }));
    return { target, units: without, dispersion: overdispersion([]), reason };
  }
  const angle = (share: number) => Math.asin(Math.sqrt(share));
  const score = (value: number, n: number) => (angle(value) - angle(target)) * 2 * Math.sqrt(n);
  const dispersion = overdispersion(
    units.flatMap(({ numerator, denominator: n }) =>
      n === 0 ? [] : [{ z: score(numerator / n, n), standardError: 1 / (2 * Math.sqrt(n)) }],
    ),
  );
  const { tauSquared } = dispersion;
  const placed = valued.map((unit, index): FunnelUnit => {
    const n = units[index]?.denominator ?? 0;
    const { value } = unit;
    if (value === null) return { ...unit, reason: "nobody" };
    const limits = funnelBand((level) => binomialFunnelLimits(target, n, level));
    const adjusted =
      tauSquared === null ? null : funnelBand((level) => arcsineFunnelLimits(target, n, tauSquared, level));
    return {
      ...unit,
      z: score(value, n),
      limits,
      position: funnelPosition(value, limits),
      adjusted,
      adjustedPosition: adjusted === null ? null : funnelPosition(value, adjusted),
      reason: null,
    };
  });
  return { target, units: placed, dispersion, reason: null };
}
