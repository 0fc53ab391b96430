import type { AreaType, PeriodType } from "./cell.ts";
import { COARSE_BREAKDOWNS, FINE_BREAKDOWNS } from "./lattice.ts";

/** Columns of a base table that hold what a cell is about. */
export const areaColumn: Readonly<Record<Exclude<AreaType, "programme" | "comparator">, string>> = {
  icb: "icb",
  borough: "borough",
  service: "service",
  pcn: "pcn",
  project: "project",
};

/** Column that holds the period; a project's windows are its own. */
export function periodColumn(period: PeriodType, area: AreaType): string | undefined {
  if (period === "all") return undefined;
  if (period === "window") return area === "project" ? "project_window" : "programme_window";
  return period;
}

/** Characteristics that are a column of the base table; `cohort` is many per person and joined. */
export const characteristicColumns: readonly string[] = [
  ...COARSE_BREAKDOWNS.filter((one) => one !== "cohort"),
  ...FINE_BREAKDOWNS,
];

/** All columns that cells are grouped by, in a fixed order. */
export const groupColumns: readonly string[] = [
  ...Object.values(areaColumn),
  "financial_year",
  "quarter",
  "month",
  "programme_window",
  "project_window",
  ...characteristicColumns,
  "cohort",
];
