import { type Declared, text, texts } from "./units.ts";

/** A referral received in the programme's window. */
export const receivedSql = ({ programme: { window } }: Declared): string =>
  `SELECT r.referral_key AS unit, r.referral_key, r.person_key, r.received_date AS date, CAST(NULL AS VARCHAR) AS baseline_level
   FROM w.referral AS r WHERE r.received_date IS NULL OR r.received_date BETWEEN DATE '${window.from}' AND DATE '${window.to}'`;

/**
 * People with a first score on an instrument in the window, the last second score within its days, whether one was due,
 * and whether one had come by then. Scores are scaled whole numbers.
 */
export function episodesSql({ programme }: Declared): string {
  const { window, data_date, instruments } = programme;
  const rules = instruments.map((one) => {
    const { from_days, to_days, due_after_days } = one.follow_up;
    const scaled = (points: number) => Math.ceil(Number((points * 10 ** one.decimals).toFixed(6)));
    const [least, twice] = [scaled(one.meaningful_change.points), scaled(2 * one.meaningful_change.points)];
    // Highest scores of Levels 1 to 3, as published: 47.0, 55.1, and 67.0 or 72.4.
    const tops =
      one.pam_cut_points === undefined ? null : [470, 551, one.pam_cut_points === "2010-style" ? 670 : 724];
    return `(${text(one.id)}, ${one.better === "higher" ? 1 : -1}, ${least}, ${twice}, ${from_days}, ${to_days}, ${due_after_days}, ${tops === null ? "NULL, NULL, NULL" : tops.join(", ")})`;
  });
  return `WITH rule (instrument, sign, least, twice, from_days, to_days, due_after, top1, top2, top3) AS (VALUES ${rules.join(", ")}),
    ordered AS (
      SELECT *, row_number() OVER in_order AS place, lead(date) OVER in_order AS next_date
      FROM w.outcome WHERE stage = 'baseline' WINDOW in_order AS (PARTITION BY person_key, instrument ORDER BY date, record_key)),
    inside AS (SELECT * FROM ordered WHERE date IS NULL OR date BETWEEN DATE '${window.from}' AND DATE '${window.to}'),
    first AS (
      SELECT o.* FROM inside AS o WHERE NOT EXISTS (
        SELECT 1 FROM inside AS e WHERE e.person_key = o.person_key AND e.instrument = o.instrument AND e.place < o.place)),
    second AS (
      SELECT b.person_key, b.instrument, f.score, f.date, f.record_key, date_diff('day', b.date, f.date) AS days
      FROM first AS b JOIN rule USING (instrument)
      JOIN w.outcome AS f ON f.person_key = b.person_key AND f.instrument = b.instrument AND f.stage = 'follow_up'
      WHERE CASE WHEN b.date IS NULL OR f.date IS NULL THEN f.record_key = b.record_key
        ELSE date_diff('day', b.date, f.date) BETWEEN from_days AND to_days AND f.date <= coalesce(b.next_date, f.date) END),
    last AS (
      SELECT person_key, instrument, first(score ORDER BY date DESC NULLS LAST, record_key) AS score, min(coalesce(days, 0)) AS soonest
      FROM second GROUP BY person_key, instrument)
    SELECT b.person_key || '|' || b.instrument AS unit, coalesce(r.referral_key, '') AS referral_key, b.person_key, b.date, b.instrument,
      b.score AS score_before, l.score AS score_after, l.score - b.score AS change,
      coalesce(date_diff('day', b.date, DATE '${data_date}') >= due_after, TRUE) AS is_due,
      coalesce(l.soonest <= due_after, FALSE) AS in_time,
      (l.score - b.score) * sign AS gain, least, twice,
      (l.score - b.score) * sign >= least AS improved, (l.score - b.score) * sign <= -least AS worse,
      CASE WHEN top1 IS NOT NULL THEN CAST(1 + CAST(b.score > top1 AS INTEGER) + CAST(b.score > top2 AS INTEGER) + CAST(b.score > top3 AS INTEGER) AS VARCHAR) END AS baseline_level,
      CASE WHEN top1 IS NOT NULL AND l.score IS NOT NULL THEN CAST(1 + CAST(l.score > top1 AS INTEGER) + CAST(l.score > top2 AS INTEGER) + CAST(l.score > top3 AS INTEGER) AS VARCHAR) END AS second_level
    FROM first AS b JOIN rule USING (instrument)
    LEFT JOIN last AS l ON l.person_key = b.person_key AND l.instrument = b.instrument
    LEFT JOIN w.referral AS r ON r.referral_key = b.referral_key`;
}

