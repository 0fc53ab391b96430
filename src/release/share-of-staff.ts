import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

/**
 * A share of staff, 0–1, which protection turns into a band. Nobody to take a share of gives no value. `basis`: members
 * of staff of the cell, and those who answered where these are fewer; `instrument`: the declared question, if any.
 */
export function shareOfStaff(
  place: Place,
  measure: string,
  numerator: number,
  denominator: number,
  basis: { readonly staff: number; readonly respondents?: number },
  instrument = "",
): ExactEstimate {
  const base = {
    ...workforceCell(place, measure),
    instrument,
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
