import type { Programme } from "../model/programme.ts";

const DAY = 86_400_000;

/**
 * Common table expression `calendar` (`day`): every day from the earliest that the records may hold to the data date.
 * No engine makes a list of days as another does, so digits are put together instead.
 */
export function calendarSql({ dates, data_date }: Pick<Programme, "dates" | "data_date">): string {
  const days = Math.max(0, Math.round((Date.parse(data_date) - Date.parse(dates.earliest)) / DAY));
  const places = Array.from(String(days), (_, place) => place);
  const number = places.map((place) => `d${place}.n * ${10 ** place}`).join(" + ");
  const from = places.map((place) => `digit AS d${place}`).join(" CROSS JOIN ");
  return `digit (n) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)),
    numbers AS (SELECT ${number} AS n FROM ${from}),
    calendar AS (
      SELECT CAST(DATE '${dates.earliest}' + n * INTERVAL '1' DAY AS DATE) AS day FROM numbers WHERE n <= ${days})`;
}
