import { exactInteger, exactRatio, type WholeNumber } from "./exact-integer.ts";
import type { Uncertain } from "./fieller-limits.ts";

/** What a query returns for people with a cost and a known outcome; costs are scaled integers (pence). */
export interface CostAndEffectSums {
  /** People with both; those without one of them are in none of the sums. */
  readonly n: WholeNumber;
  readonly cost: WholeNumber;
  readonly costSquared: WholeNumber;
  /** People who improved. */
  readonly improved: WholeNumber;
  /** Σ of the cost of those who improved. */
  readonly costOfImproved: WholeNumber;
}

/** Mean cost (in the unit before scaling) and share improved (0–1) with their variances; null below two people. */
export interface CostAndEffect {
  readonly n: number;
  readonly cost: Uncertain;
  readonly effect: Uncertain;
  readonly covariance: number;
}

/**
 * Means of cost and of improvement with the variances and covariance of those means; null for fewer than two people.
 *
 * Throws a RangeError where the sums cannot belong together.
 */
export function costAndEffect(sums: CostAndEffectSums, decimals: number): CostAndEffect | null {
  const [n, cost, squared] = [exactInteger(sums.n), exactInteger(sums.cost), exactInteger(sums.costSquared)];
  const [improved, both] = [exactInteger(sums.improved), exactInteger(sums.costOfImproved)];
  const about = n * squared - cost * cost;
  const together = n * both - cost * improved;
  const spread = improved * (n - improved);
  const impossible = improved < 0n || improved > n || about < 0n || together * together > about * spread;
  if (impossible || (n === 0n && cost !== 0n)) {
    throw new RangeError(`Sums over ${n} people with a cost of ${cost} cannot belong together.`);
  }
  if (n < 2n) return null;
  const scale = 10n ** BigInt(decimals);
  const pairs = n * n * (n - 1n);
  return {
    n: Number(n),
    cost: { value: exactRatio(cost, n * scale), variance: exactRatio(about, pairs * scale * scale) },
    effect: { value: exactRatio(improved, n), variance: exactRatio(spread, pairs) },
    covariance: exactRatio(together, pairs * scale),
  };
}
