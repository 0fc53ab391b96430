import type { XmrLimits } from "./xmr-limits.ts";

/** Points in a row on one side of the mean that make a shift; points in a row that rise or fall to make a trend. */
const RUN = 7;

/** Why a point is more than chance; the first that applies, in this order: outside, trend, two of three, shift. */
export type SpecialCause =
  | "above_limits"
  | "below_limits"
  | "rising"
  | "falling"
  | "two_of_three_above"
  | "two_of_three_below"
  | "shift_above"
  | "shift_below";

/** Where a point lies. */
export interface PointPosition {
  /** 1 above the mean, −1 below, 0 on it; null without a mean. */
  readonly side: -1 | 0 | 1 | null;
  /** Beyond the process limits; null without limits. */
  readonly outside: boolean | null;
  /** Between the near limits and the process limits; null without limits. */
  readonly close: boolean | null;
  readonly cause: SpecialCause | null;
}

/**
 * Making Data Count's four rules for the points of one phase, in order.
 *
 * 1. Outside: beyond the process limits. 2. Shift: seven points or more in a row on one side of the mean; a point on
 * the mean ends the row. 3. Trend: seven points or more in a row that each rise, or each fall; a tie ends the row.
 * 4. Two of three: in three successive points on one side of the mean, two or more between the near limits and the
 * process limits; a point outside does not count towards the two, and only the near ones are marked. All points of
 * a shift or trend are marked; the turning point of two trends belongs to the rising one. Without limits (all points
 * equal while they were drawn up) rules 1 and 4 are silent. Differences within rounding are none.
 * Source: NHS England, Making Data Count; as coded in NHSRplotthedots 0.2.2.
 */
export function specialCauses(values: readonly number[], limits: XmrLimits): readonly PointPosition[] {
  const compare = (one: number, other: number) => {
    const difference = one - other;
    const rounding = Math.max(limits.rounding, 1e-12 * Math.max(Math.abs(one), Math.abs(other)));
    return Math.abs(difference) <= rounding ? 0 : difference > 0 ? 1 : -1;
  };
  const { mean, lower, upper, lowerNear, upperNear } = limits;
  const sides = values.map((value) => (mean === null ? null : compare(value, mean)));
  const outside = values.map((value) =>
    lower === null || upper === null ? null : compare(value, upper) > 0 || compare(value, lower) < 0,
  );
  const close = values.map((value, index) =>
    lowerNear === null || upperNear === null
      ? null
      : outside[index] === false && (compare(value, upperNear) > 0 || compare(value, lowerNear) < 0),
  );
  const steps = values.slice(1).map((value, index) => compare(value, values[index] ?? Number.NaN));
  return markedPoints(
    values.map((_, index) => ({
      side: sides[index] ?? null,
      outside: outside[index] ?? null,
      close: close[index] ?? null,
      step: steps[index - 1] ?? null,
    })),
  );
}

/** Where a point lies by its own limits, before the rules that look at its neighbours. */
export interface PlacedPoint extends Omit<PointPosition, "cause"> {
  /** 1 above the point before it, −1 below, 0 level with it; null for the first. */
  readonly step: -1 | 0 | 1 | null;
}

/** The four rules of {@link specialCauses} for points already placed, whose limits may differ from point to point. */
export function markedPoints(points: readonly PlacedPoint[]): readonly PointPosition[] {
  const sides = points.map(({ side }) => side);
  const steps = points.slice(1).map(({ step }) => step);
  const shift = inRun(sides, RUN);
  // Six steps the same way are seven points: the step's own point and the one before it.
  const stepRun = inRun(steps, RUN - 1);
  const goes = (index: number, way: number) =>
    [index - 1, index].some((step) => stepRun[step] === true && steps[step] === way);

  const near = new Set<number>();
  for (let first = 0; first + 2 < points.length; first++) {
    const three = [first, first + 1, first + 2];
    const side = sides[first];
    const two = three.filter((index) => points[index]?.close === true);
    if (two.length >= 2 && three.every((index) => sides[index] === side)) {
      for (const index of two) near.add(index);
    }
  }

  const cause = (index: number): SpecialCause | null => {
    const above = sides[index] === 1;
    if (points[index]?.outside === true) return above ? "above_limits" : "below_limits";
    if (goes(index, 1)) return "rising";
    if (goes(index, -1)) return "falling";
    if (near.has(index)) return above ? "two_of_three_above" : "two_of_three_below";
    if (shift[index] === true) return above ? "shift_above" : "shift_below";
    return null;
  };
  return points.map(({ side, outside, close }, index) => ({ side, outside, close, cause: cause(index) }));
}

/** For each entry, whether it stands in an unbroken row of `length` or more equal entries other than 0 and null. */
function inRun(entries: readonly (number | null)[], length: number): readonly boolean[] {
  const marked = entries.map(() => false);
  let start = 0;
  for (let end = 1; end <= entries.length; end++) {
    if (end < entries.length && entries[end] === entries[start]) continue;
    if (end - start >= length && (entries[start] ?? 0) !== 0) marked.fill(true, start, end);
    start = end;
  }
  return marked;
}
