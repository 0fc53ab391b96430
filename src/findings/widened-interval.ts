import { type CountRounding, consistentCounts, countsRoundingTo } from "../statistics/consistent-counts.ts";
import type { Limits } from "../statistics/newcombe-difference.ts";
import { normalCritical } from "../statistics/normal.ts";
import { studentCritical } from "../statistics/student-t.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { Group } from "./group-contrast.ts";

/**
 * What the figure of a group and its interval may be, at a level at which all `comparisons` of a characteristic hold
 * together: 1 − (1 − level) / comparisons (Bonferroni).
 *
 * A share by Wilson's method gives one interval for each pair of exact counts that the released ones may stand for.
 * Any other figure gives one: the distance of each released limit from the value, multiplied by the ratio of Student's
 * t at the two levels for the fewest people that n may stand for, or of z where n is not known. That of a mean is then
 * t · standard error at the new level, and somewhat more where n was rounded up; never narrower than as printed.
 * Source: Dunn (1961), Journal of the American Statistical Association 56:52–64.
 */
export function widenedIntervals(
  group: Group,
  comparisons: number,
  rounding: CountRounding,
): readonly Limits[] {
  const { figure, interval, estimate } = group;
  const { numerator, denominator, value, n } = figure;
  const level = interval.level ?? 0.95;
  const joint = 1 - (1 - level) / Math.max(1, comparisons);
  if (estimate.method === "wilson" && numerator !== null && denominator !== null && denominator > 0) {
    return consistentCounts({ x: numerator, n: denominator }, rounding).map((pair) => {
      const share = pair.x / pair.n;
      const { lower, upper } = wilsonInterval(pair.x, pair.n, joint);
      return { value: share, lower: lower ?? share, upper: upper ?? share };
    });
  }
  const factor = criticalOf(n, rounding, joint) / criticalOf(n, rounding, level);
  return [
    {
      value,
      lower: Math.min(interval.lower, value - (value - interval.lower) * factor),
      upper: Math.max(interval.upper, value + (interval.upper - value) * factor),
    },
  ];
}

function criticalOf(n: number | null, rounding: CountRounding, level: number): number {
  const fewest = n === null ? undefined : countsRoundingTo(n, rounding)[0];
  return fewest === undefined || fewest < 2 ? normalCritical(level) : studentCritical(fewest - 1, level);
}
