import { MET } from "./facts.ts";
import type { Each, Put } from "./recompute.ts";
import { type Declared, groupCells, text, wholeCells } from "./units.ts";

/** The whole programme over the whole time: the one cell that these are published for, but where said. */
const WHOLE = "s.area_type = 'programme' AND s.period_type = 'all'";

const PLACE = "'programme' AS area_type, 'programme' AS area, 'all' AS period_type, 'all' AS period";

/** Bands of an episode beside its groups: how far it moved, and how often the person came. One row a unit and breakdown. */
export function bandsSql(): string {
  const banded = (value: string, tops: readonly (readonly [string, number])[], above: string) =>
    `CASE ${tops.map(([name, top]) => `WHEN ${value} <= ${top} THEN '${name}'`).join(" ")} ELSE '${above}' END`;
  const sessions = banded(
    "s.n",
    [
      ["0", 0],
      ["1-2", 2],
      ["3-5", 5],
    ],
    "6+",
  );
  const contacts = banded(
    "c.n",
    [
      ["1-2", 2],
      ["3-5", 5],
      ["6-12", 12],
    ],
    "13+",
  );
  return `WITH s AS (SELECT referral_key, sum(sessions_attended) AS n FROM w.activity GROUP BY 1),
    c AS (SELECT referral_key, count(*) AS n FROM w.contact AS c WHERE ${MET} GROUP BY 1)
    SELECT unit, 'baseline_level*follow_up_level' AS breakdown, baseline_level || '*' || second_level AS category
      FROM episode WHERE baseline_level IS NOT NULL AND second_level IS NOT NULL
    UNION ALL SELECT unit, 'follow_up_level', second_level FROM episode WHERE second_level IS NOT NULL
    UNION ALL SELECT unit, 'change_band', CASE WHEN gain <= -twice THEN 'much_worse' WHEN gain <= -least THEN 'worse' WHEN gain < 0 THEN 'slightly_worse'
      WHEN gain = 0 THEN 'no_change' WHEN gain < least THEN 'slightly_better' WHEN gain < twice THEN 'better' ELSE 'much_better' END
      FROM episode WHERE gain IS NOT NULL
    UNION ALL SELECT unit, 'sessions_band', CASE WHEN s.n IS NULL THEN 'not_known' ELSE ${sessions} END FROM episode AS e LEFT JOIN s USING (referral_key)
    UNION ALL SELECT unit, 'contacts_band', CASE WHEN coalesce(c.n, 0) = 0 THEN 'not_known' ELSE ${contacts} END FROM episode AS e LEFT JOIN c USING (referral_key)`;
}

/** Steps of the sample flow: what must hold of a person, `e` their episode if any. */
const FLOW: Readonly<Record<string, string>> = {
  flow_declined: "NOT accepted AND NOT scored",
  flow_eligible: "accepted OR scored",
  flow_no_first_score: "accepted AND NOT scored",
  flow_first_score: "scored",
  flow_not_due: "scored AND NOT is_due",
  flow_waiting: "scored AND NOT is_due AND NOT paired",
  flow_early: "scored AND NOT is_due AND paired",
  flow_due: "is_due",
  flow_not_followed_up: "is_due AND NOT in_time",
  flow_lost: "is_due AND NOT paired",
  flow_followed_up: "is_due AND in_time",
  flow_late: "is_due AND paired AND NOT in_time",
  flow_both_scores: "paired",
};

