import { type CanonicalTable, canonicalTables } from "../src/model/canonical.ts";
import type { Database } from "../src/warehouse/database.ts";

/** What became of the rows of one file that the mapping keeps. */
export interface RowAccount extends Readonly<Record<string, number>> {
  readonly kept: number;
  readonly stored: number;
  readonly quarantined: number;
  readonly excluded: number;
}

/** Tables whose rows are put together from many export rows, or belong to a record of another table. */
const GATHERED: readonly CanonicalTable[] = ["person", "cohort", "reason", "area_list_size"];
const RECORDS = canonicalTables.filter((table) => table !== "area" && !GATHERED.includes(table));

const rowsOf = (tables: readonly string[]): string =>
  tables.map((table) => `SELECT file_id, _row FROM load_${table}`).join(" UNION ");

/** Creates the tables of the rows that the mappings keep, and of the files that say something about people. */
export async function createRowTables(database: Database): Promise<void> {
  await database.run("CREATE TEMP TABLE kept_row (file_id INTEGER, _row INTEGER)");
  await database.run("CREATE TEMP TABLE person_file (file_id INTEGER)");
}

/** Notes the rows of a mapped file. */
export async function noteFileRows(
  database: Database,
  fileId: number,
  table: string,
  aboutPersons: boolean,
): Promise<void> {
  await database.run(`INSERT INTO kept_row SELECT ${fileId}, _row FROM ${table}`);
  if (aboutPersons) await database.run(`INSERT INTO person_file VALUES (${fileId})`);
}

/** Notes, before anything is put together, the rows that gave no record but something about a person or a practice. */
export async function noteAcceptedRows(database: Database): Promise<void> {
  await database.run(`CREATE TEMP TABLE gathered_row AS
    (SELECT file_id, _row FROM load_person SEMI JOIN person_file USING (file_id) UNION ${rowsOf(["area_list_size"])})
    EXCEPT (${rowsOf(RECORDS)})`);
}

/**
 * Counts, by file, what became of each row, after all tables are resolved. A row is stored where a record of it is in
 * the warehouse; else it must be quarantined (something in it is to be mended) or excluded (a rule took it out).
 */
export async function accountRows(database: Database): Promise<ReadonlyMap<number, RowAccount>> {
  const rows = await database.rows<RowAccount & { readonly file_id: number }>(`
    WITH survivor AS (${rowsOf(RECORDS)}),
    fate AS (
      SELECT file_id, _row, bool_or(severity = 'error') AS bad, bool_or(severity = 'excluded') AS left_out,
        bool_or(code = 'OPTED_OUT') AS opted_out
      FROM issue GROUP BY file_id, _row),
    row_status AS (
      SELECT k.file_id, coalesce(f.bad, FALSE) AND NOT f.opted_out AS bad, coalesce(f.left_out, FALSE) AS left_out,
        s._row IS NOT NULL OR (g._row IS NOT NULL AND NOT coalesce(f.left_out OR f.bad, FALSE)) AS stored
      FROM kept_row AS k
      LEFT JOIN survivor AS s ON s.file_id = k.file_id AND s._row = k._row
      LEFT JOIN gathered_row AS g ON g.file_id = k.file_id AND g._row = k._row
      LEFT JOIN fate AS f ON f.file_id = k.file_id AND f._row = k._row)
    SELECT file_id, count(*) AS kept, count(*) FILTER (WHERE stored) AS stored,
      count(*) FILTER (WHERE NOT stored AND bad) AS quarantined,
      count(*) FILTER (WHERE NOT stored AND NOT bad AND left_out) AS excluded
    FROM row_status GROUP BY file_id`);
  return new Map(rows.map(({ file_id, ...account }) => [file_id, account]));
}

/** Counts, by file, the rows that each canonical table holds of it. */
export async function countRecords(
  database: Database,
): Promise<ReadonlyMap<number, Readonly<Record<string, number>>>> {
  const counts = RECORDS.map(
    (table) => `SELECT file_id, '${table}' AS name, count(*) AS n FROM load_${table} GROUP BY file_id`,
  );
  const rows = await database.rows<{ file_id: number; name: string; n: number }>(
    `${counts.join(" UNION ALL ")} ORDER BY file_id, name`,
  );
  const found = new Map<number, Record<string, number>>();
  for (const { file_id, name, n } of rows) found.set(file_id, { ...found.get(file_id), [name]: n });
  return found;
}
