import type { WorkBook } from "@e965/xlsx";
import { findHeader, type Header } from "./find-header.ts";
import type { ReadRequest } from "./staged.ts";
import { headRows, type WorkbookRows, workbookRows } from "./workbook-rows.ts";

interface FoundHeader {
  readonly header: Header;
  /** First row of data, from 0. */
  readonly first: number;
}

function headerOf(rows: WorkbookRows, recognise: ReadRequest["recognise"]): FoundHeader | undefined {
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

function rowsOf(workbook: WorkBook, name: string): WorkbookRows {
  const sheet = workbook.Sheets[name] ?? {};
  return workbookRows(sheet, workbook.Workbook?.WBProps?.date1904 === true);
}

