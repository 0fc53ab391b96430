import type { BaseRequest } from "./base-tables.ts";
import { quoted } from "./quoted.ts";

const UNKNOWN = "('not_known', 'not_stated', 'suppressed')";

/** Names of the tables that the facts of a referral are put together from. */
export interface FactTables {
  /** One row a referral in the window, with what its cells are about (`referralBaseSql`). */
  readonly base: string;
  readonly stretches: string;
  readonly provision: string;
  readonly supportStart: string;
  /** Undefined where no time is set for a review. */
  readonly reviews: string | undefined;
}

/** The number of nobody known, after those of all people. */
const NOBODY_KNOWN = 2 ** 31 - 1;
const ENDED = "(r.closed_date IS NOT NULL OR r.status = 'closed')";
/** A referral `r` that the service did not decline, or of which that is not known. */
export const ACCEPTED = "coalesce(r.status, '') NOT IN ('declined', 'not_accepted')";
const BOTH = "n.place = 1 AND h.before_count IS NOT NULL AND h.after_count IS NOT NULL";
const number = (value: string, name: string) => `coalesce(${value}, 0) AS ${name}`;
/** Days from one date to a later one; null where either is missing or they stand the wrong way round. */
const days = (from: string, to: string) =>
  `CASE WHEN ${to} >= ${from} THEN date_diff('day', ${from}, ${to}) END`;

/**
 * One row a referral with every fact that a figure rests on, each worked out once and set-based.
 *
 * Columns named as a measure are its flag: true, false, or null where not known or outside whom the measure is about;
 * those ending in `_is` and `_of` are numbers of contacts, goals or activities; `stage_…` are facts of the pathway.
 */
export function activityReferralSql(request: BaseRequest, tables: FactTables): string {
  const { schema } = request;
  const reviews =
    tables.reviews === undefined
      ? "(SELECT CAST(NULL AS VARCHAR) AS referral_key, 0 AS due, 0 AS on_time WHERE FALSE)"
      : tables.reviews;
  return `WITH ${factQueries(request, tables)}
    SELECT b.*, ${[
      // Numbers are counted distinct several times faster than keys.
      "row_number() OVER (ORDER BY b.referral_key) AS referral_number",
      `coalesce(b.counted_person, ${NOBODY_KNOWN}) AS person_number`,
      ...targetColumns(schema),
      ...pathwayColumns,
      ...shareColumns(request),
      ...amountColumns,
    ].join(",\n")}
    FROM ${tables.base} AS b
    JOIN ${schema}.referral AS r ON r.referral_key = b.referral_key
    LEFT JOIN ${schema}.person AS p ON p.person_key = b.person_key
    LEFT JOIN contacts AS k ON k.referral_key = b.referral_key
    LEFT JOIN ${tables.provision} AS a ON a.referral_key = b.referral_key
    LEFT JOIN ${tables.supportStart} AS u ON u.referral_key = b.referral_key
    LEFT JOIN ${reviews} AS v ON v.referral_key = b.referral_key
    LEFT JOIN goals AS g ON g.referral_key = b.referral_key
    LEFT JOIN reasons AS e ON e.referral_key = b.referral_key
    LEFT JOIN scores AS s ON s.referral_key = b.referral_key
    LEFT JOIN cohorts AS c ON c.person_key = b.person_key
    LEFT JOIN episodes AS n ON n.referral_key = b.referral_key
    LEFT JOIN gp AS h ON h.person_key = b.person_key`;
}

/** What of a person's reasons and cohorts a measure asks of everybody; targets of projects ask for more. */
const ASKED_REASONS = ["mental_health", "counselling"];
const ASKED_COHORTS = ["smi"];

const asked = ({ projects }: BaseRequest["programme"], list: "reasons" | "cohorts"): readonly string[] =>
  projects.flatMap(({ target }) =>
    target === undefined ? [] : [target, ...(target.any ?? [])].flatMap((one) => one[list] ?? []),
  );

/** Those of the values that a column has in a group, as `,one,two,`. */
const listSql = (column: string, values: readonly string[]): string =>
  `concat_ws(',', '', ${[...new Set(values)].map((value) => `max(CASE WHEN ${column} = ${quoted(value)} THEN ${quoted(value)} END)`).join(", ")}, '')`;

