import { COMPLETED, STARTED } from "./activity-provision.ts";
import type { CellRow, Query } from "./cell-rows.ts";

/** What people wanted, were offered and got, counted for the whole programme over the whole time. */
export interface WantsRows {
  /** Referrals by reason (`category`): those with it (`counted`) of all with any reason known (`of`). */
  readonly reasons: readonly WantRow[];
  /** Referrals sent on to an activity of a kind (`category`), of all sent on to any of a known kind. */
  readonly activities: readonly StartedRow[];
  /** Referrals by why an activity has not started yet (`category`), of all with such a reason known. */
  readonly waiting: readonly WantRow[];
  /** Referrals by tier (`category`), each by how far it came; empty where no tier is recorded. */
  readonly tiers: readonly TierRow[];
  /** Concerns (`category`) as last reviewed: how many were met, partly met and not met. */
  readonly concerns: readonly ConcernRow[];
}

/** Referrals of which something is so, and all of which it is known. */
export interface WantRow {
  readonly category: string;
  readonly counted: number;
  readonly of: number;
}

/** Of the referrals sent on to a kind of activity, those for which one of this kind has started. */
export interface StartedRow extends WantRow {
  readonly started: number;
}

/** Referrals of one tier by how far they came: each in one of the three. */
export interface TierRow {
  readonly category: string;
  /** All planned sessions of an activity attended. */
  readonly completed: number;
  /** An activity started, none completed. */
  readonly started: number;
  readonly not_started: number;
}

/** Concerns of one kind; each counts once a referral, as its last review found it: met only if all of that day, or without one, say so. */
export interface ConcernRow {
  readonly category: string;
  readonly met: number;
  readonly partly: number;
  readonly not_met: number;
}

/** The one cell that these rows are about. */
export const WANTS_CELL: CellRow = {
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
};

const UNKNOWN = "('not_known', 'not_stated', 'suppressed')";

/**
 * Counts what people wanted, were offered and got. `referrals` is the table of referrals in the window (`referralBaseSql`);
 * `schema` holds the canonical tables. Reasons, kinds, tiers and results that are not known count nowhere.
 */
export async function wantsRows(query: Query, schema: string, referrals: string): Promise<WantsRows> {
  const known = (column: string) => `t.${column} IS NOT NULL AND t.${column} NOT IN ${UNKNOWN}`;
  const of = <R extends WantRow>(table: string, column: string, where = "TRUE", started = "FALSE") =>
    query<Readonly<Record<string, unknown>> & R>(
      `WITH known AS (
          SELECT t.referral_key, t.${column} AS category, bool_or(${started}) AS started FROM ${schema}.${table} AS t
          JOIN ${referrals} AS b ON b.referral_key = t.referral_key
          WHERE ${known(column)} AND ${where} GROUP BY t.referral_key, t.${column}),
        everyone AS (SELECT count(DISTINCT referral_key) AS n FROM known)
        SELECT category, count(*) AS counted, count(*) FILTER (WHERE started) AS started, max(e.n) AS "of"
        FROM known CROSS JOIN everyone AS e GROUP BY category ORDER BY category`,
    );
  return {
    reasons: await of("reason", "reason"),
    activities: await of<StartedRow>("activity", "type", "TRUE", STARTED.replaceAll("a.", "t.")),
    waiting: await of("activity", "waiting_reason", `NOT ${STARTED.replaceAll("a.", "t.")}`),
    tiers: await query<Readonly<Record<string, unknown>> & TierRow>(
      `WITH reached AS (
          SELECT a.referral_key, bool_or(${COMPLETED}) AS completed, bool_or(${STARTED}) AS started
          FROM ${schema}.activity AS a GROUP BY a.referral_key)
        SELECT CAST(r.tier AS VARCHAR) AS category,
          count(*) FILTER (WHERE coalesce(a.completed, FALSE)) AS completed,
          count(*) FILTER (WHERE coalesce(a.started, FALSE) AND NOT coalesce(a.completed, FALSE)) AS started,
          count(*) FILTER (WHERE NOT coalesce(a.started, FALSE) AND NOT coalesce(a.completed, FALSE)) AS not_started
        FROM ${referrals} AS b JOIN ${schema}.referral AS r ON r.referral_key = b.referral_key
          LEFT JOIN reached AS a ON a.referral_key = b.referral_key
        WHERE r.tier IS NOT NULL GROUP BY r.tier ORDER BY r.tier`,
    ),
    concerns: await query<Readonly<Record<string, unknown>> & ConcernRow>(
      `WITH last_goals AS (
          SELECT g.referral_key, g.concern, g.met, row_number() OVER (
            PARTITION BY g.referral_key, g.concern ORDER BY g.date DESC NULLS LAST, g.met DESC) AS k
          FROM ${schema}.goal AS g JOIN ${referrals} AS b ON b.referral_key = g.referral_key
          WHERE g.met IN ('met', 'partly', 'not_met'))
        SELECT coalesce(concern, 'not_known') AS category, count(*) FILTER (WHERE met = 'met') AS met,
          count(*) FILTER (WHERE met = 'partly') AS partly, count(*) FILTER (WHERE met = 'not_met') AS not_met
        FROM last_goals WHERE k = 1 GROUP BY 1 ORDER BY 1`,
    ),
  };
}
