import type { Programme, ProjectTarget } from "../../../src/model/programme.ts";
import type { Database } from "../../../src/warehouse/database.ts";
import type { Declared } from "./units.ts";

type Known = boolean | null;
type Facts = Readonly<Record<string, unknown>>;
type Condition = Omit<ProjectTarget, "label" | "population">;

const NOT_KNOWN = ["not_known", "not_stated", "suppressed"];
const all = (parts: readonly Known[]): Known =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const some = (parts: readonly Known[]): Known =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

/** Whether a referral is of a target group; null where that is not known. */
function isOf(condition: Condition, facts: Facts): Known {
  const coded = (column: string, values: readonly string[] | undefined): Known[] => {
    const value = facts[column];
    if (values === undefined) return [];
    return [typeof value !== "string" || NOT_KNOWN.includes(value) ? null : values.includes(value)];
  };
  const listed = (column: string, values: readonly string[] | undefined): Known[] => {
    const held = facts[column];
    if (values === undefined) return [];
    return [held === null ? null : values.some((value) => `,${String(held)},`.includes(`,${value},`))];
  };
  const age = facts.age === null ? null : Number(facts.age);
  const { any, interpreter, age_from, age_to } = condition;
  return all([
    ...listed("cohorts", condition.cohorts),
    ...listed("reasons", condition.reasons),
    ...coded("gender", condition.gender),
    ...coded("ethnic_group", condition.ethnic_groups),
    ...coded("ethnic_category", condition.ethnic_categories),
    ...coded("language", condition.languages),
    ...coded("gp_registered", condition.gp_registered),
    ...(interpreter === undefined
      ? []
      : [facts.interpreter === null ? null : facts.interpreter === interpreter]),
    ...(age_from === undefined ? [] : [age === null ? null : age >= age_from]),
    ...(age_to === undefined ? [] : [age === null ? null : age <= age_to]),
    ...(any === undefined ? [] : [some(any.map((one) => isOf(one, facts)))]),
  ]);
}

/** Years of a period that lie in the window and before the data date. */
function yearsOf({ window, windows, data_date }: Programme, period_type: string, period: string): number {
  const spanOf = (): { from: string; to: string } | undefined => {
    if (period_type === "all") return window;
    if (period_type === "window") return windows[period as keyof typeof windows];
    const year = Number(period.slice(0, 4));
    if (period_type === "financial_year") return { from: `${year}-04-01`, to: `${year + 1}-03-31` };
    const quarter = Number(period.slice(-1));
    const last = ["03-31", "06-30", "09-30", "12-31"][quarter - 1] ?? "";
    const first = ["01-01", "04-01", "07-01", "10-01"][quarter - 1] ?? "";
    return { from: `${year}-${first}`, to: `${year}-${last}` };
  };
  const span = spanOf();
  if (span === undefined) return 0;
  const from = span.from > window.from ? span.from : window.from;
  const to = [span.to, window.to, data_date].sort()[0] ?? "";
  return (Date.parse(to) - Date.parse(from) + 86_400_000) / 86_400_000 / 365.25;
}

/** Referrals of a project's target group, and of those of whom it is known, there and in its comparison networks. */
export async function targetCounts(database: Database, { programme }: Declared) {
  const rows = await database.rows<Facts>(
    `SELECT f.referral_key, a.area_type, a.area, t.period_type, t.period, f.age, f.gender, f.ethnic_group, f.ethnic_category,
      f.language, f.gp_registered, f.interpreter_required AS interpreter,
      CASE WHEN EXISTS (SELECT 1 FROM w.cohort) THEN coalesce(array_to_string(f.cohorts, ','), '') END AS cohorts, array_to_string(f.reasons, ',') AS reasons
     FROM facts AS f JOIN area_of AS a USING (referral_key) JOIN period_of AS t ON t.date IS NOT DISTINCT FROM f.date
     WHERE a.area_type IN ('project', 'comparator') AND t.period_type <> 'month'`,
  );
  const cells = new Map<string, { is: number; all: number; row: Facts }>();
  const targets = new Map(programme.projects.map(({ id, target }) => [id, target]));
  for (const row of rows) {
    const target = targets.get(String(row.area));
    if (target === undefined) continue;
    const { label: _label, population: _population, ...condition } = target;
    const key = [row.area_type, row.area, row.period_type, row.period].join("|");
    const cell = cells.get(key) ?? { is: 0, all: 0, row };
    cells.set(key, cell);
    const known = isOf(condition, row);
    if (known !== null) cell.all += 1;
    if (known === true) cell.is += 1;
  }
  return [...cells.values()].map(({ is, all: known, row }) => {
    const [area_type, area, period_type, period] = [row.area_type, row.area, row.period_type, row.period].map(
      String,
    ) as [string, string, string, string];
    const population = area_type === "project" ? targets.get(area)?.population : undefined;
    const years = yearsOf(programme, period_type, period);
    const rates =
      population === undefined
        ? undefined
        : { target: population.target * years, others: population.others * years };
    return {
      area_type,
      area,
      period_type,
      period,
      breakdown: "none",
      category: "all",
      is,
      all: known,
      rates,
    };
  });
}
