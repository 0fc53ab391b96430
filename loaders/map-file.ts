import type { Profile } from "../src/model/profile.ts";
import type { Programme, ProgrammeSource } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import {
  CleanedCells,
  type ColumnFinder,
  columnFinder,
  type FoundColumn,
  sumSql,
  tidyCells,
  tidyRows,
} from "./cell-sql.ts";
import { dateOrderOf } from "./date-order-of.ts";
import type { FieldPlan, RowPlan } from "./field-plan.ts";
import { joinedSql, tickedSql } from "./gathered-sql.ts";
import { enumSql } from "./load-views.ts";
import { nhsKindSql, nhsTextSql } from "./nhs-number-sql.ts";
import { nhsValidSql } from "./nhs-valid-sql.ts";
import { numberTextSql } from "./number-text-sql.ts";
import type { StagedTable } from "./read/staged.ts";
import { rowHash } from "./row-hash.ts";
import { suppressedMarks } from "./suppressed-marks.ts";
import { systemOf } from "./system-of.ts";
import { SUPPRESSED, typedSql } from "./typed-sql.ts";

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

/** A field of the mapped table. */
export interface MappedField {
  readonly plan: FieldPlan;
  /** SQL of the typed value: null where the cell is blank or cannot be read. */
  readonly value: string;
  /** SQL of whether the cell holds something, blank and coded missing apart. */
  readonly given: string;
  /** SQL of the text to print where it identifies nobody: as exported where it cannot be read, else the value. */
  readonly text: string;
  /** For a score: whether it is a number, within the instrument's range, and of a declared instrument. */
  readonly score:
    | { readonly isNumber: string; readonly inRange: string; readonly declared: string }
    | undefined;
  /** For a sum: whether some of its items are blank and others not. */
  readonly partly: string | undefined;
  /** For a date of a profile with open-ended years: whether it means "no end yet"; its text is null then. */
  readonly open: string | undefined;
  /** Column as exported, for messages; undefined for a constant or an absent column. */
  readonly column: string | undefined;
  /** Columns whose cells it is made from. */
  readonly columns: readonly string[];
}

/** An export file after reading and typing: a temporary table with one row a kept export row. */
export interface MappedFile {
  readonly table: string;
  /** The fields of every row plan, in order; plans that read the same cells in the same way share them. */
  readonly fields: readonly MappedField[];
  /** Mapped columns that the export does not have. */
  readonly absent: readonly string[];
}

/**
 * Types every mapped cell of a staged file: `_row`, keys, per row plan `made<index>` (whether its
 * row is there at all), and per field the typed value `f<index>`, with the cleaned text `r<index>` only where it has no
 * value (the rules tell blank from unreadable), and never the text of a cell that identifies somebody. Cells of several
 * values stand as text in `s<index>`.
 *
 * `kept` is a Parquet file that holds the mapped rows, of a file that was read before: nothing is staged then. `keepAt` is
 * where the rows of a long file are put at once, because they may be kept as they are.
 */
