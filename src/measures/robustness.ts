import type { Instrument, Programme } from "../model/programme.ts";
import { type CellRow, cellRows, type Keep, type Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";
import { LEAF_NAMES, type LeafRow } from "./leaf-rows.ts";
import { stretchesOf } from "./stretches.ts";

/** Other ways to work out the change of one cell, as whole numbers; scores and changes are scaled. */
export interface RobustnessRow extends CellRow {
  readonly instrument: string;
  /** People with a first score, and the sums of all their first scores. */
  readonly baselines: number;
  readonly sum_first: number | bigint;
  readonly sum_first2: number | bigint;
  /** Of them, people with both scores. */
  readonly paired: number;
  readonly sum_after: number | bigint;
  readonly sum_after2: number | bigint;
  /** Of these, people whose second score was taken soon after their last session. */
  readonly timely: number;
  readonly sum_timely: number | bigint;
  readonly sum_timely2: number | bigint;
  /** People whose second score was due by the data date and came in time. */
  readonly followed: number;
}

/** People of a cell who are alike in what the weights go by, and whose second score was due by the data date. */
export interface StratumRow extends CellRow {
  readonly instrument: string;
  readonly women: number;
  readonly young: number;
  readonly old: number;
  readonly other_language: number;
  readonly deprived: number;
  /** First score in tenths of the instrument's range, 0–10. */
  readonly start: number;
  readonly people: number;
  readonly followed: number;
  readonly sum_change: number | bigint;
  readonly sum_change2: number | bigint;
}

/** What the weights go by: columns of a stratum, each a whole number that is never missing. */
export const STRATA = ["women", "young", "old", "other_language", "deprived", "start"] as const;

/** Statistics of the other ways, and the finest pieces of their cells, for the audit. */
export interface RobustnessRows {
  readonly cells: readonly RobustnessRow[];
  readonly strata: readonly StratumRow[];
  /** By `instrument`: people with a first score (`n`) by `part` (`ROBUSTNESS_PARTS`). */
  readonly leaves: readonly LeafRow[];
  /** By `instrument`: people with both scores (`n`) by `part`, the place of their gain among `gainBands`. */
  readonly gains: readonly LeafRow[];
  /** By instrument with other published sizes of change. */
  readonly gainLayers: ReadonlyMap<string, GainLayers>;
}

/**
 * Where a person with a first score stands: followed up by the day it was due, later than that, or before a second score
 * was due (each with a second score that was timely or not); lost; or without one and not yet due.
 */
export const ROBUSTNESS_PARTS = [
  "followed_timely",
  "followed_other",
  "late_timely",
  "late_other",
  "early_timely",
  "early_other",
  "lost",
  "not_due",
] as const;

/** Cells of the other ways: the whole programme, projects and services. */
const robustnessLattice: readonly LatticeBlock[] = [
  { areaTypes: ["programme"], periodTypes: ["all", "window"], breakdowns: ["none"] },
  { areaTypes: ["project", "service"], periodTypes: ["all"], breakdowns: ["none"] },
];

/**
 * Sizes of change, as scaled gains in order, between which people are told apart: the meaningful change either way, its
 * double, none, and every other published size of the instrument.
 */
export function gainBands({ decimals, meaningful_change, other_thresholds }: Instrument): readonly number[] {
  const scaled = (points: number) => Math.ceil(Number((points * 10 ** decimals).toFixed(6)));
  const m = scaled(meaningful_change.points);
  const double = scaled(2 * meaningful_change.points);
  const others = other_thresholds.map(({ points }) => scaled(points));
  // A gain of −m is worse already: the band above it begins one step later.
  return [...new Set([-double + 1, -m + 1, 0, 1, m, double, ...others])].sort((a, b) => a - b);
}

/** Places among `gainBands`, as texts, of the people that a figure counts: by its name. */
export type GainLayers = ReadonlyMap<string, readonly string[]>;

/**
 * Who is counted by `improved`, `same` and `worse`, by each band of change (`CHANGE_BANDS`), by each other published size
 * (`by 3`), and from each size to the next (`between`, one list a band).
 */
export function gainLayers(instrument: Instrument): GainLayers {
  const bands = gainBands(instrument);
  const scaled = (points: number) => Math.ceil(Number((points * 10 ** instrument.decimals).toFixed(6)));
  const m = scaled(instrument.meaningful_change.points);
  const double = scaled(2 * instrument.meaningful_change.points);
  const within = (from: number, below: number) =>
    [...Array(bands.length + 1).keys()]
      .filter((at) => (bands[at - 1] ?? -Infinity) >= from && (bands[at] ?? Infinity) <= below)
      .map(String);
  const sizes = instrument.other_thresholds.map(({ points }) => [String(points), scaled(points)] as const);
  return new Map([
    ["worse", within(-Infinity, -m + 1)],
    ["same", within(-m + 1, m)],
    ["improved", within(m, Infinity)],
    ["much_worse", within(-Infinity, -double + 1)],
    ["band worse", within(-double + 1, -m + 1)],
    ["slightly_worse", within(-m + 1, 0)],
    ["no_change", within(0, 1)],
    ["slightly_better", within(1, m)],
    ["better", within(m, double)],
    ["much_better", within(double, Infinity)],
    ...sizes.map(([name, from]) => [`by ${name}`, within(from, Infinity)] as const),
    ...sizes.map(([name, from]) => {
      const next = [m, ...sizes.map(([, size]) => size)].filter((size) => size > from);
      return [`between ${name}`, within(from, next.length === 0 ? Infinity : Math.min(...next))] as const;
    }),
  ]);
}

/**
 * One row a person and instrument (`episodes`, as `episodeBaseSql` gives them) with what the other ways need. A second
 * score is timely from the day the last activity of the referral ended to `within` days later.
 */
export function robustnessSql(
  schema: string,
  programme: Pick<Programme, "instruments" | "pathway">,
  episodes: string,
): string {
  const within = programme.pathway.review_within_days;
  const ranges = programme.instruments.map(({ id, decimals, range: [low, high] }) => {
    const scale = 10 ** decimals;
    return `('${id}', ${Math.round(low * scale)}, ${Math.max(1, Math.round((high - low) * scale))})`;
  });
  const timely =
    within === undefined
      ? "FALSE"
      : `coalesce(date_diff('day', l.last_session, e.follow_up_date) BETWEEN 0 AND ${within}, FALSE)`;
  const flag = (condition: string) => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;
  return `WITH span (instrument, lowest, width) AS (VALUES ${ranges.join(", ")}),
    ending AS (
      SELECT referral_key, max(ended_date) AS last_session FROM ${schema}.activity
      WHERE referral_key IS NOT NULL AND (started_date IS NOT NULL OR coalesce(sessions_attended, 0) >= 1)
      GROUP BY referral_key),
    marked AS (
      SELECT e.*, e.after_score IS NOT NULL AS is_paired,
        e.after_score IS NOT NULL AND ${timely} AS is_timely,
        ${flag("e.gender = '2'")} AS women,
        ${flag("e.age_band IN ('0-17', '18-24', '25-44')")} AS young,
        ${flag("e.age_band IN ('65-74', '75+')")} AS old,
        ${flag("e.language_group = 'other'")} AS other_language,
        ${flag("e.imd_quintile IN ('1', '2')")} AS deprived,
        CAST(floor((e.before_score - s.lowest) * 10.0 / s.width) AS INTEGER) AS start
      FROM ${episodes} AS e JOIN span AS s ON s.instrument = e.instrument
      LEFT JOIN ending AS l ON l.referral_key = e.referral_key)
    SELECT *, after_score - before_score AS change, due AND in_time AS is_followed,
      CASE WHEN NOT is_paired THEN CASE WHEN due THEN 'lost' ELSE 'not_due' END
        ELSE CASE WHEN NOT due THEN 'early_' WHEN in_time THEN 'followed_' ELSE 'late_' END
          || CASE WHEN is_timely THEN 'timely' ELSE 'other' END END AS part
    FROM marked`;
}

/** Works out the change in other ways; makes the temporary table `robustness_base` with `keep`. */
export async function robustnessRows(
  query: Query,
  keep: Keep,
  sources: { readonly schema: string; readonly programme: Programme; readonly episodes: string },
): Promise<RobustnessRows> {
  const { schema, programme, episodes } = sources;
  const { instruments } = programme;
  await keep("robustness_base", robustnessSql(schema, programme, episodes));
  const sum = (value: string, where: string, name: string) =>
    `coalesce(sum(${value}) FILTER (WHERE ${where}), 0) AS ${name}`;
  const cells = await cellRows(query, {
    table: "robustness_base",
    extra: ["instrument"],
    lattice: robustnessLattice,
    statistics: [
      "count(*) AS baselines",
      sum("before_score", "TRUE", "sum_first"),
      sum("before_score * before_score", "TRUE", "sum_first2"),
      "count(*) FILTER (WHERE is_paired) AS paired",
      sum("after_score", "is_paired", "sum_after"),
      sum("after_score * after_score", "is_paired", "sum_after2"),
      "count(*) FILTER (WHERE is_timely) AS timely",
      sum("change", "is_timely", "sum_timely"),
      sum("change * change", "is_timely", "sum_timely2"),
      "count(*) FILTER (WHERE is_followed) AS followed",
    ].join(", "),
  });
  const strata = await cellRows(query, {
    table: "(SELECT * FROM robustness_base WHERE due) AS d",
    extra: ["instrument", ...STRATA],
    lattice: robustnessLattice,
    statistics: [
      "count(*) AS people",
      "count(*) FILTER (WHERE is_followed) AS followed",
      sum("change", "is_followed", "sum_change"),
      sum("change * change", "is_followed", "sum_change2"),
    ].join(", "),
  });
  const { sql: stretch } = stretchesOf(programme);
  // No quarter, month or year has these figures, so none tells leaves apart.
  const leaves = (places: Readonly<Record<string, string>>, part: string, where: string) => {
    const columns = LEAF_NAMES.map((name) => `${places[name] ?? "CAST(NULL AS VARCHAR)"} AS ${name}`);
    const group = [...LEAF_NAMES.keys(), LEAF_NAMES.length, LEAF_NAMES.length + 1]
      .map((at) => at + 1)
      .join(", ");
    return query<LeafRow>(
      `SELECT ${columns.join(", ")}, instrument, ${part} AS part, count(*) AS n
        FROM robustness_base WHERE ${where} GROUP BY ${group} ORDER BY ${group}`,
    );
  };
  const areas = Object.fromEntries(
    ["icb", "borough", "service", "pcn", "project"].map((name) => [name, name]),
  );
  const withSizes = instruments.filter(({ other_thresholds }) => other_thresholds.length > 0);
  const banded = withSizes.map((one) => {
    const bands = gainBands(one).map((from, index) => `WHEN gain < ${from} THEN ${index}`);
    return `WHEN '${one.id}' THEN CASE ${bands.join(" ")} ELSE ${bands.length} END`;
  });
  return {
    cells: cells as readonly RobustnessRow[],
    strata: strata as readonly StratumRow[],
    leaves: await leaves({ ...areas, stretch: `CAST(${stretch("cell_date")} AS INTEGER)` }, "part", "TRUE"),
    gains:
      banded.length === 0
        ? []
        : await leaves(
            {},
            `CASE instrument ${banded.join(" ")} END`,
            `is_paired AND instrument IN (${withSizes.map(({ id }) => `'${id}'`).join(", ")})`,
          ),
    gainLayers: new Map(withSizes.map((one) => [one.id, gainLayers(one)])),
  };
}
