import { chiSquareAbove } from "./chi-square.ts";
import { exactDeterminant } from "./exact-determinant.ts";
import { exactRatio } from "./exact-integer.ts";
import { levelPairs, type TransitionMatrix, transitionCounts } from "./transition-counts.ts";

/** Tests that the levels are as common after as before; null where a part is not defined. */
export interface StuartMaxwell {
  readonly n: number;
  /** Levels that can differ: all, less one for each set of levels between which people moved. */
  readonly degreesOfFreedom: number;
  readonly statistic: number | null;
  readonly p: number | null;
  /** Bhapkar's statistic from people in levels that somebody left or entered; null also where it is infinite. */
  readonly bhapkar: number | null;
  readonly bhapkarP: number | null;
  /** The same with everybody counted in n, those in other levels too: the definition as Bhapkar gave it. */
  readonly bhapkarEverybody: number | null;
  readonly bhapkarEverybodyP: number | null;
  readonly reason: "nobody" | "nobody_moved" | null;
}

/**
 * Stuart–Maxwell test of marginal homogeneity, d′V⁻¹d, with d_i = n_i· − n_·i, V_ii = n_i· + n_·i − 2n_ii and
 * V_ij = −(n_ij + n_ji); and Bhapkar's n·d′V⁻¹d / (n − d′V⁻¹d), which does not assume homogeneity in V. Bhapkar's
 * depends on who counts in n: both conventions are given.
 *
 * V has rank k less the number of sets of levels that moves connect: levels nobody left or entered drop out, and one
 * level of each set does. Determinants are of whole numbers, so V⁻¹ is exact. With nobody the statistics are null;
 * where nobody moved they are 0 with 0 degrees of freedom and no p. Where everybody counted moved, one way between
 * sets of levels, Bhapkar's is infinite and therefore null. Throws a RangeError as `transitionCounts` does.
 * Sources: Stuart (1955), Biometrika 42:412–416; Maxwell (1970), British Journal of Psychiatry 116:651–655;
 * Bhapkar (1966), JASA 61:228–235.
 */
export function stuartMaxwell(matrix: TransitionMatrix): StuartMaxwell {
  const counts = transitionCounts(matrix);
  const n = counts.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return { ...nothing(n, null), reason: "nobody" };
  const kept = levelsFreeToDiffer(counts);
  if (kept.length === 0) return { ...nothing(n, 0), reason: "nobody_moved" };

  const cell = (row: number, column: number) => BigInt(counts[row]?.[column] ?? 0);
  const every = [...counts.keys()];
  const over = (of: (other: number) => bigint) => every.reduce((sum, other) => sum + of(other), 0n);
  const excess = kept.map((level) => over((other) => cell(level, other) - cell(other, level)));
  const moves = (level: number, other: number) => cell(level, other) + cell(other, level);
  const allMoves = (level: number) => over((other) => (other === level ? 0n : moves(level, other)));
  const spread = kept.map((level) =>
    kept.map((other) => (level === other ? allMoves(level) : -moves(level, other))),
  );
  const bordered = [...spread.map((row, index) => [...row, excess[index] ?? 0n]), [...excess, 0n]];
  const under = exactDeterminant(spread);
  const quadratic = -exactDeterminant(bordered);
  const statistic = exactRatio(quadratic, under);
  const degreesOfFreedom = kept.length;
  const bhapkar = (people: bigint) => {
    const rest = people * under - quadratic;
    return rest === 0n ? null : exactRatio(people * quadratic, rest);
  };
  const above = (value: number | null) => (value === null ? null : chiSquareAbove(value, degreesOfFreedom));
  const touched = every.filter((level) => allMoves(level) > 0n);
  const inTouched = touched.reduce((sum, level) => sum + over((other) => cell(level, other)), 0n);
  const [some, everybody] = [bhapkar(inTouched), bhapkar(BigInt(n))];
  return {
    n,
    degreesOfFreedom,
    statistic,
    p: above(statistic),
    bhapkar: some,
    bhapkarP: above(some),
    bhapkarEverybody: everybody,
    bhapkarEverybodyP: above(everybody),
    reason: null,
  };
}

function nothing(n: number, statistic: number | null): Omit<StuartMaxwell, "reason"> {
  const bhapkar = {
    bhapkar: statistic,
    bhapkarP: null,
    bhapkarEverybody: statistic,
    bhapkarEverybodyP: null,
  };
  return { n, degreesOfFreedom: 0, statistic, p: null, ...bhapkar };
}

/** All levels but the first of each set that moves connect. */
function levelsFreeToDiffer(counts: readonly (readonly number[])[]): readonly number[] {
  const first = counts.map((_, level) => level);
  for (const { low, high, rose, fell } of levelPairs(counts)) {
    const [one, other] = [first[low] ?? low, first[high] ?? high];
    if (rose + fell === 0 || one === other) continue;
    for (const [level, set] of first.entries()) if (set === other) first[level] = one;
  }
  return [...counts.keys()].filter((level) => first.indexOf(first[level] ?? level) !== level);
}
