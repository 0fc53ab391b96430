import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import type { PersonLink } from "./link-persons.ts";
import { REFERRAL_CHILDREN } from "./load-file.ts";
import type { Columns, LoadViews } from "./load-views.ts";
import { hasSameReferrals } from "./match-unnumbered.ts";

/** A record belongs to the latest referral before it, or to the first one at most this many days after it. */
export const BEFORE_REFERRAL_DAYS = 30;

type Child = (typeof REFERRAL_CHILDREN)[number];

/** The day by which a record is tied to a referral. */
const DAY: Readonly<Record<Child, string>> = {
  outcome: "c.date",
  contact: "c.date",
  activity: "coalesce(c.referred_date, c.started_date)",
  goal: "c.date",
};

/**
 * Ties scores, contacts, activities and goals to referrals: to the one that the row names, and then the person is the
 * referral's; else by person and date. A record whose row names a referral of another NHS number stays with the
 * person. Records that are repeated are dropped in between.
 */
export async function tieToReferrals(database: Database, views: LoadViews, link: PersonLink): Promise<void> {
  await database.run(`CREATE TEMP TABLE referral_day AS
    SELECT person_key, received_date, min(referral_key) AS referral_key FROM load_referral
    WHERE received_date IS NOT NULL AND person_key IS NOT NULL GROUP BY ALL`);
  for (const table of REFERRAL_CHILDREN) {
    if (!views.hasRows(table)) continue;
    await tieAsNamed(database, views, table, link);
    await dropDuplicates(database, views, table);
    await tieByDate(database, views, table);
  }
}

async function tieAsNamed(
  database: Database,
  views: LoadViews,
  table: Child,
  link: PersonLink,
): Promise<void> {
  const renamed = views.isFilled(table, "given_key") && (await hasSameReferrals(database));
  const given = renamed ? "coalesce(same.kept_key, l.given_key)" : "l.given_key";
  const named = `(r.referral_key IS NOT NULL AND coalesce(r.nhs_key = ${link.nhsKey}, TRUE))`;
  await views.replace(
    database,
    table,
    {
      ...(views.isFilled(table, "nhs_key") ? { nhs_key: link.nhsKey } : {}),
      person_key: `CASE WHEN ${named} THEN coalesce(r.person_key, ${link.personKey}) ELSE ${link.personKey} END`,
      referral_key: `CASE WHEN ${named} THEN r.referral_key END`,
      ...givenKey(views, table, given),
      ...serviceOf(views, table, "l"),
      tie: `CASE WHEN l.given_key IS NULL THEN 'none' WHEN r.referral_key IS NULL THEN 'unknown'
        WHEN ${named} THEN 'named' ELSE 'differs' END`,
    },
    `FROM load_${table} AS l ${link.joins} ${
      renamed ? "LEFT JOIN same_referral AS same ON same.referral_key = l.given_key" : ""
    } LEFT JOIN load_referral AS r ON r.referral_key = ${given}
     WHERE ${link.where}`,
    serviceTexts(views, table),
  );
}

/** Whom a record with a number of its own is the same as says the number: its referral's need not be kept. */
function givenKey(views: LoadViews, table: Child, given: string): Columns {
  if (!views.isFilled(table, "given_key")) return {};
  return {
    given_key: views.isFilled(table, "source_id") ? `CASE WHEN l.source_id IS NULL THEN ${given} END` : given,
  };
}

/** A record's service is its referral's where the record names none. */
function serviceOf(views: LoadViews, table: Child, alias: string): Columns {
  if (table === "outcome") return {};
  if (!views.isFilled(table, "service") && !views.isFilled("referral", "service")) return {};
  return { service: `coalesce(${alias}.service, r.service)` };
}

const serviceTexts = (views: LoadViews, table: Child): Columns =>
  "service" in serviceOf(views, table, "l")
    ? { service: `SELECT service AS text FROM load_${table} UNION ALL SELECT service FROM load_referral` }
    : {};

async function tieByDate(database: Database, views: LoadViews, table: Child): Promise<void> {
  const ties = await database.rows<{ tie: string }>(`SELECT DISTINCT tie FROM load_${table}`);
  const has = (one: string) => ties.some(({ tie }) => tie === one);
  const rows = (condition: string) => `SELECT file_id, _row FROM load_${table} WHERE ${condition}`;
  if (has("unknown")) await database.run(recordSql("REFERRAL_UNKNOWN", rows("tie = 'unknown'")));
  if (has("differs")) await database.run(recordSql("PERSON_DIFFERS", rows("tie = 'differs'")));
  if (!has("none") && !has("differs")) return;
  await database.run(`CREATE OR REPLACE TEMP TABLE by_date AS
    SELECT c.seq, c.part, coalesce(before.referral_key,
      CASE WHEN date_diff('day', ${DAY[table]}, later.received_date) <= ${BEFORE_REFERRAL_DAYS} THEN later.referral_key END) AS referral_key
    FROM (SELECT * FROM load_${table} WHERE tie IN ('none', 'differs')) AS c
    ASOF LEFT JOIN referral_day AS before ON before.person_key = c.person_key AND before.received_date <= ${DAY[table]}
    ASOF LEFT JOIN referral_day AS later ON later.person_key = c.person_key AND later.received_date >= ${DAY[table]}`);
  await views.replace(
    database,
    table,
    { referral_key: "coalesce(r.referral_key, l.referral_key)", ...serviceOf(views, table, "l") },
    `FROM load_${table} AS l LEFT JOIN by_date AS d ON d.seq = l.seq AND d.part = l.part
     LEFT JOIN load_referral AS r ON r.referral_key = d.referral_key`,
    serviceTexts(views, table),
  );
  await database.run(
    recordSql(
      table === "outcome" ? "OUTCOME_WITHOUT_REFERRAL" : "RECORD_WITHOUT_REFERRAL",
      rows("tie <> 'unknown' AND referral_key IS NULL AND EXISTS (SELECT 1 FROM load_referral)"),
    ),
  );
}
