import type { Programme } from "../model/programme.ts";
import { ACCEPTED } from "./activity-referrals.ts";
import { type CellRow, cellRows, type Keep, type Query } from "./cell-rows.ts";
import type { LatticeBlock } from "./lattice.ts";
import { type PersonLeaves, personLeaves } from "./person-leaves.ts";

/** How far a person who was referred came towards two scores of an instrument; each person is at just one of these. */
export const FLOW_FATES = ["declined", "no_first", "not_due", "early", "lost", "late", "followed"] as const;
export type FlowFate = (typeof FLOW_FATES)[number];

/** People of a cell by fate; each counts once, however often they were referred. */
export interface FlowRow extends CellRow, Readonly<Record<`fate_${FlowFate}`, number>> {
  readonly instrument: string;
}

/** Rows of the sample flow of an instrument, and whom its leaves hold, for the audit. */
export interface SampleFlow {
  readonly rows: readonly FlowRow[];
  /** By instrument; the layer of a person is their fate. */
  readonly leaves: ReadonlyMap<string, PersonLeaves>;
}

/** Cells of the sample flow of every instrument … */
const wholeLattice: LatticeBlock = {
  areaTypes: ["programme"],
  periodTypes: ["all", "window"],
  breakdowns: ["none"],
};
/** … and of the main ones. */
const flowLattice: readonly LatticeBlock[] = [
  wholeLattice,
  { areaTypes: ["project"], periodTypes: ["all", "window"], breakdowns: ["none"] },
  { areaTypes: ["service"], periodTypes: ["all"], breakdowns: ["none"] },
];

/** Names of the tables that the flow is put together from; `schema` holds the canonical ones. */
export interface FlowSources {
  readonly schema: string;
  readonly programme: Programme;
  /** Instruments with projects and services; the others have the whole programme only. */
  readonly main: ReadonlySet<string>;
  /** One row a referral in the window (`referralBaseSql`). */
  readonly referrals: string;
  /** One row a person and instrument (`episodeBaseSql`). */
  readonly episodes: string;
}

/**
 * One row a referral and a person's fate with an instrument. The fate is the same for all referrals of a person: whether
 * any was accepted, and what came of the first score, whichever referral it was taken at. Someone with a score was
 * eligible, whatever the status of the referral says.
 */
function flowSql({ schema, referrals, episodes }: FlowSources, instrument: string, wide: boolean): string {
  const nowhere = (column: string) => `CAST(NULL AS VARCHAR) AS ${column}`;
  const columns = [
    ...["icb", "borough", "pcn"].map(nowhere),
    ...["service", "project"].map((column) => (wide ? `b.${column}` : nowhere(column))),
    ...["cell_date", "programme_window", "project_window"].map((column) => `b.${column}`),
    `'${instrument}' AS instrument`,
    "f.person_number",
    "f.fate",
  ];
  return `WITH accepted AS (
      SELECT DISTINCT b.person_key FROM ${referrals} AS b JOIN ${schema}.referral AS r ON r.referral_key = b.referral_key
      WHERE ${ACCEPTED}),
    fate AS (
      SELECT p.person_key, row_number() OVER (ORDER BY p.person_key) AS person_number,
        CASE WHEN e.person_key IS NULL THEN CASE WHEN a.person_key IS NULL THEN 'declined' ELSE 'no_first' END
          WHEN NOT e.due THEN CASE WHEN e.after_score IS NULL THEN 'not_due' ELSE 'early' END
          WHEN e.after_score IS NULL THEN 'lost' WHEN e.in_time THEN 'followed' ELSE 'late' END AS fate
      FROM (SELECT DISTINCT person_key FROM ${referrals} WHERE person_key IS NOT NULL) AS p
      LEFT JOIN accepted AS a ON a.person_key = p.person_key
      LEFT JOIN ${episodes} AS e ON e.person_key = p.person_key AND e.instrument = '${instrument}')
    SELECT ${columns.join(", ")}
    FROM ${referrals} AS b JOIN fate AS f ON f.person_key = b.person_key`;
}

/**
 * Counts the people referred by how far they came towards two scores, for every instrument whose follow-up is measured.
 * Makes temporary tables with `keep`.
 */
export async function sampleFlow(query: Query, keep: Keep, sources: FlowSources): Promise<SampleFlow> {
  const { programme, main } = sources;
  const rows: FlowRow[] = [];
  const leaves = new Map<string, PersonLeaves>();
  for (const { id, follow_up } of programme.instruments) {
    if (follow_up.rate !== "measured") continue;
    const wide = main.has(id);
    await keep("flow_base", flowSql(sources, id, wide));
    const found = await cellRows(query, {
      table: "flow_base",
      extra: ["instrument"],
      lattice: wide ? flowLattice : [wholeLattice],
      statistics: FLOW_FATES.map(
        (fate) => `count(DISTINCT person_number) FILTER (WHERE fate = '${fate}') AS fate_${fate}`,
      ).join(", "),
    });
    rows.push(...(found as readonly FlowRow[]));
    leaves.set(
      id,
      await personLeaves(query, {
        programme,
        table: "flow_base",
        person: "person_number",
        layer: "fate",
        fineness: "by group",
      }),
    );
  }
  return { rows, leaves };
}

/** Steps of the flow: the fates of the people who came so far, or who were lost there. */
export const flowSteps = {
  flow_declined: ["declined"],
  flow_eligible: ["no_first", "not_due", "early", "lost", "late", "followed"],
  flow_no_first_score: ["no_first"],
  flow_first_score: ["not_due", "early", "lost", "late", "followed"],
  flow_not_due: ["not_due", "early"],
  flow_due: ["lost", "late", "followed"],
  flow_waiting: ["not_due"],
  flow_not_followed_up: ["lost", "late"],
  flow_lost: ["lost"],
  flow_followed_up: ["followed"],
  flow_late: ["late"],
  flow_early: ["early"],
  flow_both_scores: ["early", "late", "followed"],
} as const satisfies Readonly<Record<string, readonly FlowFate[]>>;
export type FlowStep = keyof typeof flowSteps;

/** People of a cell at a step. */
export const peopleAt = (row: FlowRow, step: FlowStep): number =>
  flowSteps[step].reduce((sum, fate) => sum + Number(row[`fate_${fate}`]), 0);
