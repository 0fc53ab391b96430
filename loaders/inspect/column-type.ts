import type { CellKind } from "./cell-kinds.ts";
import type { ColumnCounts, ListShare } from "./profile-columns.ts";

/** What a column seems to hold, judged by its values alone. */
export type ColumnType =
  | "empty"
  | "NHS number"
  | "date"
  | "date, 2-digit year"
  | "time"
  | "hours"
  | "yes/no"
  | "whole number"
  | "decimal"
  | "code list"
  | "postcode"
  | "e-mail"
  | "phone"
  | "names"
  | "free text"
  | "id"
  | "text";

/** Lists that say little by themselves: a match needs the column's name too. */
const WEAK_LISTS = new Set([
  "yes_no",
  "gp_registered",
  "cbi_answer",
  "agreement",
  "feedback",
  "revision_flag",
  "urgency",
  "mode",
  "goal_met",
  "age_band",
  "service",
  "project",
  "pcn",
  "borough",
  "icb",
  "support_kind",
]);

/** The type of a column by what most of its filled cells look like. Total. */
export function columnType(column: ColumnCounts): ColumnType {
  const valued = valuedCells(column);
  if (valued === 0) return "empty";
  const share = (...kinds: CellKind[]) =>
    kinds.reduce((sum, kind) => sum + (column.kinds[kind] ?? 0), 0) / valued;
  if (share("nhs") >= 0.5 && share("nhs", "ten_digits", "lost_digits", "integer") >= 0.8) return "NHS number";
  if (share("iso_date", "slash_date", "month_date", "compact_date") >= 0.7) return "date";
  if (share("short_year") >= 0.7) return "date, 2-digit year";
  if (share("email") >= 0.6) return "e-mail";
  if (share("postcode") >= 0.6) return "postcode";
  if (share("phone") >= 0.6) return "phone";
  if (share("time", "hours") >= 0.8) return share("hours") > 0 ? "hours" : "time";
  const digits = share("integer") >= 0.99;
  const yesNo = column.lists.find(({ list }) => list === "yes_no");
  if (yesNo !== undefined && yesNo.share >= 0.95 && yesNo.split === undefined) {
    if (!digits || (column.distinct <= 2 && column.low === 0 && column.high === 1)) return "yes/no";
  }
  if (share("integer", "thousands") >= 0.9) return "whole number";
  if (share("integer", "thousands", "decimal", "decimal_comma") >= 0.9) return "decimal";
  if (share("long_text") >= 0.2 && bestList(column) === undefined) return "free text";
  if (column.detailed / valued >= 0.1) return "free text";
  if (bestList(column) !== undefined) return "code list";
  if (
    column.shapes.some((shape) => shape.includes("9")) &&
    column.meanLength <= 20 &&
    column.distinct / valued >= 0.3
  ) {
    return "id";
  }
  if (column.capitalised / valued >= 0.6 && column.distinct > 3) return "names";
  return "text";
}

/** Cells that hold a value: neither blank, coded missing nor suppressed. */
export const valuedCells = ({ filled, kinds }: ColumnCounts): number =>
  filled - (kinds.missing ?? 0) - (kinds.suppressed ?? 0);

/** The list that reads most of a column, where that is enough to know the column by. */
export function bestList(column: ColumnCounts): ListShare | undefined {
  const strong = column.lists.filter(
    ({ list, share, read, values, codes }) =>
      !WEAK_LISTS.has(list) && share >= 0.6 && read / values >= 0.4 && (codes >= 2 || column.distinct === 1),
  );
  return strong.sort((a, b) => b.share - a.share || b.codes - a.codes)[0];
}
