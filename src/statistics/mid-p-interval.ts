import { binomial } from "./discrete-distributions.ts";
import { checkShare } from "./share-counts.ts";
import { upperTail } from "./upper-tail.ts";
import type { ProportionInterval } from "./wilson-interval.ts";

/**
 * The mid-p interval for `numerator` of `denominator`: the exact interval with half the chance of the observed
 * count in each tail, P(X < x) + P(X = x) / 2.
 *
 * Covers `level` on average, where Clopper and Pearson's covers it always. Counts are whole numbers with
 * 0 ≤ numerator ≤ denominator (a RangeError otherwise); people whose outcome is not known are in neither. A
 * denominator of 0 gives nulls and the reason `nobody`.
 * Sources: Lancaster (1961), JASA 56:223–234; Newcombe (1998), Statistics in Medicine 17:857–872, method 6.
 */
export function midPInterval(numerator: number, denominator: number, level = 0.95): ProportionInterval {
  checkShare(numerator, denominator);
  const tail = upperTail(level);
  const counts = { numerator, denominator, level };
  if (denominator === 0) return { ...counts, value: null, lower: null, upper: null, reason: "nobody" };
  return {
    ...counts,
    value: numerator / denominator,
    lower: numerator === 0 ? 0 : chanceBelow(numerator, denominator, 1 - tail),
    upper: numerator === denominator ? 1 : chanceBelow(numerator, denominator, tail),
    reason: null,
  };
}

/** The chance at which the mid-p share below falls to `wanted`, by halving: it falls as the chance grows. */
function chanceBelow(numerator: number, denominator: number, wanted: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    const { at, upTo } = binomial(denominator, middle);
    if (upTo(numerator - 1) + at(numerator) / 2 > wanted) low = middle;
    else high = middle;
  }
}
