import type { ShareFunnelSums } from "../statistics/share-funnel-sums.ts";
import { type CountPair, consistentCounts } from "../statistics/consistent-counts.ts";
import { binomialFunnelLimits } from "../statistics/exact-funnel-limits.ts";
import { FUNNEL_LEVELS, type FunnelBand, type FunnelPosition, funnelPosition } from "../statistics/funnel.ts";
import { arcsineFunnelLimits } from "../statistics/funnel-of-shares.ts";
import type { Policy } from "./policy.ts";
import { protectCount, type ReleasedEstimate } from "./protect-estimates.ts";
import { Released, Unreleased } from "./sealed.ts";

/** Where a released point lies, or that rounding leaves open on which side of a limit the unit is. */
export type FunnelVerdict = FunnelPosition | "close";

/** Limits of units of one size, as [lower, upper] shares at 95 and at 99.8 %. */
interface ReleasedLimits {
  readonly n: number;
  readonly inner: readonly [number, number];
  readonly outer: readonly [number, number];
}

/** A funnel plot as published. */
export interface ReleasedFunnel {
  readonly measure: string;
  readonly instrument: string;
  readonly area_type: "pcn";
  readonly status: "published" | "not_shown";
  /** Why there is no funnel, or "". */
  readonly reason: string;
  /** Units with anybody to count, withheld ones included. */
  readonly units: number;
  /** Share of all units together, rounded. */
  readonly centre: number | null;
  /** Mean squared score, and standard deviation between units on the arcsine scale; null where not estimable. */
  readonly phi: number | null;
  readonly tau: number | null;
  readonly limits: readonly ReleasedLimits[];
  /** The same with the variance between units added; empty where that is not estimable. */
  readonly adjusted: readonly ReleasedLimits[];
  readonly points: readonly {
    readonly area: string;
    readonly denominator: number;
    readonly value: number;
    readonly verdict: FunnelVerdict;
    readonly adjusted_verdict: FunnelVerdict | null;
  }[];
  /** Units whose figure is withheld: listed, without a verdict. */
  readonly withheld: readonly string[];
}

/** With a larger share of withheld units than this a funnel would mislead. */
const MOST_WITHHELD = 0.2;
/** Sizes between the smallest and the largest unit at which limits are worked out, besides those of the units. */
const GRID = 40;
const LIMIT_DECIMALS = 3;
const TAU_DECIMALS = 3;

const TOO_MANY =
  "More than one in five networks have a figure that is withheld, so a picture of the others could mislead.";
const REASONS = {
  nobody: "Nobody in any network is due yet.",
  no_spread: "All networks have the same share, so there are no limits to draw.",
  one_unit: "There are fewer than two networks to set side by side.",
} as const;

/**
 * Releases funnel plots of shares. Centre and variance between units rest on all units, withheld ones too, and are
 * rounded; limits are worked out from these rounded figures at rounded sizes; points are the released estimates.
 *
 * A verdict is given only where it holds for every pair of exact counts that the released ones may stand for and for
 * every centre and variance that round to the released ones, and where the point as drawn lies on that side of the
 * line as drawn. It is `close` otherwise. So a verdict agrees with the exact figures and with the picture, and is a
 * function of released figures alone: it tells nothing that they do not.
 */
