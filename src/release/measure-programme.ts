import { type BaseRequest, episodeBaseSql, referralBaseSql } from "../measures/base-tables.ts";
import { capacityRows } from "../measures/capacity.ts";
import type { Query } from "../measures/cell-rows.ts";
import { pairedScores } from "../measures/paired-scores.ts";
import { referralCounts } from "../measures/referral-counts.ts";
import type { CodeList } from "../model/code-list.ts";
import type { Programme } from "../model/programme.ts";
import type { Database } from "../warehouse/database.ts";
import type { MeasureRows } from "./exact-estimates.ts";

/** Runs all measures over the canonical tables of `schema` and gives their sufficient statistics. */
export async function measureProgramme(
  database: Database,
  schema: string,
  programme: Programme,
  lists: ReadonlyMap<string, CodeList>,
): Promise<MeasureRows> {
  const query: Query = (sql) => database.rows(sql);
  const request: BaseRequest = { schema, programme, lists };
  await database.run(`CREATE OR REPLACE TEMP TABLE referral_base AS ${referralBaseSql(request)}`);
  const cohorts = `${schema}.cohort`;
  const dated = await query<{ n: number }>(
    `SELECT count(*) AS n FROM ${schema}.referral WHERE received_date IS NOT NULL`,
  );
  const referrals = (dated[0]?.n ?? 0) === 0 ? [] : await referralCounts(query, "referral_base", cohorts);
  let paired: MeasureRows["paired"] = [];
  if (programme.instruments.length > 0) {
    await database.run(`CREATE OR REPLACE TEMP TABLE episode_base AS ${episodeBaseSql(request)}`);
    paired = await pairedScores(query, "episode_base", cohorts);
  }
  const capacity = await capacityRows(
    query,
    schema,
    programme.areas.pcns.map((pcn) => pcn.code),
    programme.sources.filter((source) => source.published).map((source) => source.id),
  );
  return { referrals, paired, capacity };
}
