import { distinctCounts, type Histogram, type ValueCount } from "./histogram.ts";
import { normalBelow } from "./normal.ts";
import { type RankGroup, signedRankProbabilities } from "./signed-rank-distribution.ts";

/** `drop`: people without change are left out (Wilcoxon). `rank`: they take the lowest ranks, then drop out (Pratt). */
export type ZeroRule = "drop" | "rank";

export interface SignedRankOptions {
  readonly zeros?: ZeroRule;
  /** Most people with a change for whom the exact p-value is worked out: time grows with the cube of it. */
  readonly exactUpTo?: number;
}

/** Test of changes that are as often up as down, size for size; null where a part is not defined. */
export interface SignedRank {
  readonly n: number;
  /** People whose score changed. */
  readonly changed: number;
  /** Sum of the ranks of people whose score rose; half ranks where sizes are tied. */
  readonly statistic: number | null;
  /** Whether two people have a change of the same size, other than 0. */
  readonly tied: boolean;
  readonly z: number | null;
  /** Two-sided p-values: all sign patterns counted; normal; normal with the continuity correction of ½. */
  readonly exactP: number | null;
  readonly normalP: number | null;
  readonly correctedP: number | null;
  /** Exact where there is one, else normal with continuity correction. */
  readonly p: number | null;
  readonly method: "exact" | "normal_corrected" | null;
  readonly reason: "nobody" | "all_zero" | null;
}

/**
 * Wilcoxon's signed-rank test from a histogram of changes: V = Σ ranks of |change| over people whose score rose,
 * z = (V − Σr/2) / √(Σr²/4) with midranks for ties, two-sided.
 *
 * Changes are scaled integers, so that ties are ties. People without both scores are not in the histogram. Σr²/4
 * holds the tie correction. The exact p-value counts all 2^k sign patterns given the ties, for up to `exactUpTo`
 * (50) people with a change. With nobody, or no change at all, everything is null and `reason` says why.
 * Throws a RangeError as `distinctCounts` does.
 * Sources: Wilcoxon (1945), Biometrics Bulletin 1:80–83; Pratt (1959), JASA 54:655–667; Hollander, Wolfe and
 * Chicken (2014), Nonparametric Statistical Methods, 3.1.
 */
export function signedRank(histogram: Histogram, options: SignedRankOptions = {}): SignedRank {
  const { zeros = "drop", exactUpTo = 50 } = options;
  const sizes = bySize(distinctCounts(histogram));
  const still = sizes.find(({ size }) => size === 0)?.same ?? 0;
  const moved = sizes.filter(({ size }) => size !== 0);
  const changed = moved.reduce((total, { up, down }) => total + up + down, 0);
  const n = still + changed;
  const tied = moved.some(({ up, down }) => up + down > 1);
  if (changed === 0) return { n, changed, tied, ...NOTHING, reason: n === 0 ? "nobody" : "all_zero" };

  const groups: RankGroup[] = [];
  let below = zeros === "rank" ? still : 0;
  let positive = 0;
  let total = 0;
  let squares = 0;
  for (const { up, down } of moved) {
    const size = up + down;
    const doubledRank = 2 * below + size + 1;
    groups.push({ doubledRank, size });
    positive += up * doubledRank;
    total += size * doubledRank;
    squares += size * doubledRank * doubledRank;
    below += size;
  }
  const excess = 2 * positive - total;
  const exactP = changed <= exactUpTo ? exactTwoSided(groups, Math.min(positive, total - positive)) : null;
  const correctedP = normalTwoSided((excess - 2 * Math.sign(excess)) / Math.sqrt(squares));
  const z = excess / Math.sqrt(squares);
  return {
    n,
    changed,
    tied,
    statistic: positive / 2,
    z,
    exactP,
    normalP: normalTwoSided(z),
    correctedP,
    p: exactP ?? correctedP,
    method: exactP === null ? "normal_corrected" : "exact",
    reason: null,
  };
}

const NOTHING = {
  statistic: null,
  z: null,
  exactP: null,
  normalP: null,
  correctedP: null,
  p: null,
  method: null,
} as const;

interface SizeOfChange {
  readonly size: number;
  up: number;
  down: number;
  same: number;
}

/** People by size of change, in rising order. */
function bySize(counts: readonly ValueCount[]): readonly SizeOfChange[] {
  const sizes = new Map<number, SizeOfChange>();
  for (const { value, count } of counts) {
    const size = Math.abs(value);
    const group = sizes.get(size) ?? { size, up: 0, down: 0, same: 0 };
    group[value > 0 ? "up" : value < 0 ? "down" : "same"] += count;
    sizes.set(size, group);
  }
  return [...sizes.values()].sort((a, b) => a.size - b.size);
}

function exactTwoSided(groups: readonly RankGroup[], smaller: number): number {
  const tail = signedRankProbabilities(groups, smaller).reduce((sum, probability) => sum + probability, 0);
  return Math.min(1, 2 * tail);
}

function normalTwoSided(z: number): number {
  return 2 * normalBelow(-Math.abs(z));
}
