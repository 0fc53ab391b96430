import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";
import { maybePersonSql, namesPersonSql } from "./mask-text.ts";
import { MASK } from "./quarantine-columns.ts";
import { type RuleCode, rules } from "./rules.ts";

const CODE = "IDENTIFIER_IN_CELL" satisfies RuleCode;

/** Fields that hold the source system's own number of a record. */
const RECORD_NUMBER = /^source_\w+_id$/;

/**
 * Takes valid NHS numbers and e-mail addresses out of the texts that would be stored as they are: a number of a record
 * becomes a pseudonym under the programme's key, the same in every file, so that records still find their referral; any
 * other text becomes •••. Each is recorded as IDENTIFIER_IN_CELL. Public statistics are left alone.
 *
 * One pass over the mapped rows; further ones only where a text may be one.
 */
export async function replaceNhsNumbers(
  database: Database,
  { fileId, source, key }: Pick<MapRequest, "fileId" | "source" | "key">,
  { table, fields }: MappedFile,
): Promise<void> {
  if (source.published) return;
  const texts = fields.filter(
    ({ plan, column }) => plan.type === "text" && !plan.staff && !plan.identifying && column !== undefined,
  );
  const values = [...new Map(texts.map((field) => [field.value, field])).values()];
  if (values.length === 0) return;
  const counts = values.map(({ value }, index) => `bool_or(${maybePersonSql(value)}) AS n${index}`);
  const [row] = await database.rows<Record<string, boolean | null>>(
    `SELECT ${counts.join(", ")} FROM ${table}`,
  );
  const maybe = values.filter((_, index) => row?.[`n${index}`] === true);
  const found: MappedField[] = [];
  for (const field of maybe) {
    const { value, column = "" } = field;
    const shown = RECORD_NUMBER.test(field.plan.name) ? pseudonymSql(key, "record", "text") : `'${MASK}'`;
    const replaced = `replaced_${value}`;
    await database.run(`CREATE OR REPLACE TEMP TABLE ${replaced} AS SELECT text, ${shown} AS shown
      FROM (SELECT DISTINCT ${value} AS text FROM ${table} WHERE ${maybePersonSql(value)}) WHERE ${namesPersonSql("text")}`);
    if ((await database.rows(`SELECT 1 FROM ${replaced} LIMIT 1`)).length === 0) continue;
    found.push(field);
    await database.run(`INSERT INTO issue SELECT ${fileId}, _row, NULL::INTEGER, '${rules[CODE].severity}', '${CODE}',
      ${sqlText(column)}, NULL FROM ${table} SEMI JOIN ${replaced} ON text = ${value}`);
  }
  if (found.length > 0) await replace(database, table, found);
  for (const { value } of maybe) await database.run(`DROP TABLE replaced_${value}`);
}

/** Puts the replacements in place. The mapped rows may stand in a file, so they are written anew. */
async function replace(database: Database, table: string, fields: readonly MappedField[]): Promise<void> {
  const values = fields.map(({ value }) => `coalesce(${value}_new.shown, m.${value}) AS ${sqlName(value)}`);
  const joins = fields.map(
    ({ value }) => `LEFT JOIN replaced_${value} AS ${value}_new ON ${value}_new.text = m.${value}`,
  );
  const [view] = await database.rows(`SELECT 1 FROM duckdb_views() WHERE view_name = ${sqlText(table)}`);
  await database.run(
    `CREATE TEMP TABLE ${table}_new AS SELECT m.* REPLACE (${values.join(", ")}) FROM ${table} AS m ${joins.join(" ")} ORDER BY m._row`,
  );
  await database.run(`DROP ${view === undefined ? "TABLE" : "VIEW"} ${table}`);
  await database.run(`ALTER TABLE ${table}_new RENAME TO ${table}`);
}
