import { distinctCounts, type Histogram, peopleIn, type ValueCount } from "./histogram.ts";

/** Ranks of all groups taken together, midranks for ties. */
export interface PooledRanks {
  /** People and doubled rank sum of each group, in the order given; doubled, so that midranks are whole. */
  readonly groups: readonly { readonly n: number; readonly doubledRankSum: number }[];
  readonly people: number;
  /** Σ(t³ − t) over values that t people share. */
  readonly tieSum: number;
}

/**
 * Ranks people of several groups together from the groups' histograms; equal values share the mean of their ranks.
 *
 * Values are scaled integers with the same decimals. People without a value are in no histogram and have no rank.
 * Throws a RangeError as `distinctCounts` does.
 */
export function pooledRanks(histograms: readonly Histogram[]): PooledRanks {
  const groups = histograms.map(distinctCounts);
  const all: readonly ValueCount[] = distinctCounts(
    groups.flat().map(({ value, count }) => [value, count] as const),
  );
  const doubledRank = new Map<number, number>();
  let below = 0;
  let tieSum = 0;
  for (const { value, count } of all) {
    doubledRank.set(value, 2 * below + count + 1);
    tieSum += count ** 3 - count;
    below += count;
  }
  return {
    groups: groups.map((counts) => ({
      n: peopleIn(counts),
      doubledRankSum: counts.reduce(
        (sum, { value, count }) => sum + count * (doubledRank.get(value) ?? 0),
        0,
      ),
    })),
    people: below,
    tieSum,
  };
}
