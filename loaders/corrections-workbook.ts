import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { CellObject, WorkSheet } from "@e965/xlsx";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { defaultLimits } from "../src/model/programme.ts";
import { quarantineColumns } from "./quarantine-columns.ts";
import { openWorkbook } from "./read/open-workbook.ts";
import { workbookCell } from "./read/workbook-cell.ts";

/** A row of a quarantine workbook as it came back. */
export interface CorrectedRow {
  /** Workbook and row of it, for messages. */
  readonly workbook: string;
  readonly workbookRow: number;
  readonly sha256: string;
  readonly sheet: string | undefined;
  /** Row of the export. */
  readonly row: number;
  /** Column of the export → its cell; a blank cell has an empty text. */
  readonly cells: ReadonlyMap<string, CorrectedCell>;
}

/** A cell as it came back. `number` where a program has made a number of the text. */
export interface CorrectedCell {
  readonly text: string;
  readonly number: boolean;
}

/** Rows below the top within which the header is looked for. */
const HEAD = 20;

/**
 * Reads a quarantine workbook that somebody has corrected: its rows with file hash, row of the export, and cells.
 * Rows may be sorted, filtered or left out; blank rows count for nothing.
 *
 * @param known workbooks of the quarantine folder, to be named where there is no such file
 * @throws CodedError `CORRECTIONS_UNREADABLE`, `CORRECTION_ROW_UNKNOWN` (a row that does not say which it is)
 */
export async function readCorrectedWorkbook(
  path: string,
  known: readonly string[] = [],
): Promise<readonly CorrectedRow[]> {
  const name = basename(path);
  if (!existsSync(path)) throw unreadable(path, `there is no such file, ${placesText(known)}`);
  const open = await openWorkbook({ path, name, zipped: true, limits: defaultLimits }).catch(
    (error: unknown) => {
      throw unreadable(name, error instanceof CodedError ? error.what : "it cannot be opened.");
    },
  );
  let book: ReturnType<typeof open>;
  try {
    book = open({});
  } catch (error) {
    throw unreadable(name, error instanceof CodedError ? error.what : "it cannot be opened.");
  }
  for (const sheetName of book.SheetNames) {
    const sheet = book.Sheets[sheetName];
    const rows =
      sheet === undefined ? undefined : rowsOf(sheet, name, book.Workbook?.WBProps?.date1904 === true);
    if (rows !== undefined) return rows;
  }
  throw unreadable(
    name,
    `none of its sheets has the columns "${quarantineColumns.row}" and "${quarantineColumns.sha256}".`,
  );
}

function rowsOf(sheet: WorkSheet, workbook: string, date1904: boolean): readonly CorrectedRow[] | undefined {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet["!data"] ?? [];
  const textsOf = (row: readonly (CellObject | undefined)[] | undefined) =>
    Array.from(row ?? [], (cell): CorrectedCell => {
      const read = workbookCell(cell, date1904);
      return { text: "text" in read ? read.text : "", number: cell?.t === "n" };
    });
  const { row: rowName, sheet: sheetName, sha256: hashName } = quarantineColumns;
  const heads = data.slice(0, HEAD).map((row) => textsOf(row).map(({ text }) => text.trim()));
  const top = heads.findIndex((texts) => texts.includes(rowName) && texts.includes(hashName));
  const header = heads[top];
  if (header === undefined) return undefined;
  const hashAt = header.indexOf(hashName);
  const rowAt = header.indexOf(rowName);
  const sheetAt = header.slice(0, hashAt).indexOf(sheetName);
  return data.slice(top + 1).flatMap((line, index) => {
    const texts = textsOf(line);
    if (texts.every(({ text }) => text.trim() === "")) return [];
    const workbookRow = top + index + 2;
    const sha256 = (texts[hashAt]?.text ?? "").trim().toLowerCase();
    const row = Number((texts[rowAt]?.text ?? "").trim());
    if (!/^[0-9a-f]{64}$/.test(sha256) || !Number.isInteger(row) || row < 1) {
      throw new CodedError({
        code: "CORRECTION_ROW_UNKNOWN",
        place: { file: workbook, row: workbookRow },
        what: `the row does not say which row of which export it is: "${rowName}" and "${hashName}" must be as they were written.`,
        remedy:
          "Copy the two cells from the quarantine workbook, or delete the row. Nothing was read: the old warehouse is untouched.",
        exit: EXIT.refused,
      });
    }
    const sheet = sheetAt < 0 ? "" : (texts[sheetAt]?.text ?? "");
    const cells = header.flatMap((column, at) =>
      at <= hashAt || column === "" ? [] : [[column, texts[at] ?? { text: "", number: false }] as const],
    );
    return [
      { workbook, workbookRow, sha256, sheet: sheet === "" ? undefined : sheet, row, cells: new Map(cells) },
    ];
  });
}

/** Where a workbook was looked for, and which there are. */
function placesText(known: readonly string[]): string {
  if (known.length === 0)
    return "and this programme has no rows to correct: is the folder given with --programme the right one?";
  const names = known.slice(0, 5).map((name) => `"${name}"`);
  return `neither here nor in the programme's quarantine folder, which holds ${names.join(", ")}${known.length > names.length ? ` and ${known.length - names.length} more` : ""}.`;
}

function unreadable(file: string, what: string): CodedError {
  return new CodedError({
    code: "CORRECTIONS_UNREADABLE",
    place: { file },
    what,
    remedy:
      "Give a workbook of the quarantine folder, corrected and saved as an Excel workbook (.xlsx) without a password. Nothing was read: the old warehouse is untouched.",
    exit: EXIT.refused,
  });
}
