import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { sha256, sha256OfFile } from "../files/sha256.ts";
import { type CanonicalTable, canonical, canonicalColumns, canonicalTables } from "../model/canonical.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { isPartitioned, PARTITION_COLUMNS, partitionedFrom } from "./canonical-partitions.ts";
import { WAREHOUSE_VERSION } from "./canonical-schema.ts";
import { type Database, sqlName, sqlText } from "./database.ts";

/** The file that marks a folder of canonical tables and says what is in it. */
export const CANONICAL_MANIFEST = "manifest.json";
export const CANONICAL_KIND = "what-matters canonical tables";

const column = z.strictObject({
  name: z.string(),
  type: z.string(),
  title: z.string(),
  description: z.string(),
});
const file = z.strictObject({ path: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() });
const manifestSchema = z.strictObject({
  kind: z.literal(CANONICAL_KIND),
  warning: z.string(),
  /** Layout of the tables; that of the warehouse. */
  version: z.int(),
  code_version: z.string(),
  programme: z.string(),
  data_date: z.string(),
  synthetic: z.boolean(),
  configuration_sha256: z.string(),
  partitions: z.array(z.string()),
  tables: z.array(
    z.strictObject({
      table: z.string(),
      description: z.string(),
      rows: z.int(),
      partitioned: z.boolean(),
      columns: z.array(column),
      files: z.array(file),
    }),
  ),
  /** What became of the rows of the exports, by source and rule; no names of files. */
  ingest: z.unknown(),
});
export type CanonicalManifest = z.infer<typeof manifestSchema>;

/** Columns that every table has besides its own: where a row came from. */
const ORIGIN = [
  { name: "_source", sql: "VARCHAR", title: "Source", description: "Id of the source in programme.yaml." },
  { name: "_row", sql: "INTEGER", title: "Row", description: "Row of the export that it came from." },
] as const;

const columnsOf = (table: CanonicalTable) => [...canonicalColumns(table), ...ORIGIN];

/**
 * Writes the canonical tables of `schema` into an empty folder as Parquet, those that grow with the work done in
 * partitions by financial year and board. Rows are put in order, so that the same records give the same bytes.
 */
export async function writeCanonicalTables(
  database: Database,
  schema: string,
  folder: string,
  onTable: (table: CanonicalTable) => void = () => {},
): Promise<CanonicalManifest["tables"]> {
  const tables: CanonicalManifest["tables"] = [];
  for (const table of canonicalTables) {
    onTable(table);
    const columns = columnsOf(table);
    const own = columns.map(({ name, sql }) => `CAST(t.${sqlName(name)} AS ${sql}) AS ${sqlName(name)}`);
    const { select, from } = partitionedFrom(schema, table);
    const into = join(folder, table);
    mkdirSync(into, { mode: 0o700 });
    await database.run(
      `CREATE OR REPLACE TEMP TABLE exported AS SELECT ${own.join(", ")}${select} FROM ${from} ORDER BY ALL`,
    );
    // Several threads would cut the rows into files as they come.
    await database.run("SET threads = 1");
    await database.run("SET partitioned_write_max_open_files = 100000");
    const partition = isPartitioned(table) ? `, PARTITION_BY (${PARTITION_COLUMNS.join(", ")})` : "";
    const to = isPartitioned(table) ? into : join(into, "data_0.parquet");
    await database.run(`COPY exported TO ${sqlText(to)} (FORMAT parquet, COMPRESSION zstd${partition})`);
    await database.run("RESET threads");
    await database.run("DROP TABLE exported");
    const files: CanonicalManifest["tables"][number]["files"] = [];
    for (const path of parquetFiles(into)) {
      const [counted] = await database.rows<{ rows: number }>(
        `SELECT count(*) AS rows FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`,
      );
      files.push({
        path: relative(folder, path).split(sep).join("/"),
        rows: counted?.rows ?? 0,
        bytes: statSync(path).size,
        sha256: await sha256OfFile(path),
      });
    }
    tables.push({
      table,
      description: canonical[table].description ?? "",
      rows: files.reduce((sum, { rows }) => sum + rows, 0),
      partitioned: isPartitioned(table),
      columns: columns.map(({ name, sql, title, description }) => ({ name, type: sql, title, description })),
      files,
    });
  }
  return tables;
}

