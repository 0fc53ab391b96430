import type { Programme, ProjectTarget } from "../model/programme.ts";
import { quoted } from "./quoted.ts";

type Condition = Omit<ProjectTarget, "label" | "any" | "population">;

const UNKNOWN = "('not_known', 'not_stated', 'suppressed')";

const anyOf = (column: string, values: readonly string[] | undefined): readonly string[] =>
  values === undefined
    ? []
    : [`CASE WHEN ${column} NOT IN ${UNKNOWN} THEN ${column} IN (${values.map(quoted).join(", ")}) END`];

/** Codes of a list written as `,one,two,`. */
const listed = (column: string, values: readonly string[] | undefined): readonly string[] =>
  values === undefined
    ? []
    : [`(${values.map((value) => `position(${quoted(`,${value},`)} IN ${column}) > 0`).join(" OR ")})`];

/**
 * SQL for whether a referral `b` is of the target group of `project` (an SQL expression): true, false, or null where
 * not known and for projects without a target.
 *
 * `b` has the characteristics of a base table, `age` in years, `cohorts` and `reasons` as lists (`,one,two,`; null
 * where none is recorded at all). What is known decides: a woman is not of a target group of men, whatever her age.
 */
export function targetSql(projects: Programme["projects"], project: string): string {
  const cases = projects.flatMap(({ id, target }) =>
    target === undefined ? [] : [`WHEN ${quoted(id)} THEN ${conditionSql(target)}`],
  );
  return cases.length === 0 ? "CAST(NULL AS BOOLEAN)" : `CASE ${project} ${cases.join(" ")} END`;
}

function conditionSql({ any, ...condition }: Condition & Pick<ProjectTarget, "any">): string {
  const alternatives = any === undefined ? [] : [`(${any.map((one) => partsSql(one)).join(" OR ")})`];
  const parts = [partsSql(condition), ...alternatives].filter((part) => part !== "TRUE");
  return parts.length === 0 ? "TRUE" : `(${parts.join(" AND ")})`;
}

function partsSql(condition: Condition): string {
  const parts = [
    ...listed("b.cohorts", condition.cohorts),
    ...listed("b.reasons", condition.reasons),
    ...anyOf("b.gender", condition.gender),
    ...anyOf("b.ethnic_group", condition.ethnic_groups),
    ...anyOf("b.ethnic_category", condition.ethnic_categories),
    ...anyOf("b.language", condition.languages),
    ...anyOf("b.gp_registered", condition.gp_registered),
    ...(condition.interpreter === undefined
      ? []
      : anyOf("b.interpreter", [condition.interpreter ? "yes" : "no"])),
    ...(condition.age_from === undefined ? [] : [`b.age >= ${condition.age_from}`]),
    ...(condition.age_to === undefined ? [] : [`b.age <= ${condition.age_to}`]),
  ];
  return parts.length === 0 ? "TRUE" : `(${parts.join(" AND ")})`;
}
