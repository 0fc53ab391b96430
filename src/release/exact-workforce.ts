import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import { surveyItems } from "../measures/survey-items.ts";
import { workforcePeriods } from "../measures/workforce-periods.ts";
import type { WorkforceRows } from "../measures/workforce-rows.ts";
import type { AbsenceRow, StaffRow } from "../measures/workforce-staff.ts";
import { BURNOUT_SCALE, type BurnoutRow } from "../measures/workforce-survey.ts";
import { type TimeRow, WORK_KINDS, type WorkKind } from "../measures/workforce-time.ts";
import type { Programme } from "../model/programme.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { ratioOfSums } from "../statistics/ratio-of-sums.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { absenceEstimates, publishedAbsenceEstimates } from "./exact-absence.ts";
import { capacityEstimates } from "./exact-capacity.ts";
import { caseloadEstimates } from "./exact-caseload.ts";
import { staffSurveyEstimates } from "./exact-staff-survey.ts";
import { tenureEstimates } from "./exact-tenure.ts";
import { timeChangeEstimates } from "./exact-time-change.ts";
import { turnoverEstimates } from "./exact-turnover.ts";
import { vacancyEstimates } from "./exact-vacancies.ts";
import { shareOfStaff } from "./share-of-staff.ts";
import { yearNotOver } from "./staff-year-cell.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

/**
 * Turns sufficient statistics of workforce and capacity into exact estimates. Staff figures stand for the programme
 * and its services only, and time for a project's windows too. What nobody recorded has no cells.
 */
export function workforceEstimates(rows: WorkforceRows, programme: Programme): ExactEstimate[] {
  const staff = new Map(rows.staff.map((row) => [placeOf(row), row]));
  const periods = new Set(workforcePeriods(programme).map(({ period }) => period));
  const known = (row: Place): boolean => row.period_type === "window" || periods.has(row.period);
  const notOver = yearNotOver(programme);
  return [
    ...capacityEstimates(rows, programme),
    ...caseloadEstimates(rows, programme),
    ...rows.absence.map((row) => ({ ...longAbsence(row), ...notOver(row) })),
    ...absenceEstimates(rows.sickness, programme),
    ...publishedAbsenceEstimates(rows.publishedAbsence),
    ...turnoverEstimates(rows.turnover, programme),
    ...tenureEstimates(rows.tenure, rows.turnover),
    ...vacancyEstimates(rows, programme),
    ...rows.staff.flatMap((row) => leavingEstimates(row, notOver(row))),
    ...answerEstimates(rows.answers.filter(known), staff, programme),
    ...rows.burnout.filter(known).map((row) => burnoutEstimate(row, staff.get(placeOf(row))?.staff ?? row.n)),
    ...rows.time
      .filter(known)
      .flatMap((row) =>
        WORK_KINDS.map((kind) => timeEstimate(row, kind, staff.get(placeOf(row))?.staff ?? 0)),
      ),
    ...timeChangeEstimates(rows.timeChange),
    ...staffSurveyEstimates(rows, programme).filter(known),
  ];
}

/** Shares of the staff who answered a question, by question. */
function answerEstimates(
  rows: WorkforceRows["answers"],
  staff: ReadonlyMap<string, StaffRow>,
  programme: Programme,
): readonly ExactEstimate[] {
  const items = new Map(surveyItems(programme).map((item) => [item.id, item]));
  return rows.flatMap((row) => {
    const item = items.get(row.item);
    if (item === undefined) return [];
    const basis = { staff: staff.get(placeOf(row))?.staff ?? row.answered, respondents: row.answered };
    return [shareOfStaff(row, item.measure, row.agreed, row.answered, basis, item.cell)];
  });
}

const longAbsence = (row: AbsenceRow): ExactEstimate =>
  shareOfStaff(row, "share_long_absence", row.long_absence, row.staff, { staff: row.staff });

/** Leavers by financial year; volunteers who left over the whole time too. */
function leavingEstimates(
  row: StaffRow,
  notOver: ReturnType<ReturnType<typeof yearNotOver>>,
): readonly ExactEstimate[] {
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
    ...(row.period_type === "financial_year" && row.at_start > 0 ? [{ ...left, ...notOver }] : []),
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
