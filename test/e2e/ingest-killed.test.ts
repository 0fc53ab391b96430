import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { sha256 } from "../../src/files/sha256.ts";
import { writeSample } from "../../src/sample/write-sample.ts";
import { COMPLETE } from "../../src/warehouse/lock-folder.ts";
import { warehouseRows } from "../ingest-world.ts";
import { ingestFolder, temporaryFolder, testEnvironment } from "../programme-folder.ts";

const bin = resolve(import.meta.dirname, "../../src/cli/bin.mjs");
const isRoot = process.getuid?.() === 0;

/** What a run of the command line came to. */
interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

function start(
  args: readonly string[],
  options: { readonly uid?: number; readonly env?: Record<string, string>; readonly limit?: string } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const command = [process.execPath, bin, ...args, "--quiet"];
  const [program = "", ...rest] =
    options.limit === undefined ? command : ["bash", "-c", `${options.limit}; exec "$@"`, "bash", ...command];
  const child = spawn(program, rest, {
    env: { ...process.env, ...testEnvironment, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (said += String(data)));
  const ended = new Promise<Ended>((done) =>
    child.once("close", (status, signal) => done({ status, signal, said })),
  );
  return { child, ended };
}

const ingestArgs = (folder: string) => ["ingest", "--programme", folder, "--fresh"];
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
async function until(what: () => boolean, child: ChildProcess): Promise<void> {
  while (!what() && child.exitCode === null && child.signalCode === null)
    await new Promise((done) => setImmediate(done));
}

const shell = (script: string, path: string) => spawnSync("bash", ["-c", script, "bash", path]);
const stateOf = (folder: string) => join(folder, ".what-matters");
const nextOf = (folder: string) =>
  readdirSync(stateOf(folder)).find((name) => name.startsWith("next-")) ?? "none";
const rowsOf = async (folder: string) => sha256(JSON.stringify(await warehouseRows(folder)));
const bytesOf = (folder: string) => sha256(readFileSync(join(stateOf(folder), "warehouse.duckdb")));

/** Names in the state folder that an ingest must not leave there. */
const leftOver = (folder: string) =>
  readdirSync(stateOf(folder)).filter((name) => /^next-|lock|scratch|\d{2,}$/.test(name));

/** A programme with its warehouse, whose exports have changed since: ingested again, `after` has the other rows. */
let before = "";
let after = "";
let oldRows = "";
let newRows = "";
/** How long an ingest takes once its folder is there. */
let duration = 0;
let folder = "";

/** Enough sources to be killed between, and few enough to be ingested some twenty times. */
const SOURCES = /^(joy|goals-joy|activities-joy|surveys-charitylog|pam-charitylog|roster)/;

function keepSources(programme: string, kept: RegExp): void {
  const path = join(programme, "programme.yaml");
  const document = parseDocument(readFileSync(path, "utf8"));
  const sources = document.get("sources") as YAMLSeq<YAMLMap>;
  sources.items = sources.items.filter((source) => kept.test(String(source.get("id"))));
  writeFileSync(path, document.toString());
}

beforeAll(async () => {
  before = join(temporaryFolder(), "before");
  await writeSample({ out: before, seed: 7, scale: 0.05 });
  keepSources(before, SOURCES);
  await ingestFolder(before);
  const path = join(before, "exports/joy-cases.csv");
  const lines = readFileSync(path, "latin1").split("\n");
  writeFileSync(path, lines.slice(0, Math.ceil(lines.length / 2)).join("\n"), "latin1");
  oldRows = await rowsOf(before);
  after = join(temporaryFolder(), "after");
  cpSync(before, after, { recursive: true });
  const { child, ended } = start(ingestArgs(after));
  await until(() => nextOf(after) !== "none", child);
  const started = performance.now();
  expect(await ended).toMatchObject({ status: 0, signal: null, said: "" });
  duration = performance.now() - started;
  newRows = await rowsOf(after);
  expect(newRows).not.toBe(oldRows);
}, 300_000);

beforeEach(() => {
  folder = join(temporaryFolder(), "programme");
  cpSync(before, folder, { recursive: true });
});

describe("an ingest that is killed", () => {
  const KILLS = 3;

  /** The old warehouse or the new one, whole; and the next ingest does as if nothing had been. */
  async function isWhole(): Promise<string> {
    const rows = await rowsOf(folder);
    expect([oldRows, newRows]).toContain(rows);
    await ingestFolder(folder);
    expect(await rowsOf(folder)).toBe(newRows);
    expect(leftOver(folder)).toEqual([]);
    return rows;
  }

  it.each(Array.from({ length: KILLS }, (_, k) => [k + 1]))(
    `leaves one warehouse or the other, and nothing else (moment %i of ${KILLS})`,
    async (k) => {
      const { child, ended } = start(ingestArgs(folder));
      await until(() => nextOf(folder) !== "none", child);
      await pause((duration * (k - 0.5)) / KILLS);
      child.kill("SIGKILL");
      await ended;
      await isWhole();
    },
  );

  it("is carried through where only the last step was missing", async () => {
    const { child, ended } = start(ingestArgs(folder));
    await until(() => nextOf(folder) !== "none", child);
    const marker = join(stateOf(folder), nextOf(folder), COMPLETE);
    await until(() => existsSync(marker), child);
    child.kill("SIGKILL");
    await ended;
    await isWhole();
  });
});

describe("a complete ingest that was killed while it was put in place", () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  const PARTS = [
    "warehouse.duckdb",
    "ingest-report.json",
    "ingest-report.html",
    "corrections.json",
    "quarantine",
  ];

  /** Builds the folder of an ingest of which the first `moved` parts, and `kept` kept files, are in place. */
  function halfDone(moved: number, kept = 0): string {
    const state = stateOf(folder);
    const next = join(state, `next-${dead}`);
    const made = stateOf(after);
    mkdirSync(join(next, "read"), { recursive: true });
    const parts = PARTS.filter((part) => existsSync(join(made, part)));
    for (const [index, part] of parts.entries()) {
      if (index < moved) rmSync(join(state, part), { recursive: true, force: true });
      cpSync(join(made, part), join(index < moved ? state : next, part), { recursive: true });
    }
    const names = readdirSync(join(made, "read"));
    for (const [index, name] of names.entries()) {
      const to = join(index < kept ? state : next, "read", name);
      rmSync(to, { recursive: true, force: true });
      cpSync(join(made, "read", name), to, { recursive: true });
    }
    writeFileSync(join(next, "read/used.json"), JSON.stringify(names));
    writeFileSync(join(next, COMPLETE), JSON.stringify(parts));
    return next;
  }

  /** An ingest that comes no further than to clear up. */
  async function clearUp(): Promise<void> {
    const path = join(folder, "exports/joy-cases.csv");
    renameSync(path, `${path}.away`);
    await expect(ingestFolder(folder)).rejects.toMatchObject({ code: "SOURCE_FILE_MISSING" });
    renameSync(`${path}.away`, path);
    expect(leftOver(folder)).toEqual([]);
  }

  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [5, 0],
    [5, 1],
    [5, 20],
  ])("is put in place by the next one (%i parts and %i kept files moved)", async (moved, kept) => {
    halfDone(moved, kept);
    await clearUp();
    expect(bytesOf(folder)).toBe(bytesOf(after));
    for (const part of PARTS) {
      const [is, should] = [join(stateOf(folder), part), join(stateOf(after), part)];
      expect(existsSync(is), part).toBe(existsSync(should));
      if (part.startsWith("ingest-report"))
        expect(readFileSync(is, "utf8")).toBe(readFileSync(should, "utf8"));
    }
    expect(readdirSync(join(stateOf(folder), "quarantine"))).toEqual(
      readdirSync(join(stateOf(after), "quarantine")),
    );
    expect(readdirSync(join(stateOf(folder), "read")).sort()).toEqual(
      readdirSync(join(stateOf(after), "read")).sort(),
    );
    const report = await ingestFolder(folder);
    expect(report.files.every(({ unchanged }) => unchanged)).toBe(true);
    expect(await rowsOf(folder)).toBe(newRows);
  });

  it("is taken away where it was not yet complete: the old warehouse stays", async () => {
    const old = bytesOf(folder);
    rmSync(join(halfDone(0), COMPLETE));
    await clearUp();
    expect(bytesOf(folder)).toBe(old);
    expect(await rowsOf(folder)).toBe(oldRows);
  });
});

