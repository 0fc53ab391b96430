import type { StaffBasis } from "../disclosure/staff-basis.ts";
import { workforcePeriods } from "../measures/workforce-periods.ts";
import type { Programme } from "../model/programme.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { type Place, staffCell } from "./workforce-cell.ts";

/**
 * Staff of a cell whose financial years are whole: as {@link staffCell}, but a year that the programme's window does not
 * hold is no part of the whole period.
 */
export function staffYearCell(
  programme: Programme,
): (place: Place, basis: Omit<StaffBasis, "within">) => StaffBasis {
  const { window } = programme;
  const inside = new Set(
    workforcePeriods(programme)
      .filter(({ from, to }) => from >= window.from && to <= window.to)
      .map(({ period }) => period),
  );
  return (place, basis) => {
    const cell = staffCell(place, basis);
    if (place.period_type !== "financial_year" || inside.has(place.period)) return cell;
    return { ...cell, within: (cell.within ?? []).filter((one) => !one.endsWith("|all|all")) };
  };
}

const NOT_OVER = {
  ...blankEstimate,
  status: "not_yet_observable",
  note: "The year was not over when the data were taken.",
} as const;

/** What a financial year's estimates say instead of a figure where the year was not over; undefined elsewhere. */
export function yearNotOver(programme: Programme): (place: Place) => typeof NOT_OVER | undefined {
  const open = new Set(
    workforcePeriods(programme)
      .filter(({ period_type, complete }) => period_type === "financial_year" && !complete)
      .map(({ period }) => period),
  );
  return ({ period }) => (open.has(period) ? NOT_OVER : undefined);
}
