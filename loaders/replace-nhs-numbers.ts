import { type Database, sqlText } from "../src/warehouse/database.ts";
import { pseudonymSql } from "../src/warehouse/hmac-sql.ts";
import type { MappedField, MappedFile, MapRequest } from "./map-file.ts";
import { maybePersonSql, namesPersonSql } from "./mask-text.ts";
import { MASK } from "./quarantine-columns.ts";
import { type RuleCode, rules } from "./rules.ts";

const CODE = "IDENTIFIER_IN_CELL" satisfies RuleCode;

/** Fields that hold the source system's own number of a record. */
const isNumber = ({ plan }: MappedField): boolean => /^source_\w+_id$/.test(plan.name);

/**
 * Takes valid NHS numbers and e-mail addresses out of the texts that would be stored as they are: a number of a record
 * becomes a pseudonym under the programme's key, the same in every file, so that records still find their referral; any
 * other text becomes •••. Each is recorded as IDENTIFIER_IN_CELL. Public statistics are left alone.
 *
 * One pass over the mapped rows; a second one only where a text may be one.
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
  for (const [index, field] of values.entries()) {
    if (row?.[`n${index}`] !== true) continue;
    const { value, column = "" } = field;
    await database.run(`CREATE OR REPLACE TEMP TABLE person_text AS
      SELECT text, ${isNumber(field) ? pseudonymSql(key, "record", "text") : `'${MASK}'`} AS shown
      FROM (SELECT DISTINCT ${value} AS text FROM ${table} WHERE ${maybePersonSql(value)}) WHERE ${namesPersonSql("text")}`);
    await database.run(`INSERT INTO issue SELECT DISTINCT ${fileId}, _row, NULL::INTEGER, '${rules[CODE].severity}', '${CODE}', ${sqlText(column)}, NULL
      FROM ${table} JOIN person_text ON text = ${value}`);
    await database.run(`UPDATE ${table} SET ${value} = shown FROM person_text WHERE text = ${value}`);
  }
  await database.run("DROP TABLE IF EXISTS person_text");
}
