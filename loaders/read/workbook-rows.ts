import type { CellObject, Range, WorkSheet } from "@e965/xlsx";
import { isBlank } from "./blank.ts";
import { HEADER_WITHIN } from "./find-header.ts";
import { dayOfNumber, isDateCell, workbookCell } from "./workbook-cell.ts";

/** A worksheet's cells as text. */
export interface WorkbookRows {
  /** Number of rows, up to the last one that holds something. */
  readonly count: number;
  /**
   * Text of the cells of a row counted from 0; blank cells are empty texts. In the columns of `dates`, a plain number
   * that could be a day is written as one.
   */
  readonly cells: (row: number, dates?: ReadonlySet<number>) => string[];
  /**
   * Header of several rows read as one: as many as are said, else as merged cells make it.
   * `PAM` above `Baseline` is `PAM Baseline`.
   */
  readonly header: (
    row: number,
    rows?: number,
  ) => { readonly cells: string[]; readonly levels: readonly string[][] };
  /** What the columns hold from this row on: which of them anything, and in which most cells are dates. */
  readonly survey: (from: number) => {
    readonly used: readonly boolean[];
    readonly dates: ReadonlySet<number>;
  };
  /** Cells met so far that hold an error value, a formula that was never calculated, or a day written as a number. */
  readonly faults: { error: number; uncalculated: number; serial: number };
  readonly merges: readonly Range[];
  readonly hiddenRows: (from: number) => number;
  /** Hidden columns, from 0. */
  readonly hiddenColumns: readonly number[];
}

/** Rows and columns of a worksheet: a hostile file may name others. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** Rows of a header at most. */
const DEEPEST_HEADER = 4;

/** Views a worksheet (read with `dense`) as rows of text. */
export function workbookRows(sheet: WorkSheet, date1904: boolean): WorkbookRows {
  const given: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  const data = given.length > LAST_ROW ? given.slice(0, LAST_ROW) : given;
  const merges = sheet["!merges"] ?? [];
  const faults = { error: 0, uncalculated: 0, serial: 0 };
  const cells = (row: number, dates?: ReadonlySet<number>): string[] =>
    Array.from((data[row] ?? []).slice(0, LAST_COLUMN), (cell, column) => {
      const day = dates?.has(column) === true ? dayOfNumber(cell, date1904) : undefined;
      if (day !== undefined) {
        faults.serial += 1;
        return day;
      }
      const found = workbookCell(cell, date1904);
      if ("text" in found) return found.text;
      if (found.missing !== "blank") faults[found.missing] += 1;
      return "";
    });
  const header = (row: number, rows?: number): { cells: string[]; levels: string[][] } => {
    const own = merges.filter((merge) => merge.s.r === row);
    const merged = 1 + Math.max(0, ...own.map((merge) => merge.e.r - merge.s.r));
    const depth = rows ?? Math.min(DEEPEST_HEADER, merged);
    const levels = Array.from({ length: depth }, (_, level) => cells(row + level));
    const [only] = levels;
    if (depth === 1 && only !== undefined) return { cells: only, levels };
    const wide = levels.map((level, index) => spread(level, row + index, merges));
    const width = Math.max(0, ...wide.map((level) => level.length));
    const names = Array.from({ length: width }, (_, column) =>
      wide
        .map((level) => level[column] ?? "")
        .filter((text) => text !== "")
        .join(" "),
    );
    return { cells: names, levels };
  };
  let count = data.length;
  while (count > 0 && !(data[count - 1] ?? []).some(holds)) count -= 1;
  const survey = (from: number) => {
    const used: boolean[] = [];
    const filled: number[] = [];
    const dated: number[] = [];
    for (const row of data.slice(from)) {
      // `forEach` passes over the gaps before a stray cell far to the right.
      row?.forEach((cell, column) => {
        if (column >= LAST_COLUMN || !holds(cell)) return;
        used[column] = true;
        filled[column] = (filled[column] ?? 0) + 1;
        if (isDateCell(cell)) dated[column] = (dated[column] ?? 0) + 1;
      });
    }
    const dates = new Set<number>();
    dated.forEach((count, column) => {
      if (count * 2 > (filled[column] ?? 0)) dates.add(column);
    });
    return { used, dates };
  };
  return {
    count,
    survey,
    cells,
    header,
    faults,
    merges,
    hiddenRows: (from) =>
      (sheet["!rows"] ?? []).filter((row, index) => index >= from && row?.hidden === true).length,
    hiddenColumns: (sheet["!cols"] ?? []).flatMap((column, index) =>
      column?.hidden === true ? [index] : [],
    ),
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
    for (let column = merge.s.c + 1; column <= Math.min(merge.e.c, LAST_COLUMN - 1); column += 1)
      wide[column] = cells[merge.s.c] ?? "";
  }
  return Array.from(wide, (cell) => cell ?? "");
}
