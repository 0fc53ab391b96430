import type { CodeList } from "../../../src/model/code-list.ts";
import type { Programme } from "../../../src/model/programme.ts";

/** What recomputation is made from: the programme as declared, and the code lists. `w` is the warehouse. */
export interface Declared {
  readonly programme: Programme;
  readonly lists: ReadonlyMap<string, CodeList>;
}

export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const texts = (values: readonly string[]): string => values.map(text).join(", ");

/** Where each referral counts, one row an area; '' stands for a score of no referral. */
export function areasSql({ programme: { areas, services, projects } }: Declared): string {
  const of = (type: string, codes: readonly string[]) =>
    `SELECT referral_key, '${type}', ${type} FROM w.referral WHERE ${type} IN (${texts(["", ...codes])}) AND ${type} <> ''`;
  const compared = projects.flatMap(({ id, comparator }) =>
    [...new Set(comparator?.pcns ?? [])].map((pcn) => `(${text(id)}, ${text(pcn)})`),
  );
  return [
    "SELECT referral_key, 'programme' AS area_type, 'programme' AS area FROM w.referral",
    "SELECT '', 'programme', 'programme'",
    of(
      "icb",
      areas.icbs.map(({ code }) => code),
    ),
    of(
      "borough",
      areas.boroughs.map(({ code }) => code),
    ),
    of(
      "pcn",
      areas.pcns.map(({ code }) => code),
    ),
    of(
      "service",
      services.map(({ id }) => id),
    ),
    of(
      "project",
      projects.map(({ id }) => id),
    ),
    ...(compared.length === 0
      ? []
      : [
          `SELECT r.referral_key, 'comparator', v.project FROM w.referral AS r JOIN (VALUES ${compared.join(", ")}) AS v (project, pcn) ON v.pcn = r.pcn`,
        ]),
  ].join(" UNION ALL ");
}

/** The periods that each day counts in; no day counts in the whole time only. */
export function periodsSql({ programme: { windows } }: Declared): string {
  const year = "(year(date) - CAST(month(date) < 4 AS INTEGER))";
  const spans = Object.entries(windows).flatMap(([name, span]) =>
    span === undefined
      ? []
      : [
          `SELECT date, 'window', '${name}' FROM day WHERE date >= DATE '${span.from}' AND date <= DATE '${span.to}'`,
        ],
  );
  return `WITH day AS (
      SELECT received_date AS date FROM w.referral UNION SELECT date FROM w.contact UNION SELECT date FROM w.outcome UNION SELECT NULL)
    ${[
      "SELECT date, 'all' AS period_type, 'all' AS period FROM day",
      `SELECT date, 'financial_year', ${year} || '-' || right(CAST(${year} + 1 AS VARCHAR), 2) FROM day WHERE date IS NOT NULL`,
      "SELECT date, 'quarter', year(date) || '-Q' || quarter(date) FROM day WHERE date IS NOT NULL",
      "SELECT date, 'month', strftime(date, '%Y-%m') FROM day WHERE date IS NOT NULL",
      ...spans,
    ].join(" UNION ALL ")}`;
}

/** What each code of a list counts as: itself, its group, or why it is not known. */
export function codesSql({ lists }: Declared): string {
  const rows = [...lists].flatMap(([list, { codes }]) =>
    codes.map(
      ({ code, group, unknown }) =>
        `(${[list, code, unknown ?? code, unknown ?? group ?? code].map(text).join(", ")})`,
    ),
  );
  return `SELECT * FROM (VALUES ${rows.join(", ")}) AS v (list, code, category, grouped)`;
}

