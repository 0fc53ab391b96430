import { type CountPair, type CountRounding, consistentCounts } from "../statistics/consistent-counts.ts";
import {
  type FunnelBand,
  type FunnelLimits,
  type FunnelPosition,
  funnelPosition,
} from "../statistics/funnel.ts";

/** Where a released point lies, or that rounding leaves open on which side of a limit the unit is. */
export type FunnelVerdict = FunnelPosition | "close";

/** What the limits of a funnel rest on: its centre, and the standard deviation between units (0 for chance alone). */
export interface FunnelCentre {
  readonly target: number;
  readonly sd: number;
}

/** A released unit: its rounded counts, and its share as shown. */
export interface ReleasedUnit extends CountPair {
  readonly value: number;
}

/** A unit counts as inside where at least this share of what its figures may stand for is inside. */
const INSIDE_FROM = 0.9;

/**
 * The side of the limits on which a released unit lies, by the point as drawn against the limits as drawn. Outside is
 * said only where every pair of exact counts that the released ones may stand for lies there too, about every one of
 * `centres` (the ends of what rounds to the released centre); inside where at least 90 % of them do, since inside
 * claims nothing; `close` otherwise.
 *
 * So a verdict agrees with the picture, no network is called outside that is not, and as a function of released
 * figures alone it tells nothing that they do not. `limits` gives the limits of units of n people about a centre.
 */
export function funnelVerdict(
  unit: ReleasedUnit,
  drawn: FunnelBand,
  centres: readonly FunnelCentre[],
  limits: (n: number, centre: FunnelCentre) => FunnelBand,
  rounding: CountRounding,
): FunnelVerdict {
  const seen = funnelPosition(unit.value, drawn);
  const may = consistentCounts({ x: unit.x, n: unit.n }, rounding).flatMap(({ x, n }) =>
    centres.map((centre) => funnelPosition(x / n, limits(n, centre))),
  );
  const same = may.filter((position) => position === seen).length / may.length;
  return same >= (seen === "inside" ? INSIDE_FROM : 1) ? seen : "close";
}

/** Limits by size and centre, each worked out once. */
export function rememberedLimits(
  band: (n: number, centre: FunnelCentre) => FunnelBand,
): (n: number, centre: FunnelCentre) => FunnelBand {
  const known = new Map<string, FunnelBand>();
  return (n, centre) => {
    const key = `${n} ${centre.target} ${centre.sd}`;
    const found = known.get(key) ?? band(n, centre);
    known.set(key, found);
    return found;
  };
}

/** Limits as drawn: to three decimals of a share. */
export function drawnBand({ inner, outer }: FunnelBand): FunnelBand {
  const ends = ({ lower, upper }: FunnelLimits) => ({
    lower: Number(lower.toFixed(3)),
    upper: Number(upper.toFixed(3)),
  });
  return { inner: ends(inner), outer: ends(outer) };
}
