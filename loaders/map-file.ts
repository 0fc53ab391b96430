import { normaliseRawSql } from "../src/model/code-list.ts";
import type { Profile } from "../src/model/profile.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import type { FieldPlan, RowPlan } from "./field-plan.ts";
import type { StagedTable } from "./read/staged.ts";

/** What mapping a file needs to know. */
export interface MapRequest {
  readonly programme: Programme;
  readonly source: ProgrammeSource;
  readonly profile: Profile;
  readonly plans: readonly RowPlan[];
  readonly staged: StagedTable;
  readonly fileId: number;
  readonly fileHash: string;
  readonly key: Uint8Array;
  readonly codeMap: string;
}

/** A field of the mapped table: `raw` holds its cleaned text, `value` the typed value. */
export interface MappedField {
  readonly plan: FieldPlan;
  readonly raw: string;
  readonly value: string;
  /** For a score: whether it is within the instrument's range. */
  readonly inRange: string;
  /** Column as exported, for messages; undefined for a constant or an absent column. */
  readonly column: string | undefined;
}

/** An export file after reading and typing: a temporary table with one row a kept export row. */
export interface MappedFile {
  readonly table: string;
  readonly fields: readonly MappedField[];
  /** Mapped columns that the export does not have. */
  readonly absent: readonly string[];
}

/**
 * Types every mapped cell of a staged file in one pass of SQL: `_row`, `nhs_digits_ok`, keys, and per field the
 * cleaned text and the typed value (null where blank or unreadable; the rules tell the two apart).
 */
export async function mapFile(database: Database, request: MapRequest): Promise<MappedFile> {
  const { staged, profile, source } = request;
  const columns = columnFinder(staged, profile);
  const absent: string[] = [];
  const fields = request.plans.flatMap((plan) =>
    plan.fields.map((field) => {
      const found = field.columns.map(columns).filter((one) => one !== undefined);
      if (field.columns.length > 0 && found.length === 0) absent.push(...field.columns.slice(0, 1));
      return { plan: field, found };
    }),
  );
  const raws: string[] = [];
  const values: string[] = [];
  const joins: string[] = [];
  const mapped: MappedField[] = fields.map(({ plan, found }, index) => {
    // "Suppressed by the publisher" is a category of its own, never "not known".
    const suppressed = isCoded(plan) ? [] : profile.suppressed;
    const cells = found.map((one) => cleanSql(one.sql, [...profile.missing, ...suppressed, ...plan.missing]));
    const constant = plan.constant ?? source.defaults[plan.table]?.[plan.name];
    if (constant !== undefined) cells.push(sqlText(constant));
    raws.push(`${cells.length === 0 ? "NULL::VARCHAR" : `coalesce(${cells.join(", ")})`} AS r${index}`);
    values.push(`${typedSql(plan, `r${index}`, index, request, joins)} AS f${index}`);
    if (plan.type === "score")
      values.push(`f${index} BETWEEN i${index}.low AND i${index}.high AS in_range${index}`);
    return {
      plan,
      raw: `r${index}`,
      value: `f${index}`,
      inRange: `in_range${index}`,
      column: found[0]?.name,
    };
  });

  request.plans.forEach((plan, index) => {
    raws.push(`${presentSql(plan, request, columns)} AS made${index}`);
  });
  const person = profile.person;
  const cell = (column: string | undefined) => {
    const found = column === undefined ? undefined : columns(column);
    return found === undefined ? "NULL::VARCHAR" : cleanSql(found.sql, profile.missing);
  };
  const system = source.system ?? source.id;
  const localId = `CASE WHEN lower(${cell(person?.local_id)}) IN (${PLACEHOLDERS.map(sqlText).join(", ")}) THEN NULL
    ELSE ${cell(person?.local_id)} END`;
  const table = `mapped_${request.fileId}`;
  await database.run(`
    CREATE TEMP TABLE ${table} AS
    WITH raw AS (
      SELECT s._row, regexp_replace(${cell(person?.nhs_number)}, '[^0-9A-Za-z]', '', 'g') AS nhs,
        ${localId} AS local_id ${raws.length === 0 ? "" : `, ${raws.join(", ")}`}
      FROM ${staged.table} AS s
      WHERE ${whereSql(request, columns)}
    )
    SELECT raw.* EXCLUDE (nhs, local_id),
      nhs IS NOT NULL AS has_nhs, coalesce(${nhsValidSql("nhs")}, FALSE) AS nhs_ok,
      CASE WHEN ${nhsValidSql("nhs")} THEN ${pseudonymSql(request.key, "nhs", "nhs")} END AS nhs_key,
      ${
        person?.each === "row"
          ? pseudonymSql(request.key, `row:${request.fileHash}`, "CAST(_row AS VARCHAR)")
          : pseudonymSql(request.key, `local:${system}`, "upper(local_id)")
      } AS local_key
      ${values.length === 0 ? "" : `, ${values.join(", ")}`}
    FROM raw ${joins.join("\n")}`);
  return { table, fields: mapped, absent };
}

/** Condition that all columns a canonical row requires are filled in, on the terms of the fields that read them. */
function presentSql(plan: RowPlan, request: MapRequest, columns: ColumnFinder): string {
  const { profile } = request;
  const conditions = plan.requires.map((column) => {
    const found = columns(column);
    if (found === undefined) return "FALSE";
    const extra = request.plans
      .flatMap((one) => one.fields)
      .filter((field) => field.columns.includes(column))
      .flatMap((field) => field.missing);
    return `${cleanSql(found.sql, [...profile.missing, ...profile.suppressed, ...extra])} IS NOT NULL`;
  });
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}

