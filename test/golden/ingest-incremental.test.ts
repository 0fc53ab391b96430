import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { CorrectionOptions } from "../../loaders/correction-run.ts";
import { ingest } from "../../loaders/ingest.ts";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import {
  copyWorld,
  editYaml,
  keptState,
  type Line,
  linesOf,
  NUMBERS,
  warehouseRows,
  withoutUnchanged,
  writeOptOut,
  writeReferrals,
  writeWorld,
} from "../ingest-world.ts";
import { testEnvironment } from "../programme-folder.ts";
import { correctWorkbook } from "../unit/put-back-support.ts";

/** Exports that were truly read, whatever the report says. */
const read = vi.hoisted((): string[] => []);
vi.mock("../../loaders/read/stage-file.ts", async (original) => {
  const { stageFile } = await original<typeof import("../../loaders/read/stage-file.ts")>();
  return {
    stageFile: (...args: Parameters<typeof stageFile>) => {
      read.push(args[1].name.replace("exports/", ""));
      return stageFile(...args);
    },
  };
});

type Options = CorrectionOptions & { readonly fresh?: boolean; readonly key?: string };
async function run(folder: string, { key, ...options }: Options = {}): Promise<IngestReport> {
  read.length = 0;
  const environment = key === undefined ? testEnvironment : { WHAT_MATTERS_KEY: key };
  return ingest({ loaded: loadProgramme(folder), environment, ...options });
}

/** Ingests both ways, and expects the same of both; the folder stays as the incremental ingest leaves it. */
async function bothWays(folder: string, options: Options = {}): Promise<IngestReport> {
  const copy = copyWorld(folder);
  const fresh = await run(copy, { ...options, fresh: true });
  expect(fresh.files.every(({ unchanged }) => !unchanged)).toBe(true);
  const report = await run(folder, options);
  expect(withoutUnchanged(report)).toEqual(withoutUnchanged(fresh));
  expect(await warehouseRows(folder)).toEqual(await warehouseRows(copy));
  expect(keptState(folder)).toEqual(keptState(copy));
  rmSync(copy, { recursive: true });
  return report;
}

const ALL = ["contacts/c.csv", "contacts/d.csv", "referrals/r0.csv", "referrals/r1.csv"];
const REFERRALS = ALL.slice(2);
const readAgain = () => [...read].sort();

let ingested = "";
let folder = "";
beforeAll(async () => {
  ingested = writeWorld();
  await run(ingested);
  expect(readAgain()).toEqual(ALL);
});
beforeEach(() => {
  folder = copyWorld(ingested);
});

describe("an ingest of what has not changed", () => {
  it("reads nothing again, and gives the same rows and the same report", async () => {
    const rows = await warehouseRows(folder);
    expect(rows.referral?.length).toBeGreaterThan(5);
    expect(rows.contact?.length).toBeGreaterThan(3);
    const report = await bothWays(folder);
    expect(read).toEqual([]);
    expect(report.files.map(({ unchanged }) => unchanged)).toEqual([true, true, true, true]);
    expect(report.files[0]?.decisions[0]).toBe("Unchanged since the last ingest: not read again.");
    expect(await warehouseRows(folder)).toEqual(rows);
  });

  it("reads all again where it is told to", async () => {
    const report = await run(folder, { fresh: true });
    expect(readAgain()).toEqual(ALL);
    expect(report.files.some(({ unchanged }) => unchanged)).toBe(false);
  });

  it("keeps nothing of files that are gone", async () => {
    const kept = () => readdirSync(join(folder, ".what-matters/read")).length;
    expect(kept()).toBe(4);
    rmSync(join(folder, "exports/referrals/r1.csv"));
    await bothWays(folder);
    expect(kept()).toBe(3);
  });
});

