import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import { normaliseRawSql } from "../src/model/code-list.ts";
import { type Database, sqlText } from "../src/warehouse/database.ts";
import { type FileFindings, recordSql } from "./check-file.ts";
import type { RowPlan } from "./field-plan.ts";
import type { Columns, LoadViews } from "./load-views.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";
import { isGathered } from "./row-accounts.ts";
import { rowHash } from "./row-hash.ts";
import { systemOf } from "./system-of.ts";

/** Columns a profile fills under another name, or that stand in a table of their own. */
const RENAMED: Readonly<Record<string, string>> = {
  "person.age_band": "age_band_recorded",
  "link_worker.staff_id": "staff_key",
  "absence.staff_id": "staff_key",
  "trainee.staff_id": "staff_key",
  "workforce_response.respondent_id": "respondent_key",
};
const MANY: Readonly<Record<string, { readonly table: "cohort" | "reason"; readonly column: string }>> = {
  "person.cohorts": { table: "cohort", column: "cohort" },
  "referral.reasons": { table: "reason", column: "reason" },
};

/** Tables whose rows belong to a referral of the same person. */
export const REFERRAL_CHILDREN = ["outcome", "contact", "activity", "goal"] as const;

/** The source system's own number of a record, by which a later row is known to be the same record. */
const SOURCE_IDS: Readonly<Partial<Record<CanonicalTable, string>>> = {
  contact: "source_contact_id",
  activity: "source_activity_id",
  goal: "source_goal_id",
};

/** What a file's rows gave. */
export interface LoadedRows {
  /** Rows of which nothing is stored although nothing is wrong with them. */
  readonly nothing: number;
  /** Names of the tables `many_<file>_<name>` of cells that hold several values. */
  readonly many: readonly string[];
}

/**
 * Says how the good rows of a mapped file become rows of the load tables. An error takes the part of the row that it
 * concerns; an error of the person or of the referral takes the whole row. Afterwards `given_row` holds the rows that
 * gave something.
 *
 * @param blocking whether some row, or a part of one, is not to be stored
 * @param kept of a file that was read before: path of a part of it; its findings are recorded already
 */
