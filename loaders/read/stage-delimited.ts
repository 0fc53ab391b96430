import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { quoteName } from "./cell-table.ts";
import { counted } from "./counted.ts";
import { decodeText } from "./decode.ts";
import { deleteRows, excludeRows } from "./exclude-rows.ts";
import { findLayout, type Layout } from "./find-layout.ts";
import { nameNotes } from "./name-notes.ts";
import { type CarefulReading, readCareful } from "./read-careful.ts";
import { isRegular, readFast } from "./read-fast.ts";
import { scanRecords } from "./scan-records.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";

const NONE: ReadonlyMap<number, number> = new Map();
const NOTHING_ODD = { short: NONE, long: NONE, unterminated: [], padded: 0, stray: 0 } as const;

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
  const layout = await findLayout(
    { path: text.path, name: request.name },
    request.recognise,
    request.delimiter,
  );
  if (layout === undefined) throw fileEmpty(request.name);
  const file = { path: text.path, table: request.table };
  const fast = route === "any" && (await tryFast(connection, file, layout, request.scratch));
  const odd: Omit<CarefulReading, "records"> = fast
    ? NOTHING_ODD
    : await readCareful(connection, file, layout);

  const { blankRows, excluded } = await excludeRows(
    connection,
    request.table,
    layout.header,
    request.totalRows,
  );
  const short = await rowsPresent(connection, request.table, odd.short);
  await deleteRows(
    connection,
    request.table,
    short.map(([row]) => row),
  );
  const width = layout.header.columns.length;
  const unreadable = [
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
  ].sort((a, b) => a.row - b.row);
  const total = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${quoteName(request.table)}`);
  const rows = Number(total.getRows()[0]?.[0] ?? 0);
  const notes = [...text.notes, ...layout.notes, ...nameNotes(layout.header)];
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
    sheet: undefined,
    rows,
    unreadable,
    excluded,
    questions: [],
    decisions: {
      path: fast ? "fast" : "careful",
      encoding: text.encoding,
      delimiter: layout.delimiter,
      headerRow: layout.headerRow,
      titleRows: layout.headerRow - 1,
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

async function tryFast(
  connection: DuckDBConnection,
  file: { readonly path: string; readonly table: string },
  layout: Layout,
  scratch: string,
): Promise<boolean> {
  if (layout.delimiter.charCodeAt(0) > 127) return false;
  const scan = await scanRecords(file.path, {
    delimiter: layout.delimiter,
    headerRow: layout.headerRow,
    width: layout.header.cells.length,
  });
  if (!isRegular(scan, layout)) return false;
  const path = await plainPath(file.path, scratch);
  return path !== undefined && (await readFast(connection, { ...file, path }, layout, scan));
}

/** A path that DuckDB does not take for a pattern: the file's own, else that of a link to it. */
async function plainPath(path: string, scratch: string): Promise<string | undefined> {
  const pattern = /[*?[\]{}]|^~/u;
  if (!pattern.test(path)) return path;
  const link = join(scratch, "linked.csv");
  if (pattern.test(link)) return undefined;
  return symlink(resolve(path), link).then(
    () => link,
    () => undefined,
  );
}

/** Those of the rows that still stand in the table: neither blank nor excluded. */
async function rowsPresent(
  connection: DuckDBConnection,
  table: string,
  rows: ReadonlyMap<number, number>,
): Promise<readonly (readonly [number, number])[]> {
  if (rows.size === 0) return [];
  const result = await connection.runAndReadAll(`SELECT _row FROM ${quoteName(table)}`);
  const present = new Set(result.getRows().map(([row]) => Number(row)));
  return [...rows].filter(([row]) => present.has(row));
}
