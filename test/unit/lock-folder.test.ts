import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CodedError } from "../../src/model/coded-error.ts";
import { COMPLETE, lockFolder } from "../../src/warehouse/lock-folder.ts";
import { temporaryFolder } from "../programme-folder.ts";

/** Id of a process that has ended. */
const dead = spawnSync(process.execPath, ["-e", ""]).pid;
const finish = vi.fn<(next: string) => void>();
let folder = "";
let lock = "";

beforeEach(() => {
  finish.mockReset();
  folder = temporaryFolder();
  lock = join(folder, "ingest.lock");
});

function refused(): CodedError {
  try {
    lockFolder(folder, finish);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error("The folder was not locked.");
}

describe("the lock of a state folder", () => {
  it("lets one in at a time, and names who is in", () => {
    const free = lockFolder(folder, finish);
    expect(readFileSync(lock, "utf8")).toBe(String(process.pid));
    expect(refused()).toMatchObject({ code: "ALREADY_RUNNING", exit: 2 });
    free();
    expect(readdirSync(folder)).toEqual([]);
    lockFolder(folder, finish)();
  });

  it("stands while its process runs, and says which file to remove where the process is another one by now", () => {
    writeFileSync(lock, String(process.ppid));
    const error = refused();
    expect(error.message).toContain(`process ${process.ppid}`);
    expect(error.message).toContain("ingest.lock");
    expect(readFileSync(lock, "utf8")).toBe(String(process.ppid));
  });

  it.each<[string, () => void]>([
    ["of a process that was killed", () => writeFileSync(lock, String(dead))],
    ["of a process with our id before a restart", () => writeFileSync(lock, String(process.pid))],
    ["of no process at all", () => writeFileSync(lock, "nonsense")],
    [
      "that a power cut left empty",
      () => {
        writeFileSync(lock, "");
        utimesSync(lock, 0, 0);
      },
    ],
  ])("gives way %s", (_, leave) => {
    leave();
    const free = lockFolder(folder, finish);
    expect(readFileSync(lock, "utf8")).toBe(String(process.pid));
    free();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("stands while another process is about to write its id into it", () => {
    writeFileSync(lock, "");
    expect(refused().code).toBe("ALREADY_RUNNING");
    expect(existsSync(lock)).toBe(true);
  });
});

describe("what a killed ingest left", () => {
  const leave = (pid: number, marker?: string): string => {
    const next = join(folder, `next-${pid}`);
    mkdirSync(next);
    writeFileSync(join(next, "warehouse.duckdb"), "new");
    if (marker !== undefined) writeFileSync(join(next, COMPLETE), marker);
    return next;
  };

  it("is put in place where it was complete, and removed", () => {
    const next = leave(dead, '["warehouse.duckdb"]');
    finish.mockImplementation((path) => expect(existsSync(join(path, "warehouse.duckdb"))).toBe(true));
    lockFolder(folder, finish)();
    expect(finish.mock.calls).toEqual([[next]]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["without its marker", undefined],
    ["with an empty marker", ""],
    ["with a marker that is cut short", '["wareh'],
  ])("is removed %s", (_, marker) => {
    leave(dead, marker);
    lockFolder(folder, finish)();
    expect(finish).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is left alone while its process runs", () => {
    leave(process.ppid);
    lockFolder(folder, finish)();
    expect(readdirSync(folder)).toEqual([`next-${process.ppid}`]);
  });

  it("does not keep the folder locked where it cannot be put in place", () => {
    const next = leave(dead, "[]");
    finish.mockImplementation(() => {
      throw new Error("no room");
    });
    expect(() => lockFolder(folder, finish)).toThrow("no room");
    expect(existsSync(lock)).toBe(false);
    expect(existsSync(next)).toBe(true);
  });

  it("is forgotten where it is no more than a temporary file", () => {
    for (const name of [`ingest.lock.${dead}`, `corrections.json.${dead}`])
      writeFileSync(join(folder, name), "");
    lockFolder(folder, finish)();
    expect(readdirSync(folder)).toEqual([]);
  });
});
