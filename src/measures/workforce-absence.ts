import { calendarSql } from "./calendar-sql.ts";
import type { Query } from "./cell-rows.ts";
import { staffSpans } from "./workforce-periods.ts";
import { rosterSql, sqlRows, type WorkforceRequest } from "./workforce-roster.ts";
import type { StaffCell } from "./workforce-staff.ts";

/**
 * Sickness of the staff of services whose absence records are in the sources: sums over members of staff. Full-time
 * equivalents are in millionths, times calendar days.
 */
export interface SicknessRow extends StaffCell {
  /** Employed on any day of the period. */
  readonly staff: number;
  /** Of these, with full-time equivalents on any day; what `lost` and `available` are summed over. */
  readonly with_fte: number;
  readonly lost: number | bigint;
  readonly available: number | bigint;
  readonly lost2: number | bigint;
  readonly lost_available: number | bigint;
  readonly available2: number | bigint;
  /** That of the one with the most, and of the next. */
  readonly lost_largest: number | bigint;
  readonly lost_second: number | bigint;
  /** Staff with any of it. */
  readonly sick: number;
  /** Of `lost`, what was lost in spells of {@link LONG_SPELL_DAYS} days or more, over the staff with any. */
  readonly long: number | bigint;
  readonly long2: number | bigint;
  readonly long_lost: number | bigint;
  readonly long_largest: number | bigint;
  readonly long_second: number | bigint;
  /** The same of what is not in such spells. */
  readonly short_largest: number | bigint;
  readonly short_second: number | bigint;
  /** Spells that began in the period, and calendar days employed, over all staff. */
  readonly spells: number;
  readonly days: number;
  readonly spells2: number;
  readonly spells_days: number;
  readonly days2: number | bigint;
  readonly spells_largest: number;
  readonly spells_second: number;
}

/** Calendar days from which a spell counts as long: four weeks, as in NICE guideline NG146 (2019). */
const LONG_SPELL_DAYS = 28;

/**
 * Sickness by the whole window and financial year, for the programme and its services.
 *
 * A day of sickness is a calendar day, working day or not, on which a spell is recorded and the person is in post; an
 * open spell runs to the data date. Spells of several assignments, and spells that follow each other day by day, are one.
 * What is lost on the day is the full-time equivalents of the assignments the spell is booked against, each once, at
 * most those the person holds there on the day; all of these where a record does not say. A spell booked against a post
 * of another service loses nothing here; one booked against no post that the person holds counts wherever they work.
 * Volunteers, and services without a record of absence, are left out.
 */
