import type { Policy } from "../../src/disclosure/policy.ts";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { averageAttack, type Described, type DescribedSets, describedSets } from "./average-attack.ts";
import { combinedAverages } from "./combined-averages.ts";
import {
  type CountQuestion,
  changeCounting,
  countAttack,
  episodeCounting,
  followUpCounting,
  referralCounting,
} from "./count-attack.ts";
import type { Members } from "./lattice-cells.ts";
import type { MeasuredWorld } from "./measure-world.ts";
import { ReleasedCells, type Win } from "./released-cells.ts";
import { shareAttack } from "./share-attack.ts";
import type { PlacedRow } from "./world.ts";

const GROUPS: Readonly<Record<string, (row: PlacedRow) => string>> = {
  gender: (row) => row.gender,
  ethnic_group: (row) => row.ethnic_group,
};

/** Everything that an outsider with patience and a computer works out from a release of a world. */
export async function attack(
  { world, referralCells, episodeCells }: MeasuredWorld,
  rows: readonly ReleasedEstimate[],
  policy: Policy,
): Promise<readonly Win[]> {
  const { episodes, referrals } = world;
  const released = new ReleasedCells(rows);
  const paired = new Set(episodes.flatMap(({ after }, row) => (after === null ? [] : [row])));
  const averages = describedSets({
    rows: episodes,
    cells: episodeCells,
    paired,
    released,
    describedFrom: policy.describedFrom,
  });
  const common = { released, policy, isSummed: summedTotals(rows, policy) };
  const linked = (cell: Members) =>
    cell.breakdown === "none" ? ("linked count" as const) : ("count" as const);
  const ofReferrals = { ...common, rows: referrals, counting: referralCounting };
  const ofScores = (counting: CountQuestion["counting"]) => ({ ...common, rows: episodes, counting });
  const counts: CountQuestion[] = [
    { ...ofReferrals, cells: withoutGroups(referralCells) },
    { ...ofScores(changeCounting(episodes)), cells: withoutGroups(episodeCells) },
    { ...ofScores(followUpCounting(episodes)), cells: withoutGroups(episodeCells) },
    {
      ...ofScores(episodeCounting(episodes)),
      cells: withoutGroups(episodeCells),
      attackOf: () => "linked count",
    },
    ...Object.entries(GROUPS).flatMap(([breakdown, groupOf]) => [
      { ...ofReferrals, cells: byGroup(referralCells, breakdown), groupOf, attackOf: linked },
      {
        ...ofScores(changeCounting(episodes)),
        cells: byGroup(episodeCells, breakdown),
        groupOf,
        attackOf: linked,
      },
      {
        ...ofScores(followUpCounting(episodes)),
        cells: byGroup(episodeCells, breakdown),
        groupOf,
        attackOf: linked,
      },
    ]),
    ...pairs(ofReferrals, referralCells),
    ...[changeCounting(episodes), followUpCounting(episodes)].flatMap((counting) =>
      pairs(ofScores(counting), episodeCells),
    ),
  ];
  const wins: Win[] = [
    ...shareAttack(rows, policy),
    ...linkedAverages(averages, policy.describedFrom),
    ...combinedAverages(averages, policy.describedFrom),
  ];
  for (const question of counts) wins.push(...(await countAttack(question)));
  return wins;
}

/** Averages of areas, those of each characteristic in large areas, and then all together. */
function linkedAverages(sets: readonly DescribedSets[], describedFrom: number): readonly Win[] {
  const found = new Map<string, Win>();
  const families = [(one: Described) => one.breakdown === "none", ...BREAKDOWN_FAMILIES];
  for (const isIn of families) {
    const own = sets.map((one) => ({ ...one, published: one.published.filter(isIn) }));
    for (const win of averageAttack(own, describedFrom)) found.set(win.cell, win);
  }
  for (const win of averageAttack(sets, describedFrom)) {
    if (!found.has(win.cell)) found.set(win.cell, { ...win, attack: "linked average" });
  }
  return [...found.values()];
}

const LARGE_AREAS = new Set(["programme", "borough", "service", "project"]);
const LONG_PERIODS = new Set(["all", "financial_year", "window"]);
const BREAKDOWN_FAMILIES = ["gender", "ethnic_group"].map(
  (breakdown) => (one: Described) =>
    (one.breakdown === "none" || one.breakdown === breakdown) &&
    LARGE_AREAS.has(one.area_type) &&
    LONG_PERIODS.has(one.period_type),
);

const withoutGroups = (cells: readonly Members[]) => cells.filter(({ breakdown }) => breakdown === "none");

/** Cells by one characteristic and, of the same places, those without groups. */
function byGroup(cells: readonly Members[], breakdown: string): readonly Members[] {
  const own = cells.filter((cell) => cell.breakdown === breakdown);
  const place = ({ area_type, area, period_type, period }: Members) =>
    [area_type, area, period_type, period].join("|");
  const places = new Set(own.map(place));
  return [...withoutGroups(cells).filter((cell) => places.has(place(cell))), ...own];
}

/** Two characteristics together, with each by itself: of the whole programme and period. */
function pairs(question: Omit<CountQuestion, "cells">, cells: readonly Members[]): CountQuestion[] {
  const own = cells.filter(
    ({ area_type, period_type, breakdown }) =>
      area_type === "programme" && period_type === "all" && breakdown !== "cohort",
  );
  const groupOf = (row: PlacedRow) => `${row.gender}*${row.ethnic_group}`;
  const attackOf = ({ breakdown }: Members) => (breakdown.includes("*") ? "count" : "linked count");
  return [{ ...question, cells: own, groupOf, attackOf }];
}

/** Totals of referrals that are the sum of the printed numbers of the boards, where the policy makes them so. */
function summedTotals(
  rows: readonly ReleasedEstimate[],
  { totals }: Policy,
): (row: ReleasedEstimate) => boolean {
  if (totals === "rounded") return () => false;
  const isOfBoard = ({ measure, area_type, breakdown }: ReleasedEstimate) =>
    measure === "referrals" && area_type === "icb" && breakdown === "none";
  return (row) => {
    if (row.measure !== "referrals" || row.area_type !== "programme" || row.breakdown !== "none")
      return false;
    const boards = rows.filter(
      (one) => isOfBoard(one) && one.period_type === row.period_type && one.period === row.period,
    );
    if (boards.length === 0 || boards.some(({ status }) => status !== "published")) return false;
    return boards.reduce((sum, { value }) => sum + (value ?? 0), 0) === row.value;
  };
}
