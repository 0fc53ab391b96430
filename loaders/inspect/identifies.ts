import { valuedCells } from "./column-type.ts";
import { namesPeople } from "./field-names.ts";
import type { InspectedColumn } from "./inspected-column.ts";

/** Whether a column must be listed as identifying. What is mapped through a code list identifies nobody. */
export function identifies(
  column: InspectedColumn,
  use: string | undefined,
  ids: readonly (InspectedColumn | undefined)[],
): boolean {
  if (ids.includes(column) || column.type === "NHS number") return true;
  if (use !== undefined && use !== "not mapped") {
    return /\.(?:birth_year|link_worker|staff_id|nhs_number|local_id)\b/u.test(use);
  }
  if (["e-mail", "phone", "postcode", "free text", "names"].includes(column.type) || column.detailed > 0)
    return true;
  if (namesPeople(column.name)) return true;
  return (
    column.type === "text" && column.distinct > 20 && column.distinct / Math.max(1, valuedCells(column)) > 0.5
  );
}

/** Why a column is not mapped, in plain words. */
export function leftOut(column: InspectedColumn, identifying: boolean): string {
  if (column.detailed > 0) return "free text with people's details";
  const codes = column.lists.find(({ share, codes }) => share >= 0.3 && codes >= 3);
  if (identifying && column.type === "text" && codes !== undefined && !namesPeople(column.name))
    return `holds text; the list ${codes.list} reads ${codes.read} of ${codes.values} ${codes.split === undefined ? "values" : `parts divided by “${codes.split}”`}: if it holds no details of people, take it out of identifying and map it by hand`;
  if (identifying)
    return column.type === "free text" || namesPeople(column.name)
      ? "its name or kind says so"
      : `holds ${column.type}`;
  if (column.type === "empty") return "holds nothing";
  if (/\bage\b/u.test(column.plain))
    return "an age in years is not kept: a date or year of birth, or an age band, is";
  return "nothing in its name or values says what it is";
}
