import type { Programme } from "../model/programme.ts";
import { MET } from "./activity-contacts.ts";
import type { PeriodType } from "./cell.ts";
import type { Query } from "./cell-rows.ts";
import { workforcePeriods, workforceQuarters } from "./workforce-periods.ts";
import { rosterSql, type WorkforceRequest } from "./workforce-roster.ts";

/** What makes a case count for more in the weighted caseload. */
export const COMPLEXITIES = ["several_reasons", "crisis", "smi", "interpreter"] as const;
type Complexity = (typeof COMPLEXITIES)[number];

/** From this many recorded reasons on a referral has several. */
const SEVERAL_REASONS = 3;

/** A period of cases as the quarters, by number from 0, that it holds; its last day is that of the last. */
export interface CaseSpan {
  readonly period_type: PeriodType;
  readonly period: string;
  readonly first: number;
  readonly last: number;
  /** Days of the period within the window and up to the data date. */
  readonly days: number;
  readonly last_day: string;
  readonly complete: boolean;
}

/**
 * Referrals that were received, first seen and closed in the same quarters. Quarters are numbered from 0: `BEFORE` is
 * before the window, one more than the last is later or never.
 */
export interface CaseRow extends Readonly<Record<Complexity, boolean>> {
  /** Declared service; null where none is recorded. */
  readonly service: string | null;
  /** Staff records hold link workers of its service or network. */
  readonly covered: boolean;
  /** The service records contacts. */
  readonly seen_recorded: boolean;
  /** Quarter received; `UNDATED` where that is not recorded. */
  readonly received: number;
  /** Quarter of the first attended contact; `BEFORE` also where its day is not recorded. */
  readonly started: number;
  /** Quarter closed; `BEFORE` also where it was closed on a day nobody recorded. */
  readonly closed: number;
  readonly n: number;
}

const BEFORE = -1;
export const UNDATED = -2;

/** Cases and the periods they are counted for. */
export interface CaseRows {
  readonly spans: readonly CaseSpan[];
  readonly rows: readonly CaseRow[];
}

/** The whole time, the financial years and the quarters of a programme, as numbers of quarters. */
export function caseSpans(programme: Programme): readonly CaseSpan[] {
  const quarters = workforceQuarters(programme);
  return [...workforcePeriods(programme), ...quarters].map((one) => ({
    period_type: one.period_type,
    period: one.period,
    first: quarters.findIndex(({ seen_to }) => seen_to >= one.seen_from),
    last: quarters.findIndex(({ seen_to }) => seen_to >= one.seen_to),
    days: (Date.parse(one.seen_to) - Date.parse(one.seen_from)) / 86_400_000 + 1,
    last_day: one.seen_to,
    complete: one.complete,
  }));
}

/**
 * Referrals held, counted by service and by the quarters in which they were received, first seen and closed, and by what
 * makes a case complex. Seen: an attended, two-way contact with the person. Not recorded is not complex.
 */
