import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import { workforcePeriods } from "../measures/workforce-periods.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import type { AbsenceRow, StaffRow } from "../measures/workforce-staff.ts";
import { BURNOUT_SCALE, type BurnoutRow } from "../measures/workforce-survey.ts";
import { type TimeRow, WORK_KINDS, type WorkKind } from "../measures/workforce-time.ts";
import type { Programme } from "../model/programme.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { ratioOfSums } from "../statistics/ratio-of-sums.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { capacityEstimates } from "./exact-capacity.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

/**
 * Turns sufficient statistics of workforce and capacity into exact estimates. Staff figures stand for the programme
 * and its services only, and time for a project's windows too. What nobody recorded has no cells.
 */
export function workforceEstimates(rows: WorkforceRows, programme: Programme): ExactEstimate[] {
  const staff = new Map(rows.staff.map((row) => [placeOf(row), row]));
  const isOver = new Map(workforcePeriods(programme).map((one) => [one.period, one.complete]));
  const known = (row: Place): boolean => row.period_type === "window" || isOver.has(row.period);
  return [
    ...capacityEstimates(rows, programme),
    ...rows.absence.map((row) => absenceEstimate(row, isOver.get(row.period) === true)),
    ...rows.staff.flatMap((row) => leavingEstimates(row, isOver.get(row.period) === true)),
    ...rows.answers.filter(known).map((row) =>
      shareOfStaff(row, ANSWERS[row.item], row.agreed, row.answered, {
        staff: staff.get(placeOf(row))?.staff ?? row.answered,
        respondents: row.answered,
      }),
    ),
    ...rows.burnout.filter(known).map((row) => burnoutEstimate(row, staff.get(placeOf(row))?.staff ?? row.n)),
    ...rows.time
      .filter(known)
      .flatMap((row) =>
        WORK_KINDS.map((kind) => timeEstimate(row, kind, staff.get(placeOf(row))?.staff ?? 0)),
      ),
  ];
}

const ANSWERS = {
  satisfied: "share_satisfied",
  consulted: "share_consulted",
  intend_to_leave: "share_intend_to_leave",
} as const;

const NOT_OVER = {
  status: "not_yet_observable",
  note: "The year was not over when the data were taken.",
} as const;

function shareOfStaff(
  place: Place,
  measure: string,
  numerator: number,
  denominator: number,
  basis: { readonly staff: number; readonly respondents?: number },
): ExactEstimate {
  const base = {
    ...workforceCell(place, measure),
    ...blankEstimate,
    method: "staff-band",
    kind: "staff_share",
    decimals: 2,
    staff: staffCell(place, basis),
  } as const;
  if (denominator === 0) return { ...base, n: 0, status: "too_few", note: "Nobody to take a share of." };
  return {
    ...base,
    numerator,
    denominator,
    n: denominator,
    value: numerator / denominator,
    status: "published",
    note: "",
  };
}

function absenceEstimate(row: AbsenceRow, isOver: boolean): ExactEstimate {
  const share = shareOfStaff(row, "share_long_absence", row.long_absence, row.staff, { staff: row.staff });
  return isOver ? share : { ...share, ...blankEstimate, ...NOT_OVER };
}

/** Leavers by financial year; volunteers who left over the whole time too. */
function leavingEstimates(row: StaffRow, isOver: boolean): readonly ExactEstimate[] {
  if (row.period_type !== "financial_year" && row.period_type !== "all") return [];
  const left = shareOfStaff(row, "share_left", row.left_by_end, row.at_start, { staff: row.at_start });
  const volunteers = shareOfStaff(
    row,
    "share_volunteers_to_employment",
    row.to_employment,
    row.volunteers_left,
    { staff: row.volunteers_left },
  );
  return [
    ...(row.period_type === "financial_year" && row.at_start > 0
      ? [isOver ? left : { ...left, ...blankEstimate, ...NOT_OVER }]
      : []),
    ...(row.volunteers_left > 0 ? [volunteers] : []),
  ];
}

function burnoutEstimate(row: BurnoutRow, staff: number): ExactEstimate {
  const sums = { n: row.n, sum: row.sum, sumOfSquares: row.sum2 };
  const { mean, lower, upper, level, reason } = meanInterval(sums, 0);
  return {
    ...meanOfStaff(row, `burnout_${row.subscale}`, row.n, staff),
    value: points(mean),
    lower: points(lower === null ? null : Math.max(0, lower)),
    upper: points(upper === null ? null : Math.min(100 * BURNOUT_SCALE, upper)),
    level: reason === null ? level : null,
    method: "burnout-inventory",
    note: reason === "all_equal" ? "All are the same, so no interval can be given." : "",
    decimals: 1,
  };
}

const points = (scaled: number | null): number | null => (scaled === null ? null : scaled / BURNOUT_SCALE);

function timeEstimate(row: TimeRow, kind: WorkKind, staff: number): ExactEstimate {
  const sum = (name: string) => row[name] as number | bigint;
  const { ratio, lower, upper, level, reason } = ratioOfSums({
    n: row.workers,
    part: sum(kind),
    total: row.total,
    partSquared: sum(`${kind}2`),
    partTimesTotal: sum(`${kind}_total`),
    totalSquared: row.total2,
  });
  return {
    ...meanOfStaff(row, `time_${kind}`, row.workers, Math.max(staff, row.workers)),
    value: ratio,
    lower: lower === null ? null : Math.max(0, lower),
    upper: upper === null ? null : Math.min(1, upper),
    level: reason === null ? level : null,
    method: "ratio-of-sums",
    note: "",
    decimals: 2,
  };
}

function meanOfStaff(place: Place, measure: string, n: number, staff: number) {
  return {
    ...workforceCell(place, measure),
    ...blankEstimate,
    n,
    status: "published",
    kind: "staff_mean",
    staff: staffCell(place, { staff, respondents: n }),
  } as const;
}
