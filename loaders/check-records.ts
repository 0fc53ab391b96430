import { type PamCutPoints, pamThresholds } from "../src/model/pam-levels.ts";
import type { Instrument, Programme } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { LoadViews } from "./load-views.ts";
import { BEFORE_REFERRAL_DAYS } from "./tie-to-referrals.ts";

/** Nobody referred is older; systems write 01/01/1900 where a date of birth is not known. */
const OLDEST = 110;

/**
 * Runs the rules that look at several records together: over the load tables after people are linked, records tied and
 * duplicates dropped, before the canonical rows are made. All are warnings; only an implausible year of birth is changed,
 * into not known.
 *
 * Rows at fault stand in table `issue`.
 */
export async function checkRecords(
  database: Database,
  programme: Programme,
  views: LoadViews,
): Promise<void> {
  await checkReferralDates(database);
  await checkAges(database, programme, views);
  await checkPamLevels(database, programme);
  await checkStages(database, programme);
  await checkSameAnswers(database);
}

/** A note for each file of referrals in which a person stands more than once: that is no fault. */
export async function notesOfRecords(database: Database): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await database.rows<{ file_id: number; people: number; referrals: number }>(`
    SELECT file_id, count(*) AS people, CAST(sum(n) AS BIGINT) AS referrals FROM (
      SELECT file_id, person_key, count(*) AS n FROM load_referral WHERE person_key IS NOT NULL
      GROUP BY file_id, person_key HAVING count(*) > 1)
    GROUP BY file_id ORDER BY file_id`);
  return new Map(
    rows.map(({ file_id, people, referrals }) => [
      file_id,
      [
        `${people} ${people === 1 ? "person has" : "people have"} more than one referral (${referrals} in all): counts of referrals count each, counts of people count each person once.`,
      ],
    ]),
  );
}

/** The day of a record, and the table it stands in. */
const DAYS = {
  contact: "c.date",
  outcome: "c.date",
  goal: "c.date",
  activity: "coalesce(c.referred_date, c.started_date)",
} as const;

async function checkReferralDates(database: Database): Promise<void> {
  for (const [table, day] of Object.entries(DAYS)) {
    await database.run(
      recordSql(
        "RECORD_BEFORE_REFERRAL",
        `SELECT c.file_id, c._row FROM load_${table} AS c JOIN load_referral AS r ON r.referral_key = c.referral_key
         WHERE ${day} < r.received_date - ${BEFORE_REFERRAL_DAYS}`,
      ),
    );
  }
  await database.run(
    recordSql(
      "CLOSED_BEFORE_RECEIVED",
      "SELECT file_id, _row FROM load_referral WHERE closed_date < received_date",
    ),
  );
}

/** Few people can be at fault for any referral at all: only theirs are looked at. */
async function checkAges(database: Database, { data_date }: Programme, views: LoadViews): Promise<void> {
  if (!views.isFilled("person", "birth_year")) return;
  const dataYear = Number(data_date.slice(0, 4));
  const age = `extract('year' FROM coalesce(r.received_date, DATE ${sqlText(data_date)})) - p.birth_year`;
  await database.run(`CREATE OR REPLACE TEMP TABLE implausible_age AS
    SELECT p.person_key, p.file_id, p._row, r.file_id AS r_file, r._row AS r_row
    FROM (
      SELECT p.* FROM load_person AS p, (
        SELECT coalesce(min(extract('year' FROM received_date)), ${dataYear}) AS first_year,
          greatest(coalesce(max(extract('year' FROM received_date)), ${dataYear}), ${dataYear}) AS last_year FROM load_referral)
      WHERE p.birth_year > least(first_year, ${dataYear}) OR p.birth_year < last_year - ${OLDEST}) AS p
    LEFT JOIN load_referral AS r ON r.person_key = p.person_key
    WHERE ${age} < 0 OR ${age} > ${OLDEST}`);
  await database.run(
    recordSql(
      "AGE_IMPLAUSIBLE",
      "SELECT coalesce(r_file, file_id) AS file_id, coalesce(r_row, _row) AS _row FROM implausible_age",
    ),
  );
  const [any] = await database.rows("SELECT 1 FROM implausible_age LIMIT 1");
  if (any !== undefined)
    await views.replace(
      database,
      "person",
      {
        birth_year:
          "CASE WHEN l.person_key IN (SELECT person_key FROM implausible_age) THEN NULL ELSE l.birth_year END",
      },
      "FROM load_person AS l",
    );
  await database.run("DROP TABLE implausible_age");
}

/** Where a file's levels fit the other set of cut points better, its odd ones are said to be of that set. */
async function checkPamLevels(database: Database, { instruments }: Programme): Promise<void> {
  for (const one of instruments) {
    const { pam_cut_points: declared } = one;
    if (declared === undefined) continue;
    const other: PamCutPoints = declared === "2010-style" ? "72.5-style" : "2010-style";
    await database.run(`CREATE OR REPLACE TEMP TABLE pam_level AS
      SELECT file_id, _row, level_recorded = ${levelSql(one, declared)} AS fits, level_recorded = ${levelSql(one, other)} AS fits_other
      FROM load_outcome WHERE instrument = ${sqlText(one.id)} AND level_recorded IS NOT NULL`);
    const odd = (betterOther: boolean) => `SELECT file_id, _row FROM pam_level JOIN (
        SELECT file_id, count(*) FILTER (WHERE fits_other) > count(*) FILTER (WHERE fits) AS better_other FROM pam_level GROUP BY file_id)
      USING (file_id) WHERE NOT fits AND ${betterOther ? "better_other AND fits_other" : "NOT (better_other AND fits_other)"}`;
    await database.run(recordSql("PAM_LEVEL_DIFFERS", odd(false)));
    await database.run(recordSql("PAM_LEVELS_OTHER_SET", odd(true)));
    await database.run("DROP TABLE pam_level");
  }
}

