import type { Programme } from "../model/programme.ts";
import type { Query } from "./cell-rows.ts";
import { projectPeriods, workforcePeriods } from "./workforce-periods.ts";
import { sqlRows, sqlTexts, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/** Kinds of recorded work; a share of time is given for each. */
export const WORK_KINDS = ["administration", "service_failures", "direct", "travel"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Recorded minutes over workers: for each kind `<kind>` Σa, `<kind>2` Σa² and `<kind>_total` Σat. */
export interface TimeRow extends StaffCell {
  /** Workers with recorded minutes. */
  readonly workers: number;
  readonly total: number | bigint;
  readonly total2: number | bigint;
}

/**
 * Recorded work: worker, service, `day` (an expression over `c.date`), kind and minutes. Work without minutes, kind or
 * date is left out; where a contact names no worker or service, those of its referral stand. Where the programme says
 * which sources tell of working time, no other counts.
 */
export function recordedWorkSql(schema: string, { workforce }: Programme, day: string): string {
  const from =
    workforce.time_from === undefined ? "" : ` AND c._source IN (${sqlTexts(workforce.time_from)})`;
  const known = `c.minutes > 0 AND c.kind IN (${sqlTexts(WORK_KINDS)}) AND c.date IS NOT NULL${from}`;
  return `SELECT c.link_worker AS worker, c.service, ${day} AS day, c.kind, c.minutes
      FROM ${schema}.contact AS c WHERE ${known} AND c.link_worker IS NOT NULL AND c.service IS NOT NULL
      UNION ALL
      SELECT coalesce(c.link_worker, r.link_worker), coalesce(c.service, r.service), ${day}, c.kind, c.minutes
      FROM ${schema}.contact AS c LEFT JOIN ${schema}.referral AS r ON r.referral_key = c.referral_key
      WHERE ${known} AND (c.link_worker IS NULL OR c.service IS NULL)`;
}

/**
 * Recorded minutes of work by kind, summed over workers, for the programme and its services by year and over all, and
 * for the windows of a project at the service that runs it. Work of nobody's is left out.
 */
export function timeRows(query: Query, { schema, programme }: WorkforceRequest): Promise<readonly TimeRow[]> {
  const spans = spansOf(programme);
  const stretch = stretchSql("c.date", spans);
  return query<TimeRow>(`WITH named AS (${recordedWorkSql(schema, programme, stretch)}),
    work AS (
      SELECT worker, service, day AS stretch, sum(minutes) AS total,
        ${WORK_KINDS.map((kind) => `coalesce(sum(minutes) FILTER (WHERE kind = '${kind}'), 0) AS ${kind}`).join(", ")}
      FROM named WHERE worker IS NOT NULL AND day IS NOT NULL GROUP BY worker, service, day),
    span (area_type, area, service, period_type, period, from_text, to_text) AS (VALUES ${sqlRows(spans)}),
    placed AS (
      SELECT s.area_type, s.area, s.period_type, s.period, w.*
      FROM work AS w JOIN span AS s ON (s.service = '' OR s.service = w.service)
        AND w.stretch BETWEEN CAST(s.from_text AS DATE) AND CAST(s.to_text AS DATE)),
    one AS (
      SELECT area_type, area, period_type, period, worker, CAST(sum(total) AS BIGINT) AS total,
        ${WORK_KINDS.map((kind) => `CAST(sum(${kind}) AS BIGINT) AS ${kind}`).join(", ")}
      FROM placed GROUP BY area_type, area, period_type, period, worker)
    SELECT area_type, area, period_type, period, count(*) AS workers, sum(total) AS total, sum(total * total) AS total2,
      ${WORK_KINDS.map((kind) => `sum(${kind}) AS ${kind}, sum(${kind} * ${kind}) AS ${kind}2, sum(${kind} * total) AS ${kind}_total`).join(", ")}
    FROM one GROUP BY area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period`);
}

type Span = readonly [
  area_type: string,
  area: string,
  service: string,
  period_type: string,
  period: string,
  from: string,
  to: string,
];

/** What time is given for; without a service for the whole programme. */
function spansOf(programme: Programme): readonly Span[] {
  const periods = workforcePeriods(programme);
  const places = [["programme", "programme", ""], ...programme.services.map(({ id }) => ["service", id, id])];
  return [
    ...places.flatMap(([area_type = "", area = "", service = ""]) =>
      periods.map(
        (one): Span => [area_type, area, service, one.period_type, one.period, one.seen_from, one.seen_to],
      ),
    ),
    ...projectPeriods(programme).map(
      (one): Span => ["project", one.project, one.service, "window", one.period, one.seen_from, one.seen_to],
    ),
  ];
}

const DAY = 86_400_000;

/** First day of the stretch a date falls in: no span begins or ends within a stretch. Null before all spans. */
function stretchSql(date: string, spans: readonly Span[]): string {
  const dayAfter = (day: string) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
  const starts = spans.flatMap(([, , , , , from, to]) => [from, dayAfter(to)]);
  const cases = [...new Set(starts)].sort().reverse();
  return `CASE ${cases.map((day) => `WHEN ${date} >= DATE '${day}' THEN DATE '${day}'`).join(" ")} END`;
}
