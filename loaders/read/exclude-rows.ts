import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { cellColumns, quoteName, quoteText } from "./cell-table.ts";
import { comparableName } from "./column-name.ts";
import type { Header } from "./find-header.ts";
import { isRemark, isRepeatedHeader, isTotalRow, namePattern, startPattern } from "./row-nature.ts";
import type { ReadRequest } from "./staged.ts";

/** A row left out on purpose. */
interface ExcludedRow {
  readonly row: number;
  readonly reason: string;
}

/** Why a row was left out that the user named. */
export const LEFT_OUT = "left out, as programme.yaml says";

/** Sums of a part are looked for wherever sums of the whole are. */
const SUBTOTALS = ["subtotal", "sub-total", "sub total"];

/** Rows named in one statement. */
const BATCH = 10_000;

/**
 * Takes rows that are no records out of a staging table: blank rows, repeated headers, rows of sums, closing notes.
 * SQL finds the few rows that could be one; {@link isRepeatedHeader}, {@link isTotalRow} and {@link isRemark} decide,
 * unless the user has: rows of `leaveOutRows` go, rows of `keepRows` stay.
 */
export async function excludeRows(
  connection: DuckDBConnection,
  table: string,
  header: Header,
  request: Pick<ReadRequest, "totalRows" | "leaveOutRows" | "keepRows">,
): Promise<{ readonly blankRows: number; readonly excluded: readonly ExcludedRow[] }> {
  const { totalRows } = request;
  const keep = new Set(request.keepRows);
  const name = quoteName(table);
  const columns = cellColumns(header.columns.length);
  const first = `coalesce(${columns.join(", ")})`;
  const blankRows = await deleteBlank(connection, name, first);

  const filled = columns.map((column) => `(${column} IS NOT NULL)::INTEGER`).join(" + ");
  const words = [...totalRows, ...(totalRows.includes("total") ? SUBTOTALS : [])].filter(
    (word) => comparableName(word) !== "",
  );
  const sums = words.length === 0 ? "false" : `regexp_matches(${first}, ${quoteText(startPattern(words))})`;
  const titles = [header.cells, ...(header.levels.length > 1 ? header.levels : [])].flatMap((level) => {
    const at = columns.findIndex((_, index) => comparableName(level[index] ?? "") !== "");
    return at < 0 ? [] : [`regexp_matches(${columns[at]}, ${quoteText(namePattern(level[at] ?? ""))})`];
  });
  const asked = request.leaveOutRows.length === 0 ? "false" : `_row IN (${request.leaveOutRows.join(", ")})`;
  const named = [asked, ...titles].join(" OR ");
  // Rows that are alike are counted together: a median over all rows would sort them.
  const shapes = await rowsOf(
    connection,
    `SELECT filled, sums, named, count(*) AS n, max(_row) AS last
     FROM (SELECT _row, (${filled}) AS filled, coalesce(${sums}, false) AS sums, coalesce(${named}, false) AS named FROM ${name})
     GROUP BY ALL`,
  );
  const rows = shapes.map(([filled, sums, named, n, last]) => ({
    filled: Number(filled),
    sums: sums === true,
    named: named === true,
    n: Number(n),
    last: Number(last),
  }));
  const records = rows.filter(({ sums }) => !sums);
  const usual = weightedMedian(records);
  const lastRecord = Math.max(0, ...records.filter(({ filled }) => filled > 1).map(({ last }) => last));
  const some = rows.some(
    ({ sums, named, filled, last }) => sums || named || (lastRecord > 0 && last > lastRecord && filled === 1),
  );
  const candidates = some
    ? await rowsOf(
        connection,
        `SELECT * FROM ${name}
         WHERE ${sums} OR ${named}
            OR (${lastRecord} > 0 AND _row > ${lastRecord} AND ${filled} = 1)
         ORDER BY _row`,
      )
    : [];

  /** Length of the longest value among the records, in the column of a row's only filled cell. */
  const longestValue = async (cells: readonly string[]): Promise<number> => {
    const column = columns[cells.findIndex((cell) => cell !== "")];
    const sql = `SELECT coalesce(max(length(${column})), 0) FROM ${name} WHERE _row <= ${lastRecord}`;
    return Number((await rowsOf(connection, sql))[0]?.[0] ?? 0);
  };
  const excluded: ExcludedRow[] = [];
  let lastKept = lastRecord;
  for (const [number, ...values] of candidates) {
    const row = Number(number);
    const cells = values.map((value) => (value === null ? "" : String(value)));
    const closing = row > lastRecord;
    const only = cells.filter((cell) => cell !== "");
    let reason: string | undefined;
    if (request.leaveOutRows.includes(row)) reason = LEFT_OUT;
    else if (keep.has(row)) reason = undefined;
    else if (isRepeatedHeader(cells, header)) reason = "repeated header";
    else if (isTotalRow(cells, header, words, { usual, closing })) reason = "total or note row";
    else if (closing && lastRecord > 0 && only.length === 1 && cells.length > 2) {
      const below = {
        afterGap: row > lastKept + 1,
        key: (cells[header.recognised[0] ?? 0] ?? "") !== "",
        longestValue: await longestValue(cells),
      };
      if (isRemark(only[0] ?? "", below)) reason = "note row";
    }
    if (reason !== undefined) excluded.push({ row, reason });
    else lastKept = Math.max(lastKept, row);
  }
  await deleteRows(
    connection,
    table,
    excluded.map(({ row }) => row),
  );
  return { blankRows, excluded };
}

/** Median of the numbers of filled cells, each as often as it stands for rows; 0 where there is none. */
function weightedMedian(counts: readonly { readonly filled: number; readonly n: number }[]): number {
  const sorted = [...counts].sort((a, b) => a.filled - b.filled);
  const all = sorted.reduce((sum, { n }) => sum + n, 0);
  if (all === 0) return 0;
  const at = (place: number): number => {
    let before = 0;
    for (const { filled, n } of sorted) {
      before += n;
      if (before > place) return filled;
    }
    return 0;
  };
  return (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2;
}

/** Most files have none: looking is quicker than deleting nothing. */
async function deleteBlank(connection: DuckDBConnection, table: string, first: string): Promise<number> {
  const [row] = await rowsOf(connection, `SELECT count(*) - count(${first}) FROM ${table}`);
  if (Number(row?.[0] ?? 0) === 0) return 0;
  return (await connection.run(`DELETE FROM ${table} WHERE ${first} IS NULL`)).rowsChanged;
}

/** Deletes rows of a staging table by number. */
export async function deleteRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly number[],
): Promise<void> {
  for (const numbers of batches(rows))
    await connection.run(`DELETE FROM ${quoteName(table)} WHERE _row IN (${numbers})`);
}

/** Those of the numbers that are rows of a staging table. */
export async function presentRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly number[],
): Promise<readonly number[]> {
  const present: number[] = [];
  for (const numbers of batches(rows)) {
    const found = await rowsOf(connection, `SELECT _row FROM ${quoteName(table)} WHERE _row IN (${numbers})`);
    for (const [row] of found) present.push(Number(row));
  }
  return present;
}

function* batches(rows: readonly number[]): Generator<string> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH).join(", ");
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