/** Groups that units are of: one row a unit and characteristic. `units` has `unit`, `person_key`, `date` and `baseline_level`. */
export function groupsSql(units: string): string {
  const coded = (list: string, column: string, as: "category" | "grouped") =>
    `CASE WHEN p.${column} = 'suppressed' THEN 'suppressed' ELSE coalesce((SELECT c.${as} FROM code AS c WHERE c.list = '${list}' AND c.code = p.${column}), 'not_known') END`;
  const age = "(year(u.date) - p.birth_year)";
  return `WITH wide AS (
      SELECT u.unit,
        ${coded("gender", "gender", "category")} AS gender,
        ${coded("ethnic_category", "ethnic_category", "grouped")} AS ethnic_group,
        ${coded("ethnic_category", "ethnic_category", "category")} AS ethnic_category,
        ${coded("language", "language", "category")} AS language,
        CASE ${coded("language", "language", "category")} WHEN 'en' THEN 'en' WHEN 'not_known' THEN 'not_known'
          WHEN 'not_stated' THEN 'not_stated' WHEN 'suppressed' THEN 'suppressed' ELSE 'other' END AS language_group,
        CASE WHEN ${age} IS NULL THEN coalesce(p.age_band_recorded, 'not_known') WHEN ${age} < 0 THEN 'not_known'
          WHEN ${age} < 18 THEN '0-17' WHEN ${age} < 25 THEN '18-24' WHEN ${age} < 45 THEN '25-44'
          WHEN ${age} < 65 THEN '45-64' WHEN ${age} < 75 THEN '65-74' ELSE '75+' END AS age_band,
        coalesce(CASE CAST(p.interpreter_required AS VARCHAR) WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' END, 'not_known') AS interpreter,
        coalesce(CAST(CASE WHEN p.imd_decile BETWEEN 1 AND 10 THEN CAST(ceil(p.imd_decile / 2.0) AS INTEGER) END AS VARCHAR), 'not_known') AS imd_quintile,
        coalesce(p.gp_registered, 'not_known') AS gp_registered,
        u.baseline_level
      FROM ${units} AS u LEFT JOIN w.person AS p ON p.person_key = u.person_key),
    long AS (UNPIVOT wide ON COLUMNS(* EXCLUDE (unit)) INTO NAME breakdown VALUE category)
    SELECT unit, breakdown, category FROM long
    UNION ALL SELECT unit, 'age_band*ethnic_group', age_band || '*' || ethnic_group FROM wide
    UNION ALL SELECT unit, 'gender*ethnic_group', gender || '*' || ethnic_group FROM wide
    UNION ALL SELECT u.unit, 'age_band_20', '20-24' FROM ${units} AS u JOIN w.person AS p ON p.person_key = u.person_key WHERE ${age} BETWEEN 20 AND 24
    UNION ALL SELECT DISTINCT u.unit, 'cohort', c.cohort FROM ${units} AS u JOIN w.cohort AS c ON c.person_key = u.person_key WHERE c.cohort IS NOT NULL`;
}

/** The kinds of cells that are wanted, `shape`: those of which a release has any row. */
export function shapesSql(released: readonly Readonly<Record<string, unknown>>[]): string {
  const shapes = new Set(
    released.map(({ instrument, area_type, period_type, breakdown }) =>
      [instrument, area_type, period_type, breakdown].map((one) => text(String(one))).join(", "),
    ),
  );
  return `SELECT * FROM (VALUES ${[...shapes].map((shape) => `(${shape})`).join(", ")}) AS v (instrument, area_type, period_type, breakdown)`;
}

/** Rows of `facts` in each area and period: needs `instrument`, `referral_key` and `date`. Columns of `by` stand beside. */
export const wholeCells = (facts: string, by: readonly string[], sums: string, where = "TRUE"): string =>
  `SELECT ${by.join(", ")}, f.instrument, s.area_type, a.area, s.period_type, t.period, 'none' AS breakdown, 'all' AS category, ${sums}
   FROM (${facts}) AS f JOIN shape AS s ON s.instrument = f.instrument AND s.breakdown = 'none'
   JOIN area_of AS a ON a.referral_key = f.referral_key AND a.area_type = s.area_type
   JOIN period_of AS t ON t.date IS NOT DISTINCT FROM f.date AND t.period_type = s.period_type WHERE ${where} GROUP BY ALL`;

/** The same by group of the unit `f.unit`. */
export const groupCells = (
  facts: string,
  groups: string,
  by: readonly string[],
  sums: string,
  where = "TRUE",
): string =>
  `SELECT ${by.join(", ")}, f.instrument, s.area_type, a.area, s.period_type, t.period, g.breakdown, g.category, ${sums}
   FROM (${facts}) AS f JOIN ${groups} AS g ON g.unit = f.unit
   JOIN shape AS s ON s.instrument = f.instrument AND s.breakdown = g.breakdown
   JOIN area_of AS a ON a.referral_key = f.referral_key AND a.area_type = s.area_type
   JOIN period_of AS t ON t.date IS NOT DISTINCT FROM f.date AND t.period_type = s.period_type WHERE ${where} GROUP BY ALL`;
