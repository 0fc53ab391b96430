import type { WorkBook } from "@e965/xlsx";
import { findHeader, type Header } from "./find-header.ts";
import type { ReadRequest } from "./staged.ts";
import { headRows, type WorkbookRows, workbookRows } from "./workbook-rows.ts";

/** A worksheet's header. */
interface SheetHeader {
  readonly header: Header;
  /** First row of data, from 0. */
  readonly first: number;
}

/**
 * Finds a worksheet's header: merged cells above and below each other are read as one header first, rows alone after.
 */
export function sheetHeader(
  rows: WorkbookRows,
  recognise: ReadRequest["recognise"],
): SheetHeader | undefined {
  const joined = headRows(rows).map((row) => rows.header(row));
  const header =
    findHeader(
      joined.map(({ cells }) => cells),
      recognise,
    ) ??
    findHeader(
      headRows(rows).map((row) => rows.cells(row)),
      recognise,
    );
  if (header === undefined) return undefined;
  return { header, first: header.index + (joined[header.index]?.depth ?? 1) };
}

/** A worksheet of an opened workbook as rows of text. */
export function sheetRows(workbook: WorkBook, name: string): WorkbookRows {
  const sheet = workbook.Sheets[name] ?? {};
  return workbookRows(sheet, workbook.Workbook?.WBProps?.date1904 === true);
}
