import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import { releaseStage } from "../../src/cli/build-programme.ts";
import { DISCLOSURE_LEAKS, DISCLOSURE_LOG, NEVER_PUBLISH } from "../../src/cli/disclosure-log.ts";
import { main } from "../../src/cli/main.ts";
import { createProgress } from "../../src/cli/progress.ts";
import type { ReleaseAudit, ReleaseLeak } from "../../src/disclosure/audit/release-audit-result.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import type { Manifest } from "../../src/release/catalogue.ts";
import { makeRelease, type ReleaseRequest } from "../../src/release/make-release.ts";
import { readCsvCells } from "../../src/release/read-csv-cells.ts";
import { ReleaseRefusal, refuseRelease } from "../../src/release/refuse-release.ts";
import type { ReleaseWatch } from "../../src/release/release-watch.ts";
import { copyProgramme } from "../programme-folder.ts";

vi.mock("../../src/release/make-release.ts", () => ({ makeRelease: vi.fn() }));

const leak = (n: number, because: readonly string[] = ["men, Camden", "all, Camden"]): ReleaseLeak => ({
  table: "referrals by gender",
  cell: `women, area ${n}`,
  what: "is 6 or 7",
  because,
  remedy: "Withhold men too.",
});
const audit = (parts: Partial<ReleaseAudit>): ReleaseAudit => ({
  performed: true,
  tables: 3,
  secrets: 812,
  safe: 800,
  byClosedForm: 700,
  byWitness: 100,
  bySolver: 12,
  integerChecked: true,
  leaks: [],
  contradictions: [],
  ...parts,
});
const leaks = (count: number): ReleaseLeak[] => Array.from({ length: count }, (_, n) => leak(n + 1));

describe("the refusal of a release", () => {
  it("is none where nothing leaks and nothing contradicts", () => {
    expect(refuseRelease(audit({}))).toBeUndefined();
  });

  it("says what can be worked out, from what, and what to do, with exit code 4", () => {
    const refusal = refuseRelease(audit({ leaks: [leak(1)] }));
    expect(refusal).toMatchObject({ code: "AUDIT_LEAK", exit: 4, leaks: [leak(1)] });
    expect(refusal?.message).toContain("nothing was written: 1 of the 812 numbers that are not shown");
    expect(refusal?.message).toContain(
      "1. referrals by gender – women, area 1: is 6 or 7.\n     It follows from: men, Camden; all, Camden.\n     Withhold men too.",
    );
    expect(refusal?.message).toMatch(
      /fewer periods, merge small areas.*stricter policy.*leave out the figure/,
    );
  });

  it("names ten leaks and counts the others, and four of the cells behind each", () => {
    const refusal = refuseRelease(
      audit({ leaks: [leak(1, ["a", "b", "c", "d", "e", "f"]), ...leaks(12).slice(1)] }),
    );
    expect(refusal?.what).toContain("10. referrals by gender – women, area 10");
    expect(refusal?.what).not.toContain("area 11");
    expect(refusal?.what).toContain("and 2 more.");
    expect(refusal?.what).toContain("a; b; c; d; and 2 more.");
    expect(refusal?.leaks).toHaveLength(12);
  });

  it("tells of contradictions before leaks", () => {
    const refusal = refuseRelease(audit({ leaks: leaks(2), contradictions: [leak(9, [])] }));
    expect(refusal).toMatchObject({ code: "AUDIT_CONTRADICTION", exit: 4, leaks: [leak(9, [])] });
    expect(refusal?.what).toContain("women, area 9");
    expect(refusal?.what).not.toContain("area 1:");
  });
});

