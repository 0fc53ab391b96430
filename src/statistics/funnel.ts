import type { Overdispersion } from "./overdispersion.ts";

/** Confidence levels of the inner and outer limits of a funnel. */
export const FUNNEL_LEVELS = [0.95, 0.998] as const;

/** Limits a unit would keep to if it differed from the target by chance alone. */
export interface FunnelLimits {
  readonly lower: number;
  readonly upper: number;
}

/** Inner (95 %) and outer (99.8 %) limits of one unit. */
export interface FunnelBand {
  readonly inner: FunnelLimits;
  readonly outer: FunnelLimits;
}

/** Where a unit lies: inside the inner limits, between the limits, or beyond the outer ones. */
export type FunnelPosition = "below_outer" | "below_inner" | "inside" | "above_inner" | "above_outer";

/** A unit of a funnel plot; null where a part is not defined. */
export interface FunnelUnit {
  readonly key: string;
  readonly value: number | null;
  /** Distance from the target in standard errors, on the scale of the funnel. */
  readonly z: number | null;
  readonly limits: FunnelBand | null;
  readonly position: FunnelPosition | null;
  /** Limits with the variance between units added, and where the unit lies by them. */
  readonly adjusted: FunnelBand | null;
  readonly adjustedPosition: FunnelPosition | null;
  /** Why the unit has no score; null where it has one. */
  readonly reason: string | null;
}

/** A funnel plot. Units are in the order given. */
export interface Funnel {
  readonly target: number | null;
  readonly units: readonly FunnelUnit[];
  /** From units with a score; its `fewUnits` warns against relying on the adjusted limits. */
  readonly dispersion: Overdispersion;
  readonly reason: "nobody" | "no_spread" | null;
}

/** Inner and outer limits from a function of the level. */
export function funnelBand(limits: (level: number) => FunnelLimits): FunnelBand {
  const [inner, outer] = FUNNEL_LEVELS;
  return { inner: limits(inner), outer: limits(outer) };
}

/** Where `value` lies by the limits; a value on a limit has not crossed it. */
export function funnelPosition(value: number, { inner, outer }: FunnelBand): FunnelPosition {
  if (value > outer.upper) return "above_outer";
  if (value < outer.lower) return "below_outer";
  if (value > inner.upper) return "above_inner";
  return value < inner.lower ? "below_inner" : "inside";
}
