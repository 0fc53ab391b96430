import type { MeanInterval } from "./mean-interval.ts";

/** The mean of everybody if those lost had a mean `delta` points away from those followed up. */
export interface DeltaAdjusted {
  readonly delta: number;
  readonly mean: number | null;
}

/** How far from those followed up the people lost would have to be; points, null where it does not apply. */
export interface TippingPoint {
  readonly followedUp: number;
  readonly lost: number;
  /** Share of all who started that was lost, 0–1; null without anybody. */
  readonly shareLost: number | null;
  /** Difference at which the mean of everybody is 0. */
  readonly meanIsZero: number | null;
  /** Difference at which the interval of everybody's mean reaches 0, the share lost taken as known. */
  readonly limitIsZero: number | null;
  /** The same, allowing for chance in the share lost; never further away. */
  readonly limitIsZeroShareUncertain: number | null;
  readonly reason: "nobody" | "nobody_lost" | "no_interval" | "includes_zero" | null;
}

/**
 * Mean of everybody when those lost differ from those followed up by `delta` points: mean + share lost × delta.
 *
 * A difference of 0 is "missing at random, given nothing". Nobody followed up gives nulls.
 * Throws a RangeError unless `lost` is a whole number from 0 and each delta finite.
 * Source: National Research Council (2010), The Prevention and Treatment of Missing Data in Clinical Trials, ch. 5.
 */
export function deltaAdjusted(
  change: MeanInterval,
  lost: number,
  deltas: readonly number[],
): readonly DeltaAdjusted[] {
  const share = shareLost(change, lost);
  return deltas.map((delta) => {
    if (!Number.isFinite(delta)) throw new RangeError(`A difference is a finite number, not ${delta}.`);
    const { mean } = change;
    return { delta, mean: mean === null || share === null ? null : mean + share * delta };
  });
}

/**
 * Tipping point: the difference δ between the people lost and those followed up at which a finding turns. With π the
 * share lost, the mean is 0 at −mean ÷ π, the near limit at −limit ÷ π; with chance in the share, at the δ nearest 0
 * for which |mean + πδ| = t √(se² + δ² π(1 − π) ÷ N).
 *
 * `change` is the mean and t interval of those followed up. A reader judges whether people lost could have been that far
 * behind. `nobody_lost`: nothing can tip; `no_interval`: as `change` says; `includes_zero`: the limits have already
 * tipped, and only the mean's difference is given. Throws a RangeError unless `lost` is a whole number from 0.
 * Sources: Permutt (2016), Statistics in Medicine 35:2876–2879; National Research Council (2010), ch. 5.
 */
export function tippingPoint(change: MeanInterval, lost: number): TippingPoint {
  const share = shareLost(change, lost);
  const given = { followedUp: change.n, lost, shareLost: share };
  const none = { meanIsZero: null, limitIsZero: null, limitIsZeroShareUncertain: null };
  const { mean, standardError, lower, upper } = change;
  if (share === null || mean === null) return { ...given, ...none, reason: "nobody" };
  if (share === 0) return { ...given, ...none, reason: "nobody_lost" };
  const meanIsZero = -mean / share;
  if (standardError === null || lower === null || upper === null) {
    return { ...given, ...none, meanIsZero, reason: "no_interval" };
  }
  if (lower <= 0 && upper >= 0) return { ...given, ...none, meanIsZero, reason: "includes_zero" };
  const reach = (upper - lower) / 2;
  const chance = (reach / standardError) ** 2 * ((share * (1 - share)) / (change.n + lost));
  // Solved for a positive mean; a negative one is its mirror.
  const sign = Math.sign(mean);
  const squared = share ** 2 - chance;
  const linear = Math.abs(mean) * share;
  const constant = (Math.abs(mean) - reach) * (Math.abs(mean) + reach);
  const root = -constant / (linear + Math.sqrt(linear ** 2 - squared * constant));
  return {
    ...given,
    meanIsZero,
    limitIsZero: -(mean > 0 ? lower : upper) / share,
    limitIsZeroShareUncertain: sign * root,
    reason: null,
  };
}

function shareLost(change: MeanInterval, lost: number): number | null {
  if (!Number.isSafeInteger(lost) || lost < 0) {
    throw new RangeError(`People lost are a whole number from 0, not ${lost}.`);
  }
  return change.n + lost === 0 ? null : lost / (change.n + lost);
}