/** Contacts with a link worker in which the person was met: work with the person, attended (on time or late), two-way. */
export const MET =
  "coalesce(c.kind, 'direct') = 'direct' AND c.attendance IN ('5', '6') AND c.two_way IS DISTINCT FROM FALSE";

/** Facts of each referral received: who, when, and what became of it. */
export function factsSql({ programme, lists }: Declared): string {
  const { window, data_date, instruments, pathway } = programme;
  const seenTo = window.to < data_date ? window.to : data_date;
  const unknown = "('not_known', 'not_stated', 'suppressed')";
  const doors = lists.get("referral_source")?.codes.filter((code) => code.unknown === undefined) ?? [];
  const practice = doors.filter(({ group }) => group === "General practice").map(({ code }) => code);
  const started = "(a.started_date IS NOT NULL OR a.sessions_attended >= 1)";
  const done = "(a.sessions_planned > 0 AND a.sessions_attended >= a.sessions_planned)";
  const later = (days: number) =>
    `CASE WHEN p.key_kind IS DISTINCT FROM 'row' AND r.received_date + ${days} <= DATE '${seenTo}' THEN EXISTS (
      SELECT 1 FROM w.referral AS o WHERE o.person_key = r.person_key AND o.received_date > r.received_date AND o.received_date <= r.received_date + ${days}) END`;
  return `WITH met AS (
      SELECT c.referral_key, count(*) AS entries, count(*) FILTER (WHERE ${MET}) AS met, min(c.date) FILTER (WHERE ${MET}) AS first_met
      FROM w.contact AS c WHERE c.referral_key IS NOT NULL GROUP BY 1),
    done AS (
      SELECT a.referral_key, count(*) FILTER (WHERE ${started}) AS started, count(*) FILTER (WHERE ${done}) AS completed,
        min(a.started_date) AS first_start, count(*) FILTER (WHERE a.type = 'health_check' AND ${started}) AS checks,
        min(a.referred_date) FILTER (WHERE a.type = 'counselling') AS asked
      FROM w.activity AS a WHERE a.referral_key IS NOT NULL GROUP BY 1),
    support AS (
      SELECT d.referral_key, min(greatest(0, a.started_date - d.asked)) AS days FROM done AS d JOIN w.activity AS a USING (referral_key)
      WHERE a.started_date >= d.asked OR (a.started_date < d.asked AND (a.ended_date IS NULL OR a.ended_date >= d.asked)) GROUP BY 1),
    why AS (SELECT referral_key, list(DISTINCT reason) AS reasons FROM w.reason WHERE reason NOT IN ${unknown} GROUP BY 1),
    scored AS (
      SELECT referral_key, count(*) FILTER (WHERE stage = 'baseline') AS firsts, count(*) FILTER (WHERE stage = 'follow_up') AS seconds
      FROM w.outcome WHERE referral_key IS NOT NULL GROUP BY 1),
    visits AS (
      SELECT person_key, sum("count") FILTER (WHERE period = 'before') AS gp_before, sum("count") FILTER (WHERE period = 'after') AS gp_after
      FROM w.health_use WHERE kind = 'gp' GROUP BY 1),
    opening AS (
      SELECT person_key, first(referral_key ORDER BY received_date NULLS LAST, referral_key) AS referral_key
      FROM w.referral WHERE person_key IS NOT NULL GROUP BY 1),
    who AS (SELECT person_key, list(DISTINCT cohort) AS cohorts FROM w.cohort WHERE cohort IS NOT NULL GROUP BY 1),
    facts AS (
      SELECT u.unit AS referral_key, u.person_key, u.date, r.service, r.received_time, r.source, r.urgency, r.status, r.closed_date,
        p.gp_borough, r.borough, p.gp_registered, p.interpreter_required, year(u.date) - p.birth_year AS age,
        (SELECT category FROM code WHERE list = 'gender' AND code.code = p.gender) AS gender,
        (SELECT category FROM code WHERE list = 'ethnic_category' AND code.code = p.ethnic_category) AS ethnic_category,
        (SELECT grouped FROM code WHERE list = 'ethnic_category' AND code.code = p.ethnic_category) AS ethnic_group,
        (SELECT category FROM code WHERE list = 'language' AND code.code = p.language) AS language,
        coalesce(m.entries, 0) AS entries, coalesce(m.met, 0) AS met, m.first_met, d.first_start, s.days AS support_days,
        coalesce(d.started, 0) AS started, coalesce(d.completed, 0) AS completed, d.referral_key IS NOT NULL AS referred_on,
        coalesce(d.checks, 0) AS checks, y.reasons, coalesce(k.firsts, 0) AS firsts, coalesce(k.seconds, 0) AS seconds,
        who.cohorts, o.referral_key IS NOT NULL AS is_first, v.gp_before, v.gp_after,
        ${later(180)} AS again_180, ${later(365)} AS again_365
      FROM received AS u JOIN w.referral AS r ON r.referral_key = u.unit LEFT JOIN w.person AS p ON p.person_key = u.person_key
      LEFT JOIN met AS m ON m.referral_key = u.unit LEFT JOIN done AS d ON d.referral_key = u.unit
      LEFT JOIN support AS s ON s.referral_key = u.unit LEFT JOIN why AS y ON y.referral_key = u.unit
      LEFT JOIN scored AS k ON k.referral_key = u.unit LEFT JOIN visits AS v ON v.person_key = u.person_key
      LEFT JOIN opening AS o ON o.referral_key = u.unit LEFT JOIN who ON who.person_key = u.person_key)
    SELECT *, bool_or(entries > 0) OVER (PARTITION BY service) AS has_contacts, bool_or(gp_borough IS NOT NULL) OVER (PARTITION BY service) AS has_boroughs,
      CASE WHEN source IN (${texts(doors.map(({ code }) => code))}) THEN source NOT IN (${texts(practice)}) END AS not_gp,
      status NOT IN ('declined', 'not_accepted') OR status IS NULL AS accepted,
      ${instruments[0] === undefined || pathway.review_within_days === undefined ? "FALSE" : "TRUE"} AS has_reviews
    FROM facts`;
}