/** Who has both scores and who was lost before, from everybody who was referred. */
export async function outcomeDetail({ programme }: Declared, each: Each, put: Put): Promise<void> {
  const paired =
    "SELECT 'paired' AS measure, * FROM episode WHERE score_after IS NOT NULL AND instrument IN (SELECT instrument FROM episode)";
  for (const sql of [
    wholeCells(paired, ["measure"], "count(*) AS n", WHOLE),
    groupCells(paired, "episode_group_of", ["measure"], "count(*) AS n", WHOLE),
  ])
    await each<{ n: number }>(sql, (row) => put(row, "paired", { kind: "count", count: Number(row.n) }));
  const moves = ["share_level_up", "share_level_same", "share_level_down"] as const;
  const levels = `SELECT '' AS measure, *, CAST(second_level AS INTEGER) - CAST(baseline_level AS INTEGER) AS move FROM episode WHERE second_level IS NOT NULL AND baseline_level IS NOT NULL`;
  await each<Record<string, number>>(
    wholeCells(
      levels,
      ["measure"],
      "count(*) AS n, count(*) FILTER (WHERE move > 0) AS share_level_up, count(*) FILTER (WHERE move = 0) AS share_level_same, count(*) FILTER (WHERE move < 0) AS share_level_down",
      WHOLE,
    ),
    (row) => {
      for (const measure of moves)
        put(row, measure, { kind: "share", x: Number(row[measure]), n: Number(row.n), behind: [] });
    },
  );
  for (const { id, decimals, other_thresholds } of programme.instruments)
    for (const { points } of other_thresholds) {
      const least = Math.ceil(Number((points * 10 ** decimals).toFixed(6)));
      await each<{ x: number; n: number }>(
        `SELECT 'share_improved_by' AS measure, ${PLACE}, instrument, 'threshold' AS breakdown, '${points}' AS category, count(*) FILTER (WHERE gain >= ${least}) AS x, count(gain) AS n
         FROM episode WHERE instrument = ${text(id)} GROUP BY instrument`,
        (row) => put(row, row.measure, { kind: "share", x: Number(row.x), n: Number(row.n), behind: [] }),
      );
    }
  for (const { id, follow_up } of programme.instruments) {
    if (follow_up.rate !== "measured") continue;
    const people = `SELECT '' AS measure, ${text(id)} AS instrument, u.referral_key, u.person_key, u.date, a.accepted,
        e.person_key IS NOT NULL AS scored, coalesce(e.is_due, FALSE) AS is_due, coalesce(e.in_time, FALSE) AS in_time, e.score_after IS NOT NULL AS paired
      FROM received AS u JOIN (SELECT person_key, bool_or(accepted) AS accepted FROM facts GROUP BY 1) AS a USING (person_key)
      LEFT JOIN episode AS e ON e.person_key = u.person_key AND e.instrument = ${text(id)}`;
    const steps = Object.entries(FLOW).map(
      ([step, condition]) => `count(DISTINCT f.person_key) FILTER (WHERE ${condition}) AS ${step}`,
    );
    const where = "s.area_type IN ('programme', 'project', 'service') AND s.period_type IN ('all', 'window')";
    await each<Record<string, number>>(wholeCells(people, ["measure"], steps.join(", "), where), (row) => {
      for (const step of Object.keys(FLOW)) put(row, step, { kind: "count", count: Number(row[step]) });
    });
  }
}

/** How far a referral came, in the order in which groups are set beside each other. */
const GROUP_STAGES: Readonly<Record<string, string>> = {
  contacted: "f.met > 0",
  assessed: "f.firsts > 0",
  started: "f.started > 0",
  completed: "f.completed > 0",
  followed_up: "f.followed",
  improved: "f.gained",
};

/** The pathway, contacts, recording and wants by group of the whole programme. */
export async function equityDetail(
  { programme }: Declared,
  contacts: string,
  each: Each,
  put: Put,
): Promise<void> {
  const main = text(programme.instruments[0]?.id ?? "");
  const facts = `SELECT '' AS measure, '' AS instrument, x.referral_key AS unit, x.*, coalesce(e.followed, FALSE) AS followed, coalesce(e.gained, FALSE) AS gained
    FROM facts AS x LEFT JOIN (
      SELECT referral_key, bool_or(score_after IS NOT NULL) AS followed, bool_or(improved) AS gained FROM episode WHERE instrument = ${main} GROUP BY 1) AS e USING (referral_key)`;
  const chain: string[] = [];
  const stages = Object.entries(GROUP_STAGES).map(([fact, condition]) => {
    chain.push(condition);
    return `count(*) FILTER (WHERE ${chain.join(" AND ")}) AS ${fact}`;
  });
  const older = "count(*) FILTER (WHERE f.age >= 20) AS aged";
  const sums = [...stages, older].join(", ");
  for (const sql of [
    wholeCells(facts, ["measure"], sums, WHOLE),
    groupCells(
      facts,
      "group_of",
      ["measure"],
      sums,
      `(${WHOLE}) OR (s.area_type = 'borough' AND s.period_type = 'all' AND g.breakdown IN ('gender', 'age_band', 'age_band_20'))`,
    ),
  ])
    await each<Record<string, number>>(sql, (row) => {
      for (const fact of Object.keys(GROUP_STAGES))
        put(row, `group_pathway_${fact}`, { kind: "count", count: Number(row[fact]) });
      put(row, "referrals_20_plus", { kind: "count", count: Number(row.aged) });
    });
  const behind =
    "count(*) FILTER (WHERE f.is) AS x, count(*) AS n, count(DISTINCT f.unit) AS some, count(DISTINCT f.unit) FILTER (WHERE f.is) AS these, count(DISTINCT f.unit) FILTER (WHERE NOT f.is) AS others";
  const units = `SELECT *, referral_key AS unit FROM (${contacts})`;
  for (const sql of [
    wholeCells(units, ["measure"], behind, WHOLE),
    groupCells(units, "group_of", ["measure"], behind),
  ])
    await each<Record<"x" | "n" | "some" | "these" | "others", number>>(sql, (row) =>
      put(row, row.measure, {
        kind: "share",
        x: Number(row.x),
        n: Number(row.n),
        behind: [row.some, row.these, row.others].map(Number),
      }),
    );
  await wants(each, put);
}

