import { CodedError, EXIT } from "../src/model/coded-error.ts";
import type { CorrectedRow } from "./corrections-workbook.ts";
import { MASK } from "./quarantine-columns.ts";

const UNTOUCHED = "Nothing was put back: the old warehouse and earlier corrections are untouched.";

/** A row of an export that is not there. */
export function fileUnknown(row: CorrectedRow): CodedError {
  return new CodedError({
    code: "CORRECTION_FILE_UNKNOWN",
    place: { file: row.workbook, row: row.workbookRow },
    what: "the row is of an export that is not among the programme's files, or has changed since.",
    remedy: `Put the same export back, or ingest the new one and correct the rows of its own quarantine workbook. ${UNTOUCHED}`,
    exit: EXIT.refused,
  });
}

/** A row that the export does not have, or that cannot be corrected. */
export function rowUnknown(row: CorrectedRow, name: string, why: string): CodedError {
  return new CodedError({
    code: "CORRECTION_ROW_UNKNOWN",
    place: { file: row.workbook, row: row.workbookRow },
    what: `it corrects row ${row.row} of ${name}: ${why}`,
    remedy: `Correct it in the export, or delete the row from the workbook. ${UNTOUCHED}`,
    exit: EXIT.refused,
  });
}

/** A cell into which somebody typed an NHS number or an e-mail address; it is not told. */
export function identifierTyped(row: CorrectedRow, name: string, column: string): CodedError {
  return new CodedError({
    code: "CORRECTION_IDENTIFYING",
    place: { file: row.workbook, row: row.workbookRow, column },
    what: `the cell that corrects row ${row.row} of ${name} holds an NHS number or an e-mail address. Corrections are kept, and nothing that is kept may identify anybody.`,
    remedy: `Correct it in the source export, or take the number out of the cell. ${UNTOUCHED}`,
    exit: EXIT.refused,
  });
}

/** A masked cell that was written over; what was written is not told. */
export function identifyingChanged(row: CorrectedRow, name: string, column: string): CodedError {
  return new CodedError({
    code: "CORRECTION_IDENTIFYING",
    place: { file: row.workbook, row: row.workbookRow, column },
    what: `a masked cell of row ${row.row} of ${name} was written over. Cells that may identify somebody are never taken from a workbook.`,
    remedy: `Correct it in the source export, and put ${MASK} back into the cell. ${UNTOUCHED}`,
    exit: EXIT.refused,
  });
}