export function sicknessRows(query: Query, request: WorkforceRequest): Promise<readonly SicknessRow[]> {
  const { schema, programme } = request;
  const spans = staffSpans(programme);
  const dataDate = `DATE '${programme.data_date}'`;
  const pair = (of: string) => `CAST(${of} AS DECIMAL(38,0))`;
  const top = (of: string, name: string) =>
    `max(${of}) AS ${name}_largest, coalesce(max(CASE WHEN ${name}_rank = 2 THEN ${of} END), 0) AS ${name}_second`;
  const rank = (of: string, name: string) =>
    `row_number() OVER (PARTITION BY area_type, area, period_type, period ORDER BY ${of} DESC, who) AS ${name}_rank`;
  return query<SicknessRow>(`WITH ${rosterSql(request)},
    ${calendarSql(programme)},
    span (period_type, period, from_text, to_text) AS (VALUES ${sqlRows(spans)}),
    period AS (SELECT period_type, period, CAST(from_text AS DATE) AS from_day, CAST(to_text AS DATE) AS to_day FROM span),
    staff AS (SELECT * FROM roster WHERE NOT is_volunteer),
    recorded AS (
      SELECT DISTINCT coalesce(s.service, '') AS service FROM ${schema}.absence AS a JOIN staff AS s ON s.who = a.staff_key),
    held AS (
      SELECT 'programme' AS area_type, 'programme' AS area, who, fte_e6, first_day, last_day FROM staff
      WHERE coalesce(service, '') IN (SELECT service FROM recorded)
      UNION ALL SELECT 'service', service, who, fte_e6, first_day, last_day FROM staff
      WHERE service IN (SELECT service FROM recorded)),
    booked AS (
      SELECT a.staff_key AS who, a.assignment, CAST(a.fte * 1000000 AS BIGINT) AS fte_e6, c.day
      FROM ${schema}.absence AS a
      JOIN calendar AS c ON c.day BETWEEN a.first_day AND least(coalesce(a.last_day, ${dataDate}), ${dataDate})
      WHERE a.kind = 'sickness'),
    by_assignment AS (
      SELECT who, day, assignment, max(fte_e6) AS fte_e6, bool_or(fte_e6 IS NULL OR assignment IS NULL) AS all_posts
      FROM booked GROUP BY who, day, assignment),
    booked_at AS (
      SELECT b.who, b.day, b.assignment, b.fte_e6, b.all_posts,
        count(*) FILTER (WHERE s.assignment = b.assignment) AS of_posts
      FROM by_assignment AS b JOIN staff AS s ON s.who = b.who AND b.day BETWEEN s.first_day AND s.last_day
      GROUP BY b.who, b.day, b.assignment, b.fte_e6, b.all_posts),
    booked_service AS (
      SELECT DISTINCT b.who, b.day, b.assignment, s.service
      FROM by_assignment AS b
      JOIN staff AS s ON s.who = b.who AND b.day BETWEEN s.first_day AND s.last_day AND s.assignment = b.assignment),
    booked_here AS (
      SELECT h.area_type, h.area, b.who, b.day, CASE WHEN NOT bool_or(b.all_posts) THEN coalesce(sum(b.fte_e6) FILTER (
          WHERE h.area_type = 'programme' OR b.of_posts = 0 OR s.service IS NOT NULL), 0) END AS booked_e6
      FROM booked_at AS b JOIN (SELECT DISTINCT area_type, area, who FROM held) AS h ON h.who = b.who
      LEFT JOIN booked_service AS s ON s.who = b.who AND s.day = b.day AND s.assignment = b.assignment AND s.service = h.area
      GROUP BY h.area_type, h.area, b.who, b.day),
    sick_day AS (SELECT DISTINCT who, day FROM booked_at),
    numbered AS (
      SELECT *, date_diff('day', DATE '1900-01-01', day) - row_number() OVER (PARTITION BY who ORDER BY day) AS island
      FROM sick_day),
    spell_day AS (
      SELECT who, day, count(*) OVER (PARTITION BY who, island) AS length,
        min(day) OVER (PARTITION BY who, island) = day AS begins
      FROM numbered),
    lost_day AS (
      SELECT h.area_type, h.area, d.who, d.day, d.begins, d.length,
        least(coalesce(sum(h.fte_e6), 0), coalesce(b.booked_e6, sum(h.fte_e6), 0)) AS lost
      FROM spell_day AS d JOIN held AS h ON h.who = d.who AND d.day BETWEEN h.first_day AND h.last_day
      JOIN booked_here AS b ON b.area_type = h.area_type AND b.area = h.area AND b.who = d.who AND b.day = d.day
      GROUP BY h.area_type, h.area, d.who, d.day, d.begins, d.length, b.booked_e6),
    sickness AS (
      SELECT l.area_type, l.area, p.period_type, p.period, l.who, sum(l.lost) AS lost,
        coalesce(sum(l.lost) FILTER (WHERE l.length >= ${LONG_SPELL_DAYS}), 0) AS long,
        count(*) FILTER (WHERE l.begins) AS spells
      FROM lost_day AS l JOIN period AS p ON l.day BETWEEN p.from_day AND p.to_day
      GROUP BY l.area_type, l.area, p.period_type, p.period, l.who),
    clipped AS (
      SELECT h.area_type, h.area, p.period_type, p.period, h.who, coalesce(h.fte_e6, 0) AS fte_e6,
        greatest(h.first_day, p.from_day) AS first_day, least(h.last_day, p.to_day) AS last_day
      FROM held AS h JOIN period AS p ON h.first_day <= p.to_day AND h.last_day >= p.from_day),
    reached AS (
      SELECT *, max(last_day) OVER (PARTITION BY area_type, area, period_type, period, who ORDER BY first_day, last_day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM clipped),
    employed AS (
      SELECT area_type, area, period_type, period, who,
        sum(fte_e6 * (date_diff('day', first_day, last_day) + 1)) AS available,
        sum(greatest(0, date_diff('day', greatest(first_day, coalesce(before + INTERVAL '1' DAY, first_day)), last_day) + 1)) AS days
      FROM reached GROUP BY area_type, area, period_type, period, who),
    one AS (
      SELECT e.area_type, e.area, e.period_type, e.period, e.who, CAST(e.available AS BIGINT) AS available,
        CAST(e.days AS BIGINT) AS days, CAST(coalesce(s.lost, 0) AS BIGINT) AS lost,
        CAST(coalesce(s.long, 0) AS BIGINT) AS long, CAST(coalesce(s.spells, 0) AS BIGINT) AS spells
      FROM employed AS e LEFT JOIN sickness AS s
        ON s.area_type = e.area_type AND s.area = e.area AND s.period_type = e.period_type AND s.period = e.period AND s.who = e.who),
    ranked AS (SELECT *, ${rank("lost", "lost")}, ${rank("long", "long")}, ${rank("lost - long", "short")}, ${rank("spells", "spells")} FROM one)
    SELECT area_type, area, period_type, period, count(*) AS staff, count(*) FILTER (WHERE available > 0) AS with_fte,
      sum(lost) AS lost, sum(available) AS available, sum(${pair("lost")} * lost) AS lost2,
      sum(${pair("lost")} * available) AS lost_available, sum(${pair("available")} * available) AS available2,
      ${top("lost", "lost")}, count(*) FILTER (WHERE lost > 0) AS sick,
      sum(long) AS long, sum(${pair("long")} * long) AS long2, sum(${pair("long")} * lost) AS long_lost,
      ${top("long", "long")}, ${top("lost - long", "short")},
      sum(spells) AS spells, sum(days) AS days, sum(spells * spells) AS spells2, sum(spells * days) AS spells_days,
      sum(${pair("days")} * days) AS days2, ${top("spells", "spells")}
    FROM ranked GROUP BY area_type, area, period_type, period
    ORDER BY area_type, area, period_type, period`);
}