describe("an ingest that cannot go on", () => {
  /** Refused with a code; the old warehouse is the same to the byte. */
  async function refused(code: string, options: Parameters<typeof start>[1] = {}): Promise<void> {
    const old = bytesOf(folder);
    const { status, said } = await start(ingestArgs(folder), options).ended;
    expect(said).toContain(code);
    expect(status).toBe(3);
    expect(bytesOf(folder)).toBe(old);
    expect(leftOver(folder)).toEqual([]);
  }
  const csv = () => join(folder, "exports/joy-cases.csv");

  it("says so where a file is a link to nothing", async () => {
    rmSync(csv());
    symlinkSync(join(folder, "nowhere.csv"), csv());
    await refused("FILE_UNREADABLE");
  });

  it("says so where a file is a folder, or a link to one, that holds no table", async () => {
    rmSync(csv());
    symlinkSync(join(folder, "quarantine"), csv());
    mkdirSync(join(folder, "quarantine"));
    await refused("SOURCE_FILE_MISSING");
    rmSync(csv());
    mkdirSync(csv());
    await refused("SOURCE_FILE_MISSING");
  });

  it("says so where it may not read a file", async () => {
    chmodSync(csv(), 0);
    if (!isRoot) return refused("FILE_UNREADABLE");
    // Root may read anything: the run is another user's.
    const uid = 65_534;
    for (const name of [".", ...(readdirSync(join(folder, ".."), { recursive: true }) as string[])])
      chownSync(join(folder, "..", name), name.endsWith("joy-cases.csv") ? 0 : uid, uid);
    await refused("FILE_UNREADABLE", { uid, env: { HOME: folder } });
  });

  it("is the second of two that run at once; the first is not disturbed", async () => {
    const first = start(ingestArgs(folder));
    await until(() => existsSync(join(stateOf(folder), "ingest.lock")), first.child);
    const second = await start(ingestArgs(folder)).ended;
    expect(second).toMatchObject({ status: 2 });
    expect(second.said).toContain("ALREADY_RUNNING");
    expect(await first.ended).toMatchObject({ status: 0, said: "" });
    expect(await rowsOf(folder)).toBe(newRows);
    expect(leftOver(folder)).toEqual([]);
  });

  it("is stopped by a limit on the size of files", async () => {
    const old = bytesOf(folder);
    const { status, signal, said } = await start(ingestArgs(folder), { limit: "ulimit -f 256" }).ended;
    if (signal === null) {
      expect(said).toContain("DISK_FULL");
      expect(status).toBe(3);
    } else expect(signal).toBe("SIGXFSZ");
    expect(bytesOf(folder)).toBe(old);
    await ingestFolder(folder);
    expect(await rowsOf(folder)).toBe(newRows);
    expect(leftOver(folder)).toEqual([]);
  });

  it("says so where the disk is full", async ({ skip }) => {
    const disk = temporaryFolder();
    const size = Number(spawnSync("du", ["-sk", folder], { encoding: "utf8" }).stdout.split("\t")[0]);
    const mounted = shell(`mount -t tmpfs -o size=${size + 1200}k tmpfs "$1"`, disk);
    if (mounted.status !== 0) skip("A small disk cannot be mounted here.");
    try {
      cpSync(folder, join(disk, "programme"), { recursive: true });
      folder = join(disk, "programme");
      await refused("DISK_FULL");
    } finally {
      shell('umount "$1"', disk);
    }
  });
});

describe("an inspection that is killed", () => {
  it("leaves a folder that the next one removes", async () => {
    const temporary = temporaryFolder();
    const path = join(folder, "exports/charitylog-contacts-2022.xlsx");
    const inspect = () => start(["inspect", path], { env: { TMPDIR: temporary } });
    const left = () => readdirSync(temporary).filter((name) => name.startsWith("what-matters-inspect-"));
    const { child, ended } = inspect();
    await until(() => left().length > 0, child);
    child.kill("SIGKILL");
    await ended;
    expect(left()).toHaveLength(1);
    expect(await inspect().ended).toMatchObject({ status: 0 });
    expect(left()).toEqual([]);
  });
});
