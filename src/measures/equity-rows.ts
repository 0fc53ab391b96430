import type { Programme } from "../model/programme.ts";
import { type CellRow, cellRows, type Keep, type Query } from "./cell-rows.ts";
import { contactStatistics, contactsTogetherSql } from "./contact-statistics.ts";
import { COARSE_BREAKDOWNS, type LatticeBlock } from "./lattice.ts";
import type { LeafRow } from "./leaf-rows.ts";
import type { LeavesByGroup } from "./leaves.ts";

/** How far a referral came, in the order in which everybody is set beside everybody else. */
export const groupStages = [
  "contacted",
  "assessed",
  "started",
  "completed",
  "followed_up",
  "improved",
] as const;
/** A stage of the pathway by group. */
export type GroupStage = (typeof groupStages)[number];

/** Shares of contacts of people who need an interpreter, by their language. */
export const languageShares = [
  "share_interpreted",
  "share_language_matched",
  "share_interpreter_booked",
  "share_interpreter_present",
] as const;
/** Missed appointments of people who need an interpreter: with one booked, and with none. */
export const bookedShares = ["share_dna_booked", "share_dna_unbooked"] as const;

/** Places whose people are alike in ways that the scores do not tell: the finest sort with enough of them. */
export type ClusterKind = "service" | "pcn";

/** Sufficient statistics of the whole programme by group: whole numbers only. */
export interface EquityRows {
  /** Stages that the exports record, in order. */
  readonly stages: readonly GroupStage[];
  /** How many referrals of each cell came so far: `group_pathway_…`, beside all `referrals`. */
  readonly pathway: readonly CellRow[];
  /** Referrals whose first contact (`events`) came after so many `days`, or that had waited so long without (`censored`). */
  readonly waits: readonly CellRow[];
  /** Missed appointments by group; contacts in a language that is understood, by language. */
  readonly contacts: readonly CellRow[];
  /** By `instrument` and `cluster`: n and sums of first and last scores, their squares and products. */
  readonly outcomes: readonly CellRow[];
  /** What the clusters of each instrument are. */
  readonly clusters: ReadonlyMap<string, ClusterKind>;
  readonly leaves: EquityLeaves;
}

/** What the cells are made of, for the audit: one leaf, the whole programme, with its groups. */
export interface EquityLeaves {
  readonly pathway: LeavesByGroup;
  readonly waits: LeavesByGroup;
  readonly contacts: LeavesByGroup;
}

/** What the rows are made from; `episodes` undefined where no instrument is declared. */
export interface EquitySources {
  readonly programme: Programme;
  readonly cohorts: string;
  readonly episodes: string | undefined;
}

const BREAKDOWNS = COARSE_BREAKDOWNS.filter((one) => one !== "baseline_level");
const CHARACTERISTICS = BREAKDOWNS.filter((one) => one !== "cohort");
const whole = (breakdowns: readonly string[]): readonly LatticeBlock[] => [
  { areaTypes: ["programme"], periodTypes: ["all"], breakdowns },
];
/** With fewer services than this, networks are the clusters, if there are more of them. */
const ENOUGH_SERVICES = 10;

/**
 * Measures how far the referrals of each group came, how long they waited, which contacts were understood and missed, and
 * scores by group and cluster. Needs the tables `activity_referrals` and `activity_contacts` (`activityRows`) and, where
 * instruments are declared, `every_episode`; makes its own, named `equity_…`, with `keep`.
 */
export async function equityRows(query: Query, keep: Keep, sources: EquitySources): Promise<EquityRows> {
  const { programme, cohorts, episodes } = sources;
  const about = [...CHARACTERISTICS, "language"];
  await keep("equity_referrals", referralsSql(programme, episodes));
  await keep("equity_waits", waitsSql(programme));
  const contacted = ["share_dna", ...languageShares, ...bookedShares];
  await keep(
    "equity_contacts",
    `SELECT c.*, r.person_key, ${about.map((one) => `r.${one}`).join(", ")}
     FROM (${contactsTogetherSql("activity_contacts", [], contacted)}) AS c JOIN activity_referrals AS r ON r.referral_number = c.referral_number`,
  );
  const stages = await recordedStages(query);
  const base = { cohorts, extra: [] };
  const lattice = whole(["none", ...BREAKDOWNS]);
  const pathway = await cellRows(query, {
    ...{ ...base, table: "equity_referrals", lattice },
    statistics: ["count(*) AS referrals", ...stages.map(reachedSql)].join(", "),
  });
  const waits = await cellRows(query, {
    ...{ ...base, table: "equity_waits", lattice, extra: ["days"] },
    statistics:
      "count(*) FILTER (WHERE met) AS events, count(*) FILTER (WHERE NOT met) AS censored, count(*) AS n",
  });
  const contacts = await cellRows(query, {
    ...{ ...base, table: "equity_contacts", lattice: whole(["none", ...BREAKDOWNS, "language"]) },
    statistics: contactStatistics(contacted, "count(*)"),
  });
  const clusters = episodes === undefined ? new Map() : await clusterKinds(query, episodes);
  if (episodes !== undefined)
    await keep(
      "equity_scores",
      `SELECT person_key, ${CHARACTERISTICS.join(", ")}, instrument, before_score, after_score,
        coalesce(${clusterSql(clusters)}, '') AS cluster FROM ${episodes} WHERE after_score IS NOT NULL`,
    );
  const outcomes =
    episodes === undefined
      ? []
      : await cellRows(query, {
          ...{ table: "equity_scores", cohorts, lattice, extra: ["instrument", "cluster"] },
          statistics: SCORES,
        });
  const leaves = {
    pathway: leavesOf(pathway),
    waits: leavesOf(waits),
    contacts: leavesOf(contacts),
  };
  return { stages, pathway, waits, contacts, outcomes, clusters, leaves };
}

