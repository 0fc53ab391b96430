/** Columns of a quarantine workbook that stand before the columns of the export. */
export const quarantineColumns = {
  row: "Row in export",
  code: "Code",
  column: "Column",
  wrong: "What is wrong",
  remedy: "What to do",
  rest: "Rest of the row",
  sheet: "Sheet",
  sha256: "File SHA-256",
} as const;

/** What stands in place of a cell that is not shown. */
export const MASK = "•••";

/** Name of the workbook's sheet of rows. */
export const QUARANTINE_SHEET = "Quarantine";
