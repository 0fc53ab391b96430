import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { DAYS_A_YEAR } from "../measures/days-a-year.ts";
import { LEAVING_REASONS, type TurnoverRow } from "../measures/workforce-tenure.ts";
import type { Programme } from "../model/programme.ts";
import { eventRate } from "../statistics/event-rate.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { shareOfStaff } from "./share-of-staff.ts";
import { staffYearCell, yearNotOver } from "./staff-year-cell.ts";
import { workforceCell } from "./workforce-cell.ts";

/** Leavers for each person employed a year; and over the whole time, the shares of leavers who gave each reason. */
export function turnoverEstimates(
  rows: readonly TurnoverRow[],
  programme: Programme,
): readonly ExactEstimate[] {
  const cell = staffYearCell(programme);
  const notOver = yearNotOver(programme);
  return rows.flatMap((row): ExactEstimate[] => {
    const { leavers, known } = row;
    const { value, lower, upper, level } = eventRate(leavers, Number(row.person_days) / DAYS_A_YEAR);
    const rate: ExactEstimate = {
      ...workforceCell(row, "turnover_rate"),
      ...blankEstimate,
      ...{ n: leavers, value, lower, upper, level, method: "event-rate", status: "published", note: "" },
      kind: "staff_rate",
      decimals: 2,
      staff: cell(row, { staff: row.staff, respondents: leavers }),
      ...notOver(row),
    };
    if (row.period_type !== "all" || known === 0) return [rate];
    const reasons = LEAVING_REASONS.map((reason): ExactEstimate => {
      const share = shareOfStaff(row, `share_left_${reason}`, row[reason], known, { staff: known });
      return { ...share, staff: { ...cell(row, { staff: known }), partsOf: "reasons for leaving" } };
    });
    return [rate, ...reasons];
  });
}
