import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isProcessAlive } from "../files/process-alive.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { PAGES_ROOT } from "./page-source.ts";

const SILENT_AFTER_MS = 30_000;
const WAIT_MS = 300_000;

/**
 * Lets one build at a time use a checkout: Framework's cache is shared and would be read half-written.
 *
 * A lock whose process died, or that fell silent for 30 seconds, is taken over. Returns the function that frees it.
 *
 * @throws CodedError SITE_BUSY after five minutes of waiting
 */
export async function lockCheckout(
  checkout: string,
  log: (line: string) => void,
  waitMs = WAIT_MS,
): Promise<() => Promise<void>> {
  const folder = join(checkout, PAGES_ROOT, ".observablehq");
  const lock = join(folder, "build.lock");
  const token = `${process.pid} ${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  const deadline = Date.now() + waitMs;
  for (let told = false; ; ) {
    if (await tryLock(lock, token)) break;
    if (await isStale(lock)) {
      await rm(lock, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new CodedError({
        code: "SITE_BUSY",
        place: { file: PAGES_ROOT },
        what: "Another build of this checkout is still running.",
        remedy: "Wait until it is done, or stop it, and build again.",
        exit: EXIT.usage,
      });
    }
    if (!told) log("Another build of this checkout is running; waiting for it.");
    told = true;
    await pause(200);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, 2_000);
  beat.unref();
  return async () => {
    clearInterval(beat);
    if ((await readFile(lock, "utf8").catch(() => "")) === token) await rm(lock, { force: true });
  };
}

async function tryLock(lock: string, token: string): Promise<boolean> {
  try {
    await writeFile(lock, token, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  // Two processes may find the same stale lock and each remove the other's new one: look again.
  await pause(20);
  return (await readFile(lock, "utf8").catch(() => "")) === token;
}

async function isStale(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock);
    if (Date.now() - mtimeMs > SILENT_AFTER_MS) return true;
    const text = await readFile(lock, "utf8");
    // An empty lock is being written this moment.
    return text !== "" && !isProcessAlive(Number(text.split(" ")[0]));
  } catch {
    return false;
  }
}
