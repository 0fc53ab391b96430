import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import { placeOf } from "../disclosure/staff-basis.ts";
import { COMPLEXITIES, caseSpans } from "../measures/workforce-cases.ts";
import type { Programme } from "../model/programme.ts";
import { countsRoundingTo } from "../statistics/consistent-counts.ts";
import { type CountBetween, littlesLaw } from "../statistics/littles-law.ts";
import { weightedRate } from "../statistics/weighted-rate.ts";
import { blankEstimate } from "./blank-estimate.ts";

const DAYS_A_WEEK = 7;
const STAND_IN = { ...blankEstimate, kind: "published", decimals: 1 } as const;

/**
 * Adds what follows from released counts of cases alone: open cases for each full-time equivalent with complex ones counting
 * for more, and the wait that the present flow implies. Where a count it needs is not shown, neither is it.
 */
export function withDerivedCaseload(
  released: Released<readonly ReleasedEstimate[]>,
  programme: Programme,
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const held = new Map<string, ReleasedEstimate>();
  for (const row of released.value)
    if (row.breakdown === "none" && row.instrument === "") held.set(`${row.measure}|${placeOf(row)}`, row);
  const derived = [...weightedCases(held, programme, policy), ...impliedWaits(held, programme, policy)];
  const shown = protectEstimates(new Unreleased(derived), policy);
  return released.map((rows) => [...rows, ...shown.value]);
}

type Held = ReadonlyMap<string, ReleasedEstimate>;

/** The least and the most that a released count stands for. */
function between(row: ReleasedEstimate | undefined, policy: Policy): CountBetween | null {
  if (row?.status !== "published" || row.value === null) return null;
  const counts = countsRoundingTo(row.value, policy);
  return { count: row.value, least: Math.min(...counts), most: Math.max(...counts) };
}

function weightedCases(held: Held, { workforce }: Programme, policy: Policy): readonly ExactEstimate[] {
  const weights = workforce.complexity_weights;
  return [...held.values()].flatMap((row): readonly ExactEstimate[] => {
    const isHere = ["programme", "service"].includes(row.area_type) && row.period_type !== "quarter";
    if (row.measure !== "open_cases_per_fte" || !isHere) return [];
    const at = (measure: string) => held.get(`${measure}|${placeOf(row)}`);
    const recorded = COMPLEXITIES.filter((what) => at(`cases_open_${what}`) !== undefined);
    const base = { ...row, ...STAND_IN, measure: "weighted_cases_per_fte", method: "weighted-rate" } as const;
    if (recorded.length === 0) return [];
    const cases = between(at("cases_open"), policy);
    const kinds = recorded.map((what) => ({
      extra: weights[what],
      counts: between(at(`cases_open_${what}`), policy),
    }));
    const known = kinds.flatMap(({ extra, counts }) => (counts === null ? [] : [{ extra, ...counts }]));
    const { value, lower, upper, level, status, note } = row;
    if (status !== "published" || value === null || lower === null || upper === null)
      return [{ ...base, status, note }];
    const hidden = [at("cases_open"), ...recorded.map((what) => at(`cases_open_${what}`))].find(
      (one) => one?.status !== "published",
    );
    if (cases === null || known.length < kinds.length)
      return [{ ...base, status: hidden?.status ?? "withheld", note: hidden?.note ?? "" }];
    if (cases.least === 0) return [{ ...base, status: "too_few", note: "No case is open." }];
    const exactly = (row.numerator ?? 0) / (row.denominator ?? 1);
    const weighted = weightedRate({ value: exactly, lower, upper }, cases, known);
    return [{ ...base, ...weighted, level, status: "published", note: "" }];
  });
}

/** Of each year but the first: waiting on its last day, first seen in it, and waiting a year before. */
function impliedWaits(held: Held, programme: Programme, policy: Policy): readonly ExactEstimate[] {
  const years = caseSpans(programme).filter(({ period_type }) => period_type === "financial_year");
  return [...held.values()].flatMap((row): readonly ExactEstimate[] => {
    if (row.measure !== "cases_waiting" || row.period_type !== "financial_year") return [];
    const at = years.findIndex(({ period }) => period === row.period);
    const [year, last] = [years[at], years[at - 1]];
    if (year === undefined || last === undefined) return [];
    const then = held.get(`cases_waiting|${placeOf({ ...row, period: last.period })}`);
    const flow = held.get(`support_started|${placeOf(row)}`);
    const base = { ...row, ...STAND_IN, measure: "implied_wait_weeks", method: "littles-law" } as const;
    const [now, before, started] = [row, then, flow].map((one) => between(one, policy));
    const hidden = [row, then, flow].find((one) => one?.status !== "published");
    if (!now || !before || !started)
      return [{ ...base, status: hidden?.status ?? "not_available", note: hidden?.note ?? "" }];
    const { reason, value, lower, upper, level } = littlesLaw(now, before, started, year.days / DAYS_A_WEEK);
    if (reason !== null) return [{ ...base, status: "not_available", note: NO_WAIT[reason] }];
    return [{ ...base, value, lower, upper, level, status: "published", note: "" }];
  });
}

const NO_WAIT = {
  nobody_started: "Nobody was seen for the first time in this year.",
  rising:
    "The waiting list clearly rose over the year, so the present flow implies no steady wait: it is getting longer.",
  falling:
    "The waiting list clearly fell over the year, so the present flow implies no steady wait: it is getting shorter.",
} as const;
