import { type CountRounding, countsRoundingTo } from "../statistics/consistent-counts.ts";
import type { Policy } from "./policy.ts";
import type { ExactEstimate, ReleasedEstimate } from "./protect-estimates.ts";

/** The figure of an estimate that is a number of people. */
export type PeopleFigure = "value" | "numerator" | "denominator" | "n";

/** Least and most that a count may be. */
export interface CountRange {
  readonly lower: number;
  readonly upper: number;
}

/** The figures of each kind of estimate that count people; kinds left out count none, or show no number. */
export const peopleFigures: Readonly<Record<ExactEstimate["kind"], readonly PeopleFigure[]>> = {
  count: ["value"],
  proportion: ["numerator", "denominator"],
  rate: ["numerator"],
  mean: ["n"],
  band: ["n"],
  quantile: ["n"],
  staff_mean: ["n"],
  staff_quantile: ["n"],
  staff_count: ["value"],
  staff_rate: ["n"],
  staff_gap: [],
  staff_curve: ["n"],
  staff_share: [],
  capacity: [],
  published: [],
};

/** How the people of an estimate are rounded and withheld: staff below a number of their own. */
export function peopleRounding(kind: ExactEstimate["kind"], policy: Policy): CountRounding {
  const isStaff = kind.startsWith("staff_") && policy.staff.fewest > 0;
  return isStaff ? { ...policy, withholdUpTo: policy.staff.fewest - 1 } : policy;
}

/** From 1 to this many people nothing may be told of: no average, and for staff no number either. */
export function mostFew(kind: ExactEstimate["kind"], { describedFrom, staff }: Policy): number {
  return (kind.startsWith("staff_") ? staff.fewest : describedFrom) - 1;
}

/** What a shown count may stand for; itself where the rounding cannot give it, undefined where none is shown. */
export function shownRange(shown: number | null, rounding: CountRounding): CountRange | undefined {
  if (shown === null) return undefined;
  const counts = countsRoundingTo(shown, rounding);
  return { lower: counts[0] ?? shown, upper: counts.at(-1) ?? shown };
}

/** What identifies a cell from one release to the next, as one text. */
export function cellAndMethod(row: ReleasedEstimate): string {
  const { measure, instrument, area_type, area, period_type, period, breakdown, category, method } = row;
  return [measure, instrument, area_type, area, period_type, period, breakdown, category, method].join("|");
}
