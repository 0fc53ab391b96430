import { decidingInterval } from "./number-words.ts";
import {
  type Interval,
  type PrintableFigure,
  printableFigure,
  type ReleasedEstimate,
} from "./released-estimate.ts";

interface Group {
  readonly estimate: ReleasedEstimate;
  readonly figure: PrintableFigure;
}

/** Two groups whose intervals do not overlap, if there are any. */
export interface GroupContrast {
  /** Groups with a figure and an interval. */
  readonly comparable: number;
  /** Groups whose figure or interval is not shown. */
  readonly hidden: number;
  readonly pair: { readonly higher: Group; readonly lower: Group } | null;
}

/**
 * Finds the two groups that stand furthest apart: the greatest lower limit and the least upper limit.
 * They are a pair only where the first is above the second; `decimals` are those of the limits as printed.
 */
export function groupContrast(
  groups: readonly ReleasedEstimate[],
  decimals: (figure: PrintableFigure) => number,
): GroupContrast {
  const comparable: (Group & { readonly interval: Interval })[] = [];
  for (const estimate of groups) {
    const figure = printableFigure(estimate);
    if (figure === null || figure.interval === null) continue;
    comparable.push({ estimate, figure, interval: decidingInterval(figure.interval, decimals(figure)) });
  }
  const hidden = groups.length - comparable.length;
  const [first, ...rest] = comparable;
  if (first === undefined) return { comparable: 0, hidden, pair: null };
  let higher = first;
  let lower = first;
  for (const group of rest) {
    if (group.interval.lower > higher.interval.lower) higher = group;
    if (group.interval.upper < lower.interval.upper) lower = group;
  }
  const apart = higher.interval.lower > lower.interval.upper;
  return { comparable: comparable.length, hidden, pair: apart ? { higher, lower } : null };
}
