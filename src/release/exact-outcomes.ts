import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { Cell } from "../measures/cell.ts";
import { levelMoves, levelRise } from "../measures/level-moves.ts";
import type { PairedPeopleRow } from "../measures/paired-people.ts";
import { type FlowRow, type FlowStep, flowSteps, peopleAt } from "../measures/sample-flow.ts";
import type { Instrument } from "../model/programme.ts";
import {
  type ExpectedBand,
  expectedShareBetween,
  expectedShareChanged,
} from "../statistics/regression-to-the-mean.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate } from "./blank-estimate.ts";

/** Sufficient statistics of who has two scores, and who was lost on the way to them. */
export interface OutcomeRows {
  /** By breakdown. */
  readonly pairedPeople: ReadonlyMap<string, readonly PairedPeopleRow[]>;
  readonly flow: readonly FlowRow[];
}

type Place = Omit<Cell, "measure" | "instrument">;

const WHOLE: Place = {
  area_type: "programme",
  area: "programme",
  period_type: "all",
  period: "all",
  breakdown: "none",
  category: "all",
};

/** People with both scores and how they moved, those lost at each step before it, and the shares expected by themselves. */
export function outcomeEstimates(
  { pairedPeople, flow }: OutcomeRows,
  instruments: readonly Instrument[],
): ExactEstimate[] {
  return [
    ...[...pairedPeople].flatMap(([breakdown, rows]) =>
      rows.map(({ instrument, category, n }) =>
        count({ ...WHOLE, breakdown, category }, "paired", instrument, Number(n)),
      ),
    ),
    ...instruments.flatMap((instrument) => [
      ...moveShares(pairedPeople.get("baseline_level*follow_up_level") ?? [], instrument.id),
      ...expectedShares(instrument),
    ]),
    ...flow.flatMap((row) =>
      (Object.keys(flowSteps) as FlowStep[]).map((step) =>
        count(row, step, row.instrument, peopleAt(row, step)),
      ),
    ),
  ];
}

function placeOf({ area_type, area, period_type, period, breakdown, category }: Place): Place {
  return { area_type, area, period_type, period, breakdown, category };
}

function count(row: Place, measure: string, instrument: string, people: number): ExactEstimate {
  return {
    measure,
    instrument,
    ...placeOf(row),
    ...blankEstimate,
    n: people,
    value: people,
    method: "count",
    status: "published",
    note: "",
    kind: "count",
    decimals: 0,
  };
}

/** Shares of people with both scores whose second level was higher, the same or lower; none without levels. */
function moveShares(rows: readonly PairedPeopleRow[], instrument: string): ExactEstimate[] {
  const moves = rows.filter((row) => row.instrument === instrument);
  if (moves.length === 0) return [];
  const people = (which: (rise: number) => boolean) =>
    moves.filter(({ category }) => which(levelRise(category))).reduce((sum, { n }) => sum + Number(n), 0);
  const all = people(() => true);
  return Object.entries(levelMoves).map(([measure, which]) => {
    const numerator = people(which);
    const { value, lower, upper, level, reason } = wilsonInterval(numerator, all);
    return {
      measure,
      instrument,
      ...WHOLE,
      ...blankEstimate,
      numerator,
      denominator: all,
      n: all,
      ...(reason === null ? { value, lower, upper, level } : {}),
      method: "wilson",
      status: reason === null ? ("published" as const) : ("too_few" as const),
      note: reason === null ? "" : "Nobody has both scores yet.",
      kind: "proportion" as const,
      decimals: 2,
    };
  });
}

/**
 * Shares that regression to the mean alone would give, of any people of the declared reference: with a gain of the
 * meaningful change or more, and in each band of change beyond it. They rest on nobody's data.
 */
function expectedShares(instrument: Instrument): ExactEstimate[] {
  const { regression_to_mean: reference, meaningful_change } = instrument;
  if (reference === undefined) return [];
  const m = meaningful_change.points;
  const outer = [
    ["much_worse", Number.NEGATIVE_INFINITY, -2 * m],
    ["worse", -2 * m, -m],
    ["better", m, 2 * m],
    ["much_better", 2 * m, Number.POSITIVE_INFINITY],
  ] as const;
  const share = (band: ExpectedBand, place: Partial<Place>): ExactEstimate => ({
    measure: "expected_share_rtm",
    instrument: instrument.id,
    ...WHOLE,
    ...place,
    ...blankEstimate,
    lower: band.lower,
    upper: band.upper,
    method: "regression-to-the-mean-band",
    status: "published",
    note: `From regression to the mean alone, for r from ${reference.r[0]} to ${reference.r[1]}: ${reference.source}`,
    kind: "published",
    decimals: 2,
  });
  return [
    share(expectedShareChanged(reference, m), {}),
    ...outer.map(([category, from, to]) =>
      share(expectedShareBetween(reference, from, to), { breakdown: "change_band", category }),
    ),
  ];
}