export async function caseRows(query: Query, request: WorkforceRequest): Promise<CaseRows> {
  const { schema, programme } = request;
  const ends = workforceQuarters(programme).map(({ seen_to }) => seen_to);
  const { from } = programme.window;
  const quarterOf = (date: string) =>
    `CASE WHEN ${date} < DATE '${from}' THEN ${BEFORE} ${ends.map((end, at) => `WHEN ${date} <= DATE '${end}' THEN ${at}`).join(" ")} ELSE ${ends.length} END`;
  const columns = Array.from({ length: 6 + COMPLEXITIES.length }, (_, at) => at + 1).join(", ");
  const rows = await query<{ readonly [column: string]: unknown }>(`WITH ${rosterSql(request)},
    worker AS (SELECT DISTINCT service, pcn FROM roster WHERE role = 'link_worker' AND NOT is_volunteer),
    met AS (
      SELECT c.referral_key, min(c.date) AS first_met FROM ${schema}.contact AS c
      WHERE c.referral_key IS NOT NULL AND ${MET} GROUP BY c.referral_key),
    reasons AS (
      SELECT referral_key, count(DISTINCT reason) AS reasons FROM ${schema}.reason
      WHERE reason IS NOT NULL AND reason NOT IN ('not_known', 'not_stated', 'suppressed') GROUP BY referral_key),
    ill AS (SELECT DISTINCT person_key FROM ${schema}.cohort WHERE cohort = 'smi'),
    held AS (
      SELECT v.area AS service,
        r.service IN (SELECT service FROM worker WHERE service IS NOT NULL)
          OR coalesce(r.pcn IN (SELECT pcn FROM worker WHERE pcn IS NOT NULL), FALSE) AS covered,
        CASE WHEN r.received_date IS NULL THEN ${UNDATED} ELSE ${quarterOf("r.received_date")} END AS received,
        CASE WHEN m.referral_key IS NULL THEN ${ends.length} WHEN m.first_met IS NULL THEN ${BEFORE}
          ELSE ${quarterOf("m.first_met")} END AS started,
        CASE WHEN r.closed_date IS NOT NULL THEN ${quarterOf("r.closed_date")}
          WHEN r.status IN ('received', 'open') THEN ${ends.length} ELSE ${BEFORE} END AS closed,
        max(CASE WHEN m.referral_key IS NULL THEN 0 ELSE 1 END) OVER (PARTITION BY v.area) = 1 AS seen_recorded,
        coalesce(e.reasons, 0) >= ${SEVERAL_REASONS} AS several_reasons,
        coalesce(r.urgency, '') = 'crisis' AS crisis,
        i.person_key IS NOT NULL AS smi,
        coalesce(p.interpreter_required, FALSE) AS interpreter
      FROM ${schema}.referral AS r
      LEFT JOIN ${schema}.area AS v ON v.area_type = 'service' AND v.area = r.service
      LEFT JOIN ${schema}.person AS p ON p.person_key = r.person_key
      LEFT JOIN met AS m ON m.referral_key = r.referral_key
      LEFT JOIN reasons AS e ON e.referral_key = r.referral_key
      LEFT JOIN ill AS i ON i.person_key = r.person_key)
    SELECT service, coalesce(covered, FALSE) AS covered, seen_recorded, received, started, closed, ${COMPLEXITIES.join(", ")}, count(*) AS n
    FROM held WHERE received < ${ends.length} GROUP BY ${columns}
    ORDER BY service NULLS FIRST, ${columns}`);
  const whole = (row: Readonly<Record<string, unknown>>, name: string) => Number(row[name]);
  return {
    spans: caseSpans(programme),
    rows: rows.map((row) => ({
      service: typeof row.service === "string" ? row.service : null,
      covered: row.covered === true,
      seen_recorded: row.seen_recorded === true,
      received: whole(row, "received"),
      started: whole(row, "started"),
      closed: whole(row, "closed"),
      several_reasons: row.several_reasons === true,
      crisis: row.crisis === true,
      smi: row.smi === true,
      interpreter: row.interpreter === true,
      n: whole(row, "n"),
    })),
  };
}

/** Whether the referrals of a row were open on the last day of a quarter. */
export const isOpen = (
  { received, closed }: Pick<CaseRow, "received" | "closed">,
  quarter: number,
): boolean => received !== UNDATED && received <= quarter && closed > quarter;

/** Whether they were open and nobody had been seen. */
export const isWaiting = (
  row: Pick<CaseRow, "received" | "started" | "closed" | "seen_recorded">,
  quarter: number,
): boolean => row.seen_recorded && isOpen(row, quarter) && row.started > quarter;

/** Whether the first contact lay in a period. */
export const startedIn = ({ started }: Pick<CaseRow, "started">, { first, last }: CaseSpan): boolean =>
  started >= first && started <= last;
