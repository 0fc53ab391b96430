import type { PeopleSet, PeopleSets } from "./people-sets.ts";

/** How sets lie to each other. Sets by index. */
export interface SetRelations {
  /** Sets in each, other than itself. */
  readonly inside: readonly (readonly number[])[];
  /** Sets that reach into each and hold fewer people outside it than would be told of, but some. */
  readonly near: readonly ReadonlyMap<number, number>[];
  /** Sets that each lies inside or near. */
  readonly around: readonly (readonly number[])[];
  /** Ways in which each is made up of two or more sets of one kind, exactly. */
  readonly partitions: readonly (readonly (readonly number[])[])[];
}

/** Works out which sets hold which, in time that grows with the sets that each column is in. */
export function setRelations({ sets, counts, from, at }: PeopleSets, fewest: number): SetRelations {
  const inside: number[][] = [];
  const near: Map<number, number>[] = [];
  const around: number[][] = sets.map(() => []);
  const partitions: (readonly number[])[][] = [];
  const common = new Float64Array(sets.length);
  for (const [whole, { columns, people }] of sets.entries()) {
    const touched: number[] = [];
    for (const column of columns) {
      for (let place = from[column] ?? 0; place < (from[column + 1] ?? 0); place++) {
        const set = at[place] ?? 0;
        if (common[set] === 0) touched.push(set);
        common[set] = (common[set] ?? 0) + (counts[column] ?? 0);
      }
    }
    const own: number[] = [];
    const close = new Map<number, number>();
    for (const set of touched) {
      const shared = common[set] ?? 0;
      const outside = (sets[set]?.people ?? 0) - shared;
      common[set] = 0;
      if (set === whole || outside >= fewest || (outside > 0 && shared === people)) continue;
      if (outside === 0) own.push(set);
      else close.set(set, outside);
      around[set]?.push(whole);
    }
    inside.push(own);
    near.push(close);
    partitions.push(
      byKind(own, sets).filter((parts) => parts.length > 1 && peopleOf(parts, sets) === people),
    );
  }
  return { inside, near, around, partitions };
}

/** Sets by kind. */
export function byKind(some: readonly number[], sets: readonly PeopleSet[]): readonly (readonly number[])[] {
  const kinds = new Map<number, number[]>();
  for (const set of some) {
    for (const kind of sets[set]?.kinds ?? []) {
      const there = kinds.get(kind);
      if (there === undefined) kinds.set(kind, [set]);
      else there.push(set);
    }
  }
  return [...kinds.values()];
}

/** People of sets that have nobody in common. */
export const peopleOf = (some: readonly number[], sets: readonly PeopleSet[]): number =>
  some.reduce((sum, set) => sum + (sets[set]?.people ?? 0), 0);
