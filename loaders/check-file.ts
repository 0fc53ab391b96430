import type { Programme } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { allExtremeSql } from "./check-answers.ts";
import type { RowPlan } from "./field-plan.ts";
import { enumSql } from "./load-views.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";
import { type RuleCode, rules, type Severity } from "./rules.ts";

/**
 * Creates the table of findings: one row a finding, with the value found only where it identifies nobody.
 * `part` is the row plan that an error or exclusion takes; null where it takes the whole row.
 */
export async function createIssueTable(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE issue (
    file_id INTEGER, _row INTEGER, part INTEGER, severity VARCHAR, code VARCHAR, column_name VARCHAR, found VARCHAR)`);
}

/** SQL that records a finding of a rule for each `file_id, _row` of a query. */
export const recordSql = (code: RuleCode, query: string): string =>
  `INSERT INTO issue SELECT DISTINCT file_id, _row, NULL::INTEGER, ${sqlText(rules[code].severity)}, ${sqlText(code)}, NULL, NULL FROM (${query})`;

type Add = (code: RuleCode, condition: string, field?: MappedField, severity?: Severity) => void;

/** What the rules of a file found. */
export interface FileFindings {
  /** Whether some row of the file, or a part of one, is not to be stored. */
  readonly blocking: boolean;
}

interface Finding {
  readonly condition: string;
  readonly severity: Severity;
  /** Columns of the issue table but the file and the row. */
  readonly columns: string;
}

/** Runs the rules of one mapped file and records what they find: one pass counts, and only what was found is recorded. */
export async function checkFile(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
): Promise<FileFindings> {
  const findings: Finding[] = [];
  const adder =
    (part: number | undefined): Add =>
    (code, condition, field, severity = rules[code].severity) => {
      const hidden = field === undefined || field.plan.identifying || field.plan.staff;
      const column = field?.column === undefined ? "NULL" : sqlText(field.column);
      findings.push({
        condition,
        severity,
        columns: `${part ?? "NULL::INTEGER"}, ${sqlText(severity)}, ${sqlText(code)}, ${column}, ${
          hidden ? "NULL" : `left(${field.text}, 80)`
        }`,
      });
    };
  request.plans.forEach((plan, index) => {
    // What stands in a referral's row belongs to the referral, and without it to nothing.
    const whole = plan.table === "person" || plan.table === "referral";
    checkRow(plan, index, request, mapped, adder(whole ? undefined : index));
  });
  checkPerson(request, mapped, adder(undefined));
  if (findings.length === 0) return { blocking: false };
  const counts = findings.map(({ condition }, index) => `count(*) FILTER (WHERE ${condition}) AS n${index}`);
  const [row] = await database.rows<Record<string, number>>(
    `SELECT ${counts.join(", ")} FROM ${mapped.table}`,
  );
  const made = findings.filter((_, index) => (row?.[`n${index}`] ?? 0) > 0);
  const selects = made.map(
    ({ condition, columns }) =>
      `SELECT ${request.fileId}, _row, ${columns} FROM ${mapped.table} WHERE ${condition}`,
  );
  if (selects.length > 0) await database.run(`INSERT INTO issue ${selects.join("\nUNION ALL\n")}`);
  return { blocking: made.some(({ severity }) => severity !== "warning") };
}

function checkPerson({ profile, programme }: MapRequest, mapped: MappedFile, add: Add): void {
  const { person } = profile;
  if (person?.each !== undefined) return;
  const referrals = mapped.fields
    .filter((field) => field.plan.name === "source_referral_id" && field.plan.table !== "referral")
    .map((field) => field.value);
  if (person?.nhs_number === undefined && person?.local_id === undefined && referrals.length === 0) return;
  const nobody = ["nhs_key", "local_key", ...new Set(referrals)].map((one) => `${one} IS NULL`);
  add("PERSON_UNIDENTIFIED", nobody.join(" AND "));
  if (person?.nhs_number === undefined) return;
  add("NHS_NUMBER_INVALID", "nhs_kind = 'invalid' AND local_key IS NOT NULL");
  add("NHS_NUMBER_DAMAGED", "nhs_kind = 'damaged'");
  if (!programme.synthetic) add("NHS_NUMBER_TEST", "nhs_kind = 'test'");
  add("NHS_NUMBER_RESERVED", "nhs_kind = 'reserved'");
  add("NHS_NUMBER_MISSING", "NOT has_nhs AND local_key IS NOT NULL");
}

function checkRow(plan: RowPlan, index: number, request: MapRequest, mapped: MappedFile, add: Add): void {
  const fields = mapped.fields.filter(
    (field) => field.plan.table === plan.table && field.plan.part === plan.part,
  );
  for (const field of fields) {
    const { given, value, plan: one } = field;
    const ended = field.open === undefined ? "" : ` AND NOT ${field.open}`;
    if (one.required) add("FIELD_REQUIRED", `made${index} AND NOT ${given}${ended}`, field);
    if (field.partly !== undefined) add("ITEMS_MISSING", field.partly, field);
    for (const same of allExtremeSql(field, plan, request.programme)) add("ANSWERS_ALL_EXTREME", same, field);
    if (field.score !== undefined)
      checkScore(
        field,
        field.score,
        fields.find((other) => other.plan.name === "instrument"),
        `made${index}`,
        add,
      );
    else if (one.type === "text") checkArea(field, request.programme, add);
    else if (one.split === undefined && !one.staff && `${one.table}.${one.name}` !== "outcome.instrument") {
      const severity = one.failure.severity === "excluded" ? "warning" : one.failure.severity;
      add(one.failure.code, `${given} AND ${value} IS NULL`, field, severity);
    }
    if (one.type === "date" && one.table !== "person") {
      add(
        "DATE_IMPLAUSIBLE",
        `NOT (${value} BETWEEN ${plausible(one.table, one.name, request.programme)})`,
        field,
      );
    }
  }
  checkOrder(plan, request, mapped, add);
  const [start, end] = (SPELLS[plan.table] ?? []).map((name) =>
    fields.find((field) => field.plan.name === name),
  );
  if (start !== undefined && end !== undefined) {
    const real = `${start.value} BETWEEN ${plausible(plan.table, start.plan.name, request.programme)}`;
    add("END_BEFORE_START", `${end.value} < ${start.value} AND ${real}`, end);
  }
}

/** Fields that hold the first and the last day of a record. */
const SPELLS: Readonly<Record<string, readonly [string, string]>> = {
  absence: ["first_day", "last_day"],
  link_worker: ["started", "left"],
  activity: ["started_date", "ended_date"],
};

function checkScore(
  field: MappedField,
  score: NonNullable<MappedField["score"]>,
  instrument: MappedField | undefined,
  made: string,
  add: Add,
): void {
  const { given } = field;
  const named = instrument === undefined ? "TRUE" : instrument.given;
  add("INSTRUMENT_UNKNOWN", `${made} AND ${given} AND ${named} AND NOT ${score.declared}`, instrument);
  add("NUMBER_UNREADABLE", `${given} AND ${score.declared} AND NOT ${score.isNumber}`, field);
  add("SCORE_OUT_OF_RANGE", `${score.declared} AND ${score.isNumber} AND NOT ${score.inRange}`, field);
  add("SCORE_DECIMALS", `${field.value} IS NOT NULL AND ${field.value} <> floor(${field.value})`, field);
}

function checkArea(field: MappedField, programme: Programme, add: Add): void {
  const declared = declaredAreas(programme, field.plan.name);
  if (declared.length === 0) return;
  // A nation declares a thousand networks: IN would hold each text against every one of them.
  const known = `TRY_CAST(${field.value} AS ${enumSql([...new Set(declared)])})`;
  add("AREA_UNKNOWN", `${field.value} IS NOT NULL AND ${known} IS NULL`, field);
}

/** Days that are planned or expected, and so may lie after the data date. */
const AHEAD = new Set(["absence.last_day", "link_worker.left", "activity.ended_date"]);
const YEARS_AHEAD = 5;

function plausible(table: string, name: string, { dates, data_date }: Programme): string {
  const ahead = AHEAD.has(`${table}.${name}`) ? ` + INTERVAL ${YEARS_AHEAD} YEAR` : "";
  return `DATE ${sqlText(dates.earliest)} AND DATE ${sqlText(data_date)}${ahead}`;
}

/** Within one row, a follow-up of an instrument must not be dated before its baseline. */
function checkOrder(plan: RowPlan, request: MapRequest, mapped: MappedFile, add: Add): void {
  if (plan.table !== "outcome" || plan.set.stage !== "follow_up") return;
  const dateOf = (one: RowPlan | undefined) =>
    mapped.fields.find(
      (field) =>
        field.plan.table === "outcome" && field.plan.part === one?.part && field.plan.name === "date",
    );
  const follow = dateOf(plan);
  const baselines = request.plans.filter(
    ({ table, set }) =>
      table === "outcome" && set.stage === "baseline" && set.instrument === plan.set.instrument,
  );
  for (const one of baselines) {
    const before = dateOf(one);
    if (follow !== undefined && before !== undefined) {
      add("FOLLOW_UP_BEFORE_BASELINE", `${follow.value} < ${before.value}`, follow);
    }
  }
}

/** Codes declared in programme.yaml for a field that names an area; empty where none are declared. */
function declaredAreas(programme: Programme, field: string): readonly string[] {
  switch (field) {
    case "service":
      return programme.services.map((one) => one.id);
    case "project":
      return programme.projects.map((one) => one.id);
    case "pcn":
      return programme.areas.pcns.map((one) => one.code);
    case "borough":
      return programme.areas.boroughs.map((one) => one.code);
    case "icb":
      return programme.areas.icbs.map((one) => one.code);
    default:
      return [];
  }
}
