import { type CellRow, cellRows, type Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";
import { quoted } from "./quoted.ts";

/** Referrals of people aged 20 or over in a cell. */
export interface ReachRow extends CellRow {
  readonly referrals_20_plus: number;
  /** Those of younger people, and of people whose age is not known. */
  readonly younger: number;
}

/** The measure that these counts are published as. */
export const OF_20_PLUS = "referrals_20_plus";
/** The age band of referrals that holds people on both sides of 20. */
export const DIVIDED_BAND = "18-24";

/** First age of a published registered list that a cut can be made at: it has none at 18. */
const FROM_AGE = 20;

/** Cells set against a population of 20 and over. */
const reachLattice: readonly LatticeBlock[] = [
  { areaTypes: ["programme", "borough"], periodTypes: ["all"], breakdowns: ["gender", "age_band"] },
];

/** Column of the referral base: whether the person was at least 20, by the year; never null, false where age is not known. */
export function agedSql(age: string, recordedBand: string, bands: readonly string[]): string {
  const older = bands.filter((band) => isOlder(band)).map(quoted);
  const recorded = older.length === 0 ? "FALSE" : `coalesce(${recordedBand} IN (${older.join(", ")}), FALSE)`;
  return `CASE WHEN ${age} IS NULL THEN ${recorded} ELSE ${age} >= ${FROM_AGE} END`;
}

/** Whether everybody of an age band is at least 20. */
export const isOlder = (band: string): boolean => Number(/^\d+/.exec(band)?.[0] ?? 0) >= FROM_AGE;

/** Referrals of people of 20 and over, by gender and by age band, over the whole time. */
export const reachCounts = (query: Query, table: string): Promise<readonly ReachRow[]> =>
  cellRows(query, {
    table,
    extra: [],
    lattice: reachLattice,
    statistics:
      "count(*) FILTER (WHERE aged_20) AS referrals_20_plus, count(*) FILTER (WHERE NOT aged_20) AS younger",
  }) as Promise<readonly ReachRow[]>;
