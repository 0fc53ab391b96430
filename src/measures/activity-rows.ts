import { type PathwayFact, type Programme, pathwayFacts } from "../model/programme.ts";
import { contactBaseSql, contactStretchesSql } from "./activity-contacts.ts";
import { provisionSql, reviewsSql, supportStartSql } from "./activity-provision.ts";
import { activityReferralSql } from "./activity-referrals.ts";
import { targetSql } from "./activity-target.ts";
import type { BaseRequest } from "./base-tables.ts";
import { type BaseTable, type CellRow, cellRows, type Keep, type Query } from "./cell-rows.ts";
import { comparatorSql } from "./comparators.ts";
import { contactStatistics, contactSums, contactsTogetherSql } from "./contact-statistics.ts";
import { activityLattice, type LatticeBlock, waitsLattice } from "./lattice.ts";
import { type LeafRow, leafRows } from "./leaf-rows.ts";
import { peopleSql } from "./people-sql.ts";
import { type PersonLeaves, personLeaves } from "./person-leaves.ts";

/** Shares of referrals, or of people: the flag of the base table has the same name. */
export const referralShares = [
  "share_not_gp",
  "share_out_of_hours",
  "share_unregistered",
  "share_out_of_borough",
  "share_crisis",
  "share_contacted",
  "share_mental_health_reason",
  "share_target",
  "share_re_referred_180",
  "share_re_referred_365",
  "share_health_check",
] as const;
/** Of these, those in which few people may stand for many referrals. */
const reReferredShares = ["share_re_referred_180", "share_re_referred_365"] as const;
/** Shares of goals and activities, from two columns each. */
export const provisionShares = [
  "share_goals_met",
  "share_goals_partly",
  "share_goals_not_met",
  "share_completed_sessions",
  "share_feedback_given",
  "share_feedback_positive",
  "share_review_on_time",
] as const;
/** Shares of contacts, from two columns each. */
export const contactShares = [
  "share_dna",
  "share_remote",
  "share_interpreted",
  "share_language_matched",
  "share_interpreter_booked",
  "share_interpreter_present",
] as const;
/** Numbers of days of a referral: the column of the base table has the same name. */
export const daysMeasures = [
  "median_days_to_first_contact",
  "median_days_to_activity",
  "median_days_open",
  "median_days_without_support",
] as const;

/** Sufficient statistics of every cell of the activity lattice: whole numbers only. */
export interface ActivityRows {
  /** One row a cell that has referrals; periods go by the day a referral was received. */
  readonly referrals: readonly CellRow[];
  /** One row a cell that has contacts; periods go by the day of the contact. */
  readonly contacts: readonly CellRow[];
  /** How many referrals (`n`) of a cell have so many `days` of a measure (`fact`). */
  readonly days: readonly CellRow[];
  /** Stages of the pathway that the exports record, in order. */
  readonly stages: readonly PathwayFact[];
  /** The finest pieces that the cells are made of, for the audit. */
  readonly leaves: ActivityLeaves;
}

/** Leaves of referrals (those of a project with its own target group), of comparators, of contacts and of days. */
export interface ActivityLeaves {
  readonly referrals: readonly LeafRow[];
  /** Told apart by `comparator`: `share_target_is` and `share_target_of` only. */
  readonly compared: readonly LeafRow[];
  readonly contacts: readonly LeafRow[];
  /** How many referrals (`n`) of a leaf have a number of days for each `fact`. */
  readonly days: readonly LeafRow[];
  /** Men and others among the people seen, by `layer`. */
  readonly men: PersonLeaves;
}

const BASE = "referral_base";

/** The only one of the numbers of days that networks have by quarter: the others rest on too few in most. */
export const DAYS_BY_QUARTER_OF_NETWORKS = "median_days_to_first_contact";
const DAYS = { extra: ["fact", "days"], statistics: "count(*) AS n" } as const;

/**
 * Measures referrals, pathway, waiting times, contacts, goals and activities over the canonical tables.
 * Needs the temporary table `referral_base` (`referralBaseSql`); makes its own, named `activity_…`, with `keep`.
 */
