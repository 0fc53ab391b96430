import { normalCritical } from "../statistics/normal.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { Group } from "./group-contrast.ts";
import type { Interval } from "./released-estimate.ts";

/**
 * Widens the interval of a group so that all `comparisons` of a characteristic hold together at its level.
 *
 * Bonferroni: the level becomes 1 − (1 − level) / comparisons. A share by Wilson's method is worked out anew from
 * its released counts at that level; any other interval has the distance of each limit from its value multiplied by
 * z(1 − 0.025 / comparisons) / 1.96 (for level 0.95). Never narrower than the interval as printed.
 * Source: Dunn (1961), Journal of the American Statistical Association 56:52–64.
 */
export function widenedInterval(group: Group, comparisons: number): Interval {
  const { figure, interval, estimate } = group;
  const level = interval.level;
  if (level === null || comparisons <= 1) return interval;
  const joint = 1 - (1 - level) / comparisons;
  const { numerator, denominator, value } = figure;
  if (estimate.method === "wilson" && areCounts(numerator, denominator)) {
    const wilson = wilsonInterval(numerator ?? 0, denominator ?? 0, joint);
    return {
      lower: Math.min(interval.lower, wilson.lower ?? interval.lower),
      upper: Math.max(interval.upper, wilson.upper ?? interval.upper),
      level: joint,
    };
  }
  const factor = normalCritical(joint) / normalCritical(level);
  return {
    lower: Math.min(interval.lower, value - (value - interval.lower) * factor),
    upper: Math.max(interval.upper, value + (interval.upper - value) * factor),
    level: joint,
  };
}

function areCounts(numerator: number | null, denominator: number | null): boolean {
  return (
    numerator !== null &&
    denominator !== null &&
    Number.isSafeInteger(numerator) &&
    Number.isSafeInteger(denominator) &&
    numerator >= 0 &&
    denominator > 0 &&
    numerator <= denominator
  );
}
