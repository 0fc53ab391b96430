import type { CodeList } from "../model/code-list.ts";
import { pamThresholds } from "../model/pam-levels.ts";
import type { Instrument } from "../model/programme.ts";
import { quoted } from "./quoted.ts";
import { agedSql } from "./reach-counts.ts";

/** Upper ends of the age bands shown; common in social prescribing, no national standard. */
const AGE_BANDS = [
  [17, "0-17"],
  [24, "18-24"],
  [44, "25-44"],
  [64, "45-64"],
  [74, "65-74"],
] as const;

const ageSql = (date: string) => `(extract(year FROM ${date}) - p.birth_year)`;

/** SQL that tells whether a person `p` was at least 20 on `date`, as far as the records know. */
export const aged20Sql = (lists: ReadonlyMap<string, CodeList>, date: string): string =>
  agedSql(
    ageSql(date),
    "p.age_band_recorded",
    (lists.get("age_band")?.codes ?? []).map(({ code }) => code),
  );

/**
 * SQL for each characteristic of a person `p`, as a category that is never null:
 * `not_stated` (asked and declined), `not_known` (never asked or recorded) and `suppressed` (by the publisher) stand apart.
 * Age is the year of `date` less the year of birth: at most one year too high.
 */
export function characteristicsSql(
  lists: ReadonlyMap<string, CodeList>,
  date: string,
): Readonly<Record<string, string>> {
  const coded = (list: string, column: string, value: (code: CodeList["codes"][number]) => string) => {
    const codes = lists.get(list)?.codes ?? [];
    const cases = codes.map(
      (code) => `WHEN ${quoted(code.code)} THEN ${quoted(code.unknown ?? value(code))}`,
    );
    return cases.length === 0
      ? `coalesce(${column}, 'not_known')`
      : `CASE ${column} WHEN 'suppressed' THEN 'suppressed' ${cases.join(" ")} ELSE 'not_known' END`;
  };
  const age = ageSql(date);
  const bands = AGE_BANDS.map(([upTo, band]) => `WHEN ${age} <= ${upTo} THEN '${band}'`).join(" ");
  const flag = (column: string) =>
    `CASE WHEN ${column} THEN 'yes' WHEN NOT ${column} THEN 'no' ELSE 'not_known' END`;
  return {
    gender: coded("gender", "p.gender", (code) => code.code),
    ethnic_group: coded("ethnic_category", "p.ethnic_category", (code) => code.group ?? code.code),
    ethnic_category: coded("ethnic_category", "p.ethnic_category", (code) => code.code),
    language: coded("language", "p.language", (code) => code.code),
    language_group: coded("language", "p.language", (code) => (code.code === "en" ? "en" : "other")),
    age_band: `CASE WHEN ${age} IS NULL THEN coalesce(p.age_band_recorded, 'not_known') WHEN ${age} < 0 THEN 'not_known' ${bands} ELSE '75+' END`,
    interpreter: flag("p.interpreter_required"),
    imd_quintile: `CASE WHEN p.imd_decile BETWEEN 1 AND 10 THEN CAST(CAST(floor((p.imd_decile + 1) / 2) AS INTEGER) AS VARCHAR) ELSE 'not_known' END`,
    gp_registered: "coalesce(p.gp_registered, 'not_known')",
  };
}

/** Level of a scaled baseline score, for instruments with cut points; null for the others. */
export function baselineLevelSql(
  instruments: readonly Instrument[],
  instrument: string,
  score: string,
): string {
  const cases = instruments.flatMap((one) => {
    if (one.pam_cut_points === undefined) return [];
    const tops = pamThresholds[one.pam_cut_points];
    const levels = tops.map((top, index) => `WHEN ${score} <= ${top} THEN '${index + 1}'`).join(" ");
    return [`WHEN ${instrument} = ${quoted(one.id)} THEN CASE ${levels} ELSE '${tops.length + 1}' END`];
  });
  return cases.length === 0 ? "CAST(NULL AS VARCHAR)" : `CASE ${cases.join(" ")} END`;
}
