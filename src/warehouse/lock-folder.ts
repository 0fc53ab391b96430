import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isProcessAlive } from "../files/process-alive.ts";
import { CodedError, EXIT } from "../model/coded-error.ts";

/** Marks a folder whose ingest is complete and only has to be put in place. */
export const COMPLETE = "complete";

/** Lock files that this process holds: after a restart another process may have the same id. */
const held = new Set<string>();

/** A lock without an owner is one that is just being written, or was when the machine stopped. */
const WRITING_MS = 10_000;

/**
 * Lets one ingest at a time write a state folder, and clears what a killed one left behind: an ingest that was complete
 * is put in place by `finish`, any other is removed. Returns the function that frees the folder.
 *
 * @throws CodedError `ALREADY_RUNNING` naming the process.
 */
export function lockFolder(folder: string, finish: (next: string) => void): () => void {
  const file = join(realpathSync(folder), "ingest.lock");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner = ownerOf(file);
      if (owner !== "gone" && (attempt > 0 || owner !== "dead")) throw alreadyRunning(file, owner);
      // Another that clears the same lock at this moment takes it away by the same name, and only one can.
      if (owner === "dead") clear(file);
    }
  }
  held.add(file);
  const free = () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
  try {
    finishKilled(folder, finish);
  } catch (error) {
    free();
    throw error;
  }
  return free;
}

/** Who holds a lock: the id of a running process, nobody any more, or the file is no more there. */
function ownerOf(file: string): number | "writing" | "dead" | "gone" {
  try {
    const text = readFileSync(file, "utf8");
    if (text === "") return Date.now() - statSync(file).mtimeMs < WRITING_MS ? "writing" : "dead";
    const owner = Number(text);
    if (owner === process.pid) return held.has(file) ? owner : "dead";
    return isProcessAlive(owner) ? owner : "dead";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "gone";
    throw error;
  }
}

/** Removes a lock that nobody holds; one that a process took in between is put back. */
function clear(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  if (ownerOf(aside) === "dead") rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function finishKilled(folder: string, finish: (next: string) => void): void {
  for (const name of readdirSync(folder)) {
    const pid = /^next-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isProcessAlive(Number(pid)))) {
      if (isComplete(join(folder, name))) finish(join(folder, name));
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    const cleared = /^(?:ingest\.lock|corrections\.json)\.(\d+)$/.exec(name)?.[1];
    if (cleared !== undefined && !isProcessAlive(Number(cleared)))
      rmSync(join(folder, name), { force: true });
  }
}

/** A marker that a power cut left without its text marks nothing. */
function isComplete(next: string): boolean {
  const marker = join(next, COMPLETE);
  if (!existsSync(marker)) return false;
  try {
    return Array.isArray(JSON.parse(readFileSync(marker, "utf8")));
  } catch {
    return false;
  }
}

const alreadyRunning = (file: string, owner: number | "writing" | "dead"): CodedError =>
  new CodedError({
    code: "ALREADY_RUNNING",
    what: `another ingest of this programme is running${typeof owner === "number" ? ` (process ${owner})` : ""}.`,
    remedy: `Wait until it is done. If none is running, remove ${file}. The present warehouse is untouched.`,
    exit: EXIT.usage,
  });
