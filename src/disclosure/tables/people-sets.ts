import { SetNumbers } from "../audit/set-numbers.ts";
import { type CountTable, columnsOfCell } from "./count-table.ts";

/** The people of a described cell, or of several cells with the same people. */
export interface PeopleSet {
  /** Cells by index, in order. */
  readonly cells: readonly number[];
  /** Columns that hold anybody, in order. */
  readonly columns: Int32Array;
  readonly people: number;
  /** Kinds of its cells, by number. */
  readonly kinds: readonly number[];
}

/** The sets of people that something is told of, and which of them each column is in. */
export interface PeopleSets {
  readonly sets: readonly PeopleSet[];
  /** People by column. */
  readonly counts: Float64Array;
  /** The sets of a column stand in `at` from `from[column]` to before `from[column + 1]`. */
  readonly from: Int32Array;
  readonly at: Int32Array;
  readonly kinds: number;
}

/**
 * Arranges the described cells of a table as sets of the people in them. Cells without anybody are left out, columns
 * without anybody count for nothing, and cells with the same people are one set. A kind whose cells have people in
 * common after all is taken for none.
 */
export function peopleSets(
  table: CountTable,
  kindNames: readonly string[],
  described: (cell: number) => boolean,
): PeopleSets {
  const { counts } = table;
  const people = peopleOfCells(table);
  const numbers = new Map<string, number>();
  const bySet = new Map<number, { columns: Int32Array; cells: number[]; kinds: number[] }>();
  for (const cell of table.cells.keys()) {
    if (!described(cell)) continue;
    const number = people.setOf(cell);
    const columns = people.columns[number];
    if (columns === undefined || columns.length === 0) continue;
    let set = bySet.get(number);
    if (set === undefined) {
      set = { columns, cells: [], kinds: [] };
      bySet.set(number, set);
    }
    const name = kindNames[cell] ?? "";
    const kind = numbers.get(name) ?? numbers.size;
    numbers.set(name, kind);
    set.cells.push(cell);
    if (!set.kinds.includes(kind)) set.kinds.push(kind);
  }
  const found = [...bySet.values()];
  const overlapping = overlappingKinds(found, numbers.size, counts.length);
  const sets = found.map(({ columns, cells, kinds }) => {
    let people = 0;
    for (const column of columns) people += counts[column] ?? 0;
    return { columns, cells, people, kinds: kinds.filter((kind) => !overlapping.has(kind)) };
  });
  return { sets, counts, kinds: numbers.size, ...indexed(sets, counts.length) };
}

/** The columns with anybody of the cells of a table, each set of them once and worked out once. */
interface PeopleOfCells {
  readonly setOf: (cell: number) => number;
  readonly columns: readonly Int32Array[];
}

const memory = new WeakMap<CountTable, PeopleOfCells>();

function peopleOfCells(table: CountTable): PeopleOfCells {
  const known = memory.get(table);
  if (known !== undefined) return known;
  const { cells, counts, layers } = table;
  const columns: Int32Array[] = [];
  const numbers = new SetNumbers();
  const sets = new Int32Array(cells.length).fill(-1);
  const setOf = (cell: number): number => {
    const before = sets[cell] ?? -1;
    const one = cells[cell];
    if (before !== -1 || one === undefined) return before;
    const own = columnsOfCell(one, layers).filter((column) => (counts[column] ?? 0) > 0);
    const set = numbers.of(own);
    if (set === columns.length) columns.push(Int32Array.from(own));
    sets[cell] = set;
    return set;
  };
  const found = { setOf, columns };
  memory.set(table, found);
  return found;
}

function overlappingKinds(
  sets: readonly { readonly columns: Int32Array; readonly kinds: readonly number[] }[],
  kinds: number,
  columns: number,
): ReadonlySet<number> {
  const overlapping = new Set<number>();
  const taken = Array.from({ length: kinds }, () => new Uint8Array(columns));
  for (const set of sets) {
    for (const kind of set.kinds) {
      const own = taken[kind] ?? new Uint8Array(0);
      for (const column of set.columns) {
        if (own[column] === 1) overlapping.add(kind);
        own[column] = 1;
      }
    }
  }
  return overlapping;
}

function indexed(sets: readonly Pick<PeopleSet, "columns">[], columns: number) {
  const from = new Int32Array(columns + 1);
  for (const set of sets) for (const column of set.columns) from[column + 1] = (from[column + 1] ?? 0) + 1;
  for (let column = 0; column < columns; column++) {
    from[column + 1] = (from[column + 1] ?? 0) + (from[column] ?? 0);
  }
  const next = from.slice();
  const at = new Int32Array(from[columns] ?? 0);
  for (const [index, set] of sets.entries()) {
    for (const column of set.columns) {
      const place = next[column] ?? 0;
      at[place] = index;
      next[column] = place + 1;
    }
  }
  return { from, at };
}
