import type { DuckDBConnection } from "@duckdb/node-api";
import { utils } from "@e965/xlsx";
import type { CodedError } from "../../src/model/coded-error.ts";
import { isBlank } from "./blank.ts";
import { CellTable, quoteName } from "./cell-table.ts";
import { chooseSheet, sheetsEmpty } from "./choose-sheet.ts";
import { columnFacts } from "./column-facts.ts";
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
  const found = sheetHeader(rows, request);
  if (found === undefined) throw missing(request, choice.sheet, rows);
  rows.faults.error = 0;
  rows.faults.uncalculated = 0;
  rows.faults.serial = 0;
  const { header, first } = found;
  const { used, dates } = rows.survey(first);
  const kept = keptColumns(used, header);
  const columns = kept.map((position) => header.columns[position] ?? `column ${position + 1}`);
  const keptHeader: Header = {
    index: header.index,
    levels: header.levels.map((level) => kept.map((position) => level[position] ?? "")),
    cells: kept.map((position) => header.cells[position] ?? ""),
    columns,
    recognised: header.recognised.map((position) => kept.indexOf(position)),
  };

  const table = await CellTable.create(connection, request.table, kept.length);
  let blankRows = 0;
  try {
    for (let row = first; row < rows.count; row += 1) {
      const cells = rows.cells(row, dates);
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
  const { excluded } = await excludeRows(connection, request.table, keptHeader, request);
  const stored = rows.count - first - blankRows - excluded.length;
  return {
    table: quoteName(request.table),
    columns,
    facts: await columnFacts(connection, request.table, keptHeader),
    sheet: choice.sheet,
    rows: stored,
    unreadable: [],
    excluded,
    questions: choice.questions,
    decisions: {
      path: "workbook",
      encoding: "workbook",
      delimiter: undefined,
      decimal: request.decimal ?? ".",
      headerRow: first,
      titleRows: header.index,
      blankRows,
      notes: [...choice.notes, ...nameNotes(keptHeader), ...sheetNotes(rows, first, stored, kept)],
    },
  };
}

/** Columns that have a name or hold a value somewhere below the header. */
function keptColumns(used: readonly boolean[], header: Header): readonly number[] {
  const width = Math.max(header.cells.length, used.length);
  return Array.from({ length: width }, (_, column) => column).filter(
    (column) => used[column] === true || !isBlank(header.cells[column] ?? ""),
  );
}

/** Letters of columns as a workbook shows them. */
function letters(columns: readonly number[]): string {
  const shown = columns.slice(0, 12).map((column) => utils.encode_col(column));
  return `${shown.join(", ")}${columns.length > shown.length ? ` and ${columns.length - shown.length} more` : ""}`;
}

function sheetNotes(rows: WorkbookRows, first: number, stored: number, kept: readonly number[]): string[] {
  const notes: string[] = [];
  const { error, uncalculated, serial } = rows.faults;
  if (serial > 0)
    notes.push(
      `${counted(serial, "number in a column of dates was", "numbers in columns of dates were")} read as the day they count to.`,
    );
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
  const hidden = rows.hiddenColumns.filter((column) => kept.includes(column));
  if (hidden.length > 0)
    notes.push(
      `${counted(hidden.length, "column is", "columns are")} hidden in the workbook (${letters(hidden)}), and read all the same.`,
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
  const { headerRows } = request;
  const named =
    headerRows === undefined ? head : Array.from({ length: headerRows[1] }, (_, row) => rows.cells(row));
  return columnsMissing({ file: request.name, sheet }, named, request.recognise, { headerRows });
}
