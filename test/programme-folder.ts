import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { shippedCodeLists } from "../loaders/code-map.ts";
import { ingest } from "../loaders/ingest.ts";
import type { IngestReport } from "../loaders/ingest-report.ts";
import { loadProgramme, stateFolder } from "../loaders/load-programme.ts";
import type { ExactEstimate } from "../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../src/disclosure/sealed.ts";
import { exactEstimates } from "../src/release/exact-estimates.ts";
import { measureProgramme } from "../src/release/measure-programme.ts";
import { type Database, openDatabase, sqlText } from "../src/warehouse/database.ts";
import { duckDbEngine } from "../src/warehouse/measure-engine.ts";
import { testEnvironment } from "./test-environment.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "what-matters-test-"));
  made.push(folder);
  return folder;
}

/** A copy of a programme folder, with further files linked or written into it. */
export function copyProgramme(
  from: string,
  extra: Readonly<Record<string, { link: string } | { text: string }>> = {},
): string {
  const folder = temporaryFolder();
  cpSync(from, folder, { recursive: true, filter: (path) => !path.includes(".what-matters") });
  for (const [name, content] of Object.entries(extra)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if ("link" in content) symlinkSync(content.link, path);
    else writeFileSync(path, content.text);
  }
  return folder;
}

export { testEnvironment };

/** Ingests a programme folder under the tests' own key. */
export const ingestFolder = (folder: string): Promise<IngestReport> =>
  ingest({ loaded: loadProgramme(folder), environment: testEnvironment });

/** Opens the warehouse of a programme folder, as schema `w`. */
export async function openWarehouse(folder: string): Promise<Database> {
  const database = await openDatabase();
  await database.run(`ATTACH ${sqlText(join(stateFolder(folder), "warehouse.duckdb"))} AS w (READ_ONLY)`);
  return database;
}

/** Exact estimates of an ingested programme, before disclosure control. */
export async function exactOf(folder: string): Promise<readonly ExactEstimate[]> {
  const { programme } = loadProgramme(folder);
  const database = await openWarehouse(folder);
  try {
    const rows = await measureProgramme(duckDbEngine(database), "w", programme, shippedCodeLists());
    return Unreleased.open(exactEstimates(rows, programme));
  } finally {
    database.close();
  }
}
