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
 * @returns false, with no table left behind, where DuckDB refuses the file or read it differently
 */
export async function readFast(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly table: string },
  layout: Layout,
  scan: Scan,
): Promise<boolean> {
  const columns = cellColumns(layout.header.cells.length);
  const types = columns.map((column) => `${quoteText(column)}: 'VARCHAR'`);
  const blanks = quoteText(BLANK_CHARACTERS);
  // Text that begins with a visible ASCII character is not blank: the costly test is left to the rest.
  const filled = (column: string): string =>
    `CASE WHEN ${column} BETWEEN '!' AND '~~' OR trim(${column}, ${blanks}) <> '' THEN ${column} END AS ${column}`;
  const table = quoteName(file.table);
  // No `new_line`: with `strict_mode`, DuckDB 1.5 loses every row where it is set to CR LF.
  try {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE ${table} AS
      SELECT
        (row_number() OVER () + ${layout.headerRow})::INTEGER AS _row,
        (${columns.map((column) => `coalesce(strlen(${column}), 0)`).join(" + ")})::BIGINT AS _bytes,
        ${columns.map(filled).join(", ")}
      FROM read_csv(
        ${quoteText(file.path)}, auto_detect = false, header = false, skip = ${layout.headerRow},
        columns = {${types.join(", ")}}, delim = ${quoteText(layout.delimiter)}, quote = ${quoteText(layout.quote)}, escape = ${quoteText(layout.quote)},
        comment = '', nullstr = '', allow_quoted_nulls = true, null_padding = false,
        strict_mode = true, ignore_errors = false, compression = 'none', encoding = 'utf-8'
      )`);
    const result = await connection.runAndReadAll(`
      SELECT count(*)::VARCHAR, coalesce(sum((_row % ${CHECKSUM_ROWS} + 1) * _bytes), 0)::VARCHAR FROM ${table}`);
    const [records, checksum] = result.getRows()[0] ?? [];
    if (records === String(scan.records) && checksum === String(scan.checksum)) {
      await connection.run(`ALTER TABLE ${table} DROP COLUMN _bytes`);
      return true;
    }
  } catch {
    // DuckDB's message quotes the offending line, which may identify a person: it must go no further.
  }
  await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
  return false;
}
