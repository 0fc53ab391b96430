import type { FunnelLimits } from "./funnel.ts";
import { normalCritical } from "./normal.ts";

/**
 * Score limits of a share in `n` people where the target is `target`: θ ± z √(θ(1 − θ)/n), kept within 0–1. A unit
 * lies outside exactly where Wilson's interval of its share leaves out the target.
 *
 * `n` is from 1 and the target lies between 0 and 1, ends excluded; throws a RangeError otherwise.
 * Source: PHEindicatormethods 2.1.0, `assign_funnel_significance` for proportions.
 */
export function scoreFunnelLimits(target: number, n: number, level: number): FunnelLimits {
  if (!(n >= 1 && target > 0 && target < 1)) {
    throw new RangeError(`A target of ${target} among ${n} people has no limits.`);
  }
  const half = normalCritical(level) * Math.sqrt((target * (1 - target)) / n);
  return { lower: Math.max(0, target - half), upper: Math.min(1, target + half) };
}
