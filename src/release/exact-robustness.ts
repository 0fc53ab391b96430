import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { Cell } from "../measures/cell.ts";
import type { CellRow } from "../measures/cell-rows.ts";
import type { ChangeCount } from "../measures/change-histograms.ts";
import { type RobustnessRow, type RobustnessRows, STRATA, type StratumRow } from "../measures/robustness.ts";
import type { Instrument } from "../model/programme.ts";
import { changeShares } from "../statistics/change-shares.ts";
import {
  type InverseProbabilityMean,
  inverseProbabilityMean,
} from "../statistics/inverse-probability-mean.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { expectedShareChanged } from "../statistics/regression-to-the-mean.ts";
import { welchDifference } from "../statistics/welch-difference.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { cellOf } from "./cell-of.ts";

type Figure = Pick<ExactEstimate, "value" | "lower" | "upper" | "level">;

const TOO_FEW = "Too few people to work it out this way.";

/** The change of each cell worked out in other ways: unpaired, of timely second scores, and weighted for those lost. */
export function robustnessEstimates(
  rows: RobustnessRows,
  instruments: readonly Instrument[],
): readonly ExactEstimate[] {
  const strata = new Map<string, StratumRow[]>();
  for (const row of rows.strata) {
    const key = cellKey(row, row.instrument);
    const cell = strata.get(key) ?? [];
    if (cell.length === 0) strata.set(key, cell);
    cell.push(row);
  }
  return instruments.flatMap((instrument) => {
    const cells = rows.cells.filter((row) => row.instrument === instrument.id);
    const isTimed = cells.some(({ timely }) => timely > 0);
    return cells.flatMap((row) => [
      unpaired(row, instrument),
      ...(isTimed ? [timely(row, instrument)] : []),
      // Where the source holds only pairs, nobody is known to be lost.
      ...(instrument.follow_up.rate === "measured"
        ? [weighted(row, strata.get(cellKey(row, instrument.id)) ?? [], instrument)]
        : []),
    ]);
  });
}

const cellKey = ({ area_type, area, period_type, period }: CellRow, instrument: string): string =>
  [instrument, area_type, area, period_type, period].join("|");

/** A mean with its interval, or `too_few` where it has none: without one it would be the figure of every person. */
function meanOf(
  row: CellRow,
  { id, decimals }: Instrument,
  about: { readonly measure: string; readonly method: string; readonly n: number },
  figure: Figure | null,
): ExactEstimate {
  const base = {
    ...cellOf(row, about.measure, id),
    ...blankEstimate,
    n: about.n,
    method: about.method,
    kind: "mean",
    decimals: Math.max(1, decimals),
  } as const;
  return figure === null
    ? { ...base, status: "too_few", note: TOO_FEW }
    : { ...base, ...figure, status: "published", note: "" };
}

/** All second scores less all first scores, as if of different people. */
function unpaired(row: RobustnessRow, instrument: Instrument): ExactEstimate {
  const { difference, lower, upper, level, reason } = welchDifference(
    { n: row.paired, sum: row.sum_after, sumOfSquares: row.sum_after2 },
    { n: row.baselines, sum: row.sum_first, sumOfSquares: row.sum_first2 },
    instrument.decimals,
  );
  const about = { measure: "unpaired_change", method: "welch-difference", n: row.baselines };
  const figure = reason === null ? { value: difference, lower, upper, level } : null;
  // Beside the average of those with both scores it would tell the average of the others.
  return { ...meanOf(row, instrument, about, figure), people: [row.paired, row.baselines - row.paired] };
}

function timely(row: RobustnessRow, instrument: Instrument): ExactEstimate {
  const sums = { n: row.timely, sum: row.sum_timely, sumOfSquares: row.sum_timely2 };
  const { n, mean, lower, upper, level, reason } = meanInterval(sums, instrument.decimals);
  const about = { measure: "timely_change", method: "t-interval-paired", n };
  const figure = reason === null ? { value: mean, lower, upper, level } : null;
  return { ...meanOf(row, instrument, about, figure), people: [row.paired - row.timely] };
}

