import { spawn } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
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
const MADE_FROM = [
  "package.json",
  "package-lock.json",
  "observablehq.config.ts",
  "data",
  "loaders",
  "src",
  "reports",
];
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
 * It is built in a copy of the checkout, so that the release and the warehouse of the checkout itself stay as they are.
 * The folder's name is a digest of every file that it is made from, worked out by the global set-up for all files of a
 * run; a later run of the same version has it at once. What was edited between is for this run only.
 */
export async function sharedSample(): Promise<SharedSample> {
  const folder = process.env.WHAT_MATTERS_SHARED_SAMPLE ?? sharedSampleFolder();
  const marker = join(folder, "complete");
  for (const end = Date.now() + WAIT_MS; !isFor(marker, ["", thisRun]); ) {
    if (isFor(join(folder, "failed"), [thisRun])) {
      throw new Error("The sample could not be built: see the test file that tried.");
    }
    if (Date.now() > end) throw new Error(`The sample was not built in time in ${folder}.`);
    if (claim(folder)) await build(folder);
    else await pause(200);
  }
  const now = new Date();
  utimesSync(marker, now, now);
  const copy = join(folder, "checkout");
  return {
    programme: join(copy, "data/sample"),
    release: join(copy, "reports/data"),
    site: join(folder, "site"),
  };
}

/** Where the sample of a checkout as it stands now is built. */
export function sharedSampleFolder(root = checkout): string {
  const lines = MADE_FROM.flatMap((name) => filesOf(root, name)).map(
    (name) => `${name} ${sha256(readFileSync(join(root, name)))}\n`,
  );
  return join(tmpdir(), `${PREFIX}${sha256([process.version, "\n", ...lines].join("")).slice(0, 16)}`);
}

/** The files at and below a path of a checkout, in order. */
function filesOf(root: string, path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => {
      const inner = `${path}/${name}`;
      return LEFT_OUT.has(name) || LEFT_OUT.has(inner) ? [] : filesOf(root, inner);
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

/** Whether who began to build is gone, or what was built or failed is of another run. */
function isForsaken(folder: string): boolean {
  for (const end of ["complete", "failed"]) {
    const text = readText(join(folder, end));
    if (text !== undefined) return text !== "" && text !== thisRun;
  }
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

/** Whether a file says that it is for one of these runs. */
const isFor = (file: string, runs: readonly string[]): boolean => runs.includes(readText(file) ?? "no run");

async function build(folder: string): Promise<void> {
  removeOld(folder);
  try {
    const copy = join(folder, "checkout");
    for (const name of MADE_FROM.flatMap((one) => filesOf(checkout, one))) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      copyFileSync(join(checkout, name), join(copy, name));
    }
    const isOfThisName = sharedSampleFolder(copy) === folder;
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"), "dir");
    // Says that the exports copied are those of this version.
    const stamp = "data/sample/.what-matters/sample.json";
    mkdirSync(dirname(join(copy, stamp)), { mode: 0o700 });
    copyFileSync(join(checkout, stamp), join(copy, stamp));
    await run(copy, ["src/cli/bin.mjs", "build", "--quiet", "--out", join(folder, "site")]);
    writeFileSync(join(folder, "complete"), isOfThisName ? "" : thisRun);
  } catch (error) {
    writeFileSync(join(folder, "failed"), thisRun);
    throw error;
  }
}

/** Runs the program of a checkout in a process of its own; throws what it said where it fails. */
function run(cwd: string, options: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--max-semi-space-size=64", ...options], {
      cwd,
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
