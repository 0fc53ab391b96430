import { type CellState, type CountTable, columnsOfCell } from "../tables/count-table.ts";
import { columnsOf, mergeColumns } from "./merge-columns.ts";
import { SetNumbers } from "./set-numbers.ts";

/** A cell that something is said of: `base` + `times` × the sum of its row. */
export interface StatedCell {
  readonly cell: number;
  readonly row: number;
  readonly base: number;
  readonly times: 1 | -1;
}

/** A row whose sum is known exactly. */
export interface KnownTotal {
  readonly row: number;
  readonly total: number;
}

/** What a table is made of whatever is said of its cells, as long as something is said of the same ones. */
export interface TableShape {
  /** The exact number of people of each column, never released. */
  readonly truth: Float64Array;
  /** The most that each column can hold; Infinity: no limit is known. */
  readonly most: Float64Array;
  /** The columns of each row, each set once. */
  readonly rows: readonly (readonly number[])[];
  /** The cells of each row, by index. */
  readonly cellsOf: readonly (readonly number[])[];
  /** The exact sum of each row. */
  readonly sums: Float64Array;
  readonly stated: readonly StatedCell[];
  readonly known: readonly KnownTotal[];
  /** Sets of columns with known totals, which follow from those of the rows. */
  readonly wholes: readonly { readonly columns: readonly number[]; readonly total: number }[];
}

/**
 * The shape of a table: leaves and layers that no cell tells apart become one column.
 *
 * Where the totals of leaves are known, a cell of most layers is written as its total less the other layers, and of
 * two layers only the first is kept. Leaves that are known to be empty are left out. The last shape of each table is
 * kept, as from round to round the same cells are stated.
 */
export function tableShape(table: CountTable, states: readonly CellState[]): TableShape {
  const isStated = Uint8Array.from(states, ({ kind }) => (kind === "silent" ? 0 : 1));
  const last = memory.get(table);
  if (last?.isStated.every((stated, cell) => stated === isStated[cell])) return last.shape;
  const shape = shapeOf(table, isStated);
  memory.set(table, { isStated, shape });
  return shape;
}

const memory = new WeakMap<CountTable, { readonly isStated: Uint8Array; readonly shape: TableShape }>();

interface DraftCell {
  readonly cell: number;
  readonly columns: readonly number[];
  readonly base: number;
  readonly times: 1 | -1;
}

function shapeOf(table: CountTable, isStated: Uint8Array): TableShape {
  const { leaves, layers, counts, totalsKnown, cells } = table;
  const stated = cells.flatMap((cell, index) => (isStated[index] === 1 ? [{ cell, index }] : []));
  const totals = Float64Array.from({ length: leaves }, (_, leaf) => {
    let sum = 0;
    for (let layer = 0; layer < layers; layer++) sum += counts[leaf * layers + layer] ?? 0;
    return sum;
  });
  const isEmpty = (leaf: number) => totalsKnown && totals[leaf] === 0;
  const placed = stated.map(({ cell }) =>
    totalsKnown ? Array.from(cell.leaves).filter((leaf) => !isEmpty(leaf)) : cell.leaves,
  );
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
      columns: columnsOfCell({ leaves: classes, layers: own }, layers),
      base: turned ? classes.reduce((sum, name) => sum + (classTotals[name] ?? 0), 0) : 0,
      times: turned ? -1 : 1,
    };
  });
  const everyLayer = Array.from({ length: layers }, (_, layer) => layer);
  const wholeOf = (classes: readonly number[]) =>
    classes.flatMap((name) => everyLayer.map((layer) => name * layers + layer));
  const keepsTotals = totalsKnown && layers > 2;
  const used = keepsTotals ? [...new Set(drafts.flatMap(({ classes }) => classes))] : [];
  const perClass = used.sort((a, b) => a - b).map((name) => wholeOf([name]));
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
  const totalOf = (own: readonly number[]) => own.reduce((sum, column) => sum + (truth[column] ?? 0), 0);
  const rows = new RowList();
  const statedCells = drafts.map(({ cell, columns: fineOnes, base, times }) => ({
    cell,
    row: rows.add(columnsOf(fineOnes, columns), cell),
    base,
    times,
  }));
  const known = perClass.map((set) => {
    const own = columnsOf(set, columns);
    return { row: rows.add(own), total: totalOf(own) };
  });
  return {
    truth,
    most,
    rows: rows.columns,
    cellsOf: rows.cells,
    sums: Float64Array.from(rows.columns, totalOf),
    stated: statedCells,
    known,
    wholes: wholes.map((classes) => {
      const own = columnsOf(wholeOf(classes), columns);
      return { columns: own, total: totalOf(own) };
    }),
  };
}

/** Whether fewer of the layers are left out than are in, or as many and the last one is in. */
const isBetterTurned = (own: readonly number[], layers: number): boolean =>
  own.length * 2 > layers || (own.length * 2 === layers && own.includes(layers - 1));

const othersOf = (own: readonly number[], layers: number): readonly number[] =>
  Array.from({ length: layers }, (_, layer) => layer).filter((layer) => !own.includes(layer));

class RowList {
  readonly cells: number[][] = [];
  readonly #numbers = new SetNumbers();

  get columns(): readonly (readonly number[])[] {
    return this.#numbers.sets;
  }

  /** The place of the row of these columns. */
  add(columns: readonly number[], cell?: number): number {
    const row = this.#numbers.of(columns);
    if (row === this.cells.length) this.cells.push([]);
    if (cell !== undefined) this.cells[row]?.push(cell);
    return row;
  }
}
