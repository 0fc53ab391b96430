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
  const withheld = new Map<number, NestedRemainder>();
  // Once more without the withheld ones: where a search gives up, what it finds depends on what it starts from.
  for (let before = -1; withheld.size > before; ) {
    before = withheld.size;
    const sets = peopleSets(table, kinds, (cell) => described(cell) && !withheld.has(cell));
    const choice = new Choice(sets, fewest, (cell) => table.cells[cell]?.weight ?? 0);
    choice.withhold();
    choice.showAgain();
    for (const [set, remainder] of choice.withheld) {
      const because = inCells(sets, remainder);
      for (const cell of sets.sets[set]?.cells ?? []) withheld.set(cell, because);
    }
  }
  return [...withheld].map(([cell, because]) => ({ cell, because })).sort((a, b) => a.cell - b.cell);
}

class Choice {
  /** Withheld sets and what each would give away. */
  readonly withheld = new Map<number, SetRemainder>();
  readonly #sets: PeopleSets;
  readonly #remainders: SetRemainders;
  readonly #weights: readonly number[];
  /** All remainders so far, by the sets that take part in them. */
  readonly #seen = new Map<number, SetRemainder[]>();

  constructor(sets: PeopleSets, fewest: number, weightOf: (cell: number) => number) {
    this.#sets = sets;
    this.#remainders = new SetRemainders(sets, fewest);
    this.#weights = sets.sets.map(({ cells }) => cells.reduce((sum, cell) => sum + weightOf(cell), 0));
  }

  /** Withholds until nothing is left too small. */
  withhold(): void {
    for (let open: Iterable<number> = this.#sets.sets.keys(); ; ) {
      const found = Array.from(open).flatMap((set) => this.#remainders.of(set));
      if (found.length === 0) return;
      for (const remainder of found) {
        for (const set of setsOf(remainder)) {
          const there = this.#seen.get(set);
          if (there === undefined) this.#seen.set(set, [remainder]);
          else there.push(remainder);
        }
      }
      const chosen = this.#breaking(found);
      for (const [set, remainder] of chosen) {
        this.withheld.set(set, remainder);
        this.#remainders.withhold(set, true);
      }
      open = new Set([...chosen.keys()].flatMap((set) => this.#remainders.around(set)));
    }
  }

  /** Shows each again, the weightiest first, that leaves nothing too small. */
  showAgain(): void {
    const weightOf = (set: number) => this.#weights[set] ?? 0;
    for (const set of [...this.withheld.keys()].sort((a, b) => weightOf(b) - weightOf(a) || a - b)) {
      this.#remainders.withhold(set, false);
      const isBack = (remainder: SetRemainder) =>
        setsOf(remainder).every((other) => !this.#remainders.isWithheld(other));
      const found = this.#seen.get(set)?.find(isBack) ?? this.#remainders.withSet(set);
      if (found === undefined) this.withheld.delete(set);
      else {
        this.withheld.set(set, found);
        this.#remainders.withhold(set, true);
      }
    }
  }

  /** Sets of which each remainder loses one, each with the first that it breaks: again and again the lightest for those. */
  #breaking(found: readonly SetRemainder[]): ReadonlyMap<number, SetRemainder> {
    const chosen = new Map<number, SetRemainder>();
    for (let open = found; ; ) {
      const [first] = open;
      if (first === undefined) return chosen;
      const times = new Map<number, number>();
      for (const set of open.flatMap(setsOf)) times.set(set, (times.get(set) ?? 0) + 1);
      const cost = (set: number) => (this.#weights[set] ?? 0) / (times.get(set) ?? 1);
      const people = (set: number) => this.#sets.sets[set]?.people ?? 0;
      let best = first.whole;
      for (const set of times.keys()) {
        if ((cost(set) - cost(best) || people(set) - people(best) || set - best) < 0) best = set;
      }
      chosen.set(best, open.find((remainder) => setsOf(remainder).includes(best)) ?? first);
      open = open.filter((remainder) => !setsOf(remainder).includes(best));
    }
  }
}

const setsOf = ({ whole, parts }: SetRemainder): readonly number[] => [whole, ...parts];

function inCells({ sets }: PeopleSets, { whole, parts, ...rest }: SetRemainder): NestedRemainder {
  const cellOf = (set: number) => sets[set]?.cells[0] ?? -1;
  return { whole: cellOf(whole), parts: parts.map(cellOf), ...rest };
}
