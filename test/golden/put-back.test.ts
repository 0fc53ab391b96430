import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import type { CorrectionOptions } from "../../loaders/correction-run.ts";
import { ingest } from "../../loaders/ingest.ts";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { openWarehouse, testEnvironment } from "../programme-folder.ts";
import {
  correctWorkbook,
  identifiers,
  plantedProgramme,
  quarantineOf,
  stateFiles,
} from "../unit/put-back-support.ts";

let folder = "";
const run = (options: CorrectionOptions = {}): Promise<IngestReport> =>
  ingest({ loaded: loadProgramme(folder), environment: testEnvironment, ...options });
const fileOf = (report: IngestReport) => report.files[0];
const corrections = () => join(folder, ".what-matters/corrections.json");
const correct = (cells: Parameters<typeof correctWorkbook>[2], name = "corrected.xlsx") =>
  correctWorkbook(quarantineOf(folder), join(folder, name), cells);
async function rowsOf(sql: string): Promise<readonly Record<string, unknown>[]> {
  const database = await openWarehouse(folder);
  try {
    return await database.rows(sql);
  } finally {
    database.close();
  }
}
const referrals = () =>
  rowsOf("SELECT source_referral_id AS id, received_date AS day FROM w.referral ORDER BY id");

beforeEach(async () => {
  folder = plantedProgramme();
  const report = await run();
  // R1 and R4 have no date, R2 an end that is none, and R6 is cut short.
  expect(fileOf(report)).toMatchObject({ rows: 6, stored: 2, quarantined: 4, excluded: 0 });
});

describe("corrected cells that are put back", () => {
  it("give the record, with the person's key from the original", async () => {
    const before = await rowsOf("SELECT person_key FROM w.referral WHERE source_referral_id = 'R5'");
    const report = await run({ from: [correct({ 2: { Received: "28/02/2023" } })] });
    expect(fileOf(report)).toMatchObject({ rows: 6, stored: 3, quarantined: 3, excluded: 0, put_back: 1 });
    expect(report.corrections).toEqual({ cells: 1, taken: 1, undone: 0, unused: [] });
    expect(await referrals()).toEqual([
      { id: "R1", day: "2023-02-28" },
      { id: "R3", day: "2023-03-02" },
      { id: "R5", day: "2023-04-03" },
    ]);
    // R1 and R5 are of one NHS number.
    const after = await rowsOf(
      "SELECT DISTINCT person_key FROM w.referral WHERE source_referral_id IN ('R1', 'R5')",
    );
    expect(after).toEqual(before);
    expect(readFileSync(join(folder, "exports/referrals/r.csv"), "utf8")).toContain("31/02/2023");
  });

  it("stay for later ingests, say so when the export is gone, and are taken back", async () => {
    await run({ from: [correct({ 2: { Received: "28/02/2023" } })] });
    const again = await run();
    expect(again.corrections).toEqual({ cells: 1, taken: 0, undone: 0, unused: [] });
    expect(fileOf(again)).toMatchObject({ stored: 3 });

    const undone = await run({ undo: "exports/referrals/r.csv" });
    expect(undone.corrections).toMatchObject({ cells: 0, undone: 1 });
    expect(fileOf(undone)).toMatchObject({ stored: 2, quarantined: 4 });
    expect(existsSync(corrections())).toBe(false);

    await run({ from: [correct({ 2: { Received: "28/02/2023" } })] });
    const path = join(folder, "exports/referrals/r.csv");
    writeFileSync(path, readFileSync(path, "utf8").replace("R3", "R33"));
    const changed = await run();
    expect(changed.corrections).toMatchObject({
      cells: 0,
      unused: [{ file: "exports/referrals/r.csv", cells: 1 }],
    });
    expect(fileOf(changed)).toMatchObject({ stored: 2 });
    expect(existsSync(corrections())).toBe(true);
    await run({ undo: true });
    expect(existsSync(corrections())).toBe(false);
  });

  it("that still fail a rule come back in the quarantine; a second correction adds to the first", async () => {
    const first = await run({
      from: [correct({ 2: { Received: "28/02/2093" }, 5: { Received: "05/03/2023" } })],
    });
    expect(fileOf(first)).toMatchObject({ stored: 3, quarantined: 3 });
    expect(first.issues.map((issue) => issue.code)).toContain("DATE_IMPLAUSIBLE");
    const second = await run({ from: [correct({ 2: { Received: new Date("2023-02-28T00:00:00Z") } })] });
    expect(fileOf(second)).toMatchObject({ stored: 4, quarantined: 2 });
    expect(second.corrections).toMatchObject({ cells: 2, taken: 1 });
  });

  it("are only those that were changed: a number made of a text, and blanks in masked columns, are not", async () => {
    const workbook = correct({ 5: { Received: -5, NHS: "", Client: "" } });
    const report = await run({ from: [workbook] });
    expect(report.corrections).toMatchObject({ cells: 0, taken: 0 });
    expect(existsSync(corrections())).toBe(false);
  });

  it("may blank a cell", async () => {
    const report = await run({ from: [correct({ 3: { Closed: "" } })] });
    expect(fileOf(report)).toMatchObject({ stored: 3, quarantined: 3 });
    expect(JSON.parse(readFileSync(corrections(), "utf8"))).toMatchObject({
      files: [{ rows: { 3: { Closed: null } } }],
    });
  });
});