/**
 * Modulus-11 check of an NHS number: weights 10 … 2 on nine digits; NHS Data Dictionary, "NHS NUMBER".
 * One digit ten times passes that check and is a placeholder: it would make strangers one person.
 */
export function nhsValidSql(digits: string): string {
  const digit = (k: number) => `CAST(substr(${digits}, ${k}, 1) AS INTEGER)`;
  const sum = Array.from({ length: 9 }, (_, k) => `${10 - k} * ${digit(k + 1)}`).join(" + ");
  return `(CASE WHEN regexp_full_match(${digits}, '[0-9]{10}') 
    AND ${digits} <> repeat(substr(${digits}, 1, 1), 10)
    THEN (11 - (${sum}) % 11) % 11 = ${digit(10)} ELSE FALSE END)`;
}

/** Trimmed text, or null where blank or coded missing. */
export function cleanSql(cell: string, missing: readonly string[]): string {
  const trimmed = `trim(${cell}, ' \t\u00a0')`;
  const texts = ["", ...new Set(missing.map((text) => text.toLowerCase()))].map(sqlText).join(", ");
  return `CASE WHEN lower(${trimmed}) IN (${texts}) THEN NULL ELSE ${trimmed} END`;
}

/** Texts that people write where they have no number of their system: they name nobody. */
const PLACEHOLDERS = [
  "0",
  "00",
  "000",
  "tbc",
  "unknown",
  "none",
  "n/k",
  "nk",
  "n/a",
  "x",
  "xx",
  "-",
  "?",
  "new",
] as const;

const isCoded = (plan: FieldPlan): boolean =>
  (plan.type === "code" || plan.type === "flag") && plan.split === undefined;

type ColumnFinder = (column: string) => { readonly name: string; readonly sql: string } | undefined;

/** Finds a column by its name or one of the profile's synonyms, as people spell it. */
export function columnFinder(staged: StagedTable, profile: Profile): ColumnFinder {
  const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase();
  const places = new Map(
    staged.columns.map((name, index) => [plain(name), { name, sql: `s.c${index + 1}` }]),
  );
  return (column) => {
    for (const spelling of [column, ...(profile.synonyms[column] ?? [])]) {
      const place = places.get(plain(spelling));
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/** Condition for the rows the mapping keeps; what fails it is counted as NOT_SELECTED. */
function whereSql(request: MapRequest, columns: ColumnFinder): string {
  const conditions = Object.entries(request.source.where ?? request.profile.where).map(
    ([column, accepted]) => {
      const found = columns(column);
      return `trim(coalesce(${found?.sql ?? "NULL::VARCHAR"}, '')) IN (${accepted.map(sqlText).join(", ")})`;
    },
  );
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}

/** Typed value of a cleaned text; codes and flags stay codes (`yes`, `no`, `not_known` …) until they are loaded. */
function typedSql(plan: FieldPlan, raw: string, index: number, request: MapRequest, joins: string[]): string {
  const order = request.source.date_order ?? request.profile.dates ?? request.programme.dates.order;
  if (plan.staff) {
    return pseudonymSql(request.key, `staff:${request.source.system ?? request.source.id}`, `upper(${raw})`);
  }
  switch (plan.type) {
    case "date":
    case "date_time":
      return `wm_date_${order}(${raw})`;
    case "birth_year":
      return `CASE WHEN regexp_full_match(${raw}, '(18|19|20)\\d{2}') THEN CAST(${raw} AS INTEGER)
        ELSE CAST(extract('year' FROM wm_date_${order}(${raw})) AS INTEGER) END`;
    case "integer":
      return `CASE WHEN regexp_full_match(${raw}, '[+-]?\\d{1,3}(,\\d{3})+|[+-]?\\d{1,15}(\\.0+)?')
        THEN CAST(try_cast(replace(${raw}, ',', '') AS DECIMAL(18,2)) AS BIGINT) END`;
    case "decimal":
      return `CASE WHEN regexp_full_match(${raw}, '[+-]?\\d{0,13}(\\.\\d+)?') THEN try_cast(${raw} AS DECIMAL(18,6)) END`;
    case "score":
      joins.push(`LEFT JOIN instrument AS i${index} ON i${index}.id = ${instrumentSql(plan, request)}`);
      return `CASE WHEN regexp_full_match(${raw}, '[+-]?\\d{1,9}(\\.\\d+)?')
        THEN try_cast(${raw} AS DECIMAL(28,12)) * i${index}.scale END`;
    case "flag":
    case "code": {
      if (plan.split !== undefined) return raw;
      joins.push(
        `LEFT JOIN ${request.codeMap} AS m${index} ON m${index}.list = ${sqlText(plan.codes ?? "")} AND m${index}.raw = ${normaliseRawSql(raw)}`,
      );
      if (request.profile.suppressed.length === 0) return `m${index}.code`;
      const marks = request.profile.suppressed.map((mark) => sqlText(mark.toLowerCase())).join(", ");
      return `CASE WHEN lower(${raw}) IN (${marks}) THEN 'suppressed' ELSE m${index}.code END`;
    }
    default:
      return raw;
  }
}

/** The instrument of a score: set for the part, or in a column of its own. */
function instrumentSql(score: FieldPlan, request: MapRequest): string {
  const part = request.plans.find((plan) => plan.table === score.table && plan.part === score.part);
  const set = part?.set.instrument;
  if (set !== undefined) return sqlText(set);
  let index = -1;
  for (const plan of request.plans) {
    for (const field of plan.fields) {
      index += 1;
      if (plan === part && field.name === "instrument") return `r${index}`;
    }
  }
  return "NULL";
}
