import { type Day, dayOf, isoOf } from "./calendar.ts";

/** Financial years that the staff records cover in full, from 1 April to 31 March. */
export const staffYears = ["2021-22", "2022-23", "2023-24"] as const;
export type StaffYear = (typeof staffYears)[number];
export type ByYear = Readonly<Record<StaffYear, number>>;

/** First and last day of each financial year. */
export const staffYearDays: Readonly<Record<StaffYear, readonly [Day, Day]>> = {
  "2021-22": [dayOf("2021-04-01"), dayOf("2022-03-31")],
  "2022-23": [dayOf("2022-04-01"), dayOf("2023-03-31")],
  "2023-24": [dayOf("2023-04-01"), dayOf("2024-03-31")],
};

/** The staff records begin here: two full financial years lie before the first full one after the pilot. */
export const STAFF_FIRST_DAY = staffYearDays["2021-22"][0];

/** Writes `01-APR-2022`, as staff systems do. */
export function staffDate(day: Day): string {
  const [year, month, date] = isoOf(day).split("-");
  const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
  return `${date}-${months[Number(month) - 1]}-${year}`;
}