export async function loadFile(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  views: LoadViews,
  { blocking }: FileFindings,
  kept?: (part: string) => string,
): Promise<LoadedRows> {
  const { fileId, plans, profile } = request;
  const blocked = blocking ? `blocked_${fileId}` : undefined;
  if (blocked !== undefined)
    await database.run(`CREATE TEMP TABLE ${blocked} AS SELECT DISTINCT _row, part FROM issue
      WHERE file_id = ${fileId} AND severity IN ('error', 'excluded')`);
  if (profile.person !== undefined && profile.person.each === undefined)
    await database.run(
      `INSERT INTO keys_seen SELECT DISTINCT nhs_key, local_key FROM ${mapped.table} WHERE nhs_key IS NOT NULL AND local_key IS NOT NULL`,
    );

  const rows = plans.map((plan, index) => plannedRow(plan, index, mapped, blocked));
  const records = rows.filter(({ plan }) => plan.table !== "person");
  for (const row of records) {
    const { table } = row.plan;
    const columns = { ...provenance(request, mapped, row), ...storedColumns(request, table, row) };
    views.add(`load_${table}`, columns, `FROM ${mapped.table} WHERE ${row.condition}`);
  }
  const referral = rows.find(({ plan }) => plan.table === "referral");
  if (referral !== undefined)
    views.add(
      "referral_owner",
      { referral_key: referralKeySql(request, referral), nhs_key: "nhs_key", local_key: "local_key" },
      `FROM ${mapped.table} WHERE made${referral.index}`,
    );
  const named = mapped.fields.flatMap(({ plan, value }) =>
    plan.name === "source_referral_id" ? [`${systemSql(request)} || ${value}`] : [],
  );
  const owner = {
    file_id: String(fileId),
    _row: "_row",
    nhs_key: "nhs_key",
    local_key: "local_key",
    ...(named.length === 0 ? {} : { referral_key: `coalesce(${[...new Set(named)].join(", ")})` }),
  };
  views.add("row_owner", owner, `FROM ${mapped.table}`);
  if (kept !== undefined) {
    views.add("read_before", { file_id: String(fileId) }, "");
    views.add("opted_before", owner, `FROM ${mapped.table} WHERE _opted`);
  }
  const recorded = anyOf(records.map(({ condition }) => condition));
  const about = rows.filter(({ plan }) => plan.table === "person").map(({ condition }) => condition);
  const described = hasPersonTable(request) ? `(${KNOWN} AND ${anyOf(about)})` : "FALSE";
  addPersons(request, mapped, rows, recorded, views, blocked);
  const split: string[] = [];
  for (const row of rows) {
    for (const field of row.fields) {
      const many = MANY[`${row.plan.table}.${field.plan.name}`];
      if (many === undefined) continue;
      const name = `${row.index}_${field.plan.name}`;
      split.push(name);
      const table = `many_${fileId}_${name}`;
      if (kept !== undefined)
        await database.run(`CREATE TEMP VIEW ${table} AS SELECT * FROM read_parquet(${sqlText(kept(name))})`);
      else await splitCells(database, request, mapped, row, field, many, referral, table);
      addMany(request, mapped, many, views, table);
    }
  }
  const given = `(${recorded} OR ${described})`;
  const place = { file_id: String(fileId), _row: "_row" };
  views.add("kept_row", place, `FROM ${mapped.table}`);
  const conditionsOf = (lists: boolean) =>
    anyOf(records.filter(({ plan }) => isGathered(plan.table) === lists).map(({ condition }) => condition));
  const gathered = `(${described} OR ${conditionsOf(true)}) AND NOT ${conditionsOf(false)}`;
  views.add("gathered_row", place, `FROM ${mapped.table} WHERE ${gathered}`);
  await database.run(
    `CREATE OR REPLACE TEMP VIEW given_row AS SELECT _row FROM ${mapped.table} WHERE ${given}`,
  );
  const untouched = blocked === undefined ? "TRUE" : `_row NOT IN (SELECT _row FROM ${blocked})`;
  const [count] = await database.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${mapped.table} WHERE NOT ${given} AND ${untouched}`,
  );
  const nothing = count?.n ?? 0;
  if (nothing > 0 && kept === undefined)
    await database.run(
      recordSql(
        "ROW_GIVES_NOTHING",
        `SELECT ${fileId} AS file_id, _row FROM ${mapped.table} WHERE NOT ${given} AND ${untouched}`,
      ),
    );
  return { nothing, many: split };
}

const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? "FALSE" : `coalesce(${conditions.map((one) => `(${one})`).join(" OR ")}, FALSE)`;

/** Whether the profile stores something about the person, beside who it is. */
export const hasPersonTable = ({ profile }: Pick<MapRequest, "profile">): boolean =>
  profile.tables.person !== undefined;

/** A row plan with its mapped fields, the values it stores, and the condition on which it stores them. */
interface PlannedRow {
  readonly plan: RowPlan;
  readonly index: number;
  readonly fields: readonly MappedField[];
  readonly values: ReadonlyMap<string, string>;
  readonly condition: string;
}

function plannedRow(
  plan: RowPlan,
  index: number,
  mapped: MappedFile,
  blocked?: string | undefined,
): PlannedRow {
  const fields = mapped.fields.filter(
    (field) => field.plan.table === plan.table && field.plan.part === plan.part,
  );
  const values = new Map(Object.entries(plan.set).map(([name, text]) => [name, sqlText(text)]));
  for (const field of fields) {
    if (MANY[`${plan.table}.${field.plan.name}`] !== undefined) continue;
    values.set(RENAMED[`${plan.table}.${field.plan.name}`] ?? field.plan.name, loadedSql(plan, field));
  }
  const conditions = [
    `made${index}`,
    ...(blocked === undefined
      ? []
      : [`_row NOT IN (SELECT _row FROM ${blocked} WHERE part IS NULL OR part = ${index})`]),
  ];
  if (plan.table === "outcome") {
    conditions.push(
      `${values.get("score") ?? "NULL"} IS NOT NULL`,
      `${values.get("stage") ?? "NULL"} IS NOT NULL`,
    );
  }
  if (plan.table === "workforce_response") {
    conditions.push(`${values.get("answer") ?? "NULL"} NOT IN ('not_known', 'not_stated', 'suppressed')`);
  }
  return { plan, index, fields, values, condition: conditions.join(" AND ") };
}

const KNOWN = "(nhs_key IS NOT NULL OR local_key IS NOT NULL)";

/** Value as stored: flags become true or false, scores whole numbers. */
function loadedSql(plan: RowPlan, field: MappedField): string {
  const type = canonicalColumns(plan.table).find((column) => column.name === field.plan.name)?.sql;
  if (field.plan.type === "flag") return `CASE ${field.value} WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END`;
  if (type === undefined || type === "VARCHAR") return field.value;
  return `${field.plan.type === "code" ? "TRY_CAST" : "CAST"}(${field.value} AS ${type})`;
}

function storedColumns(request: MapRequest, table: CanonicalTable, row: PlannedRow | undefined): Columns {
  const names = canonicalColumns(table).map((column) => column.name);
  const own: Columns = {
    ...(table === "referral" ? { referral_key: referralKeySql(request, row) } : {}),
    ...(names.includes("key_kind") && request.profile.person?.each === "row" ? { key_kind: "'row'" } : {}),
    ...(names.includes("record_key") ? { record_key: `'${rowHash(request).slice(0, 16)}:' || _row` } : {}),
  };
  const values = [...(row?.values ?? [])].filter(([name]) => names.includes(name));
  return { ...Object.fromEntries(values), ...own };
}

/** Who the row is about, and what the profile says of them; nobody where the row gave nothing and says nothing. */
function addPersons(
  request: MapRequest,
  mapped: MappedFile,
  rows: readonly PlannedRow[],
  recorded: string,
  views: LoadViews,
  blocked: string | undefined,
): void {
  if (request.profile.person === undefined) return;
  const about = rows.filter(({ plan }) => plan.table === "person");
  const select = (row: PlannedRow | undefined, condition: string) =>
    views.add(
      "load_person",
      { ...provenance(request, mapped), ...storedColumns(request, "person", row) },
      `FROM ${mapped.table} WHERE ${KNOWN} AND ${condition}`,
    );
  for (const row of about) select(row, row.condition);
  const whole = blocked === undefined ? [] : [`_row NOT IN (SELECT _row FROM ${blocked} WHERE part IS NULL)`];
  if (about.length === 0) select(undefined, [recorded, ...whole].join(" AND "));
}

/** Splits a cell into its values, each through the code list; what is in no list is recorded and not kept. */
async function splitCells(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  row: PlannedRow,
  field: MappedField,
  many: { readonly table: "cohort" | "reason" },
  referral: PlannedRow | undefined,
  name: string,
): Promise<void> {
  const { split, codes, identifying } = field.plan;
  const parts = split === undefined ? `[${field.text}]` : `string_split(${field.text}, ${sqlText(split)})`;
  const owner = many.table === "cohort" ? "NULL::VARCHAR" : referralKeySql(request, referral);
  // Most values repeat: each is looked up once.
  await database.run(`
    CREATE TEMP TABLE ${name} AS
    WITH m AS MATERIALIZED (SELECT * FROM (
      SELECT _row, nhs_key, local_key, ${owner} AS owner, trim(unnest(${parts})) AS part FROM ${mapped.table}
      WHERE ${row.condition} AND ${field.given}) WHERE part <> '')
    SELECT m.*, c.code FROM m LEFT JOIN (
      SELECT t, c.code FROM (SELECT DISTINCT part AS t FROM m)
      LEFT JOIN ${request.codeMap} AS c ON c.list = ${sqlText(codes ?? many.table)} AND c.raw = ${normaliseRawSql("t")}) AS c ON c.t = m.part`);
  await database.run(
    `INSERT INTO issue SELECT ${request.fileId}, _row, NULL, 'warning', 'VALUE_UNMAPPED', ${
      field.column === undefined ? "NULL" : sqlText(field.column)
    }, ${identifying ? "NULL" : "left(part, 80)"} FROM ${name} WHERE code IS NULL`,
  );
  await database.run(`ALTER TABLE ${name} DROP COLUMN part`);
}

function addMany(
  request: MapRequest,
  mapped: MappedFile,
  many: { readonly table: "cohort" | "reason"; readonly column: string },
  views: LoadViews,
  name: string,
): void {
  const columns = {
    ...provenance(request, mapped),
    [many.column]: "code",
    ...(many.table === "reason" ? { referral_key: "owner" } : {}),
  };
  const known = "code IS NOT NULL AND code NOT IN ('not_known', 'not_stated', 'suppressed')";
  views.add(`load_${many.table}`, columns, `FROM ${name} WHERE ${known}`);
}

function provenance(request: MapRequest, mapped: MappedFile, row?: PlannedRow): Columns {
  const sourceId = row === undefined ? undefined : SOURCE_IDS[row.plan.table];
  const source = sourceId === undefined ? undefined : row?.values.get(sourceId);
  const given = row === undefined ? undefined : givenKeySql(request, mapped, row);
  return {
    file_id: String(request.fileId),
    _row: "_row",
    seq: `CAST(${request.fileId} AS BIGINT) * 4294967296 + _row`,
    part: String(row?.index ?? 0),
    ...(request.profile.person === undefined ? {} : { nhs_key: "nhs_key", local_key: "local_key" }),
    ...(given === undefined ? {} : { given_key: given }),
    ...(source === undefined ? {} : { source_id: source }),
  };
}

/** The referral that a record names; without a number, the one that stands in the same export row. */
function givenKeySql(request: MapRequest, mapped: MappedFile, row: PlannedRow): string | undefined {
  if (!REFERRAL_CHILDREN.some((table) => table === row.plan.table)) return undefined;
  const own = row.values.get("source_referral_id");
  const keys = own === undefined ? [] : [`${systemSql(request)} || ${own}`];
  const index = request.plans.findIndex((plan) => plan.table === "referral");
  const plan = request.plans[index];
  if (plan !== undefined) {
    const key = referralKeySql(request, plannedRow(plan, index, mapped));
    keys.push(`CASE WHEN made${index} THEN ${key} END`);
  }
  return keys.length === 0 ? undefined : `coalesce(${keys.join(", ")})`;
}

const systemSql = ({ source }: MapRequest): string => sqlText(`${systemOf(source)}:`);

/** Source system and referral number; without a number, the row itself. */
function referralKeySql(request: MapRequest, row: PlannedRow | undefined): string {
  const idSql = row?.values.get("source_referral_id");
  // A row may give several referrals.
  const nth = row === undefined || row.plan.part === 0 ? "" : ` || ':${row.plan.part}'`;
  const itself = `'${rowHash(request).slice(0, 16)}:' || _row${nth}`;
  return idSql === undefined ? itself : `coalesce(${systemSql(request)} || ${idSql}, ${itself})`;
}