export async function mapFile(
  database: Database,
  request: MapRequest,
  { kept, keepAt }: { readonly kept?: string; readonly keepAt?: string } = {},
): Promise<MappedFile> {
  const { staged, profile, source } = request;
  const columns = columnFinder(staged, profile);
  const absent = new Set<string>();
  const cleaned = new CleanedCells();
  const cells = new Map<string, MappedField>();
  const raws: string[] = [];
  const typed: string[] = [];
  const typedJoins: string[] = [];
  const scored: string[] = [];
  const scoredJoins: string[] = [];
  const texts: string[] = [];
  const flags: string[] = [];
  const values: string[] = [];
  const context = {
    order: dateOrderOf(source, profile, request.programme).order,
    codeMap: request.codeMap,
    suppressed: profile.suppressed,
    decimal: staged.decisions.decimal,
  };
  const rawTable = `raw_${request.fileId}`;
  const staffNamespace = `staff:${systemOf(source)}`;
  const openYears = profile.open_ended_years.join(", ");
  const canKeepAtOnce = keepAt !== undefined && request.plans.every(({ fields }) => fields.every(isWhole));
  // A long file's texts are read again for each field instead of being kept a second time, and its rows are written once.
  const isLong = staged.rows >= MANY_ROWS;
  const writesAtOnce = canKeepAtOnce && isLong && kept === undefined;
  // Codes are written as numbers into their list: to write the text of each takes several times as long.
  const tidy =
    kept === undefined ? await tidyCells(database, staged, mappedCells(request, columns)) : new Map();
  const where = whereSql(request, columns);
  /** The staged rows that are kept, with the cleaned cells that are listed. */
  const cellRows = (listed: readonly string[]) => {
    const names = listed.map((one) => `, ${one}`).join("\n");
    return `SELECT s._row ${names} FROM ${tidyRows(staged, tidy, `${names} ${where}`)} WHERE ${where}`;
  };
  const codesOf = writesAtOnce ? await codesByList(database, request.codeMap) : new Map<string, string[]>();

  const add = (plan: FieldPlan, instrument: string): MappedField => {
    const names = [plan.sum, plan.ticked, plan.join].find((gathered) => gathered.length > 0) ?? plan.columns;
    const found = names.map(columns);
    const present = found.filter((one) => one !== undefined);
    if (plan.sum.length > 0)
      for (const [index, one] of found.entries()) if (one === undefined) absent.add(names[index] ?? "");
    if (present.length === 0 && names[0] !== undefined) absent.add(names[0]);
    const constant = plan.constant ?? source.defaults[plan.table]?.[plan.name];
    const { type, codes, split, missing, staff, sum, ticked, join: joined, convert } = plan;
    const key = JSON.stringify([
      present,
      constant,
      type,
      codes,
      split,
      missing,
      staff,
      sum,
      ticked,
      joined,
      convert,
      instrument,
    ]);
    const shared = cells.get(key);
    if (shared !== undefined) return { ...shared, plan };

    const index = cells.size;
    const [raw, value] = [split === undefined ? `r${index}` : `s${index}`, `f${index}`];
    const dated = type === "date" && openYears !== "" ? `open${index}` : undefined;
    const read = rawSql(plan, found, present, constant, profile, cleaned);
    if (dated === undefined) raws.push(`${read.text} AS ${raw}`);
    else {
      raws.push(`${read.text} AS t${index}`);
      raws.push(
        `coalesce(extract('year' FROM wm_date_${context.order}(t${index})) IN (${openYears}), FALSE) AS ${dated}`,
      );
      raws.push(`CASE WHEN ${dated} THEN NULL ELSE t${index} END AS ${raw}`);
      flags.push(dated);
    }
    if (read.partly !== undefined) {
      raws.push(`coalesce(${read.partly}, FALSE) AS partly${index}`);
      flags.push(`partly${index}`);
    }
    const plain = type === "text" && codes === undefined && !staff;
    const stored = plain ? raw : value;
    let text = raw;
    let unread = raw;
    if (type === "score") {
      scoredJoins.push(`LEFT JOIN instrument AS i${index} ON i${index}.id = ${instrument}`);
      const text = numberTextSql(raw, context.decimal);
      const isNumber = `regexp_full_match(${text}, '[+-]?\\d{1,9}(\\.\\d+)?')`;
      const number = `CASE WHEN ${isNumber} THEN try_cast(${text} AS DECIMAL(28,12)) END`;
      if (convert !== undefined)
        scoredJoins.push(
          `LEFT JOIN conversion AS x${index} ON x${index}.id = ${sqlText(convert)} AND x${index}.raw = ${number}`,
        );
      scored.push(`${convert === undefined ? number : `x${index}.score`} * i${index}.scale AS ${value}`);
      scored.push(`coalesce(${value} BETWEEN i${index}.low AND i${index}.high, FALSE) AS in_range${index}`);
      scored.push(
        `coalesce(${isNumber}, FALSE) AS number${index}`,
        `i${index}.id IS NOT NULL AS declared${index}`,
      );
    } else if (!plain) {
      // Most texts of a column repeat: each is read once, and the rows take the value.
      const { value: typedValue, join = "" } = staff
        ? { value: pseudonymSql(request.key, staffNamespace, "upper(t)") }
        : typedSql(plan, "t", "m", {
            ...context,
            suppressed: type === "suppressed" ? suppressedMarks(profile, type) : context.suppressed,
          });
      const list = writesAtOnce && isCoded(plan) ? codesOf.get(codes ?? "") : undefined;
      const sql =
        list === undefined ? typedValue : `CAST(${typedValue} AS ${enumSql([...list, SUPPRESSED])})`;
      typed.push(`d${index}.value AS ${value}`);
      values.push(value);
      // The cells of one field, as the whole view would be planned once more for each.
      const own = `(SELECT ${read.text} AS ${raw} FROM (${cellRows(cleaned.columns(read.text))}))`;
      const from = isLong && dated === undefined ? own : rawTable;
      typedJoins.push(`LEFT JOIN (
        SELECT t, ${sql} AS value FROM (SELECT DISTINCT ${raw} AS t FROM ${from} WHERE ${raw} IS NOT NULL) ${join}
        ) AS d${index} ON d${index}.t = ${raw}`);
      if (split === undefined) {
        text = `coalesce(${raw}, CAST(${value} AS VARCHAR))`;
        unread = `CASE WHEN ${value} IS NULL AND ${raw} IS NOT NULL THEN ${plan.identifying || staff ? "''" : raw} END`;
      }
    }
    texts.push(`${unread} AS ${raw}`);
    const field: MappedField = {
      plan,
      value: stored,
      given:
        stored === raw || unread === raw
          ? `(${raw} IS NOT NULL)`
          : `(${value} IS NOT NULL OR ${raw} IS NOT NULL)`,
      text,
      score:
        type === "score"
          ? { isNumber: `number${index}`, inRange: `in_range${index}`, declared: `declared${index}` }
          : undefined,
      partly: read.partly === undefined ? undefined : `partly${index}`,
      open: dated,
      column: present[0]?.name,
      columns: present.map((one) => one.name),
    };
    cells.set(key, field);
    return field;
  };

  const fields = request.plans.flatMap((plan, index) => {
    const others = new Map(
      plan.fields.filter((field) => field.type !== "score").map((field) => [field, add(field, "")] as const),
    );
    const named = [...others.values()].find((field) => field.plan.name === "instrument")?.value;
    const set = plan.set.instrument;
    const instrument = set === undefined ? (named ?? "NULL") : sqlText(set);
    const mapped = plan.fields.map((field) => others.get(field) ?? add(field, instrument));
    typed.push(`${madeSql(plan, mapped, request, columns, cleaned)} AS made${index}`);
    return mapped;
  });

  const person = profile.person;
  const cell = (column: string | undefined) => {
    const found = column === undefined ? undefined : columns(column);
    return found === undefined ? "NULL::VARCHAR" : cleaned.cell(found.sql, profile.missing);
  };
  const nhs = nhsTextSql(cell(person?.nhs_number));
  const localId = cell(person?.local_id);
  const table = `mapped_${request.fileId}`;
  const lines = (items: readonly string[]) => items.map((item) => `, ${item}`).join("\n");
  if (kept !== undefined) {
    await database.run(`CREATE TEMP VIEW ${table} AS SELECT * FROM read_parquet(${sqlText(kept)})`);
    return { table, fields, absent: [...absent] };
  }
  const kind = isLong ? "VIEW" : "TABLE";
  // A list, because a long IN becomes a join over all rows, also for fields that do not need it.
  await database.run(`
    CREATE TEMP ${kind} ${rawTable} AS
    WITH cell AS (${cellRows(cleaned.columns())})
    SELECT _row, ${nhs} AS nhs,
      CASE WHEN list_contains([${PLACEHOLDERS.map(sqlText).join(", ")}], lower(${localId})) THEN NULL ELSE ${localId} END AS local_id
      ${lines([...cleaned.names(), ...raws])}
    FROM cell`);
  const made = request.plans.map((_, index) => `made${index}`);
  const query = `WITH typed AS (
      SELECT raw.*, coalesce(${nhsValidSql("nhs")}, FALSE) AS nhs_ok, ${nhsKindSql("nhs")} AS nhs_kind ${lines(typed)}
      FROM ${rawTable} AS raw ${typedJoins.join("\n")})
    SELECT _row, nhs IS NOT NULL AS has_nhs, nhs_ok, nhs_kind,
      CASE WHEN nhs_ok THEN ${pseudonymSql(request.key, "nhs", "nhs")} END AS nhs_key,
      ${
        person?.each === "row"
          ? pseudonymSql(request.key, `row:${rowHash(request)}`, "CAST(_row AS VARCHAR)")
          : pseudonymSql(request.key, `local:${systemOf(source)}`, "upper(local_id)")
      } AS local_key ${lines([...made, ...flags, ...values, ...texts, ...scored])}
    FROM typed ${scoredJoins.join("\n")}`;
  if (writesAtOnce) {
    await database.run(
      `COPY (SELECT *, FALSE AS _opted FROM (${query})) TO ${sqlText(keepAt)} (FORMAT parquet)`,
    );
    await database.run(`CREATE TEMP VIEW ${table} AS SELECT * FROM read_parquet(${sqlText(keepAt)})`);
  } else await database.run(`CREATE TEMP TABLE ${table} AS ${query}`);
  await database.run(`DROP ${kind} ${rawTable}`);
  return { table, fields, absent: [...absent] };
}

