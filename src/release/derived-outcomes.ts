import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import type { Cell } from "../measures/cell.ts";
import { COARSE_BREAKDOWNS } from "../measures/lattice.ts";
import { bowker } from "../statistics/bowker.ts";
import { countsRoundingTo } from "../statistics/consistent-counts.ts";
import { standardisedShareDifference } from "../statistics/standardised-share-difference.ts";
import { blankEstimate } from "./blank-estimate.ts";

const CHARACTERISTICS: ReadonlySet<string> = new Set(COARSE_BREAKDOWNS);
const AREAS: ReadonlySet<string> = new Set(["programme", "project", "service"]);
const LEVELS = ["1", "2", "3", "4"];
const SHARED: ReadonlySet<string> = new Set([
  "change_band",
  "baseline_level",
  "follow_up_level",
  "baseline_level*follow_up_level",
]);
const LEVEL = 0.95;

/**
 * Adds what is worked out from released counts of people with two scores alone: how those followed up differ from those
 * who were due and were not (`follow_up_difference`), group by group; the shares that moved so far, or came from one level
 * to another (`share_paired`); and whether people moved between levels one way more than the other (`level_symmetry`).
 * Where a count is withheld, so is what needs it.
 */
export function withDerivedOutcomes(
  released: Released<readonly ReleasedEstimate[]>,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const made = [
    ...followUpDifferences(released.value, policy),
    ...pairedShares(released.value),
    ...levelTests(released.value),
  ];
  const shown = protectEstimates(new Unreleased(made), policy);
  return released.map((rows) => [...rows, ...shown.value]);
}

const placeKey = ({ instrument, area_type, area, period_type, period }: Cell): string =>
  [instrument, area_type, area, period_type, period].join("|");

function followUpDifferences(
  released: readonly ReleasedEstimate[],
  policy: Policy,
): readonly ExactEstimate[] {
  const rates = released.filter(
    ({ measure, area_type, period_type, status }) =>
      measure === "follow_up_rate" &&
      period_type === "all" &&
      AREAS.has(area_type) &&
      status !== "not_available",
  );
  const wholes = new Map(
    rates.filter(({ breakdown }) => breakdown === "none").map((row) => [placeKey(row), row]),
  );
  return rates
    .filter(({ breakdown }) => CHARACTERISTICS.has(breakdown))
    .map((row) => differenceOf(row, wholes.get(placeKey(row)), policy));
}

/** Least and most people that a share of released counts may stand for: those counted, and the rest of its denominator. */
function rangesOf(row: ReleasedEstimate, policy: Policy) {
  const counts = (shown: number | null) => {
    const possible = countsRoundingTo(shown ?? 0, policy);
    return [possible[0] ?? shown ?? 0, possible.at(-1) ?? shown ?? 0] as const;
  };
  const [[least, most], [fewest, greatest]] = [counts(row.numerator), counts(row.denominator)];
  return {
    counted: [least, most],
    rest: [Math.max(0, fewest - most), Math.max(0, greatest - least)],
  } as const;
}

function differenceOf(
  group: ReleasedEstimate,
  whole: ReleasedEstimate | undefined,
  policy: Policy,
): ExactEstimate {
  const base = {
    ...group,
    ...blankEstimate,
    measure: "follow_up_difference",
    method: "standardised-difference",
    kind: "mean" as const,
    decimals: 2,
  };
  const missing = [group, whole].find((row) => row?.status !== "published");
  if (whole === undefined || missing !== undefined) {
    return { ...base, status: missing?.status ?? "not_available", note: missing?.note ?? "" };
  }
  const [own, all] = [group, whole].map((row) => ({
    counted: row.numerator ?? 0,
    rest: (row.denominator ?? 0) - (row.numerator ?? 0),
  }));
  const difference = (x: number, followed: number, y: number, lost: number) =>
    standardisedShareDifference(
      { with: Math.min(x, followed), of: followed },
      { with: Math.min(y, lost), of: lost },
      LEVEL,
    );
  const { value } = difference(own?.counted ?? 0, all?.counted ?? 0, own?.rest ?? 0, all?.rest ?? 0);
  if (value === null) {
    return {
      ...base,
      n: group.denominator,
      status: "too_few",
      note: "There is nobody, or nobody else, to set the group against.",
    };
  }
  const [mine, total] = [rangesOf(group, policy), rangesOf(whole, policy)];
  const least = difference(mine.counted[0], total.counted[1], mine.rest[1], total.rest[0]);
  const most = difference(mine.counted[1], total.counted[0], mine.rest[0], total.rest[1]);
  return {
    ...base,
    n: group.denominator,
    value,
    lower: Math.min(value, least.lower ?? value),
    upper: Math.max(value, most.upper ?? value),
    level: LEVEL,
    status: "published",
    note: "From released numbers of people: the interval allows for their rounding.",
  };
}

