import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import type { Members } from "./lattice-cells.ts";
import { type Found, linearRanges, type Row, type Target } from "./linear-range.ts";
import { outcomeOf } from "./measure-world.ts";
import { cellKey, type ReleasedCells, type Win } from "./released-cells.ts";
import { countsBehind, type Printed } from "./share-attack.ts";
import type { Episode, PlacedRow } from "./world.ts";

/** Whole numbers that must be left of a small count. */
const LEFT_OF_SMALL = 4;
const LEFT_OF_OTHERS = 5;

/** A number of people as some measures print it: where, and who is counted. */
interface CountOf {
  readonly name: string;
  readonly printed: readonly (readonly [
    measure: string,
    field: "value" | "n" | "numerator" | "denominator",
  ])[];
  /** Kinds of record that are counted. */
  readonly states: readonly string[];
  /** Measures whose withholding hides this number though none prints it. */
  readonly hiddenWith?: readonly string[];
}

/** Kinds of record, and the counts made of them. */
interface Counting {
  readonly stateOf: (row: number) => string | undefined;
  readonly states: readonly string[];
  readonly counts: readonly CountOf[];
}

const OUTCOMES = ["improved", "same", "worse"] as const;
const MEANS = ["mean_change", "mean_baseline", "mean_follow_up"] as const;

const counted = (states: readonly string[], within: readonly string[]) => {
  const shares = OUTCOMES.map((outcome): readonly CountOf[] => {
    const own = states.filter((state) => state.endsWith(outcome));
    const others = within.filter((state) => !own.includes(state));
    const measure = `share_${outcome}`;
    return [
      { name: outcome, printed: [[measure, "numerator"]], states: own },
      { name: `not ${outcome}`, printed: [], states: others, hiddenWith: [measure] },
    ];
  });
  const both: CountOf = {
    name: "with both scores",
    printed: [
      ...OUTCOMES.map((one) => [`share_${one}`, "denominator"] as const),
      ...OUTCOMES.map((one) => [`share_${one}`, "n"] as const),
      ...MEANS.map((one) => [one, "n"] as const),
    ],
    states: within,
  };
  return [both, ...shares.flat()];
};

const dueCounts = (due: readonly string[], followed: readonly string[]): readonly CountOf[] => [
  {
    name: "due",
    printed: [
      ["follow_up_rate", "denominator"],
      ["follow_up_rate", "n"],
    ],
    states: due,
  },
  { name: "followed", printed: [["follow_up_rate", "numerator"]], states: followed },
  {
    name: "not followed",
    printed: [],
    states: due.filter((state) => !followed.includes(state)),
    hiddenWith: ["follow_up_rate"],
  },
];

const OUTCOME_NAMES = { "-1": "worse", "0": "same", "1": "improved" } as const;
const outcomeName = (one: Episode) => (one.after === null ? "none" : OUTCOME_NAMES[outcomeOf(one)]);
const timing = (one: Episode) => (one.due ? (one.inTime ? "followed" : "due") : "early");

/** Referrals, which are all of one kind. */
export const referralCounting: Counting = {
  stateOf: () => "referral",
  states: ["referral"],
  counts: [{ name: "referrals", printed: [["referrals", "value"]], states: ["referral"] }],
};

/** Scores with everything that is printed of them: due or not, followed up or not, and how they changed. */
export function episodeCounting(episodes: readonly Episode[]): Counting {
  const states = ["early", "due", "followed"].flatMap((when) =>
    [...OUTCOMES, "none"].map((outcome) => `${when} ${outcome}`),
  );
  const possible = states.filter((state) => state !== "followed none");
  const paired = possible.filter((state) => !state.endsWith("none"));
  const followed = possible.filter((state) => state.startsWith("followed"));
  const due = [...possible.filter((state) => state.startsWith("due")), ...followed];
  return {
    stateOf: (row) => {
      const one = episodes[row];
      return one === undefined ? undefined : `${timing(one)} ${outcomeName(one)}`;
    },
    states: possible,
    counts: [...dueCounts(due, followed), ...counted(paired, paired)],
  };
}

