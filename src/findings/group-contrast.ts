import type { CountRounding } from "../statistics/consistent-counts.ts";
import { type Limits, newcombeDifference } from "../statistics/newcombe-difference.ts";
import { decidingInterval } from "./number-words.ts";
import {
  type Interval,
  type PrintableFigure,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { widenedIntervals } from "./widened-interval.ts";

/** A group with a figure and a confidence interval; limits as released or as printed, whichever is wider. */
export interface Group {
  readonly estimate: ReleasedEstimate;
  readonly figure: PrintableFigure;
  readonly interval: Interval;
}

/** Two groups whose difference was shown. */
export interface ClearGap {
  readonly higher: Group;
  readonly lower: Group;
  /** The least difference that the interval of the difference allows, in the measure's unit. */
  readonly distance: number;
  /** Smallest of all groups compared: it decides how many decimals shares are printed with. */
  readonly denominator: number | null;
}

/** Groups of one characteristic that can be compared in one measure. */
export interface ComparableGroups {
  /** Groups with a figure and an interval; limits as printed with these groups beside each other. */
  readonly groups: readonly Group[];
  /** Pairs of them. */
  readonly pairs: number;
  /** Groups whose figure or interval is not shown. */
  readonly hidden: number;
  readonly denominator: number | null;
}

/**
 * Finds the groups that can be compared: with a figure, an interval and a confidence level. `decimals` gives those of
 * the limits as printed, alike for all groups: from the smallest denominator, null where one is not known.
 */
export function comparableGroups(
  all: readonly ReleasedEstimate[],
  decimals: (denominator: number | null) => number,
): ComparableGroups {
  const shown: Group[] = [];
  for (const estimate of all) {
    const figure = printableFigure(estimate);
    const level = figure?.interval?.level ?? null;
    if (figure === null || figure.interval === null || level === null || level <= 0 || level >= 1) continue;
    shown.push({ estimate, figure, interval: figure.interval });
  }
  const denominators = shown.map(({ figure }) => figure.denominator);
  const denominator = denominators.reduce(
    (least, one) => (least === null || one === null ? null : Math.min(least, one)),
    denominators[0] ?? null,
  );
  const places = decimals(denominator);
  const groups = shown.map((group) => ({ ...group, interval: decidingInterval(group.interval, places) }));
  return {
    groups,
    pairs: (groups.length * (groups.length - 1)) / 2,
    hidden: all.length - groups.length,
    denominator,
  };
}

/**
 * The widest clear gap between two groups; null where there is none.
 *
 * A gap is clear only where the interval of the difference excludes 0 at level 1 − 0.05 / m, with m the comparisons that
 * are allowed for ({@link newcombeDifference} of {@link widenedIntervals}): a two-sided test with Bonferroni's
 * allowance. Where counts were rounded it excludes 0 for every pair of exact counts of both groups, the least favourable
 * ones too. Of the clear gaps the widest is that with the greatest least difference; the first in order of the release
 * where several are alike.
 */
export function clearGap(
  { groups, denominator }: ComparableGroups,
  comparisons: number,
  rounding: CountRounding,
): ClearGap | null {
  const gap = widestGap(groups, comparisons, rounding);
  return gap === null ? null : { ...gap, denominator };
}

function widestGap(
  groups: readonly Group[],
  comparisons: number,
  rounding: CountRounding,
): Omit<ClearGap, "denominator"> | null {
  let widest: Omit<ClearGap, "denominator"> | null = null;
  const known = new Map<Group, readonly Limits[]>();
  const possible = (group: Group): readonly Limits[] => {
    const found = known.get(group) ?? widenedIntervals(group, comparisons, rounding);
    known.set(group, found);
    return found;
  };
  for (const higher of groups) {
    for (const lower of groups) {
      if (higher.figure.value <= lower.figure.value) continue;
      const distance = leastDifference(possible(higher), possible(lower), widest?.distance ?? 0);
      if (distance !== null) widest = { higher, lower, distance };
    }
  }
  return widest;
}

/** The lowest limit of the difference over all that both may be; null as soon as it is not above `floor`. */
function leastDifference(higher: readonly Limits[], lower: readonly Limits[], floor: number): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (const one of higher) {
    for (const other of lower) {
      least = Math.min(least, newcombeDifference(one, other).lower);
      if (least <= floor) return null;
    }
  }
  return least;
}
