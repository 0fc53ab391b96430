import { basename, extname } from "node:path";
import type { Programme } from "../../src/model/programme.ts";
import type { Question } from "../question.ts";
import { assignFields, type FieldChoice } from "./assign-fields.ts";
import { valuedCells } from "./column-type.ts";
import { type FieldName, namesPeople } from "./field-names.ts";
import { type FoundOutcome, findOutcomes } from "./find-outcomes.ts";
import { type InspectedColumn, isDate } from "./inspected-column.ts";
import type { KnownInstrument } from "./known-instruments.ts";
import type { ProfileMatch } from "./match-profiles.ts";
import { type Remark, remark } from "./yaml-fragment.ts";

export type Confidence = "high" | "medium" | "low";

/** What is proposed for one column. */
export interface ColumnProposal {
  readonly column: InspectedColumn;
  /** Canonical field, `identifies people: not stored`, or `not mapped`. */
  readonly use: string;
  readonly confidence: Confidence | undefined;
  readonly reason: string;
  /** Nothing of the column's values may be shown. */
  readonly identifying: boolean;
}

/** A measure that the mapping needs and programme.yaml does not declare. */
export interface NeededInstrument {
  readonly id: string;
  readonly name: string;
  readonly known: KnownInstrument | undefined;
  /** Decimals of the scores as exported. */
  readonly decimals: number;
}

/** A source for programme.yaml, and what each column became. */
export interface SourceProposal {
  /** The source as it stands in programme.yaml; what is unsure carries remarks. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly columns: readonly ColumnProposal[];
  readonly instruments: readonly NeededInstrument[];
  /** What the user has to know or decide, beside the questions. */
  readonly notes: readonly string[];
  readonly questions: readonly Omit<Question, "file">[];
  /** The rows make records that can be stored. */
  readonly usable: boolean;
}

/** What a proposal is made from. */
export interface ProposalRequest {
  readonly id: string;
  /** File as programme.yaml is to name it. */
  readonly file: string;
  readonly member: string | undefined;
  readonly kind: "delimited" | "workbook" | "parquet";
  readonly sheet: string | undefined;
  readonly headerRows: readonly [number, number] | undefined;
  readonly columns: readonly InspectedColumn[];
  readonly names: readonly FieldName[];
  readonly programme: Programme | undefined;
}

/** `Score` and `Score (2)`: told apart by their place alone, so that only the user can say which is which. */
const sameName = (columns: readonly InspectedColumn[], column: InspectedColumn): string | undefined => {
  const base = column.name.replace(/ \(2\)$/u, "");
  const repeated =
    columns.some(({ name }) => name === base) && columns.some(({ name }) => name === `${base} (2)`);
  return repeated ? base : undefined;
};

const STAGE_NAMES = { baseline: "Baseline", follow_up: "Follow-up" } as const;

/**
 * Gives the columns of one name that are proposed as before and after the names `Baseline Score` and `Follow-up Score`,
 * which the file has only once the user says which column is which.
 */