export async function activityRows(query: Query, keep: Keep, request: BaseRequest): Promise<ActivityRows> {
  const { schema, programme } = request;
  await keep("activity_stretches", contactStretchesSql(schema, programme));
  await keep("activity_provision", provisionSql(schema));
  await keep("activity_support", supportStartSql(schema, "activity_provision"));
  const reviews = reviewsSql(schema, programme);
  if (reviews !== undefined) await keep("activity_reviews", reviews);
  const referrals = activityReferralSql(request, {
    base: BASE,
    stretches: "activity_stretches",
    provision: "activity_provision",
    supportStart: "activity_support",
    reviews: reviews === undefined ? undefined : "activity_reviews",
  });
  await keep("activity_referrals", referrals);
  await keep("activity_contacts", contactBaseSql("activity_referrals", "activity_stretches", programme));
  await keep("activity_days", daysSql());
  const stages = await collectedStages(query, schema, programme);
  return {
    stages,
    referrals: await cellRows(query, {
      ...withTarget(programme),
      extra: [],
      lattice: activityLattice,
      statistics: referralStatistics(stages),
    }),
    contacts: await contactRows(query, keep, programme),
    days: [
      ...(await cellRows(query, {
        ...DAYS,
        table: "activity_days",
        comparators: comparatorSql(programme, "activity_days"),
        lattice: activityLattice,
      })),
      ...(await cellRows(query, {
        ...DAYS,
        table: `(SELECT * FROM activity_days WHERE fact = '${DAYS_BY_QUARTER_OF_NETWORKS}') AS d`,
        lattice: waitsLattice,
      })),
    ],
    leaves: await activityLeaves(query, programme, stages),
  };
}

async function activityLeaves(
  query: Query,
  programme: Programme,
  stages: readonly PathwayFact[],
): Promise<ActivityLeaves> {
  const leaves = (table: string, statistics: string, extra: readonly string[] = []) =>
    leafRows(query, { programme, table, fineness: "whole", extra, statistics });
  const { table, comparators } = withTarget(programme);
  return {
    referrals: await leaves(table, referralStatistics(stages)),
    compared:
      comparators === undefined
        ? []
        : await leaves(comparators, referralShareStatistics("share_target").join(", "), ["comparator"]),
    contacts: await leaves("activity_contacts", contactShares.flatMap(contactSums).join(", ")),
    days: await leaves("activity_days", "count(*) AS n", ["fact"]),
    men: await personLeaves(query, {
      programme,
      table: "(SELECT * FROM activity_referrals WHERE share_men IS NOT NULL) AS m",
      person: "person_number",
      layer: "share_men",
    }),
  };
}

/** Referrals with their own project's target group; and as comparators, with that of the project they are set against. */
function withTarget(programme: Programme): Pick<BaseTable, "table" | "comparators"> {
  const target = (project: string) => `${targetSql(programme.projects, project)} AS share_target`;
  return {
    table: `(SELECT b.*, ${target("b.project")} FROM activity_referrals AS b) AS j`,
    comparators: comparatorSql(programme, "activity_referrals", [target("c.project")]),
  };
}

/**
 * Cells of contacts. Of whole years, quarters and all time a referral's contacts are put together first, so that the
 * referrals behind a share are counted as rows; windows may overlap these, and comparators repeat referrals.
 */
async function contactRows(query: Query, keep: Keep, programme: Programme): Promise<readonly CellRow[]> {
  const rows: CellRow[] = [];
  let from = "activity_contacts";
  for (const [period, columns] of TOGETHER) {
    const table = `activity_contacts_by_${period}`;
    await keep(table, contactsTogetherSql(from, [...AREAS, ...columns], contactShares));
    rows.push(
      ...(await cellRows(query, {
        table,
        extra: [],
        lattice: activityLattice.map((block) => ({
          ...block,
          areaTypes: block.areaTypes.filter((one) => one !== "comparator"),
          periodTypes: block.periodTypes.filter((one) => one === period),
        })),
        statistics: contactStatistics(contactShares, "count(*)"),
      })),
    );
    from = table;
  }
  const others = activityLattice.flatMap((block): LatticeBlock[] => [
    { ...block, periodTypes: block.periodTypes.filter((one) => one === "window") },
    { ...block, areaTypes: block.areaTypes.filter((one) => one === "comparator") },
  ]);
  const rest = await cellRows(query, {
    table: "activity_contacts",
    comparators: comparatorSql(programme, "activity_contacts"),
    extra: [],
    lattice: others,
    statistics: contactStatistics(contactShares, "count(DISTINCT referral_number)"),
  });
  return [...rows, ...rest];
}

