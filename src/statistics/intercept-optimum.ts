import { brentMinimum } from "./brent-minimum.ts";
import type { VarianceRatios } from "./intercept-likelihood.ts";

/** Shares of variance at which the search looks before it narrows down. */
const GRID = [0, 0.002, 0.006, 0.015, 0.03, 0.06, 0.1, 0.16, 0.24, 0.35, 0.5, 0.65, 0.8, 0.92, 0.99, 0.9999];
/** A deviance that falls by less than this from a ratio of 0 shows no variation between clusters. */
const NOTHING_GAINED = 1e-8;

/** The variance ratios at which a deviance is least; null where it falls for ever, as clusters explain everything. */
export function bestRatios(
  deviance: (ratios: VarianceRatios) => number,
  nested: boolean,
): VarianceRatios | null {
  const cluster = (group: number) => bestRatio((ratio) => deviance({ cluster: ratio, group }));
  const group = nested ? bestRatio((ratio) => cluster(ratio).value).ratio : 0;
  const best = { cluster: cluster(group).ratio, group };
  return Math.max(best.cluster, best.group) < 1000 ? best : null;
}

/** Searches the share λ/(1 + λ), 0 up to 1, so that any ratio λ lies within reach; 0 exactly where nothing is gained. */
function bestRatio(deviance: (ratio: number) => number): { readonly ratio: number; readonly value: number } {
  const atShare = (share: number) => deviance(share / (1 - share));
  const values = GRID.map(atShare);
  const [none = Number.NaN] = values;
  const least = values.indexOf(Math.min(...values));
  const from = GRID[Math.max(0, least - 1)] ?? 0;
  const to = GRID[Math.min(GRID.length - 1, least + 1)] ?? 1;
  const { at, value } = brentMinimum(atShare, from, to);
  return none <= value + NOTHING_GAINED ? { ratio: 0, value: none } : { ratio: at / (1 - at), value };
}
