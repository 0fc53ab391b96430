import type { Programme } from "../model/programme.ts";

/** An activity `a` began: on a known day, or with a session attended. */
export const STARTED = "(a.started_date IS NOT NULL OR coalesce(a.sessions_attended, 0) >= 1)";
/** All planned sessions of an activity `a` were attended. */
export const COMPLETED = "(a.sessions_planned > 0 AND a.sessions_attended >= a.sessions_planned)";
const count = (condition: string, name: string) => `count(*) FILTER (WHERE ${condition}) AS ${name}`;
const total = (value: string, name: string) =>
  `coalesce(sum(${value}) FILTER (WHERE ${STARTED}), 0) AS ${name}`;

/**
 * One row a referral with an activity: how many, started, completed, sessions and feedback; the first start; the day it
 * was first referred on to counselling. Sessions that are not known are in no sum and no number.
 */
export function provisionSql(schema: string): string {
  const planned = `${STARTED} AND a.sessions_planned > 0 AND a.sessions_attended IS NOT NULL`;
  return `SELECT ${[
    "a.referral_key",
    count(STARTED, "started"),
    count(COMPLETED, "completed"),
    "min(a.started_date) AS first_start",
    "min(CASE WHEN a.type = 'counselling' THEN a.referred_date END) AS counselling_date",
    count(`a.type = 'health_check' AND ${STARTED}`, "health_checks"),
    count(planned, "planned_known"),
    count(`${planned} AND a.sessions_attended >= a.sessions_planned`, "planned_done"),
    count(`${STARTED} AND a.sessions_attended IS NOT NULL`, "sessions_n"),
    total("a.sessions_attended", "sessions_sum"),
    total("a.sessions_attended * a.sessions_attended", "sessions_sum2"),
    count(`${COMPLETED} AND a.feedback BETWEEN 1 AND 5`, "feedback_given"),
    count(
      `${COMPLETED} AND EXISTS (SELECT 1 FROM ${schema}.activity AS o WHERE o.feedback BETWEEN 1 AND 5)`,
      "feedback_due",
    ),
    count("a.feedback BETWEEN 1 AND 5", "feedback_known"),
    count("a.feedback BETWEEN 4 AND 5", "feedback_positive"),
  ].join(", ")}
    FROM ${schema}.activity AS a WHERE a.referral_key IS NOT NULL GROUP BY a.referral_key`;
}

/**
 * One row a referral that was referred on to counselling and has any activity started since, or under way that day: days
 * from that day to the first of them, 0 where one was under way. `provision` is the table of {@link provisionSql}.
 */
export function supportStartSql(schema: string, provision: string): string {
  return `SELECT p.referral_key, min(greatest(0, date_diff('day', p.counselling_date, a.started_date))) AS days
    FROM ${provision} AS p JOIN ${schema}.activity AS a ON a.referral_key = p.referral_key
    WHERE p.counselling_date IS NOT NULL AND a.started_date IS NOT NULL
      AND (a.started_date >= p.counselling_date OR a.ended_date IS NULL OR a.ended_date >= p.counselling_date)
    GROUP BY p.referral_key`;
}

/**
 * One row a referral with completed activities whose review was due by the data date: how many (`due`), and how many
 * had a second score on the main instrument by then (`on_time`). Undefined where the programme sets no days or no score.
 */
export function reviewsSql(schema: string, programme: Programme): string | undefined {
  const days = programme.pathway.review_within_days;
  const main = programme.instruments[0]?.id;
  if (days === undefined || main === undefined) return undefined;
  const due = `SELECT a.referral_key, r.person_key, a.ended_date
    FROM ${schema}.activity AS a JOIN ${schema}.referral AS r ON r.referral_key = a.referral_key
    WHERE ${COMPLETED} AND date_diff('day', a.ended_date, DATE '${programme.data_date}') >= ${days}`;
  return `WITH due AS (${due}),
    ending AS (SELECT DISTINCT person_key, ended_date FROM due),
    reviewed AS (
      SELECT DISTINCT e.person_key, e.ended_date
      FROM ending AS e JOIN ${schema}.outcome AS o ON o.person_key = e.person_key
      WHERE o.instrument = '${main}' AND o.stage = 'follow_up' AND date_diff('day', e.ended_date, o.date) BETWEEN 0 AND ${days})
    SELECT due.referral_key, count(*) AS due, count(v.person_key) AS on_time
    FROM due LEFT JOIN reviewed AS v ON v.person_key = due.person_key AND v.ended_date = due.ended_date
    GROUP BY due.referral_key`;
}
