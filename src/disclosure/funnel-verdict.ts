import {
  type FunnelBand,
  type FunnelLimits,
  type FunnelPosition,
  funnelPosition,
} from "../statistics/funnel.ts";

/** Where a released point lies, or that rounding leaves open on which side of a limit the unit is. */
type PlacedVerdict = FunnelPosition | "close";

/**
 * A verdict on a network: also that too few of its people were followed up, or that it is not known how many were, to
 * say anything of an outcome.
 */
export type FunnelVerdict = PlacedVerdict | "few_followed" | "follow_up_unknown";

/** What the limits of a funnel rest on, in its unit: centre, standard deviation within units (means only) and between them (0 for chance alone). */
export interface FunnelCentre {
  readonly target: number;
  readonly within: number;
  readonly sd: number;
}

/** A value and the size that its limits go by. */
export interface PlacedValue {
  readonly value: number;
  readonly size: number;
}

/** A unit counts as inside where at least this share of what its figures may stand for is inside. */
const INSIDE_FROM = 0.9;

/**
 * The side of the limits on which a released unit lies, by the point as drawn against the limits as drawn. Outside is
 * said only where everything that the released figures may stand for (`may`) lies there too, about every one of
 * `centres` (the ends of what rounds to the released centre); inside where at least 90 % of it does, since inside
 * claims nothing; `close` otherwise.
 *
 * So a verdict agrees with the picture, no network is called outside that is not, and as a function of released
 * figures alone it tells nothing that they do not. `limits` gives the limits at a size about a centre.
 */
export function funnelVerdict(
  value: number,
  drawn: FunnelBand,
  centres: readonly FunnelCentre[],
  may: (centre: FunnelCentre) => readonly PlacedValue[],
  limits: (size: number, centre: FunnelCentre) => FunnelBand,
): PlacedVerdict {
  const seen = funnelPosition(value, drawn);
  const all = centres.flatMap((centre) =>
    may(centre).map((one) => funnelPosition(one.value, limits(one.size, centre))),
  );
  const same = all.filter((position) => position === seen).length / all.length;
  return same >= (seen === "inside" ? INSIDE_FROM : 1) ? seen : "close";
}

/** Limits by size and centre, each worked out once. */
export function rememberedLimits(
  band: (size: number, centre: FunnelCentre) => FunnelBand,
): (size: number, centre: FunnelCentre) => FunnelBand {
  const known = new Map<FunnelCentre, Map<number, FunnelBand>>();
  return (size, centre) => {
    const bySize = known.get(centre) ?? new Map<number, FunnelBand>();
    known.set(centre, bySize);
    const found = bySize.get(size) ?? band(size, centre);
    bySize.set(size, found);
    return found;
  };
}

/** Limits as drawn: to so many decimals. */
export function drawnBand({ inner, outer }: FunnelBand, decimals: number): FunnelBand {
  const ends = ({ lower, upper }: FunnelLimits) => ({
    lower: Number(lower.toFixed(decimals)),
    upper: Number(upper.toFixed(decimals)),
  });
  return { inner: ends(inner), outer: ends(outer) };
}