function tellApart(columns: readonly InspectedColumn[], outcomes: readonly FoundOutcome[]) {
  const names = new Map<
    InspectedColumn,
    { readonly stage: keyof typeof STAGE_NAMES; readonly base: string }
  >();
  for (const { stage, scores, date } of outcomes) {
    if (typeof stage !== "string") continue;
    for (const column of [...scores, ...(date === undefined ? [] : [date])]) {
      const base = sameName(columns, column);
      if (base !== undefined) names.set(column, { stage, base });
    }
  }
  const written = (column: InspectedColumn): string => {
    const found = names.get(column);
    return found === undefined ? column.name : `${STAGE_NAMES[found.stage]} ${found.base}`;
  };
  const answer = (swapped: boolean) => {
    const pairs = [...names].map(([column, { stage, base }]) => {
      const meant = (stage === "baseline") === swapped ? "follow_up" : "baseline";
      return `${JSON.stringify(column.name)}: ${JSON.stringify(`${STAGE_NAMES[meant]} ${base}`)}`;
    });
    return `columns: {${pairs.join(", ")}}`;
  };
  const bases = [...new Set([...names.values()].map(({ base }) => base))];
  const [first] = names.keys();
  const question: Omit<Question, "file"> | undefined =
    first === undefined
      ? undefined
      : {
          code: "ASK_COLUMNS",
          column: first.name,
          what: `${bases.map((base) => `"${base}"`).join(" and ")} ${bases.length === 1 ? "stands" : "stand"} twice in the header. Which is the baseline, and which the follow-up?`,
          answers: [
            { yaml: answer(false), means: "the first is the baseline" },
            { yaml: answer(true), means: "the first is the follow-up" },
          ],
        };
  return { written, question };
}

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
  if (table !== undefined && table !== "outcome")
    tables[table] = { fields: fieldMap(fieldsOf(table), table) };
  const referralId = choices.find(({ name }) => name.field === "source_referral_id")?.column;
  if (outcomes.length > 0)
    tables.outcome = outcomes.map((outcome) => outcomeMap(outcome, referralId, written));

  const aboutPeople =
    table === undefined || ["referral", "contact", "activity", "goal", "outcome"].includes(table);
  if (aboutPeople && nhs === undefined && local === undefined && referralId === undefined) {
    notes.push("No column says who a row is about: name it under person, as nhs_number or local_id.");
  }
  if (Object.keys(tables).length === 0) {
    notes.push(
      "Nothing in the names or values says what a row is: a referral, a contact, a score … Map it by hand from the README's list of fields.",
    );
  }
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
      ...serviceDefault(table, choices, programme, notes),
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
    notes: [],
    questions: [],
    usable: true,
  };
}

function sourceHead(request: ProposalRequest): Readonly<Record<string, unknown>> {
  const { id, file, member, sheet, headerRows, columns } = request;
  const decimals = columns.some(({ kinds }) => (kinds.decimal_comma ?? 0) > 0 && (kinds.decimal ?? 0) === 0);
  return {
    id,
    file,
    ...(member === undefined
      ? {}
      : { member: remark(member, "please confirm: the files to read inside the archive") }),
    ...dateOrderHead(columns),
    ...(decimals && request.kind === "delimited" ? { decimal: "," } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerRows === undefined ? {} : { header_rows: headerRows }),
  };
}

/** The date order where the dates themselves prove it; where they do not, ingest asks. */
function dateOrderHead(columns: readonly InspectedColumn[]): { readonly date_order?: Remark | string } {
  const total = (key: keyof InspectedColumn["dates"]) =>
    columns.reduce((sum, { dates }) => sum + dates[key], 0);
  const [dmy, mdy, ymd] = [total("dmy"), total("mdy"), total("ymd")];
  if (dmy > 0 && mdy === 0) return { date_order: remark("dmy", `${dmy} dates can be read no other way`) };
  if (mdy > 0 && dmy === 0) return { date_order: remark("mdy", `${mdy} dates can be read no other way`) };
  if (ymd > 0 && dmy === 0 && mdy === 0 && total("both") === 0) return { date_order: "ymd" };
  return {};
}

function confidenceOf({ weight }: FieldChoice): Confidence {
  if (weight >= 0.95) return "high";
  return weight >= 0.55 ? "medium" : "low";
}

const columnsOfOutcome = ({
  instrument,
  stage,
  scores,
  date,
  level,
  mode,
}: FoundOutcome): InspectedColumn[] =>
  [
    ...scores,
    date,
    level,
    mode,
    "column" in instrument ? instrument.column : undefined,
    typeof stage === "string" ? undefined : stage.column,
  ].filter((one) => one !== undefined);