/** How scores changed. */
export const changeCounting = (episodes: readonly Episode[]): Counting => ({
  stateOf: (row) => {
    const one = episodes[row];
    return one === undefined || one.after === null ? undefined : outcomeName(one);
  },
  states: OUTCOMES,
  counts: counted(OUTCOMES, OUTCOMES),
});

/** Who of those due was followed up. */
export const followUpCounting = (episodes: readonly Episode[]): Counting => ({
  stateOf: (row) => {
    const one = episodes[row];
    return one?.due ? timing(one) : undefined;
  },
  states: ["due", "followed"],
  counts: dueCounts(["due", "followed"], ["followed"]),
});

/** What is attacked: some cells, with groups of one characteristic or without, and everything printed of them. */
export interface CountQuestion {
  readonly rows: readonly PlacedRow[];
  readonly cells: readonly Members[];
  readonly counting: Counting;
  readonly released: ReleasedCells;
  readonly policy: Printed;
  /** True for a total that is the sum of printed parts, and tells no more than they do. */
  readonly isSummed: (row: ReleasedEstimate) => boolean;
  /** The category of a row where the cells are by groups. */
  readonly groupOf?: (row: PlacedRow) => string;
  /** What it is called to find a count of a cell; default: `count`. */
  readonly attackOf?: (cell: Members) => Win["attack"];
}

/**
 * Takes every printed count of the cells, with what its rounding leaves open, as a row of a linear program whose
 * unknowns are the people of each piece of area and time, group and kind of record; and asks for each withheld count
 * how far it can go. A withheld count may be any number for all its symbol says; of a small one at least four small
 * numbers must be left, for a reader who guesses that it is small.
 */
export async function countAttack(question: CountQuestion): Promise<readonly Win[]> {
  const { cells, counting, released, policy, isSummed } = question;
  const { pieces, columnsOf, truth, unknowns } = piecesOf(question);
  const rows: Row[] = [];
  const targets: (Target & { readonly win: (range: Found) => Win | undefined })[] = [];
  for (const cell of cells) {
    const key = cellKey(cell);
    const own = pieces(cell);
    const attack = question.attackOf?.(cell) ?? "count";
    for (const count of counting.counts) {
      const columns = columnsOf(own, cell, count.states);
      const sum = columns.reduce((total, column) => total + (truth[column] ?? 0), 0);
      const measures = [...count.printed.map(([measure]) => measure), ...(count.hiddenWith ?? [])];
      const estimates = [...new Set(measures)].flatMap((measure) => released.of(measure, key) ?? []);
      if (estimates.length === 0) continue;
      const name = `${count.name}, ${key}`;
      const range = printedRange(count, key, { released, policy, isSummed });
      if (range !== undefined)
        rows.push({ name: `${name} = ${range.lower} to ${range.upper}`, columns, ...range });
      const isHidden = range === undefined && estimates.every(({ status }) => status === "withheld");
      const isVague = range !== undefined && range.lower > 0 && range.lower < range.upper;
      const isFew = isVague && range.upper < policy.describedFrom;
      const isSmall = isFew || (isHidden && sum > 0 && sum <= policy.withholdUpTo);
      if (isSmall) {
        const most = isFew ? range.upper : policy.withholdUpTo;
        targets.push({ columns, need: LEFT_OF_SMALL, most, win: winOf(attack, name, sum, true) });
      } else if (isHidden && sum > 0 && count.printed.length > 0) {
        targets.push({ columns, need: LEFT_OF_OTHERS, win: winOf(attack, name, sum, false) });
      }
    }
  }
  const found = await linearRanges(unknowns, rows, targets, truth);
  return found.flatMap((range, at) => targets[at]?.win(range) ?? []);
}

/** Of a small count fewer small numbers must not be left; another may not be pinned, and should not be narrowed. */
const winOf =
  (attack: Win["attack"], cell: string, truth: number, isSmall: boolean) =>
  ({ least, most, left, because }: Found): Win | undefined => {
    if (left >= (isSmall ? LEFT_OF_SMALL : LEFT_OF_OTHERS)) return undefined;
    const what = `is ${least} to ${most} (it is ${truth}, ${isSmall ? "few" : "not few"})`;
    return {
      attack: isSmall || left === 1 ? attack : "narrowed",
      cell,
      what: `${what} by ${because.join(" & ")}`,
    };
  };

