import { binomialFunnelLimits, poissonFunnelLimits } from "../statistics/exact-funnel-limits.ts";
import { type FunnelBand, funnelBand } from "../statistics/funnel.ts";
import { ratioFunnelLimits } from "../statistics/funnel-of-ratios.ts";
import { arcsineFunnelLimits } from "../statistics/funnel-of-shares.ts";
import { normalCritical } from "../statistics/normal.ts";
import type { StandardisedUnit } from "../statistics/overdispersion.ts";
import { type ShrunkenEstimate, shrunkenEstimate, shrunkenShare } from "../statistics/shrunken-estimate.ts";
import type { FunnelCentre, PlacedValue } from "./funnel-verdict.ts";

/** Kinds of figures that a funnel is drawn of. */
export type FunnelKind = "share" | "mean" | "rate";

/** How a kind of figure spreads by chance. */
interface FunnelScale {
  /** Whole sizes only, such as people. */
  readonly whole: boolean;
  /** Decimals that limits are drawn with. */
  readonly decimals: number;
  /** Decimals of the standard deviation between units, on the scale it is estimated on. */
  readonly tauDecimals: number;
  /** Inner and outer limits at a size: of chance alone where the centre's `sd` is 0. */
  limits(size: number, centre: FunnelCentre): FunnelBand;
  /** Distance of a value, with all its digits, from a target in standard errors, on the scale of the variance between units. */
  score(ratio: number, size: number, centre: FunnelCentre): StandardisedUnit;
  /** Drawn towards the centre by the variance between units; null where that is not done. */
  shrunken(placed: PlacedValue, centre: FunnelCentre): ShrunkenEstimate | null;
}

/** Events that a rate is out of, for one unit of its denominator. */
const perUnit = ({ target }: FunnelCentre, per: number) => target / per;

/**
 * Shares: exact binomial limits, and arcsine ones with variance between units. Means: normal limits. Rates: exact Poisson
 * limits, and square-root ones; `per` is the unit of the rate.
 * Sources: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202 and Quality and Safety in Health Care 14:347–351.
 */
export function funnelScale(kind: FunnelKind, per = 1): FunnelScale {
  switch (kind) {
    case "share":
      return {
        whole: true,
        decimals: 3,
        tauDecimals: 3,
        limits: (size, { target, sd }) =>
          funnelBand((level) =>
            sd === 0
              ? binomialFunnelLimits(target, size, level)
              : arcsineFunnelLimits(target, size, sd ** 2, level),
          ),
        score: (ratio, size, { target }) => {
          const angle = (share: number) => Math.asin(Math.sqrt(share));
          const standardError = 1 / (2 * Math.sqrt(size));
          return { z: (angle(ratio) - angle(target)) / standardError, standardError };
        },
        shrunken: ({ value, size }, { target, sd }) => shrunkenShare(value, size, target, sd ** 2),
      };
    case "mean":
      return {
        whole: true,
        decimals: 2,
        tauDecimals: 2,
        limits: (size, { target, within, sd }) =>
          funnelBand((level) => {
            const half = normalCritical(level) * Math.sqrt(within ** 2 / size + sd ** 2);
            return { lower: target - half, upper: target + half };
          }),
        score: (ratio, size, { target, within }) => {
          const standardError = within / Math.sqrt(size);
          return { z: (ratio - target) / standardError, standardError };
        },
        shrunken: ({ value, size }, { target, within, sd }) =>
          shrunkenEstimate(value, within ** 2 / size, target, sd ** 2),
      };
    case "rate":
      return {
        whole: false,
        decimals: 1,
        tauDecimals: 3,
        limits: (size, centre) =>
          funnelBand((level) => {
            const expected = size * perUnit(centre, per);
            const { lower, upper } =
              centre.sd === 0
                ? poissonFunnelLimits(expected, level)
                : ratioFunnelLimits(expected, centre.sd ** 2, "square_root", level);
            return { lower: lower * centre.target, upper: upper * centre.target };
          }),
        score: (ratio, size, centre) => {
          const standardError = 0.5 / Math.sqrt(size * perUnit(centre, per));
          return { z: (Math.sqrt(ratio / centre.target) - 1) / standardError, standardError };
        },
        shrunken: () => null,
      };
  }
}