/** Reasons, kinds of support and concerns, each of the referrals with any known. */
async function wants(each: Each, put: Put): Promise<void> {
  const kinds = [
    ["share_with_reason", "reason", "w.reason", "reason"],
    ["share_referred_to", "activity_type", "w.activity", "type"],
  ] as const;
  for (const [measure, breakdown, table, column] of kinds)
    await each<{ x: number; n: number }>(
      `SELECT '${measure}' AS measure, ${PLACE}, '' AS instrument, '${breakdown}' AS breakdown, t.${column} AS category, count(DISTINCT t.referral_key) AS x,
        (SELECT count(DISTINCT o.referral_key) FROM ${table} AS o JOIN received AS r ON r.unit = o.referral_key WHERE o.${column} NOT IN ('not_known', 'not_stated', 'suppressed')) AS n
       FROM ${table} AS t JOIN received AS r ON r.unit = t.referral_key WHERE t.${column} NOT IN ('not_known', 'not_stated', 'suppressed') GROUP BY t.${column}`,
      (row) => put(row, measure, { kind: "share", x: Number(row.x), n: Number(row.n), behind: [] }),
    );
  const begun = "(t.started_date IS NOT NULL OR t.sessions_attended >= 1)";
  const done = "(t.sessions_planned > 0 AND t.sessions_attended >= t.sessions_planned)";
  const share = (row: { readonly x: number; readonly n: number }) =>
    ({ kind: "share", x: Number(row.x), n: Number(row.n), behind: [] }) as const;
  const sent = `(SELECT t.* FROM w.activity AS t JOIN received AS r ON r.unit = t.referral_key)`;
  await each<{ x: number; n: number }>(
    `SELECT 'share_support_started' AS measure, ${PLACE}, '' AS instrument, 'activity_type' AS breakdown, t.type AS category,
      count(DISTINCT t.referral_key) FILTER (WHERE ${begun}) AS x, count(DISTINCT t.referral_key) AS n
     FROM ${sent} AS t WHERE t.type NOT IN ('not_known', 'not_stated', 'suppressed') GROUP BY t.type`,
    (row) => put(row, row.measure, share(row)),
  );
  const waits = `(SELECT * FROM ${sent} AS t WHERE NOT coalesce(${begun}, FALSE) AND t.waiting_reason NOT IN ('not_known', 'not_stated', 'suppressed'))`;
  await each<{ x: number; n: number }>(
    `SELECT 'share_waiting_because' AS measure, ${PLACE}, '' AS instrument, 'waiting_reason' AS breakdown, t.waiting_reason AS category,
      count(DISTINCT t.referral_key) AS x, (SELECT count(DISTINCT o.referral_key) FROM ${waits} AS o) AS n
     FROM ${waits} AS t GROUP BY t.waiting_reason`,
    (row) => put(row, row.measure, share(row)),
  );
  const tiers: Readonly<Record<string, string>> = {
    share_tier_started: `${begun} OR ${done}`,
    share_tier_completed: done,
  };
  for (const [measure, condition] of Object.entries({ share_of_tier: "", ...tiers }))
    await each<{ x: number; n: number }>(
      `WITH tiered AS (SELECT f.referral_key, f.tier FROM w.referral AS f JOIN received AS r ON r.unit = f.referral_key WHERE f.tier IS NOT NULL)
       SELECT '${measure}' AS measure, ${PLACE}, '' AS instrument, 'tier' AS breakdown, CAST(f.tier AS VARCHAR) AS category, ${
         condition === ""
           ? "count(*) AS x, (SELECT count(*) FROM tiered) AS n"
           : `count(*) FILTER (WHERE EXISTS (SELECT 1 FROM w.activity AS t WHERE t.referral_key = f.referral_key AND (${condition}))) AS x, count(*) AS n`
       }
       FROM tiered AS f GROUP BY f.tier`,
      (row) => put(row, row.measure, share(row)),
    );
  const last =
    "(SELECT referral_key, concern, first(met ORDER BY date DESC NULLS LAST, met DESC) AS met FROM w.goal WHERE met IN ('met', 'partly', 'not_met') GROUP BY 1, 2)";
  for (const met of ["met", "partly", "not_met"])
    await each<{ x: number; n: number }>(
      `SELECT 'share_goals_${met}' AS measure, ${PLACE}, '' AS instrument, 'concern' AS breakdown, coalesce(g.concern, 'not_known') AS category, count(*) FILTER (WHERE g.met = '${met}') AS x, count(*) AS n
       FROM ${last} AS g JOIN received AS r ON r.unit = g.referral_key GROUP BY ALL`,
      (row) => put(row, row.measure, { kind: "share", x: Number(row.x), n: Number(row.n), behind: [] }),
    );
}
