import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ComparedTables } from "./tables.ts";

const run = promisify(execFile);

/** What R took, its start apart, and what it worked out. */
export interface MadeByR {
  readonly seconds: number;
  /** Most memory of its process; null where the system does not tell. */
  readonly megabytes: number | null;
  readonly tables: ComparedTables;
}

/** Why R cannot be compared with here, or undefined where it can. */
export async function missingR(): Promise<string | undefined> {
  try {
    await run("Rscript", ["-e", "library(data.table)"]);
    return undefined;
  } catch {
    return "R with data.table is not installed (Debian: apt-get install r-base-core r-cran-data.table).";
  }
}

/** The compared tables by R's data.table, in a process of its own. */
export async function tablesByR(folder: string): Promise<MadeByR> {
  const out = join(folder, "tables.json");
  await run("Rscript", [join(import.meta.dirname, "tables.R"), folder, out]);
  const made = JSON.parse(readFileSync(out, "utf8").replaceAll(/\bNA\b/g, "null")) as MadeByR;
  return made;
}
