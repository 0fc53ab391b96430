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
  const { counts, layers } = table;
  const numbers = new Map<string, number>();
  const byColumns = new Map<string, { columns: Int32Array; cells: number[]; kinds: number[] }>();
  for (const [cell, one] of table.cells.entries()) {
    if (!described(cell)) continue;
    const columns = columnsOfCell(one, layers).filter((column) => (counts[column] ?? 0) > 0);
    if (columns.length === 0) continue;
    const key = columns.join();
    let set = byColumns.get(key);
    if (set === undefined) {
      set = { columns: Int32Array.from(columns), cells: [], kinds: [] };
      byColumns.set(key, set);
    }
    const name = kindNames[cell] ?? "";
    const kind = numbers.get(name) ?? numbers.size;
    numbers.set(name, kind);
    set.cells.push(cell);
    if (!set.kinds.includes(kind)) set.kinds.push(kind);
  }
  const found = [...byColumns.values()];
  const overlapping = overlappingKinds(found, numbers.size, counts.length);
  const sets = found.map(({ columns, cells, kinds }) => {
    let people = 0;
    for (const column of columns) people += counts[column] ?? 0;
    return { columns, cells, people, kinds: kinds.filter((kind) => !overlapping.has(kind)) };
  });
  return { sets, counts, kinds: numbers.size, ...indexed(sets, counts.length) };
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