const AREAS = ["icb", "borough", "service", "pcn", "project"] as const;

/** Periods in which a referral's contacts are put together, each from the one before, with the columns that tell them apart. */
const TOGETHER = [
  ["quarter", ["financial_year", "quarter"]],
  ["financial_year", ["financial_year"]],
  ["all", []],
] as const;

/** n, Σx and Σx² of a column that is null where it does not count. */
const moments = (column: string, name: string): readonly string[] => [
  `count(${column}) AS ${name}_n`,
  `coalesce(sum(${column}), 0) AS ${name}_sum`,
  `coalesce(sum(${column} * ${column}), 0) AS ${name}_sum2`,
];

const referralShareStatistics = (id: string): readonly string[] => [
  `count(*) FILTER (WHERE ${id}) AS ${id}_is`,
  `count(${id}) AS ${id}_of`,
];

function referralStatistics(stages: readonly PathwayFact[]): string {
  const reached = stages.map((fact, index) => {
    const chain = stages.slice(0, index + 1).map((one) => `stage_${one}`);
    return `count(*) FILTER (WHERE ${chain.join(" AND ")}) AS pathway_${fact}`;
  });
  return [
    ...reached,
    ...referralShares.flatMap(referralShareStatistics),
    ...reReferredShares.map((id) => `${peopleSql("person_number", id)} AS ${id}_is_people`),
    `${peopleSql("person_number", "share_men")} AS share_men_is`,
    `${peopleSql("person_number", "share_men IS NOT NULL")} AS share_men_of`,
    ...provisionShares.flatMap((id) => [
      ...contactSums(id),
      `count(*) FILTER (WHERE ${id}_of > 0) AS ${id}_of_referrals`,
      `count(*) FILTER (WHERE ${id}_is > 0) AS ${id}_is_referrals`,
      `count(*) FILTER (WHERE ${id}_of > ${id}_is) AS ${id}_rest_referrals`,
    ]),
    ...moments("mean_reasons", "mean_reasons"),
    ...moments("contacts_per_referral", "contacts_per_referral"),
    "sum(sessions_n) AS mean_sessions_attended_n",
    "sum(sessions_sum) AS mean_sessions_attended_sum",
    "sum(sessions_sum2) AS mean_sessions_attended_sum2",
    "count(*) FILTER (WHERE sessions_n > 0) AS mean_sessions_attended_referrals",
    ...moments("gp_before", "gp_before"),
    ...moments("gp_after", "gp_after"),
    ...moments("(gp_after - gp_before)", "gp_change"),
  ].join(", ");
}

/** One row a referral and number of days. */
function daysSql(): string {
  const about =
    "cell_date, icb, borough, service, pcn, project, financial_year, quarter, programme_window, project_window";
  return daysMeasures
    .map(
      (id) =>
        `SELECT ${about}, '${id}' AS fact, ${id} AS days FROM activity_referrals WHERE ${id} IS NOT NULL`,
    )
    .join(" UNION ALL ");
}

/** A fact that no row of the programme records makes no stage: nobody reaching it would be untrue. */
async function collectedStages(
  query: Query,
  schema: string,
  programme: Programme,
): Promise<readonly PathwayFact[]> {
  const some = (table: string, condition: string) =>
    `EXISTS (SELECT 1 FROM ${schema}.${table} WHERE ${condition})`;
  const recorded: Readonly<Record<PathwayFact, string>> = {
    referred: "TRUE",
    accepted: some("referral", "status IS NOT NULL AND status <> 'not_known'"),
    contacted: some("contact", "attendance IS NOT NULL"),
    assessed: some("outcome", "stage = 'baseline' AND referral_key IS NOT NULL"),
    referred_on: some("activity", "TRUE"),
    started: some("activity", "started_date IS NOT NULL OR sessions_attended IS NOT NULL"),
    completed: some("activity", "sessions_planned IS NOT NULL AND sessions_attended IS NOT NULL"),
    reviewed: some("outcome", "stage = 'follow_up' AND referral_key IS NOT NULL"),
  };
  const columns = pathwayFacts.map((fact) => `${recorded[fact]} AS ${fact}`);
  const [row] = await query<Record<PathwayFact, boolean>>(`SELECT ${columns.join(", ")}`);
  return programme.pathway.stages.map(({ fact }) => fact).filter((fact) => row?.[fact] === true);
}
