import type { DuckDBConnection } from "@duckdb/node-api";
import { cellColumns, quoteName } from "./cell-table.ts";
import { tidyName } from "./column-name.ts";
import type { Header } from "./find-header.ts";

/** What is known of a column beyond its name; questions to the user rest on it. */
export interface ColumnFacts {
  /** Its name in the header, tidied; empty where it has none. Two columns may share it. */
  readonly heading: string;
  /** For a column without a name: whether some row holds a value in it. */
  readonly holds: boolean;
  /** It stands at the left and holds a value only where a group of rows begins, as reports with group labels print it. */
  readonly groupLabel: boolean;
}

/** Group labels are looked for in this many first columns. */
const LABELS_WITHIN = 8;

/**
 * Finds out what a staging table's columns are like, in one pass over the few columns that matter.
 *
 * The first column is one of group labels where it is filled in on the first row and blank on at least half of all,
 * and no two labels that follow each other are equal; each column to its right is too, where it is blank somewhere and filled in
 * wherever the one before begins a group.
 */
export async function columnFacts(
  connection: DuckDBConnection,
  table: string,
  header: Header,
): Promise<readonly ColumnFacts[]> {
  const columns = cellColumns(header.columns.length);
  const headings = header.columns.map((_, index) => tidyName(header.cells[index] ?? ""));
  const nameless = headings.flatMap((heading, index) => (heading === "" ? [index] : []));
  const counted = [...new Set([...columns.slice(0, LABELS_WITHIN).keys(), ...nameless])];
  const name = quoteName(table);
  const counts = counted.map((index) => `count(${columns[index]})`);
  const result = await connection.runAndReadAll(`SELECT count(*), ${counts.join(", ")} FROM ${name}`);
  const [rows, ...filled] = (result.getRows()[0] ?? []).map(Number);
  const filledIn = new Map(counted.map((index, at) => [index, filled[at] ?? 0]));
  const labels = new Set(await labelColumns(connection, name, columns, rows ?? 0, filledIn));
  return headings.map((heading, index) => ({
    heading,
    holds: heading !== "" || (filledIn.get(index) ?? 0) > 0,
    groupLabel: labels.has(index),
  }));
}

async function labelColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rows: number,
  filledIn: ReadonlyMap<number, number>,
): Promise<readonly number[]> {
  const first = columns.findIndex((_, index) => (filledIn.get(index) ?? 0) > 0);
  const labels = filledIn.get(first) ?? 0;
  if (first < 0 || labels * 2 > rows) return [];
  const found: number[] = [];
  for (let index = first; index < columns.length && index < LABELS_WITHIN; index += 1) {
    const own = filledIn.get(index) ?? 0;
    if (own >= rows || own < labels) break;
    found.push(index);
  }
  const others = found.map((index) => `count(*) FILTER (WHERE ${columns[index]} IS NULL)`);
  const label = columns[first];
  const result = await connection.runAndReadAll(`
    SELECT min(_row) = (SELECT min(_row) FROM ${table}), bool_and(${label} IS DISTINCT FROM before), ${others.join(", ")}
    FROM (SELECT *, lag(${label}) OVER (ORDER BY _row) AS before FROM ${table} WHERE ${label} IS NOT NULL)`);
  const [fromTheStart, changing, ...gaps] = result.getRows()[0] ?? [];
  if (fromTheStart !== true || changing !== true) return [];
  const end = gaps.findIndex((gap) => Number(gap) > 0);
  return end < 0 ? found : found.slice(0, end);
}
