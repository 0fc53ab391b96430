import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import { normaliseRawSql } from "../src/model/code-list.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { RowPlan } from "./field-plan.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";

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

/**
 * Creates `load_<table>` for every canonical table: its columns, with the row's two person keys still unlinked,
 * the referral the row names (`given_key`), the record's own number (`source_id`), and `seq`, by which a later row
 * of a later file is told from an earlier one (`seq` and `part` together are one row). Beside them the keys seen together, of rows that are not stored too,
 * so that people who opted out are known by whichever number a row has.
 */
export async function createLoadTables(database: Database, tables: readonly CanonicalTable[]): Promise<void> {
  for (const table of tables) {
    const columns = canonicalColumns(table).map((column) => `${sqlName(column.name)} ${column.sql}`);
    await database.run(
      `CREATE TEMP TABLE load_${table} (file_id INTEGER, _row INTEGER, seq BIGINT, nhs_key VARCHAR, local_key VARCHAR,
        given_key VARCHAR, source_id VARCHAR, part INTEGER, ${columns.join(", ")})`,
    );
  }
  await database.run("CREATE TEMP TABLE keys_seen (nhs_key VARCHAR, local_key VARCHAR)");
  await database.run(
    "CREATE TEMP TABLE referral_owner (referral_key VARCHAR, nhs_key VARCHAR, local_key VARCHAR)",
  );
}

/**
 * Moves the good rows of a mapped file into the load tables. An error takes the part of the row that it concerns; an
 * error of the person or of the referral takes the whole row. Afterwards `given_row` holds the rows that gave something,
 * `nothing_given` those that gave nothing although nothing is wrong with them.
 */
export async function loadFile(database: Database, request: MapRequest, mapped: MappedFile): Promise<void> {
  const { fileId, plans, profile } = request;
  await database.run(`CREATE OR REPLACE TEMP TABLE blocked AS SELECT DISTINCT _row, part FROM issue
    WHERE file_id = ${fileId} AND severity IN ('error', 'excluded')`);
  if (profile.person !== undefined && profile.person.each === undefined)
    await database.run(
      `INSERT INTO keys_seen SELECT DISTINCT nhs_key, local_key FROM ${mapped.table} WHERE nhs_key IS NOT NULL AND local_key IS NOT NULL`,
    );

  const rows = plans.map((plan, index) => plannedRow(plan, index, mapped));
  const records = rows.filter(({ plan }) => plan.table !== "person");
  for (const table of new Set(records.map(({ plan }) => plan.table))) {
    await insert(
      database,
      request,
      mapped,
      table,
      records.filter(({ plan }) => plan.table === table),
    );
  }
  const referral = rows.find(({ plan }) => plan.table === "referral");
  if (referral !== undefined)
    await database.run(
      `INSERT INTO referral_owner SELECT ${referralKeySql(request, referral)}, nhs_key, local_key FROM ${mapped.table} WHERE made${referral.index}`,
    );
  await noteGivenRows(database, request, records);
  await insertPersons(database, request, mapped, rows);
  for (const row of rows) {
    for (const field of row.fields) {
      const many = MANY[`${row.plan.table}.${field.plan.name}`];
      if (many !== undefined) await insertMany(database, request, mapped, row, field, many, referral);
    }
  }
  await noteGivenRows(database, request, hasPersonTable(request) ? rows : records);
  await database.run(`CREATE OR REPLACE TEMP TABLE nothing_given AS
    SELECT ${fileId} AS file_id, _row FROM ${mapped.table}
    WHERE _row NOT IN (SELECT _row FROM given_row) AND _row NOT IN (SELECT _row FROM blocked)`);
  await database.run(recordSql("ROW_GIVES_NOTHING", "SELECT file_id, _row FROM nothing_given"));
}

/** Whether the profile stores something about the person, beside who it is. */
export const hasPersonTable = ({ profile }: Pick<MapRequest, "profile">): boolean =>
  profile.tables.person !== undefined;