/** 1 January 1900: engines number the days of a week differently. */
const A_MONDAY = "DATE '1900-01-01'";

/** One row a referral, or a person: contacts, goals, reasons, scores, cohorts, later referrals, GP contacts. */
function factQueries({ schema, programme }: BaseRequest, tables: FactTables): string {
  return `contacts AS (
      SELECT referral_key, CAST(sum(entries) AS INTEGER) AS entries, CAST(sum(met) AS INTEGER) AS met, min(first_met) AS first_met
      FROM ${tables.stretches} GROUP BY referral_key),
    last_goals AS (
      SELECT referral_key, met, row_number() OVER (
        PARTITION BY referral_key, concern ORDER BY date DESC NULLS LAST, met DESC) AS k
      FROM ${schema}.goal WHERE met IN ('met', 'partly', 'not_met')),
    goals AS (
      SELECT referral_key, count(*) FILTER (WHERE met = 'met') AS met, count(*) FILTER (WHERE met = 'partly') AS partly,
        count(*) FILTER (WHERE met = 'not_met') AS not_met, count(*) AS known
      FROM last_goals WHERE k = 1 GROUP BY referral_key),
    reasons AS (
      SELECT referral_key, count(DISTINCT reason) AS reasons, ${listSql("reason", [...ASKED_REASONS, ...asked(programme, "reasons")])} AS list
      FROM ${schema}.reason WHERE reason IS NOT NULL AND reason NOT IN ${UNKNOWN} GROUP BY referral_key),
    scores AS (
      SELECT referral_key, count(*) FILTER (WHERE stage = 'baseline') AS baselines,
        count(*) FILTER (WHERE stage = 'follow_up') AS follow_ups
      FROM ${schema}.outcome WHERE referral_key IS NOT NULL GROUP BY referral_key),
    cohorts AS (
      SELECT person_key, ${listSql("cohort", [...ASKED_COHORTS, ...asked(programme, "cohorts")])} AS list
      FROM ${schema}.cohort WHERE cohort IS NOT NULL GROUP BY person_key),
    episodes AS (
      SELECT referral_key,
        row_number() OVER (PARTITION BY person_key ORDER BY received_date NULLS LAST, referral_key) AS place,
        min(received_date) OVER (PARTITION BY person_key ORDER BY received_date
          RANGE BETWEEN INTERVAL '1' DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_date
      FROM ${schema}.referral WHERE person_key IS NOT NULL),
    gp AS (
      SELECT person_key, CAST(sum("count") FILTER (WHERE period = 'before') AS INTEGER) AS before_count,
        CAST(sum("count") FILTER (WHERE period = 'after') AS INTEGER) AS after_count
      FROM ${schema}.health_use WHERE kind = 'gp' GROUP BY person_key)`;
}

/** What the condition of a target group is asked of. */
const targetColumns = (schema: string): readonly string[] => [
  "extract(year FROM b.cell_date) - p.birth_year AS age",
  "e.list AS reasons",
  `CASE WHEN EXISTS (SELECT 1 FROM ${schema}.cohort) THEN coalesce(c.list, '') END AS cohorts`,
];

const pathwayColumns: readonly string[] = [
  "TRUE AS stage_referred",
  `${ACCEPTED} AS stage_accepted`,
  "coalesce(k.met, 0) > 0 AS stage_contacted",
  "coalesce(s.baselines, 0) > 0 AS stage_assessed",
  "a.referral_key IS NOT NULL AS stage_referred_on",
  "coalesce(a.started, 0) > 0 AS stage_started",
  "coalesce(a.completed, 0) > 0 AS stage_completed",
  "coalesce(s.follow_ups, 0) > 0 AS stage_reviewed",
];

/** A service that records no contact, or no practice elsewhere, says nothing about its referrals. */
const recorded = (condition: string) =>
  `max(CASE WHEN ${condition} THEN 1 ELSE 0 END) OVER (PARTITION BY b.service) = 1`;

