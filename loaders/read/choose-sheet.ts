import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import type { Question } from "../question.ts";
import { askHiddenSheets } from "./ask-hidden-sheets.ts";
import { comparableName } from "./column-name.ts";
import { columnsMissing } from "./columns-missing.ts";
import { counted } from "./counted.ts";
import { HEADER_WITHIN } from "./find-header.ts";
import type { OpenWorkbook } from "./open-workbook.ts";
import { sheetHeader, sheetRows } from "./sheet-header.ts";
import type { ReadRequest } from "./staged.ts";
import { headRows } from "./workbook-rows.ts";

/** Rows parsed of each sheet to look for the header: room for a header of several rows. */
const HEAD = HEADER_WITHIN + 5;

/**
 * Chooses the sheet to read: the one asked for, else the first visible one that holds the header.
 *
 * @throws CodedError `SHEET_MISSING`, `COLUMNS_MISSING`, `FILE_EMPTY`
 */
export function chooseSheet(
  open: OpenWorkbook,
  request: ReadRequest,
): { readonly sheet: string; readonly notes: readonly string[]; readonly questions: readonly Question[] } {
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
    return {
      sheet: named,
      questions: askHiddenSheets(open, outline, request, named),
      notes: hidden.has(named) ? ["The sheet is hidden in the workbook; it was asked for by name."] : [],
    };
  }
  const notes =
    hidden.size === 0 ? [] : [`${counted(hidden.size, "hidden sheet was", "hidden sheets were")} not read.`];
  const questions = askHiddenSheets(open, outline, request, undefined);
  const [only] = visible;
  if (visible.length === 1 && only !== undefined) return { sheet: only, notes, questions };
  const heads = open({ sheets: [...visible], sheetRows: HEAD });
  const holders = visible.filter((name) => sheetHeader(sheetRows(heads, name), request) !== undefined);
  const [sheet, ...others] = holders;
  if (sheet === undefined) {
    const rows = visible.map((name) => sheetRows(heads, name));
    if (rows.every(({ count }) => count === 0)) throw sheetsEmpty(request);
    const all = rows.flatMap((one) => headRows(one).map((row) => one.cells(row)));
    throw columnsMissing({ file: request.name }, all, request.recognise, {
      among: `any of the sheets ${quoted(visible)}`,
    });
  }
  if (others.length > 0) {
    notes.push(
      `Not read: ${counted(others.length, "more visible sheet", "more visible sheets")} with the same columns, ${quoted(others)}. Add a source for each, with \`sheet\`.`,
    );
  }
  return { sheet, notes, questions };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

function sheetMissing(request: ReadRequest, asked: string, visible: readonly string[]): CodedError {
  return new CodedError({
    code: "SHEET_MISSING",
    place: { file: request.name },
    what: `the workbook has no sheet "${asked}"; its visible sheets are ${quoted(visible)}.`,
    remedy: "Correct `sheet` for this source in programme.yaml.",
    exit: EXIT.refused,
  });
}

/** The error for a workbook without any text on its visible sheets. */
export function sheetsEmpty(request: ReadRequest): CodedError {
  return new CodedError({
    code: "FILE_EMPTY",
    place: { file: request.name, sheet: request.sheet },
    what: "no visible sheet holds anything.",
    remedy: "Run the export again, and check that it finished.",
    exit: EXIT.refused,
  });
}