/** The cleaned text of a field: of the first column that is filled in, else a constant; or of a sum of items. */
function rawSql(
  plan: FieldPlan,
  found: readonly (FoundColumn | undefined)[],
  present: readonly FoundColumn[],
  constant: string | undefined,
  profile: Profile,
  cleaned: CleanedCells,
): { readonly text: string; readonly partly?: string } {
  // "Suppressed by the publisher" is a category of its own, never "not known".
  const coded =
    (plan.type === "code" || plan.type === "flag" || plan.type === "suppressed") && plan.split === undefined;
  const missing = [
    ...profile.missing,
    ...(coded ? [] : suppressedMarks(profile, plan.type)),
    ...plan.missing,
  ];
  const cells = present.map(({ name, sql }) => ({ name, sql: cleaned.cell(sql, missing) }));
  if (plan.sum.length > 0) {
    if (found.some((one) => one === undefined)) return { text: "NULL::VARCHAR" };
    const filled = cells.map(({ sql }) => `CASE WHEN (${sql}) IS NULL THEN 0 ELSE 1 END`).join(" + ");
    return { text: sumSql(cells, plan.convert), partly: `(${filled}) BETWEEN 1 AND ${cells.length - 1}` };
  }
  const clean = (one: FoundColumn | undefined) =>
    one === undefined ? undefined : cleaned.cell(one.sql, missing);
  if (plan.ticked.length > 0) return { text: tickedSql(plan.ticked, found.map(clean)) };
  if (plan.join.length > 0) return { text: joinedSql(found.map(clean)) };
  const texts = cells.map(({ sql }) => sql);
  if (constant !== undefined) texts.push(sqlText(constant));
  return { text: texts.length === 0 ? "NULL::VARCHAR" : `coalesce(${texts.join(", ")})` };
}

