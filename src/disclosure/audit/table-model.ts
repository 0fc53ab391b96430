import type { CellState, CountTable } from "../tables/count-table.ts";
import type { Interval } from "./interval.ts";
import { type StatedCell, type TableShape, tableShape } from "./table-shape.ts";

/** A sum of columns that lies within bounds. */
export interface TableRow {
  readonly columns: readonly number[];
  readonly lower: number;
  readonly upper: number;
  /** The cells that say so, by index; empty: a known total. */
  readonly cells: readonly number[];
}

/** A withheld cell. */
export type Secret = StatedCell;

/** What is known of a count table, over the fewest columns of people. */
export interface TableModel {
  readonly shape: TableShape;
  /** The exact number of people of each column, never released. */
  readonly truth: Float64Array;
  /** The most that each column can hold; Infinity: no limit is known. */
  readonly most: Float64Array;
  /** Each set of columns once; its bounds are those of all cells that count it. */
  readonly rows: readonly TableRow[];
  readonly secrets: readonly Secret[];
}

/** Puts a count table into rows: its shape, and the bounds that its cells give to the rows. */
export function tableModel(table: CountTable, states: readonly CellState[]): TableModel {
  const shape = tableShape(table, states);
  const bounds = shape.rows.map(() => ({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }));
  const bind = (row: number, { lower, upper }: Interval): void => {
    const own = bounds[row];
    if (own === undefined) return;
    own.lower = Math.max(own.lower, lower);
    own.upper = Math.min(own.upper, upper);
  };
  const secrets: Secret[] = [];
  for (const stated of shape.stated) {
    const state = states[stated.cell];
    if (state === undefined || state.kind === "silent") continue;
    bind(stated.row, inRow(state, stated));
    if (state.kind === "withheld") secrets.push(stated);
  }
  for (const { row, total } of shape.known) bind(row, { lower: total, upper: total });
  return {
    shape,
    truth: shape.truth,
    most: shape.most,
    rows: shape.rows.map((columns, row) => ({
      columns,
      lower: bounds[row]?.lower ?? Number.NEGATIVE_INFINITY,
      upper: bounds[row]?.upper ?? Number.POSITIVE_INFINITY,
      cells: shape.cellsOf[row] ?? [],
    })),
    secrets,
  };
}

/** What a cell's bounds are for the sum of its row. */
const inRow = ({ lower, upper }: Interval, { base, times }: Pick<StatedCell, "base" | "times">): Interval =>
  times === 1 ? { lower, upper } : { lower: base - upper, upper: base - lower };
