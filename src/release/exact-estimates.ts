import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { Unreleased } from "../disclosure/sealed.ts";
import { withEmptyGroups } from "../disclosure/telling-shares.ts";
import type { ActivityRows } from "../measures/activity-rows.ts";
import type { CapacityRow } from "../measures/capacity.ts";
import type { CaseMix } from "../measures/case-mix-rows.ts";
import type { Cell } from "../measures/cell.ts";
import type { ChangeCount } from "../measures/change-histograms.ts";
import type { ComparedPlaceRow } from "../measures/compared-places.ts";
import { DOSE_MEASURES } from "../measures/dose.ts";
import type { EquityRows } from "../measures/equity-rows.ts";
import type { Leaves } from "../measures/leaves.ts";
import type { PairedRow } from "../measures/paired-scores.ts";
import type { ReachRow } from "../measures/reach-counts.ts";
import type { ReferralRow } from "../measures/referral-counts.ts";
import type { RobustnessRows } from "../measures/robustness.ts";
import type { TraineeRows } from "../measures/trainees.ts";
import type { WantsRows } from "../measures/wants.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import type { Instrument, Programme } from "../model/programme.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { isLopsided, LOPSIDED_NOTE } from "../statistics/lopsided-change.ts";
import type { MeanInterval } from "../statistics/mean-interval.ts";
import { type PairedChange, pairedChange } from "../statistics/paired-change.ts";
import { expectedChange } from "../statistics/regression-to-the-mean.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { blankEstimate, countOf, exactOf } from "./blank-estimate.ts";
import { cellOf } from "./cell-of.ts";
import { activityEstimates } from "./exact-activity.ts";
import { equityEstimates } from "./exact-equity.ts";
import { type OutcomeRows, outcomeEstimates } from "./exact-outcomes.ts";
import { reachEstimates } from "./exact-reach.ts";
import { otherSizeEstimates, robustnessEstimates } from "./exact-robustness.ts";
import { traineeEstimates } from "./exact-trainees.ts";
import { typicalChangeEstimates } from "./exact-typical-change.ts";
import { wantsEstimates } from "./exact-wants.ts";
import { workforceEstimates } from "./exact-workforce.ts";

/** Sufficient statistics of every cell, as the measures return them. */
export interface MeasureRows extends OutcomeRows {
  readonly referrals: readonly ReferralRow[];
  /** Referrals of people of 20 and over; absent where no population of that age is declared. */
  readonly reach?: readonly ReachRow[];
  readonly paired: readonly PairedRow[];
  readonly changes: readonly ChangeCount[];
  /** The change worked out in other ways. Absent without instruments. */
  readonly robustness?: RobustnessRows | undefined;
  /** Scores by how often people came. */
  readonly dose?: readonly PairedRow[];
  /** Absent where no dated referral is held. */
  readonly wants?: WantsRows | undefined;
  /** The first measures of projects in single comparison networks: for their comparison, not for estimates. */
  readonly comparedPlaces?: readonly ComparedPlaceRow[];
  /** Who the people of each network are: for funnels, not for estimates. */
  readonly caseMix?: CaseMix;
  /** National statistics on capacity. */
  readonly capacity: readonly CapacityRow[];
  /** Absent where no dated referral is held. */
  readonly activity?: ActivityRows | undefined;
  /** Groups of the whole programme. Absent where there is no activity. */
  readonly equity?: EquityRows | undefined;
  readonly workforce: WorkforceRows;
  readonly trainees: TraineeRows;
  /** The finest pieces that cells of referrals and scores are made of, for the audit. */
  readonly leaves: Leaves;
}

/**
 * Turns sufficient statistics into exact estimates: the input of disclosure control, and what known-answer tests compare.
 *
 * @param isWanted whether a cell is asked for: figures of others are not worked out. It must look at the measure, the area
 * and the breakdown alone, and want all groups of a breakdown or none.
 */