/**
 * Makes the tables of a canonical folder readable as schema `c`; every file is compared with its digest first.
 *
 * @throws CodedError `CANONICAL_MISSING`, `CANONICAL_OUTDATED`, `CANONICAL_CHANGED`, `CANONICAL_FOLDER`.
 */
export async function attachCanonicalFolder(
  database: Database,
  folder: string,
): Promise<{ readonly manifest: CanonicalManifest; readonly sha256: string }> {
  const { manifest, digest } = readManifest(folder);
  if (/[*?[\]]/.test(folder))
    throw fault("CANONICAL_FOLDER", "its path holds a sign that stands for a pattern.", "Rename the folder.");
  const listed = new Set<string>();
  await database.run("CREATE SCHEMA c");
  for (const table of canonicalTables) {
    const found = manifest.tables.find((one) => one.table === table);
    const columns = columnsOf(table);
    if (found === undefined || columns.some(({ name }) => !found.columns.some((one) => one.name === name)))
      throw changed(`it has no whole table ${table}`);
    for (const { path, sha256: expected } of found.files) {
      const at = join(folder, path);
      if (!existsSync(at)) throw changed(`${path} is not there`);
      if ((await sha256OfFile(at)) !== expected) throw changed(`${path} is not as it was written`);
      listed.add(at);
    }
    const paths = found.files.filter(({ rows }) => rows > 0).map(({ path }) => sqlText(join(folder, path)));
    const select =
      paths.length === 0
        ? `SELECT ${columns.map(({ name, sql }) => `CAST(NULL AS ${sql}) AS ${sqlName(name)}`).join(", ")} WHERE FALSE`
        : `SELECT ${columns.map(({ name }) => sqlName(name)).join(", ")} FROM read_parquet([${paths.join(", ")}], hive_partitioning = false)`;
    await database.run(`CREATE VIEW c.${sqlName(table)} AS ${select}`);
  }
  const more = parquetFiles(folder).find((path) => !listed.has(path));
  if (more !== undefined) throw changed(`${relative(folder, more)} is not in its list`);
  return { manifest, sha256: digest };
}

/** The Parquet files of a canonical folder by its manifest; undefined where it has none of ours. */
export function canonicalFiles(folder: string): readonly string[] | undefined {
  try {
    const { manifest } = readManifest(folder, false);
    return manifest.tables.flatMap(({ files }) => files.map(({ path }) => path));
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

function readManifest(
  folder: string,
  ofThisVersion = true,
): { readonly manifest: CanonicalManifest; readonly digest: string } {
  const path = join(folder, CANONICAL_MANIFEST);
  const missing = () =>
    fault(
      "CANONICAL_MISSING",
      "it is no folder of canonical tables.",
      "Give a folder that what-matters export --canonical wrote.",
    );
  if (!existsSync(path)) throw missing();
  const text = readFileSync(path, "utf8");
  let json: { readonly kind?: unknown; readonly version?: unknown };
  try {
    json = JSON.parse(text);
  } catch {
    throw missing();
  }
  if (json.kind !== CANONICAL_KIND) throw missing();
  if (ofThisVersion && json.version !== WAREHOUSE_VERSION)
    throw fault(
      "CANONICAL_OUTDATED",
      "its tables were written by another version of this program.",
      "Run what-matters export --canonical again where the exports are.",
    );
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw changed("its manifest is not as it was written");
  return { manifest: parsed.data, digest: sha256(text) };
}

/** All Parquet files below a folder, in order. */
function parquetFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".parquet"))
    .sort()
    .map((name) => join(folder, name));
}

const changed = (what: string): CodedError =>
  fault(
    "CANONICAL_CHANGED",
    `${what}.`,
    "Copy the folder again as it was written, and change nothing in it.",
  );

const fault = (code: string, what: string, remedy: string): CodedError =>
  new CodedError({ code, place: { file: "the folder after --canonical" }, what, remedy, exit: EXIT.usage });
