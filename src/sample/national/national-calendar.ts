import { type Day, dayOf, isoOf } from "../calendar.ts";

/** The time that a national sample covers. */
export interface NationalCalendar {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The day the exports were taken: three months later. */
  readonly dataDay: Day;
  /** Months of exports, from the first day to the data day. */
  readonly months: readonly { readonly name: string; readonly from: Day; readonly to: Day }[];
}

/** Whole financial years up to March 2024; less than a year of people is still spread over one. */
export function nationalCalendar(years: number): NationalCalendar {
  const firstDay = dayOf(`${2024 - Math.max(1, Math.ceil(years))}-04-01`);
  const [lastDay, dataDay] = [dayOf("2024-03-31"), dayOf("2024-06-30")];
  const months: { name: string; from: Day; to: Day }[] = [];
  for (let from = firstDay; from <= dataDay; ) {
    const [year = 0, month = 0] = isoOf(from).split("-").map(Number);
    const next = dayOf(`${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, "0")}-01`);
    months.push({ name: isoOf(from).slice(0, 7), from, to: Math.min(next - 1, dataDay) });
    from = next;
  }
  return { firstDay, lastDay, dataDay, months };
}
