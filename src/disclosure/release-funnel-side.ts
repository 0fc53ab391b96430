import type { ComparePage } from "../release/catalogue.ts";
import { chiSquareAbove } from "../statistics/chi-square.ts";
import type { FunnelBand } from "../statistics/funnel.ts";
import { roundCount } from "../statistics/round-count.ts";
import type { ExactFunnel, ExactSide } from "./exact-funnel.ts";
import { funnelScale } from "./funnel-scale.ts";
import type { FunnelUnit } from "./funnel-unit.ts";
import {
  drawnBand,
  type FunnelCentre,
  type FunnelVerdict,
  funnelVerdict,
  rememberedLimits,
} from "./funnel-verdict.ts";
import type { Policy } from "./policy.ts";
import { protectCount } from "./protect-count.ts";

/** Limits and points of a funnel as published, as they are or adjusted. */
export type ReleasedSide = Pick<
  ComparePage["funnels"][number],
  "centre" | "within" | "phi" | "tau" | "tau_all" | "beyond_chance" | "limits" | "adjusted" | "points"
>;

const BEYOND_CHANCE = 0.05;
/** Sizes from the smallest to the largest unit at which limits are worked out, besides those of the units. */
const GRID = 40;
/**
 * Limits and points from rounded figures; null where nothing spreads within networks. Limits at the sizes of the points, and
 * between them.
 */
export function releaseSide(
  exact: ExactFunnel,
  side: ExactSide<string>,
  units: readonly FunnelUnit[],
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
      verdict: ({ value, size, may, barred }: FunnelUnit): FunnelVerdict =>
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
export const shareDecimals = ({ people }: ExactFunnel, policy: Policy): number =>
  (protectCount(people, policy) ?? 0) >= policy.decimalsFrom ? 3 : 2;

/** The centre as released, and the ends of what rounds to it. */
export function centreOf(
  funnel: ExactFunnel,
  { target }: ExactSide<string>,
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
