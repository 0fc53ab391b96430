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

/** What the groups of one characteristic allow to be said of one measure. */
export interface GroupContrast {
  /** Groups with a figure and an interval. */
  readonly comparable: number;
  /** Pairs of such groups: the comparisons allowed for. */
  readonly comparisons: number;
  /** Groups whose figure or interval is not shown. */
  readonly hidden: number;
  readonly gap: ClearGap | null;
}

/**
 * Finds the widest clear gap between two groups of a characteristic.
 *
 * A gap is clear only where the interval of the difference excludes 0 at level 1 − 0.05 / m, with m the pairs compared
 * ({@link newcombeDifference} of {@link widenedIntervals}): a two-sided test with Bonferroni's allowance. Where counts
 * were rounded it excludes 0 for every pair of exact counts of both groups, the least favourable ones too. Of the
 * clear gaps the widest is that with the greatest least difference; the first in order of the release where several
 * are alike. `decimals` gives those of the limits as printed, alike for all groups: from the smallest denominator,
 * null where one is not known. Groups without a confidence level are not compared.
 */
export function groupContrast(
  groups: readonly ReleasedEstimate[],
  decimals: (denominator: number | null) => number,
  rounding: CountRounding,
): GroupContrast {
  const shown: Group[] = [];
  for (const estimate of groups) {
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
  const comparable = shown.map((group) => ({ ...group, interval: decidingInterval(group.interval, places) }));
  const comparisons = (comparable.length * (comparable.length - 1)) / 2;
  const gap = widestGap(comparable, comparisons, rounding);
  return {
    comparable: comparable.length,
    comparisons,
    hidden: groups.length - comparable.length,
    gap: gap === null ? null : { ...gap, denominator },
  };
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
