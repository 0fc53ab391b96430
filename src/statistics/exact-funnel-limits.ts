import { binomial, type CountDistribution, countQuantile, poisson } from "./discrete-distributions.ts";
import type { FunnelLimits } from "./funnel.ts";
import { upperTail } from "./upper-tail.ts";

/**
 * Exact limits of a share in `n` people where the target is `target`, as shares: binomial quantiles r of the two
 * tails, interpolated to (r − a) ÷ n with a = (P(X ≤ r) − tail) ÷ P(X = r), and kept within 0–1.
 *
 * `n` is a whole number from 1 and the target lies between 0 and 1, ends excluded; throws a RangeError otherwise.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202, appendix A.1.1.
 */
export function binomialFunnelLimits(target: number, n: number, level: number): FunnelLimits {
  if (!(n >= 1 && target > 0 && target < 1)) {
    throw new RangeError(`A target of ${target} among ${n} people has no limits.`);
  }
  const { lower, upper } = interpolated(binomial(n, target), level);
  return { lower: lower / n, upper: Math.min(1, upper / n) };
}

/**
 * Exact limits of observed ÷ expected events where the target is 1: Poisson quantiles, interpolated likewise.
 *
 * `expected` is above 0; throws a RangeError otherwise.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185–1202, appendix A.1.2.
 */
export function poissonFunnelLimits(expected: number, level: number): FunnelLimits {
  const { lower, upper } = interpolated(poisson(expected), level);
  return { lower: lower / expected, upper: upper / expected };
}

function interpolated(distribution: CountDistribution, level: number): FunnelLimits {
  const tail = upperTail(level);
  const limit = (below: number) => {
    const count = countQuantile(distribution, below);
    return Math.max(0, count - (distribution.upTo(count) - below) / distribution.at(count));
  };
  return { lower: limit(tail), upper: limit(1 - tail) };
}
