import { activityRows } from "../measures/activity-rows.ts";
import { type BaseRequest, episodeBaseSql, referralBaseSql } from "../measures/base-tables.ts";
import { capacityRows } from "../measures/capacity.ts";
import type { Query } from "../measures/cell-rows.ts";
import { changeHistograms } from "../measures/change-histograms.ts";
import { comparatorSql } from "../measures/comparators.ts";
import { type LatticeBlock, secondaryLattice } from "../measures/lattice.ts";
import { programmeLeaves } from "../measures/leaves.ts";
import { pairedScores } from "../measures/paired-scores.ts";
import { referralCounts } from "../measures/referral-counts.ts";
import { traineeRows } from "../measures/trainees.ts";
import { workforceRows } from "../measures/workforce-rows.ts";
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
  const referrals =
    (dated[0]?.n ?? 0) === 0
      ? []
      : await referralCounts(query, "referral_base", cohorts, comparatorSql(programme, "referral_base"));
  const paired = programme.instruments.length === 0 ? [] : await pairedRows(database, request, cohorts);
  await database.run(
    programme.instruments.length === 0
      ? "SELECT 1"
      : "CREATE OR REPLACE TEMP TABLE every_change AS SELECT *, after_score - before_score AS change FROM every_episode WHERE after_score IS NOT NULL",
  );
  const changes =
    programme.instruments.length === 0
      ? []
      : await changeHistograms(query, "every_change", comparatorSql(programme, "every_change"));
  const activity =
    (dated[0]?.n ?? 0) === 0 ? undefined : await activityRows(query, (sql) => database.run(sql), request);
  const workforce = await workforceRows(query, { schema, programme });
  const trainees = await traineeRows(query, { schema, programme });
  const capacity = await capacityRows(
    query,
    schema,
    programme.areas.pcns.map((pcn) => pcn.code),
    programme.sources.filter((source) => source.published).map((source) => source.id),
  );
  const leaves = await programmeLeaves(
    query,
    {
      programme,
      referrals: "referral_base",
      episodes: programme.instruments.length === 0 ? undefined : "every_episode",
      cohorts,
    },
    [...referrals, ...paired],
  );
  return { referrals, paired, changes, capacity, activity, workforce, trainees, leaves };
}

/** With more instruments than this, only the first declared is published at every level. */
const FULL_INSTRUMENTS = 3;

/** Scores in every cell; of many instruments the main one, the first declared, and the others in fewer cells. */
async function pairedRows(
  database: Database,
  request: BaseRequest,
  cohorts: string,
): Promise<MeasureRows["paired"]> {
  const { programme } = request;
  const query: Query = (sql) => database.rows(sql);
  await database.run(`CREATE OR REPLACE TEMP TABLE every_episode AS ${episodeBaseSql(request)}`);
  const rows = async (table: string, where: string, lattice?: readonly LatticeBlock[]) => {
    await database.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * FROM every_episode WHERE ${where}`);
    return pairedScores(query, table, cohorts, comparatorSql(programme, table), lattice);
  };
  const [main] = programme.instruments;
  if (main === undefined || programme.instruments.length <= FULL_INSTRUMENTS)
    return rows("episode_base", "TRUE");
  return [
    ...(await rows("episode_base", `instrument = '${main.id}'`)),
    ...(await rows("other_episodes", `instrument <> '${main.id}'`, secondaryLattice)),
  ];
}
