import type { Query } from "./cell-rows.ts";
import { CHANGE_BANDS } from "./change-bands.ts";
import { LEAF_NAMES, type LeafRow } from "./leaf-rows.ts";
import { EPISODE_COUNTS } from "./paired-scores.ts";

const LEVELS = ["1", "2", "3", "4"];

/**
 * How people with both scores are told apart, with all categories where these are declared: those without anybody count
 * too. Published for the whole programme and period only.
 */
const BREAKDOWNS: Readonly<Record<string, readonly string[]>> = {
  none: ["all"],
  baseline_level: LEVELS,
  follow_up_level: LEVELS,
  "baseline_level*follow_up_level": LEVELS.flatMap((before) => LEVELS.map((after) => `${before}*${after}`)),
  change_band: CHANGE_BANDS.map(({ id }) => id),
  sessions_band: [],
  contacts_band: [],
};

/** People with both scores of a category, whole programme and period, with those who improved and got worse. */
export type PairedPeopleRow = LeafRow & {
  readonly instrument: string;
  readonly category: string;
  readonly n: number;
};

/**
 * People with both scores by breakdown: cells and, since no smaller cell is published, their leaves at once. A breakdown
 * of which nothing is known has no rows. `table` holds episodes (`episodeBaseSql`).
 */
export async function pairedPeople(
  query: Query,
  table: string,
): Promise<ReadonlyMap<string, readonly PairedPeopleRow[]>> {
  const nowhere = LEAF_NAMES.map((name) => `CAST(NULL AS VARCHAR) AS ${name}`).join(", ");
  const counts = Object.values(EPISODE_COUNTS).join(", ");
  const found = new Map<string, readonly PairedPeopleRow[]>();
  for (const [breakdown, categories] of Object.entries(BREAKDOWNS)) {
    const columns = breakdown === "none" ? [] : breakdown.split("*");
    const category = columns.length === 0 ? "'all'" : columns.join(" || '*' || ");
    const known = ["after_score", ...columns].map((column) => `${column} IS NOT NULL`).join(" AND ");
    const rows = await query<PairedPeopleRow>(
      `SELECT ${nowhere}, instrument, ${category} AS category, ${counts} FROM ${table}
        WHERE ${known} GROUP BY ${["instrument", ...columns].join(", ")} ORDER BY instrument, category`,
    );
    const byInstrument = new Map<string, PairedPeopleRow[]>();
    for (const row of rows) {
      const own = byInstrument.get(row.instrument);
      if (own === undefined) byInstrument.set(row.instrument, [row]);
      else own.push(row);
    }
    const collected = [...byInstrument.values()].filter((own) =>
      own.some((row) => row.category !== "not_known"),
    );
    found.set(
      breakdown,
      collected.flatMap((own) => withEmpty(own, categories)),
    );
  }
  return found;
}

function withEmpty(rows: readonly PairedPeopleRow[], categories: readonly string[]): PairedPeopleRow[] {
  const [first] = rows;
  if (first === undefined) return [];
  const none = Object.fromEntries(Object.keys(EPISODE_COUNTS).map((name) => [name, 0]));
  const held = new Set(rows.map(({ category }) => category));
  const empty = categories
    .filter((category) => !held.has(category))
    .map((category) => ({ ...first, ...none, category }));
  return [...rows, ...empty];
}
