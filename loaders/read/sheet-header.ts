import type { WorkBook } from "@e965/xlsx";
import { comparableName } from "./column-name.ts";
import { findHeader, type Header, headerOf } from "./find-header.ts";
import { joinLevels } from "./join-levels.ts";
import type { ReadRequest } from "./staged.ts";
import { headRows, type WorkbookRows, workbookRows } from "./workbook-rows.ts";

/** A worksheet's header. */
interface SheetHeader {
  readonly header: Header;
  /** First row of data, from 0. */
  readonly first: number;
}

/**
 * Finds a worksheet's header: on the rows that the user names; else merged cells above and below each other are read
 * as one header first, rows alone next, two rows joined last.
 */
export function sheetHeader(
  rows: WorkbookRows,
  { recognise, headerRows }: Pick<ReadRequest, "recognise" | "headerRows">,
): SheetHeader | undefined {
  if (headerRows !== undefined) {
    const [first, last] = headerRows;
    const { cells, levels } = rows.header(first - 1, last - first + 1);
    const own = levels.map((level) => [...level]);
    const spread = rows.merges.some(({ s, e }) => s.r >= first - 1 && s.r < last && e.c > s.c);
    const names = spread ? cells : joinLevels(own, new Set(recognise.flat().map(comparableName)));
    const header = headerOf(first - 1, own, names, recognise);
    return header === undefined ? undefined : { header, first: last };
  }
  for (const row of headRows(rows)) {
    const { cells, levels } = rows.header(row);
    const header = headerOf(row, levels, cells, recognise);
    if (header !== undefined) return { header, first: row + levels.length };
  }
  const header = findHeader(
    headRows(rows).map((row) => rows.cells(row)),
    recognise,
  );
  if (header === undefined) return undefined;
  const { levels } = header.levels.length > 1 ? header : rows.header(header.index);
  return { header, first: header.index + levels.length };
}

/** A worksheet of an opened workbook as rows of text. */
export function sheetRows(workbook: WorkBook, name: string): WorkbookRows {
  const sheet = workbook.Sheets[name] ?? {};
  return workbookRows(sheet, workbook.Workbook?.WBProps?.date1904 === true);
}
