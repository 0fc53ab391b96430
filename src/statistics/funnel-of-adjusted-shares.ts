import type { ShareUnit } from "./funnel-of-shares.ts";
import { type Overdispersion, overdispersion } from "./overdispersion.ts";
import { checkShare } from "./share-counts.ts";

/** A unit's counts, and how many with the outcome there would be at everybody's shares in its strata. */
export interface AdjustedShareUnit extends ShareUnit {
  readonly expected: number;
}

/** A share after adjustment, and the number of people of the usual mix that would tell as much. */
export interface AdjustedShare {
  readonly value: number;
  readonly size: number;
}

/** Shares adjusted for who the people are, with what differs between units beyond chance. */
export interface FunnelOfAdjustedShares {
  readonly target: number | null;
  readonly units: readonly (AdjustedShare & { readonly key: string; readonly z: number })[];
  /** With a tenth of the scores drawn in at each end, so that outliers do not widen the limits. */
  readonly dispersion: Overdispersion;
  /** Between all units as they are: DerSimonian and Laird's τ², for shrinkage. */
  readonly tauSquaredOfAll: number | null;
  readonly reason: "nobody" | "no_spread" | null;
}

/**
 * The indirectly standardised share θ · O ÷ E of a unit, not above 1, and its effective size: with e = E ÷ n the number
 * m = n · [e ÷ (1 − e)] · [(1 − θ) ÷ θ] at which a share of θ has the standard error of θ · O ÷ E, which is
 * (θ ÷ e) √(e (1 − e) ÷ n).
 *
 * `usual` is e, `target` θ; both lie between 0 and 1, ends excluded, and n is from 1 (a RangeError otherwise). That the
 * people of a unit differ among themselves is left out of the error, which makes it, if anything, too large.
 * Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, ch. 2; Spiegelhalter (2005), Statistics in
 * Medicine 24:1185–1202.
 */
export function adjustedShare(share: number, n: number, usual: number, target: number): AdjustedShare {
  if (!(n >= 1 && usual > 0 && usual < 1 && target > 0 && target < 1)) {
    throw new RangeError(`A share of ${n} people cannot be set against ${usual} and ${target}.`);
  }
  return {
    value: Math.min(1, (target * share) / usual),
    size: (n * usual * (1 - target)) / ((1 - usual) * target),
  };
}

/**
 * Shares of units adjusted by {@link adjustedShare} round the share of all units together, with scores on the arcsine
 * scale. Where every unit is expected to have everybody's share, this is the funnel of shares.
 *
 * A unit without people is left out. Throws a RangeError for counts that are not whole with 0 ≤ numerator ≤
 * denominator, or an expected number that is not between 0 and the people, ends excluded.
 */
export function funnelOfAdjustedShares(units: readonly AdjustedShareUnit[]): FunnelOfAdjustedShares {
  for (const { numerator, denominator } of units) checkShare(numerator, denominator);
  const present = units.filter(({ denominator }) => denominator > 0);
  const people = present.reduce((sum, unit) => sum + unit.denominator, 0);
  const outcomes = present.reduce((sum, unit) => sum + unit.numerator, 0);
  const target = people === 0 ? null : outcomes / people;
  if (target === null || target === 0 || target === 1) {
    const reason = target === null ? "nobody" : "no_spread";
    return { target, units: [], dispersion: overdispersion([]), tauSquaredOfAll: null, reason };
  }
  const angle = (share: number) => Math.asin(Math.sqrt(share));
  const scored = present.map(({ key, numerator, denominator: n, expected }) => {
    const { value, size } = adjustedShare(numerator / n, n, expected / n, target);
    return {
      key,
      value,
      size,
      z: (angle(value) - angle(target)) * 2 * Math.sqrt(size),
      standardError: 1 / (2 * Math.sqrt(size)),
    };
  });
  return {
    target,
    units: scored.map(({ standardError: _, ...unit }) => unit),
    dispersion: overdispersion(scored),
    tauSquaredOfAll: overdispersion(scored, "none").tauSquared,
    reason: null,
  };
}
