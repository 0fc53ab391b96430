import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError, EXIT } from "../../model/coded-error.ts";
import { type Database, openDatabase, sqlName, sqlText } from "../../warehouse/database.ts";
import { claimExports } from "../claim-exports.ts";
import { scoreModel } from "../score-model.ts";
import { drawNational } from "./draw-national.ts";
import { normalSql } from "./draw-sql.ts";
import { nationalSize } from "./national-areas.ts";
import { type NationalCalendar, nationalCalendar } from "./national-calendar.ts";
import { exportDraws, type NationalExport, nationalExports } from "./national-exports.ts";
import { nationalProgrammeYaml } from "./national-programme.ts";
import { NATIONAL_ROSTER, nationalRoster } from "./national-roster.ts";

/** Referrals of a national year. */
const REFERRALS = 1_000_000;
const LEAST = 0.001;
const MOST = 20;

/** Told before each month's files are written: which it is, of how many. */
export type OnMonth = (month: number, of: number, name: string) => void;

/** What was written. */
export interface WrittenNational {
  readonly files: readonly string[];
  readonly referrals: number;
  readonly people: number;
  readonly contacts: number;
  readonly outcomes: number;
  readonly paired: number;
}

/**
 * Writes a synthetic programme of a nation's size: one file a month for each kind of export, in the layouts of the
 * systems that wrote it, a roster, programme.yaml and truth.json. Drawn by SQL; the same seed and years give the same
 * bytes on every machine. Areas and staff stay the same whatever the number of people.
 * @param options.years 1 gives a million referrals and six million contacts in 1,250 networks; below 1, that share of
 * the people in one year
 * @throws CodedError `SAMPLE_OPTION`, `SAMPLE_FOLDER_IN_USE`.
 */
