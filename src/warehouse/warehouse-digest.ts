import { existsSync } from "node:fs";
import { sha256 } from "../files/sha256.ts";
import { type DatabaseOptions, openDatabase, type Row, sqlName, sqlText } from "./database.ts";

/** What a warehouse holds, in a few letters, and what its ingest said of it. */
export interface WarehouseDigest {
  /** Of the rows of all tables, whatever their order in the file: two ingests of the same exports have the same. */
  readonly rows: string;
  /** The report of the ingest, as JSON. */
  readonly ingestReport: string;
}

/**
 * Digests the rows of a warehouse file, so that an unchanged one is recognised although its file was written again.
 * It tells changes apart, by 128 bits a table; it does not protect against somebody who wants to deceive.
 * @returns undefined where there is no such file
 */
export async function warehouseDigest(
  file: string,
  options: DatabaseOptions = {},
): Promise<WarehouseDigest | undefined> {
  if (!existsSync(file)) return undefined;
  const database = await openDatabase(options);
  try {
    await database.run(`ATTACH ${sqlText(file)} AS w (READ_ONLY)`);
    const columns = await database.rows<Row & { table: string; columns: readonly string[] }>(
      `SELECT t.table_name AS "table", string_agg(c.column_name, chr(10) ORDER BY c.column_index) AS columns
       FROM duckdb_tables() AS t JOIN duckdb_columns() AS c USING (table_oid, database_oid)
       WHERE t.database_name = 'w' GROUP BY ALL ORDER BY "table"`,
    );
    const parts: string[] = [];
    let ingestReport = "";
    for (const { table, columns: names } of columns) {
      if (table === "meta") {
        const [meta] = await database.rows<{ ingest_report: string; version: number }>(
          "SELECT version, ingest_report FROM w.meta",
        );
        parts.push(`meta ${meta?.version}`);
        ingestReport = meta?.ingest_report ?? "";
        continue;
      }
      const row = `hash(${String(names).split("\n").map(sqlName).join(", ")})`;
      const [sums] = await database.rows(
        `SELECT count(*) AS n, CAST(sum(CAST(${row} AS HUGEINT)) AS VARCHAR) AS total, CAST(bit_xor(${row}) AS VARCHAR) AS mixed FROM w.${sqlName(table)}`,
      );
      parts.push([table, names, sums?.n, sums?.total, sums?.mixed].join("|"));
    }
    return { rows: sha256(parts.join("\n")), ingestReport };
  } finally {
    database.close();
  }
}
