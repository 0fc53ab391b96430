import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, sqlName, sqlText } from "../../src/warehouse/database.ts";

/** Days as the invented exports write them. */
const DAYS = "['%d/%m/%Y', '%d-%b-%Y']";

function castSql(name: string): string {
  const column = sqlName(name);
  if (/\bdate\b/i.test(name)) return `CAST(try_strptime(${column}, ${DAYS}) AS DATE) AS ${column}`;
  if (/\b(minutes|mins|duration|decile|level)\b/i.test(name))
    return `TRY_CAST(${column} AS INTEGER) AS ${column}`;
  if (/\bscore$/i.test(name)) return `TRY_CAST(${column} AS DECIMAL(28,12)) AS ${column}`;
  return column;
}

/** CSV exports of one source: the same name but for the month. */
function sourcesOf(exports: string): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  for (const file of readdirSync(exports)
    .filter((name) => name.endsWith(".csv"))
    .sort()) {
    const source = file.replace(/(-\d{4}-\d{2})?\.csv$/, "");
    sources.set(source, [...(sources.get(source) ?? []), join(exports, file)]);
  }
  return sources;
}

/**
 * What bare DuckDB needs for the CSV exports of a folder: read as text, dates and numbers cast, one table a source in a
 * database file, checkpoint included. Nothing is checked, and NHS numbers are kept. The file is removed.
 */
export async function bareCasts(exports: string): Promise<void> {
  const file = join(exports, "..", "bare.duckdb");
  const database = await openDatabase();
  try {
    await database.run(`ATTACH ${sqlText(file)} AS b`);
    for (const [source, files] of sourcesOf(exports)) {
      const csv = `read_csv([${files.map(sqlText).join(", ")}], all_varchar = true)`;
      const columns = await database.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${csv}`);
      const casts = columns.map(({ column_name }) => castSql(column_name));
      await database.run(`CREATE TABLE b.${sqlName(source)} AS SELECT ${casts.join(", ")} FROM ${csv}`);
    }
    await database.run("CHECKPOINT b");
  } finally {
    database.close();
    rmSync(file, { force: true });
  }
}
