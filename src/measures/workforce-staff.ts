import type { AreaType, PeriodType } from "./cell.ts";
import type { Query } from "./cell-rows.ts";
import { mergedSpellsSql } from "./sickness-spells.ts";
import { projectPeriods, type WorkforcePeriod, workforcePeriods } from "./workforce-periods.ts";
import { rosterSql, sqlRows, type WorkforceRequest } from "./workforce-roster.ts";

/** A cell of staff figures: the programme or a service, or a project's windows at the service that runs it. */
export interface StaffCell extends Readonly<Record<string, unknown>> {
  readonly area_type: AreaType;
  readonly area: string;
  readonly period_type: PeriodType;
  readonly period: string;
}

/** Staff of a cell, and what became of them. Volunteers are in `volunteers_left` and `to_employment` only. */
export interface StaffRow extends StaffCell {
  /** Employed on any day of the period. */
  readonly staff: number;
  /** Employed on its first day. */
  readonly at_start: number;
  /** Of these, not employed after its last day. */
  readonly left_by_end: number;
  /** Volunteers who left in the period for a reason that is known. */
  readonly volunteers_left: number;
  /** Of these, into employment. */
  readonly to_employment: number;
}

/** Sickness of the staff of services whose absence records are in the sources. */
export interface AbsenceRow extends StaffCell {
  readonly staff: number;
  /** With as many sick days or more. */
  readonly long_absence: number;
}

/** Sick days in a financial year from which an absence is long, prolonged or in several spells. */
export const LONG_ABSENCE_DAYS = 15;

const spansOf = (periods: readonly WorkforcePeriod[]) =>
  sqlRows(periods.map(({ period_type, period, from, to }) => [period_type, period, from, to]));

/**
 * Staff employed, leavers, and volunteers who left, by period, for the programme and its services. A leaver was
 * employed on the first day of the period and holds no assignment there after its last; who comes back in between
 * has not left.
 */
export function staffRows(query: Query, request: WorkforceRequest): Promise<readonly StaffRow[]> {
  const windows = projectPeriods(request.programme).map(({ project, service, period, from, to }) => [
    project,
    service,
    period,
    from,
    to,
  ]);
  const byWindow =
    windows.length === 0
      ? ""
      : `UNION ALL SELECT 'project', s.project, 'window', s.period, CAST(s.from_text AS DATE), CAST(s.to_text AS DATE),
          p.who, p.leaving_reason, p.first_day, p.last_day, p.is_volunteer
        FROM (VALUES ${sqlRows(windows)}) AS s (project, service, period, from_text, to_text)
        JOIN roster AS p ON p.service = s.service`;
  return query<StaffRow>(`WITH ${rosterSql(request)},
    span (period_type, period, from_text, to_text) AS (VALUES ${spansOf(workforcePeriods(request.programme))}),
    seen AS (
      SELECT p.area_type, p.area, s.period_type, s.period, CAST(s.from_text AS DATE) AS from_day,
        CAST(s.to_text AS DATE) AS to_day, p.who, p.leaving_reason, p.first_day, p.last_day, p.is_volunteer
      FROM placed AS p CROSS JOIN span AS s WHERE p.area_type IN ('programme', 'service')
      ${byWindow}),
    person AS (
      SELECT area_type, area, period_type, period, who, is_volunteer,
        max(CASE WHEN first_day <= to_day AND last_day >= from_day THEN 1 ELSE 0 END) AS employed,
        max(CASE WHEN first_day <= from_day AND last_day >= from_day THEN 1 ELSE 0 END) AS at_start,
        max(CASE WHEN first_day <= to_day AND last_day > to_day THEN 1 ELSE 0 END) AS stayed,
        max(CASE WHEN last_day BETWEEN from_day AND to_day AND leaving_reason IS NOT NULL AND leaving_reason <> 'not_known' THEN 1 ELSE 0 END) AS left_known,
        max(CASE WHEN last_day BETWEEN from_day AND to_day AND leaving_reason = 'employment' THEN 1 ELSE 0 END) AS to_employment
      FROM seen GROUP BY area_type, area, period_type, period, who, is_volunteer)
    SELECT area_type, area, period_type, period,
      count(*) FILTER (WHERE NOT is_volunteer AND employed = 1) AS staff,
      count(*) FILTER (WHERE NOT is_volunteer AND at_start = 1) AS at_start,
      count(*) FILTER (WHERE NOT is_volunteer AND at_start = 1 AND stayed = 0) AS left_by_end,
      count(*) FILTER (WHERE is_volunteer AND left_known = 1 AND stayed = 0) AS volunteers_left,
      count(*) FILTER (WHERE is_volunteer AND to_employment = 1 AND stayed = 0) AS to_employment
    FROM person GROUP BY area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period`);
}

/**
 * Staff employed on any day of a financial year, and those with 15 or more sick days in it: calendar days, each day
 * once however many assignments or systems it stands under, clipped to 1 April to 31 March and to the time until the
 * person left; an open spell runs to the data date. Only services for whose staff any absence is recorded count.
 */
export function absenceRows(query: Query, request: WorkforceRequest): Promise<readonly AbsenceRow[]> {
  const { schema, programme } = request;
  const years = workforcePeriods(programme).filter((one) => one.period_type === "financial_year");
  return query<AbsenceRow>(`WITH ${rosterSql(request)},
    span (period_type, period, from_text, to_text) AS (VALUES ${spansOf(years)}),
    year AS (SELECT period_type, period, CAST(from_text AS DATE) AS from_day, CAST(to_text AS DATE) AS to_day FROM span),
    staff AS (SELECT * FROM roster WHERE NOT is_volunteer),
    ${mergedSpellsSql(request, "staff")},
    sick AS (
      SELECT m.who, y.period, sum(date_diff('day', greatest(m.first_day, y.from_day), least(m.last_day, y.to_day)) + 1) AS days
      FROM sick_spell AS m JOIN year AS y ON m.first_day <= y.to_day AND m.last_day >= y.from_day
      GROUP BY m.who, y.period),
    recorded AS (
      SELECT DISTINCT coalesce(s.service, '') AS service FROM ${schema}.absence AS a JOIN staff AS s ON s.who = a.staff_key),
    employed AS (
      SELECT s.service, s.who, y.period_type, y.period
      FROM staff AS s JOIN year AS y ON s.first_day <= y.to_day AND s.last_day >= y.from_day
      WHERE coalesce(s.service, '') IN (SELECT service FROM recorded)),
    member AS (
      SELECT DISTINCT 'programme' AS area_type, 'programme' AS area, period_type, period, who FROM employed
      UNION ALL SELECT DISTINCT 'service', service, period_type, period, who FROM employed WHERE service IS NOT NULL)
    SELECT m.area_type, m.area, m.period_type, m.period, count(*) AS staff,
      count(*) FILTER (WHERE k.days >= ${LONG_ABSENCE_DAYS}) AS long_absence
    FROM member AS m LEFT JOIN sick AS k ON k.who = m.who AND k.period = m.period
    GROUP BY m.area_type, m.area, m.period_type, m.period
    ORDER BY m.area_type, m.area, m.period`);
}
