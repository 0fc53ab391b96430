import type { CodeList } from "../model/code-list.ts";
import type { Programme } from "../model/programme.ts";
import { changeBandSql } from "./change-bands.ts";
import { aged20Sql, baselineLevelSql, characteristicsSql } from "./characteristics-sql.ts";
import { contactsBandSql, contactsSql, sessionsBandSql, sessionsSql } from "./dose-sql.ts";
import { financialYearSql, monthSql, projectWindowSql, quarterSql, windowSql } from "./period-sql.ts";

/** What the base tables are made from. `schema` holds the canonical tables. */
export interface BaseRequest {
  readonly schema: string;
  readonly programme: Programme;
  readonly lists: ReadonlyMap<string, CodeList>;
}

function placesSql(date: string, request: BaseRequest): string {
  const { schema, programme } = request;
  const declared = (type: string, column: string) =>
    `CASE WHEN EXISTS (SELECT 1 FROM ${schema}.area AS a WHERE a.area_type = '${type}' AND a.area = r.${column}) THEN r.${column} END AS ${column}`;
  return [
    ...(["icb", "borough", "service", "pcn", "project"] as const).map((type) => declared(type, type)),
    `${date} AS cell_date`,
    `${financialYearSql(date)} AS financial_year`,
    `${quarterSql(date)} AS quarter`,
    `${monthSql(date)} AS month`,
    `${windowSql(date, programme.windows)} AS programme_window`,
    `${projectWindowSql(date, "r.project", programme)} AS project_window`,
    ...Object.entries(characteristicsSql(request.lists, date)).map(([name, sql]) => `${sql} AS ${name}`),
  ].join(",\n");
}

const inWindow = (date: string, { programme: { window } }: BaseRequest) =>
  `(${date} IS NULL OR ${date} BETWEEN DATE '${window.from}' AND DATE '${window.to}')`;

/** One row a referral received in the programme's window, with what its cells are about. */
export function referralBaseSql(request: BaseRequest): string {
  const { schema } = request;
  const isIn = inWindow("r.received_date", request);
  // Numbers are counted distinct with a small part of the memory that keys take, and people of one referral not at all.
  return `WITH numbered AS (
      SELECT r.person_key, CAST(row_number() OVER (ORDER BY r.person_key) AS INTEGER) AS counted_person,
        CAST(count(*) AS INTEGER) AS referrals_of_person
      FROM ${schema}.referral AS r WHERE r.person_key IS NOT NULL AND ${isIn} GROUP BY r.person_key)
    SELECT r.referral_key, r.person_key, CAST(NULL AS VARCHAR) AS baseline_level,
    n.counted_person, n.referrals_of_person,
    ${aged20Sql(request.lists, "r.received_date")} AS aged_20,
    ${placesSql("r.received_date", request)}
    FROM ${schema}.referral AS r LEFT JOIN ${schema}.person AS p ON p.person_key = r.person_key
    LEFT JOIN numbered AS n ON n.person_key = r.person_key
    WHERE ${isIn}`;
}

/**
 * One row a person and instrument: the first baseline in the window, and the last follow-up within the instrument's
 * days after it and before the person's next baseline (or of the same record where dates are absent); areas are those
 * of the baseline's referral. Later episodes of the same person do not count again.
 *
 * `due`: the baseline is so old at the data date that a follow-up was due. Whether one has come plays no part:
 * else the people followed up early would count and those not would not. `in_time`: followed up by then.
 */
export function episodeBaseSql(request: BaseRequest): string {
  const { schema, programme } = request;
  const rules = programme.instruments.map(({ id, decimals, better, meaningful_change, follow_up }) => {
    const scaled = (points: number) => Math.ceil(Number((points * 10 ** decimals).toFixed(6)));
    const [threshold, double] = [scaled(meaningful_change.points), scaled(2 * meaningful_change.points)];
    return `('${id}', ${better === "higher" ? 1 : -1}, ${threshold}, ${double}, ${follow_up.from_days}, ${follow_up.to_days}, ${follow_up.due_after_days})`;
  });
  return `WITH rule (instrument, sign, threshold, double_threshold, from_days, to_days, due_after_days) AS (VALUES ${rules.join(", ")}),
    every_baseline AS (
      SELECT o.*, lead(o.date) OVER (PARTITION BY o.person_key, o.instrument ORDER BY o.date, o.record_key) AS next_date
      FROM ${schema}.outcome AS o WHERE o.stage = 'baseline'),
    baseline AS (
      SELECT * FROM (
        SELECT o.*, row_number() OVER (PARTITION BY o.person_key, o.instrument ORDER BY o.date NULLS LAST, o.record_key) AS k
        FROM every_baseline AS o WHERE ${inWindow("o.date", request)}) AS ranked
      WHERE k = 1),
    candidate AS (
      SELECT b.person_key, b.instrument, f.score, f.date, f.record_key,
        coalesce(date_diff('day', b.date, f.date) <= u.due_after_days, TRUE) AS in_time
      FROM baseline AS b
      JOIN rule AS u ON u.instrument = b.instrument
      JOIN ${schema}.outcome AS f ON f.person_key = b.person_key AND f.instrument = b.instrument AND f.stage = 'follow_up'
        AND CASE WHEN b.date IS NULL OR f.date IS NULL THEN f.record_key = b.record_key
            ELSE date_diff('day', b.date, f.date) BETWEEN u.from_days AND u.to_days
              AND (b.next_date IS NULL OR f.date <= b.next_date) END),
    follow_up AS (
      SELECT person_key, instrument, score, date, in_time FROM (
        SELECT person_key, instrument, score, date,
          max(CASE WHEN in_time THEN 1 ELSE 0 END) OVER (PARTITION BY person_key, instrument) AS in_time,
          row_number() OVER (PARTITION BY person_key, instrument ORDER BY date DESC NULLS LAST, record_key) AS k
        FROM candidate) AS ranked
      WHERE k = 1)
    SELECT b.person_key, b.referral_key, b.instrument, f.date AS follow_up_date, b.score AS before_score, f.score AS after_score,
      (f.score - b.score) * u.sign AS gain, u.threshold,
      b.date IS NULL OR date_diff('day', b.date, DATE '${programme.data_date}') >= u.due_after_days AS due,
      f.in_time = 1 AS in_time,
      ${baselineLevelSql(programme.instruments, "b.instrument", "b.score")} AS baseline_level,
      CASE WHEN f.score IS NOT NULL THEN ${baselineLevelSql(programme.instruments, "b.instrument", "f.score")} END AS follow_up_level,
      ${changeBandSql("((f.score - b.score) * u.sign)", "u.threshold", "u.double_threshold")} AS change_band,
      ${sessionsBandSql("s.sessions")} AS sessions_band, ${contactsBandSql("c.contacts")} AS contacts_band,
      ${placesSql("b.date", request)}
    FROM baseline AS b
    JOIN rule AS u ON u.instrument = b.instrument
    LEFT JOIN follow_up AS f ON f.person_key = b.person_key AND f.instrument = b.instrument
    LEFT JOIN (${sessionsSql(schema)}) AS s ON s.referral_key = b.referral_key
    LEFT JOIN (${contactsSql(schema)}) AS c ON c.referral_key = b.referral_key
    LEFT JOIN ${schema}.referral AS r ON r.referral_key = b.referral_key
    LEFT JOIN ${schema}.person AS p ON p.person_key = b.person_key`;
}