interface CountRange {
  readonly lower: number;
  readonly upper: number;
}

/** What all estimates that print a count leave open together; undefined where none does. */
function printedRange(
  { printed }: CountOf,
  key: string,
  { released, policy, isSummed }: Pick<CountQuestion, "released" | "policy" | "isSummed">,
): CountRange | undefined {
  let found: CountRange | undefined;
  for (const [measure, field] of printed) {
    const row = released.of(measure, key);
    const number = row === undefined ? null : numberIn(row, field);
    if (number === null) continue;
    const counts =
      row !== undefined && isSummed(row) ? [0, Number.POSITIVE_INFINITY] : countsBehind(number, policy);
    const lower = Math.max(found?.lower ?? 0, counts[0] ?? number);
    const upper = Math.min(found?.upper ?? Number.POSITIVE_INFINITY, counts.at(-1) ?? number);
    found = { lower, upper };
  }
  return found;
}

function numberIn(row: ReleasedEstimate, field: "value" | "n" | "numerator" | "denominator"): number | null {
  if (row.status === "withheld") return null;
  // Nobody was due.
  if (row.status === "not_yet_observable") return 0;
  return row[field];
}

/** Unknowns: the people of a piece of area and time (rows in just the same cells without groups), by group and state. */
function piecesOf({ rows, cells, counting, groupOf }: CountQuestion) {
  const whole = cells.filter(({ breakdown }) => breakdown === "none");
  const cellsOf = new Map<number, number[]>(rows.map((_, row) => [row, []]));
  for (const [at, cell] of whole.entries()) for (const row of cell.rows) cellsOf.get(row)?.push(at);
  const numbers = new Map<string, number>();
  const pieceOf = rows.map((_, row) => {
    const key = cellsOf.get(row)?.join() ?? "";
    const piece = numbers.get(key) ?? numbers.size;
    numbers.set(key, piece);
    return piece;
  });
  const groups = groupOf === undefined ? ["all"] : [...new Set(rows.map(groupOf))].sort();
  const { states } = counting;
  const columnAt = (piece: number, group: number, state: number) =>
    (piece * groups.length + group) * states.length + state;
  const unknowns = numbers.size * groups.length * states.length;
  const truth = new Float64Array(unknowns);
  for (const [row, one] of rows.entries()) {
    const state = states.indexOf(counting.stateOf(row) ?? "");
    if (state === -1) continue;
    const column = columnAt(pieceOf[row] ?? 0, groups.indexOf(groupOf?.(one) ?? "all"), state);
    truth[column] = (truth[column] ?? 0) + 1;
  }
  // By places rather than by rows: a group that nobody of a piece is in could have been there for all anyone knows.
  const piecesAt = new Map<string, ReadonlySet<number>>(
    whole.map((cell) => [placeKey(cell), new Set(cell.rows.map((row) => pieceOf[row] ?? 0))]),
  );
  return {
    unknowns,
    truth,
    pieces: (cell: Members) => [...(piecesAt.get(placeKey(cell)) ?? [])],
    columnsOf: (own: readonly number[], { breakdown, category }: Members, wanted: readonly string[]) => {
      const isIn = (group: string) => breakdown === "none" || isInCategory(group, breakdown, category);
      const some = groups.flatMap((group, at) => (isIn(group) ? [at] : []));
      const kinds = wanted.map((state) => states.indexOf(state));
      return own.flatMap((piece) =>
        some.flatMap((group) => kinds.map((state) => columnAt(piece, group, state))),
      );
    },
  };
}

const placeKey = ({ area_type, area, period_type, period }: Members): string =>
  [area_type, area, period_type, period].join("|");

/** A pair of groups, `gender*ethnic_group`, is in the category of either, and in their own. */
function isInCategory(group: string, breakdown: string, category: string): boolean {
  const [gender, ethnicGroup] = group.split("*");
  return (
    group === category ||
    (ethnicGroup !== undefined && category === (breakdown === "gender" ? gender : ethnicGroup))
  );
}
