import type { PointPosition } from "./special-causes.ts";
import type { Variation } from "./variation-and-assurance.ts";

/** The gap before one event, with what the rules say of it. */
export interface GapPoint extends PointPosition {
  readonly value: number;
  readonly variation: Variation;
}

/** A control chart of the gaps between rare events, in units of the gaps; null where not defined. */
export interface GapChart {
  /** Gaps on the chart, one fewer than events. */
  readonly n: number;
  readonly centre: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly lowerNear: number | null;
  readonly upperNear: number | null;
  /** True where fewer than 12 gaps make the limits trial limits. */
  readonly trial: boolean;
  readonly points: readonly GapPoint[];
  /** Icon of the last point. */
  readonly variation: Variation | null;
  readonly reason: "no_points" | "one_point" | "no_variation" | null;
}
