import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import { DAYS_A_YEAR } from "../measures/days-a-year.ts";
import type { TenureRow, TurnoverRow } from "../measures/workforce-tenure.ts";
import { kaplanMeier } from "../statistics/kaplan-meier.ts";
import { shareAtDay } from "../statistics/share-over-time.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { medianLimits } from "./median-limits.ts";
import { rowsByPlace } from "./rows-by-place.ts";
import { type Place, staffCell, workforceCell } from "./workforce-cell.ts";

const DAYS_A_MONTH = DAYS_A_YEAR / 12;

/** Years in post at which the share still there is told. */
const MARKS = [
  ["share_stayed_1_year", 1],
  ["share_stayed_2_years", 2],
  ["share_stayed_3_years", 3],
  ["share_stayed_4_years", 4],
] as const;
/** So many must be at risk at every leaving up to a mark, and have left since the one before: fewer move it by a jump. */
const FEWEST = 10;
const METHOD = "kaplan-meier-delayed-entry";

/**
 * Time in post over the programme's window: the share still there after one to four years, and the months after which
 * half have left; `n` is the number of stays followed for all of them. `turnover` tells how many members of staff there
 * were.
 */
export function tenureEstimates(
  rows: readonly TenureRow[],
  turnover: readonly TurnoverRow[],
): readonly ExactEstimate[] {
  const staff = new Map(turnover.map((row) => [placeOf(row), row.staff]));
  return rowsByPlace(rows).flatMap(([place, counts]) =>
    placeEstimates(place, counts, staff.get(placeOf(place)) ?? 0),
  );
}

function placeEstimates(place: Place, counts: readonly TenureRow[], staff: number): ExactEstimate[] {
  const curve = kaplanMeier(counts);
  const leavings = curve.points.filter(({ events }) => events > 0);
  const atRiskUpTo = (day: number) =>
    Math.min(...leavings.filter((one) => one.day <= day).map((one) => one.atRisk));
  let counted = 0;
  const shares = MARKS.map(([measure, years]): ExactEstimate => {
    const day = Math.round(years * DAYS_A_YEAR);
    const before = leavings.reduce((sum, one) => sum + (one.day <= day ? one.events : 0), 0);
    const left = before - counted;
    const base = {
      ...{ ...workforceCell(place, measure), ...blankEstimate, method: METHOD, decimals: 2 },
      kind: "staff_curve",
      staff: staffCell(place, { staff, respondents: left }),
    } as const;
    const { share, lower, upper } = shareAtDay(curve, day);
    if (share === null || atRiskUpTo(day) < FEWEST)
      return { ...base, status: "too_few", note: "Too few have been in post so long." };
    if (left >= FEWEST) counted = before;
    const level = lower === null ? null : curve.level;
    return { ...base, n: curve.n, value: share, lower, upper, level, status: "published", note: "" };
  });
  return [...shares, medianEstimate(place, curve, staff, atRiskUpTo)];
}

function medianEstimate(
  place: Place,
  { n, median, events, level }: ReturnType<typeof kaplanMeier>,
  staff: number,
  atRiskUpTo: (day: number) => number,
): ExactEstimate {
  const base = {
    ...{ ...workforceCell(place, "tenure_median_months"), ...blankEstimate, method: METHOD },
    ...{ decimals: 0, step: 1 },
    kind: "staff_rate",
    staff: staffCell(place, { staff, respondents: events }),
  } as const;
  const { value } = median;
  if (value === null || atRiskUpTo(value) < FEWEST)
    return { ...base, status: "too_few", note: "Too few have been in post long enough." };
  return {
    ...{ ...base, n, value: value / DAYS_A_MONTH, status: "published" },
    ...medianLimits(median, level, DAYS_A_MONTH),
  };
}
