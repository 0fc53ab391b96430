import { addedSums, type ClusterCells, NO_SCORES } from "./cluster-cells.ts";
import { differenceInDifferences } from "./difference-in-differences.ts";
import { exactRatio } from "./exact-integer.ts";
import { groupSums } from "./group-sums.ts";
import type { SumsOfScores } from "./mean-interval.ts";
import { studentCritical, studentTwoSided } from "./student-t.ts";
import { fractionalCritical, fractionalTwoSided } from "./student-t-fractional.ts";

/** A standard error with its t interval and two-sided p-value. */
export interface RobustInterval {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly lower: number;
  readonly upper: number;
}

/** Difference in differences between places, in score points; null where a part is not defined. */
export interface ClusteredDifferenceInDifferences {
  /** Places with any score, and how many of them were treated. */
  readonly clusters: number;
  readonly treatedClusters: number;
  readonly n: number;
  readonly estimate: number | null;
  /** Without correction for the number of places. */
  readonly cr0: number | null;
  /** cr0 √(G / (G − 1)). */
  readonly cr1: number | null;
  /** cr1 √((N − 1) / (N − K)), as Stata has it, on G − 1 degrees of freedom. */
  readonly cr1s: RobustInterval | null;
  /** Bell and McCaffrey's correction on Satterthwaite's degrees of freedom: the interval to publish. */
  readonly cr2: RobustInterval | null;
  readonly level: number;
  /** `one_cluster`: all scores of a cell come from one place. `all_equal`: every place has the means of its group. */
  readonly reason: "nobody" | "one_cluster" | "all_equal" | null;
}

/**
 * Difference in differences with standard errors that allow people of one place to be alike, from each place's sums
 * before and after. In the 2 × 2 design the regression's sandwich has a closed form: place g moves a cell's mean by its
 * residual sum ÷ N, and CR2 divides that by √(1 − n_g/N).
 *
 * `parameters` is K of CR1S: 4, or with fixed effects of places and periods their number (the estimate is the same where
 * every place has as many scores in each period). Places with nobody count for nothing. Not for fewer than six treated
 * places, whatever the correction: `placeboInference` is. An empty cell, one with a single place, or no variation
 * between places give nulls and a reason. Throws a RangeError as `groupSums` does, or unless 0 < level < 1.
 * Sources: Liang and Zeger (1986), Biometrika 73:13–22 (CR0); Bell and McCaffrey (2002), Survey Methodology
 * 28:169–181; Pustejovsky and Tipton (2018), JBES 36:672–683 (CR2).
 */
export function clusteredDifferenceInDifferences(
  clusters: readonly ClusterCells[],
  decimals: number,
  { parameters = 4, level = 0.95 }: { readonly parameters?: number; readonly level?: number } = {},
): ClusteredDifferenceInDifferences {
  const known = clusters.filter(({ before, after }) => addedSums(before, after).n !== 0n);
  const arms = [true, false].map((treated) => known.filter((one) => one.treated === treated));
  const [treated = [], comparators = []] = arms;
  const pooled = (places: readonly ClusterCells[]) => ({
    before: places.map(({ before }) => before).reduce(addedSums, NO_SCORES),
    after: places.map(({ after }) => after).reduce(addedSums, NO_SCORES),
  });
  const plain = differenceInDifferences(pooled(treated), pooled(comparators), decimals, level);
  const { estimate, n } = plain;
  const g = known.length;
  const given = { clusters: g, treatedClusters: treated.length, n, estimate, level };
  const nothing = { cr0: null, cr1: null, cr1s: null, cr2: null };
  if (estimate === null) return { ...given, ...nothing, reason: "nobody" };
  const cells = arms.flatMap((places) => [
    cellOf(places, ({ before }) => before, decimals),
    cellOf(places, ({ after }) => after, decimals),
  ]);
  if (cells.some(({ shares }) => shares.includes(1))) return { ...given, ...nothing, reason: "one_cluster" };
  const moved = (weigh: (share: number) => number) =>
    [0, 2].reduce((sum, arm) => {
      const [before, after] = [cells[arm], cells[arm + 1]];
      const moves = before?.moves.map((move, index) => {
        const back = move * weigh(before.shares[index] ?? 0);
        return (after?.moves[index] ?? 0) * weigh(after?.shares[index] ?? 0) - back;
      });
      return sum + (moves ?? []).reduce((squares, move) => squares + move * move, 0);
    }, 0);
  const cr0 = Math.sqrt(moved(() => 1));
  if (cr0 === 0) return { ...given, ...nothing, reason: "all_equal" };
  const cr1 = cr0 * Math.sqrt(g / (g - 1));
  const stata = cr1 * Math.sqrt((n - 1) / (n - parameters));
  const bell = Math.sqrt(moved((share) => 1 / Math.sqrt(1 - share)));
  const half = studentCritical(g - 1, level) * stata;
  const free = satterthwaite(cells);
  const bellHalf = fractionalCritical(free, level) * bell;
  return {
    ...given,
    cr0,
    cr1,
    cr1s: {
      standardError: stata,
      degreesOfFreedom: g - 1,
      p: studentTwoSided(estimate / stata, g - 1),
      lower: estimate - half,
      upper: estimate + half,
    },
    cr2: {
      standardError: bell,
      degreesOfFreedom: free,
      p: fractionalTwoSided(estimate / bell, free),
      lower: estimate - bellHalf,
      upper: estimate + bellHalf,
    },
    reason: null,
  };
}

interface Cell {
  readonly people: number;
  /** Each place's share of the cell's scores. */
  readonly shares: readonly number[];
  /** How far each place moves the mean of the cell, in score points: residual sum ÷ N. */
  readonly moves: readonly number[];
}

function cellOf(
  places: readonly ClusterCells[],
  side: (place: ClusterCells) => SumsOfScores,
  decimals: number,
): Cell {
  const sums = places.map((place) => groupSums(side(place)));
  const all = groupSums(places.map(side).reduce(addedSums, NO_SCORES));
  const scale = 10n ** BigInt(decimals);
  return {
    people: Number(all.n),
    shares: sums.map(({ n }) => exactRatio(n, all.n)),
    moves: sums.map(({ n, sum }) => exactRatio(sum * all.n - all.sum * n, all.n * all.n * scale)),
  };
}

/** (Σ pᵍ′pᵍ)² ÷ Σ Σ (pᵍ′pʰ)² with pᵍ′pʰ = [g = h] vᵍ′vᵍ − vᵍ′Hvʰ, where v is ∓ 1 ÷ (N √(1 − share)) for each score. */
function satterthwaite(cells: readonly Cell[]): number {
  let trace = 0;
  let squares = 0;
  for (const arm of [0, 2]) {
    const pair = cells.slice(arm, arm + 2);
    const own = (index: number, of: (share: number, people: number) => number) =>
      pair.reduce((sum, { shares, people }) => sum + of(shares[index] ?? 0, people), 0);
    const places = pair[0]?.shares.length ?? 0;
    for (let one = 0; one < places; one++) {
      for (let other = 0; other < places; other++) {
        const projected = pair.reduce((sum, { shares, people }) => {
          const [g, h] = [shares[one] ?? 0, shares[other] ?? 0];
          return sum + (g * h) / (people * Math.sqrt((1 - g) * (1 - h)));
        }, 0);
        const length = one === other ? own(one, (share, people) => share / (people * (1 - share))) : 0;
        if (one === other) trace += length - projected;
        squares += (length - projected) ** 2;
      }
    }
  }
  return trace ** 2 / squares;
}