function shareColumns({ lists, programme, schema }: BaseRequest): readonly string[] {
  const bySource = (lists.get("referral_source")?.codes ?? [])
    .filter((code) => code.unknown === undefined)
    .map((code) => `WHEN ${quoted(code.code)} THEN ${code.group !== "General practice"}`);
  const time = "lpad(r.received_time, 5, '0')";
  const timed = `${time} LIKE '__:__' AND ${time} > '00:00' AND ${time} <= '23:59'`;
  // After the window no referral need be recorded, however late the data were taken.
  const seenTo = programme.window.to < programme.data_date ? programme.window.to : programme.data_date;
  const again = (within: number) =>
    `CASE WHEN coalesce(p.key_kind, '') <> 'row' AND date_diff('day', r.received_date, DATE '${seenTo}') >= ${within}
      THEN coalesce(date_diff('day', r.received_date, n.next_date) <= ${within}, FALSE) END`;
  return [
    `CASE WHEN coalesce(k.met, 0) > 0 AND b.gender NOT IN ${UNKNOWN} THEN b.gender = '1' END AS share_men`,
    bySource.length === 0
      ? "CAST(NULL AS BOOLEAN) AS share_not_gp"
      : `CASE r.source ${bySource.join(" ")} END AS share_not_gp`,
    `CASE WHEN ${timed} THEN date_diff('day', ${A_MONDAY}, r.received_date) % 7 >= 5 OR ${time} < '09:00' OR ${time} >= '17:00' END AS share_out_of_hours`,
    "CASE b.gp_registered WHEN 'no' THEN TRUE WHEN 'yes' THEN FALSE END AS share_unregistered",
    `CASE WHEN b.gp_registered = 'yes' AND ${recorded("p.gp_borough IS NOT NULL")}
      THEN CASE WHEN p.gp_borough IS NULL THEN FALSE ELSE p.gp_borough <> b.borough END END AS share_out_of_borough`,
    `CASE WHEN r.urgency NOT IN ${UNKNOWN} THEN r.urgency = 'crisis' END AS share_crisis`,
    `CASE WHEN ${recorded("k.entries > 0")} THEN coalesce(k.met, 0) > 0 END AS share_contacted`,
    "position(',mental_health,' IN e.list) > 0 OR position(',counselling,' IN e.list) > 0 AS share_mental_health_reason",
    `${again(180)} AS share_re_referred_180`,
    `${again(365)} AS share_re_referred_365`,
    `CASE WHEN position(',smi,' IN c.list) > 0 AND EXISTS (SELECT 1 FROM ${schema}.activity)
      THEN coalesce(a.health_checks, 0) > 0 END AS share_health_check`,
  ];
}

const amountColumns: readonly string[] = [
  "e.reasons AS mean_reasons",
  `CASE WHEN ${ENDED} AND ${ACCEPTED} AND ${recorded("k.entries > 0")} THEN coalesce(k.met, 0) END AS contacts_per_referral`,
  `CASE WHEN ${BOTH} THEN h.before_count END AS gp_before`,
  `CASE WHEN ${BOTH} THEN h.after_count END AS gp_after`,
  number("g.met", "share_goals_met_is"),
  number("g.partly", "share_goals_partly_is"),
  number("g.not_met", "share_goals_not_met_is"),
  number("g.known", "share_goals_met_of"),
  number("g.known", "share_goals_partly_of"),
  number("g.known", "share_goals_not_met_of"),
  number("a.planned_done", "share_completed_sessions_is"),
  number("a.planned_known", "share_completed_sessions_of"),
  number("a.feedback_given", "share_feedback_given_is"),
  number("a.feedback_due", "share_feedback_given_of"),
  number("a.feedback_positive", "share_feedback_positive_is"),
  number("a.feedback_known", "share_feedback_positive_of"),
  number("v.on_time", "share_review_on_time_is"),
  number("v.due", "share_review_on_time_of"),
  number("a.sessions_n", "sessions_n"),
  number("a.sessions_sum", "sessions_sum"),
  number("a.sessions_sum2", "sessions_sum2"),
  `${days("r.received_date", "k.first_met")} AS median_days_to_first_contact`,
  `${days("r.received_date", "a.first_start")} AS median_days_to_activity`,
  `${days("r.received_date", "r.closed_date")} AS median_days_open`,
  "u.days AS median_days_without_support",
];
