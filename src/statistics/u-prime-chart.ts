import { baselineLength, type LaneyChart, type LaneyOptions, laneyChart } from "./laney-chart.ts";

/** A period's events and its opportunity for them, such as person-years or whole-time equivalents. */
export interface RatePeriod {
  readonly events: number;
  readonly exposure: number;
}

/**
 * Laney's u′ chart of a rate whose exposures differ and which varies more (or less) than chance alone allows:
 * ū ± 3 σ_z √(ū/nᵢ), ū = Σc/Σn, σ_z = average moving range of zᵢ = (uᵢ − ū)/√(ū/nᵢ), ÷ 1.128; no limit below 0.
 *
 * `periods` are in order of time; one without exposure has no value and is passed over. Rates and limits are per `per`
 * units of exposure, as is the target. The four rules are those of `specialCauses`, by each point's own limits. No
 * periods, one, or no variation give no limits and a reason. Throws a RangeError for events that are not whole and
 * from 0, an exposure below 0, events without exposure, a `per` not above 0, or frozen limits from fewer than 12
 * periods.
 * Source: Laney (2002), Quality Engineering 14:531–537.
 */
export function uPrimeChart(
  periods: readonly RatePeriod[],
  options: LaneyOptions & { readonly per?: number },
): LaneyChart {
  const { per = 1 } = options;
  for (const { events, exposure } of periods) {
    const possible =
      Number.isSafeInteger(events) && events >= 0 && exposure >= 0 && Number.isFinite(exposure);
    if (!possible || (exposure === 0 && events > 0) || !(per > 0)) {
      throw new RangeError(`${events} events in an exposure of ${exposure}, per ${per}, are not a rate.`);
    }
  }
  const known = periods.filter(({ exposure }) => exposure > 0);
  const baseline = baselineLength(options.limitsFromFirst, known.length);
  const from = known.slice(0, baseline);
  const total = from.reduce((sum, { events }) => sum + events, 0);
  const time = from.reduce((sum, { exposure }) => sum + exposure, 0);
  const centre = time === 0 ? null : total / time;
  const expected = periods.map(({ events, exposure }) => {
    if (exposure === 0 || centre === null) return null;
    const standardDeviation = Math.sqrt(centre / exposure);
    const distance = (events * time - total * exposure) / (exposure * time);
    const z = distance === 0 ? 0 : distance / standardDeviation;
    return { value: (events / exposure) * per, standardDeviation: standardDeviation * per, z };
  });
  const scaled = centre === null ? null : centre * per;
  return laneyChart(expected, scaled, Number.POSITIVE_INFINITY, baseline, options);
}
