import { shippedCodeLists } from "../../loaders/code-map.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { activityRows } from "../../src/measures/activity-rows.ts";
import { type BaseRequest, episodeBaseSql, referralBaseSql } from "../../src/measures/base-tables.ts";
import { comparatorSql } from "../../src/measures/comparators.ts";
import { type EquityRows, equityRows } from "../../src/measures/equity-rows.ts";
import { type ReferralRow, referralCounts } from "../../src/measures/referral-counts.ts";
import type { CanonicalTable } from "../../src/model/canonical.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { activityEstimates } from "../../src/release/exact-activity.ts";
import { equityEstimates } from "../../src/release/exact-equity.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase, sqlName, sqlText } from "../../src/warehouse/database.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";

type Value = string | number | boolean | null;
/** Rows of canonical tables by hand; what a row does not name is null. */
export type CanonicalRows = Partial<Record<CanonicalTable, readonly Readonly<Record<string, Value>>[]>>;

const literal = (value: Value): string => (typeof value === "string" ? sqlText(value) : String(value));

async function fill(database: Database, programme: Programme, tables: CanonicalRows): Promise<void> {
  await database.run("CREATE SCHEMA w");
  await createCanonicalTables(database, "w");
  const { icbs, boroughs, pcns } = programme.areas;
  const area = [
    ...icbs.map(({ code }) => ({ area_type: "icb", area: code })),
    ...boroughs.map(({ code }) => ({ area_type: "borough", area: code })),
    ...pcns.map(({ code }) => ({ area_type: "pcn", area: code })),
    ...programme.services.map(({ id }) => ({ area_type: "service", area: id })),
    ...programme.projects.map(({ id }) => ({ area_type: "project", area: id })),
  ];
  for (const [table, rows] of Object.entries({ ...tables, area })) {
    for (const row of rows) {
      const names = Object.keys(row).map(sqlName);
      const values = Object.values(row as Record<string, Value>).map(literal);
      await database.run(
        `INSERT INTO w.${sqlName(table)} (${names.join(", ")}) VALUES (${values.join(", ")})`,
      );
    }
  }
}

/** Exact estimates of referrals, pathway, times and contacts, and the numbers of referrals, of rows made by hand. */
export async function activityOf(
  declared: unknown,
  tables: CanonicalRows,
): Promise<{ readonly estimates: readonly ExactEstimate[]; readonly referrals: readonly ReferralRow[] }> {
  const programme = programmeSchema.parse(declared);
  const database = await openDatabase();
  try {
    await fill(database, programme, tables);
    const request: BaseRequest = { schema: "w", programme, lists: shippedCodeLists() };
    await database.run(`CREATE TEMP TABLE referral_base AS ${referralBaseSql(request)}`);
    const { query, keep } = duckDbEngine(database);
    const rows = await activityRows(query, keep, request);
    const comparators = comparatorSql(programme, "referral_base");
    return {
      estimates: activityEstimates(rows, programme),
      referrals: await referralCounts(query, "referral_base", "w.cohort", comparators),
    };
  } finally {
    database.close();
  }
}

/** Exact estimates of groups of the whole programme, and what they are made of, of rows made by hand. */
export async function equityOf(
  declared: unknown,
  tables: CanonicalRows,
): Promise<{ readonly estimates: readonly ExactEstimate[]; readonly equity: EquityRows }> {
  const programme = programmeSchema.parse(declared);
  const database = await openDatabase();
  try {
    await fill(database, programme, tables);
    const request: BaseRequest = { schema: "w", programme, lists: shippedCodeLists() };
    await database.run(`CREATE TEMP TABLE referral_base AS ${referralBaseSql(request)}`);
    await database.run(`CREATE TEMP TABLE every_episode AS ${episodeBaseSql(request)}`);
    const { query, keep } = duckDbEngine(database);
    const activity = await activityRows(query, keep, request);
    const sources = { programme, cohorts: "w.cohort", episodes: "every_episode" };
    const equity = await equityRows(query, keep, sources);
    const referrals = await referralCounts(query, "referral_base", "w.cohort");
    const { instruments } = programme;
    return { estimates: equityEstimates({ equity, activity, referrals, instruments }), equity };
  } finally {
    database.close();
  }
}