describe("a workbook that was edited in the quarantine", () => {
  const edit = () =>
    correctWorkbook(quarantineOf(folder), quarantineOf(folder), { 2: { Received: "28/02/2023" } });
  const edited = "quarantine/edited/exports_referrals_r.csv.xlsx";

  it("is kept by an ingest that does not put it back, until one does; its name alone finds it", async () => {
    edit();
    const lines: string[] = [];
    const plain = () =>
      ingest({
        loaded: loadProgramme(folder),
        environment: testEnvironment,
        log: (line) => lines.push(line),
      });
    await plain();
    await plain();
    expect(lines.filter((line) => line.includes(edited))).toHaveLength(2);
    const report = await run({ from: ["edited/exports_referrals_r.csv.xlsx"] });
    expect(report.corrections.taken).toBe(1);
    expect(existsSync(join(folder, ".what-matters", edited))).toBe(false);
  });

  it("is replaced once it is put back, as is one that nobody edited", async () => {
    await run({ from: [edit()] });
    expect(stateFiles(folder).filter((path) => path.includes("edited"))).toEqual([]);
  });
});

describe("what cannot be put back", () => {
  beforeEach(async () => {
    await run({ from: [correct({ 3: { Closed: "" } })] });
  });

  async function refused(code: string, options: () => CorrectionOptions): Promise<string> {
    const kept = readFileSync(corrections(), "utf8");
    const stored = await referrals();
    const error = await run(options()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exit: 3 });
    expect(readFileSync(corrections(), "utf8")).toBe(kept);
    expect(await referrals()).toEqual(stored);
    return (error as Error).message;
  }

  it.each([["NHS"], ["Surname"], ["Worker"], ["Free text"]])(
    "is a cell of %s, which is masked; the message does not hold it",
    async (column) => {
      const message = await refused("CORRECTION_IDENTIFYING", () => ({
        from: [correct({ 2: { [column]: "Ylvahilde", Received: "28/02/2023" } })],
      }));
      expect(message).toContain(`column "${column}"`);
      expect(message).not.toContain("Ylvahilde");
    },
  );

  it("is a row that could not be cut into columns", async () => {
    const message = await refused("CORRECTION_ROW_UNKNOWN", () => ({
      from: [correct({ 7: { Received: "28/02/2023" } })],
    }));
    expect(message).toContain("could not be cut into columns");
  });

  it("is a row that the export does not have, or that belongs to another row", async () => {
    await refused("CORRECTION_ROW_UNKNOWN", () => ({ from: [correct({ 2: { "Row in export": "99" } })] }));
    await refused("CORRECTION_ROW_UNKNOWN", () => ({ from: [correct({ 2: { "Row in export": "6" } })] }));
    await refused("CORRECTION_ROW_UNKNOWN", () => ({ from: [correct({ 2: { "File SHA-256": "" } })] }));
  });

  it("is a workbook of an export that has changed, or of none", async () => {
    await refused("CORRECTION_FILE_UNKNOWN", () => ({
      from: [correct({ 2: { "File SHA-256": "0".repeat(64) } })],
    }));
    await refused("CORRECTION_FILE_UNKNOWN", () => ({ undo: "another.csv" }));
  });

  it("is what is no quarantine workbook", async () => {
    const text = join(folder, "notes.xlsx");
    writeFileSync(text, "Row in export,File SHA-256\n");
    await refused("CORRECTIONS_UNREADABLE", () => ({ from: [text] }));
    await refused("CORRECTIONS_UNREADABLE", () => ({ from: [join(folder, "missing.xlsx")] }));
    rmSync(text);
  });

  it("is anything while the corrections kept are damaged", async () => {
    writeFileSync(corrections(), '{"version":1,"files":[{"sha256":"short"}]}');
    await expect(run()).rejects.toMatchObject({ code: "CORRECTIONS_UNREADABLE", exit: 3 });
    expect(readFileSync(corrections(), "utf8")).toContain("short");
  });
});

describe("identifiers", () => {
  it("stand in no file of the state folder, in UTF-8 or UTF-16, in the workbook's parts neither", async () => {
    await run({ from: [correct({ 2: { Received: "28/02/2023" }, 3: { Closed: "" } })] });
    const files = stateFiles(folder);
    const others = files.filter((path) => !path.includes("/.what-matters/read/"));
    expect(others).not.toHaveLength(files.length);
    expect(others.map((path) => path.split("/").at(-1)).sort()).toEqual([
      "corrections.json",
      "exports_referrals_r.csv.xlsx",
      "ingest-report.html",
      "ingest-report.json",
      "warehouse.duckdb",
    ]);
    for (const path of files) {
      const bytes = readFileSync(path);
      const parts = path.endsWith(".xlsx") ? Object.values(unzipSync(bytes)) : [bytes];
      if (path.endsWith(".xlsx")) expect(Buffer.concat(parts).includes("31/02/2023")).toBe(false);
      for (const part of [bytes, ...parts.map((one) => Buffer.from(one))]) {
        for (const identifier of identifiers) {
          expect(part.includes(identifier), `${identifier} in ${path}`).toBe(false);
          expect(part.includes(Buffer.from(identifier, "utf16le")), `${identifier} in ${path}`).toBe(false);
        }
      }
    }
  });
});
