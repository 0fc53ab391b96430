import type { NoFitReason } from "../statistics/least-squares.ts";
import type { FunnelKind } from "./funnel-scale.ts";

/** Why there are no limits as things are. */
export type NoLimits = "nobody" | "no_spread";

/** What limits rest on, from exact figures of all units; `Why` is what may stand in their way. */
export interface ExactSide<Why extends string = NoLimits> {
  /** Standard deviation within units, in the figure's unit; null but for means. */
  readonly within: number | null;
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
  /** `target` is the share or mean of all units together; null for rates, and where nobody is counted. */
  readonly plain: ExactSide & { readonly target: number | null };
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
  /** True for outcomes, which say nothing where few were followed up. */
  readonly needsFollowUp: boolean;
}
