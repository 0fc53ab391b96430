import type { AreaType, Cell, PeriodType } from "./cell.ts";
import { areaColumn, groupColumns, periodColumn } from "./dimension.ts";
import { lattice as headline, type LatticeBlock } from "./lattice.ts";

/** Where a grouping set stands in the lattice. */
type Place = Pick<Cell, "breakdown"> & { readonly areaType: AreaType; readonly periodType: PeriodType };

/** A query over a base table that gives one row a cell, and how its rows read back as cells. */
export interface Grouping {
  /** `SELECT` list part: grouping mask and columns. */
  readonly select: string;
  readonly groupBy: string;
  readonly columns: readonly string[];
  /** Cell of a row, or undefined where its area or period is not known. */
  cellOf(row: Readonly<Record<string, unknown>>): Omit<Cell, "measure" | "instrument"> | undefined;
}

/** Columns that cells of this area, period and breakdown are grouped by. */
const columnsOf = (areaType: AreaType, periodType: PeriodType, breakdown: string): readonly string[] => [
  ...(areaType === "programme" ? [] : [areaColumn[areaType]]),
  ...[periodColumn(periodType, areaType)].filter((one) => one !== undefined),
  ...(breakdown === "none" ? [] : breakdown.split("*")),
];

/** All columns that the cells of a lattice are grouped by. */
export const latticeColumns = (lattice: readonly LatticeBlock[]): readonly string[] =>
  lattice.flatMap(({ areaTypes, periodTypes, breakdowns }) =>
    areaTypes.flatMap((area) =>
      periodTypes.flatMap((period) => breakdowns.flatMap((breakdown) => columnsOf(area, period, breakdown))),
    ),
  );

/**
 * Builds the grouping sets of the declared lattice that a base table can serve.
 * `columns` are the group columns it has with anything in them; the others give no cells.
 */
export function latticeGrouping(
  columns: ReadonlySet<string>,
  extra: readonly string[] = [],
  lattice: readonly LatticeBlock[] = headline,
): Grouping {
  const wantedSets: { readonly place: Place; readonly wanted: readonly string[] }[] = [];
  for (const block of lattice) {
    for (const areaType of block.areaTypes) {
      for (const periodType of block.periodTypes) {
        for (const breakdown of block.breakdowns) {
          const wanted = columnsOf(areaType, periodType, breakdown);
          if (wanted.every((column) => columns.has(column))) {
            wantedSets.push({ place: { areaType, periodType, breakdown }, wanted });
          }
        }
      }
    }
  }
  // GROUPING() takes only columns that stand in some set.
  const used = groupColumns.filter((column) => wantedSets.some(({ wanted }) => wanted.includes(column)));
  const places = new Map<string, Place>();
  const sets: string[] = [];
  for (const { place, wanted } of wantedSets) {
    const mask = used.map((column) => (wanted.includes(column) ? "0" : "1")).join("");
    if (places.has(mask)) continue;
    places.set(mask, place);
    sets.push(`(${[...extra, ...wanted].join(", ")})`);
  }
  const masks = used.map((column) => `CAST(GROUPING(${column}) AS VARCHAR)`);
  return {
    columns: used,
    select: [`${masks.length === 0 ? "''" : masks.join(" || ")} AS mask`, ...extra, ...used].join(", "),
    groupBy: `GROUPING SETS (${sets.join(", ")})`,
    cellOf(row) {
      const place = places.get(String(row.mask));
      if (place === undefined)
        throw new Error(`A row has the grouping ${String(row.mask)}, which was not asked for.`);
      const { areaType, periodType, breakdown } = place;
      const area = areaType === "programme" ? "programme" : row[areaColumn[areaType]];
      const column = periodColumn(periodType, areaType);
      const period = column === undefined ? "all" : row[column];
      if (typeof area !== "string" || typeof period !== "string") return undefined;
      const about = { area_type: areaType, area, period_type: periodType, period, breakdown };
      if (breakdown === "none") return { ...about, category: "all" };
      const categories = breakdown.split("*").map((one) => row[one]);
      if (categories.some((category) => typeof category !== "string")) return undefined;
      return { ...about, category: categories.join("*") };
    },
  };
}
