import type { Query } from "./cell-rows.ts";
import { staffAndProjectSpans } from "./workforce-periods.ts";
import { rosterSql, sqlRows, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/** A number of days that posts stood empty: how many were filled after it, and how many were still empty after it. */
export interface VacancyRow extends StaffCell {
  readonly day: number;
  readonly events: number;
  readonly censored: number;
}

/** Posts of a period, in days over posts. */
export interface PostRow extends StaffCell {
  readonly posts: number;
  readonly days: number;
  readonly empty: number;
  readonly empty2: number;
  readonly empty_days: number;
  readonly days2: number;
}

/**
 * Times that each post of a service was held, and empty. A post is a number that its holders share; a time that it is
 * held runs as long as somebody holds it, so a post shared by two is empty only without both. `filled_by` is null where
 * nobody held it again by the data date; the next holder on the day after makes 0 days, the same person none at all.
 * Volunteers, and posts without a number or without full-time equivalents, are left out.
 */
const gapsSql = (request: WorkforceRequest): string => `${rosterSql(request)},
    holder AS (
      SELECT service, post, who, first_day, last_day FROM roster
      WHERE NOT is_volunteer AND post IS NOT NULL AND service IS NOT NULL AND fte_e6 > 0
        AND first_day <= DATE '${request.programme.data_date}'),
    reached AS (
      SELECT *, max(last_day) OVER before AS until, max_by(who, last_day) OVER before AS held_by
      FROM holder
      WINDOW before AS (PARTITION BY service, post ORDER BY first_day, last_day, who ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
    gap AS (
      SELECT service, post, until AS left_on, first_day AS filled_on FROM reached
      WHERE first_day > until AND NOT (held_by = who AND date_diff('day', until, first_day) = 1)
      UNION ALL
      SELECT service, post, max(last_day), NULL FROM holder GROUP BY service, post
      HAVING max(last_day) < DATE '${request.programme.data_date}')`;

const spansOf = ({ programme }: WorkforceRequest): string => sqlRows(staffAndProjectSpans(programme));

const CELL = `CASE WHEN s.project <> '' THEN 'project' WHEN a.whole THEN 'programme' ELSE 'service' END AS area_type,
        CASE WHEN s.project <> '' THEN s.project WHEN a.whole THEN 'programme' ELSE g.service END AS area, s.period_type, s.period`;

const PLACES = "JOIN (VALUES (TRUE), (FALSE)) AS a (whole) ON s.project = '' OR NOT a.whole";

/**
 * Days that posts stood empty after a holder left in the period, whenever they were filled up to the data date, for the
 * programme, its services, and the windows of a project at the service that runs it.
 */
export function vacancyRows(query: Query, request: WorkforceRequest): Promise<readonly VacancyRow[]> {
  return query<VacancyRow>(`WITH ${gapsSql(request)},
    span (project, service, period_type, period, from_text, to_text) AS (VALUES ${spansOf(request)}),
    seen AS (
      SELECT ${CELL}, g.filled_on IS NOT NULL AS filled,
        date_diff('day', g.left_on, coalesce(g.filled_on - 1, DATE '${request.programme.data_date}')) AS day
      FROM gap AS g JOIN span AS s ON (s.service = '' OR s.service = g.service)
        AND g.left_on BETWEEN CAST(s.from_text AS DATE) AND CAST(s.to_text AS DATE) ${PLACES})
    SELECT area_type, area, period_type, period, day, count(*) FILTER (WHERE filled) AS events,
      count(*) FILTER (WHERE NOT filled) AS censored
    FROM seen GROUP BY area_type, area, period_type, period, day
    ORDER BY area_type, area, period_type, period, day`);
}

/** Days that posts stood empty in the period, of the days since each was first held. */
export function postRows(query: Query, request: WorkforceRequest): Promise<readonly PostRow[]> {
  return query<PostRow>(`WITH ${gapsSql(request)},
    span (project, service, period_type, period, from_text, to_text) AS (VALUES ${spansOf(request)}),
    period AS (SELECT *, CAST(from_text AS DATE) AS from_day, CAST(to_text AS DATE) AS to_day FROM span),
    post_of AS (SELECT service, post, min(first_day) AS first_day FROM holder GROUP BY service, post),
    empty AS (
      SELECT s.project, s.period_type, s.period, g.service, g.post,
        sum(date_diff('day', greatest(g.left_on + 1, s.from_day), least(coalesce(g.filled_on - 1, s.to_day), s.to_day)) + 1) AS empty
      FROM gap AS g JOIN period AS s ON (s.service = '' OR s.service = g.service)
        AND g.left_on < s.to_day AND coalesce(g.filled_on - 1, s.to_day) >= s.from_day
        AND coalesce(g.filled_on - 1, s.to_day) > g.left_on
      GROUP BY s.project, s.period_type, s.period, g.service, g.post),
    one AS (
      SELECT ${CELL}, coalesce(e.empty, 0) AS empty, date_diff('day', greatest(g.first_day, s.from_day), s.to_day) + 1 AS days
      FROM post_of AS g JOIN period AS s ON (s.service = '' OR s.service = g.service) AND g.first_day <= s.to_day ${PLACES}
      LEFT JOIN empty AS e ON e.project = s.project AND e.period_type = s.period_type AND e.period = s.period
        AND e.service = g.service AND e.post = g.post)
    SELECT area_type, area, period_type, period, count(*) AS posts,
      sum(days) AS days, sum(empty) AS empty, sum(empty * empty) AS empty2, sum(empty * days) AS empty_days, sum(days * days) AS days2
    FROM one GROUP BY area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period`);
}
