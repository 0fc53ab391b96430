import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { stageFile } from "../../loaders/read/stage-file.ts";
import type { ReadRequest, StagedTable } from "../../loaders/read/staged.ts";
import { CodedError } from "../../src/model/coded-error.ts";
import { defaultLimits } from "../../src/model/programme.ts";

/** Path of a synthetic file below test/fixtures/read. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/read/${name}`, import.meta.url));

export interface Bench {
  readonly connection: DuckDBConnection;
  readonly folder: string;
  /** Writes a file and gives its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly stage: (path: string, request?: Partial<ReadRequest>) => Promise<StagedTable>;
  /** Stored rows: number and cells. */
  readonly rows: (staged: StagedTable) => Promise<readonly Row[]>;
  readonly close: () => void;
}

export interface Row {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

/** An in-memory database and a scratch folder, for one test file. */
export async function bench(): Promise<Bench> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const folder = mkdtempSync(join(tmpdir(), "what-matters-read-"));
  return {
    connection,
    folder,
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    stage: (path, request = {}) => stageFile(connection, requestFor(path, folder, request)),
    rows: (staged) => storedRows(connection, staged),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function requestFor(path: string, scratch: string, request: Partial<ReadRequest>): ReadRequest {
  return {
    path,
    name: "exports/file",
    kind: "delimited",
    recognise: [["Client ID"]],
    sheet: undefined,
    encoding: "auto",
    delimiter: undefined,
    quote: undefined,
    headerRows: undefined,
    leaveOutRows: [],
    keepRows: [],
    hiddenSheetsLeftOut: false,
    limits: defaultLimits,
    totalRows: ["total", "grand total"],
    scratch,
    table: "staged",
    ...request,
  };
}

export async function storedRows(connection: DuckDBConnection, staged: StagedTable): Promise<readonly Row[]> {
  const result = await connection.runAndReadAll(`SELECT * FROM ${staged.table} ORDER BY _row`);
  return result.getRows().map(([row, ...cells]) => ({
    row: Number(row),
    cells: cells.map((cell) => (cell === null ? null : String(cell))),
  }));
}

/** The coded error that a promise must reject with. */
export async function codedError(promise: Promise<unknown>): Promise<CodedError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof CodedError)) throw new Error(`expected a coded error, got ${String(outcome)}`);
  return outcome;
}

/** The answers that come with the synthetic files. */
export function mean(rows: readonly Row[], column: number): number {
  const values = rows.map(({ cells }) => Number((cells[column] ?? "").replace(",", ".")));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const textOf = (name: string): string => readFileSync(fixture(name), "utf8");
