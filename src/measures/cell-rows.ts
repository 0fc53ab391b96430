import type { MeasureEngine } from "../warehouse/measure-engine.ts";
import type { Cell } from "./cell.ts";
import { groupColumns, joinedColumns } from "./dimension.ts";
import { type Grouping, latticeColumns, latticeGrouping } from "./grouping.ts";
import { lattice as headline, type LatticeBlock } from "./lattice.ts";

/** Runs a SELECT of the portable core and gives its rows. */
export type Query = MeasureEngine["query"];

/** Keeps the rows of a SELECT under a name for later ones. */
export type Keep = MeasureEngine["keep"];

/** A base table whose cells are wanted. */
export interface BaseTable {
  readonly table: string;
  /** Cohorts of each person: `person_key`, `cohort`. Absent: no groups by cohort. */
  readonly cohorts?: string;
  /** The same rows once for each comparator they belong to, as `comparatorSql` gives them. Absent: no comparators. */
  readonly comparators?: string | undefined;
  /** Columns that head each grouping set, e.g. instrument. */
  readonly extra: readonly string[];
  /** `SELECT` list of sufficient statistics: whole numbers only. */
  readonly statistics: string;
  /** Cells wanted; default: the headline lattice. */
  readonly lattice?: readonly LatticeBlock[];
}

/** One row a cell: what it is about, and its sufficient statistics. */
export type CellRow = Omit<Cell, "measure" | "instrument"> & Readonly<Record<string, unknown>>;

/**
 * Gives a row of sufficient statistics for every cell of the lattice that has people.
 * One scan for what a row has once; one each for cohorts and comparators, of which it may have many.
 */
export async function cellRows(query: Query, base: BaseTable): Promise<readonly CellRow[]> {
  const { table, cohorts, comparators, extra, lattice = headline } = base;
  const wanted = new Set(latticeColumns(lattice));
  const columns = groupColumns.filter((column) => wanted.has(column) && !joinedColumns.includes(column));
  const collected = await collectedColumns(query, table, columns);
  const rows = await run(query, base, latticeGrouping(collected, extra, lattice), table);
  if (comparators !== undefined) {
    const compared = lattice.filter(({ areaTypes }) => areaTypes.includes("comparator"));
    const blocks = compared.map((block) => ({ ...block, areaTypes: ["comparator"] as const }));
    const known = new Set([...collected, "comparator", "comparator_window"]);
    rows.push(...(await run(query, base, latticeGrouping(known, extra, blocks), comparators)));
  }
  if (cohorts === undefined) return rows;

  const joined = `(SELECT b.*, c.cohort FROM ${table} AS b JOIN ${cohorts} AS c ON c.person_key = b.person_key)`;
  const blocks = lattice.map((block) => ({
    ...block,
    breakdowns: block.breakdowns.filter((breakdown) => breakdown === "cohort"),
  }));
  const known = new Set([...collected, "cohort"]);
  rows.push(...(await run(query, base, latticeGrouping(known, extra, blocks), `${joined} AS j`)));
  return rows;
}

async function run(query: Query, base: BaseTable, grouping: Grouping, from: string): Promise<CellRow[]> {
  // Nothing that the cells are about was collected.
  if (grouping.groupBy === "GROUPING SETS ()") return [];
  const rows = await query<Record<string, unknown>>(
    `SELECT ${grouping.select}, ${base.statistics} FROM ${from} GROUP BY ${grouping.groupBy}`,
  );
  const found: CellRow[] = [];
  for (const row of rows) {
    const cell = grouping.cellOf(row);
    // Rows are this query's own: made into cells in place, as there may be half a million.
    if (cell !== undefined) found.push(Object.assign(row, cell));
  }
  return found;
}

/** Columns with anything known in them: a characteristic nobody recorded is not collected and gives no cells. */
async function collectedColumns(
  query: Query,
  table: string,
  columns: readonly string[],
): Promise<Set<string>> {
  const known = columns.map(
    (column) =>
      `count(*) FILTER (WHERE ${column} IS NOT NULL AND ${column} NOT IN ('not_known', 'not_stated', 'suppressed')) AS ${column}`,
  );
  const [row] = await query<Record<string, number>>(`SELECT ${known.join(", ")} FROM ${table}`);
  return new Set(columns.filter((column) => (row?.[column] ?? 0) > 0));
}