/** Whether a field takes the cell as one value: the text of several is not kept. */
const isWhole = ({ split }: FieldPlan): boolean => split === undefined;

/** The staged cells that the mapping reads. */
function mappedCells({ profile, plans, source }: MapRequest, columns: ColumnFinder): readonly string[] {
  const { nhs_number, local_id } = profile.person ?? {};
  const names = plans.flatMap((plan) => [
    ...plan.requires,
    ...plan.fields.flatMap((field) => [...field.columns, ...field.sum, ...field.ticked, ...field.join]),
  ]);
  const selecting = Object.keys(source.where ?? profile.where);
  const found = [nhs_number, local_id, ...selecting, ...names].flatMap((name) =>
    name === undefined ? [] : (columns(name)?.sql ?? []),
  );
  return [...new Set(found)];
}

/** Rows from which a file's cells are not kept in a second table. */
const MANY_ROWS = 20_000;

const isCoded = ({ type }: FieldPlan): boolean => type === "code" || type === "flag";

/** The codes of each list, in order. */
async function codesByList(database: Database, codeMap: string): Promise<ReadonlyMap<string, string[]>> {
  const rows = await database.rows<{ list: string; code: string }>(
    `SELECT DISTINCT list, code FROM ${codeMap} ORDER BY list, code`,
  );
  const lists = new Map<string, string[]>();
  for (const { list, code } of rows) lists.set(list, [...(lists.get(list) ?? []), code]);
  return lists;
}

/** Fields without which a record of the table says nothing: a blank one is no record rather than a fault. */
const CORE: Readonly<Record<string, string>> = { outcome: "score", workforce_response: "answer" };

/** Condition that a row plan gives a row: the columns it requires are filled in, on the terms of the fields that read them. */
function madeSql(
  plan: RowPlan,
  fields: readonly MappedField[],
  request: MapRequest,
  columns: ColumnFinder,
  cleaned: CleanedCells,
): string {
  const { profile } = request;
  const conditions = plan.requires.map((column) => {
    const found = columns(column);
    if (found === undefined) return "FALSE";
    const extra = request.plans
      .flatMap((one) => one.fields)
      .filter((field) => field.columns.includes(column) || field.sum.includes(column))
      .flatMap((field) => [...field.missing, ...suppressedMarks(profile, field.type)]);
    return `${cleaned.cell(found.sql, [...profile.missing, ...profile.suppressed, ...extra])} IS NOT NULL`;
  });
  const core = fields.find((field) => field.plan.name === CORE[plan.table] && !field.plan.required);
  if (core !== undefined) conditions.push(core.given);
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
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

/** Condition for the rows the mapping keeps; what fails it is counted as NOT_SELECTED. */
function whereSql(request: MapRequest, columns: ColumnFinder): string {
  const conditions = Object.entries(request.source.where ?? request.profile.where).map(
    ([column, accepted]) => {
      const found = columns(column);
      return `coalesce(${found?.sql ?? "NULL::VARCHAR"}, '') IN (${accepted.map(sqlText).join(", ")})`;
    },
  );
  return conditions.length === 0 ? "TRUE" : conditions.join(" AND ");
}
