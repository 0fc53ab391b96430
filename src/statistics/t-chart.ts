import type { GapChart } from "./gap-chart.ts";
import { specialCauses } from "./special-causes.ts";
import { type Improvement, variation } from "./variation-and-assurance.ts";
import { xmrLimits } from "./xmr-limits.ts";

/** The power that makes exponential times nearly normal. */
const POWER = 3.6;

/**
 * t chart of a rare event: the time from one event to the next, exponential if nothing changes. Times are raised to
 * 1/3.6, which makes them nearly normal, charted as individual values (`xmrLimits`), and the lines raised to 3.6 again.
 *
 * Times are in any unit, from 0; several events in one whole day pile up at 0, and then the g chart or finer times are
 * better. All four rules of `specialCauses` apply, on the transformed scale; a lower limit there below 0 is none.
 * `improvement` is that of the time: longer times between failures are an `increase`. No times, one, or all equal give
 * no limits and a reason. Throws a RangeError for a time that is not finite and from 0.
 * Source: Nelson (1994), Journal of Quality Technology 26:239–240.
 */
export function tChart(times: readonly number[], improvement: Improvement, screening = true): GapChart {
  for (const time of times) {
    if (!(time >= 0)) throw new RangeError(`A time between events is counted from 0, not ${time}.`);
  }
  const transformed = times.map((time) => time ** (1 / POWER));
  const limits = xmrLimits(transformed, screening);
  const back = (line: number | null) => (line === null || line < 0 ? null : line ** POWER);
  const points = specialCauses(transformed, limits).map((position, index) => ({
    ...position,
    value: times[index] ?? Number.NaN,
    variation: variation(position.cause, improvement),
  }));
  return {
    n: limits.n,
    centre: back(limits.mean),
    lower: back(limits.lower),
    upper: back(limits.upper),
    lowerNear: back(limits.lowerNear),
    upperNear: back(limits.upperNear),
    trial: limits.trial,
    points,
    variation: points.at(-1)?.variation ?? null,
    reason: limits.reason,
  };
}
