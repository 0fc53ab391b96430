import { exactInteger, exactRatio } from "./exact-integer.ts";
import { type Funnel, type FunnelUnit, funnelBand, funnelPosition } from "./funnel.ts";
import type { SumsOfScores } from "./mean-interval.ts";
import { normalCritical } from "./normal.ts";
import { overdispersion } from "./overdispersion.ts";

/** A unit's sums of scores or of changes, as scaled integers (score × 10^decimals). */
export interface MeanUnit {
  readonly key: string;
  readonly sums: SumsOfScores;
}

/** A funnel of means, with the spread that its limits rest on. */
export interface FunnelOfMeans extends Funnel {
  /** Standard deviation within units, in score points; null without a unit of two people. */
  readonly pooledSd: number | null;
}

/**
 * Funnel plot of mean scores or changes round the mean of all people: limits target ± z · s/√n with the standard
 * deviation s pooled within units, at 95 and 99.8 %, and target ± z √(s²/n + τ²) with an additive random effect.
 *
 * `decimals` is the instrument's; results are in score points. People without a score are in none of the sums. A
 * unit without people has the reason `nobody`; without a spread within units there are no limits, with the reason
 * `no_spread`. Throws a RangeError where a unit's sums cannot belong together.
 * Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202 and Quality and Safety in Health Care
 * 14:347–351.
 */
export function funnelOfMeans(units: readonly MeanUnit[], decimals: number): FunnelOfMeans {
  const scale = 10n ** BigInt(decimals);
  const read = units.map(({ key, sums }) => {
    const n = exactInteger(sums.n);
    const sum = exactInteger(sums.sum);
    const about = n * exactInteger(sums.sumOfSquares) - sum * sum;
    if (n < 0n || about < 0n || (n === 0n && (sum !== 0n || exactInteger(sums.sumOfSquares) !== 0n))) {
      throw new RangeError(`The sums of ${key} cannot belong to one set of scores.`);
    }
    const within = n === 0n ? 0 : exactRatio(about, n * scale * scale);
    return { key, n, sum, within, value: n === 0n ? null : exactRatio(sum, n * scale) };
  });
  const people = read.reduce((total, { n }) => total + n, 0n);
  const sum = read.reduce((total, unit) => total + unit.sum, 0n);
  const freedom = read.reduce((total, { n }) => total + Math.max(0, Number(n) - 1), 0);
  const within = read.reduce((total, unit) => total + unit.within, 0);
  const target = people === 0n ? null : exactRatio(sum, people * scale);
  const pooledSd = freedom === 0 ? null : Math.sqrt(within / freedom);
  const blank = { z: null, limits: null, position: null, adjusted: null, adjustedPosition: null };
  if (target === null || pooledSd === null || pooledSd === 0) {
    const reason = target === null ? "nobody" : "no_spread";
    const without = read.map(({ key, value }) => ({
      key,
      value,
      ...blank,
      reason: value === null ? "nobody" : reason,
    }));
    return { target, pooledSd, units: without, dispersion: overdispersion([]), reason };
  }
  const scored = read.map(({ key, n, value }) => {
    const standardError = pooledSd / Math.sqrt(Number(n));
    return { key, value, standardError, z: value === null ? null : (value - target) / standardError };
  });
  const dispersion = overdispersion(
    scored.flatMap(({ z, standardError }) => (z === null ? [] : [{ z, standardError }])),
  );
  const { tauSquared } = dispersion;
  const placed = scored.map(({ key, value, standardError, z }): FunnelUnit => {
    if (value === null) return { key, value, ...blank, reason: "nobody" };
    const band = (variance: number) =>
      funnelBand((level) => {
        const half = normalCritical(level) * Math.sqrt(variance);
        return { lower: target - half, upper: target + half };
      });
    const limits = band(standardError ** 2);
    const adjusted = tauSquared === null ? null : band(standardError ** 2 + tauSquared);
    return {
      key,
      value,
      z,
      limits,
      position: funnelPosition(value, limits),
      adjusted,
      adjustedPosition: adjusted === null ? null : funnelPosition(value, adjusted),
      reason: null,
    };
  });
  return { target, pooledSd, units: placed, dispersion, reason: null };
}
