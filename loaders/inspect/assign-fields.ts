import { type CanonicalTable, canonical, canonicalColumns } from "../../src/model/canonical.ts";
import { bestList, valuedCells } from "./column-type.ts";
import type { FieldName } from "./field-names.ts";
import { alikeWords, spaced } from "./header-words.ts";
import { type InspectedColumn, isDate, isNumeric } from "./inspected-column.ts";

/** A column and the field it is proposed for. */
export interface FieldChoice {
  readonly column: InspectedColumn;
  readonly name: FieldName;
  /** 0–1: likeness of the names times how far the values fit. */
  readonly weight: number;
  readonly reason: string;
}

/** What the rows of a file are, and the fields its columns fill. */
export interface FieldAssignment {
  /** Undefined where no table has what it cannot do without. */
  readonly table: CanonicalTable | undefined;
  readonly choices: readonly FieldChoice[];
}

/** What a row needs to be a record of a table; the first sets that are all there will do. */
const NEEDS: Readonly<Partial<Record<CanonicalTable, readonly (readonly string[])[]>>> = {
  referral: [["received_date"]],
  contact: [
    ["date", "mode"],
    ["date", "attendance"],
    ["date", "minutes"],
    ["date", "source_contact_id"],
  ],
  activity: [
    ["type", "referred_date"],
    ["type", "started_date"],
    ["provider", "referred_date"],
    ["provider", "sessions_attended"],
    ["type", "sessions_attended"],
  ],
  goal: [
    ["met", "concern"],
    ["met", "date"],
  ],
  absence: [["first_day", "staff_id"]],
  link_worker: [
    ["fte", "role"],
    ["fte", "staff_id"],
  ],
  trainee: [["trained", "role"]],
  spend: [["amount", "date"]],
  support_session: [["attended", "date", "project"]],
};
/** Tables whose rows are about a person, so that a row may say who the person is. */
const OF_PERSONS: readonly string[] = ["referral", "contact", "activity", "goal", "outcome"];
/** Below this, a name is no match. */
const ALIKE = 0.6;
/** Below this, a choice is not proposed. */
const WORTH = 0.3;

/**
 * Says what the rows of a file are and which column fills which field, by names and by values.
 *
 * @param scores the rows hold scores: then they need be nothing else
 */
export function assignFields(
  columns: readonly InspectedColumn[],
  names: readonly FieldName[],
  scores: boolean,
): FieldAssignment {
  const spells = spellsOfAbsence(columns, names);
  const candidates = [...columns.flatMap((column) => choicesFor(column, names)), ...spells];
  const tables = (Object.keys(NEEDS) as CanonicalTable[]).map((table) => {
    const choices = assign(candidates, table, scores);
    const fields = new Set(choices.filter(({ name }) => name.table === table).map(({ name }) => name.field));
    const complete = NEEDS[table]?.some((set) => set.every((field) => fields.has(field))) ?? false;
    const own = choices
      .filter(({ name }) => name.table === table)
      .reduce((sum, { weight }) => sum + weight, 0);
    const roster = table === "link_worker" && spells.length > 0;
    return { table, choices, worth: complete && !roster ? own : 0 };
  });
  const best = tables.reduce((most, one) => (one.worth > most.worth ? one : most));
  if (best.worth > 0 && !(scores && best.worth < 1.5 && best.table !== "referral")) {
    return { table: best.table, choices: best.choices };
  }
  return {
    table: scores ? "outcome" : undefined,
    choices: assign(candidates, scores ? "outcome" : "person", scores),
  };
}

/** Words by which a file of staff tells that its rows are spells of absence and not posts. */
const OF_ABSENCE = /\b(?:absen\w*|sick\w*|days? (?:lost|off)|(?:why|reason) off|rtw|return to work)\b/u;

/** `From` and `To` are days of absence where the file speaks of absence and a member of staff stands on several rows. */
function spellsOfAbsence(
  columns: readonly InspectedColumn[],
  names: readonly FieldName[],
): readonly FieldChoice[] {
  const staff = columns.some(
    (column) => /^(?:staff|employee|emp)\b/u.test(column.plain) && column.distinct <= 0.8 * column.rows,
  );
  if (!staff || !columns.some(({ plain }) => OF_ABSENCE.test(plain))) return [];
  const day = (field: string, spelling: RegExp) => {
    const name = names.find((one) => one.table === "absence" && one.field === field);
    const column = columns.find((one) => isDate(one) && spelling.test(withoutRemark(one)));
    if (name === undefined || column === undefined) return [];
    const { why } = fitOf(column, name);
    return [{ column, name, weight: 0.6, reason: `“${column.name}” in a list of absences; ${why}` }];
  };
  const first = day("first_day", /^(?:date )?(?:from|start|started|first day)(?: date)?$/u);
  return first.length === 0
    ? []
    : [...first, ...day("last_day", /^(?:date )?(?:to|until|end|ended|last day)(?: date)?$/u)];
}

/** `From (1st day)` is `from`: what stands in brackets explains a name. */
const withoutRemark = ({ name, plain }: InspectedColumn): string =>
  name.includes("(") ? spaced(name.replace(/\([^()]*\)/gu, " ")) : plain;

/** Each column to at most one field and each field to one column, the surest first. */
function assign(
  candidates: readonly FieldChoice[],
  table: CanonicalTable,
  scores: boolean,
): readonly FieldChoice[] {
  const allowed = new Set<string>([table, ...(OF_PERSONS.includes(table) ? ["person"] : [])]);
  // Scores beside a referral or a contact need no names of their own; their dates are found with them.
  const open = candidates.filter(
    ({ name }) =>
      allowed.has(name.table) && !(scores && name.table === "outcome" && !OUTCOME_OWN.has(name.field)),
  );
  const chosen: FieldChoice[] = [];
  const places = new Set<string>();
  const used = new Set<number>();
  for (const choice of [...open].sort(
    (a, b) => b.weight - a.weight || Number(a.name.table === "person") - Number(b.name.table === "person"),
  )) {
    const place = `${choice.name.table}.${choice.name.field}`;
    if (choice.weight < WORTH || places.has(place) || used.has(choice.column.index)) continue;
    places.add(place);
    used.add(choice.column.index);
    chosen.push(choice);
  }
  return chosen.sort((a, b) => a.column.index - b.column.index);
}

