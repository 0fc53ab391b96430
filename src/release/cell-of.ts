import type { Cell } from "../measures/cell.ts";

/** The cell of a measure that a row of statistics is about; `instrument` is empty for measures without one. */
export const cellOf = (
  row: Omit<Cell, "measure" | "instrument">,
  measure: string,
  instrument = "",
): Cell => ({
  measure,
  instrument,
  area_type: row.area_type,
  area: row.area,
  period_type: row.period_type,
  period: row.period,
  breakdown: row.breakdown,
  category: row.category,
});
