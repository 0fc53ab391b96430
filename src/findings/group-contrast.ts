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
 * are alike. `decimals` are those of the limits as printed. Groups without a confidence level are not compared.
 */
export function groupContrast(
  groups: readonly ReleasedEstimate[],
  decimals: (figure: PrintableFigure) => number,
): GroupContrast {
  const comparable: Group[] = [];
  for (const estimate of groups) {
    const figure = printableFigure(estimate);
    const level = figure?.interval?.level ?? null;
    if (figure === null || figure.interval === null || level === null || level <= 0 || level >= 1) continue;
    comparable.push({ estimate, figure, interval: decidingInterval(figure.interval, decimals(figure)) });
  }
  const comparisons = (comparable.length * (comparable.length - 1)) / 2;
  return {
    comparable: comparable.length,
    comparisons,
    hidden: groups.length - comparable.length,
    gap: widestGap(comparable, comparisons),
  };
}

function widestGap(groups: readonly Group[], comparisons: number): ClearGap | null {
  let widest: ClearGap | null = null;
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
