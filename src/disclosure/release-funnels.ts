import type { ComparePage } from "../release/catalogue.ts";
import { chiSquareAbove } from "../statistics/chi-square.ts";
import { consistentCounts, countsRoundingTo } from "../statistics/consistent-counts.ts";
import type { FunnelBand } from "../statistics/funnel.ts";
import { adjustedShare } from "../statistics/funnel-of-adjusted-shares.ts";
import type { Overdispersion } from "../statistics/overdispersion.ts";
import { roundCount } from "../statistics/round-count.ts";
import { sampleQuantile } from "../statistics/sample-quantile.ts";
import { type FunnelKind, funnelScale } from "./funnel-scale.ts";
import {
  drawnBand,
  type FunnelCentre,
  type FunnelVerdict,
  funnelVerdict,
  type PlacedValue,
  rememberedLimits,
} from "./funnel-verdict.ts";
import type { Policy } from "./policy.ts";
import { isFew, protectCount } from "./protect-count.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { Released, Unreleased } from "./sealed.ts";

/** What limits rest on, from exact figures of all units. */
export interface ExactSide {
  readonly target: number | null;
  /** Standard deviation within units, in the figure's unit; null but for means. */
  readonly within: number | null;
  readonly dispersion: Overdispersion;
  /** Variance between all units, outliers included, on the scale of `dispersion`; null where nothing is shrunken. */
  readonly tauSquaredOfAll: number | null;
  readonly reason: string | null;
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
    | (ExactSide & {
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

/** A funnel plot as published. */
type ReleasedFunnel = ComparePage["funnels"][number];
type ReleasedSide = Pick<
  ReleasedFunnel,
  "centre" | "within" | "phi" | "tau" | "tau_all" | "beyond_chance" | "limits" | "adjusted" | "points"
>;

/** With a larger share of withheld units than this a funnel would mislead. */
const MOST_WITHHELD = 0.2;
/** A network with a smaller share followed up than this is given no verdict on an outcome. */
export const LEAST_FOLLOWED = 0.4;
/** Sizes from the smallest to the largest unit at which limits are worked out, besides those of the units. */
const GRID = 40;
/**
 * Decimals of what is expected of a network. A mean comes of a regression over all people. A share is a mean of shares of
 * others and its own people: it has a third decimal only where the share of all networks has one, and others weigh more.
 */
const EXPECTED_DECIMALS = { mean: 2, share: 2, share_of_others: 3 } as const;
const BEYOND_CHANCE = 0.05;

const REASONS: Readonly<Record<string, string>> = {
  nobody: "Nobody in any network is counted yet.",
  no_spread: "All networks have the same figure, so there are no limits to draw.",
  one_unit: "There are fewer than two networks to set side by side.",
  withheld:
    "More than one in five networks have a figure that is withheld, so a picture of the others could mislead.",
  telling: "The figure of all networks together, beside those shown, would tell of too few people.",
};

/**
 * Releases funnel plots. Centre and variance between units rest on all units, withheld ones too, and are rounded; limits
 * are worked out from these rounded figures at rounded sizes; points are the released estimates, with their
 * {@link funnelVerdict}; adjusted points are made from released figures and a rounded expected figure. With more than
 * one unit in five withheld there is no funnel; below ten units the variance between them is not estimated. A network
 * with fewer than {@link LEAST_FOLLOWED} followed up has no verdict on an outcome.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 */
export function releaseFunnels(
  sealed: Unreleased<readonly ExactFunnel[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedFunnel[]> {
  const figures = new Map(
    released.value
      .filter((row) => row.area_type === "pcn" && row.period_type === "all" && row.breakdown === "none")
      .map((row) => [`${row.measure}|${row.instrument}|${row.area}`, row]),
  );
  const at = (measure: string, instrument: string, area: string) =>
    figures.get(`${measure}|${instrument}|${area}`);
  return Released.mark(Unreleased.open(sealed).map((exact) => releaseFunnel(exact, at, policy)));
}

type FigureAt = (measure: string, instrument: string, area: string) => ReleasedEstimate | undefined;

function releaseFunnel(exact: ExactFunnel, at: FigureAt, policy: Policy): ReleasedFunnel {
  const { measure, instrument, keys, plain, caseMix, kind } = exact;
  const rows = keys.flatMap((area) => {
    const row = at(measure, instrument, area);
    return row?.status === "published" && row.value !== null ? [row] : [];
  });
  const shown = new Set(rows.map(({ area }) => area));
  const withheld = keys.filter((key) => !shown.has(key));
  const none: ReleasedFunnel = {
    measure,
    instrument,
    area_type: "pcn",
    kind,
    per: exact.per,
    status: "not_shown",
    reason: "",
    units: keys.length,
    ...BLANK_SIDE,
    withheld,
    case_mix: null,
  };
  if (plain.reason !== null || plain.target === null) {
    return { ...none, reason: REASONS[plain.reason ?? "nobody"] ?? "There are no limits to draw." };
  }
  if (keys.length < 2) return { ...none, reason: REASONS.one_unit ?? "" };
  if (withheld.length > MOST_WITHHELD * keys.length) return { ...none, reason: REASONS.withheld ?? "" };
  if (tellsOfFew(exact, withheld, policy)) return { ...none, reason: REASONS.telling ?? "" };
  const followed = (area: string) => (exact.needsFollowUp ? at("follow_up_rate", instrument, area) : null);
  const units = rows.map((row) => releasedUnit(row, exact, policy, followedUp(followed(row.area))));
  const side = releaseSide(exact, plain, units, policy);
  if (side === null) return { ...none, reason: REASONS.no_spread ?? "" };
  return {
    ...none,
    ...side,
    status: "published",
    case_mix: caseMix === null ? null : releaseCaseMix(exact, caseMix, units, policy),
  };
}

/** Whether the mean of all networks, less those shown or within the programme's, would be that of a few people. */
function tellsOfFew({ behind, people }: ExactFunnel, withheld: readonly string[], policy: Policy): boolean {
  if (behind === undefined) return false;
  const hidden = withheld.reduce((sum, key) => sum + (behind.of.get(key) ?? 0), 0);
  return [hidden, behind.programme - people].some((count) => isFew(count, policy));
}

const BLANK_SIDE: ReleasedSide = {
  centre: null,
  within: null,
  phi: null,
  tau: null,
  tau_all: null,
  beyond_chance: null,
  limits: [],
  adjusted: [],
  points: [],
};

/** Undefined where a verdict may be given: by the released rate, so that the rule can be checked. */
function followedUp(
  row: ReleasedEstimate | undefined | null,
): "few_followed" | "follow_up_unknown" | undefined {
  if (row === null) return undefined;
  if (row === undefined || row.status !== "published" || row.value === null) return "follow_up_unknown";
  return row.value < LEAST_FOLLOWED ? "few_followed" : undefined;
}

/** A released point, and all that its figures may stand for. */
interface Unit extends PlacedValue {
  readonly area: string;
  /** The released share with all its digits; other figures as released. */
  readonly ratio: number;
  readonly barred: "few_followed" | "follow_up_unknown" | undefined;
  readonly expected: number | null;
  may(centre: FunnelCentre): readonly PlacedValue[];
}

function releasedUnit(
  row: ReleasedEstimate,
  { kind, per, decimals }: ExactFunnel,
  policy: Policy,
  barred: Unit["barred"],
): Unit {
  const value = row.value ?? 0;
  const [x, n] = [row.numerator ?? 0, row.denominator ?? 0];
  const unit = (size: number, may: readonly PlacedValue[]): Unit => ({
    area: row.area,
    ratio: kind === "share" ? x / n : value,
    value,
    size,
    barred,
    expected: null,
    may: () => may,
  });
  switch (kind) {
    case "share":
      return unit(
        n,
        consistentCounts({ x, n }, policy).map((pair) => ({ value: pair.x / pair.n, size: pair.n })),
      );
    case "mean": {
      const size = row.n ?? 0;
      const half = policy.roundTo > 1 ? 0.5 / 10 ** decimals : 0;
      const sizes = countsRoundingTo(size, policy).filter((count) => count > 0);
      return unit(
        size,
        sizes.flatMap((count) => [value - half, value + half].map((one) => ({ value: one, size: count }))),
      );
    }
    case "rate":
      return unit(
        n,
        countsRoundingTo(x, policy).map((count) => ({ value: (count / n) * per, size: n })),
      );
  }
}

function releaseCaseMix(
  exact: ExactFunnel,
  side: NonNullable<ExactFunnel["caseMix"]>,
  units: readonly Unit[],
  policy: Policy,
): ReleasedFunnel["case_mix"] {
  const { kind, decimals } = exact;
  if (side.reason !== null || side.target === null || kind === "rate") return null;
  const centre = centreOf(exact, side, policy);
  const fine = shareDecimals(exact, policy) === 3;
  const placed = units.flatMap((unit): Unit[] => {
    const others = kind === "share" && fine && !side.withThemselves.has(unit.area);
    const places = EXPECTED_DECIMALS[others ? "share_of_others" : kind];
    const half = policy.roundTo > 1 ? 0.5 / 10 ** places : 0;
    const usual = Number((side.expected.get(unit.area) ?? Number.NaN).toFixed(places));
    if (kind === "mean") {
      if (!Number.isFinite(usual)) return [];
      const ends = [usual - half, usual + half];
      return [
        {
          ...unit,
          value: Number((unit.value - usual + centre.target).toFixed(Math.max(1, decimals))),
          expected: usual,
          may: (about) =>
            unit
              .may(about)
              .flatMap((one) =>
                ends.map((end) => ({ value: one.value - end + about.target, size: one.size })),
              ),
        },
      ];
    }
    if (!(usual > 0 && usual < 1)) return [];
    const now = adjustedShare(unit.ratio, unit.size, usual, centre.target);
    const ends = half === 0 ? [usual] : [Math.max(1e-6, usual - half), Math.min(1 - 1e-6, usual + half)];
    return [
      {
        ...unit,
        value: Number(now.value.toFixed(3)),
        size: Math.max(1, Math.round(now.size)),
        expected: usual,
        may: (about) =>
          unit.may(about).flatMap((one) =>
            ends.map((end) => {
              const other = adjustedShare(one.value, one.size, end, about.target);
              return { value: other.value, size: Math.max(1, Math.round(other.size)) };
            }),
          ),
      },
    ];
  });
  // Adjusted for some networks only, a picture would compare unlike figures.
  if (placed.length < units.length) return null;
  const released = releaseSide(exact, side, placed, policy);
  if (released === null) return null;
  const moves = placed.map((unit, index) => Math.abs(unit.value - (units[index]?.ratio ?? unit.value)));
  const shown = (value: number | null) => Number((value ?? 0).toFixed(funnelScale(kind).decimals));
  return {
    ...released,
    strata: side.strata,
    moved_half: shown(sampleQuantile(moves, 0.5)),
    moved_most: shown(Math.max(...moves)),
  };
}

function releaseSide(
  exact: ExactFunnel,
  side: ExactSide,
  units: readonly Unit[],
  policy: Policy,
): ReleasedSide | null {
  const { tauSquared, phi, fewUnits, units: scored } = side.dispersion;
  const scale = funnelScale(exact.kind, exact.per);
  const centre = centreOf(exact, side, policy);
  const most = exact.kind === "share" ? 1 : Number.MAX_VALUE;
  const tau =
    tauSquared === null || fewUnits ? null : rounded(Math.sqrt(tauSquared), scale.tauDecimals, 0, most);
  const within = side.within === null ? null : rounded(side.within, 2, Number.MIN_VALUE, Number.MAX_VALUE);
  if (within !== null && within.value === 0) return null;
  const about = (sd: number): FunnelCentre => ({ target: centre.target, within: within?.value ?? 0, sd });
  const centres = (sds: readonly number[]): FunnelCentre[] =>
    centre.ends.flatMap((target) =>
      (within?.ends ?? [0]).flatMap((one) => sds.map((sd) => ({ target, within: one, sd }))),
    );
  const curve = (sd: number, sds: readonly number[]) => {
    const limits = rememberedLimits(scale.limits);
    const [middle, ends] = [about(sd), centres(sds)];
    const drawn = (size: number): FunnelBand => drawnBand(limits(size, middle), scale.decimals);
    return {
      drawn,
      verdict: ({ value, size, may, barred }: Unit): FunnelVerdict =>
        barred ?? funnelVerdict(value, drawn(size), ends, may, limits),
    };
  };
  const chance = curve(0, [0]);
  const between = tau === null || tau.value === 0 ? null : curve(tau.value, tau.ends);
  const all =
    fewUnits || side.tauSquaredOfAll === null
      ? null
      : Number(Math.sqrt(side.tauSquaredOfAll).toFixed(scale.tauDecimals));
  const sizes = sizesOf(
    units.map((unit) => unit.size),
    policy,
    scale.whole,
  );
  const shown = (value: number) => Number(value.toFixed(scale.decimals));
  return {
    centre: centre.target,
    within: within?.value ?? null,
    phi: phi === null || fewUnits ? null : Number(phi.toFixed(1)),
    tau: tau?.value ?? null,
    tau_all: all,
    // The factor is of winsorised scores, so the test is cautious: Spiegelhalter (2005), QSHC 14:347–351.
    beyond_chance: phi === null || fewUnits ? null : chiSquareAbove(phi * scored, scored - 1) < BEYOND_CHANCE,
    limits: sizes.map((n) => ({ n, ...chance.drawn(n) })),
    adjusted: between === null ? [] : sizes.map((n) => ({ n, ...between.drawn(n) })),
    points: units.map((unit) => {
      const drawn = all === null ? null : scale.shrunken(unit, about(all));
      return {
        area: unit.area,
        denominator: unit.size,
        value: unit.value,
        ...(unit.expected === null ? {} : { expected: unit.expected }),
        verdict: chance.verdict(unit),
        adjusted_verdict: between?.verdict(unit) ?? null,
        shrunken:
          drawn === null || all === 0
            ? null
            : { value: shown(drawn.value), lower: shown(drawn.lower), upper: shown(drawn.upper) },
      };
    }),
  };
}

/** Decimals of the share of all networks. */
const shareDecimals = ({ people }: ExactFunnel, policy: Policy): number =>
  (protectCount(people, policy) ?? 0) >= policy.decimalsFrom ? 3 : 2;

/** The centre as released, and the ends of what rounds to it. */
function centreOf(
  funnel: ExactFunnel,
  { target }: ExactSide,
  policy: Policy,
): { readonly target: number; readonly ends: readonly number[] } {
  const { kind, decimals: own } = funnel;
  const exact = target ?? 0;
  if (kind === "share") {
    const decimals = shareDecimals(funnel, policy);
    const { value, ends } = rounded(exact, decimals, 10 ** -decimals, 1 - 10 ** -decimals);
    return { target: value, ends };
  }
  const decimals = kind === "mean" ? Math.max(1, own) + 1 : 1;
  const least = kind === "rate" ? 10 ** -decimals : -Number.MAX_VALUE;
  const { value, ends } = rounded(exact, decimals, least, Number.MAX_VALUE);
  return { target: value, ends };
}

/** A figure as released, and the ends of what rounds to it, both inside what limits are defined for. */
function rounded(exact: number, decimals: number, least: number, most: number) {
  const half = 0.5 / 10 ** decimals;
  const value = Math.min(most, Math.max(least, Number(exact.toFixed(decimals))));
  const edge = least > 0 ? 1e-9 : least;
  const inside = (x: number) => Math.min(most <= 1 ? 1 - 1e-9 : most, Math.max(edge, x));
  return { value, ends: [inside(value - half), inside(value + half)] };
}

function sizesOf(denominators: readonly number[], policy: Policy, whole: boolean): number[] {
  const [least, most] = [Math.min(...denominators), Math.max(...denominators)];
  const sizes = new Set(denominators);
  for (let place = 0; place <= GRID; place += 1) {
    const n = least + (most - least) * (place / GRID) ** 2;
    sizes.add(whole ? Math.max(policy.roundTo, roundCount(Math.round(n), policy)) : Number(n.toFixed(3)));
  }
  return [...sizes].filter((size) => size > 0).sort((a, b) => a - b);
}
