import { CHANGE_BANDS } from "../../measures/change-bands.ts";
import type { LeafRow } from "../../measures/leaf-rows.ts";
import { DIVIDED_BAND, isOlder } from "../../measures/reach-counts.ts";
import type { GroupSource } from "./group-tables.ts";

/** How the people of a row of leaves fall into parts, by name. */
export type Parts = Readonly<Record<string, (row: LeafRow) => number>>;

/** All that a column counts, as one part. */
export const EVERYBODY = (column: string): Parts => ({ all: (row) => Number(row[column] ?? 0) });
/** People due a second score: those followed up, and the rest. */
export const FOLLOWED: Parts = {
  followed: (row) => Number(row.followed),
  rest: (row) => Number(row.due) - Number(row.followed),
};
/** People with both scores by the direction of their change. */
export const CHANGES: Parts = {
  improved: (row) => Number(row.improved),
  same: (row) => Number(row.n) - Number(row.improved) - Number(row.worse),
  worse: (row) => Number(row.worse),
};
/** Names of parts; the same lists each time, as tables know lists that they have met. */
export const FOLLOWED_OR_NOT = Object.keys(FOLLOWED);
export const DIRECTIONS = Object.keys(CHANGES);
export const [JUST_FOLLOWED, JUST_REST, JUST_COUNTED, JUST_ALL] = [
  ["followed"],
  ["rest"],
  ["counted"],
  ["all"],
];
export const COUNTED_OR_NOT = ["counted", "rest"];
export const [MEN, NOT_MEN, MEN_OR_NOT] = [["true"], ["false"], ["true", "false"]];
/** A direction of change, and the two others. */
export const SIDES: Readonly<
  Record<string, { readonly is: readonly string[]; readonly others: readonly string[] }>
> = Object.fromEntries(
  DIRECTIONS.map((one) => [one, { is: [one], others: DIRECTIONS.filter((other) => other !== one) }]),
);
/** Those that a share counts, and the rest of its denominator. */
export const SHARE = (id: string): Parts => ({
  counted: (row) => Number(row[`${id}_is`] ?? 0),
  rest: (row) => Number(row[`${id}_of`] ?? 0) - Number(row[`${id}_is`] ?? 0),
});

const aged20 = (row: LeafRow) => Number(row.referrals_20_plus ?? 0);
const younger = (row: LeafRow) => Number(row.referrals ?? 0) - aged20(row);

/** Referrals of people of 20 and over told apart from the others; whoever reads an age band knows which side it is on. */
export const partsAt20: NonNullable<GroupSource["partsOf"]> = (breakdown, group) => {
  if (breakdown === "gender") return { "20+": aged20, younger };
  if (breakdown !== "age_band") return undefined;
  if (group === DIVIDED_BAND) return { "20+": aged20, younger };
  return isOlder(group) ? { "20+": aged20 } : { younger };
};

/** Bands of change that make up directions of change. */
export function bandsOf(outcomes: readonly string[]): readonly string[] {
  const known = bandsKnown.get(outcomes);
  if (known !== undefined) return known;
  const bands = CHANGE_BANDS.filter(({ of }) => outcomes.includes(of)).map(({ id }) => id);
  bandsKnown.set(outcomes, bands);
  return bands;
}

const bandsKnown = new WeakMap<readonly string[], readonly string[]>();

/** The people of a leaf by the last stage that they came to. */
export const stagesReached = (stages: readonly string[]): Parts =>
  Object.fromEntries(
    stages.map((fact, at) => {
      const next = stages[at + 1];
      const reached = (row: LeafRow, stage: string) => Number(row[`pathway_${stage}`] ?? 0);
      return [fact, (row: LeafRow) => reached(row, fact) - (next === undefined ? 0 : reached(row, next))];
    }),
  );
