import type { NoFitReason } from "../statistics/least-squares.ts";
import type { Overdispersion } from "../statistics/overdispersion.ts";
import type { FunnelKind } from "./funnel-scale.ts";

/** Why there are no limits as things are. */
export type NoLimits = "nobody" | "no_spread";

/** What limits rest on, from exact figures of all units; `Why` is what may stand in their way. */
export interface ExactSide<Why extends string = NoLimits> {
  readonly target: number | null;
  /** Standard deviation within units, in the figure's unit; null but for means. */
  readonly within: number | null;
  readonly dispersion: Overdispersion;
  /** Variance between all units, outliers included, on the scale of `dispersion`; null where nothing is shrunken. */
  readonly tauSquaredOfAll: number | null;
  readonly reason: Why | null;
}

/** A funnel plot of networks over the whole time, from exact figures. */
export interface ExactFunnel {
  readonly measure: string;
  readonly instrument: string;
  readonly kind: FunnelKind;
  /** Unit of a rate; 1 for others. */
  readonly per: number;
  /** Decimals of a mean; ignored for others. */
  readonly decimals: number;
  /** Networks with anybody to count. */
  readonly keys: readonly string[];
  readonly plain: ExactSide;
  /** The same after adjustment for who the people are, with each network's expected share or mean; null without. */
  readonly caseMix:
    | (ExactSide<NoLimits | NoFitReason> & {
        readonly expected: ReadonlyMap<string, number>;
        /** Networks that are compared with themselves more than with others; their own share would shine through. */
        readonly withThemselves: ReadonlySet<string>;
        readonly strata: number | null;
      })
    | null;
  /** Denominators of all units together. */
  readonly people: number;
  /** Of means: people of each network, and of the programme. The mean of all networks must not tell of a few of them. */
  readonly behind?: { readonly of: ReadonlyMap<string, number>; readonly programme: number };
  /** True for outcomes, which say nothing where few were followed up. */
  readonly needsFollowUp: boolean;
}