describe("what is read again", () => {
  it.each<[string, readonly string[], () => Options | undefined]>([
    ["one export", ["referrals/r0.csv"], () => void writeReferrals(folder, "r0.csv", linesOf(5))],
    [
      "a mapping",
      REFERRALS,
      () =>
        void editYaml(folder, "profiles/referrals.yaml", (profile) => {
          profile.missing = ["S1"];
        }),
    ],
    [
      "a source's code map",
      REFERRALS,
      () =>
        void editYaml(folder, "programme.yaml", (programme) => {
          programme.sources[0].code_maps = { gender: { Wbg: "2" } };
        }),
    ],
    [
      "the order of dates",
      ["contacts/c.csv", "contacts/d.csv"],
      () =>
        void editYaml(folder, "programme.yaml", (programme) => {
          programme.sources[1].date_order = "dmy";
        }),
    ],
    [
      "an instrument",
      ALL,
      () =>
        void editYaml(folder, "programme.yaml", (programme) => {
          programme.instruments[0].range = [0, 110];
        }),
    ],
    [
      "the services",
      ALL,
      () =>
        void editYaml(folder, "programme.yaml", (programme) => {
          programme.services.push({ id: "S2", name: "Two" });
        }),
    ],
    [
      "the earliest plausible date",
      ALL,
      () =>
        void editYaml(folder, "programme.yaml", (programme) => {
          programme.dates.earliest = "2023-03-15";
        }),
    ],
    ["the opt-out list", ALL, () => void writeOptOut(folder, [NUMBERS[0]])],
    ["the key", ALL, () => ({ key: "another key for tests, no secret" })],
    [
      "corrections",
      ["contacts/c.csv"],
      () => ({ from: [correct("exports_contacts_c.csv.xlsx", { 7: { Day: "28/02/2023" } })] }),
    ],
  ])("%s", async (_, expected, change) => {
    const options = change() ?? {};
    await bothWays(folder, options);
    expect(readAgain()).toEqual(expected);
    await run(folder, options.key === undefined ? {} : { key: options.key });
    expect(read).toEqual([]);
  });

  it.each<[string, (programme: Record<string, unknown>) => void]>([
    ["a project", (programme) => Object.assign(programme, { name: "Another name" })],
    ["the disclosure policy", (programme) => Object.assign(programme, { disclosure: { policy: "strict" } })],
  ])("is nothing where %s changes", async (_, change) => {
    editYaml(folder, "programme.yaml", change);
    await bothWays(folder);
    expect(read).toEqual([]);
  });

  it("is an export under another name, because its workbook and its row numbers are known by it", async () => {
    renameSync(join(folder, "exports/contacts/c.csv"), join(folder, "exports/contacts/e.csv"));
    writeFileSync(
      join(folder, "exports/contacts/c.csv"),
      "Client,Ref,Day,Attendance,Minutes\nC1,R1,32/03/2023,Attended,30\n",
    );
    const report = await bothWays(folder);
    expect(readAgain()).toEqual(["contacts/c.csv", "contacts/e.csv"]);
    expect(report.files.flatMap(({ quarantine }) => quarantine?.workbook ?? []).sort()).toEqual([
      "exports_contacts_c.csv.xlsx",
      "exports_contacts_e.csv.xlsx",
      "exports_referrals_r0.csv.xlsx",
      "exports_referrals_r1.csv.xlsx",
    ]);
  });

  it("is everything where another export tells that a person has opted out, or has not", async () => {
    writeOptOut(folder, [NUMBERS[3]]);
    const lines = [0, 1].map((file) => linesOf(file).map((line) => ({ ...line, client: `X${line.ref}` })));
    for (const [file, own] of lines.entries()) writeReferrals(folder, `r${file}.csv`, own);
    const apart = await bothWays(folder);
    const contactsOf = (report: IngestReport) =>
      report.files.filter(({ source }) => source === "contacts").map(({ excluded }) => excluded);
    expect(contactsOf(apart)).toEqual([0, 0]);
    // Now R1's line says that client C9 of the contacts is the person who opted out.
    writeReferrals(
      folder,
      "r0.csv",
      lines[0]?.map((line, k) => (k === 3 ? { ...line, client: "C9" } : line)) ?? [],
    );
    expect(contactsOf(await bothWays(folder))).toEqual([0, 1]);
    expect(readAgain()).toEqual(
      ["contacts/c.csv", "contacts/d.csv", ...REFERRALS, "referrals/r0.csv"].sort(),
    );
    writeReferrals(folder, "r0.csv", lines[0] ?? []);
    expect(contactsOf(await bothWays(folder))).toEqual([0, 0]);
  });
});

describe("a kept file that is damaged", () => {
  const parts = (name: string) =>
    readdirSync(join(folder, ".what-matters/read"))
      .map((one) => join(folder, ".what-matters/read", one, name))
      .filter((path) => existsSync(path));

  it.each<[string, string, (path: string) => void]>([
    ["its rows are cut short", "mapped.parquet", (path) => cut(path, 0.5)],
    ["its rows are empty", "mapped.parquet", (path) => writeFileSync(path, "")],
    ["a byte of its rows is another", "mapped.parquet", (path) => flip(path)],
    ["its rows are gone", "mapped.parquet", (path) => rmSync(path)],
    ["its findings are cut short", "issue.parquet", (path) => cut(path, 0.9)],
    ["its workbook is another", "quarantine.xlsx", (path) => writeFileSync(path, "no workbook")],
    ["its index is cut short", "file.json", (path) => cut(path, 0.5)],
    ["its index is JSON of another kind", "file.json", (path) => writeFileSync(path, "{}")],
    ["a byte of its index is another", "file.json", (path) => flip(path)],
    ["its index is a folder", "file.json", (path) => rmSync(join(path, ".."), { recursive: true })],
  ])("is read again: %s", async (_, name, damage) => {
    const paths = parts(name);
    expect(paths.length).toBeGreaterThan(0);
    damage(paths[0] ?? "");
    await bothWays(folder);
    expect(read).toHaveLength(1);
    await run(folder);
    expect(read).toEqual([]);
  });
});

