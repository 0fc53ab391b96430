import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import { REFERRAL_CHILDREN } from "./load-file.ts";

/** A record belongs to the latest referral before it, or to the first one at most this many days after it. */
const BEFORE_REFERRAL_DAYS = 30;

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
export async function tieToReferrals(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE referral_day AS
    SELECT person_key, received_date, min(referral_key) AS referral_key FROM load_referral
    WHERE received_date IS NOT NULL AND person_key IS NOT NULL GROUP BY ALL`);
  for (const table of REFERRAL_CHILDREN) {
    await tieAsNamed(database, table);
    await dropDuplicates(database, table);
    await tieByDate(database, table);
  }
}

async function tieAsNamed(database: Database, table: Child): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
    SELECT c.* REPLACE (
        CASE WHEN tie = 'named' THEN coalesce(owner, c.person_key) ELSE c.person_key END AS person_key,
        CASE WHEN tie = 'named' THEN c.given_key END AS referral_key)
    FROM (
      SELECT c.*, r.person_key AS owner,
        CASE WHEN c.given_key IS NULL THEN 'none' WHEN r.referral_key IS NULL THEN 'unknown'
          WHEN r.nhs_key <> c.nhs_key THEN 'differs' ELSE 'named' END AS tie
      FROM load_${table} AS c LEFT JOIN load_referral AS r ON r.referral_key = c.given_key) AS c`);
}

async function tieByDate(database: Database, table: Child): Promise<void> {
  const replaced = table === "outcome" ? "" : "REPLACE (coalesce(c.service, r.service) AS service)";
  await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
    SELECT c.* EXCLUDE (owner) ${replaced} FROM (
      SELECT c.* REPLACE (coalesce(c.referral_key, CASE WHEN c.tie IN ('none', 'differs') THEN
        coalesce(before.referral_key,
          CASE WHEN date_diff('day', ${DAY[table]}, later.received_date) <= ${BEFORE_REFERRAL_DAYS} THEN later.referral_key END)
        END) AS referral_key)
      FROM load_${table} AS c
      ASOF LEFT JOIN referral_day AS before ON before.person_key = c.person_key AND before.received_date <= ${DAY[table]}
      ASOF LEFT JOIN referral_day AS later ON later.person_key = c.person_key AND later.received_date >= ${DAY[table]}) AS c
    LEFT JOIN load_referral AS r ON r.referral_key = c.referral_key`);
  await database.run(
    recordSql("REFERRAL_UNKNOWN", `SELECT file_id, _row FROM load_${table} WHERE tie = 'unknown'`),
  );
  await database.run(
    recordSql("PERSON_DIFFERS", `SELECT file_id, _row FROM load_${table} WHERE tie = 'differs'`),
  );
  await database.run(
    recordSql(
      table === "outcome" ? "OUTCOME_WITHOUT_REFERRAL" : "RECORD_WITHOUT_REFERRAL",
      `SELECT file_id, _row FROM load_${table} WHERE tie <> 'unknown' AND referral_key IS NULL AND EXISTS (SELECT 1 FROM load_referral)`,
    ),
  );
}
