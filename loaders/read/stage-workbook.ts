import type { DuckDBConnection } from "@duckdb/node-api";
import type { WorkBook } from "@e965/xlsx";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { isBlank } from "./blank.ts";
import { CellTable, quoteName } from "./cell-table.ts";
import { comparableName } from "./column-name.ts";
import { columnsMissing } from "./columns-missing.ts";
import { excludeRows } from "./exclude-rows.ts";
import { findHeader, HEADER_WITHIN, type Header } from "./find-header.ts";
import { nameNotes } from "./name-notes.ts";
import type { OpenWorkbook } from "./open-workbook.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";
import { headRows, type WorkbookRows, workbookRows } from "./workbook-rows.ts";

/** Rows parsed of each sheet to look for the header: room for a header of several rows. */
const HEAD = HEADER_WITHIN + 5;

/**
 * Reads one sheet of a workbook into a staging table, all cells as text.
 * The sheet is the one asked for, else the first visible one that holds the header; a hidden sheet is read only
 * where it is asked for.
 *
 * @throws CodedError `SHEET_MISSING`, `COLUMNS_MISSING`, `FILE_EMPTY`, `WORKBOOK_UNREADABLE`
 */
export async function stageWorkbook(
  connection: DuckDBConnection,
  request: ReadRequest,
  open: OpenWorkbook,
): Promise<StagedTable> {
  const choice = chooseSheet(open, request);
  const workbook = open({ sheets: [choice.sheet], cellStyles: true });
  const rows = rowsOf(workbook, choice.sheet);
  const found = headerOf(rows, request.recognise);
  if (found === undefined) throw missing(request, choice.sheet, rows);
  rows.faults.error = 0;
  rows.faults.uncalculated = 0;
  const { header, first } = found;
  const kept = keptColumns(rows, header, first);
  const columns = kept.map((position) => header.columns[position] ?? `column ${position + 1}`);
  const keptHeader: Header = {
    index: header.index,
    cells: kept.map((position) => header.cells[position] ?? ""),
    columns,
    recognised: header.recognised.map((position) => kept.indexOf(position)),
  };

  const table = await CellTable.create(connection, request.table, kept.length);
  try {
    for (let row = first; row < rows.count; row += 1) {
      const cells = rows.cells(row);
      table.append(row + 1, kept.map((position) => cells[position]));
    }
  } finally {
    table.close();
  }
  const { blankRows, excluded } = await excludeRows(connection, request.table, keptHeader, request.totalRows);
  const stored = rows.count - first - blankRows - excluded.length;
  return {
    table: quoteName(request.table),
    columns,
    sheet: choice.sheet,
    rows: stored,
    unreadable: [],
    excluded,
    decisions: {
      path: "workbook",
      encoding: "workbook",
      delimiter: undefined,
      headerRow: first,
      titleRows: header.index,
      blankRows,
      notes: [...choice.notes, ...nameNotes(keptHeader), ...sheetNotes(rows, first, stored)],
    },
  };
}

interface FoundHeader {
  readonly header: Header;
  /** First row of data, from 0. */
  readonly first: number;
}

function headerOf(rows: WorkbookRows, recognise: ReadRequest["recognise"]): FoundHeader | undefined {
  const joined = headRows(rows).map((row) => rows.header(row));
  const header =
    findHeader(joined.map(({ cells }) => cells), recognise) ??
    findHeader(headRows(rows).map((row) => rows.cells(row)), recognise);
  if (header === undefined) return undefined;
  return { header, first: header.index + (joined[header.index]?.depth ?? 1) };
}

function rowsOf(workbook: WorkBook, name: string): WorkbookRows {
  const sheet = workbook.Sheets[name] ?? {};
  return workbookRows(sheet, workbook.Workbook?.WBProps?.date1904 === true);
}

