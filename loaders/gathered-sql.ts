import { sqlText } from "../src/warehouse/database.ts";

/** Stands between the values of ticked boxes. */
export const TICKED_SEPARATOR = ";";

/** How systems write a box that is ticked: REDCap as 1 or Checked, forms and spreadsheets otherwise. */
const TICKED = ["1", "checked", "yes", "y", "true", "x", "ticked", "selected", "✓", "✔"];

/**
 * SQL of the names of the boxes that are ticked, as one text; null where none is. `names` and the cleaned `cells` go
 * together, a cell being undefined where the file does not have the column.
 */
export function tickedSql(names: readonly string[], cells: readonly (string | undefined)[]): string {
  const marks = TICKED.map(sqlText).join(", ");
  const boxes = cells.flatMap((cell, index) =>
    cell === undefined
      ? []
      : [`CASE WHEN lower(${cell}) IN (${marks}) THEN ${sqlText(names[index] ?? "")} END`],
  );
  if (boxes.length === 0) return "NULL::VARCHAR";
  return `nullif(concat_ws(${sqlText(TICKED_SEPARATOR)}, ${boxes.join(", ")}), '')`;
}

/** SQL of several cleaned cells as one text, each in its place; null where all of them are blank. */
export function joinedSql(cells: readonly (string | undefined)[]): string {
  const texts = cells.map((cell) => cell ?? "NULL::VARCHAR");
  const parts = texts.map((text) => `coalesce(${text}, '')`).join(` || '|' || `);
  return `CASE WHEN coalesce(${texts.join(", ")}) IS NOT NULL THEN ${parts} END`;
}
