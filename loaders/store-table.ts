import { type CanonicalTable, canonicalColumns } from "../src/model/canonical.ts";
import { type Database, sqlName } from "../src/warehouse/database.ts";
import { enumSql, type LoadViews } from "./load-views.ts";

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
    const texts = await views.fewTexts(database, table, name);
    // A list must hold no text that no row has any more: it may have been a row of somebody who opted out.
    const type = texts === undefined ? sql : enumSql(texts);
    kept.push(
      views.typeOf(table, name) === type ? `l.${column}` : `CAST(l.${column} AS ${type}) AS ${column}`,
    );
    shown.push(texts === undefined ? column : `CAST(${column} AS VARCHAR) AS ${column}`);
  }
  const sources = await database.rows<{ source: string }>(
    "SELECT DISTINCT source FROM file_source ORDER BY source",
  );
  const source = enumSql(sources.map((one) => one.source));
  const rows = `${sqlName(schema)}.${sqlName(`${table}_rows`)}`;
  await database.run(`CREATE TABLE ${rows} AS
    SELECT ${[...kept, "s.source AS _source", "l._row AS _row"].join(", ")}
    FROM load_${table} AS l JOIN (SELECT file_id, CAST(source AS ${source}) AS source FROM file_source) AS s USING (file_id)`);
  await database.run(`CREATE VIEW ${sqlName(schema)}.${sqlName(table)} AS
    SELECT ${[...shown, "CAST(_source AS VARCHAR) AS _source", "_row"].join(", ")} FROM ${rows}`);
}
