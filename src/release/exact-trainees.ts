import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { TraineeRow, TraineeRows } from "../measures/trainees.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

/**
 * Turns the statistics of trainees into exact estimates of the programme and its services, over the whole time. A step
 * that no record holds has no cells; `too_few` where lived experience is recorded of nobody in a cell.
 */
export function traineeEstimates({ steps, rows }: TraineeRows): ExactEstimate[] {
  const known = rows.some((row) => row.lived_experience_known > 0);
  return rows.flatMap((row) => [
    ...steps.map((step) => countEstimate(placeAt(row), `trainees_${step}`, row[step])),
    ...(known ? [livedExperience(row)] : []),
  ]);
}

const placeAt = ({ area_type, area }: TraineeRow): Place => ({
  area_type,
  area,
  period_type: "all",
  period: "all",
});

const countEstimate = (place: Place, measure: string, count: number): ExactEstimate => ({
  ...workforceCell(place, measure),
  ...blankEstimate,
  n: count,
  value: count,
  method: "count",
  status: "published",
  note: "",
  kind: "staff_count",
  decimals: 0,
});

function livedExperience(row: TraineeRow): ExactEstimate {
  const place = placeAt(row);
  const denominator = row.lived_experience_known;
  const base = {
    ...workforceCell(place, "share_trainees_lived_experience"),
    ...blankEstimate,
    method: "staff-band",
    kind: "staff_share",
    decimals: 2,
    staff: staffCell(place, { staff: row.started, respondents: denominator }),
  } as const;
  if (denominator === 0) return { ...base, n: 0, status: "too_few", note: "Nobody to take a share of." };
  return {
    ...base,
    numerator: row.lived_experience,
    denominator,
    n: denominator,
    value: row.lived_experience / denominator,
    status: "published",
    note: "",
  };
}
