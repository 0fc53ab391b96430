import type { DuckDBConnection } from "@duckdb/node-api";
import type { CodedError } from "../../src/model/coded-error.ts";
import { isBlank } from "./blank.ts";
import { CellTable, quoteName } from "./cell-table.ts";
import { chooseSheet, sheetsEmpty } from "./choose-sheet.ts";
import { columnsMissing } from "./columns-missing.ts";
import { counted } from "./counted.ts";
import { excludeRows } from "./exclude-rows.ts";
import type { Header } from "./find-header.ts";
import { nameNotes } from "./name-notes.ts";
import type { OpenWorkbook } from "./open-workbook.ts";
import { sheetHeader, sheetRows } from "./sheet-header.ts";
import type { ReadRequest, StagedTable } from "./staged.ts";
import { headRows, type WorkbookRows } from "./workbook-rows.ts";

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
  const rows = sheetRows(workbook, choice.sheet);
  const found = sheetHeader(rows, request.recognise);
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
  let blankRows = 0;
  try {
    for (let row = first; row < rows.count; row += 1) {
      const cells = rows.cells(row);
      if (cells.every(isBlank)) blankRows += 1;
      else
        table.append(
          row + 1,
          kept.map((position) => cells[position]),
        );
    }
  } finally {
    table.close();
  }
  const { excluded } = await excludeRows(connection, request.table, keptHeader, request.totalRows);
  const stored = rows.count - first - blankRows - excluded.length;
  return {
    table: quoteName(request.table),
    columns,
    sheet: choice.sheet,
    rows: stored,
    unreadable: [],
    excluded,
    questions: [],
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

/** Columns that have a name or hold a value somewhere below the header. */
function keptColumns(rows: WorkbookRows, header: Header, first: number): readonly number[] {
  const used = rows.used(first);
  const width = Math.max(header.cells.length, used.length);
  return Array.from({ length: width }, (_, column) => column).filter(
    (column) => used[column] === true || !isBlank(header.cells[column] ?? ""),
  );
}

function sheetNotes(rows: WorkbookRows, first: number, stored: number): string[] {
  const notes: string[] = [];
  const { error, uncalculated } = rows.faults;
  if (error > 0)
    notes.push(`${counted(error, "cell holds", "cells hold")} an error value such as #N/A, taken as blank.`);
  if (uncalculated > 0) {
    notes.push(
      `${counted(uncalculated, "formula was", "formulas were")} never calculated: blank until the workbook is opened in Excel and saved.`,
    );
  }
  const hiddenRows = rows.hiddenRows(first);
  if (hiddenRows > 0)
    notes.push(
      `${counted(hiddenRows, "row is", "rows are")} hidden in the workbook, by a filter or by hand, and read all the same.`,
    );
  if (rows.hiddenColumns > 0)
    notes.push(
      `${counted(rows.hiddenColumns, "column is", "columns are")} hidden in the workbook, and read all the same.`,
    );
  const merged = rows.merges.filter((merge) => merge.s.r >= first).length;
  if (merged > 0)
    notes.push(
      `${counted(merged, "merged area lies", "merged areas lie")} below the header; only its first cell holds the value.`,
    );
  if (stored === 0) notes.push("The sheet has a header but no rows of data.");
  return notes;
}

function missing(request: ReadRequest, sheet: string, rows: WorkbookRows): CodedError {
  if (rows.count === 0) return sheetsEmpty(request);
  const head = headRows(rows).map((row) => rows.cells(row));
  return columnsMissing({ file: request.name, sheet }, head, request.recognise);
}