function chooseSheet(
  open: OpenWorkbook,
  request: ReadRequest,
): { readonly sheet: string; readonly notes: readonly string[] } {
  const outline = open({ sheets: [] });
  const hidden = new Set(
    (outline.Workbook?.Sheets ?? []).flatMap((sheet) => (sheet.Hidden ? [sheet.name ?? ""] : [])),
  );
  const visible = outline.SheetNames.filter((name) => !hidden.has(name));
  const { sheet: asked } = request;
  if (asked !== undefined) {
    const named =
      outline.SheetNames.find((name) => name === asked) ??
      outline.SheetNames.find((name) => comparableName(name) === comparableName(asked));
    if (named === undefined) throw sheetMissing(request, asked, visible);
    return { sheet: named, notes: hidden.has(named) ? ["The sheet is hidden in the workbook; it was asked for by name."] : [] };
  }
  const notes = hidden.size === 0 ? [] : [`${hidden.size} hidden ${hidden.size === 1 ? "sheet was" : "sheets were"} not read.`];
  const [only] = visible;
  if (visible.length === 1 && only !== undefined) return { sheet: only, notes };
  const heads = open({ sheets: [...visible], sheetRows: HEAD });
  const holders = visible.filter((name) => headerOf(rowsOf(heads, name), request.recognise) !== undefined);
  const [sheet, ...others] = holders;
  if (sheet === undefined) {
    const rows = visible.map((name) => rowsOf(heads, name));
    if (rows.every(({ count }) => count === 0)) throw sheetsEmpty(request);
    const all = rows.flatMap((one) => headRows(one).map((row) => one.cells(row)));
    throw columnsMissing({ file: request.name }, all, request.recognise, `any of the sheets ${quoted(visible)}`);
  }
  if (others.length > 0) {
    notes.push(
      `${others.length} more visible ${others.length === 1 ? "sheet has" : "sheets have"} the same columns and ${others.length === 1 ? "was" : "were"} not read: ${quoted(others)}. Add a source for each, with \`sheet\`.`,
    );
  }
  return { sheet, notes };
}

/** Columns that have a name or hold a value somewhere below the header. */
function keptColumns(rows: WorkbookRows, header: Header, first: number): readonly number[] {
  const used = header.cells.map((cell) => !isBlank(cell));
  for (let row = first; row < rows.count; row += 1) {
    for (const [column, cell] of rows.cells(row).entries()) {
      if (used[column] !== true && !isBlank(cell)) used[column] = true;
    }
  }
  rows.faults.error = 0;
  rows.faults.uncalculated = 0;
  return Array.from(used, (_, column) => column).filter((column) => used[column] === true);
}

function sheetNotes(rows: WorkbookRows, first: number, stored: number): string[] {
  const notes: string[] = [];
  const { error, uncalculated } = rows.faults;
  if (error > 0) notes.push(`${error} cells hold an error value such as #N/A, and count as blank.`);
  if (uncalculated > 0) {
    notes.push(`${uncalculated} formulas were never calculated, and count as blank: open the workbook in Excel and save it.`);
  }
  const hiddenRows = rows.hiddenRows(first);
  if (hiddenRows > 0) notes.push(`${hiddenRows} rows are hidden in the workbook, by a filter or by hand; they were read too.`);
  if (rows.hiddenColumns > 0) notes.push(`${rows.hiddenColumns} columns are hidden in the workbook; they were read too.`);
  const merged = rows.merges.filter((merge) => merge.s.r >= first).length;
  if (merged > 0) notes.push(`${merged} merged areas lie below the header; only the first cell of each holds its value.`);
  if (stored === 0) notes.push("The sheet has a header but no rows of data.");
  return notes;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

function missing(request: ReadRequest, sheet: string, rows: WorkbookRows): CodedError {
  if (rows.count === 0) return sheetsEmpty(request);
  const head = headRows(rows).map((row) => rows.cells(row));
  return columnsMissing({ file: request.name, sheet }, head, request.recognise);
}

function sheetMissing(request: ReadRequest, asked: string, visible: readonly string[]): CodedError {
  return new CodedError({
    code: "SHEET_MISSING",
    place: { file: request.name },
    what: `the workbook has no sheet "${asked}"; its visible sheets are ${quoted(visible)}.`,
    remedy: "Correct `sheet` for this source in programme.yaml.",
    exit: EXIT.refused,
  });
}

function sheetsEmpty(request: ReadRequest): CodedError {
  return new CodedError({
    code: "FILE_EMPTY",
    place: { file: request.name, sheet: request.sheet },
    what: "no visible sheet holds anything.",
    remedy: "Run the export again, and check that it finished.",
    exit: EXIT.refused,
  });
}
