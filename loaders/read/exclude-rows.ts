import type { DuckDBConnection } from "@duckdb/node-api";
import { BLANK_CHARACTERS } from "./blank.ts";
import { cellColumns, quoteName, quoteText } from "./cell-table.ts";
import { comparableName } from "./column-name.ts";
import type { Header } from "./find-header.ts";

/** A row left out on purpose. */
export interface ExcludedRow {
  readonly row: number;
  readonly reason: string;
}

/** Starts of remarks below a table. */
const REMARK = /^(?:[*†‡#]|\(?(?:note|notes|source|key|generated|exported|printed|run|end of|report)\b)/iu;

/** Rows deleted by one statement. */
const BATCH = 1000;

/**
 * Takes rows that are no records out of a staging table: blank rows, repeated headers, rows of sums, closing notes.
 *
 * A row of sums begins with a word of `totalRows` and shows it: the word stands alone and the row is emptier than
 * usual or closes the table; or fewer than half of the recognised columns are filled in; or it closes the table
 * and is at most half as full as usual. So a complete record of a service called "Total Health" stays.
 * A closing note is a single filled cell below the last record that is no value of its column: blank rows lie
 * between, or it is longer than all values of the column, or it begins as remarks begin.
 */
export async function excludeRows(
  connection: DuckDBConnection,
  table: string,
  header: Header,
  totalRows: readonly string[],
): Promise<{ readonly blankRows: number; readonly excluded: readonly ExcludedRow[] }> {
  const name = quoteName(table);
  const columns = cellColumns(header.columns.length);
  const filled = columns.map((column) => `(${column} IS NOT NULL)::INTEGER`).join(" + ");
  const gone = await connection.run(`DELETE FROM ${name} WHERE coalesce(${columns.join(", ")}) IS NULL`);
  const blankRows = gone.rowsChanged;

  const first = `coalesce(${columns.join(", ")})`;
  const trimmed = (column: string): string => `lower(trim(${column}, ${quoteText(BLANK_CHARACTERS)}))`;
  const sums = totalRows.length === 0 ? "false" : `regexp_matches(${trimmed(first)}, ${quoteText(totalPattern(totalRows))})`;
  const titles = columns.filter((_, index) => comparableName(header.cells[index] ?? "") !== "");
  const title = titles[0] ?? "c1";
  const titleText = comparableName(header.cells[columns.indexOf(title)] ?? "");
  const [shape] = await rowsOf(
    connection,
    `SELECT coalesce(median(filled), 0), coalesce(max(_row) FILTER (filled > 1 AND NOT sums), 0)
     FROM (SELECT _row, ${filled} AS filled, ${sums} AS sums FROM ${name})`,
  );
  const usual = Number(shape?.[0] ?? 0);
  const lastRecord = Number(shape?.[1] ?? 0);
  const candidates = await rowsOf(
    connection,
    `SELECT * FROM ${name}
     WHERE ${sums} OR ${trimmed(title)} = ${quoteText(titleText)}
        OR (${lastRecord} > 0 AND _row > ${lastRecord} AND ${filled} = 1)
     ORDER BY _row`,
  );
  const excluded: ExcludedRow[] = [];
  for (const [number, ...values] of candidates) {
    const row = Number(number);
    const cells = values.map((value) => (value === null || value === undefined ? "" : String(value)));
    const reason = isHeader(cells, header)
      ? "repeated header"
      : isSum(cells, header, totalRows, { usual, closing: row > lastRecord })
        ? "total or note row"
        : row > lastRecord && (await isNote(connection, name, cells, row, lastRecord))
          ? "note row"
          : undefined;
    if (reason !== undefined) excluded.push({ row, reason });
  }
  await deleteRows(connection, table, excluded.map(({ row }) => row));
  return { blankRows, excluded };
}

/** Deletes rows of a staging table by number. */
export async function deleteRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly number[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const numbers = rows.slice(from, from + BATCH).join(", ");
    await connection.run(`DELETE FROM ${quoteName(table)} WHERE _row IN (${numbers})`);
  }
}

async function rowsOf(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}

/** An SQL pattern for a text that begins with one of the words; {@link startsWithWord} says the same. */
function totalPattern(words: readonly string[]): string {
  const escaped = words.map((word) => {
    const text = comparableName(word).replace(/[^\p{L}\p{N} ]/gu, "\\$&").replaceAll(" ", "\\s+");
    return /[\p{L}\p{N}]$/u.test(text) ? `${text}(?:[^\\pL\\pN]|$)` : text;
  });
  return `^(?:${escaped.join("|")})`;
}

function startsWithWord(text: string, word: string): boolean {
  const next = text.slice(word.length, word.length + 1);
  return text.startsWith(word) && (!/[\p{L}\p{N}]$/u.test(word) || !/[\p{L}\p{N}]/u.test(next));
}

function isHeader(cells: readonly string[], header: Header): boolean {
  return cells.every((cell, index) => comparableName(cell) === comparableName(header.cells[index] ?? ""));
}

function isSum(
  cells: readonly string[],
  header: Header,
  words: readonly string[],
  table: { readonly usual: number; readonly closing: boolean },
): boolean {
  const full = cells.filter((cell) => cell !== "");
  const text = comparableName(full[0] ?? "");
  const known = words.map(comparableName).filter((word) => startsWithWord(text, word));
  if (known.length === 0) return false;
  const alone = known.includes(text.replace(/[\s:.=]+$/u, ""));
  if (alone) return table.closing || full.length < table.usual;
  const recognised = header.recognised.filter((position) => (cells[position] ?? "") !== "").length;
  return recognised < header.recognised.length / 2 || (table.closing && full.length <= table.usual / 2);
}

async function isNote(
  connection: DuckDBConnection,
  name: string,
  cells: readonly string[],
  row: number,
  lastRecord: number,
): Promise<boolean> {
  const full = cells.flatMap((cell, index) => (cell === "" ? [] : [{ cell, index }]));
  const [only] = full;
  if (only === undefined || full.length > 1 || cells.length < 3 || row <= lastRecord) return false;
  if (row > lastRecord + 1 && gap) return true;
  if (REMARK.test(only.cell.trim())) return true;
  const [longest] = await rowsOf(
    connection,
    `SELECT coalesce(max(length(c${only.index + 1})), 0) FROM ${name} WHERE _row <= ${lastRecord}`,
  );
  return only.cell.length > Number(longest?.[0] ?? 0);
}
