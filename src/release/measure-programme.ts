import { activityRows } from "../measures/activity-rows.ts";
import { type BaseRequest, episodeBaseSql, referralBaseSql } from "../measures/base-tables.ts";
import { capacityRows } from "../measures/capacity.ts";
import { caseMix } from "../measures/case-mix-rows.ts";
import { changeHistograms } from "../measures/change-histograms.ts";
import { comparatorSql } from "../measures/comparators.ts";
import { comparedPlaces } from "../measures/compared-places.ts";
import { doseRows } from "../measures/dose.ts";
import { equityRows } from "../measures/equity-rows.ts";
import { type LatticeBlock, secondaryLattice } from "../measures/lattice.ts";
import { programmeLeaves } from "../measures/leaves.ts";
import { pairedPeople } from "../measures/paired-people.ts";
import { pairedScores } from "../measures/paired-scores.ts";
import { reachCounts } from "../measures/reach-counts.ts";
import { referralCounts } from "../measures/referral-counts.ts";
import { robustnessRows } from "../measures/robustness.ts";
import { sampleFlow } from "../measures/sample-flow.ts";
import { traineeRows } from "../measures/trainees.ts";
import { wantsRows } from "../measures/wants.ts";
import { workforceRows } from "../measures/workforce-rows.ts";
import type { CodeList } from "../model/code-list.ts";
import type { Programme } from "../model/programme.ts";
import type { MeasureEngine } from "../warehouse/measure-engine.ts";
import type { MeasureRows } from "./exact-estimates.ts";

/** Runs all measures over the canonical tables of `schema` and gives their sufficient statistics. */
export async function measureProgramme(
  engine: MeasureEngine,
  schema: string,
  programme: Programme,
  lists: ReadonlyMap<string, CodeList>,
): Promise<MeasureRows> {
  const { query, keep } = engine;
  const request: BaseRequest = { schema, programme, lists };
  await keep("referral_base", referralBaseSql(request));
  const cohorts = `${schema}.cohort`;
  const dated = await query<{ n: number }>(
    `SELECT count(*) AS n FROM ${schema}.referral WHERE received_date IS NOT NULL`,
  );
  const referrals =
    (dated[0]?.n ?? 0) === 0
      ? []
      : await referralCounts(query, "referral_base", cohorts, comparatorSql(programme, "referral_base"));
  const needs20 = programme.reference_populations.some(
    (one) => "layout" in one || ("ages" in one && one.ages === "20+"),
  );
  const reach = referrals.length > 0 && needs20 ? await reachCounts(query, "referral_base") : [];
  const paired = programme.instruments.length === 0 ? [] : await pairedRows(engine, request, cohorts);
  if (programme.instruments.length > 0)
    await keep(
      "every_change",
      "SELECT *, after_score - before_score AS change FROM every_episode WHERE after_score IS NOT NULL",
    );
  const changes =
    programme.instruments.length === 0
      ? []
      : await changeHistograms(query, "every_change", comparatorSql(programme, "every_change"));
  const activity = (dated[0]?.n ?? 0) === 0 ? undefined : await activityRows(query, keep, request);
  const equity =
    activity === undefined
      ? undefined
      : await equityRows(query, keep, {
          programme,
          cohorts,
          episodes: programme.instruments.length === 0 ? undefined : "every_episode",
        });
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
  const outcomes =
    programme.instruments.length === 0
      ? NO_OUTCOMES
      : await outcomeRows(engine, request, referrals.length > 0);
  const scored = programme.instruments.length > 0;
  const robustness = scored
    ? await robustnessRows(query, keep, { schema, programme, episodes: "every_episode" })
    : undefined;
  const dose = scored ? await doseRows(query, "every_episode", cohorts) : [];
  const wants = activity === undefined ? undefined : await wantsRows(query, schema, "referral_base");
  const mix = await caseMix(query, keep, { schema, programme, dated: activity !== undefined });
  const made = { activity: activity !== undefined, episodes: scored };
  return {
    caseMix: mix,
    comparedPlaces: await comparedPlaces(query, programme, made),
    robustness,
    dose,
    wants,
    referrals,
    reach,
    paired,
    changes,
    capacity,
    activity,
    equity,
    workforce,
    trainees,
    pairedPeople: outcomes.pairedPeople,
    flow: outcomes.flow,
    leaves: { ...leaves, ...outcomes.leaves },
  };
}

const NO_OUTCOMES = { pairedPeople: new Map(), flow: [], leaves: {} };

/** Who has two scores and who was lost; the flow from referral to score only where dated referrals are held. */
async function outcomeRows(
  { query, keep }: MeasureEngine,
  { schema, programme }: BaseRequest,
  isDated: boolean,
) {
  const people = await pairedPeople(query, "every_episode");
  const { instruments } = programme;
  const main = instruments.length <= FULL_INSTRUMENTS ? instruments : instruments.slice(0, 1);
  const flow = isDated
    ? await sampleFlow(query, keep, {
        schema,
        programme,
        main: new Set(main.map(({ id }) => id)),
        referrals: "referral_base",
        episodes: "every_episode",
      })
    : { rows: [], leaves: new Map() };
  return { pairedPeople: people, flow: flow.rows, leaves: { pairedPeople: people, flow: flow.leaves } };
}

/** With more instruments than this, only the first declared is published at every level. */
const FULL_INSTRUMENTS = 3;

/** Scores in every cell; of many instruments the main one, the first declared, and the others in fewer cells. */
async function pairedRows(
  { query, keep }: MeasureEngine,
  request: BaseRequest,
  cohorts: string,
): Promise<MeasureRows["paired"]> {
  const { programme } = request;
  await keep("every_episode", episodeBaseSql(request));
  const rows = async (table: string, where: string, lattice?: readonly LatticeBlock[]) => {
    await keep(table, `SELECT * FROM every_episode WHERE ${where}`);
    return pairedScores(query, table, cohorts, comparatorSql(programme, table), lattice);
  };
  const [main] = programme.instruments;
  if (main === undefined || programme.instruments.length <= FULL_INSTRUMENTS)
    return pairedScores(query, "every_episode", cohorts, comparatorSql(programme, "every_episode"));
  return [
    ...(await rows("episode_base", `instrument = '${main.id}'`)),
    ...(await rows("other_episodes", `instrument <> '${main.id}'`, secondaryLattice)),
  ];
}