async function noteGivenRows(
  database: Database,
  { fileId }: MapRequest,
  rows: readonly PlannedRow[],
): Promise<void> {
  const tables = [...new Set(rows.map(({ plan }) => plan.table))];
  const given = tables.map((table) => `SELECT _row FROM load_${table} WHERE file_id = ${fileId}`);
  await database.run(
    `CREATE OR REPLACE TEMP TABLE given_row AS ${given.length === 0 ? "SELECT 0 AS _row WHERE FALSE" : given.join(" UNION ")}`,
  );
}

/** A row plan with its mapped fields, the values it stores, and the condition on which it stores them. */
interface PlannedRow {
  readonly plan: RowPlan;
  readonly index: number;
  readonly fields: readonly MappedField[];
  readonly values: ReadonlyMap<string, string>;
  readonly condition: string;
}

function plannedRow(plan: RowPlan, index: number, mapped: MappedFile): PlannedRow {
  const fields = mapped.fields.filter(
    (field) => field.plan.table === plan.table && field.plan.part === plan.part,
  );
  const values = new Map(Object.entries(plan.set).map(([name, text]) => [name, sqlText(text)]));
  for (const field of fields) {
    if (MANY[`${plan.table}.${field.plan.name}`] !== undefined) continue;
    values.set(RENAMED[`${plan.table}.${field.plan.name}`] ?? field.plan.name, loadedSql(plan, field));
  }
  const conditions = [`made${index}`, partGood(index)];
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

const rowGood = "_row NOT IN (SELECT _row FROM blocked WHERE part IS NULL)";
const partGood = (index: number) =>
  `_row NOT IN (SELECT _row FROM blocked WHERE part IS NULL OR part = ${index})`;

/** Value as stored: flags become true or false, scores whole numbers. */
function loadedSql(plan: RowPlan, field: MappedField): string {
  const type = canonicalColumns(plan.table).find((column) => column.name === field.plan.name)?.sql;
  if (field.plan.type === "flag") return `CASE ${field.value} WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END`;
  if (type === undefined || type === "VARCHAR") return field.value;
  return `${field.plan.type === "code" ? "TRY_CAST" : "CAST"}(${field.value} AS ${type})`;
}

/** One statement a table, however many of its rows an export row gives. */
async function insert(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  table: CanonicalTable,
  rows: readonly PlannedRow[],
): Promise<void> {
  const selects = rows.map(
    (row) =>
      `SELECT ${[...provenance(request, mapped, row), ...storedColumns(request, table, row)].join(", ")} FROM ${mapped.table} WHERE ${row.condition}`,
  );
  await database.run(`INSERT INTO load_${table} ${selects.join("\nUNION ALL\n")}`);
}

function storedColumns(
  request: MapRequest,
  table: CanonicalTable,
  row: PlannedRow | undefined,
): readonly string[] {
  return canonicalColumns(table).map((column) => {
    if (table === "referral" && column.name === "referral_key") return referralKeySql(request, row);
    if (column.name === "key_kind" && request.profile.person?.each === "row") return "'row'";
    if (column.name === "record_key") return `'${request.fileHash.slice(0, 16)}:' || _row`;
    return row?.values.get(column.name) ?? `NULL::${column.sql}`;
  });
}

/** Who the row is about, and what the profile says of them; nobody where the row gave nothing and says nothing. */
async function insertPersons(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  rows: readonly PlannedRow[],
): Promise<void> {
  if (request.profile.person === undefined) return;
  const about = rows.filter(({ plan }) => plan.table === "person");
  const known = "(nhs_key IS NOT NULL OR local_key IS NOT NULL)";
  const bare = `SELECT ${[...provenance(request, mapped), ...storedColumns(request, "person", undefined)].join(", ")} FROM ${mapped.table}
    WHERE ${known} AND ${rowGood} AND _row IN (SELECT _row FROM given_row)`;
  const selects = about.map(
    (row) =>
      `SELECT ${[...provenance(request, mapped), ...storedColumns(request, "person", row)].join(", ")} FROM ${mapped.table} WHERE ${known} AND ${row.condition}`,
  );
  await database.run(
    `INSERT INTO load_person ${(selects.length > 0 ? selects : [bare]).join("\nUNION ALL\n")}`,
  );
}

/** Splits a cell into its values, each through the code list; what is in no list is recorded. */
async function insertMany(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  row: PlannedRow,
  field: MappedField,
  many: { readonly table: "cohort" | "reason"; readonly column: string },
  referral: PlannedRow | undefined,
): Promise<void> {
  const { split, codes, identifying } = field.plan;
  const parts = split === undefined ? `[${field.raw}]` : `string_split(${field.raw}, ${sqlText(split)})`;
  const owner = many.table === "cohort" ? "NULL" : referralKeySql(request, referral);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE many AS
    SELECT m.*, c.code FROM (
      SELECT _row, nhs_key, local_key, ${owner} AS owner, trim(unnest(${parts})) AS part FROM ${mapped.table}
      WHERE ${row.condition} AND ${field.raw} IS NOT NULL) AS m
    LEFT JOIN ${request.codeMap} AS c ON c.list = ${sqlText(codes ?? many.table)} AND c.raw = ${normaliseRawSql("m.part")}
    WHERE m.part <> ''`);
  const columns = canonicalColumns(many.table).map((column) =>
    column.name === many.column ? "code" : column.name === "referral_key" ? "owner" : "NULL",
  );
  await database.run(
    `INSERT INTO load_${many.table} SELECT ${[...provenance(request, mapped), ...columns].join(", ")} FROM many WHERE code IS NOT NULL AND code NOT IN ('not_known', 'not_stated', 'suppressed')`,
  );
  await database.run(
    `INSERT INTO issue SELECT ${request.fileId}, _row, NULL, 'warning', 'VALUE_UNMAPPED', ${
      field.column === undefined ? "NULL" : sqlText(field.column)
    }, ${identifying ? "NULL" : "left(part, 80)"} FROM many WHERE code IS NULL`,
  );
}

function provenance(request: MapRequest, mapped: MappedFile, row?: PlannedRow): readonly string[] {
  const sourceId = row === undefined ? undefined : SOURCE_IDS[row.plan.table];
  return [
    String(request.fileId),
    "_row",
    `CAST(${request.fileId} AS BIGINT) * 4294967296 + _row`,
    "nhs_key",
    "local_key",
    row === undefined ? "NULL::VARCHAR" : givenKeySql(request, mapped, row),
    (sourceId === undefined ? undefined : row?.values.get(sourceId)) ?? "NULL::VARCHAR",
    String(row?.index ?? 0),
  ];
}

/** The referral that a record names; without a number, the one that stands in the same export row. */
function givenKeySql(request: MapRequest, mapped: MappedFile, row: PlannedRow): string {
  if (!REFERRAL_CHILDREN.some((table) => table === row.plan.table)) return "NULL::VARCHAR";
  const own = row.values.get("source_referral_id");
  const keys = own === undefined ? [] : [`${systemSql(request)} || ${own}`];
  const index = request.plans.findIndex((plan) => plan.table === "referral");
  const plan = request.plans[index];
  if (plan !== undefined) {
    const key = referralKeySql(request, plannedRow(plan, index, mapped));
    keys.push(`CASE WHEN made${index} THEN ${key} END`);
  }
  return keys.length === 0 ? "NULL::VARCHAR" : `coalesce(${keys.join(", ")})`;
}

const systemSql = ({ source }: MapRequest): string => sqlText(`${source.system ?? source.id}:`);

/** Source system and referral number; without a number, the row itself. */
function referralKeySql(request: MapRequest, row: PlannedRow | undefined): string {
  const idSql = row?.values.get("source_referral_id");
  const itself = `'${request.fileHash.slice(0, 16)}:' || _row`;
  return idSql === undefined ? itself : `coalesce(${systemSql(request)} || ${idSql}, ${itself})`;
}
