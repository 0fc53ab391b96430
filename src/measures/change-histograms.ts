import { type CellRow, cellRows, type Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";

/** How many people (`n`) of a cell changed by so many scaled points (`change`); all with both scores. */
export interface ChangeCount extends CellRow {
  readonly instrument: string;
  readonly change: number;
  readonly n: number;
}

/** Cells of the typical change: whole areas over the whole time and the windows. */
const typicalLattice: readonly LatticeBlock[] = [
  {
    areaTypes: ["programme", "icb", "borough", "service", "project", "comparator"],
    periodTypes: ["all", "window"],
    breakdowns: ["none"],
  },
];

/**
 * Histograms of the changes in each cell, for statistics of ranks. `table` holds episodes with `before_score` and
 * `after_score`; `comparators` is the relation that `comparatorSql` gives for the same rows.
 */
export async function changeHistograms(
  query: Query,
  table: string,
  comparators?: string,
): Promise<readonly ChangeCount[]> {
  return (await cellRows(query, {
    table,
    comparators,
    extra: ["instrument", "change"],
    lattice: typicalLattice,
    statistics: "count(*) AS n",
  })) as readonly ChangeCount[];
}
