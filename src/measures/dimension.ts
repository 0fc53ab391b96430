import type { AreaType, PeriodType } from "./cell.ts";
import { COARSE_BREAKDOWNS, FINE_BREAKDOWNS } from "./lattice.ts";

/** Columns of a base table that hold what a cell is about. */
export const areaColumn: Readonly<Record<Exclude<AreaType, "programme">, string>> = {
  icb: "icb",
  borough: "borough",
  service: "service",
  pcn: "pcn",
  project: "project",
  comparator: "comparator",
};

/** Column that holds the period; the windows of a project, and of its comparator, are its own. */
export function periodColumn(period: PeriodType, area: AreaType): string | undefined {
  if (period === "all") return undefined;
  if (period === "window") {
    if (area === "comparator") return "comparator_window";
    return area === "project" ? "project_window" : "programme_window";
  }
  return period;
}

/** Characteristics that are a column of the base table; `cohort` is many per person and joined. */
export const characteristicColumns: readonly string[] = [
  ...COARSE_BREAKDOWNS.filter((one) => one !== "cohort"),
  ...FINE_BREAKDOWNS,
];

/** Columns of which a row may have many, so that they are joined in a scan of their own. */
export const joinedColumns: readonly string[] = ["comparator", "comparator_window", "cohort"];

/** All columns that cells are grouped by, in a fixed order. */
export const groupColumns: readonly string[] = [
  ...Object.values(areaColumn),
  "financial_year",
  "quarter",
  "month",
  "programme_window",
  "project_window",
  "comparator_window",
  ...characteristicColumns,
  "sessions_band",
  "contacts_band",
  "cohort",
];
