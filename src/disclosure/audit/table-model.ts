import type { CellState, CountTable } from "../tables/count-table.ts";
import { type StatedCell, type TableShape, tableShape } from "./table-shape.ts";

/** A withheld cell. */
export type Secret = StatedCell;

/** What is known of a count table, over the fewest columns of people. */
export interface TableModel {
  readonly shape: TableShape;
  /** The exact number of people of each column, never released. */
  readonly truth: Float64Array;
  /** The most that each column can hold; Infinity: no limit is known. */
  readonly most: Float64Array;
  /** The least and the most of each row of the shape, by all cells that count it. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly secrets: readonly Secret[];
}

/** Puts a count table into rows: its shape, and the bounds that its cells give to the rows. */
export function tableModel(table: CountTable, states: readonly CellState[]): TableModel {
  const shape = tableShape(table, states);
  const lower = new Float64Array(shape.rows.length).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(shape.rows.length).fill(Number.POSITIVE_INFINITY);
  const bind = (row: number, least: number, most: number): void => {
    lower[row] = Math.max(lower[row] ?? 0, least);
    upper[row] = Math.min(upper[row] ?? 0, most);
  };
  const secrets: Secret[] = [];
  for (const stated of shape.stated) {
    const state = states[stated.cell];
    if (state === undefined || state.kind === "silent") continue;
    const { row, base, times } = stated;
    if (times === 1) bind(row, state.lower, state.upper);
    else bind(row, base - state.upper, base - state.lower);
    if (state.kind === "withheld") secrets.push(stated);
  }
  for (const { row, total } of shape.known) bind(row, total, total);
  return { shape, truth: shape.truth, most: shape.most, lower, upper, secrets };
}