function levelSql({ decimals }: Instrument, set: PamCutPoints): string {
  const [one, two, three] = pamThresholds[set].map((top) => `score * 10 <= ${top * 10 ** decimals}`);
  return `CASE WHEN ${one} THEN 1 WHEN ${two} THEN 2 WHEN ${three} THEN 3 ELSE 4 END`;
}

/** On a scale of up to this many points sound records move from one end to the other: nothing is asked about them. */
const SHORT_SCALE = 20;

/**
 * Scores of one measure of a person over time. No source gives a change that cannot be; half of the scale is our own
 * bound, so that few sound records are asked about (with no effect at all, PAM changes have an SD of 18.9 points).
 */
async function checkStages(database: Database, programme: Programme): Promise<void> {
  const { instruments, window } = programme;
  const long = instruments.filter(({ range: [low, high] }) => high - low > SHORT_SCALE);
  const halves = long.map(
    ({ id, decimals, range: [low, high] }) => `(${sqlText(id)}, ${((high - low) / 2) * 10 ** decimals})`,
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE large_change AS SELECT * FROM (VALUES ${["(NULL, NULL)", ...halves].join(", ")}) AS t(instrument, points)`,
  );
  await database.run(`CREATE OR REPLACE TEMP TABLE first_baseline AS
    SELECT person_key, instrument, min(date) AS date, count(*) AS n, count(*) FILTER (WHERE date IS NULL) AS undated
    FROM load_outcome WHERE stage = 'baseline' AND person_key IS NOT NULL GROUP BY person_key, instrument`);
  const followUps = (condition: string) => `SELECT o.file_id, o._row FROM load_outcome AS o
    LEFT JOIN first_baseline AS b ON b.person_key = o.person_key AND b.instrument = o.instrument
    WHERE o.stage = 'follow_up' AND o.person_key IS NOT NULL AND ${condition}`;
  await database.run(recordSql("FOLLOW_UP_WITHOUT_BASELINE", followUps("b.n IS NULL")));
  await database.run(
    recordSql("FOLLOW_UP_PRECEDES_BASELINE", followUps("b.undated = 0 AND o.date < b.date")),
  );
  await database.run(
    recordSql(
      "SEVERAL_BASELINES",
      `SELECT file_id, _row FROM (
        SELECT o.file_id, o._row, row_number() OVER (
          PARTITION BY o.person_key, o.instrument ORDER BY o.date NULLS LAST, o.record_key) AS k
        FROM load_outcome AS o JOIN first_baseline AS b ON b.person_key = o.person_key AND b.instrument = o.instrument AND b.n > 1
        WHERE o.stage = 'baseline' AND (o.date IS NULL OR o.date BETWEEN DATE ${sqlText(window.from)} AND DATE ${sqlText(window.to)}))
       WHERE k > 1`,
    ),
  );
  await database.run(
    recordSql(
      "CHANGE_LARGE",
      `SELECT f.file_id, f._row FROM (
        SELECT * FROM load_outcome WHERE stage = 'follow_up' AND date IS NOT NULL) AS f
       ASOF JOIN (SELECT * FROM load_outcome WHERE stage = 'baseline' AND date IS NOT NULL) AS b
         ON b.person_key = f.person_key AND b.instrument = f.instrument AND b.date <= f.date
       JOIN large_change AS l ON l.instrument = f.instrument WHERE abs(f.score - b.score) >= l.points
       UNION ALL
       SELECT f.file_id, f._row FROM load_outcome AS f
       JOIN load_outcome AS b ON b.record_key = f.record_key AND b.instrument = f.instrument AND b.stage = 'baseline' AND (b.date IS NULL OR f.date IS NULL)
       JOIN large_change AS l ON l.instrument = f.instrument
       WHERE f.stage = 'follow_up' AND abs(f.score - b.score) >= l.points`,
    ),
  );
  await database.run("DROP TABLE large_change");
  await database.run("DROP TABLE first_baseline");
}

/** Fewest answers of one respondent to be called all the same. */
const FEWEST_ANSWERS = 10;

/**
 * Answers to the Copenhagen Burnout Inventory from never (or a very low degree) to always: one item of the work subscale
 * asks the other way round, so that the same answer to all is no answer of one mind, but for the middle one.
 */
async function checkSameAnswers(database: Database): Promise<void> {
  const place = `CASE answer WHEN 'never' THEN 0 WHEN 'very_low' THEN 0 WHEN 'seldom' THEN 1 WHEN 'low' THEN 1
    WHEN 'often' THEN 3 WHEN 'high' THEN 3 WHEN 'always' THEN 4 WHEN 'very_high' THEN 4 ELSE 2 END`;
  const round = "respondent_key, service, wave, CASE WHEN wave IS NULL THEN date END";
  await database.run(
    recordSql(
      "ANSWERS_ALL_SAME",
      `SELECT file_id, min(_row) AS _row FROM load_workforce_response
       WHERE instrument = 'cbi' AND respondent_key IS NOT NULL GROUP BY file_id, ${round}
       HAVING count(*) >= ${FEWEST_ANSWERS} AND bool_or(item = 'work_7') AND min(${place}) = max(${place}) AND min(${place}) <> 2`,
    ),
  );
}
