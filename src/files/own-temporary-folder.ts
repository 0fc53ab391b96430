import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isProcessAlive } from "./process-alive.ts";

/**
 * Makes an empty folder below the system's temporary folder that only this user can open, and removes those of the
 * same purpose that processes left behind when they were killed. The caller removes its own.
 */
export function ownTemporaryFolder(purpose: string): string {
  const start = `what-matters-${purpose}-`;
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(start) ? /^(\d+)-/.exec(name.slice(start.length))?.[1] : undefined;
    if (pid === undefined || isProcessAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's: theirs to remove.
    }
  }
  return mkdtempSync(join(tmpdir(), `${start}${process.pid}-`));
}
