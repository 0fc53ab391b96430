import { type CanonicalTable, canonicalColumns, canonicalTables } from "../model/canonical.ts";
import { type Database, sqlName } from "./database.ts";

/** Version of the warehouse layout; another one is rebuilt, never migrated. */
export const WAREHOUSE_VERSION = 4;

/** CREATE TABLE of a canonical table in `schema`, with where each row came from. */
export function createTableSql(schema: string, table: CanonicalTable): string {
  const columns = canonicalColumns(table).map((column) => `${sqlName(column.name)} ${column.sql}`);
  return `CREATE TABLE ${sqlName(schema)}.${sqlName(table)} (${[...columns, "_source VARCHAR", "_row INTEGER"].join(", ")})`;
}

/** Creates all canonical tables in `schema`. */
export async function createCanonicalTables(database: Database, schema: string): Promise<void> {
  for (const table of canonicalTables) await database.run(createTableSql(schema, table));
}
