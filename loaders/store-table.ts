import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";
import { type Database, sqlName, sqlText } from "../src/warehouse/database.ts";
import type { LoadViews } from "./load-views.ts";

/** Most different texts of a column that is stored as numbers into a list of them. */
const MOST_TEXTS = 250;

/** Columns that hardly ever repeat. */
const OWN_TEXTS = /_key$|_id$|^record_key$|^received_time$/;

/**
 * Stores the resolved rows of a load table in the warehouse: as `<table>_rows`, which holds columns that somebody filled
 * in only, and codes as numbers; and as `<table>`, the canonical table, a view over it. Writing a text six million times
 * takes longer than reading the export. Readers attach the warehouse as `schema`, which the view names.
 */
export async function storeTable(
  database: Database,
  schema: string,
  table: CanonicalTable,
  views: LoadViews,
): Promise<void> {
  const columns = canonicalColumns(table);
  const kept: string[] = [];
  const shown: string[] = [];
  for (const { name, sql } of columns) {
    const column = sqlName(name);
    if (!views.isFilled(table, name)) {
      shown.push(`NULL::${sql} AS ${column}`);
      continue;
    }
    const texts =
      sql === "VARCHAR" && !OWN_TEXTS.test(name) ? await fewTexts(database, table, column) : undefined;
    kept.push(
      texts === undefined ? `l.${column}` : `CAST(l.${column} AS ENUM(${texts.join(", ")})) AS ${column}`,
    );
    shown.push(texts === undefined ? column : `CAST(${column} AS VARCHAR) AS ${column}`);
  }
  const sources = await database.rows<{ source: string }>(
    "SELECT DISTINCT source FROM file_source ORDER BY source",
  );
  const source = `ENUM(${sources.map((one) => sqlText(one.source)).join(", ")})`;
  const rows = `${sqlName(schema)}.${sqlName(`${table}_rows`)}`;
  await database.run(`CREATE TABLE ${rows} AS
    SELECT ${[...kept, "s.source AS _source", "l._row AS _row"].join(", ")}
    FROM load_${table} AS l JOIN (SELECT file_id, CAST(source AS ${source}) AS source FROM file_source) AS s USING (file_id)`);
  await database.run(`CREATE VIEW ${sqlName(schema)}.${sqlName(table)} AS
    SELECT ${[...shown, "CAST(_source AS VARCHAR) AS _source", "_row"].join(", ")} FROM ${rows}`);
}

/** The texts of a column as SQL, in order, where they are few; undefined where they are many, or there is none. */
async function fewTexts(
  database: Database,
  table: CanonicalTable,
  column: string,
): Promise<readonly string[] | undefined> {
  const texts = await database.rows<{ text: string }>(
    `SELECT DISTINCT ${column} AS text FROM load_${table} WHERE ${column} IS NOT NULL LIMIT ${MOST_TEXTS + 1}`,
  );
  if (texts.length === 0 || texts.length > MOST_TEXTS) return undefined;
  return texts
    .map(({ text }) => text)
    .sort()
    .map(sqlText);
}
