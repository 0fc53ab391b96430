import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import { CodedError, EXIT } from "../src/model/coded-error.ts";
import { nearestWord } from "../src/model/nearest-word.ts";
import type { FieldMapping, Profile, TableMapping } from "../src/model/profile.ts";
import { TICKED_SEPARATOR } from "./gathered-sql.ts";
import type { RuleCode, Severity } from "./rules.ts";

type FieldType = NonNullable<FieldMapping["type"]>;

/** Fields that a profile may map although the model stores them otherwise. */
const EXTRA: Readonly<Record<string, readonly string[]>> = {
  person: ["cohorts", "age_band"],
  referral: ["reasons"],
  outcome: ["source_referral_id"],
  contact: ["source_referral_id"],
  activity: ["source_referral_id", "source_activity_id"],
  goal: ["source_referral_id", "source_goal_id"],
  link_worker: ["staff_id"],
  absence: ["staff_id"],
  workforce_response: ["respondent_id"],
  trainee: ["staff_id"],
};

/** Fields whose text is replaced by a keyed pseudonym of a member of staff. */
const STAFF_FIELDS = new Set([
  "referral.link_worker",
  "contact.link_worker",
  "link_worker.staff_id",
  "link_worker.post",
  "absence.staff_id",
  "workforce_response.respondent_id",
  "trainee.staff_id",
]);

/** Fields without which the record means nothing, whatever the profile says. */
const NEEDED = new Set(["outcome.stage", "outcome.instrument"]);

/** Texts that name an area: a name or a code of `code_maps` is read as the area's code, any other text stands. */
const AREA_FIELDS: Readonly<Record<string, string>> = {
  service: "service",
  project: "project",
  pcn: "pcn",
  borough: "borough",
  gp_borough: "borough",
  icb: "icb",
};

/** How one field of one canonical row is made from one export row. */
export interface FieldPlan {
  readonly table: CanonicalTable;
  /** Which of the table's mappings, where a row gives several canonical rows. */
  readonly part: number;
  readonly name: string;
  /** Column names as exported, first filled in wins; empty where the value is a constant. */
  readonly columns: readonly string[];
  readonly constant: string | undefined;
  /** Columns of items to add up, in place of `columns`. */
  readonly sum: readonly string[];
  /** Columns of tick boxes, in place of `columns`. */
  readonly ticked: readonly string[];
  /** Columns put together into one pseudonym, in place of `columns`. */
  readonly join: readonly string[];
  /** Table that turns a raw score into the scale's own. */
  readonly convert: string | undefined;
  readonly type: FieldType;
  /** Code list of a code, a flag, or a text that names an area. */
  readonly codes: string | undefined;
  readonly split: string | undefined;
  readonly required: boolean;
  /** Extra texts that mean coded missing. */
  readonly missing: readonly string[];
  readonly staff: boolean;
  /** Its value must not be printed. */
  readonly identifying: boolean;
  /** Raised where a filled-in cell cannot be read. */
  readonly failure: { readonly code: RuleCode; readonly severity: Severity };
}

/** One canonical row an export row may give. */
export interface RowPlan {
  readonly table: CanonicalTable;
  readonly part: number;
  readonly set: Readonly<Record<string, string>>;
  readonly requires: readonly string[];
  readonly fields: readonly FieldPlan[];
}

/**
 * Checks a profile against the canonical model and spells out every field.
 *
 * @throws CodedError `PROFILE_FIELD_UNKNOWN` where it names a table or field the model does not have,
 * `PROFILE_TYPE_WRONG` where a field is read as what its column cannot store
 */
export function planRows(profile: Profile, tables: readonly CanonicalTable[]): readonly RowPlan[] {
  return Object.entries(profile.tables).flatMap(([tableName, mappings]) => {
    const table = tables.find((one) => one === tableName);
    if (table === undefined) throw unknown(profile, tableName, tables);
    const known = [...canonicalColumns(table).map((column) => column.name), ...(EXTRA[table] ?? [])];
    return mappings.map((mapping, part) => {
      for (const name of [...Object.keys(mapping.fields), ...Object.keys(mapping.set)]) {
        if (!known.includes(name)) throw unknown(profile, `${tableName}.${name}`, known);
      }
      return {
        table,
        part,
        set: mapping.set,
        requires: mapping.requires,
        fields: Object.entries(mapping.fields).map(([name, field]) =>
          planField(profile, table, part, name, field, mapping),
        ),
      };
    });
  });
}

