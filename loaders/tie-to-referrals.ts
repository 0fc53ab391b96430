import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import { REFERRAL_CHILDREN } from "./load-file.ts";

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
  const service = table === "outcome" ? "" : ", coalesce(c.service, r.service) AS service";
  const named = "(r.referral_key IS NOT NULL AND coalesce(r.nhs_key = c.nhs_key, TRUE))";
  await database.run(`CREATE OR REPLACE TEMP TABLE load_${table} AS
    SELECT c.* REPLACE (
        CASE WHEN ${named} THEN coalesce(r.person_key, c.person_key) ELSE c.person_key END AS person_key,
        CASE WHEN ${named} THEN r.referral_key END AS referral_key ${service}),
      CASE WHEN c.given_key IS NULL THEN 'none' WHEN r.referral_key IS NULL THEN 'unknown'
        WHEN ${named} THEN 'named' ELSE 'differs' END AS tie
    FROM load_${table} AS c LEFT JOIN load_referral AS r ON r.referral_key = c.given_key`);
}

async function tieByDate(database: Database, table: Child): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE by_date AS
    SELECT c.seq, c.part, coalesce(before.referral_key,
      CASE WHEN date_diff('day', ${DAY[table]}, later.received_date) <= ${BEFORE_REFERRAL_DAYS} THEN later.referral_key END) AS referral_key
    FROM (SELECT * FROM load_${table} WHERE tie IN ('none', 'differs')) AS c
    ASOF LEFT JOIN referral_day AS before ON before.person_key = c.person_key AND before.received_date <= ${DAY[table]}
    ASOF LEFT JOIN referral_day AS later ON later.person_key = c.person_key AND later.received_date >= ${DAY[table]}`);
  const service = table === "outcome" ? "" : ", service = coalesce(c.service, r.service)";
  await database.run(`UPDATE load_${table} AS c SET referral_key = r.referral_key ${service}
    FROM by_date AS d JOIN load_referral AS r ON r.referral_key = d.referral_key
    WHERE c.seq = d.seq AND c.part = d.part`);
  const rows = (condition: string) => `SELECT file_id, _row FROM load_${table} WHERE ${condition}`;
  await database.run(recordSql("REFERRAL_UNKNOWN", rows("tie = 'unknown'")));
  await database.run(recordSql("PERSON_DIFFERS", rows("tie = 'differs'")));
  await database.run(
    recordSql(
      table === "outcome" ? "OUTCOME_WITHOUT_REFERRAL" : "RECORD_WITHOUT_REFERRAL",
      rows("tie <> 'unknown' AND referral_key IS NULL AND EXISTS (SELECT 1 FROM load_referral)"),
    ),
  );
}
