import type { ComparePage } from "../release/catalogue.ts";
import { chiSquareAbove } from "../statistics/chi-square.ts";
import { binomialFunnelLimits } from "../statistics/exact-funnel-limits.ts";
import { type Funnel, type FunnelBand, funnelBand } from "../statistics/funnel.ts";
import { arcsineFunnelLimits } from "../statistics/funnel-of-shares.ts";
import { roundCount } from "../statistics/round-count.ts";
import {
  drawnBand,
  type FunnelCentre,
  type FunnelVerdict,
  funnelVerdict,
  rememberedLimits,
} from "./funnel-verdict.ts";
import type { Policy } from "./policy.ts";
import { protectCount } from "./protect-count.ts";
import type { ReleasedEstimate } from "./protect-estimates.ts";
import { Released, Unreleased } from "./sealed.ts";

/** A funnel plot of networks over the whole time, from exact counts. */
export interface ExactFunnel {
  readonly measure: string;
  readonly instrument: string;
  readonly funnel: Funnel;
  /** Denominators of all units together. */
  readonly people: number;
}

/** A funnel plot as published. */
type ReleasedFunnel = ComparePage["funnels"][number];

/** With a larger share of withheld units than this a funnel would mislead. */
const MOST_WITHHELD = 0.2;
/** Sizes from the smallest to the largest unit at which limits are worked out, besides those of the units. */
const GRID = 40;
const TAU_DECIMALS = 3;

const REASONS = {
  nobody: "Nobody in any network is due yet.",
  no_spread: "All networks have the same share, so there are no limits to draw.",
  one_unit: "There are fewer than two networks to set side by side.",
  withheld:
    "More than one in five networks have a figure that is withheld, so a picture of the others could mislead.",
} as const;

/**
 * Releases funnel plots of shares. Centre and variance between units rest on all units, withheld ones too, and are
 * rounded; limits are worked out from these rounded figures at rounded sizes; points are the released estimates, with
 * their {@link funnelVerdict}. With more than one unit in five withheld there is no funnel; below ten units the
 * variance between them is not estimated.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.
 */
export function releaseFunnels(
  sealed: Unreleased<readonly ExactFunnel[]>,
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedFunnel[]> {
  return Released.mark(Unreleased.open(sealed).map((exact) => releaseFunnel(exact, released.value, policy)));
}

const BEYOND_CHANCE = 0.05;

function releaseFunnel(
  { measure, instrument, funnel, people }: ExactFunnel,
  estimates: readonly ReleasedEstimate[],
  policy: Policy,
): ReleasedFunnel {
  const keys = funnel.units.filter((unit) => unit.value !== null).map((unit) => unit.key);
  const units = releasedUnits(estimates, measure, instrument).filter((unit) => keys.includes(unit.area));
  const withheld = keys.filter((key) => !units.some(({ area }) => area === key));
  const none: ReleasedFunnel = {
    measure,
    instrument,
    area_type: "pcn",
    status: "not_shown",
    reason: "",
    units: keys.length,
    centre: null,
    phi: null,
    tau: null,
    beyond_chance: null,
    limits: [],
    adjusted: [],
    points: [],
    withheld,
  };
  if (funnel.reason !== null || funnel.target === null) {
    return { ...none, reason: REASONS[funnel.reason ?? "nobody"] };
  }
  if (keys.length < 2) return { ...none, reason: REASONS.one_unit };
  if (withheld.length > MOST_WITHHELD * keys.length) return { ...none, reason: REASONS.withheld };

  const decimals = (protectCount(people, policy) ?? 0) >= policy.decimalsFrom ? 3 : 2;
  const { tauSquared, phi, fewUnits } = funnel.dispersion;
  const centre = rounded(funnel.target, decimals, 10 ** -decimals, 1 - 10 ** -decimals);
  const spread = tauSquared === null || fewUnits ? null : rounded(Math.sqrt(tauSquared), TAU_DECIMALS, 0, 1);
  const sizes = sizesOf(
    units.map((unit) => unit.n),
    policy,
  );
  const chance = curve(
    { target: centre.value, sd: 0 },
    centre.ends.map((target) => ({ target, sd: 0 })),
    (n, { target }) => funnelBand((level) => binomialFunnelLimits(target, n, level)),
  );
  const between =
    spread === null || spread.value === 0
      ? null
      : curve(
          { target: centre.value, sd: spread.value },
          centre.ends.flatMap((target) => spread.ends.map((sd) => ({ target, sd }))),
          (n, { target, sd }) => funnelBand((level) => arcsineFunnelLimits(target, n, sd ** 2, level)),
        );
  return {
    ...none,
    status: "published",
    centre: centre.value,
    phi: phi === null || fewUnits ? null : Number(phi.toFixed(1)),
    tau: spread?.value ?? null,
    // The factor is of winsorised scores, so the test is cautious: Spiegelhalter (2005), QSHC 14:347–351.
    beyond_chance:
      phi === null || fewUnits ? null : chiSquareAbove(phi * keys.length, keys.length - 1) < BEYOND_CHANCE,
    limits: sizes.map((n) => ({ n, ...chance.drawn(n) })),
    adjusted: between === null ? [] : sizes.map((n) => ({ n, ...between.drawn(n) })),
    points: units.map((unit) => ({
      area: unit.area,
      denominator: unit.n,
      value: unit.value,
      verdict: chance.verdict(unit, policy),
      adjusted_verdict: between?.verdict(unit, policy) ?? null,
    })),
  };
}

interface Unit {
  readonly area: string;
  readonly x: number;
  readonly n: number;
  readonly value: number;
}

function releasedUnits(estimates: readonly ReleasedEstimate[], measure: string, instrument: string): Unit[] {
  return estimates.flatMap((row) => {
    const here =
      row.measure === measure &&
      row.instrument === instrument &&
      row.area_type === "pcn" &&
      row.period_type === "all" &&
      row.breakdown === "none";
    const { area, numerator: x, denominator: n, value, status } = row;
    return here && status === "published" && x !== null && n !== null && n > 0 && value !== null
      ? [{ area, x, n, value }]
      : [];
  });
}

/** Limits about a released centre, and the verdicts that hold for all centres it may stand for. */
function curve(
  centre: FunnelCentre,
  centres: readonly FunnelCentre[],
  band: (n: number, centre: FunnelCentre) => FunnelBand,
) {
  const limits = rememberedLimits(band);
  const drawn = (n: number): FunnelBand => drawnBand(limits(n, centre));
  return {
    drawn,
    verdict: (unit: Unit, policy: Policy): FunnelVerdict =>
      funnelVerdict(unit, drawn(unit.n), centres, limits, policy),
  };
}

/** A figure as released, and the ends of what rounds to it, both inside what limits are defined for. */
function rounded(exact: number, decimals: number, least: number, most: number) {
  const half = 0.5 / 10 ** decimals;
  const value = Math.min(most, Math.max(least, Number(exact.toFixed(decimals))));
  const inside = (x: number) => Math.min(1 - 1e-9, Math.max(least === 0 ? 0 : 1e-9, x));
  return { value, ends: [inside(value - half), inside(value + half)] };
}

function sizesOf(denominators: readonly number[], policy: Policy): number[] {
  const [least, most] = [Math.min(...denominators), Math.max(...denominators)];
  const sizes = new Set(denominators);
  for (let place = 0; place <= GRID; place += 1) {
    const n = least + (most - least) * (place / GRID) ** 2;
    sizes.add(Math.max(policy.roundTo, roundCount(Math.round(n), policy)));
  }
  return [...sizes].sort((a, b) => a - b);
}
