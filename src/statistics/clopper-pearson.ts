import { compiled, incbi } from "cephes";
import { checkShare } from "./share-counts.ts";
import { upperTail } from "./upper-tail.ts";
import type { ProportionInterval } from "./wilson-interval.ts";

await compiled;

/**
 * Clopper and Pearson's exact interval for `numerator` of `denominator`, from quantiles of beta distributions:
 * B(α/2; x, n − x + 1) to B(1 − α/2; x + 1, n − x).
 *
 * Never covers less than `level`, mostly more: wider than Wilson's. Counts are whole numbers with
 * 0 ≤ numerator ≤ denominator (a RangeError otherwise); people whose outcome is not known are in neither. A
 * denominator of 0 gives nulls and the reason `nobody`.
 * Source: Clopper and Pearson (1934), Biometrika 26:404–413.
 */
export function clopperPearson(numerator: number, denominator: number, level = 0.95): ProportionInterval {
  checkShare(numerator, denominator);
  const tail = upperTail(level);
  const counts = { numerator, denominator, level };
  if (denominator === 0) return { ...counts, value: null, lower: null, upper: null, reason: "nobody" };
  const others = denominator - numerator;
  return {
    ...counts,
    value: numerator / denominator,
    lower: numerator === 0 ? 0 : incbi(numerator, others + 1, tail),
    upper: others === 0 ? 1 : 1 - incbi(others, numerator + 1, tail),
    reason: null,
  };
}