const SCORES = [
  "count(*) AS n",
  "sum(before_score) AS sum_before",
  "sum(CAST(before_score AS DECIMAL(38,0)) * before_score) AS sum_before2",
  "sum(after_score) AS sum_after",
  "sum(CAST(before_score AS DECIMAL(38,0)) * after_score) AS sum_product",
  "sum(CAST(after_score AS DECIMAL(38,0)) * after_score) AS sum_after2",
].join(", ");

/** Every referral with its facts, and whether its person has a second score on the main instrument and gained. */
function referralsSql({ instruments }: Programme, episodes: string | undefined): string {
  const main = instruments[0]?.id;
  const scored =
    episodes === undefined || main === undefined
      ? "(SELECT CAST(NULL AS VARCHAR) AS referral_key, FALSE AS followed_up, FALSE AS improved WHERE FALSE)"
      : `(SELECT referral_key, max(CASE WHEN after_score IS NOT NULL THEN 1 ELSE 0 END) = 1 AS followed_up,
          max(CASE WHEN gain >= threshold THEN 1 ELSE 0 END) = 1 AS improved
          FROM ${episodes} WHERE instrument = '${main}' AND referral_key IS NOT NULL GROUP BY referral_key)`;
  const facts = groupStages.filter((stage) => stage !== "followed_up" && stage !== "improved");
  const columns = [
    ...["person_key", "cell_date", "stage_accepted", "share_contacted", "median_days_to_first_contact"],
    ...CHARACTERISTICS,
    ...facts.map((stage) => `stage_${stage}`),
  ].map((column) => `a.${column}`);
  return `SELECT ${columns.join(", ")}, coalesce(e.followed_up, FALSE) AS stage_followed_up, coalesce(e.improved, FALSE) AS stage_improved
    FROM activity_referrals AS a LEFT JOIN ${scored} AS e ON e.referral_key = a.referral_key`;
}

/**
 * One row a referral that was neither declined nor turned down, in services that record contacts: days to its first contact,
 * or to the data date without one, whatever became of it. A contact without a date, or dated before the referral, tells no
 * days.
 */
const waitsSql = ({ data_date }: Programme): string =>
  `SELECT * FROM (SELECT person_key, ${CHARACTERISTICS.join(", ")}, share_contacted AS met,
    CASE WHEN share_contacted THEN median_days_to_first_contact
      ELSE date_diff('day', cell_date, DATE '${data_date}') END AS days
    FROM equity_referrals WHERE stage_accepted AND share_contacted IS NOT NULL) AS w WHERE days >= 0`;

const reachedSql = (stage: GroupStage, index: number, all: readonly GroupStage[]): string => {
  const chain = all.slice(0, index + 1).map((one) => `stage_${one}`);
  return `count(*) FILTER (WHERE ${chain.join(" AND ")}) AS group_pathway_${stage}`;
};

/** A stage that no referral of the programme is known to have come to is not recorded. */
async function recordedStages(query: Query): Promise<readonly GroupStage[]> {
  const columns = groupStages.map((stage) => `count(*) FILTER (WHERE stage_${stage}) AS ${stage}`);
  const [row] = await query<Record<GroupStage, number>>(`SELECT ${columns.join(", ")} FROM equity_referrals`);
  return groupStages.filter((stage) => Number(row?.[stage] ?? 0) > 0);
}

async function clusterKinds(query: Query, episodes: string): Promise<ReadonlyMap<string, ClusterKind>> {
  const rows = await query<{ instrument: string; service: number; pcn: number }>(
    `SELECT instrument, count(DISTINCT service) AS service, count(DISTINCT pcn) AS pcn
     FROM ${episodes} WHERE after_score IS NOT NULL GROUP BY instrument`,
  );
  return new Map(
    rows.map(({ instrument, service, pcn }) => [
      instrument,
      Number(service) < ENOUGH_SERVICES && Number(pcn) > Number(service) ? "pcn" : "service",
    ]),
  );
}

/** The column that tells the clusters of an instrument apart. */
function clusterSql(kinds: ReadonlyMap<string, ClusterKind>): string {
  const networks = [...kinds].filter(([, kind]) => kind === "pcn").map(([instrument]) => `'${instrument}'`);
  return networks.length === 0
    ? "service"
    : `CASE WHEN instrument IN (${networks.sort().join(", ")}) THEN pcn ELSE service END`;
}

/** The one leaf that cells of the whole programme are made of, once for each group of each characteristic. */
function leavesOf(rows: readonly CellRow[]): LeavesByGroup {
  const nowhere = { icb: null, borough: null, service: null, pcn: null, project: null };
  const never = { financial_year: null, quarter: null, month: null, stretch: null };
  const found = new Map<string, LeafRow[]>();
  for (const row of rows) {
    const leaf: LeafRow = { ...row, ...nowhere, ...never };
    const there = found.get(row.breakdown);
    if (there === undefined) found.set(row.breakdown, [leaf]);
    else there.push(leaf);
  }
  return found;
}