function weighted(row: RobustnessRow, strata: readonly StratumRow[], instrument: Instrument): ExactEstimate {
  // A characteristic that is the same for all of a cell tells nothing there.
  const used = STRATA.filter((name) => new Set(strata.map((one) => Number(one[name]))).size > 1);
  const { mean, lower, upper, level, reason } = weightedMean(strata, used, instrument.decimals);
  const about = { measure: "weighted_change", method: "inverse-probability-mean", n: row.followed };
  const figure = reason === null ? { value: mean, lower, upper, level } : null;
  return { ...meanOf(row, instrument, about, figure), people: [row.paired - row.followed] };
}

/** The weighted mean by these columns; one that follows from others tells nothing more and is left out. */
function weightedMean(
  strata: readonly StratumRow[],
  used: readonly (typeof STRATA)[number][],
  decimals: number,
): InverseProbabilityMean {
  const found = inverseProbabilityMean(
    strata.map((one) => ({
      covariates: used.map((name) => Number(one[name])),
      people: one.people,
      followedUp: one.followed,
      sum: one.sum_change,
      sumOfSquares: one.sum_change2,
    })),
    decimals,
  );
  const { aliased } = found.model;
  return found.reason === "aliased" && aliased.length > 0
    ? weightedMean(
        strata,
        used.filter((_, column) => !aliased.includes(column)),
        decimals,
      )
    : found;
}

/** Cells of the shares by other published sizes of change. */
const hasSizes = ({ area_type, period_type }: CellRow): boolean =>
  period_type === "all" && area_type === "programme";

/**
 * Shares of people who gained at least each other published size of change (breakdown `threshold`, its points as category),
 * and the share to expect from regression to the mean alone, for the whole programme.
 */
export function otherSizeEstimates(
  changes: readonly ChangeCount[],
  instruments: readonly Instrument[],
): readonly ExactEstimate[] {
  return instruments.flatMap((instrument) => {
    if (instrument.other_thresholds.length === 0) return [];
    const cells = new Map<string, ChangeCount[]>();
    for (const row of changes) {
      if (row.instrument !== instrument.id || !hasSizes(row)) continue;
      const key = cellKey(row, instrument.id);
      cells.set(key, [...(cells.get(key) ?? []), row]);
    }
    const whole: CellRow = {
      area_type: "programme",
      area: "programme",
      period_type: "all",
      period: "all",
      breakdown: "none",
      category: "all",
    };
    return instrument.other_thresholds.flatMap(({ points }) => [
      ...[...cells.values()].map((rows) => shareBySize(rows, points, instrument)),
      expectedBySize(whole, points, instrument),
    ]);
  });
}

const bySize = (row: CellRow, measure: string, points: number, { id }: Instrument): Cell => ({
  ...cellOf(row, measure, id),
  breakdown: "threshold",
  category: String(points),
});

function shareBySize(rows: readonly ChangeCount[], points: number, instrument: Instrument): ExactEstimate {
  const [first] = rows;
  if (first === undefined) throw new Error("A cell of changes has a row.");
  const size = Math.ceil(Number((points * 10 ** instrument.decimals).toFixed(6)));
  const { n, counts, improved } = changeShares(
    rows.map((row) => [row.change, row.n] as const),
    size,
    instrument.better,
  );
  const base = {
    ...bySize(first, "share_improved_by", points, instrument),
    ...blankEstimate,
    numerator: counts.improved,
    denominator: n,
    n,
    method: "wilson",
    kind: "proportion",
    decimals: 2,
  } as const;
  const { value, lower, upper, level, reason } = improved;
  return reason === null
    ? { ...base, value, lower, upper, level, status: "published", note: "" }
    : { ...base, status: "too_few", note: "Nobody has both scores yet." };
}

function expectedBySize(row: CellRow, points: number, instrument: Instrument): ExactEstimate {
  const { lower, upper, reason } = expectedShareChanged(instrument.regression_to_mean, points);
  const base = {
    ...bySize(row, "expected_share_rtm", points, instrument),
    ...blankEstimate,
    method: "regression-to-the-mean-band",
    kind: "published",
    decimals: 2,
  } as const;
  return reason === null
    ? { ...base, lower, upper, status: "published", note: "" }
    : {
        ...base,
        status: "not_available",
        note: "No outside reference with a source is declared for this score.",
      };
}
