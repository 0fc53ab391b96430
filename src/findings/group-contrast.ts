import { decidingInterval } from "./number-words.ts";
import {
  type Interval,
  type PrintableFigure,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";
import { widenedInterval } from "./widened-interval.ts";

/** A group with a figure and a confidence interval; limits as released or as printed, whichever is wider. */
export interface Group {
  readonly estimate: ReleasedEstimate;
  readonly figure: PrintableFigure;
  readonly interval: Interval;
}

/** Two groups that stand clearly apart; `distance` between the nearer ends of their intervals, in the measure's unit. */
export interface ClearGap {
  readonly higher: Group;
  readonly lower: Group;
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
 * A gap is clear only where the two intervals do not overlap after each is widened for the number of pairs
 * compared (Bonferroni: see {@link widenedInterval}). Of the clear ones the widest is that with the greatest
 * distance between the nearer ends of the intervals as printed; the first in order of the release where several
 * are alike. `decimals` gives those of the limits as printed, alike for all groups: from the smallest denominator,
 * null where one is not known. Groups without a confidence level are not compared.
 */
export function groupContrast(
  groups: readonly ReleasedEstimate[],
  decimals: (denominator: number | null) => number,
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
  const gap = widestGap(comparable, comparisons);
  return {
    comparable: comparable.length,
    comparisons,
    hidden: groups.length - comparable.length,
    gap: gap === null ? null : { ...gap, denominator },
  };
}

function widestGap(groups: readonly Group[], comparisons: number): Omit<ClearGap, "denominator"> | null {
  let widest: Omit<ClearGap, "denominator"> | null = null;
  const known = new Map<Group, Interval>();
  const widened = (group: Group): Interval => {
    const found = known.get(group) ?? widenedInterval(group, comparisons);
    known.set(group, found);
    return found;
  };
  for (const higher of groups) {
    for (const lower of groups) {
      const distance = higher.interval.lower - lower.interval.upper;
      if (distance <= (widest?.distance ?? 0)) continue;
      if (widened(higher).lower > widened(lower).upper) widest = { higher, lower, distance };
    }
  }
  return widest;
}
