import type { WorkBook } from "@e965/xlsx";
import type { Question } from "../question.ts";
import { comparableName } from "./column-name.ts";
import { HEADER_WITHIN } from "./find-header.ts";
import type { OpenWorkbook } from "./open-workbook.ts";
import { sheetRows } from "./sheet-header.ts";
import type { ReadRequest } from "./staged.ts";

/** Rows of a hidden sheet that are looked at. */
const ROWS = 500;

/** Headers of columns that hold people's details, with the words in which they are reported. */
const DETAILS: readonly (readonly [RegExp, string])[] = [
  [/\bnhs\s*(?:no|num|number|id)?\b/u, "NHS numbers"],
  [
    /\b(?:sur|fore|first|last|full|family|given|middle|client|patient|person|staff)[\s_-]*names?\b|^names?$/u,
    "names",
  ],
  [/\b(?:date of birth|birth date|d\.?o\.?b)\b/u, "dates of birth"],
  [/\b(?:post\s*code|address)\b/u, "addresses"],
  [/\b(?:e-?mail|phone|telephone|mobile)\b/u, "e-mail addresses or telephone numbers"],
];

/**
 * Asks about hidden sheets that seem to hold people's details: whoever passed the workbook on may not know of them.
 *
 * @param asked the sheet that is read because the user named it
 */
export function askHiddenSheets(
  open: OpenWorkbook,
  outline: WorkBook,
  request: ReadRequest,
  asked: string | undefined,
): readonly Question[] {
  if (request.hiddenSheetsLeftOut) return [];
  const hidden = (outline.Workbook?.Sheets ?? []).flatMap((sheet, index) =>
    sheet.Hidden && sheet.name !== asked ? [{ name: sheet.name ?? "", index, deep: sheet.Hidden === 2 }] : [],
  );
  if (hidden.length === 0) return [];
  const workbook = open({ sheets: hidden.map(({ name }) => name), sheetRows: ROWS });
  const found = hidden.flatMap((sheet) => {
    const details = detailsIn(workbook, sheet.name);
    return details.length === 0 ? [] : [{ ...sheet, details }];
  });
  if (found.length === 0) return [];
  const places = found.map(
    ({ index, deep, details }) =>
      `sheet ${index + 1} of ${outline.SheetNames.length} (${deep ? "very hidden: no menu of Excel shows it" : "hidden"}) seems to hold ${details.join(", ")}`,
  );
  return [
    {
      code: "ASK_HIDDEN_SHEET",
      file: request.name,
      what: `${places.join("; ")}. Whoever sent the workbook may not know. Best remove ${found.length === 1 ? "it" : "them"} (in Excel: File, Info, Check for Issues, Inspect Document, Hidden Worksheets) and save the workbook again.`,
      answers: [
        {
          yaml: "hidden_sheets: leave_out",
          means: "it is known: nothing of hidden sheets is read, and the workbook stays as it is",
        },
      ],
    },
  ];
}

function detailsIn(workbook: WorkBook, name: string): readonly string[] {
  const rows = sheetRows(workbook, name);
  const found = new Set<string>();
  for (let row = 0; row < Math.min(rows.count, ROWS); row += 1) {
    for (const cell of rows.cells(row)) {
      if (isNhsNumber(cell)) found.add("NHS numbers");
      if (row >= HEADER_WITHIN || cell.length > 60) continue;
      const header = comparableName(cell);
      for (const [pattern, words] of DETAILS) if (pattern.test(header)) found.add(words);
    }
  }
  return [...found];
}

/** Ten digits, perhaps in groups, whose last is the check digit of the others (modulus 11). */
function isNhsNumber(cell: string): boolean {
  if (!/^\s*\d{3}[ -]?\d{3}[ -]?\d{4}\s*$/u.test(cell)) return false;
  const digits = [...cell.replace(/\D/gu, "")].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check < 10 && check === digits[9] && new Set(digits).size > 1;
}
