import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import { DAYS_A_YEAR } from "../measures/days-a-year.ts";
import type { TurnoverRow } from "../measures/workforce-tenure.ts";
import type { PostRow, VacancyRow } from "../measures/workforce-vacancies.ts";
import type { Programme } from "../model/programme.ts";
import { kaplanMeier } from "../statistics/kaplan-meier.ts";
import { ratioOfSums } from "../statistics/ratio-of-sums.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { medianLimits } from "./median-limits.ts";
import { rowsByPlace } from "./rows-by-place.ts";
import { staffYearCell, yearNotOver } from "./staff-year-cell.ts";
import { type Place, workforceCell } from "./workforce-cell.ts";

/** Days to fill a post are told in steps of so many: closer would be those of a single post. */
const STEP = 5;

/**
 * Days until half of the posts that fell empty were filled, those still empty counted as long as they have been; and
 * days that a post stood empty a year. `turnover` tells how many members of staff there were.
 */
export function vacancyEstimates(
  rows: {
    readonly vacancies: readonly VacancyRow[];
    readonly posts: readonly PostRow[];
    readonly turnover: readonly TurnoverRow[];
  },
  programme: Programme,
): readonly ExactEstimate[] {
  const staff = new Map(rows.turnover.map((row) => [placeOf(row), row.staff]));
  const cell = staffYearCell(programme);
  const notOver = yearNotOver(programme);
  const basis = (place: Place, respondents: number) =>
    cell(place, { staff: staff.get(placeOf(place)) ?? 0, respondents });
  const fills = rowsByPlace(rows.vacancies).map(([place, counts]): ExactEstimate => {
    const { median, events, level } = kaplanMeier(counts);
    const { value } = median;
    const own = basis(place, events);
    const base = {
      ...{ ...workforceCell(place, "days_to_fill_median"), ...blankEstimate, method: "kaplan-meier" },
      ...{ decimals: 0, step: STEP },
      kind: "staff_gap",
      // The median of a whole less those of its years tells nothing of what is left.
      staff: { ...own, within: (own.within ?? []).filter((one) => one.endsWith(`|${place.period}`)) },
    } as const;
    const early = notOver(place);
    if (early !== undefined) return { ...base, ...early };
    if (value === null)
      return { ...base, status: "too_few", note: "Fewer than half of the posts have been filled." };
    return { ...base, n: events, value, status: "published", ...medianLimits(median, level) };
  });
  const empty = rows.posts.map((row): ExactEstimate => {
    const { ratio, lower, upper, level, reason } = ratioOfSums({
      n: row.posts,
      part: row.empty,
      total: row.days,
      partSquared: row.empty2,
      partTimesTotal: row.empty_days,
      totalSquared: row.days2,
    });
    const days = (share: number | null) =>
      share === null ? null : Math.min(1, Math.max(0, share)) * DAYS_A_YEAR;
    return {
      ...{ ...workforceCell(row, "vacant_days_per_post"), ...blankEstimate, method: "ratio-of-sums" },
      ...{ n: row.posts, value: days(ratio), lower: days(lower), upper: days(upper) },
      ...{ level: reason === null ? level : null, status: "published", note: "" },
      kind: "staff_mean",
      decimals: 0,
      staff: basis(row, row.posts),
      ...notOver(row),
    };
  });
  return [...fills, ...empty];
}