export function exactEstimates(
  rows: MeasureRows,
  programme: Programme,
  isWanted: (cell: Cell) => boolean = () => true,
): Unreleased<readonly ExactEstimate[]> {
  // A programme without a workforce source has not collected it: no cells, rather than empty ones.
  const hasWorkforce = rows.capacity.some((row) => row.fte_e6 !== null);
  const byId = new Map(programme.instruments.map((instrument) => [instrument.id, instrument]));
  const declared = (id: string): Instrument => {
    const instrument = byId.get(id);
    if (instrument === undefined) throw new Error(`Instrument ${id} is not declared.`);
    return instrument;
  };
  const estimates = [
    ...rows.referrals.flatMap((row) => referralEstimates(row, isWanted)),
    ...reachEstimates(rows.reach ?? []),
    ...rows.paired.flatMap((row) => pairedEstimates(row, declared(row.instrument), isWanted)),
    ...(rows.dose ?? [])
      .filter(({ n }) => n > 0)
      .flatMap((row) => pairedEstimates(row, declared(row.instrument), isWanted))
      .filter(({ measure }) => DOSE_MEASURES.has(measure)),
    ...typicalChangeEstimates(rows.changes, programme.instruments),
    ...(rows.robustness === undefined ? [] : robustnessEstimates(rows.robustness, programme.instruments)),
    ...(rows.robustness === undefined ? [] : otherSizeEstimates(rows.changes, programme.instruments)),
    ...(rows.wants === undefined ? [] : wantsEstimates(rows.wants)),
    ...outcomeEstimates(rows, programme.instruments),
    ...rows.capacity.flatMap((row) =>
      capacityEstimates(row).filter((one) => hasWorkforce || one.measure === "registered_patients"),
    ),
    ...(rows.activity === undefined ? [] : activityEstimates(rows.activity, programme)),
    ...(rows.activity === undefined || rows.equity === undefined
      ? []
      : equityEstimates({
          equity: rows.equity,
          activity: rows.activity,
          referrals: rows.referrals,
          instruments: programme.instruments,
        })),
    ...workforceEstimates(rows.workforce, programme),
    ...traineeEstimates(rows.trainees),
  ];
  return new Unreleased(withEmptyGroups(estimates.filter(isWanted)));
}

function referralEstimates(row: ReferralRow, isWanted: (cell: Cell) => boolean): ExactEstimate[] {
  return (["referrals", "people"] as const).flatMap((measure): ExactEstimate[] => {
    const cell = cellOf(row, measure, "");
    return isWanted(cell) ? [exactOf(cell, countOf(row[measure]), "count", 0)] : [];
  });
}

function pairedEstimates(
  row: PairedRow,
  instrument: Instrument,
  isWanted: (cell: Cell) => boolean,
): ExactEstimate[] {
  const { decimals } = instrument;
  // A mean of whole numbers needs a decimal to be of use; from 8 people on it no longer tells how many there are.
  const shown = Math.max(1, decimals);
  let changeOnce: PairedChange | undefined;
  const change = (): PairedChange => {
    changeOnce ??= pairedChange(
      {
        n: row.n,
        sumBefore: row.sum_before,
        sumAfter: row.sum_after,
        sumBefore2: row.sum_before2,
        sumAfter2: row.sum_after2,
        sumChange: row.sum_change,
        sumChange2: row.sum_change2,
      },
      decimals,
    );
    return changeOnce;
  };
  const cell = (measure: string) => cellOf(row, measure, instrument.id);
  const mean = (measure: string, method: string, interval: MeanInterval): ExactEstimate =>
    exactOf(cell(measure), meanEstimate(interval, method), "mean", shown);
  const share = (measure: string, numerator: number, denominator: number, none: string): ExactEstimate =>
    exactOf(cell(measure), shareEstimate(numerator, denominator, none), "proportion", 2);
  const nobody = "Nobody has both scores yet.";
  const followUp = (): ExactEstimate =>
    instrument.follow_up.rate === "measured"
      ? {
          ...share("follow_up_rate", row.followed, row.due, ""),
          ...(row.due === 0
            ? { status: "not_yet_observable", note: "Nobody is due a second score yet." }
            : {}),
        }
      : {
          ...cell("follow_up_rate"),
          ...blankEstimate,
          method: "wilson",
          status: "not_available",
          note: "The source holds only people with both scores.",
          kind: "proportion",
          decimals: 2,
        };
  const figures: readonly (readonly [string, () => ExactEstimate])[] = [
    ["follow_up_rate", followUp],
    ["mean_baseline", () => mean("mean_baseline", "mean", change().before)],
    ["mean_follow_up", () => mean("mean_follow_up", "mean", change().after)],
    ["mean_change", () => withShape(mean("mean_change", "t-interval-paired", change().change), row)],
    [
      "expected_change_rtm",
      () => ({
        ...cell("expected_change_rtm"),
        ...bandEstimate(instrument, change().before, nobody),
        decimals: shown,
      }),
    ],
    ["share_improved", () => share("share_improved", row.improved, row.n, nobody)],
    ["share_same", () => share("share_same", row.n - row.improved - row.worse, row.n, nobody)],
    ["share_worse", () => share("share_worse", row.worse, row.n, nobody)],
  ];
  return figures.flatMap(([measure, figure]) => (isWanted(cell(measure)) ? [figure()] : []));
}

