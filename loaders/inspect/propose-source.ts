import type { Programme } from "../../src/model/programme.ts";
import { assignFields, type FieldChoice } from "./assign-fields.ts";
import { confidenceOf, fieldMap } from "./field-map.ts";
import { namesPeople } from "./field-names.ts";
import { findOutcomes } from "./find-outcomes.ts";
import { identifies, leftOut } from "./identifies.ts";
import { type InspectedColumn, isDate } from "./inspected-column.ts";
import type { ProfileMatch } from "./match-profiles.ts";
import {
  columnsOfOutcome,
  neededInstruments,
  noteOutcome,
  outcomeMap,
  undeclared,
} from "./outcome-proposal.ts";
import { sourceHead } from "./source-head.ts";
import type { ColumnProposal, Confidence, ProposalRequest, SourceProposal } from "./source-proposal.ts";
import { tellApart } from "./tell-apart.ts";
import { remark } from "./yaml-fragment.ts";

const MISSING = ["NULL", "N/A", "n/a", "#N/A", "-"];

/** Proposes a mapping in programme.yaml itself, for a layout that no profile knows. */
export function proposeMapping(request: ProposalRequest): SourceProposal {
  const { columns, names, programme } = request;
  const { outcomes, open } = findOutcomes(columns);
  const taken = new Set(outcomes.flatMap(columnsOfOutcome));
  const { table, choices } = assignFields(
    columns.filter((column) => !taken.has(column)),
    names,
    outcomes.length > 0,
  );
  const notes: string[] = [];
  const { written, question } = tellApart(columns, outcomes);
  const uses = new Map<InspectedColumn, Omit<ColumnProposal, "column" | "identifying">>();
  for (const outcome of outcomes) noteOutcome(uses, outcome);
  for (const choice of choices) {
    const { name, column, reason } = choice;
    uses.set(column, { use: `${name.table}.${name.field}`, confidence: confidenceOf(choice), reason });
  }
  for (const { column, why } of open) uses.set(column, { use: "not mapped", confidence: "low", reason: why });

  const chosen = (place: string) => choices.find(({ name }) => `${name.table}.${name.field}` === place);
  const nhs = chosen("person.nhs_number")?.column;
  const local = chosen("person.local_id")?.column;
  const identifying = columns.filter((column) => identifies(column, uses.get(column)?.use, [nhs, local]));
  const fieldsOf = (of: string) =>
    choices.filter(
      ({ name }) => name.table === of && name.field !== "nhs_number" && name.field !== "local_id",
    );
  const tables: Record<string, unknown> = {};
  const person = fieldsOf("person");
  if (person.length > 0 && (nhs ?? local) !== undefined)
    tables.person = { fields: fieldMap(person, undefined) };
  if (table !== undefined && table !== "outcome") {
    tables[table] = {
      ...serviceSet(table, choices, programme, notes),
      ...kindSet(table, choices),
      fields: fieldMap(fieldsOf(table), table),
    };
  }
  const referralId = choices.find(({ name }) => name.field === "source_referral_id")?.column;
  if (table === "referral" && referralId === undefined) {
    const maybe =
      local === undefined
        ? ""
        : ` If “${local.name}” is one, add source_referral_id: { column: ${local.name} }.`;
    notes.push(
      `No column is known to hold the number of a referral, so that a row which stands twice counts as two referrals.${maybe}`,
    );
  }
  if (outcomes.length > 0)
    tables.outcome = outcomes.map((outcome) => outcomeMap(outcome, referralId, written));

  const aboutPeople =
    table === undefined || ["referral", "contact", "activity", "goal", "outcome"].includes(table);
  if (aboutPeople && nhs === undefined && local === undefined && referralId === undefined) {
    notes.push("No column says who a row is about: name it under person, as nhs_number or local_id.");
  }
  notes.push(...whatRowsAre(Object.keys(tables), columns, uses));
  const recognise = recogniseColumns(
    written,

    columns,
    uses,
    [nhs, local].filter((one) => one !== undefined),
  );
  const mapping = {
    ...(request.kind === "delimited" ? {} : { kind: request.kind }),
    recognise,
    missing: MISSING,
    ...(aboutPeople && (nhs ?? local) !== undefined
      ? { person: { ...(nhs && { nhs_number: nhs.name }), ...(local && { local_id: local.name }) } }
      : {}),
    ...(identifying.length > 0 ? { identifying: identifying.map(({ name }) => name) } : {}),
    tables,
  };
  const proposed = columns.map((column): ColumnProposal => {
    const hidden = identifying.includes(column);
    const use = uses.get(column);
    if (use !== undefined && use.use !== "not mapped") return { column, ...use, identifying: hidden };
    const why = leftOut(column, hidden);
    return {
      column,
      use: hidden ? "not stored: identifies people" : "not mapped",
      confidence: undefined,
      reason: use?.reason ?? why,
      identifying: hidden,
    };
  });
  return {
    source: {
      ...sourceHead(request),
      mapping,
    },
    columns: proposed,
    instruments: neededInstruments(outcomes, programme),
    notes,
    questions: question === undefined ? [] : [question],
    usable: Object.keys(tables).length > 0,
  };
}