function noteOutcome(
  uses: Map<InspectedColumn, Omit<ColumnProposal, "column" | "identifying">>,
  outcome: FoundOutcome,
): void {
  const { instrument, stage, scores, date, level, mode, confidence, reason } = outcome;
  const measure = "column" in instrument ? "" : ` of ${instrument.id}`;
  const when = typeof stage === "string" ? ` at ${stage.replace("_", "-")}` : "";
  const put = (
    column: InspectedColumn | undefined,
    field: string,
    why: string,
    sure: Confidence = "medium",
  ) => {
    if (column !== undefined && !uses.has(column))
      uses.set(column, { use: `outcome.${field}${measure}${when}`, confidence: sure, reason: why });
  };
  for (const score of scores) put(score, "score", reason, confidence);
  if ("column" in instrument) uses.set(instrument.column, { use: "outcome.instrument", confidence, reason });
  if (typeof stage !== "string") {
    const read = stage.column.lists.find(({ list }) => list === "outcome_stage");
    const share = read?.share ?? 0;
    uses.set(stage.column, {
      use: "outcome.stage",
      confidence: share >= 0.99 ? "high" : "medium",
      reason: `the list outcome_stage reads ${read?.read ?? 0} of ${read?.values ?? 0} values`,
    });
  }
  put(date, "date", "a date beside the score");
  put(level, "level_recorded", "a level beside the score");
  put(mode, "mode", "says how the form was filled in");
}

/** Whether a column must be listed as identifying. What is mapped through a code list identifies nobody. */
function identifies(
  column: InspectedColumn,
  use: string | undefined,
  ids: readonly (InspectedColumn | undefined)[],
): boolean {
  if (ids.includes(column) || column.type === "NHS number") return true;
  if (use !== undefined && use !== "not mapped") {
    return /\.(?:birth_year|link_worker|staff_id|nhs_number|local_id)\b/u.test(use);
  }
  if (["e-mail", "phone", "postcode", "free text", "names"].includes(column.type) || column.detailed > 0)
    return true;
  if (namesPeople(column.name)) return true;
  return (
    column.type === "text" && column.distinct > 20 && column.distinct / Math.max(1, valuedCells(column)) > 0.5
  );
}

function leftOut(column: InspectedColumn, identifying: boolean): string {
  if (column.detailed > 0) return "free text with people's details";
  if (identifying)
    return column.type === "free text" || namesPeople(column.name)
      ? "its name or kind says so"
      : `holds ${column.type}`;
  if (column.type === "empty") return "holds nothing";
  if (/\bage\b/u.test(column.plain))
    return "an age in years is not kept: a date or year of birth, or an age band, is";
  return "nothing in its name or values says what it is";
}

function fieldMap(
  choices: readonly FieldChoice[],
  table: string | undefined,
): Readonly<Record<string, unknown>> {
  const needed = new Set(["referral.received_date", "contact.date", "absence.first_day"]);
  return Object.fromEntries(
    choices.map((choice) => {
      const { column, name } = choice;
      const place = `${name.table}.${name.field}`;
      const list = name.codes === undefined ? undefined : column.lists.find((one) => one.list === name.codes);
      const full = column.filled === column.rows && column.filled > 0;
      const required =
        needed.has(place) || (name.field === "source_referral_id" && full && table !== undefined);
      const field = {
        column: column.name,
        ...typeOf(name, column),
        ...(name.codes !== undefined ? { codes: name.codes } : {}),
        ...(list?.split !== undefined && MANY.has(place) ? { split: list.split } : {}),
        ...(required ? { required: true } : {}),
      };
      return [
        name.field,
        confidenceOf(choice) === "high" ? field : remark(field, `please confirm: ${choice.reason}`),
      ] as const;
    }),
  );
}

/** Fields that may hold several values in one cell. */
const MANY = new Set(["person.cohorts", "referral.reasons"]);

function typeOf(name: FieldName, column: InspectedColumn): { readonly type?: string } {
  if (name.field === "birth_year") return { type: "birth_year" };
  if (name.type !== undefined) return { type: name.type };
  if (isDate(column)) return { type: "date" };
  return name.codes === undefined ? {} : { type: "code" };
}

