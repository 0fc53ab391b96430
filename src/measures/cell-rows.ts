import type { Cell } from "./cell.ts";
import { groupColumns } from "./dimension.ts";
import { type Grouping, latticeGrouping } from "./grouping.ts";

/** Runs a query and gives its rows; the one thing a measure needs of an engine. */
export type Query = <T extends Readonly<Record<string, unknown>>>(sql: string) => Promise<T[]>;

/** A base table whose cells are wanted. */
export interface BaseTable {
  readonly table: string;
  /** Cohorts of each person: `person_key`, `cohort`. */
  readonly cohorts: string;
  /** Columns that head each grouping set, e.g. instrument. */
  readonly extra: readonly string[];
  /** `SELECT` list of sufficient statistics: whole numbers only. */
  readonly statistics: string;
}

/** One row a cell: what it is about, and its sufficient statistics. */
export type CellRow = Omit<Cell, "measure" | "instrument"> & Readonly<Record<string, unknown>>;

/**
 * Gives a row of sufficient statistics for every cell of the lattice that has people.
 * Two scans: one for the characteristics a person has once, one for cohorts, of which a person may have many.
 */
export async function cellRows(query: Query, base: BaseTable): Promise<readonly CellRow[]> {
  const columns = groupColumns.filter((column) => column !== "cohort");
  const collected = await collectedColumns(query, base.table, columns);
  const rows = await run(query, base, latticeGrouping(collected, base.extra), base.table);

  const joined = `(SELECT b.*, c.cohort FROM ${base.table} AS b JOIN ${base.cohorts} AS c ON c.person_key = b.person_key)`;
  const [any] = await query<{ n: number }>(`SELECT count(*) AS n FROM ${joined} AS j`);
  if ((any?.n ?? 0) === 0) return rows;
  const withCohort = await run(
    query,
    base,
    latticeGrouping(new Set([...collected, "cohort"]), base.extra),
    `${joined} AS j`,
  );
  return [...rows, ...withCohort.filter((row) => row.breakdown === "cohort")];
}

async function run(query: Query, base: BaseTable, grouping: Grouping, from: string): Promise<CellRow[]> {
  const rows = await query<Record<string, unknown>>(
    `SELECT ${grouping.select}, ${base.statistics} FROM ${from} GROUP BY ${grouping.groupBy}`,
  );
  return rows.flatMap((row) => {
    const cell = grouping.cellOf(row);
    return cell === undefined ? [] : [{ ...row, ...cell }];
  });
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
