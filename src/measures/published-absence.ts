import type { Query } from "./cell-rows.ts";
import { monthSql } from "./period-sql.ts";
import { sqlTexts, type WorkforceRequest } from "./workforce-roster.ts";

/** Sickness of the organisations of a public file, by month; full-time-equivalent days in millionths. */
export interface PublishedAbsenceRow extends Readonly<Record<string, unknown>> {
  /** YYYY-MM. */
  readonly month: string;
  readonly organisations: number;
  readonly lost: number | bigint;
  readonly available: number | bigint;
}

/**
 * Days lost and available of all organisations that a public file gives both for, by month: a rate of several is that
 * of their sums. An organisation that stands in several files counts once. Only sources declared as published count.
 */
export function publishedAbsenceRows(
  query: Query,
  { schema, programme }: WorkforceRequest,
): Promise<readonly PublishedAbsenceRow[]> {
  const published = programme.sources.filter((source) => source.published).map(({ id }) => id);
  return query<PublishedAbsenceRow>(`WITH figure AS (
      SELECT area, date, measure, CAST(value * 1000000 AS BIGINT) AS value FROM (
        SELECT *, row_number() OVER (PARTITION BY area, date, measure ORDER BY _source DESC, _row DESC) AS k
        FROM ${schema}.published_count
        WHERE indicator = 'sickness_absence' AND value IS NOT NULL AND date IS NOT NULL AND _source IN (${sqlTexts(published)})) AS ranked
      WHERE k = 1),
    organisation AS (
      SELECT ${monthSql("l.date")} AS month, l.value AS lost, a.value AS available
      FROM figure AS l JOIN figure AS a ON a.area = l.area AND a.date = l.date
      WHERE l.measure = 'fte_days_lost' AND a.measure = 'fte_days_available')
    SELECT month, count(*) AS organisations, sum(lost) AS lost, sum(available) AS available
    FROM organisation GROUP BY month ORDER BY month`);
}
