import type { Programme } from "../../../../src/model/programme.ts";
import { dayOf } from "./staff-records.ts";

/** A period by day numbers, whole and as far as the programme's window and the data go. */
export interface Period {
  readonly period_type: string;
  readonly period: string;
  readonly from: number;
  readonly to: number;
  readonly seenFrom: number;
  readonly seenTo: number;
  readonly isOver: boolean;
}

/** The whole time, the financial years and quarters that it touches. */
export function staffPeriods({ window, data_date }: Programme): readonly Period[] {
  const [start, end, data] = [window.from, window.to, data_date].map(dayOf) as [number, number, number];
  const of = (period_type: string, period: string, from: number, to: number): Period => ({
    period_type,
    period,
    from,
    to,
    seenFrom: Math.max(from, start),
    seenTo: Math.min(to, end, data),
    isOver: to <= data,
  });
  const found = [of("all", "all", start, end)];
  for (let year = Number(window.from.slice(0, 4)) - 1; year <= Number(window.to.slice(0, 4)); year += 1) {
    const short = String(year + 1).slice(2);
    found.push(of("financial_year", `${year}-${short}`, dayOf(`${year}-04-01`), dayOf(`${year + 1}-03-31`)));
    for (const quarter of [1, 2, 3, 4]) {
      const from = dayOf(`${year}-${String(3 * quarter - 2).padStart(2, "0")}-01`);
      const next =
        quarter === 4 ? `${year + 1}-01-01` : `${year}-${String(3 * quarter + 1).padStart(2, "0")}-01`;
      found.push(of("quarter", `${year}-Q${quarter}`, from, dayOf(next) - 1));
    }
  }
  return found.filter(({ seenFrom, seenTo }) => seenFrom <= seenTo);
}

/** Days that two stretches share. */
export const sharedDays = (
  a: { readonly from: number; readonly to: number },
  from: number,
  to: number,
): number => Math.max(0, Math.min(a.to, to) - Math.max(a.from, from) + 1);