/** Proposes a shipped profile, with the names that only come near. */
export function proposeProfile(
  request: ProposalRequest,
  match: ProfileMatch,
  mapping: SourceProposal,
): SourceProposal {
  const renames = Object.fromEntries(
    [...match.renames].map(([column, name]) => [
      column,
      remark(name, `please confirm: is this the profile's "${name}"?`),
    ]),
  );
  const columns = mapping.columns.map((one): ColumnProposal => {
    const use = match.fields.get(one.column.index);
    if (use !== undefined) {
      const renamed = match.renames.get(one.column.name);
      return renamed === undefined
        ? { ...one, use, confidence: "high", reason: `named as in ${match.id}` }
        : { ...one, use, confidence: "medium", reason: `the name comes near “${renamed}”` };
    }
    return {
      ...one,
      use: one.identifying ? "not stored: identifies people" : "not mapped",
      confidence: undefined,
      reason: "the profile does not read it",
    };
  });
  return {
    ...mapping,
    source: {
      ...sourceHead(request),
      profile: match.id,
      ...(match.renames.size > 0 ? { columns: renames } : {}),
    },
    columns,
    instruments: undeclared(match.instruments, request.programme),
    notes: [],
    questions: [],
    usable: true,
  };
}

/** Says so where nothing, or nothing but the people, was recognised: such a file gives no referral, contact or score. */
function whatRowsAre(
  tables: readonly string[],
  columns: readonly InspectedColumn[],
  uses: ReadonlyMap<InspectedColumn, { readonly use: string }>,
): readonly string[] {
  if (tables.some((table) => table !== "person")) return [];
  const dates = columns.filter((column) => isDate(column) && !uses.has(column) && !namesPeople(column.name));
  const which = dates.map(({ name }) => `“${name}”`).join(", ");
  const found = which === "" ? "" : ` Dates that nothing takes: ${which}.`;
  return [
    tables.length === 0
      ? `Nothing in the names or values says what a row is: a referral, a contact, a score …${found} Map it by hand from the list of fields in README.md.`
      : `Only what describes people was recognised, so that no referral, contact or score would be stored.${found} If one is the day of referral, add below tables: referral: { fields: { received_date: { column: NAME, type: date, required: true } } }; README.md lists the other fields.`,
  ];
}

/** The names that mark the layout: who and what a row is about, at most five. */
function recogniseColumns(
  written: (column: InspectedColumn) => string,
  columns: readonly InspectedColumn[],
  uses: ReadonlyMap<InspectedColumn, { readonly use: string; readonly confidence: Confidence | undefined }>,
  ids: readonly InspectedColumn[],
): readonly string[] {
  const order = { high: 0, medium: 1, low: 2 } as const;
  const mapped = columns
    .filter((column) => (uses.get(column)?.use ?? "not mapped") !== "not mapped" && !ids.includes(column))
    .sort(
      (a, b) =>
        order[uses.get(a)?.confidence ?? "low"] - order[uses.get(b)?.confidence ?? "low"] ||
        a.index - b.index,
    );
  const best = [...ids, ...mapped, ...(mapped.length + ids.length === 0 ? columns : [])].slice(0, 5);
  return best.sort((a, b) => a.index - b.index).map(written);
}

/** Absences that do not say of which kind they are. */
function kindSet(
  table: string | undefined,
  choices: readonly FieldChoice[],
): Readonly<Record<string, unknown>> {
  if (table !== "absence" || choices.some(({ name }) => name.field === "kind")) return {};
  return { set: remark({ kind: "sickness" }, "please confirm: every row is sickness, and none is leave") };
}

/** The service of a file that does not name it, where the programme has but one. */
function serviceSet(
  table: string | undefined,
  choices: readonly FieldChoice[],
  programme: Programme | undefined,
  notes: string[],
): Readonly<Record<string, unknown>> {
  if (table !== "referral" || choices.some(({ name }) => name.field === "service")) return {};
  const [only, ...others] = programme?.services ?? [];
  if (only !== undefined && others.length === 0) {
    return { set: remark({ service: only.id }, "please confirm: the export does not name the service") };
  }
  notes.push(
    "No column names the service: if the file is of one service, add set: { service: its id } above the fields of referral.",
  );
  return {};
}