const OUTCOME_OWN = new Set(["source_referral_id"]);

function choicesFor(column: InspectedColumn, names: readonly FieldName[]): readonly FieldChoice[] {
  const byPlace = new Map<string, FieldChoice>();
  const put = (choice: FieldChoice) => {
    const place = `${choice.name.table}.${choice.name.field}`;
    if (choice.weight > (byPlace.get(place)?.weight ?? 0)) byPlace.set(place, choice);
  };
  const list = bestList(column)?.list;
  for (const name of names) {
    const alike = Math.max(...column.words.map((words) => alikeWords(words, name.words)));
    const fit = fitOf(column, name);
    if (alike >= ALIKE) {
      const same = alike === 1;
      const from = name.profile === undefined ? "a name in use" : `named as in ${name.profile}`;
      const reason = same ? from : `name like “${name.spelling}”`;
      put({ column, name, weight: (same ? 1 : alike * 0.85) * fit.share, reason: `${reason}; ${fit.why}` });
    } else if (column.type === "code list" && name.codes === list) {
      put({ column, name, weight: 0.6 * fit.share, reason: `unknown name; ${fit.why}` });
    } else if (
      name.field === "local_id" &&
      column.type === "id" &&
      column.words.some((words) => words.includes("id"))
    ) {
      put({ column, name, weight: 0.45 * fit.share, reason: `some id; ${fit.why}` });
    } else if (column.type === "NHS number" && name.table === "person" && name.field === "nhs_number") {
      put({ column, name, weight: 0.9, reason: "unknown name; the check digits are those of NHS numbers" });
    }
  }
  return [...byPlace.values()];
}

/** How far the values fit a field, 0–1, and why. */
function fitOf(column: InspectedColumn, name: FieldName): { readonly share: number; readonly why: string } {
  const { type } = column;
  const is = (share: number, why: string) => ({ share, why });
  if (name.table === "person" && name.field === "nhs_number") {
    return type === "NHS number"
      ? is(1, "check digits agree")
      : is((column.kinds.nhs ?? 0) > 0 || type === "empty" ? 0.7 : 0.3, "few values are NHS numbers");
  }
  if (name.field === "local_id") {
    return isDate(column) ||
      type === "free text" ||
      type === "NHS number" ||
      type === "yes/no" ||
      type === "code list" ||
      type === "names"
      ? is(0, "")
      : is(1, "numbers of people");
  }
  if (type === "empty") return is(0.7, "no values yet");
  switch (kindOf(name)) {
    case "date":
      if (type === "date") return is(1, "dates");
      return type === "date, 2-digit year"
        ? is(0.5, "dates, but years of two digits are not read")
        : is(0, "");
    case "birth_year":
      if (type === "date") return is(1, "dates; only the year is kept");
      if (type === "date, 2-digit year") return is(0.5, "dates, but years of two digits are not read");
      return type === "whole number" && (column.low ?? 0) >= 1880 && (column.high ?? 0) <= 2100
        ? is(1, "years")
        : is(0, "");
    case "integer":
      return type === "whole number"
        ? is(1, "whole numbers")
        : is(type === "decimal" ? 0.4 : 0.1, "not whole numbers");
    case "decimal":
      return isNumeric(column) || type === "hours" || (column.kinds.money ?? 0) > valuedCells(column) / 2
        ? is(1, "numbers")
        : is(0.1, "not numbers");
    case "flag":
      return codeFit(column, "yes_no", 0.2);
    case "code":
      return codeFit(column, name.codes ?? "", 0.35);
    default:
      if (isDate(column) || type === "free text" || type === "decimal")
        return is(name.field.startsWith("source_") ? 0.2 : 0, "");
      if (type === "NHS number") return is(0, "");
      return is(1, name.field.startsWith("source_") ? "numbers of records" : "texts");
  }
}

function codeFit(
  column: InspectedColumn,
  list: string,
  none: number,
): { readonly share: number; readonly why: string } {
  if (
    isDate(column) ||
    column.type === "NHS number" ||
    column.type === "free text" ||
    column.type === "names"
  )
    return { share: column.type === "names" ? none : 0, why: "names that no list reads" };
  const found = column.lists.find((one) => one.list === list);
  if (found === undefined) {
    const few = column.distinct <= 40 && !isNumeric(column);
    return { share: few ? none + 0.2 : none / 2, why: `no value is in the list ${list}` };
  }
  const why = `the list ${list} reads ${found.read} of ${found.values} values`;
  return { share: found.share >= 0.8 ? 1 : found.share >= 0.4 ? 0.85 : 0.65, why };
}

function kindOf({ table, field, type, codes }: FieldName): string {
  if (type !== undefined) return type === "hours" ? "decimal" : type === "date_time" ? "date" : type;
  if (codes !== undefined) return "code";
  if (!(table in canonical)) return "text";
  if (field === "birth_year") return "birth_year";
  const sql = canonicalColumns(table as CanonicalTable).find((one) => one.name === field)?.sql;
  if (sql === "DATE") return "date";
  if (sql === "INTEGER" || sql === "BIGINT") return "integer";
  if (sql === "BOOLEAN") return "flag";
  return sql === "DECIMAL(18,6)" ? "decimal" : "text";
}
