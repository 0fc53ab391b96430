import type { CanonicalTable } from "../src/model/canonical.ts";
import { canonicalColumns } from "../src/model/canonical.ts";
import { normaliseRawSql } from "../src/model/code-list.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import type { RowPlan } from "./field-plan.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";

/** Columns a profile fills under another name, or that stand in a table of their own. */
const RENAMED: Readonly<Record<string, string>> = {
  "person.age_band": "age_band_recorded",
  "link_worker.staff_id": "staff_key",
};
const MANY: Readonly<Record<string, { readonly table: "cohort" | "reason"; readonly column: string }>> = {
  "person.cohorts": { table: "cohort", column: "cohort" },
  "referral.reasons": { table: "reason", column: "reason" },
};

/**
 * Creates `load_<table>` for every canonical table: its columns, with the row's two person keys still unlinked,
 * and `seq`, by which a later row of a later file is told from an earlier one.
 */
export async function createLoadTables(database: Database, tables: readonly CanonicalTable[]): Promise<void> {
  for (const table of tables) {
    const columns = canonicalColumns(table).map((column) => `${sqlName(column.name)} ${column.sql}`);
    await database.run(
      `CREATE TEMP TABLE load_${table} (file_id INTEGER, _row INTEGER, seq BIGINT, nhs_key VARCHAR, local_key VARCHAR, ${columns.join(", ")})`,
    );
  }
}

/** Moves the good rows of a mapped file into the load tables. */
export async function loadFile(database: Database, request: MapRequest, mapped: MappedFile): Promise<void> {
  const good = `_row NOT IN (SELECT _row FROM issue WHERE file_id = ${request.fileId} AND severity = 'error')`;
  const hasPerson = request.profile.person !== undefined;
  if (hasPerson && !request.plans.some((plan) => plan.table === "person")) {
    await insert(database, request, mapped, "person", new Map(), good);
  }
  for (const [index, plan] of request.plans.entries()) {
    const fields = mapped.fields.filter(
      (field) => field.plan.table === plan.table && field.plan.part === plan.part,
    );
    const values = new Map<string, string>(
      Object.entries(plan.set).map(([name, text]) => [name, sqlText(text)]),
    );
    for (const field of fields) {
      if (MANY[`${plan.table}.${field.plan.name}`] === undefined) {
        values.set(RENAMED[`${plan.table}.${field.plan.name}`] ?? field.plan.name, loadedSql(plan, field));
      }
    }
    const score = fields.find((field) => field.plan.type === "score");
    const made = [`made${index}`, good, ...(score === undefined ? [] : [`${score.value} IS NOT NULL`])].join(
      " AND ",
    );
    await insert(database, request, mapped, plan.table, values, made);
    for (const field of fields) {
      const many = MANY[`${plan.table}.${field.plan.name}`];
      if (many !== undefined) await insertMany(database, request, mapped, field, many, made);
    }
  }
}

/** Value as stored: flags become true or false, scores whole numbers. */
function loadedSql(plan: RowPlan, field: MappedField): string {
  const type = canonicalColumns(plan.table).find((column) => column.name === field.plan.name)?.sql;
  if (field.plan.type === "flag") return `CASE ${field.value} WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END`;
  return type === undefined || type === "VARCHAR" ? field.value : `CAST(${field.value} AS ${type})`;
}

async function insert(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  table: CanonicalTable,
  values: ReadonlyMap<string, string>,
  condition: string,
): Promise<void> {
  const columns = canonicalColumns(table).map((column) => {
    if (table === "referral" && column.name === "referral_key")
      return referralKeySql(request, values.get("source_referral_id"));
    if (column.name === "key_kind") return request.profile.person?.each === "row" ? "'row'" : "NULL";
    if (column.name === "record_key") return `'${request.fileHash.slice(0, 16)}:' || _row`;
    return values.get(column.name) ?? "NULL";
  });
  await database.run(
    `INSERT INTO load_${table} SELECT ${[...provenance(request), ...columns].join(", ")} FROM ${mapped.table} WHERE ${condition}`,
  );
}

/** Splits a cell into its values, each through the code list; what is in no list is recorded. */
async function insertMany(
  database: Database,
  request: MapRequest,
  mapped: MappedFile,
  field: MappedField,
  many: { readonly table: "cohort" | "reason"; readonly column: string },
  condition: string,
): Promise<void> {
  const { split, codes, identifying } = field.plan;
  const parts = split === undefined ? `[${field.raw}]` : `string_split(${field.raw}, ${sqlText(split)})`;
  const id = mapped.fields.find(
    (one) => one.plan.table === "referral" && one.plan.name === "source_referral_id",
  );
  const owner = many.table === "cohort" ? "NULL" : referralKeySql(request, id?.value);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE many AS
    SELECT m.*, c.code FROM (
      SELECT _row, nhs_key, local_key, ${owner} AS owner, trim(unnest(${parts})) AS part FROM ${mapped.table}
      WHERE ${condition} AND ${field.raw} IS NOT NULL) AS m
    LEFT JOIN ${request.codeMap} AS c ON c.list = ${sqlText(codes ?? many.table)} AND c.raw = ${normaliseRawSql("m.part")}
    WHERE m.part <> ''`);
  const columns = canonicalColumns(many.table).map((column) =>
    column.name === many.column ? "code" : column.name === "referral_key" ? "owner" : "NULL",
  );
  await database.run(
    `INSERT INTO load_${many.table} SELECT ${[...provenance(request), ...columns].join(", ")} FROM many WHERE code IS NOT NULL AND code NOT IN ('not_known', 'not_stated', 'suppressed')`,
  );
  await database.run(
    `INSERT INTO issue SELECT ${request.fileId}, _row, 'warning', 'VALUE_UNMAPPED', ${
      field.column === undefined ? "NULL" : sqlText(field.column)
    }, ${identifying ? "NULL" : "left(part, 80)"} FROM many WHERE code IS NULL`,
  );
}

const provenance = (request: MapRequest): readonly string[] => [
  String(request.fileId),
  "_row",
  `CAST(${request.fileId} AS BIGINT) * 4294967296 + _row`,
  "nhs_key",
  "local_key",
];

/** Source system and referral number; without a number, the row itself. */
function referralKeySql(request: MapRequest, idSql: string | undefined): string {
  const system = sqlText(`${request.source.system ?? request.source.id}:`);
  const row = `'${request.fileHash.slice(0, 16)}:' || _row`;
  return idSql === undefined ? row : `coalesce(${system} || ${idSql}, ${row})`;
}
