import type { CellObject, Range, WorkSheet } from "@e965/xlsx";
import { isBlank } from "./blank.ts";
import { HEADER_WITHIN } from "./find-header.ts";
import { workbookCell } from "./workbook-cell.ts";

/** A worksheet's cells as text. */
export interface WorkbookRows {
  /** Number of rows, up to the last one that holds something. */
  readonly count: number;
  /** Text of the cells of a row counted from 0; blank cells are empty texts. */
  readonly cells: (row: number) => string[];
  /** Header of several rows read as one, where merged cells make it so: `PAM` above `Baseline` is `PAM Baseline`. */
  readonly header: (row: number) => { readonly cells: string[]; readonly depth: number };
  /** For each column, whether a cell of it holds something from this row on. */
  readonly used: (from: number) => readonly boolean[];
  /** Cells met so far that hold an error value, or a formula that was never calculated. */
  readonly faults: { error: number; uncalculated: number };
  readonly merges: readonly Range[];
  readonly hiddenRows: (from: number) => number;
  readonly hiddenColumns: number;
}

/** Rows of a header at most. */
const DEEPEST_HEADER = 4;

/** Views a worksheet (read with `dense`) as rows of text. */
export function workbookRows(sheet: WorkSheet, date1904: boolean): WorkbookRows {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  const merges = sheet["!merges"] ?? [];
  const faults = { error: 0, uncalculated: 0 };
  const cells = (row: number): string[] =>
    Array.from(data[row] ?? [], (cell) => {
      const found = workbookCell(cell, date1904);
      if ("text" in found) return found.text;
      if (found.missing !== "blank") faults[found.missing] += 1;
      return "";
    });
  const header = (row: number): { cells: string[]; depth: number } => {
    const own = merges.filter((merge) => merge.s.r === row);
    const depth = Math.min(DEEPEST_HEADER, 1 + Math.max(0, ...own.map((merge) => merge.e.r - merge.s.r)));
    if (depth === 1) return { cells: cells(row), depth };
    const levels = Array.from({ length: depth }, (_, level) =>
      spread(cells(row + level), row + level, merges),
    );
    const width = Math.max(...levels.map((level) => level.length));
    const names = Array.from({ length: width }, (_, column) =>
      levels
        .map((level) => level[column] ?? "")
        .filter((text) => text !== "")
        .join(" "),
    );
    return { cells: names, depth };
  };
  let count = data.length;
  while (count > 0 && !(data[count - 1] ?? []).some(holds)) count -= 1;
  const used = (from: number): boolean[] => {
    const columns: boolean[] = [];
    for (const row of data.slice(from)) {
      for (const [column, cell] of (row ?? []).entries()) {
        if (columns[column] !== true && holds(cell)) columns[column] = true;
      }
    }
    return columns;
  };
  return {
    count,
    used,
    cells,
    header,
    faults,
    merges,
    hiddenRows: (from) =>
      (sheet["!rows"] ?? []).filter((row, index) => index >= from && row?.hidden === true).length,
    hiddenColumns: (sheet["!cols"] ?? []).filter((column) => column?.hidden === true).length,
  };
}

/** Rows in which a header is looked for. */
export function headRows(rows: WorkbookRows): readonly number[] {
  return Array.from({ length: Math.min(rows.count, HEADER_WITHIN) }, (_, row) => row);
}

function holds(cell: CellObject | undefined): boolean {
  if (cell === undefined || cell.t === "z") return false;
  return typeof cell.v === "string" ? !isBlank(cell.v) : cell.v !== undefined;
}

/** Repeats the text of a cell merged across columns in each of them. */
function spread(cells: readonly string[], row: number, merges: readonly Range[]): string[] {
  const wide = [...cells];
  for (const merge of merges) {
    if (merge.s.r !== row || merge.e.c === merge.s.c) continue;
    for (let column = merge.s.c + 1; column <= merge.e.c; column += 1) wide[column] = cells[merge.s.c] ?? "";
  }
  return Array.from(wide, (cell) => cell ?? "");
}