/** Of all people with both scores, those who moved so far or were at a level; of those at a level first, where they went. */
function pairedShares(released: readonly ReleasedEstimate[]): readonly ExactEstimate[] {
  const counts = new Map(
    released
      .filter(({ measure }) => measure === "paired")
      .map((row) => [`${row.instrument}|${row.breakdown}|${row.category}`, row]),
  );
  return [...counts.values()].flatMap((row): readonly ExactEstimate[] => {
    const { instrument, breakdown, category } = row;
    if (!SHARED.has(breakdown)) return [];
    const [from = ""] = category.split("*");
    const of = counts.get(
      breakdown.includes("*") ? `${instrument}|baseline_level|${from}` : `${instrument}|none|all`,
    );
    const base = {
      ...row,
      ...blankEstimate,
      measure: "share_paired",
      method: "wilson",
      kind: "proportion" as const,
      decimals: 2,
    };
    const missing = [row, of].find((one) => one?.status !== "published");
    if (of === undefined || missing !== undefined) {
      return [{ ...base, status: missing?.status ?? "not_available", note: missing?.note ?? "" }];
    }
    const people = { numerator: row.value, denominator: of.value, n: of.value };
    return (of.value ?? 0) === 0 || (row.value ?? 0) > (of.value ?? 0)
      ? [{ ...base, n: of.value, status: "too_few", note: "Nobody started there." }]
      : [{ ...base, ...people, level: LEVEL, status: "published", note: "" }];
  });
}

/** Bowker's test for each instrument with levels, from the released numbers of people at each pair of levels. */
function levelTests(released: readonly ReleasedEstimate[]): readonly ExactEstimate[] {
  const moves = new Map<string, Map<string, ReleasedEstimate>>();
  for (const row of released) {
    if (row.measure !== "paired" || row.breakdown !== "baseline_level*follow_up_level") continue;
    moves.set(row.instrument, (moves.get(row.instrument) ?? new Map()).set(row.category, row));
  }
  return [...moves.values()].flatMap((cells): readonly ExactEstimate[] => {
    const [first] = cells.values();
    if (first === undefined) return [];
    const shown = LEVELS.map((before) => LEVELS.map((after) => cells.get(`${before}*${after}`)));
    const base = {
      ...first,
      ...blankEstimate,
      measure: "level_symmetry",
      breakdown: "none",
      category: "all",
      method: "bowker",
      kind: "published" as const,
      decimals: 1,
    };
    if (shown.flat().some((row) => row?.status !== "published")) {
      const note = "Not worked out, because some of the numbers of people it needs are withheld.";
      return [{ ...base, status: "not_available" as const, note }];
    }
    const test = bowker(shown.map((row) => row.map((cell) => cell?.value ?? 0)));
    if (test.statistic === null || test.pNonEmptyPairs === null) {
      return [{ ...base, status: "too_few" as const, note: "Nobody moved between levels." }];
    }
    const p = test.pNonEmptyPairs < 0.001 ? "p below 0.001" : `p = ${test.pNonEmptyPairs.toFixed(3)}`;
    const note = `${test.dfNonEmptyPairs} degrees of freedom, ${p}; from rounded numbers of people.`;
    return [{ ...base, value: test.statistic, status: "published" as const, note }];
  });
}
