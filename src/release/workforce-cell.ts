import { placeOf, type StaffBasis } from "../disclosure/staff-basis.ts";
import type { Cell } from "../measures/cell.ts";

/** Area and period of a cell without groups. */
export type Place = Pick<Cell, "area_type" | "area" | "period_type" | "period">;

/** The cell of a workforce measure: no instrument, no groups. */
export const workforceCell = ({ area_type, area, period_type, period }: Place, measure: string): Cell => ({
  measure,
  instrument: "",
  area_type,
  area,
  period_type,
  period,
  breakdown: "none",
  category: "all",
});

/** A cell and those it is part of by time: a year of the whole period. */
export const overTime = (place: Place): readonly string[] =>
  place.period_type === "financial_year" ? [placeOf({ ...place, period_type: "all", period: "all" })] : [];

/** Staff of a cell, which is part of the programme's where it is a service's, and of the whole period where it is a year's. */
export function staffCell(place: Place, basis: Omit<StaffBasis, "within">): StaffBasis {
  const programme = { ...place, area_type: "programme", area: "programme" };
  const within = [...(place.area_type === "service" ? [placeOf(programme)] : []), ...overTime(place)];
  return { ...basis, within };
}
