import type { DuckDBConnection } from "@duckdb/node-api";
import { BLANK_CHARACTERS } from "./blank.ts";
import { cellColumns, quoteName, quoteText } from "./cell-table.ts";
import type { Layout } from "./find-layout.ts";
import { CHECKSUM_ROWS, type Scan } from "./scan-records.ts";

/** Longest record, in bytes, left to DuckDB: half of its own limit for a line. */
const LONGEST_RECORD = 1_000_000;

/** Whether a scanned file is regular enough to be left to DuckDB's CSV reader. */
export function isRegular(scan: Scan, layout: Layout): boolean {
  const { lf, crlf, cr } = scan.lineEnds;
  return (
    layout.plainHead &&
    layout.header.cells.length > 1 &&
    scan.records > 0 &&
    scan.blank === 0 &&
    scan.ragged === 0 &&
    scan.stray === 0 &&
    !scan.unterminated &&
    scan.longest <= LONGEST_RECORD &&
    cr === 0 &&
    (lf === 0 || crlf === 0)
  );
}

/**
 * Reads a regular file with DuckDB, its dialect spelled out, and reconciles the result with the scan:
 * the number of records, and a checksum of the bytes of every row's cells.
 *
 * @param scan may still be under way: DuckDB reads meanwhile
 * @returns false, with no table left behind, where the file is not regular, DuckDB refuses it or read it differently
 */
export async function readFast(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly table: string },
  layout: Layout,
  scan: Scan | Promise<Scan>,
): Promise<boolean> {
  const columns = cellColumns(layout.header.cells.length);
  const types = columns.map((column) => `${quoteText(column)}: 'VARCHAR'`);
  const table = quoteName(file.table);
  const quote = quoteText(layout.quote);
  // No `new_line`: with `strict_mode`, DuckDB 1.5 loses every row where it is set to CR LF.
  const reading = connection
    .run(`
      CREATE OR REPLACE TEMP TABLE ${table} AS
      SELECT NULL::INTEGER AS _row, * FROM read_csv(
        ${quoteText(file.path)}, auto_detect = false, header = false, skip = ${layout.headerRow},
        columns = {${types.join(", ")}}, delim = ${quoteText(layout.delimiter)}, quote = ${quote}, escape = ${quote},
        comment = '', nullstr = '', allow_quoted_nulls = true, null_padding = false,
        strict_mode = true, ignore_errors = false, compression = 'none', encoding = 'utf-8'
      )`)
    // DuckDB's message quotes the offending line, which may identify a person: it must go no further.
    .then(
      () => true,
      () => false,
    );
  const [read, seen] = await Promise.all([reading, scan]);
  if (read && isRegular(seen, layout) && (await agrees(connection, table, columns, layout, seen))) {
    // Counting rows while the file is read would leave all cores but one idle.
    await connection.run(`UPDATE ${table} SET _row = rowid + ${layout.headerRow + 1}`);
    return true;
  }
  await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
  return false;
}

/** Whether DuckDB read what the scan saw; cells of nothing but white space are made blank on the way. */
async function agrees(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  layout: Layout,
  scan: Scan,
): Promise<boolean> {
  // Text that begins with a visible ASCII character is not blank: the costly test is left to the rest.
  const blank = (column: string) =>
    `CASE WHEN ${column} BETWEEN '!' AND '~~' THEN FALSE ELSE trim(${column}, ${quoteText(BLANK_CHARACTERS)}) = '' END`;
  const untidy = columns.filter((_, index) => scan.untidy[index]);
  const bytes = columns.map((column) => `coalesce(strlen(${column}), 0)`).join(" + ");
  const row = `rowid + ${layout.headerRow + 1}`;
  const result = await connection.runAndReadAll(`
    SELECT ${["count(*)::VARCHAR", `coalesce(sum(((${row}) % ${CHECKSUM_ROWS} + 1) * (${bytes})), 0)::VARCHAR`, ...untidy.map((column) => `bool_or(${blank(column)})`)].join(", ")}
    FROM ${table}`);
  const [records, checksum, ...blanks] = result.getRows()[0] ?? [];
  const blanked = untidy.filter((_, index) => blanks[index] === true);
  if (blanked.length > 0)
    await connection.run(
      `UPDATE ${table} SET ${blanked.map((column) => `${column} = CASE WHEN ${blank(column)} THEN NULL ELSE ${column} END`).join(", ")}
       WHERE ${blanked.map(blank).join(" OR ")}`,
    );
  return records === String(scan.records) && checksum === String(scan.checksum);
}
