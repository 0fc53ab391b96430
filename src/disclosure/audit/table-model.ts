import { type CellState, type CountTable, columnsOfCell } from "../tables/count-table.ts";
import type { Interval } from "./interval.ts";
import { columnsOf, mergeColumns } from "./merge-columns.ts";

/** A sum of columns that lies within bounds. */
export interface TableRow {
  readonly columns: readonly number[];
  readonly lower: number;
  readonly upper: number;
  /** The cells that say so, by index; empty: a known total. */
  readonly cells: readonly number[];
}

/** A withheld cell: `base` + `times` × the sum of its row. */
export interface Secret {
  readonly cell: number;
  /** −1: nothing but known totals. */
  readonly row: number;
  readonly base: number;
  readonly times: 1 | -1;
}

/** What is known of a count table, over the fewest columns of people. */
export interface TableModel {
  /** The exact number of people of each column, never released. */
  readonly truth: Float64Array;
  /** The most that each column can hold; Infinity: no limit is known. */
  readonly most: Float64Array;
  /** Each set of columns once; its bounds are those of all cells that count it. */
  readonly rows: readonly TableRow[];
  /** Known totals of the leaves of cells, which follow from those of the rows. */
  readonly wholes: readonly TableRow[];
  readonly secrets: readonly Secret[];
}

interface DraftCell {
  readonly cell: number;
  readonly columns: readonly number[];
  readonly base: number;
  readonly times: 1 | -1;
}

/**
 * Puts a count table into rows: leaves and layers that no cell tells apart become one column.
 *
 * Where the totals of leaves are known, a cell of most layers is written as its total less the other layers, and of
 * two layers only the first is kept. Leaves that are known to be empty are left out.
 */
export function tableModel(table: CountTable, states: readonly CellState[]): TableModel {
  const { leaves, layers, counts, totalsKnown, cells } = table;
  const stated = cells.flatMap((cell, index) => (states[index]?.kind === "silent" ? [] : [{ cell, index }]));
  const totals = Float64Array.from({ length: leaves }, (_, leaf) => {
    let sum = 0;
    for (let layer = 0; layer < layers; layer++) sum += counts[leaf * layers + layer] ?? 0;
    return sum;
  });
  const isEmpty = (leaf: number) => totalsKnown && totals[leaf] === 0;
  const placed = stated.map(({ cell }) => Array.from(cell.leaves).filter((leaf) => !isEmpty(leaf)));
  const merged = mergeColumns(leaves, placed);
  const classTotals = new Float64Array(merged.count);
  const fine = new Float64Array(merged.count * layers);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const own = merged.of[leaf] ?? 0;
    classTotals[own] = (classTotals[own] ?? 0) + (totals[leaf] ?? 0);
    for (let layer = 0; layer < layers; layer++) {
      const at = own * layers + layer;
      fine[at] = (fine[at] ?? 0) + (counts[leaf * layers + layer] ?? 0);
    }
  }
  const drafts = stated.map(({ cell, index }, at): DraftCell & { readonly classes: readonly number[] } => {
    const classes = columnsOf(placed[at] ?? [], merged);
    const turned = totalsKnown && isBetterTurned(cell.layers, layers);
    const own = turned ? othersOf(cell.layers, layers) : cell.layers;
    return {
      cell: index,
      classes,
      columns: columnsOfCell({ ...cell, leaves: classes, layers: own }, layers),
      base: turned ? classes.reduce((sum, name) => sum + (classTotals[name] ?? 0), 0) : 0,
      times: turned ? -1 : 1,
    };
  });
  const everyLayer = Array.from({ length: layers }, (_, layer) => layer);
  const wholeOf = (classes: readonly number[]) =>
    classes.flatMap((name) => everyLayer.map((layer) => name * layers + layer));
  const keepsTotals = totalsKnown && layers > 2;
  const used = new Set(drafts.flatMap(({ classes }) => classes));
  const perClass = keepsTotals ? [...used].sort((a, b) => a - b).map((name) => wholeOf([name])) : [];
  const wholes = keepsTotals
    ? [...new Map(drafts.map(({ classes }) => [classes.join(), classes])).values()].filter(
        ({ length }) => length > 1,
      )
    : [];
  const columns = mergeColumns(fine.length, [...drafts.map((draft) => draft.columns), ...perClass]);
  const truth = new Float64Array(columns.count);
  const most = new Float64Array(columns.count).fill(totalsKnown ? 0 : Number.POSITIVE_INFINITY);
  for (const [at, count] of fine.entries()) {
    const own = columns.of[at] ?? 0;
    truth[own] = (truth[own] ?? 0) + count;
  }
  if (totalsKnown) {
    for (const [name, total] of classTotals.entries()) {
      for (const own of columnsOf(wholeOf([name]), columns)) most[own] = (most[own] ?? 0) + total;
    }
  }
  const rows = new RowList();
  const secrets: Secret[] = [];
  for (const { cell, columns: fineOnes, base, times } of drafts) {
    const state = states[cell];
    if (state === undefined || state.kind === "silent") continue;
    const bounds = inRow(state, base, times);
    const row = rows.add(columnsOf(fineOnes, columns), bounds, cell);
    if (state.kind === "withheld") secrets.push({ cell, row, base, times });
  }
  const exactly = (set: readonly number[]): { columns: number[]; lower: number; upper: number } => {
    const own = columnsOf(set, columns);
    const total = own.reduce((sum, column) => sum + (truth[column] ?? 0), 0);
    return { columns: own, lower: total, upper: total };
  };
  for (const set of perClass) {
    const { columns: own, ...bounds } = exactly(set);
    rows.add(own, bounds);
  }
  return {
    truth,
    most,
    rows: rows.list,
    wholes: wholes.map((classes) => ({ ...exactly(wholeOf(classes)), cells: [] })),
    secrets,
  };
}

/** Whether fewer of the layers are left out than are in, or as many and the last one is in. */
const isBetterTurned = (own: readonly number[], layers: number): boolean =>
  own.length * 2 > layers || (own.length * 2 === layers && own.includes(layers - 1));

const othersOf = (own: readonly number[], layers: number): readonly number[] =>
  Array.from({ length: layers }, (_, layer) => layer).filter((layer) => !own.includes(layer));

/** What a cell's bounds are for the sum of its row. */
const inRow = ({ lower, upper }: Interval, base: number, times: 1 | -1): Interval =>
  times === 1 ? { lower, upper } : { lower: base - upper, upper: base - lower };

class RowList {
  readonly list: { columns: readonly number[]; lower: number; upper: number; cells: number[] }[] = [];
  readonly #places = new Map<string, number>();

  /** The place of the row of these columns. */
  add(columns: readonly number[], { lower, upper }: Interval, cell?: number): number {
    const key = columns.join();
    const found = this.#places.get(key);
    const row = found === undefined ? undefined : this.list[found];
    if (found !== undefined && row !== undefined) {
      row.lower = Math.max(row.lower, lower);
      row.upper = Math.min(row.upper, upper);
      if (cell !== undefined) row.cells.push(cell);
      return found;
    }
    this.#places.set(key, this.list.length);
    return this.list.push({ columns, lower, upper, cells: cell === undefined ? [] : [cell] }) - 1;
  }
}