/** Shares of referrals: measure and flag, null where not known or outside whom it is about. */
export const SHARES_OF_REFERRALS: Readonly<Record<string, string>> = {
  share_not_gp: "not_gp",
  share_out_of_hours:
    "CASE WHEN try_strptime(received_time, '%H:%M') IS NOT NULL AND try_strptime(received_time, '%H:%M') <> TIMESTAMP '1900-01-01' THEN isodow(date) > 5 OR hour(try_strptime(received_time, '%H:%M')) < 9 OR hour(try_strptime(received_time, '%H:%M')) >= 17 END",
  share_unregistered: "CASE gp_registered WHEN 'no' THEN TRUE WHEN 'yes' THEN FALSE END",
  share_out_of_borough:
    "CASE WHEN gp_registered = 'yes' AND has_boroughs THEN gp_borough IS NOT NULL AND gp_borough IS DISTINCT FROM borough END",
  share_crisis:
    "CASE WHEN urgency NOT IN ('not_known', 'not_stated', 'suppressed') THEN urgency = 'crisis' END",
  share_contacted: "CASE WHEN has_contacts THEN met > 0 END",
  share_mental_health_reason: "list_has_any(reasons, ['mental_health', 'counselling'])",
  share_re_referred_180: "again_180",
  share_re_referred_365: "again_365",
  share_health_check: "CASE WHEN list_contains(cohorts, 'smi') THEN checks > 0 END",
};

/** What a referral must show for each stage of the pathway. */
export const STAGES: Readonly<Record<string, string>> = {
  referred: "TRUE",
  accepted: "accepted",
  contacted: "met > 0",
  assessed: "firsts > 0",
  referred_on: "referred_on",
  started: "started > 0",
  completed: "completed > 0",
  reviewed: "seconds > 0",
};

/** Days of a referral by measure; null where there are none or they stand the wrong way round. */
export const DAYS: Readonly<Record<string, string>> = {
  median_days_to_first_contact: "CASE WHEN first_met >= date THEN first_met - date END",
  median_days_to_activity: "CASE WHEN first_start >= date THEN first_start - date END",
  median_days_open: "CASE WHEN closed_date >= date THEN closed_date - date END",
  median_days_without_support: "support_days",
};

/** Numbers of a referral whose average is shown. */
export const AMOUNTS: Readonly<Record<string, string>> = {
  mean_reasons: "len(reasons)",
  contacts_per_referral:
    "CASE WHEN (closed_date IS NOT NULL OR status = 'closed') AND accepted AND has_contacts THEN met END",
  mean_gp_contacts_before: "CASE WHEN is_first AND gp_after IS NOT NULL THEN gp_before END",
  mean_gp_contacts_after: "CASE WHEN is_first AND gp_before IS NOT NULL THEN gp_after END",
  mean_gp_contacts_change: "CASE WHEN is_first THEN gp_after - gp_before END",
};

