import { canonicalColumns } from "../src/model/canonical.ts";
import { normaliseRawSql } from "../src/model/code-list.ts";
import { sqlText } from "../src/warehouse/database.ts";
import type { FieldPlan } from "./field-plan.ts";
import { numberTextSql } from "./number-text-sql.ts";

/** The code of a value that its publisher withheld, in every list. */
export const SUPPRESSED = "suppressed";

/** What reading a text as a value needs besides the text. */
export interface TypedContext {
  readonly order: "dmy" | "mdy" | "ymd";
  readonly codeMap: string;
  readonly suppressed: readonly string[];
  /** The sign before the decimals of numbers. */
  readonly decimal: "." | ",";
}

/**
 * SQL of the typed value of a cleaned text, and the join it needs; null where the text cannot be read.
 * Codes and flags stay codes (`yes`, `no`, `not_known` …) until they are loaded; a text that names an area becomes
 * the area's code where it is known. Scores are typed apart, because they need their instrument.
 */
export function typedSql(
  plan: FieldPlan,
  raw: string,
  alias: string,
  context: TypedContext,
): { readonly value: string; readonly join?: string } {
  const join = `LEFT JOIN ${context.codeMap} AS ${alias} ON ${alias}.list = ${sqlText(plan.codes ?? "")} AND ${alias}.raw = ${normaliseRawSql(raw)}`;
  switch (plan.type) {
    case "date":
    case "date_time":
      return { value: `wm_date_${context.order}(${raw})` };
    case "birth_year":
      return {
        value: `CASE WHEN regexp_full_match(${raw}, '(18|19|20)\\d{2}') THEN CAST(${raw} AS INTEGER)
          ELSE CAST(extract('year' FROM wm_date_${context.order}(${raw})) AS INTEGER) END`,
      };
    case "integer":
      return {
        value: storableSql(
          plan,
          integerSql(numberTextSql(plan.name === "level_recorded" ? levelSql(raw) : raw, context.decimal)),
        ),
      };
    case "decimal":
      return { value: storableSql(plan, decimalSql(numberTextSql(raw, context.decimal))) };
    case "hours":
      return { value: storableSql(plan, hoursSql(numberTextSql(raw, context.decimal))) };
    case "flag":
    case "code": {
      if (plan.split !== undefined) return { value: raw };
      if (context.suppressed.length === 0) return { value: `${alias}.code`, join };
      const marks = context.suppressed.map((mark) => sqlText(mark.toLowerCase())).join(", ");
      return {
        value: `CASE WHEN lower(${raw}) IN (${marks}) THEN '${SUPPRESSED}' ELSE ${alias}.code END`,
        join,
      };
    }
    case "suppressed": {
      const marks = context.suppressed.map((mark) => sqlText(mark.toLowerCase()));
      return {
        value: marks.length === 0 ? "'false'" : `CAST(lower(${raw}) IN (${marks.join(", ")}) AS VARCHAR)`,
      };
    }
    default:
      return plan.codes === undefined ? { value: raw } : { value: `coalesce(${alias}.code, ${raw})`, join };
  }
}

/** `Level 3` is 3. */
const levelSql = (raw: string): string => `regexp_replace(${raw}, '(?i)^(level|lvl|l)[ \\x{00A0}]*', '')`;

/** The number as its column stores it; null, and so unreadable, where it is too large or would have to be rounded. */
function storableSql({ table, name, type }: FieldPlan, value: string): string {
  const stored = canonicalColumns(table).find((column) => column.name === name)?.sql;
  if (stored === undefined || stored === "VARCHAR") return value;
  if (type === "integer" || stored.startsWith("DECIMAL")) return `try_cast(${value} AS ${stored})`;
  return `CASE WHEN ${value} = floor(${value}) THEN try_cast(${value} AS ${stored}) END`;
}

function integerSql(raw: string): string {
  return `CASE WHEN regexp_full_match(${raw}, '[+-]?\\d{1,3}(,\\d{3})+|[+-]?\\d{1,15}(\\.0+)?')
    THEN CAST(try_cast(replace(${raw}, ',', '') AS DECIMAL(18,2)) AS BIGINT) END`;
}

/** A decimal, with thousands commas and a pound sign as people write money. */
function decimalSql(raw: string): string {
  return `CASE WHEN regexp_full_match(${raw}, '[+-]?£?[ \\x{00A0}]?(\\d{1,3}(,\\d{3})+|\\d{1,13})?(\\.\\d+)?')
    THEN try_cast(regexp_replace(${raw}, '[£, \\x{00A0}]', '', 'g') AS DECIMAL(18,6)) END`;
}

/** Hours as a decimal, or as hours and minutes (and seconds) such as 37:30 or 112:30:00; exact to six places. */
function hoursSql(raw: string): string {
  const plain = `trim(regexp_replace(${raw}, '(?i)\\s*(h|hrs?|hours?)\\.?$', ''))`;
  const part = (k: number) => `coalesce(try_cast(nullif(split_part(${plain}, ':', ${k}), '') AS BIGINT), 0)`;
  const seconds = `(${part(1)} * 3600 + ${part(2)} * 60 + ${part(3)})`;
  return `CASE WHEN regexp_full_match(${plain}, '\\d{1,6}:[0-5]\\d(:[0-5]\\d)?')
      THEN CAST(CAST((${seconds} * 1000000 + 1800) // 3600 AS DECIMAL(18,0)) * 0.000001 AS DECIMAL(18,6))
    WHEN regexp_full_match(${plain}, '(\\d{1,3}(,\\d{3})+|\\d{1,9})?(\\.\\d+)?')
      THEN try_cast(replace(${plain}, ',', '') AS DECIMAL(18,6)) END`;
}
