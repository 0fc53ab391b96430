import type { CellRow, Query } from "./cell-rows.ts";

/** What people wanted and were offered, counted for the whole programme over the whole time. */
export interface WantsRows {
  /** Referrals by reason (`category`): those with it (`counted`) of all with any reason known (`of`). */
  readonly reasons: readonly WantRow[];
  /** Referrals sent on to an activity of a kind (`category`), of all sent on to any of a known kind. */
  readonly activities: readonly WantRow[];
  /** Concerns (`category`) as last reviewed: how many were met, partly met and not met. */
  readonly concerns: readonly ConcernRow[];
}

/** Referrals of which something is so, and all of which it is known. */
export interface WantRow {
  readonly category: string;
  readonly counted: number;
  readonly of: number;
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
 * Counts what people wanted and were offered. `referrals` is the table of referrals in the window (`referralBaseSql`);
 * `schema` holds the canonical tables. Reasons, kinds and results that are not known count nowhere.
 */
export async function wantsRows(query: Query, schema: string, referrals: string): Promise<WantsRows> {
  const of = (table: string, column: string) =>
    query<Readonly<Record<string, unknown>> & WantRow>(
      `WITH known AS (
          SELECT DISTINCT t.referral_key, t.${column} AS category FROM ${schema}.${table} AS t
          JOIN ${referrals} AS b ON b.referral_key = t.referral_key
          WHERE t.${column} IS NOT NULL AND t.${column} NOT IN ${UNKNOWN}),
        everyone AS (SELECT count(DISTINCT referral_key) AS n FROM known)
        SELECT category, count(*) AS counted, max(e.n) AS "of"
        FROM known CROSS JOIN everyone AS e GROUP BY category ORDER BY category`,
    );
  return {
    reasons: await of("reason", "reason"),
    activities: await of("activity", "type"),
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