describe("what-matters release", () => {
  const manifest = {
    release_id: "abc123def456",
    policy: "nhs-england",
    audit: { performed: true, result: "All is well.", withheld_cells: 2, cells: 3000 },
  } as Manifest;
  let folder: string;
  let state: string;
  let out: string;
  const errors: string[] = [];
  beforeEach(() => {
    folder = copyProgramme(resolve(import.meta.dirname, "../fixtures/programmes/tiny"));
    state = stateFolder(folder);
    out = join(folder, "released");
    errors.length = 0;
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      errors.push(String(text));
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  const making = (work: (request: ReleaseRequest & ReleaseWatch) => void) =>
    vi.mocked(makeRelease).mockImplementation(async (request) => {
      work(request);
      return Released.mark({ files: { "manifest.json": "{}" }, manifest });
    });
  const refusing = (count: number) =>
    making(({ onWithheld }) => {
      onWithheld?.([{ cell: "half done", role: "primary", reason: "", protects: "", through: "" }]);
      throw refuseRelease(audit({ leaks: leaks(count) }));
    });
  const release = (previous?: string) =>
    releaseStage(loadProgramme(folder), createProgress({ quiet: true, json: false }), {
      folder: out,
      previous,
    });

  it("writes why each cell is withheld beside the warehouse, marked in every row, and nowhere else", async () => {
    making(({ onWithheld }) =>
      onWithheld?.([
        { cell: "women, Camden", role: "primary", reason: "4 people", protects: "", through: "" },
        { cell: "men, Camden", role: "complementary", reason: "", protects: "women, Camden", through: "all" },
      ]),
    );
    await release();
    const log = readFileSync(join(state, DISCLOSURE_LOG), "utf8");
    expect(readCsvCells(log)).toEqual([
      ["internal", "release", "cell", "role", "reason", "protects", "through"],
      [NEVER_PUBLISH, "abc123def456", "women, Camden", "primary", "4 people", "", ""],
      [NEVER_PUBLISH, "abc123def456", "men, Camden", "complementary", "", "women, Camden", "all"],
    ]);
    expect(readdirSync(out)).toEqual(["manifest.json"]);
    expect(readdirSync(state)).toEqual([DISCLOSURE_LOG]);
  });

  it("that is refused leaves the release and its log as they were, and writes every leak beside the warehouse", async () => {
    making(() => undefined);
    await release();
    const log = readFileSync(join(state, DISCLOSURE_LOG), "utf8");
    writeFileSync(join(out, "mark.txt"), "as it was");

    refusing(12);
    await expect(release()).rejects.toBeInstanceOf(ReleaseRefusal);
    expect(readdirSync(out)).toEqual(["manifest.json", "mark.txt"]);
    expect(readFileSync(join(state, DISCLOSURE_LOG), "utf8")).toBe(log);
    const rows = readCsvCells(readFileSync(join(state, DISCLOSURE_LEAKS), "utf8"));
    expect(rows).toHaveLength(13);
    expect(rows[12]).toEqual([
      NEVER_PUBLISH,
      "AUDIT_LEAK",
      "referrals by gender",
      "women, area 12",
      "is 6 or 7",
      "men, Camden; all, Camden",
      "Withhold men too.",
    ]);

    making(() => undefined);
    await release();
    expect(existsSync(join(state, DISCLOSURE_LEAKS))).toBe(false);
  });

  it("exits with 4, and with --json gives each leak a line before the error", async () => {
    refusing(12);
    expect(await main(["node", "what-matters", "release", "--json", "--programme", folder])).toBe(4);
    const lines = errors
      .join("")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ event }) => event === "leak")).toHaveLength(12);
    expect(lines[0]).toEqual({ event: "leak", code: "AUDIT_LEAK", ...leak(1) });
    expect(lines.at(-1)).toMatchObject({ event: "error", code: "AUDIT_LEAK", exit: 4 });
  });

  it("without --json says it in words, once", async () => {
    refusing(1);
    expect(await main(["node", "what-matters", "release", "--quiet", "--programme", folder])).toBe(4);
    expect(errors.join("").match(/women, area 1: is 6 or 7/g)).toHaveLength(1);
    expect(errors.join("")).not.toContain('"event"');
  });

  it("hands the earlier release on, and refuses one that is not there before any work", async () => {
    const seen: unknown[] = [];
    making((request) => seen.push(request));
    const earlier = join(folder, "earlier");
    mkdirSync(earlier);
    await expect(release(earlier)).rejects.toMatchObject({ code: "PREVIOUS_NOT_FOUND", exit: 2 });
    expect(seen).toEqual([]);
    writeFileSync(
      join(earlier, "estimates.csv"),
      "measure,instrument,area_type,area,period_type,period,breakdown,category,numerator,denominator,n,value,lower,upper,level,method,status,note\r\n",
    );
    await release(earlier);
    expect(seen).toEqual([expect.objectContaining({ previous: expect.objectContaining({ estimates: [] }) })]);
  });
});

describe("progress of the audit", () => {
  const speak = async (json: boolean, isTerminal: boolean) => {
    const said: string[] = [];
    const progress = createProgress({ quiet: false, json }, (text) => said.push(text), isTerminal);
    await progress.stage("Make the release", async (_log, tick) => {
      for (const table of [1, 2, 3]) tick(`audit, table ${table} of 3`, { step: "audit", table, of: 3 });
    });
    return said.join("");
  };

  it("shows beside the stage on a terminal, and is cleared when it is done", async () => {
    const said = await speak(false, true);
    expect(said).toContain("\r\u001b[K… Make the release: audit, table 1 of 3");
    expect(said).toContain("\r\u001b[K✓ Make the release  ");
    // All three within a tenth of a second: one is enough.
    expect(said).not.toContain("table 3");
  });

  it("is an event for machines, and nothing in a log", async () => {
    expect(JSON.parse((await speak(true, false)).split("\n")[0] ?? "")).toEqual({
      event: "progress",
      name: "Make the release",
      step: "audit",
      table: 1,
      of: 3,
    });
    expect(await speak(false, false)).not.toContain("table");
  });
});
