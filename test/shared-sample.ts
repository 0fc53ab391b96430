import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isProcessAlive } from "../src/files/process-alive.ts";
import { sha256 } from "../src/files/sha256.ts";
import { testEnvironment } from "./test-environment.ts";

const checkout = resolve(import.meta.dirname, "..");
const PREFIX = "what-matters-shared-sample-";
const WAIT_MS = 590_000;
/** A folder that no test has asked for in so long is removed by the next run. */
const KEPT_MS = 6 * 3_600_000;
/** All that the sample's warehouse, release and site are made from. */
const MADE_FROM = ["package-lock.json", "observablehq.config.ts", "data", "loaders", "src", "reports"];
const LEFT_OUT = new Set([".what-matters", ".observablehq", "reports/data"]);

/** The sample programme as `what-matters build` leaves it. To be read only: all tests share it. */
export interface SharedSample {
  /** Its folder: exports, and the warehouse and all that stands beside it. */
  readonly programme: string;
  /** The release, as it stands in `reports/data`. */
  readonly release: string;
  readonly site: string;
}

/**
 * The sample of the checkout as it stands now, built by the first who asks; all others wait for it.
 *
 * The folder's name is a digest of every file that it is made from, so that it is never of another version, and a later
 * run of the same version has it at once. Set by the global set-up for all files of a run, so that a file edited in the
 * midst of a run changes nothing.
 */
export async function sharedSample(): Promise<SharedSample> {
  const folder = process.env.WHAT_MATTERS_SHARED_SAMPLE ?? sharedSampleFolder();
  const marker = join(folder, "complete");
  for (const end = Date.now() + WAIT_MS; !existsSync(marker); ) {
    if (readText(join(folder, "failed")) === thisRun) {
      throw new Error("The sample could not be built: see the test file that tried.");
    }
    if (Date.now() > end) throw new Error(`The sample was not built in time in ${folder}.`);
    if (claim(folder)) await build(folder, marker);
    else await pause(200);
  }
  const now = new Date();
  utimesSync(marker, now, now);
  return {
    programme: join(folder, "programme"),
    release: join(folder, "release"),
    site: join(folder, "site"),
  };
}

/** Where the sample of the checkout as it stands now is built. */
export function sharedSampleFolder(): string {
  const lines = MADE_FROM.flatMap((name) => filesOf(name)).map(
    (name) => `${name} ${sha256(readFileSync(join(checkout, name)))}\n`,
  );
  return join(tmpdir(), `${PREFIX}${sha256([process.version, "\n", ...lines].join("")).slice(0, 16)}`);
}

/** The files at and below a path of the checkout, in order. */
function filesOf(path: string): readonly string[] {
  if (!statSync(join(checkout, path)).isDirectory()) return [path];
  return readdirSync(join(checkout, path))
    .sort()
    .flatMap((name) => {
      const inner = `${path}/${name}`;
      return LEFT_OUT.has(name) || LEFT_OUT.has(inner) ? [] : filesOf(inner);
    });
}

/** Whether this process is the one to build; takes over from one that is gone. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // One that has not yet said who it is has just begun.
    if (isForsaken(folder)) rmSync(folder, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(folder, "builder"), `${process.pid}`);
  return true;
}

/** Whether who began to build is gone, or failed in another run. */
function isForsaken(folder: string): boolean {
  const failed = readText(join(folder, "failed"));
  if (failed !== undefined) return failed !== thisRun;
  const builder = readText(join(folder, "builder")) ?? "";
  return builder !== "" && !isProcessAlive(Number(builder));
}

/** Test files run in processes of their own; what they share is the process that started them. */
const thisRun = `${process.ppid}`;

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

async function build(folder: string, marker: string): Promise<void> {
  removeOld(folder);
  try {
    const programme = join(folder, "programme");
    cpSync(join(checkout, "data/sample"), programme, {
      recursive: true,
      filter: (path) => !path.includes(".what-matters"),
    });
    const site = join(folder, "site");
    await run(["src/cli/bin.mjs", "build", "--quiet", "--programme", programme, "--out", site]);
    cpSync(join(checkout, "reports/data"), join(folder, "release"), { recursive: true });
    writeFileSync(marker, "");
  } catch (error) {
    writeFileSync(join(folder, "failed"), thisRun);
    throw error;
  }
}

/** Runs this program in a process of its own; throws what it said where it fails. */
function run(options: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, options, {
      cwd: checkout,
      env: { ...process.env, ...testEnvironment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`The sample could not be built (exit ${code}):\n${Buffer.concat(said)}`));
    });
  });
}

function removeOld(own: string): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(PREFIX) || folder === own) continue;
    const used = statSync(join(folder, "complete"), { throwIfNoEntry: false })?.mtimeMs;
    if (used === undefined ? isForsaken(folder) : used < Date.now() - KEPT_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}