export async function writeNationalSample(options: {
  readonly out: string;
  readonly seed: number;
  readonly years: number;
  readonly onMonth?: OnMonth;
  /** Memory for the database, such as `2GB`; what does not fit goes to the folder of the sample until it is done. */
  readonly memory?: string | undefined;
}): Promise<WrittenNational> {
  const { out, seed, years, onMonth = () => {}, memory } = options;
  if (!Number.isSafeInteger(seed) || !(years >= LEAST && years <= MOST)) {
    throw new CodedError({
      code: "SAMPLE_OPTION",
      what: `seed ${seed} and scale ${years} make no national sample.`,
      remedy: `Give a whole number as --seed, and a number of years from ${LEAST} to ${MOST} as --scale.`,
      exit: EXIT.usage,
    });
  }
  const calendar = nationalCalendar(years);
  const kinds = nationalExports(seed);
  const files = [
    ...calendar.months.flatMap(({ name }) => kinds.map(({ id }) => `exports/${id}-${name}.csv`)),
    NATIONAL_ROSTER,
  ];
  const { folder, stale } = claimExports(out, files);
  mkdirSync(folder, { recursive: true });
  for (const path of stale) rmSync(path);
  const scratch = join(out, `.spill-${process.pid}`);
  const database = await openDatabase({ scratch, memoryLimit: memory });
  try {
    const referrals = Math.round(REFERRALS * years);
    const { people } = await drawNational(database, { seed, referrals, calendar });
    await drawOutcomes(database, seed, calendar);
    const rows: Record<string, number> = {};
    for (const [at, month] of calendar.months.entries()) {
      onMonth(at + 1, calendar.months.length, month.name);
      await drawMonth(database, seed, month);
      for (const kind of kinds)
        rows[`exports/${kind.id}-${month.name}.csv`] = await write(database, out, kind, month.name);
    }
    const written = Object.keys(rows).filter((file) => (rows[file] ?? 0) > 0);
    const roster = nationalRoster(calendar);
    writeFileSync(join(out, NATIONAL_ROSTER), roster.bytes);
    writeFileSync(join(out, "programme.yaml"), nationalProgrammeYaml(calendar));
    const [{ outcomes, paired, gained } = { outcomes: 0, paired: 0, gained: 0 }] = await database.rows<{
      outcomes: number;
      paired: number;
      gained: number;
    }>(
      "SELECT count(*) AS outcomes, count(after_score) AS paired, CAST(sum(after_score - before_score) AS BIGINT) AS gained FROM outcome WHERE nhs IS NOT NULL",
    );
    const contacts = written
      .filter((file) => file.includes("-contacts-"))
      .reduce((sum, file) => sum + (rows[file] ?? 0), 0);
    const truth = {
      about: "Synthetic: nobody in it exists. What was planted, before any rounding.",
      kind: "national",
      seed,
      scale: years,
      people,
      referrals,
      contacts,
      networks: nationalSize.pcns,
      link_workers: nationalSize.workers,
      pam: { first_scores: outcomes, both_scores: paired, points_gained: gained / 10 },
      files: Object.fromEntries([
        ...written.map((file) => [file, { rows: rows[file] }]),
        [NATIONAL_ROSTER, { rows: roster.rows }],
      ]),
    };
    writeFileSync(join(out, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
    return { files: [...written, NATIONAL_ROSTER], referrals, people, contacts, outcomes, paired };
  } finally {
    database.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** First scores of about half of those reached, and second scores of some of these, in the table `outcome`. */
async function drawOutcomes(database: Database, seed: number, { dataDay }: NationalCalendar): Promise<void> {
  const { outcome: before, later: after } = exportDraws(seed);
  const { dip, recovery, errorSd } = scoreModel;
  const scored = (draw: string, more: string) =>
    `greatest(0, least(1000, CAST(round(trait + ${more} + ${10 * errorSd} * ${draw}) AS INTEGER)))`;
  await database.run(`CREATE TEMP TABLE outcome AS SELECT r, nhs, before_date, b.score AS before_score,
      CASE WHEN is_followed THEN after_date END AS after_date, CASE WHEN is_followed THEN a.score END AS after_score
    FROM (SELECT r, nhs, before_date, before_date + gap AS after_date, chance < followed AND before_date + gap <= ${dataDay} AS is_followed,
        ${scored(normalSql(before), String(10 * dip))} AS before_tenths,
        ${scored(normalSql(after), `${10 * (dip + recovery)} + gain`)} AS after_tenths
      FROM (SELECT r, nhs, trait, followed, gain, received + wait + 3 AS before_date, ${before.sql}, ${after.sql},
          md5_number_lower('${seed}:asked:' || r) AS asked, (asked & 65535) AS is_asked, ((asked >> 16) & 65535) AS chance,
          60 + CAST(((asked >> 32) & 65535) * 120 // 65536 AS INTEGER) AS gap
        FROM referral JOIN person USING (person) WHERE fate IN ('closed', 'open')) WHERE is_asked < 36000) AS o
    JOIN score AS b ON b.tenths = before_tenths JOIN score AS a ON a.tenths = after_tenths ORDER BY r`);
}

/** The rows of one month in temporary tables, each with what its exports' columns need. */
async function drawMonth(
  database: Database,
  seed: number,
  { from, to }: NationalCalendar["months"][number],
): Promise<void> {
  const by = exportDraws(seed);
  await database.run(`CREATE OR REPLACE TEMP TABLE month_referral AS SELECT *, ${by.referral.sql}
    FROM referral JOIN (SELECT * EXCLUDE (network) FROM person) USING (person) WHERE received BETWEEN ${from} AND ${to} ORDER BY r`);
  // Nobody's contacts go on for longer than this many days.
  const longest = 30 + 20 * 17;
  await database.run(`CREATE OR REPLACE TEMP TABLE month_contact AS SELECT *, ${by.contact.sql} FROM (
      SELECT r, k, worker, system, person, received + wait + k * step AS date FROM
        (SELECT r, worker, system, person, received, wait, step, unnest(range(contacts)) AS k FROM referral
          WHERE received BETWEEN ${from - longest} AND ${to})
      WHERE date BETWEEN ${from} AND ${to}) JOIN (SELECT person, interpreter FROM person) USING (person) ORDER BY r, k`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE month_outcome AS SELECT * FROM outcome WHERE before_date BETWEEN ${from} AND ${to} ORDER BY r`,
  );
}

/** Writes one kind of export of the month; a month without rows has no file. */
async function write(database: Database, out: string, kind: NationalExport, month: string): Promise<number> {
  const file = join(out, `exports/${kind.id}-${month}.csv`);
  rmSync(file, { force: true });
  const [{ n } = { n: 0 }] = await database.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${kind.from} WHERE ${kind.where}`,
  );
  if (n === 0) return 0;
  const columns = kind.columns.map(([name, sql]) => `${sql} AS ${sqlName(name)}`).join(", ");
  await database.run(
    `COPY (SELECT ${columns} FROM ${kind.from} WHERE ${kind.where}) TO ${sqlText(file)} (FORMAT csv, HEADER, DELIMITER ',')`,
  );
  return n;
}
