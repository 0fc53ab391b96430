import type { Programme } from "../src/model/programme.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import type { RowPlan } from "./field-plan.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";
import { type RuleCode, rules } from "./rules.ts";

/** Creates the table of findings: one row a finding, with the value found only where it identifies nobody. */
export async function createIssueTable(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE issue (
    file_id INTEGER, _row INTEGER, severity VARCHAR, code VARCHAR, column_name VARCHAR, found VARCHAR)`);
}

/** Runs the rules of one mapped file and records what they find. */
export async function checkFile(database: Database, request: MapRequest, mapped: MappedFile): Promise<void> {
  const found: string[] = [];
  const add = (code: RuleCode, condition: string, field?: MappedField, severity = rules[code].severity) => {
    const shown =
      field === undefined || field.plan.identifying || field.plan.staff ? "NULL" : `left(${field.raw}, 80)`;
    found.push(
      `SELECT ${request.fileId}, _row, ${sqlText(severity)}, ${sqlText(code)}, ${
        field?.column === undefined ? "NULL" : sqlText(field.column)
      }, ${shown} FROM ${mapped.table} WHERE ${condition}`,
    );
  };
  request.plans.forEach((plan, index) => {
    checkRow(plan, `made${index}`, mapped, request.programme, add);
  });

  const person = request.profile.person;
  if (person !== undefined && person.each === undefined) {
    add("PERSON_UNIDENTIFIED", "nhs_key IS NULL AND local_key IS NULL");
    if (person.nhs_number !== undefined) {
      add("NHS_NUMBER_INVALID", "has_nhs AND NOT nhs_ok AND local_key IS NOT NULL");
      add("NHS_NUMBER_MISSING", "NOT has_nhs AND local_key IS NOT NULL");
    }
  }
  if (found.length > 0) await database.run(`INSERT INTO issue ${found.join("\nUNION ALL\n")}`);
}

type Add = (code: RuleCode, condition: string, field?: MappedField, severity?: "error" | "warning") => void;

function checkRow(plan: RowPlan, made: string, mapped: MappedFile, programme: Programme, add: Add): void {
  const fields = mapped.fields.filter(
    (field) => field.plan.table === plan.table && field.plan.part === plan.part,
  );
  for (const field of fields) {
    const { raw, value, plan: one } = field;
    if (one.required) add("FIELD_REQUIRED", `${made} AND ${raw} IS NULL`, field);
    if (one.split !== undefined || one.staff) continue;
    if (one.type === "text") {
      const declared = declaredAreas(programme, one.name);
      if (declared.length > 0) {
        add(
          "AREA_UNKNOWN",
          `${raw} IS NOT NULL AND ${raw} NOT IN (${declared.map(sqlText).join(", ")})`,
          field,
        );
      }
      continue;
    }
    const severity = one.failure.severity === "excluded" ? "warning" : one.failure.severity;
    add(one.failure.code, `${raw} IS NOT NULL AND ${value} IS NULL`, field, severity);
    if (one.type === "date" && one.table !== "person") {
      const { earliest } = programme.dates;
      add(
        "DATE_IMPLAUSIBLE",
        `${value} IS NOT NULL AND (${value} < DATE ${sqlText(earliest)} OR ${value} > DATE ${sqlText(programme.data_date)})`,
        field,
      );
    }
    if (one.type === "score") {
      add("SCORE_OUT_OF_RANGE", `${value} IS NOT NULL AND NOT ${field.inRange}`, field);
      add("SCORE_DECIMALS", `${value} IS NOT NULL AND ${value} <> floor(${value})`, field);
    }
  }
  checkOrder(plan, mapped, add);
}

/** Within one row, a follow-up of an instrument must not be dated before its baseline. */
function checkOrder(plan: RowPlan, mapped: MappedFile, add: Add): void {
  if (plan.table !== "outcome" || plan.set.stage !== "follow_up") return;
  const dates = mapped.fields.filter((field) => field.plan.table === "outcome" && field.plan.name === "date");
  const follow = dates.find((field) => field.plan.part === plan.part);
  for (const other of dates) {
    const isBaseline = other.plan.part !== plan.part && other.plan.part < plan.part;
    if (follow !== undefined && isBaseline) {
      add("FOLLOW_UP_BEFORE_BASELINE", `${follow.value} < ${other.value}`, follow);
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