/** Goals and activities of a referral with a flag: one row each. */
export function provisionSql({ programme }: Declared): string {
  const started = "(a.started_date IS NOT NULL OR a.sessions_attended >= 1)";
  const [main] = programme.instruments;
  const within = programme.pathway.review_within_days;
  const activity = (measure: string, flag: string, where: string) =>
    `SELECT '${measure}' AS measure, a.referral_key, ${flag} AS is FROM w.activity AS a WHERE ${where}`;
  const last =
    "(SELECT referral_key, concern, first(met ORDER BY date DESC NULLS LAST, met DESC) AS met FROM w.goal WHERE met IN ('met', 'partly', 'not_met') GROUP BY 1, 2)";
  return [
    ...["met", "partly", "not_met"].map(
      (met) => `SELECT 'share_goals_${met}' AS measure, referral_key, met = '${met}' AS is FROM ${last}`,
    ),
    activity(
      "share_completed_sessions",
      "a.sessions_attended >= a.sessions_planned",
      `${started} AND a.sessions_planned > 0 AND a.sessions_attended IS NOT NULL`,
    ),
    activity(
      "share_feedback_given",
      "coalesce(a.feedback BETWEEN 1 AND 5, FALSE)",
      "a.sessions_planned > 0 AND a.sessions_attended >= a.sessions_planned AND (SELECT count(*) FROM w.activity WHERE feedback BETWEEN 1 AND 5) > 0",
    ),
    activity("share_feedback_positive", "a.feedback >= 4", "a.feedback >= 1 AND a.feedback <= 5"),
    ...(main === undefined || within === undefined
      ? []
      : [
          activity(
            "share_review_on_time",
            `EXISTS (SELECT 1 FROM w.referral AS r JOIN w.outcome AS o ON o.person_key = r.person_key
              WHERE r.referral_key = a.referral_key AND o.instrument = ${text(main.id)} AND o.stage = 'follow_up'
              AND o.date >= a.ended_date AND o.date <= a.ended_date + ${within})`,
            `a.sessions_planned > 0 AND a.sessions_attended >= a.sessions_planned AND a.ended_date + ${within} <= DATE '${programme.data_date}'`,
          ),
        ]),
  ].join(" UNION ALL ");
}

/** Contacts of referrals received, in the window or without a day, with a flag: one row each. */
export function contactsSql({ programme: { window } }: Declared): string {
  const inside = `(c.date IS NULL OR c.date BETWEEN DATE '${window.from}' AND DATE '${window.to}')`;
  const contact = (measure: string, flag: string, where: string) =>
    `SELECT '${measure}' AS measure, '' AS instrument, c.referral_key, c.date, ${flag} AS is
     FROM w.contact AS c JOIN facts AS u USING (referral_key) WHERE ${inside} AND ${where}`;
  const needed = `${MET} AND u.interpreter_required`;
  return [
    contact(
      "share_dna",
      "c.attendance = '3'",
      "coalesce(c.kind, 'direct') = 'direct' AND c.attendance IN ('3', '5', '6', '7')",
    ),
    contact(
      "share_remote",
      "c.mode IN ('telephone', 'video', 'text')",
      `${MET} AND c.mode IN ('telephone', 'video', 'text', 'face_to_face', 'home_visit', 'group')`,
    ),
    contact(
      "share_interpreted",
      "coalesce(c.interpreter_present, FALSE) OR coalesce(c.language_matched, FALSE)",
      `${needed} AND (c.interpreter_present IS NOT NULL OR c.language_matched IS NOT NULL)`,
    ),
    contact("share_language_matched", "c.language_matched", `${needed} AND c.language_matched IS NOT NULL`),
    contact(
      "share_interpreter_booked",
      "c.interpreter_booked",
      `${needed} AND c.interpreter_booked IS NOT NULL`,
    ),
    contact(
      "share_interpreter_present",
      "c.interpreter_present",
      `${MET} AND c.interpreter_booked AND c.interpreter_present IS NOT NULL`,
    ),
    contact(
      "share_language_unmet",
      "NOT (coalesce(c.interpreter_present, FALSE) OR coalesce(c.language_matched, FALSE))",
      `${needed} AND (c.interpreter_present IS NOT NULL OR c.language_matched IS NOT NULL)`,
    ),
    ...(["booked", "unbooked"] as const).map((kind) =>
      contact(
        `share_dna_${kind}`,
        "c.attendance = '3'",
        `coalesce(c.kind, 'direct') = 'direct' AND c.attendance IN ('3', '5', '6', '7') AND u.interpreter_required AND ${kind === "booked" ? "" : "NOT "}c.interpreter_booked`,
      ),
    ),
  ].join(" UNION ALL ");
}
