import type { DuckDBConnection } from "@duckdb/node-api";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { quoteName } from "./cell-table.ts";
import { columnFacts } from "./column-facts.ts";
import { counted } from "./counted.ts";
import { decideDecimal } from "./decide-decimal.ts";
import { decodeText } from "./decode.ts";
import { deleteRows, excludeRows, LEFT_OUT, presentRows } from "./exclude-rows.ts";
import { findLayout, type Layout } from "./find-layout.ts";
import { nameNotes } from "./name-notes.ts";
import { plainPath } from "./plain-path.ts";
import { type CarefulReading, readCareful } from "./read-careful.ts";
import { readFast } from "./read-fast.ts";
import { scanRecords } from "./scan-records.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";

const NONE: ReadonlyMap<number, number> = new Map();
const NOTHING_ODD = {
  short: NONE,
  long: NONE,
  unterminated: [],
  oversized: [],
  padded: 0,
  stray: 0,
} as const;

/**
 * Reads a delimited text file into a staging table, all cells as text.
 * A regular file goes through DuckDB's reader; any other, and any that DuckDB reads differently from the scan
 * of its bytes, goes record by record.
 *
 * @param route `careful` keeps DuckDB's reader out, to compare the two
 * @throws CodedError `FILE_EMPTY`, `COLUMNS_MISSING`, `ENCODING_WRONG`
 */
export async function stageDelimited(
  connection: DuckDBConnection,
  request: ReadRequest,
  route: "any" | "careful" = "any",
): Promise<StagedTable> {
  const text = await decodeText(request, request.encoding, request.scratch);
  const layout = await findLayout({ ...request, path: text.path });
  if (layout === undefined) throw fileEmpty(request.name);
  const { name, table, limits } = request;
  const file = { path: text.path, name, table, limits };
  const untidy = route === "any" ? await tryFast(connection, file, layout, request.scratch) : undefined;
  const fast = untidy !== undefined;
  const odd: Omit<CarefulReading, "records"> = fast
    ? NOTHING_ODD
    : await readCareful(connection, file, layout);

  const { blankRows, excluded } = await excludeRows(connection, request.table, layout.header, request);
  const short = await rowsPresent(connection, request.table, odd.short);
  await deleteRows(
    connection,
    request.table,
    short.map(([row]) => row),
  );
  const width = layout.header.columns.length;
  const found = [
    ...[...short, ...odd.long].map(([row, cells]) => ({
      row,
      code: cells < width ? "ROW_TOO_SHORT" : "ROW_TOO_LONG",
      what: `${counted(cells, "cell", "cells")} where the header has ${width}.`,
    })),
    ...odd.unterminated.map((row) => ({
      row,
      code: "ROW_UNTERMINATED",
      what: "a quotation mark is opened and never closed; the next lines were read on their own.",
    })),
    ...odd.oversized.map((row) => ({
      row,
      code: "ROW_TOO_LARGE",
      what: `longer than ${limits.row_mb} MB, the limit that limits.row_mb sets in programme.yaml.`,
    })),
  ].sort((a, b) => a.row - b.row);
  const leftOut = new Set(request.leaveOutRows);
  const unreadable = found.filter(({ row }) => !leftOut.has(row));
  const unwanted = found.filter(({ row }) => leftOut.has(row)).map(({ row }) => ({ row, reason: LEFT_OUT }));
  const total = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${quoteName(request.table)}`);
  const rows = Number(total.getRows()[0]?.[0] ?? 0);
  const decimal = await decideDecimal(connection, table, width, layout.delimiter, request.decimal);
  const notes = [...text.notes, ...layout.notes, ...nameNotes(layout.header), ...decimal.notes];
  if (odd.padded > 0)
    notes.push(`${counted(odd.padded, "row ends", "rows end")} in extra blank cells, which were left out.`);
  if (odd.stray > 0) {
    notes.push(
      `${counted(odd.stray, "row holds", "rows hold")} quotation marks in unusual places, read as Excel reads them.`,
    );
  }
  if (rows === 0) notes.push("The file has a header but no rows of data.");
  return {
    table: quoteName(request.table),
    columns: layout.header.columns,
    facts: await columnFacts(connection, table, layout.header),
    sheet: undefined,
    rows,
    ...(fast ? { untidy } : {}),
    unreadable,
    excluded: [...excluded, ...unwanted].sort((a, b) => a.row - b.row),
    questions: [],
    decisions: {
      path: fast ? "fast" : "careful",
      encoding: text.encoding,
      delimiter: layout.delimiter,
      decimal: decimal.decimal,
      headerRow: layout.headerRow,
      titleRows: layout.header.index,
      blankRows,
      notes,
    },
  };
}

/** The error for a file that holds no text at all. */
function fileEmpty(name: string): CodedError {
  return new CodedError({
    code: "FILE_EMPTY",
    place: { file: name },
    what: "the file holds nothing.",
    remedy: "Run the export again, and check that it finished.",
    exit: EXIT.refused,
  });
}

/** By column whether some cell may be untidy, where DuckDB's reader was right for the file. */
async function tryFast(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly table: string },
  layout: Layout,
  scratch: string,
): Promise<readonly boolean[] | undefined> {
  if ([...(layout.delimiter + layout.quote)].some((sign) => sign > "~")) return undefined;
  const width = layout.header.cells.length;
  const path = await plainPath(file.path, scratch);
  if (path === undefined) return undefined;
  const scan = scanRecords(file.path, { ...layout, width });
  return (await readFast(connection, { ...file, path }, layout, scan)) ? (await scan).untidy : undefined;
}

/** Those of the rows that still stand in the table: neither blank nor excluded. */
async function rowsPresent(
  connection: DuckDBConnection,
  table: string,
  rows: ReadonlyMap<number, number>,
): Promise<readonly (readonly [number, number])[]> {
  const present = new Set(await presentRows(connection, table, [...rows.keys()]));
  return [...rows].filter(([row]) => present.has(row));
}
