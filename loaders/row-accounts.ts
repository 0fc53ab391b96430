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

/** Whether the rows of a table are put together from many export rows, so that none of them is a record of its own. */
export const isGathered = (table: CanonicalTable): boolean => GATHERED.includes(table);

/** What the accounts need to know of a file. */
export interface AccountedFile {
  readonly fileId: number;
  /** Rows that the mapping keeps. */
  readonly kept: number;
  /** Table of each record that a row of the file may give; a table stands as often as it may be given. */
  readonly tables: readonly CanonicalTable[];
}

/**
 * Counts, by file, what became of each row, after all tables are resolved. A row is stored where a record of it is in
 * the warehouse; else it must be quarantined (something in it is to be mended) or excluded (a rule took it out).
 * The three are counted apart from each other and from the rows kept, so that a lost row shows.
 */
export async function accountRows(
  database: Database,
  files: readonly AccountedFile[],
): Promise<ReadonlyMap<number, RowAccount>> {
  await database.run(`CREATE TEMP TABLE fate AS
    SELECT i.* FROM (
      SELECT file_id, _row, bool_or(severity = 'error') AND NOT bool_or(code = 'OPTED_OUT') AS bad
      FROM issue WHERE severity IN ('error', 'excluded') GROUP BY file_id, _row) AS i
    JOIN kept_row AS k ON k.file_id = i.file_id AND k._row = i._row`);
  const stored = await countStored(database, files);
  const gathered = await countByFile(
    database,
    `SELECT g.file_id FROM gathered_row AS g LEFT JOIN fate AS f ON f.file_id = g.file_id AND f._row = g._row
     WHERE f._row IS NULL`,
  );
  await database.run(`CREATE TEMP TABLE fate_survivor AS
    SELECT DISTINCT file_id, _row FROM (${RECORDS.map(
      (table) =>
        `SELECT l.file_id, l._row FROM load_${table} AS l JOIN fate AS f ON f.file_id = l.file_id AND f._row = l._row`,
    ).join(" UNION ALL ")})`);
  const lost = (bad: string) =>
    countByFile(
      database,
      `SELECT file_id FROM fate ANTI JOIN fate_survivor USING (file_id, _row) WHERE ${bad}`,
    );
  const quarantined = await lost("bad");
  const excluded = await lost("NOT bad");
  return new Map(
    files.map(({ fileId, kept }) => [
      fileId,
      {
        kept,
        stored: (stored.get(fileId) ?? 0) + (gathered.get(fileId) ?? 0),
        quarantined: quarantined.get(fileId) ?? 0,
        excluded: excluded.get(fileId) ?? 0,
      },
    ]),
  );
}

/** Rows of each file of which a record is in the warehouse. Where a row gives one record at most, records are rows. */
async function countStored(
  database: Database,
  files: readonly AccountedFile[],
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  const recordsOf = (file: AccountedFile) => file.tables.filter((table) => !isGathered(table));
  const many = files.filter((file) => recordsOf(file).length > 1);
  for (const table of RECORDS) {
    const one = files.filter((file) => recordsOf(file).length === 1 && recordsOf(file)[0] === table);
    if (one.length === 0) continue;
    const ids = one.map(({ fileId }) => fileId).join(", ");
    const found = await countByFile(database, `SELECT file_id FROM load_${table} WHERE file_id IN (${ids})`);
    for (const [file, n] of found) counts.set(file, n);
  }
  if (many.length > 0) {
    const ids = many.map(({ fileId }) => fileId).join(", ");
    const tables = [...new Set(many.flatMap(recordsOf))];
    const rows = tables.map((table) => `SELECT file_id, _row FROM load_${table} WHERE file_id IN (${ids})`);
    const found = await countByFile(database, `SELECT DISTINCT * FROM (${rows.join(" UNION ALL ")})`);
    for (const [file, n] of found) counts.set(file, n);
  }
  return counts;
}

async function countByFile(database: Database, query: string): Promise<ReadonlyMap<number, number>> {
  const rows = await database.rows<{ file_id: number; n: number }>(
    `SELECT file_id, count(*) AS n FROM (${query}) GROUP BY file_id`,
  );
  return new Map(rows.map(({ file_id, n }) => [file_id, n]));
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