function outcomeMap(
  outcome: FoundOutcome,
  referralId: InspectedColumn | undefined,
  written: (column: InspectedColumn) => string,
): Readonly<Record<string, unknown>> {
  const { instrument, stage, scores, date, level, mode, confidence, reason } = outcome;
  const known = "column" in instrument ? undefined : instrument.known;
  const [score] = scores;
  const set = {
    ...("column" in instrument ? {} : { instrument: instrument.id }),
    ...(typeof stage === "string" ? { stage } : {}),
  };
  const missing = sentinels(scores, known);
  const raw = known?.convert !== undefined && scores.every(({ decimals }) => decimals === 0);
  const field = {
    ...(scores.length > 1 ? { sum: scores.map(written) } : { column: score && written(score) }),
    type: "score",
    ...(raw ? { convert: known.convert } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(scores.length > 1 ? {} : { required: true }),
  };
  const doubts = [
    ...(confidence === "high" ? [] : [reason]),
    ...(missing.length > 0 ? [`does ${missing.join(", ")} mean that no score was taken?`] : []),
    ...(raw && scores.length === 1
      ? ["whole numbers are taken for raw scores; leave out convert if they are metric scores"]
      : []),
  ];
  const fields = {
    ...(referralId === undefined ? {} : { source_referral_id: { column: referralId.name, type: "text" } }),
    ...("column" in instrument
      ? { instrument: { column: instrument.column.name, type: "code", codes: "instrument", required: true } }
      : {}),
    ...(typeof stage === "string"
      ? {}
      : { stage: { column: stage.column.name, type: "code", codes: "outcome_stage", required: true } }),
    ...(date === undefined ? {} : { date: { column: written(date), type: "date", required: true } }),
    score: doubts.length === 0 ? field : remark(field, `please confirm: ${doubts.join("; ")}`),
    ...(level === undefined ? {} : { level_recorded: { column: level.name, type: "integer" } }),
    ...(mode === undefined ? {} : { mode: { column: mode.name, type: "code", codes: "mode" } }),
  };
  const requires = "column" in instrument ? [] : score === undefined ? [] : [written(score)];
  const body = {
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(requires.length > 0 ? { requires } : {}),
    fields,
  };
  return date === undefined
    ? { ...body, set: remark(set, "please confirm: no column says on which day") }
    : body;
}

/** Values far outside a scale that systems write for "no answer". */
function sentinels(
  scores: readonly InspectedColumn[],
  known: KnownInstrument | undefined,
): readonly string[] {
  if (known === undefined) return [];
  const [low, high] = scores.length > 1 && known.items !== undefined ? known.items.range : known.range;
  const marks = new Set([-999, -99, -9, -1, 99, 888, 999, 9999]);
  const found = scores.flatMap((one) => [
    ...(one.high !== undefined && one.high > high && marks.has(one.high) ? [String(one.high)] : []),
    ...(one.low !== undefined && one.low < low && marks.has(one.low) ? [String(one.low)] : []),
  ]);
  return [...new Set(found)];
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

function serviceDefault(
  table: string | undefined,
  choices: readonly FieldChoice[],
  programme: Programme | undefined,
  notes: string[],
): Readonly<Record<string, unknown>> {
  if (table !== "referral" || choices.some(({ name }) => name.field === "service")) return {};
  const [only, ...others] = programme?.services ?? [];
  if (only !== undefined && others.length === 0) {
    return {
      defaults: {
        referral: { service: remark(only.id, "please confirm: the export does not name the service") },
      },
    };
  }
  notes.push(
    "No column names the service: if the file is of one service, add defaults: {referral: {service: its id}} under the source.",
  );
  return {};
}

function neededInstruments(
  outcomes: readonly FoundOutcome[],
  programme: Programme | undefined,
): readonly NeededInstrument[] {
  const declared = new Set((programme?.instruments ?? []).map(({ id }) => id));
  const needed = new Map<string, NeededInstrument>();
  for (const { instrument, scores } of outcomes) {
    if ("column" in instrument || declared.has(instrument.id)) continue;
    const { id, known } = instrument;
    const decimals = Math.max(needed.get(id)?.decimals ?? 0, ...scores.map((score) => score.decimals));
    needed.set(id, { id, name: known?.name ?? id.replaceAll("_", " "), known, decimals });
  }
  return [...needed.values()];
}

/** An id for a source from the name of its file, unlike those in use. */
export function sourceId(file: string, used: readonly string[]): string {
  const plain =
    basename(file, extname(file))
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/gu, "-")
      .replace(/^-+|-+$/gu, "")
      .toLowerCase() || "export";
  let id = plain;
  for (let number = 2; used.includes(id); number += 1) id = `${plain}-${number}`;
  return id;
}
