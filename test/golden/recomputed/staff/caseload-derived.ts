import type { Programme } from "../../../../src/model/programme.ts";
import { eventLimits, isSmall } from "../figures.ts";
import type { StaffRow } from "./compare-staff.ts";
import { staffKey } from "./staff-exact.ts";
import { staffPeriods } from "./staff-periods.ts";

const KINDS = ["several_reasons", "crisis", "smi", "interpreter"] as const;

/** Measures that follow from released counts alone. */
const DERIVED_OF_CASELOAD = ["weighted_cases_per_fte", "implied_wait_weeks"];

/**
 * Weighted open cases for each full-time equivalent, and waits that the flow implies, worked out anew from the released counts
 * that they are made from: what is not so. Of a weighted rate the value, and that its limits are no closer.
 */
export function unlikeDerived(released: readonly StaffRow[], programme: Programme): readonly string[] {
  const rows = new Map(released.map((row) => [staffKey(row.measure, row), row]));
  const weights = programme.workforce.complexity_weights;
  const years = staffPeriods(programme).filter(({ period_type }) => period_type === "financial_year");
  const faults: string[] = [];
  for (const row of released.filter(({ measure }) => DERIVED_OF_CASELOAD.includes(measure))) {
    const of = (measure: string, more: Partial<StaffRow> = {}) => {
      const found = rows.get(staffKey(measure, { ...row, ...more } as StaffRow));
      return found?.status === "published" ? found : undefined;
    };
    const expectNear = (part: "value" | "lower" | "upper", wanted: number) => {
      if (!(Math.abs(Number(row[part]) - wanted) <= 0.05 + 1e-9))
        faults.push(`${staffKey(row.measure, row)}: ${part} is ${String(row[part])}, not ${wanted}`);
    };
    if (row.measure === "weighted_cases_per_fte") {
      const [rate, open] = [of("open_cases_per_fte"), of("cases_open")];
      const kinds = KINDS.filter((kind) => rows.has(staffKey(`cases_open_${kind}`, row)));
      const shown = kinds.map((kind) => Number(of(`cases_open_${kind}`)?.value ?? Number.NaN));
      const isShown = rate !== undefined && open !== undefined && !shown.some(Number.isNaN);
      if ((row.status === "published") !== isShown)
        faults.push(`${staffKey(row.measure, row)}: ${String(row.status)}`);
      if (!isShown || row.status !== "published") continue;
      const extra = kinds.reduce((sum, kind, at) => sum + weights[kind] * (shown[at] ?? 0), 0);
      expectNear(
        "value",
        (Number(rate.numerator) / Number(rate.denominator)) * (1 + extra / Number(open.value)),
      );
      const wider = (one: StaffRow) => (Number(one.upper) - Number(one.lower)) / Number(one.value);
      if (wider(row) < wider(rate) - 0.02) faults.push(`${staffKey(row.measure, row)}: closer limits`);
      continue;
    }
    const at = years.findIndex(({ period }) => period === row.period);
    const year = years[at];
    const [waiting, before, started] = [
      of("cases_waiting"),
      of("cases_waiting", { period: years[at - 1]?.period ?? "" }),
      of("support_started"),
    ].map((one) => (one === undefined ? undefined : Number(one.value)));
    const isKnown = waiting !== undefined && before !== undefined && started !== undefined;
    if (row.status !== "published" || year === undefined || !isKnown) {
      if (row.status === "published") faults.push(`${staffKey(row.measure, row)}: from what is not shown`);
      continue;
    }
    const weeks = (year.seenTo - year.seenFrom + 1) / 7;
    const like = (count: number) =>
      [-2, -1, 0, 1, 2].map((off) => count + off).filter((one) => one >= 0 && !isSmall(one));
    const [least, most] = [Math.min(...like(waiting)), Math.max(...like(waiting))];
    const range = (count: number) => ({
      lower: eventLimits(Math.min(...like(count))).lower,
      upper: eventLimits(Math.max(...like(count))).upper,
    });
    expectNear("value", (waiting / started) * weeks);
    expectNear("lower", (least / range(started).upper) * weeks);
    expectNear("upper", (most / range(started).lower) * weeks);
    if (range(waiting).lower > range(before).upper || range(waiting).upper < range(before).lower)
      faults.push(`${staffKey(row.measure, row)}: given, though the waiting list is not steady`);
  }
  return faults;
}
