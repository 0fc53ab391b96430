import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadProgramme, stateFolder } from "../../../loaders/load-programme.ts";
import { openDatabase, sqlText } from "../../../src/warehouse/database.ts";
import type { Size } from "./national-costs.ts";

const bytesOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
    : statSync(path).size;

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** How much data a programme folder has whose exports were read. */
export async function programmeSize(folder: string): Promise<Size> {
  const file = join(stateFolder(resolve(folder)), "warehouse.duckdb");
  const database = await openDatabase();
  try {
    await database.run(`ATTACH ${sqlText(file)} AS w (READ_ONLY)`);
    const [held] = await database.rows<{ referrals: number; contacts: number }>(
      "SELECT (SELECT count(*) FROM w.referral) AS referrals, (SELECT count(*) FROM w.contact) AS contacts",
    );
    return {
      referrals: held?.referrals ?? 0,
      contacts: held?.contacts ?? 0,
      networks: loadProgramme(folder).programme.areas.pcns.length,
      exports_mb: megabytes(bytesOf(join(folder, "exports"))),
      warehouse_mb: megabytes(statSync(file).size),
    };
  } finally {
    database.close();
  }
}
