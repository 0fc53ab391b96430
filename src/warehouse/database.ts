import { mkdirSync } from "node:fs";
import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBInstance,
  type DuckDBValue,
  JSDuckDBValueConverter,
} from "@duckdb/node-api";

/** A row with plain JavaScript values: numbers, strings, booleans, bigint beyond 2^53, null. */
export type Row = Readonly<Record<string, unknown>>;

/** An open DuckDB: in memory, with the warehouse file attached where there is one. */
export interface Database {
  readonly connection: DuckDBConnection;
  /** Runs statements without a result. */
  run(sql: string, values?: readonly DuckDBValue[]): Promise<void>;
  /** Runs a query; whole numbers arrive as number where they fit 2^53, else as bigint. */
  rows<T extends Row>(sql: string, values?: readonly DuckDBValue[]): Promise<T[]>;
  close(): void;
}

/** Settings of every database we open. Nothing is fetched; spill goes to a private folder. */
export interface DatabaseOptions {
  /** Folder for spilled data; the caller removes it. */
  readonly scratch?: string | undefined;
  /** For example `4GB`. */
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

/**
 * Opens an in-memory DuckDB with extension download switched off.
 * Identifiers are staged here, never in a warehouse file, whose free blocks would keep their bytes.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    preserve_insertion_order: "true",
  };
  if (options.scratch !== undefined) {
    mkdirSync(options.scratch, { recursive: true, mode: 0o700 });
    settings.temp_directory = options.scratch;
  }
  if (options.memoryLimit !== undefined) settings.memory_limit = options.memoryLimit;
  if (options.threads !== undefined) settings.threads = String(options.threads);
  const instance = await DuckDBInstance.create(":memory:", settings);
  const connection = await instance.connect();
  return {
    connection,
    async run(sql, values) {
      await connection.run(sql, values === undefined ? undefined : [...values]);
    },
    async rows<T extends Row>(sql: string, values?: readonly DuckDBValue[]) {
      const reader = await connection.runAndReadAll(sql, values === undefined ? undefined : [...values]);
      return plainRows(reader.convertRowObjects(wholeNumbers)) as T[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A DECIMAL without decimals is a whole number, which a double would not always hold. */
const wholeNumbers: typeof JSDuckDBValueConverter = (value, type, converter) =>
  value instanceof DuckDBDecimalValue && value.scale === 0
    ? value.value
    : JSDuckDBValueConverter(value, type, converter);

/** Turns the values of rows that nobody else holds into plain ones, in place. */
function plainRows(rows: Record<string, unknown>[]): Row[] {
  for (const row of rows) {
    for (const name in row) {
      const value = row[name];
      if (typeof value === "bigint" || value instanceof Date) row[name] = plainValue(value);
    }
  }
  return rows;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : value;
  }
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value;
}

/** Quotes a text as an SQL literal. */
export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Quotes a name as an SQL identifier. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
