import type { Programme } from "../model/programme.ts";
import type { Cell } from "./cell.ts";
import { DAYS_A_YEAR } from "./days-a-year.ts";
import { workforcePeriods, workforceQuarters } from "./workforce-periods.ts";

const DAY = 86_400_000;

/**
 * Years of a project's period that the programme's window and the data date leave of it, days at both ends counted and
 * 365.25 days a year; 0 where nothing is left or the period is not one of the project's.
 */
export function periodYears(
  { area, period_type, period }: Pick<Cell, "area" | "period_type" | "period">,
  programme: Programme,
): number {
  const { window, data_date, projects, windows } = programme;
  if (period_type === "window") {
    const own = projects.find(({ id }) => id === area)?.windows ?? windows;
    const span = own[period as keyof typeof own];
    if (span === undefined) return 0;
    const ends = [span.to, window.to, data_date].sort();
    return years(span.from > window.from ? span.from : window.from, ends[0] ?? span.to);
  }
  const known = [...workforcePeriods(programme), ...workforceQuarters(programme)];
  const found = known.find((one) => one.period_type === period_type && one.period === period);
  return found === undefined ? 0 : years(found.seen_from, found.seen_to);
}

const years = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY + 1) / DAYS_A_YEAR;