export function releaseFunnels(
  sealed: Unreleased<readonly ShareFunnelSums[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedFunnel[]> {
  return Released.mark(Unreleased.open(sealed).map((sums) => releaseFunnel(sums, released.value, policy)));
}

function releaseFunnel(
  sums: ShareFunnelSums,
  estimates: readonly ReleasedEstimate[],
  policy: Policy,
): ReleasedFunnel {
  const { measure, instrument, funnel, people } = sums;
  const cells = new Map(
    estimates
      .filter(
        (row) =>
          row.measure === measure &&
          row.instrument === instrument &&
          row.area_type === "pcn" &&
          row.period_type === "all" &&
          row.breakdown === "none",
      )
      .map((row) => [row.area, row]),
  );
  const keys = funnel.units.filter((unit) => unit.value !== null).map((unit) => unit.key);
  const shown = keys.flatMap((area) => {
    const row = cells.get(area);
    const whole = row?.status === "published" ? row : undefined;
    if (whole === undefined || whole.numerator === null || !whole.denominator || whole.value === null) return [];
    const { numerator, denominator, value } = whole;
    return [{ area, pair: { x: numerator, n: denominator }, denominator, value }];
  });
  const seen = new Set(shown.map(({ area }) => area));
  const withheld = keys.filter((area) => !seen.has(area));
  const none = {
    measure,
    instrument,
    area_type: "pcn",
    units: keys.length,
    centre: null,
    phi: null,
    tau: null,
    limits: [],
    adjusted: [],
    points: [],
    withheld,
  } as const;
  const reason =
    funnel.reason !== null
      ? REASONS[funnel.reason]
      : keys.length < 2
        ? REASONS.one_unit
        : withheld.length > MOST_WITHHELD * keys.length
          ? TOO_MANY
          : null;
  if (reason !== null || funnel.target === null || shown.length === 0) {
    return { ...none, status: "not_shown", reason: reason ?? TOO_MANY };
  }
  const decimals = (protectCount(people, policy) ?? 0) >= policy.decimalsFrom ? 3 : 2;
  const centre = spanOf(funnel.target, decimals);
  const { tauSquared, phi, fewUnits } = funnel.dispersion;
  const tau = tauSquared === null || fewUnits ? null : spanOf(Math.sqrt(tauSquared), TAU_DECIMALS);
  const sizes = gridOf(
    shown.map((unit) => unit.denominator),
    policy.roundTo,
  );
  const chance = limitsFrom((n, [target], level) => binomialFunnelLimits(target, n, level));
  const between = limitsFrom((n, [target, sd], level) => arcsineFunnelLimits(target, n, sd ** 2, level));
  const chanceCorners = centre.ends.map((target): Corner => [target, 0]);
  const betweenCorners = centre.ends.flatMap((target) => (tau?.ends ?? []).map((sd): Corner => [target, sd]));
  return {
    ...none,
    status: "published",
    reason: "",
    centre: centre.value,
    phi: phi === null || fewUnits ? null : round(phi, 1),
    tau: tau?.value ?? null,
    limits: sizes.map((n) => drawn(n, chance(n, [centre.value, 0]))),
    adjusted: tau === null ? [] : sizes.map((n) => drawn(n, between(n, [centre.value, tau.value]))),
    points: shown.map(({ area, pair, denominator, value }) => ({
      area,
      denominator,
      value,
      verdict: verdictOf(pair, value, [centre.value, 0], chanceCorners, chance, policy),
      adjusted_verdict:
        tau === null
          ? null
          : verdictOf(pair, value, [centre.value, tau.value], betweenCorners, between, policy),
    })),
  };
}

/** A centre, and a standard deviation between units. */
type Corner = readonly [target: number, sd: number];
type LimitsOf = (n: number, corner: Corner) => FunnelBand;

/** Limits by size and corner, each worked out once. */
function limitsFrom(
  limit: (n: number, corner: Corner, level: number) => { readonly lower: number; readonly upper: number },
): LimitsOf {
  const known = new Map<string, FunnelBand>();
  return (n, corner) => {
    const key = `${n} ${corner.join(" ")}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const [inner, outer] = FUNNEL_LEVELS;
    const band = { inner: limit(n, corner, inner), outer: limit(n, corner, outer) };
    known.set(key, band);
    return band;
  };
}

function verdictOf(
  pair: CountPair,
  value: number,
  centre: Corner,
  corners: readonly Corner[],
  limits: LimitsOf,
  policy: Policy,
): FunnelVerdict {
  const line = drawn(pair.n, limits(pair.n, centre));
  const side = (of: readonly [number, number]) => ({ lower: of[0], upper: of[1] });
  const seen = funnelPosition(value, { inner: side(line.inner), outer: side(line.outer) });
  const agreed = consistentCounts(pair, policy).every(({ x, n }) =>
    corners.every((corner) => funnelPosition(x / n, limits(n, corner)) === seen),
  );
  return agreed ? seen : "close";
}

function drawn(n: number, { inner, outer }: FunnelBand): ReleasedLimits {
  const ends = ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
    [round(lower, LIMIT_DECIMALS), round(upper, LIMIT_DECIMALS)] as const;
  return { n, inner: ends(inner), outer: ends(outer) };
}

/** A figure as rounded, and the least and the greatest that round to it; inside 0–1, where limits exist. */
function spanOf(exact: number, decimals: number): { readonly value: number; readonly ends: readonly number[] } {
  const half = 0.5 / 10 ** decimals;
  const inside = (x: number) => Math.min(1 - 1e-9, Math.max(0, x));
  const value = inside(Math.max(round(exact, decimals), decimals === TAU_DECIMALS ? 0 : 10 ** -decimals));
  return { value, ends: [inside(value - half), inside(value + half)] };
}

function gridOf(denominators: readonly number[], step: number): readonly number[] {
  const [least, most] = [Math.min(...denominators), Math.max(...denominators)];
  const sizes = new Set(denominators);
  for (let place = 0; place <= GRID; place += 1) {
    const n = least + (most - least) * (place / GRID) ** 2;
    sizes.add(Math.max(step, Math.round(n / step) * step));
  }
  return [...sizes].sort((a, b) => a - b);
}

const round = (x: number, decimals: number): number => Number(x.toFixed(decimals));