/** Says of a mean change whose interval is to be flagged that it is. */
function withShape(estimate: ExactEstimate, row: PairedRow): ExactEstimate {
  const sums = { n: row.n, sum: row.sum_change, sumOfSquares: row.sum_change2, sumOfCubes: row.sum_change3 };
  return estimate.status === "published" && isLopsided(sums)
    ? { ...estimate, note: `${estimate.note} ${LOPSIDED_NOTE}`.trim() }
    : estimate;
}

function meanEstimate(interval: MeanInterval, method: string): Estimate {
  const { n, mean, lower, upper, level, reason } = interval;
  const none = { numerator: null, denominator: null } as const;
  if (reason === "nobody" || reason === "one_person") {
    const blank = { ...none, n, value: null, lower: null, upper: null, level: null, method } as const;
    return { ...blank, status: "too_few", note: "Fewer than two people have both scores." };
  }
  return {
    ...none,
    n,
    value: mean,
    lower,
    upper,
    level: reason === null ? level : null,
    method,
    status: "published",
    note: reason === "all_equal" ? "All are the same, so no interval can be given." : "",
  };
}

function shareEstimate(numerator: number, denominator: number, none: string): Estimate {
  const { value, lower, upper, level, reason } = wilsonInterval(numerator, denominator);
  const isShown = reason === null;
  return {
    numerator,
    denominator,
    n: denominator,
    value: isShown ? value : null,
    lower: isShown ? lower : null,
    upper: isShown ? upper : null,
    level: isShown ? level : null,
    method: "wilson",
    status: isShown ? "published" : "too_few",
    note: isShown ? "" : none,
  };
}

function bandEstimate(
  instrument: Instrument,
  before: MeanInterval,
  none: string,
): Estimate & { readonly kind: "band" } {
  const reference = instrument.regression_to_mean;
  const band = expectedChange(reference, before.mean);
  const base = {
    ...blankEstimate,
    n: before.n,
    method: "regression-to-the-mean-band",
    kind: "band",
  } as const;
  if (band.reason === "nobody") return { ...base, status: "too_few", note: none };
  if (band.reason !== null || reference === undefined) {
    return {
      ...base,
      status: "not_available",
      note: "No outside reference with a source is declared for this score.",
    };
  }
  const note = `From regression to the mean alone, for r from ${reference.r[0]} to ${reference.r[1]}: ${reference.source}`;
  return { ...base, lower: band.lower, upper: band.upper, status: "published", note };
}

function capacityEstimates(row: CapacityRow): ExactEstimate[] {
  const cell = (measure: string): Cell => ({
    measure,
    instrument: "",
    area_type: row.area_type,
    area: row.area,
    period_type: "all",
    period: "all",
    breakdown: "none",
    category: "all",
  });
  const fte = row.fte_e6 === null ? null : Number(row.fte_e6) / 1_000_000;
  const patients = row.registered_patients;
  const amount = (
    measure: string,
    value: number | null,
    decimals: number,
    absent: string,
  ): ExactEstimate => ({
    ...cell(measure),
    ...blankEstimate,
    value,
    method: "published-statistic",
    status: value === null ? "not_available" : "published",
    note: value === null ? absent : "",
    kind: "published",
    decimals,
  });
  return [
    amount("registered_patients", patients, 0, "No list size in the sources."),
    amount("link_worker_fte", fte, 2, "Not in the workforce source."),
    {
      ...amount(
        "link_worker_fte_per_10000_patients",
        fte === null || !patients ? null : (fte * 10_000) / patients,
        3,
        "Workforce or list size is missing.",
      ),
      numerator: fte,
      denominator: patients,
    },
  ];
}
