import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { SumOfStaff } from "../disclosure/rests-on-few.ts";
import { DAYS_A_YEAR } from "../measures/days-a-year.ts";
import type { PublishedAbsenceRow } from "../measures/published-absence.ts";
import type { SicknessRow } from "../measures/workforce-absence.ts";
import type { Programme } from "../model/programme.ts";
import { ratioOfSums, type SumsOfPairs } from "../statistics/ratio-of-sums.ts";
import { blankEstimate } from "./blank-estimate.ts";
import { staffYearCell, yearNotOver } from "./staff-year-cell.ts";
import { workforceCell } from "./workforce-cell.ts";

/** Public statistics, as published, by month: marks to set a rate against, never part of it. */
export const publishedAbsenceEstimates = (rows: readonly PublishedAbsenceRow[]): readonly ExactEstimate[] =>
  rows
    .filter(({ available }) => Number(available) > 0)
    .map(({ month, organisations, lost, available }) => ({
      ...workforceCell(
        { area_type: "programme", area: "programme", period_type: "month", period: month },
        "published_absence_rate",
      ),
      ...blankEstimate,
      n: organisations,
      value: Number(lost) / Number(available),
      method: "published-statistic",
      status: "published",
      note: "",
      kind: "published",
      decimals: 3,
    }));

/**
 * Sickness absence: full-time-equivalent days lost of those available, spells for each person a year, and of the days
 * lost those in long spells. Members of staff are the clusters: a person's days are not independent of each other.
 */
export function absenceEstimates(
  rows: readonly SicknessRow[],
  programme: Programme,
): readonly ExactEstimate[] {
  const cell = staffYearCell(programme);
  const notOver = yearNotOver(programme);
  return rows.flatMap((row): ExactEstimate[] => {
    const ratio = (
      measure: string,
      sums: SumsOfPairs,
      behind: {
        readonly of: number;
        readonly sums: readonly SumOfStaff[];
        readonly decimals: number;
        readonly scale?: number;
      },
    ): ExactEstimate => {
      const n = Number(sums.n);
      const { of, scale = 1, decimals } = behind;
      const base = {
        ...workforceCell(row, measure),
        ...blankEstimate,
        method: "ratio-of-sums",
        kind: "staff_mean",
        decimals,
        staff: cell(row, { staff: row.staff, respondents: of, sums: behind.sums }),
      } as const;
      const early = notOver(row);
      if (early !== undefined) return { ...base, ...early };
      const { ratio, lower, upper, level, reason } = ratioOfSums(sums);
      if (ratio === null) return { ...base, n: 0, status: "too_few", note: "Nothing to divide by." };
      const most = scale === 1 ? 1 : Number.POSITIVE_INFINITY;
      return {
        ...base,
        n,
        value: ratio * scale,
        lower: lower === null ? null : Math.max(0, lower) * scale,
        upper: upper === null ? null : Math.min(most, upper * scale),
        level: reason === null ? level : null,
        status: "published",
        note: "",
      };
    };
    const lost = Number(row.lost);
    const long = Number(row.long);
    const sum = (total: number, largest: number | bigint, second: number | bigint): SumOfStaff => ({
      total,
      largest: Number(largest),
      second: Number(second),
    });
    return [
      ratio(
        "absence_rate",
        {
          n: row.with_fte,
          part: row.lost,
          total: row.available,
          partSquared: row.lost2,
          partTimesTotal: row.lost_available,
          totalSquared: row.available2,
        },
        { of: row.with_fte, sums: [sum(lost, row.lost_largest, row.lost_second)], decimals: 3 },
      ),
      ratio(
        "absence_spells",
        {
          n: row.staff,
          part: row.spells,
          total: row.days,
          partSquared: row.spells2,
          partTimesTotal: row.spells_days,
          totalSquared: row.days2,
        },
        {
          of: row.staff,
          sums: [sum(row.spells, row.spells_largest, row.spells_second)],
          decimals: 1,
          scale: DAYS_A_YEAR,
        },
      ),
      ratio(
        "share_days_long_spells",
        {
          n: row.sick,
          part: row.long,
          total: row.lost,
          partSquared: row.long2,
          partTimesTotal: row.long_lost,
          totalSquared: row.lost2,
        },
        {
          of: row.sick,
          sums: [
            sum(long, row.long_largest, row.long_second),
            sum(lost - long, row.short_largest, row.short_second),
          ],
          decimals: 2,
        },
      ),
    ];
  });
}
