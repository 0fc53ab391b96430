import type { DayCounts } from "../statistics/kaplan-meier.ts";
import type { Query } from "./cell-rows.ts";
import { staffAndProjectSpans, workforcePeriods } from "./workforce-periods.ts";
import { rosterSql, sqlRows, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/** Staff who left in a period, volunteers apart, and the time worked in it. */
export interface TurnoverRow extends StaffCell, Readonly<Record<(typeof LEAVING_REASONS)[number], number>> {
  /** Different members of staff employed on any day. */
  readonly staff: number;
  /** Stays that ended in the period. */
  readonly leavers: number;
  /** Days employed, each day of a person once. */
  readonly person_days: number;
  /** Of the leavers, those whose reason is known, and by reason. */
  readonly known: number;
}

/** A day of service on which stays of an area ended, were last seen, or came into sight; over the programme's window. */
export interface TenureRow extends StaffCell, Readonly<Record<keyof DayCounts, unknown>> {
  readonly day: number;
  readonly events: number;
  readonly censored: number;
  readonly entered: number;
}

/** Reasons for leaving that a share is told of; the others stay together, so that no share is what the rest leave. */
export const LEAVING_REASONS = ["another_job", "workload", "end_of_contract"] as const;

/** Days between two posts of a person up to which they are one stay: a month. */
const DAYS_BETWEEN_POSTS = 31;

/**
 * Stays: the posts that a person holds in an area one after the other, as one as long as no more than
 * {@link DAYS_BETWEEN_POSTS} days lie between; who comes back later begins a new stay. Volunteers are left out.
 */
const staysSql = (request: WorkforceRequest): string => `${rosterSql(request)},
    here AS (
      SELECT area_type, area, who, first_day, last_day, max(leaving_reason) AS leaving_reason FROM placed
      WHERE NOT is_volunteer AND area_type IN ('programme', 'service')
      GROUP BY area_type, area, who, first_day, last_day),
    reached AS (
      SELECT *, max(last_day) OVER (PARTITION BY area_type, area, who ORDER BY first_day, last_day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM here),
    numbered AS (
      SELECT *, sum(CASE WHEN before IS NULL OR date_diff('day', before, first_day) > ${DAYS_BETWEEN_POSTS + 1} THEN 1 ELSE 0 END)
        OVER (PARTITION BY area_type, area, who ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
      FROM reached),
    stay AS (
      SELECT area_type, area, who, min(first_day) AS first_day, max(last_day) AS last_day,
        max_by(leaving_reason, last_day) AS reason
      FROM numbered GROUP BY area_type, area, who, island)`;

/** Leavers, time worked and reasons, by the window, financial year, and window of a project at the service that runs it. */
export function turnoverRows(query: Query, request: WorkforceRequest): Promise<readonly TurnoverRow[]> {
  const spans = staffAndProjectSpans(request.programme);
  return query<TurnoverRow>(`WITH ${staysSql(request)},
    span (project, service, period_type, period, from_text, to_text) AS (VALUES ${sqlRows(spans)}),
    seen AS (
      SELECT CASE WHEN s.project = '' THEN t.area_type ELSE 'project' END AS area_type,
        CASE WHEN s.project = '' THEN t.area ELSE s.project END AS area, s.period_type, s.period, t.who,
        CAST(s.from_text AS DATE) AS from_day, CAST(s.to_text AS DATE) AS to_day, t.first_day, t.last_day, t.reason
      FROM stay AS t JOIN span AS s ON (s.project = '' OR (t.area_type = 'service' AND t.area = s.service))
        AND t.first_day <= CAST(s.to_text AS DATE) AND t.last_day >= CAST(s.from_text AS DATE))
    SELECT area_type, area, period_type, period, count(DISTINCT who) AS staff,
      count(*) FILTER (WHERE last_day <= to_day) AS leavers,
      sum(date_diff('day', greatest(first_day, from_day), least(last_day, to_day)) + 1) AS person_days,
      count(*) FILTER (WHERE last_day <= to_day AND reason IS NOT NULL AND reason <> 'not_known') AS known,
      ${LEAVING_REASONS.map((one) => `count(*) FILTER (WHERE last_day <= to_day AND reason = '${one}') AS ${one}`).join(", ")}
    FROM seen GROUP BY area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period`);
}

/**
 * Time in post over the programme's window, in days of service: a stay that began before the window comes into sight
 * with the days served by then; one that lasts is last seen on the data date or the window's last day. Stays without a
 * start are left out.
 */
export function tenureRows(query: Query, request: WorkforceRequest): Promise<readonly TenureRow[]> {
  const [whole] = workforcePeriods(request.programme);
  if (whole === undefined) return Promise.resolve([]);
  const [from, to] = [`DATE '${whole.seen_from}'`, `DATE '${whole.seen_to}'`];
  return query<TenureRow>(`WITH ${staysSql(request)},
    served AS (
      SELECT area_type, area, greatest(0, date_diff('day', first_day, ${from})) AS entry,
        date_diff('day', first_day, least(last_day, ${to})) + 1 AS exit, last_day <= ${to} AS ended
      FROM stay WHERE first_day > DATE '1900-01-01' AND first_day <= ${to} AND last_day >= ${from}),
    day AS (
      SELECT area_type, area, exit AS day, CAST(ended AS INTEGER) AS events, CAST(NOT ended AS INTEGER) AS censored, 0 AS entered FROM served
      UNION ALL SELECT area_type, area, entry, 0, 0, 1 FROM served WHERE entry > 0)
    SELECT area_type, area, 'all' AS period_type, 'all' AS period, day, sum(events) AS events, sum(censored) AS censored,
      sum(entered) AS entered
    FROM day GROUP BY area_type, area, day
    ORDER BY area_type, area, day`);
}
