import type { CountTable } from "./count-table.ts";
import { type PeopleSets, peopleSets } from "./people-sets.ts";
import { type SetRemainder, SetRemainders } from "./set-remainders.ts";

/** A described cell less described cells in it, or such cells less the one that they hold, with few people left. */
export interface NestedRemainder {
  /** Cells, by index. Without parts the whole itself holds few. */
  readonly whole: number;
  readonly parts: readonly number[];
  /** How many people are left, from 1. */
  readonly people: number;
  /** Whose people are left: those of the whole in no part, or those of the parts outside the whole. */
  readonly left: "of the whole" | "of the parts";
}

/** A described cell to withhold, and what it would give away. */
export interface WithheldRemainder {
  readonly cell: number;
  readonly because: NestedRemainder;
}

/**
 * Finds the described cells of a table that leave from 1 to fewer than `fewest` people when described parts are taken
 * away: their average follows from those of the whole and of the parts, since the numbers of people are taken as known.
 *
 * Parts have nobody in common, and lie in the whole; or together they hold all of it and few besides. `kinds` names the
 * kind of each cell: those of one kind have nobody in common. All parts alone and all families of one kind are looked
 * at; mixtures of kinds by a search that is complete unless it takes very long. Empty only where it found nothing.
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.3 (differencing of nested totals).
 */
export function nestedRemainders(
  table: CountTable,
  kinds: readonly string[],
  described: (cell: number) => boolean,
  fewest: number,
): readonly NestedRemainder[] {
  const sets = peopleSets(table, kinds, described);
  const remainders = new SetRemainders(sets, fewest);
  return sets.sets.flatMap((_, set) => remainders.of(set)).map((found) => inCells(sets, found));
}

/**
 * Chooses the described cells to withhold so that no remainder ({@link nestedRemainders}) is left: those of little
 * weight that break many first, until none is left, and then each is shown again that no remainder needs. Cells with the
 * same people are withheld together. Same table, same choice.
 */
export function withholdRemainders(
  table: CountTable,
  kinds: readonly string[],
  described: (cell: number) => boolean,
  fewest: number,
): readonly WithheldRemainder[] {
  const sets = peopleSets(table, kinds, described);
  const remainders = new SetRemainders(sets, fewest);
  const weights = sets.sets.map(({ cells }) =>
    cells.reduce((sum, cell) => sum + (table.cells[cell]?.weight ?? 0), 0),
  );
  const withheld: number[] = [];
  const seen = new Map<number, SetRemainder[]>();
  for (let open: Iterable<number> = sets.sets.keys(); ; ) {
    const found = Array.from(open).flatMap((set) => remainders.of(set));
    if (found.length === 0) break;
    const chosen = breakAll(found, sets, weights);
    for (const set of chosen) remainders.withhold(set, true);
    for (const remainder of found) {
      for (const set of [remainder.whole, ...remainder.parts]) {
        if (remainders.isWithheld(set)) seen.set(set, [...(seen.get(set) ?? []), remainder]);
      }
    }
    withheld.push(...chosen);
    open = new Set(chosen.flatMap((set) => remainders.around(set)));
  }
  const weightOf = (set: number) => weights[set] ?? 0;
  return withheld
    .sort((a, b) => weightOf(b) - weightOf(a) || a - b)
    .flatMap((set) => {
      remainders.withhold(set, false);
      const isBack = ({ whole, parts }: SetRemainder) =>
        ![whole, ...parts].some((other) => remainders.isWithheld(other));
      const found = seen.get(set)?.find(isBack) ?? remainders.withSet(set);
      if (found === undefined) return [];
      remainders.withhold(set, true);
      const because = inCells(sets, found);
      return (sets.sets[set]?.cells ?? []).map((cell) => ({ cell, because }));
    })
    .sort((a, b) => a.cell - b.cell);
}

/** Sets of which each remainder loses one, with little weight: again and again the one that breaks most for its weight. */
function breakAll(
  found: readonly SetRemainder[],
  { sets }: PeopleSets,
  weights: readonly number[],
): readonly number[] {
  const takesPart = new Map<number, number[]>();
  for (const [index, { whole, parts }] of found.entries()) {
    for (const set of [whole, ...parts]) {
      const there = takesPart.get(set);
      if (there === undefined) takesPart.set(set, [index]);
      else there.push(index);
    }
  }
  const left = new Map([...takesPart].map(([set, indexes]) => [set, indexes.length]));
  const order = (a: number, b: number): number => {
    const cost = (set: number) => (weights[set] ?? 0) / (left.get(set) ?? 0);
    const people = (set: number) => sets[set]?.people ?? 0;
    return cost(a) - cost(b) || people(a) - people(b) || a - b;
  };
  const isBroken = new Uint8Array(found.length);
  const chosen: number[] = [];
  for (let open = found.length; open > 0; ) {
    let best = -1;
    for (const [set, times] of left) {
      if (times > 0 && (best === -1 || order(set, best) < 0)) best = set;
    }
    chosen.push(best);
    for (const index of takesPart.get(best) ?? []) {
      const remainder = found[index];
      if (remainder === undefined || isBroken[index] === 1) continue;
      isBroken[index] = 1;
      open -= 1;
      for (const set of [remainder.whole, ...remainder.parts]) left.set(set, (left.get(set) ?? 0) - 1);
    }
  }
  return chosen;
}

function inCells({ sets }: PeopleSets, { whole, parts, ...rest }: SetRemainder): NestedRemainder {
  const cellOf = (set: number) => sets[set]?.cells[0] ?? -1;
  return { whole: cellOf(whole), parts: parts.map(cellOf), ...rest };
}
