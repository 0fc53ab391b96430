import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Corrections,
  countCells,
  loadCorrections,
  saveCorrections,
  withoutCorrections,
} from "../../loaders/corrections.ts";
import { temporaryFolder } from "../programme-folder.ts";

const corrections: Corrections = [
  { sha256: "a".repeat(64), file: "exports/r.csv", rows: { 2: { Received: "28/02/2023", Closed: null } } },
  { sha256: "b".repeat(64), sheet: "Q1", file: "exports/c.xlsx", rows: { 5: { Minutes: "30" } } },
];

describe("corrections", () => {
  it("are kept as they are, readable by their owner alone, with nothing left beside them", () => {
    const state = temporaryFolder();
    saveCorrections(state, corrections);
    expect(loadCorrections(state)).toEqual(corrections);
    expect(readdirSync(state)).toEqual(["corrections.json"]);
    expect(statSync(join(state, "corrections.json")).mode & 0o077).toBe(0);
    saveCorrections(state, []);
    expect(readdirSync(state)).toEqual([]);
    expect(loadCorrections(state)).toEqual([]);
  });

  it("stay as they were where the new ones cannot be written", () => {
    const state = temporaryFolder();
    saveCorrections(state, corrections);
    mkdirSync(join(state, `corrections.json.${process.pid}`));
    expect(() => saveCorrections(state, corrections.slice(1))).toThrow();
    expect(loadCorrections(state)).toEqual(corrections);
  });

  it("are refused where the file is not theirs", () => {
    const state = temporaryFolder();
    for (const text of [
      "",
      "{",
      "[]",
      '{"version":2,"files":[]}',
      '{"version":1,"files":[{"rows":{"0":{}}}]}',
    ]) {
      writeFileSync(join(state, "corrections.json"), text);
      expect(() => loadCorrections(state)).toThrow(
        expect.objectContaining({ code: "CORRECTIONS_UNREADABLE" }),
      );
    }
  });

  it.each(["exports/r.csv", "r.csv", "exports_r.csv.xlsx", ".what-matters/quarantine/exports_r.csv.xlsx"])(
    "of one export are taken back by %s",
    (name) => {
      expect(withoutCorrections(corrections, name)).toEqual(corrections.slice(1));
    },
  );

  it("of a workbook are taken back by its name or that of its quarantine file, all of them without a name", () => {
    expect(withoutCorrections(corrections, "c.xlsx")).toEqual(corrections.slice(0, 1));
    expect(withoutCorrections(corrections, "exports_c.xlsx.xlsx")).toEqual(corrections.slice(0, 1));
    expect(withoutCorrections(corrections, undefined)).toEqual([]);
    expect(() => withoutCorrections(corrections, "x.csv")).toThrow(
      expect.objectContaining({ code: "CORRECTION_FILE_UNKNOWN", exit: 3 }),
    );
    expect(countCells(corrections)).toBe(3);
  });
});
