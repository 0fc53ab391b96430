import { financialYearOf } from "../measures/financial-year.ts";
import type { Catalogue } from "../release/catalogue.ts";
import type { SelectionEstimates } from "./estimate-index.ts";
import { listWords, sentence } from "./sentence.ts";

/** Measures whose financial years are whole, also where the programme's window holds only part of one. */
const WHOLE_YEARS = ["absence_rate", "share_long_absence", "turnover_rate", "share_left"] as const;

/**
 * What must be said of a financial year that the programme's window holds only part of: figures of sickness, leaving and
 * empty posts are of all its months, those of referrals and working time of the months within the window. Empty where the
 * window is made of whole years, the year chosen lies within it, or no figure of whole years is in the release.
 */
export function partYearCaveats(place: SelectionEstimates, { programme }: Catalogue): readonly string[] {
  if (!WHOLE_YEARS.some((measure) => place.whole(measure, "") !== undefined)) return [];
  const { from, to } = programme.window;
  const cut = [
    ...(from.endsWith("-04-01") ? [] : [financialYearOf(from)]),
    ...(to.endsWith("-03-31") ? [] : [financialYearOf(to)]),
  ];
  const { period_type, period } = place.selection;
  const told = [...new Set(cut)].filter((year) => period_type === "all" || period === year);
  if (told.length === 0) return [];
  const years = listWords(told.map((year) => year.replace("-", "\u2013")));
  return [
    sentence(
      `In ${years}, referrals and working time are counted within ${dayWords(from)} to ${dayWords(to)} only; sickness, leaving and empty posts are of the whole financial year, so the two do not belong to the same months`,
    ),
  ];
}

const dayWords = (day: string): string =>
  new Date(day).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
