import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";

/** Marks a folder whose ingest is complete and only has to be put in place. */
export const COMPLETE = "complete";

/**
 * Lets one ingest at a time write a state folder, and clears what a killed one left behind: an ingest that was complete
 * is put in place by `finish`, any other is removed. Returns the function that frees the folder.
 *
 * @throws CodedError `ALREADY_RUNNING` naming the process.
 */
export function lockFolder(folder: string, finish: (next: string) => void): () => void {
  const file = join(folder, "ingest.lock");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner = Number(readFileSync(file, "utf8"));
      if (attempt > 0 || isProcessAlive(owner)) {
        throw new CodedError({
          code: "ALREADY_RUNNING",
          what: `another ingest of this programme is running (process ${owner}).`,
          remedy: "Wait until it is done. The present warehouse is untouched.",
          exit: EXIT.usage,
        });
      }
      rmSync(file, { force: true });
    }
  }
  for (const name of readdirSync(folder)) {
    const pid = /^next-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isProcessAlive(Number(pid)))) {
      if (existsSync(join(folder, name, COMPLETE))) finish(join(folder, name));
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
  return () => rmSync(file, { force: true });
}
