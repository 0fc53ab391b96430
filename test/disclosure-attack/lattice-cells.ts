import type { AreaType, Cell, PeriodType } from "../../src/measures/cell.ts";
import { lattice } from "../../src/measures/lattice.ts";
import type { Programme } from "../../src/model/programme.ts";
import type { PlacedRow } from "./world.ts";

/** A cell of the declared lattice and the rows in it, by index. */
export type Members = Omit<Cell, "measure" | "instrument"> & { readonly rows: readonly number[] };

/** The breakdowns of the lattice that a world has. */
export const BREAKDOWNS: ReadonlySet<string> = new Set([
  "none",
  "gender",
  "ethnic_group",
  "cohort",
  "gender*ethnic_group",
]);

/** Financial year of a day of 2023. */
export const financialYear = (date: string): string => (date < "2023-04-01" ? "2022-23" : "2023-24");

/** Calendar quarter of a day. */
export const quarterOf = (date: string): string =>
  `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;

/** The window of a project, or of the programme, that a day falls in. */
export function windowAt(
  date: string,
  { windows, projects }: Programme,
  project?: string,
): string | undefined {
  const own = projects.find(({ id }) => id === project)?.windows ?? windows;
  return (["before", "during", "after"] as const).find((name) => {
    const span = own[name];
    return span !== undefined && date >= span.from && date <= span.to;
  });
}

const areasOf = (row: PlacedRow, type: AreaType, { projects }: Programme): readonly string[] => {
  if (type === "programme") return ["programme"];
  if (type === "comparator")
    return projects.flatMap(({ id, comparator }) =>
      row.pcn !== null && comparator?.pcns.includes(row.pcn) === true ? [id] : [],
    );
  const area = row[type];
  return area === null ? [] : [area];
};

function periodOf(row: PlacedRow, type: PeriodType, area: string, programme: Programme): string | undefined {
  switch (type) {
    case "all":
      return "all";
    case "financial_year":
      return financialYear(row.date);
    case "quarter":
      return quarterOf(row.date);
    case "month":
      return row.date.slice(0, 7);
    case "window":
      return windowAt(row.date, programme, area);
  }
}

/** The categories of a breakdown that a row is in: of a cohort many or none, else one. */
export const categoriesOf = (row: PlacedRow, breakdown: string): readonly string[] => {
  if (breakdown === "none") return ["all"];
  if (breakdown === "cohort") return row.cohorts;
  return [
    breakdown
      .split("*")
      .map((one) => row[one as "gender" | "ethnic_group"])
      .join("*"),
  ];
};

/** Every cell of the lattice that has rows, counted by going through the rows one by one. */
export function latticeCells(rows: readonly PlacedRow[], programme: Programme): readonly Members[] {
  const cells = new Map<string, Omit<Members, "rows"> & { rows: number[] }>();
  for (const { areaTypes, periodTypes, breakdowns } of lattice)
    for (const area_type of areaTypes)
      for (const period_type of periodTypes)
        for (const breakdown of breakdowns.filter((one) => BREAKDOWNS.has(one)))
          for (const [index, row] of rows.entries())
            for (const area of areasOf(row, area_type, programme)) {
              const owner = area_type === "project" || area_type === "comparator" ? area : "";
              const period = periodOf(row, period_type, owner, programme);
              if (period === undefined) continue;
              for (const category of categoriesOf(row, breakdown)) {
                const cell = { area_type, area, period_type, period, breakdown, category };
                const key = Object.values(cell).join("|");
                const found = cells.get(key);
                if (found === undefined) cells.set(key, { ...cell, rows: [index] });
                else found.rows.push(index);
              }
            }
  return [...cells.values()];
}
