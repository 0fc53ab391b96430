import type { Programme } from "../model/programme.ts";
import type { CellRow, Query } from "./cell-rows.ts";
import { type Fineness, type LeafRow, leafRows } from "./leaf-rows.ts";
import { EPISODE_COUNTS } from "./paired-scores.ts";
import { type PersonLeaves, personLeaves } from "./person-leaves.ts";

/** Leaves by the name of a breakdown; `none`: as coarse as these, without groups. Their groups are in `category`. */
export type LeavesByGroup = ReadonlyMap<string, readonly LeafRow[]>;

/** The finest pieces of area and time that the cells of referrals and scores are made of: for the audit only. */
export interface Leaves {
  /** `referrals` of each leaf; by group also those of people of 20 and over. */
  readonly referrals: readonly LeafRow[];
  readonly people: PersonLeaves;
  readonly referralsByGroup: LeavesByGroup;
  /** By `instrument`: `due`, `followed`, `n`, `improved` and `worse` of each leaf. */
  readonly episodes: readonly LeafRow[];
  readonly episodesByGroup: LeavesByGroup;
  /** People with both scores by breakdowns of the whole programme and period (`pairedPeople`). */
  readonly pairedPeople?: LeavesByGroup;
  /** By instrument: people referred, by how far they came towards two scores (`sampleFlow`). */
  readonly flow?: ReadonlyMap<string, PersonLeaves>;
}

/** Names of what leaves are made from; `episodes` undefined where no instrument is declared. */
export interface LeafSources {
  readonly programme: Programme;
  readonly referrals: string;
  readonly episodes: string | undefined;
  readonly cohorts: string;
}

const CATEGORY_SEPARATOR = "'*'";

/** Leaves of referrals and of scores; by group for each breakdown of the cells found. */
export async function programmeLeaves(
  query: Query,
  { programme, referrals, episodes, cohorts }: LeafSources,
  cells: readonly CellRow[],
): Promise<Leaves> {
  const breakdowns = [...new Set(cells.map(({ breakdown }) => breakdown))].sort();
  const of = (table: string, fineness: Fineness, extra: readonly string[], statistics: string) =>
    leafRows(query, { programme, table, fineness, extra, statistics });
  const byGroup = async (base: string, extra: readonly string[], statistics: string) => {
    const found = new Map<string, readonly LeafRow[]>();
    for (const breakdown of ["none", ...breakdowns.filter((one) => one !== "none")]) {
      const table = breakdown === "cohort" ? cohortsOf(base, cohorts) : base;
      found.set(breakdown, await of(table, "by group", [...extra, categoryOf(breakdown)], statistics));
    }
    return found;
  };
  const counts = Object.values(EPISODE_COUNTS).join(", ");
  const everyReferral = "count(*) AS referrals";
  const at20 = "count(*) FILTER (WHERE aged_20) AS referrals_20_plus";
  return {
    referrals: await of(referrals, "whole", [], everyReferral),
    people: await personLeaves(query, { programme, table: referrals, person: "person_key", layer: "TRUE" }),
    referralsByGroup: await byGroup(referrals, [], `${everyReferral}, ${at20}`),
    episodes: episodes === undefined ? [] : await of(episodes, "whole", ["instrument"], counts),
    episodesByGroup: episodes === undefined ? new Map() : await byGroup(episodes, ["instrument"], counts),
  };
}

const cohortsOf = (base: string, cohorts: string): string =>
  `(SELECT b.*, c.cohort FROM ${base} AS b JOIN ${cohorts} AS c ON c.person_key = b.person_key) AS j`;

const categoryOf = (breakdown: string): string =>
  `${breakdown === "none" ? "'all'" : breakdown.split("*").join(` || ${CATEGORY_SEPARATOR} || `)} AS category`;