function planField(
  profile: Profile,
  table: CanonicalTable,
  part: number,
  name: string,
  field: FieldMapping,
  mapping: TableMapping,
): FieldPlan {
  const type = field.type ?? (field.codes === undefined ? defaultType(table, name) : "code");
  checkType(profile, table, name, type);
  const optional = (table === "person" || name === "level_recorded") && !field.required;
  return {
    table,
    part,
    name,
    columns: field.column,
    constant: field.constant ?? mapping.set[name],
    sum: field.sum ?? [],
    ticked: field.ticked ?? [],
    join: field.join ?? [],
    convert: field.convert,
    type,
    codes: field.codes ?? (type === "flag" ? "yes_no" : type === "text" ? AREA_FIELDS[name] : undefined),
    split: field.ticked === undefined ? field.split : TICKED_SEPARATOR,
    required: field.required || NEEDED.has(`${table}.${name}`),
    missing: field.missing,
    staff: STAFF_FIELDS.has(`${table}.${name}`) || field.join !== undefined,
    identifying:
      [...field.column, ...(field.sum ?? []), ...(field.ticked ?? []), ...(field.join ?? [])].some((column) =>
        profile.identifying.includes(column),
      ) || type === "birth_year",
    failure: failureOf(type, optional, field.required || NEEDED.has(`${table}.${name}`)),
  };
}

function failureOf(type: FieldType, optional: boolean, required: boolean): FieldPlan["failure"] {
  if (type === "code" || type === "flag") {
    return required
      ? { code: "VALUE_NEEDED", severity: "error" }
      : { code: "VALUE_UNMAPPED", severity: "warning" };
  }
  if (optional) return { code: "VALUE_IGNORED", severity: "warning" };
  if (type === "date" || type === "date_time") return { code: "DATE_UNREADABLE", severity: "error" };
  return { code: "NUMBER_UNREADABLE", severity: "error" };
}

function defaultType(table: CanonicalTable, name: string): FieldType {
  if (table === "outcome" && name === "score") return "score";
  const sql = canonicalColumns(table).find((column) => column.name === name)?.sql;
  if (name === "birth_year") return "birth_year";
  if (sql === "DATE") return "date";
  if (sql === "INTEGER" || sql === "BIGINT") return "integer";
  if (sql === "DECIMAL(18,6)") return "decimal";
  if (sql === "BOOLEAN") return "flag";
  return "text";
}

const NUMBERS: readonly FieldType[] = ["integer", "decimal", "hours", "birth_year", "code", "score"];
/** Types that a column of the model can store; one of texts stores any. */
const STORED: Readonly<Record<string, readonly FieldType[]>> = {
  DATE: ["date", "date_time"],
  BOOLEAN: ["flag", "suppressed"],
  INTEGER: NUMBERS,
  BIGINT: NUMBERS,
  "DECIMAL(18,6)": NUMBERS,
};

/** @throws CodedError `PROFILE_TYPE_WRONG` */
function checkType(profile: Profile, table: CanonicalTable, name: string, type: FieldType): void {
  const sql = canonicalColumns(table).find((column) => column.name === name)?.sql ?? "VARCHAR";
  const known = STORED[sql];
  if (known === undefined || known.includes(type)) return;
  throw new CodedError({
    code: "PROFILE_TYPE_WRONG",
    place: { file: `profile "${profile.id}"` },
    what: `${table}.${name} cannot be read as "${type}".`,
    remedy: `Write type: ${known.slice(0, 3).join(" or ")}, or leave type out.`,
    exit: EXIT.usage,
  });
}

function unknown(profile: Profile, name: string, known: readonly string[]): CodedError {
  const near = nearestWord(name.split(".").at(-1) ?? name, known);
  return new CodedError({
    code: "PROFILE_FIELD_UNKNOWN",
    place: { file: `profile "${profile.id}"` },
    what: `"${name}" is not in the canonical model.`,
    remedy: near === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${near}"?`,
    exit: EXIT.usage,
  });
}
