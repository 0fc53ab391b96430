import { z } from "zod";
import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";

const FIGURES = ["numerator", "denominator", "n", "value", "lower", "upper"] as const;

const column = z.array(z.number().nullable());
const packedTable = z.strictObject({
  measure: z.string(),
  instrument: z.string(),
  period_type: z.string(),
  period: z.string(),
  /** Places of the rows among `places`, as pairs: the first of a run, and how many. */
  at: z.array(z.int()),
  /** One a row; empty where no row has one. */
  numerator: column,
  denominator: column,
  n: column,
  value: column,
  lower: column,
  upper: column,
  /** Place of each row's method, status, note and level among `kinds`; one alone where all rows have the same. */
  kind: z.array(z.int()),
});

/** Figures of everyone by area, as one list a column: text stands once, and a page reads no table that it does not show. */
export const packedEstimatesSchema = z.strictObject({
  /** Type and code of each area. */
  places: z.array(z.tuple([z.string(), z.string()])),
  kinds: z.array(
    z.strictObject({
      method: z.string(),
      status: z.string(),
      note: z.string(),
      level: z.number().nullable(),
    }),
  ),
  tables: z.array(packedTable),
});
export type PackedEstimates = z.infer<typeof packedEstimatesSchema>;
type PackedTable = z.infer<typeof packedTable>;

/**
 * Writes figures without groups small, a table for each measure, instrument and period. Rows stand in the order of
 * `areas`, which names every area of theirs; where two methods share a place the first row stands.
 */
export function packEstimates(
  rows: readonly ReleasedEstimate[],
  areas: readonly (readonly [string, string])[],
): PackedEstimates {
  const places = new Map(areas.map(([type, area], place) => [`${type}|${area}`, place]));
  const kinds: PackedEstimates["kinds"] = [];
  const known = new Map<string, number>();
  const kindOf = ({ method, status, note, level }: ReleasedEstimate): number => {
    const key = JSON.stringify([method, status, note, level]);
    const found = known.get(key) ?? kinds.push({ method, status, note, level }) - 1;
    known.set(key, found);
    return found;
  };
  const tables = new Map<string, Map<number, ReleasedEstimate>>();
  for (const row of rows) {
    const place = places.get(`${row.area_type}|${row.area}`);
    if (place === undefined || row.breakdown !== "none") continue;
    const key = [row.measure, row.instrument, row.period_type, row.period].join("|");
    const table = tables.get(key) ?? new Map<number, ReleasedEstimate>();
    if (!table.has(place)) table.set(place, row);
    tables.set(key, table);
  }
  return {
    places: areas.map(([type, area]) => [type, area]),
    kinds,
    tables: [...tables.values()].flatMap((table): PackedTable[] => {
      const placed = [...table].sort(([a], [b]) => a - b);
      const [first] = placed;
      if (first === undefined) return [];
      const { measure, instrument, period_type, period } = first[1];
      const kind = placed.map(([, row]) => kindOf(row));
      const figures = Object.fromEntries(
        FIGURES.map((name) => {
          const all = placed.map(([, row]) => row[name]);
          return [name, all.every((value) => value === null) ? [] : all];
        }),
      ) as Pick<PackedTable, (typeof FIGURES)[number]>;
      return [
        {
          ...{ measure, instrument, period_type, period },
          at: runsOf(placed.map(([place]) => place)),
          ...figures,
          kind: new Set(kind).size === 1 ? kind.slice(0, 1) : kind,
        },
      ];
    }),
  };
}

/** Rising whole numbers as runs: the first of each, and how many follow one another. */
function runsOf(places: readonly number[]): number[] {
  const runs: number[] = [];
  for (const place of places) {
    const [from = Number.NaN, count = 0] = runs.slice(-2);
    if (runs.length > 0 && place === from + count) runs[runs.length - 1] = count + 1;
    else runs.push(place, 1);
  }
  return runs;
}
