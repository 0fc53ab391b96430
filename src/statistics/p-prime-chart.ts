import { baselineLength, type LaneyChart, type LaneyOptions, laneyChart } from "./laney-chart.ts";
import { checkShare } from "./share-counts.ts";

/** A period's people with the outcome, out of its people whose outcome is known. */
export interface SharePeriod {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Laney's p′ chart of a share whose denominators differ and vary more (or less) than chance alone allows:
 * p̄ ± 3 σ_z √(p̄(1 − p̄)/nᵢ), p̄ = Σx/Σn, σ_z = average moving range of zᵢ = (pᵢ − p̄)/√(p̄(1 − p̄)/nᵢ), ÷ 1.128.
 *
 * Shares and limits are 0–1. `periods` are in order of time; one with nobody in its denominator has no value and is
 * passed over. The four rules are those of `specialCauses`, by each point's own limits; a trend is one of the shares
 * themselves. No periods, one, or no variation (all shares equal, so none or all with the outcome) give no limits and
 * a reason. Throws a RangeError unless 0 ≤ numerator ≤ denominator in whole numbers, or for frozen limits from fewer
 * than 12 periods.
 * Source: Laney (2002), Quality Engineering 14:531–537; Mohammed and Laney (2006), Quality and Safety in Health Care
 * 15:383–384.
 */
export function pPrimeChart(periods: readonly SharePeriod[], options: LaneyOptions): LaneyChart {
  for (const { numerator, denominator } of periods) checkShare(numerator, denominator);
  const known = periods.filter(({ denominator }) => denominator > 0);
  const baseline = baselineLength(options.limitsFromFirst, known.length);
  const from = known.slice(0, baseline);
  const x = from.reduce((sum, { numerator }) => sum + numerator, 0);
  const n = from.reduce((sum, { denominator }) => sum + denominator, 0);
  const centre = n === 0 ? null : x / n;
  const expected = periods.map(({ numerator, denominator }) => {
    if (denominator === 0 || centre === null) return null;
    const standardDeviation = Math.sqrt((centre * (1 - centre)) / denominator);
    const distance = (numerator * n - x * denominator) / (denominator * n);
    const z = distance === 0 ? 0 : distance / standardDeviation;
    return { value: numerator / denominator, standardDeviation, z };
  });
  return laneyChart(expected, centre, 1, baseline, options);
}
