import { ALL_NETWORKS, allNetworks } from "../../src/disclosure/all-networks.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import type { TableSources } from "../../src/disclosure/tables/count-tables.ts";
import { isInRelease } from "../../src/measures/lattice.ts";
import type { LeafRow } from "../../src/measures/leaf-rows.ts";
import type { Leaves } from "../../src/measures/leaves.ts";
import type { PairedRow } from "../../src/measures/paired-scores.ts";
import type { ReferralRow } from "../../src/measures/referral-counts.ts";
import type { Programme } from "../../src/model/programme.ts";
import { exactEstimates } from "../../src/release/exact-estimates.ts";
import { exactFunnels } from "../../src/release/funnels.ts";
import {
  BREAKDOWNS,
  categoriesOf,
  financialYear,
  latticeCells,
  type Members,
  quarterOf,
  windowAt,
} from "./lattice-cells.ts";
import { type Episode, type PlacedRow, THRESHOLD, type World } from "./world.ts";

/** A world as disclosure control is given it, and who is in each cell, which only the test knows. */
export interface MeasuredWorld {
  readonly world: World;
  readonly exact: Unreleased<readonly ExactEstimate[]>;
  /** The figures of all networks together, which funnels of networks are drawn round. */
  readonly networks: Unreleased<readonly ExactEstimate[]>;
  readonly sources: TableSources;
  readonly referralCells: readonly Members[];
  readonly episodeCells: readonly Members[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Whether the change of a person with both scores counts as improved, 1, or worse, −1; else 0. */
export const outcomeOf = ({ before, after }: Episode): -1 | 0 | 1 => {
  const change = (after ?? before) - before;
  return change >= THRESHOLD ? 1 : change <= -THRESHOLD ? -1 : 0;
};

/** Counts a world's records into exact estimates and leaves, without any query. */
export function measureWorld(world: World): MeasuredWorld {
  const { programme, referrals, episodes } = world;
  const referralCells = latticeCells(referrals, programme);
  const episodeCells = latticeCells(episodes, programme);
  const rows = {
    referrals: referralCells.map((cell) => referralRow(cell, referrals)),
    paired: episodeCells.map((cell) => pairedRow(cell, episodes)),
    pairedPeople: new Map(),
    flow: [],
    changes: [],
    capacity: [],
    workforce: {
      has_published_fte: false,
      fte: [],
      flow: [],
      patients: [],
      staff: [],
      absence: [],
      sickness: [],
      publishedAbsence: [],
      turnover: [],
      tenure: [],
      vacancies: [],
      posts: [],
      burnout: [],
      answers: [],
      time: [],
      timeChange: [],
      staffSurvey: { responses: [], burnoutScores: [], burnoutPairs: [], burnoutItems: [], scores: [] },
      cases: { spans: [], rows: [] },
      support: [],
      contacts: [],
    },
    trainees: { steps: [], rows: [] },
    leaves: leavesOf(world),
  };
  const exact = Unreleased.filter(exactEstimates(rows, programme), isInRelease);
  return {
    world,
    exact,
    networks: allNetworks(exactFunnels(rows, programme), exact),
    sources: { leaves: rows.leaves, activity: undefined, geography: geographyOf(programme) },
    referralCells,
    episodeCells: [...episodeCells, everyNetwork(episodes)],
  };
}

/** Those in any network, whom the centre of a funnel is about. */
const everyNetwork = (rows: readonly PlacedRow[]): Members => ({
  ...{ area_type: "pcn", area: ALL_NETWORKS, period_type: "all", period: "all" },
  ...{ breakdown: "none", category: "all" },
  rows: rows.flatMap(({ pcn }, index) => (pcn === null ? [] : [index])),
});

const cellOf = ({ rows: _rows, ...cell }: Members) => cell;

function referralRow(cell: Members, referrals: readonly PlacedRow[]): ReferralRow {
  const people = new Set(cell.rows.map((row) => referrals[row]?.person));
  return { ...cellOf(cell), referrals: cell.rows.length, people: people.size };
}

function pairedRow(cell: Members, episodes: readonly Episode[]): PairedRow {
  const own = cell.rows.flatMap((row) => episodes[row] ?? []);
  const pairs = own.flatMap((one) => (one.after === null ? [] : [[one.before, one.after] as const]));
  const outcomes = own.filter(({ after }) => after !== null).map(outcomeOf);
  return {
    ...cellOf(cell),
    instrument: "pam",
    baselines: own.length,
    due: own.filter(({ due }) => due).length,
    followed: own.filter(({ due, inTime }) => due && inTime).length,
    n: pairs.length,
    sum_before: sum(pairs.map(([before]) => before)),
    sum_after: sum(pairs.map(([, after]) => after)),
    sum_before2: sum(pairs.map(([before]) => before ** 2)),
    sum_after2: sum(pairs.map(([, after]) => after ** 2)),
    sum_change: sum(pairs.map(([before, after]) => after - before)),
    sum_change2: sum(pairs.map(([before, after]) => (after - before) ** 2)),
    sum_change3: sum(pairs.map(([before, after]) => (after - before) ** 3)),
    improved: outcomes.filter((one) => one === 1).length,
    worse: outcomes.filter((one) => one === -1).length,
  };
}

/** The first day of each stretch of time between ends of windows. */
function stretchStarts({ windows, projects }: Programme): readonly string[] {
  const spans = [windows, ...projects.map((one) => one.windows ?? {})].flatMap((one) =>
    Object.values(one).flatMap((span) => span ?? []),
  );
  const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return [...new Set(["2000-01-01", ...spans.flatMap(({ from, to }) => [from, next(to)])])].sort();
}

function geographyOf(programme: Programme): TableSources["geography"] {
  const starts = stretchStarts(programme);
  return {
    comparatorsOf: (pcn) =>
      programme.projects.filter(({ comparator }) => comparator?.pcns.includes(pcn)).map(({ id }) => id),
    windowOf: (stretch, project) => windowAt(starts[stretch] ?? "", programme, project),
  };
}

function leafOf(row: PlacedRow, starts: readonly string[], whole: boolean): LeafRow {
  return {
    icb: row.icb,
    borough: row.borough,
    service: row.service,
    pcn: row.pcn,
    project: row.project,
    financial_year: financialYear(row.date),
    quarter: whole ? quarterOf(row.date) : null,
    month: whole ? row.date.slice(0, 7) : null,
    stretch: starts.filter((start) => start <= row.date).length - 1,
  };
}

function leavesOf({ programme, referrals, episodes }: World): Leaves {
  const starts = stretchStarts(programme);
  const count = <T extends PlacedRow>(
    rows: readonly T[],
    whole: boolean,
    breakdown: string | undefined,
    numbers: (row: T) => Readonly<Record<string, number>>,
    more: Readonly<Record<string, string>> = {},
  ): readonly LeafRow[] => {
    const found = new Map<string, Record<string, unknown>>();
    for (const row of rows) {
      for (const category of breakdown === undefined ? [undefined] : categoriesOf(row, breakdown)) {
        const leaf = {
          ...leafOf(row, starts, whole),
          ...more,
          ...(category === undefined ? {} : { category }),
        };
        const key = Object.values(leaf).join("|");
        const sums = found.get(key) ?? { ...leaf };
        found.set(key, sums);
        for (const [name, one] of Object.entries(numbers(row))) sums[name] = Number(sums[name] ?? 0) + one;
      }
    }
    return [...found.values()] as LeafRow[];
  };
  const one = () => ({ referrals: 1 });
  const numbers = (row: Episode) => ({
    due: Number(row.due),
    followed: Number(row.due && row.inTime),
    n: Number(row.after !== null),
    improved: Number(row.after !== null && outcomeOf(row) === 1),
    worse: Number(row.after !== null && outcomeOf(row) === -1),
  });
  const instrument = { instrument: "pam" };
  return {
    referrals: count(referrals, true, undefined, one),
    people: peopleLeaves(referrals, starts),
    referralsByGroup: new Map([...BREAKDOWNS].map((name) => [name, count(referrals, false, name, one)])),
    episodes: count(episodes, true, undefined, numbers, instrument),
    episodesByGroup: new Map(
      [...BREAKDOWNS].map((name) => [name, count(episodes, false, name, numbers, instrument)]),
    ),
  };
}

function peopleLeaves(referrals: readonly PlacedRow[], starts: readonly string[]): Leaves["people"] {
  const byPerson = new Map<number, Map<string, LeafRow>>();
  for (const row of referrals) {
    const leaf = { ...leafOf(row, starts, true), layer: "true" };
    const own = byPerson.get(row.person) ?? new Map<string, LeafRow>();
    byPerson.set(row.person, own.set(Object.values(leaf).join("|"), leaf));
  }
  const single = new Map<string, LeafRow & { people: number }>();
  const several: (LeafRow & { person: number })[] = [];
  for (const [person, leaves] of byPerson) {
    for (const [key, leaf] of leaves) {
      if (leaves.size > 1) several.push({ ...leaf, person });
      else single.set(key, { ...leaf, people: (single.get(key)?.people ?? 0) + 1 });
    }
  }
  return { single: [...single.values()], several };
}
