import type { ComparePage } from "../release/catalogue.ts";
import { chiSquareAbove } from "../statistics/chi-square.ts";
import { consistentCounts, countsRoundingTo } from "../statistics/consistent-counts.ts";
import type { FunnelBand } from "../statistics/funnel.ts";
import { overdispersion } from "../statistics/overdispersion.ts";
import { roundCount } from "../statistics/round-count.ts";
import { centreDecimals } from "./all-networks.ts";
import type { ExactFunnel } from "./exact-funnel.ts";
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
import type { ReleasedEstimate } from "./protect-estimates.ts";

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
 * between them. How much networks differ is worked out from the points alone, allowing for their rounding: of all networks
 * it would tell how far the ones lie off that have no point.
 */
export function releaseSide(
  exact: Pick<ExactFunnel, "kind" | "per">,
  centre: Centre,
  exactWithin: number | null,
  units: readonly FunnelUnit[],
  policy: Policy,
): ReleasedSide | null {
  const scale = funnelScale(exact.kind, exact.per);
  const within = exactWithin === null ? null : rounded(exactWithin, 2, Number.MIN_VALUE, Number.MAX_VALUE);
  if (within !== null && within.value === 0) return null;
  const from = { target: centre.ratio, within: within?.value ?? 0, sd: 0 };
  const scores = units.map(({ ratio, size, noise }) => {
    const { z, standardError } = scale.score(ratio, size, from);
    const wider = Math.sqrt(1 + noise(from));
    return { z: z / wider, standardError: standardError * wider };
  });
  const { tauSquared, phi, fewUnits, units: scored } = overdispersion(scores);
  const ofAll = exact.kind === "rate" ? null : overdispersion(scores, "none").tauSquared;
  const most = exact.kind === "share" ? 1 : Number.MAX_VALUE;
  const tau =
    tauSquared === null || fewUnits ? null : rounded(Math.sqrt(tauSquared), scale.tauDecimals, 0, most);
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
  const all = fewUnits || ofAll === null ? null : Number(Math.sqrt(ofAll).toFixed(scale.tauDecimals));
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

/** The centre as released, with all the digits its released counts give, and the ends of what it may stand for. */
export interface Centre {
  readonly target: number;
  readonly ratio: number;
  readonly ends: readonly number[];
  /** Decimals of `target`. */
  readonly decimals: number;
}

/** The centre of shares or means: the figure of all networks together, as released. */
export function centreOf(row: ReleasedEstimate, funnel: ExactFunnel, policy: Policy): Centre {
  const { kind, decimals: own, per } = funnel;
  if (kind === "rate") return centreOfRates(row, per, policy);
  if (kind === "share") {
    const [x, n] = [row.numerator ?? 0, row.denominator ?? 0];
    const decimals = n >= policy.decimalsFrom ? 3 : 2;
    const least = 10 ** -decimals;
    const ratios = consistentCounts({ x, n }, policy).map((pair) => pair.x / pair.n);
    const { value: target } = rounded(x / n, decimals, least, 1 - least);
    // What the counts may stand for, and what rounds to the centre as drawn.
    const { ends } = rounded(target, decimals, least, 1 - least);
    const all = [...ratios, ...ends].map((one) => Math.min(1 - 1e-9, Math.max(1e-9, one)));
    return { target, ratio: x / n, ends: [Math.min(...all), Math.max(...all)], decimals };
  }
  const decimals = centreDecimals(own);
  const { value, ends } = rounded(row.value ?? 0, decimals, -Number.MAX_VALUE, Number.MAX_VALUE);
  return { target: value, ratio: value, ends, decimals };
}

/** The centre of rates: that of the whole programme, as released. */
function centreOfRates({ numerator, denominator }: ReleasedEstimate, per: number, policy: Policy): Centre {
  const decimals = 1;
  const rate = (events: number) => (events / (denominator ?? 1)) * per;
  const { value: target, ends } = rounded(rate(numerator ?? 0), decimals, 0.1, Number.MAX_VALUE);
  const may = countsRoundingTo(numerator ?? 0, policy).map((events) => Math.max(1e-9, rate(events)));
  const all = [...ends, ...may];
  return { target, ratio: rate(numerator ?? 0), ends: [Math.min(...all), Math.max(...all)], decimals };
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
