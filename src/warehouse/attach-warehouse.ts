import { existsSync } from "node:fs";
import { join } from "node:path";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { WAREHOUSE_VERSION } from "./canonical-schema.ts";
import { type Database, sqlText } from "./database.ts";

/** What a warehouse says of its own making. */
export interface WarehouseFacts {
  /** SHA-256 of the programme.yaml that it was made under. */
  readonly configurationSha256: string;
  /** The ingest report, as it was written. */
  readonly ingestReport: unknown;
}

/**
 * Attaches the warehouse of a state folder, for reading only, as schema `w`.
 *
 * @throws CodedError `WAREHOUSE_MISSING`, `WAREHOUSE_OUTDATED`.
 */
export async function attachWarehouse(database: Database, state: string): Promise<WarehouseFacts> {
  const file = join(state, "warehouse.duckdb");
  if (!existsSync(file)) throw stale("WAREHOUSE_MISSING", "there is no warehouse yet.");
  await database.run(`ATTACH ${sqlText(file)} AS w (READ_ONLY)`);
  const [meta] = await database.rows<{
    version: number;
    configuration_sha256: string;
    ingest_report: string;
  }>("SELECT version, configuration_sha256, ingest_report FROM w.meta");
  if (meta === undefined || meta.version !== WAREHOUSE_VERSION)
    throw stale("WAREHOUSE_OUTDATED", "the warehouse was made by another version of this program.");
  return {
    configurationSha256: meta.configuration_sha256,
    ingestReport: JSON.parse(meta.ingest_report),
  };
}

const stale = (code: string, what: string): CodedError =>
  new CodedError({ code, what, remedy: "Run what-matters ingest first.", exit: EXIT.usage });