const cut = (path: string, share: number): void => {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
};
const flip = (path: string): void => {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};
const correct = (workbook: string, cells: Parameters<typeof correctWorkbook>[2]): string =>
  correctWorkbook(
    join(folder, ".what-matters/quarantine", workbook),
    join(folder, `corrected-${workbook}`),
    cells,
  );

/** One change that a user may make between two ingests. */
type Edit =
  | { readonly kind: "cell"; readonly file: number; readonly line: number; readonly change: Partial<Line> }
  | { readonly kind: "file"; readonly file: number; readonly there: boolean }
  | { readonly kind: "swap" }
  | { readonly kind: "codes"; readonly code: string | undefined }
  | { readonly kind: "opt out"; readonly number: number }
  | { readonly kind: "correct"; readonly file: number; readonly gender: string }
  | { readonly kind: "undo" };

const someOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant("cell" as const),
    file: fc.nat(2),
    line: fc.nat(3),
    change: fc.oneof(
      fc.record({ nhs: someOf("", ...NUMBERS, "9991001370") }),
      fc.record({ client: someOf("", "C1", "C2", "C3", "C9") }),
      fc.record({ ref: someOf("R1", "R2", "R13", "R77", "") }),
      fc.record({ received: someOf("01/03/2023", "31/02/2023", "01/03/2093", "") }),
      fc.record({ gender: someOf("Female", "Wbg", "Femalle", "") }),
      fc.record({ reasons: someOf("Debt; Wbg", "Housing", "") }),
      fc.record({ before: someOf("44", "x", "") }),
    ),
  }),
  fc.record({ kind: fc.constant("file" as const), file: fc.nat(2), there: fc.boolean() }),
  fc.constant({ kind: "swap" } as const),
  fc.record({ kind: fc.constant("codes" as const), code: someOf("1", "2", undefined) }),
  fc.record({ kind: fc.constant("opt out" as const), number: fc.nat(3) }),
  fc.record({ kind: fc.constant("correct" as const), file: fc.nat(1), gender: someOf("Male", "Female") }),
  fc.constant({ kind: "undo" } as const),
);

describe("any changes, one after the other", () => {
  it("give what a fresh ingest gives", { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 2, maxLength: 4 }), async (changes) => {
        const own = writeWorld();
        const files = new Map<number, readonly Line[]>([0, 1].map((file) => [file, linesOf(file)]));
        const optedOut = new Set<string>();
        const writeAll = () => {
          for (const file of [0, 1, 2]) {
            const lines = files.get(file);
            if (lines === undefined) rmSync(join(own, `exports/referrals/r${file}.csv`), { force: true });
            else writeReferrals(own, `r${file}.csv`, lines);
          }
        };
        await run(own);
        for (const edit of changes) {
          const options = applyEdit(own, edit, files, optedOut);
          writeAll();
          await bothWays(own, options);
        }
        rmSync(own, { recursive: true });
      }),
      { numRuns: 6 },
    );
  });
});

function applyEdit(
  own: string,
  edit: Edit,
  files: Map<number, readonly Line[]>,
  optedOut: Set<string>,
): CorrectionOptions {
  const corrections = join(own, ".what-matters/corrections.json");
  switch (edit.kind) {
    case "cell": {
      const lines = files.get(edit.file);
      if (lines === undefined) return {};
      files.set(
        edit.file,
        lines.map((line, k) => (k === edit.line ? { ...line, ...edit.change } : line)),
      );
      return {};
    }
    case "file":
      if (edit.there) files.set(edit.file, linesOf(edit.file));
      else if (files.size > 1) files.delete(edit.file);
      return {};
    case "swap": {
      const [one = [], other = []] = [files.get(0), files.get(1)];
      files.set(0, other.length === 0 ? linesOf(1) : other);
      files.set(1, one.length === 0 ? linesOf(0) : one);
      return {};
    }
    case "codes":
      editYaml(own, "programme.yaml", (programme) => {
        programme.sources[0].code_maps = edit.code === undefined ? undefined : { gender: { Wbg: edit.code } };
      });
      return {};
    case "opt out": {
      const number = NUMBERS[edit.number] ?? NUMBERS[0];
      if (!optedOut.delete(number)) optedOut.add(number);
      writeOptOut(own, [...optedOut]);
      return {};
    }
    case "correct": {
      const workbook = join(own, `.what-matters/quarantine/exports_referrals_r${edit.file}.csv.xlsx`);
      if (!existsSync(workbook) || !files.has(edit.file)) return {};
      const to = join(own, "corrected.xlsx");
      const rows = [2, 3, 4, 5].flatMap((row) => {
        try {
          return [correctWorkbook(workbook, to, { [row]: { Gender: edit.gender } })];
        } catch {
          return [];
        }
      });
      return rows[0] === undefined ? {} : { from: [rows[0]] };
    }
    case "undo":
      return existsSync(corrections) ? { undo: true } : {};
  }
}
