/** A day as the number of days since 1 January 1970. */
export type Day = number;

const MS = 86_400_000;

/** Reads `yyyy-mm-dd`. */
export const dayOf = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / MS;
/** Writes `yyyy-mm-dd`. */
export function isoOf(day: Day): string {
  const known = written.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MS).toISOString().slice(0, 10);
  written.set(day, text);
  return text;
}
/** The same few thousand days are written again and again. */
const written = new Map<Day, string>();
/** Writes `dd/mm/yyyy`. */
export const britishOf = (day: Day): string => isoOf(day).split("-").reverse().join("/");
/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => (day + 4) % 7;

/** The day itself, or the Monday after where it lies in a weekend. */
export function workingDay(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}

export const FIRST_DAY = dayOf("2021-10-01");
export const LAST_DAY = dayOf("2024-03-31");
/** The day the exports of the sample were taken. */
export const DATA_DAY = dayOf("2024-06-28");

/** The three windows that the projects' questions compare. */
export type SampleWindow = "before" | "during" | "after";

export const windowDays: Readonly<Record<SampleWindow, readonly [Day, Day]>> = {
  before: [FIRST_DAY, dayOf("2022-09-30")],
  during: [dayOf("2022-10-01"), dayOf("2023-03-31")],
  after: [dayOf("2023-04-01"), LAST_DAY],
};

/** The window a day lies in. */
export function windowOf(day: Day): SampleWindow {
  if (day <= windowDays.before[1]) return "before";
  return day <= windowDays.during[1] ? "during" : "after";
}
