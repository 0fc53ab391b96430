import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { caseSources } from "../../src/sample/case-sources.ts";
import { writeSample } from "../../src/sample/write-sample.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { ingestFolder, openWarehouse, temporaryFolder } from "../programme-folder.ts";

/* Every planted fault is found again by the ingest, each once, and nothing else is quarantined or excluded. */

interface Truth {
  readonly referrals: number;
  readonly contacts: number;
  readonly activities: number;
  readonly goals: number;
  readonly outcomes: number;
  readonly opted_out: { readonly people: number; readonly referrals: number };
  readonly files: Readonly<Record<string, { readonly rows: number }>>;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly fault_accounts: Readonly<Record<string, string>>;
}

let folder: string;
let truth: Truth;
let report: IngestReport;
let database: Database;

beforeAll(async () => {
  folder = temporaryFolder();
  await writeSample({ out: folder, seed: 11, scale: 0.02 });
  truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as Truth;
  report = await ingestFolder(folder);
  database = await openWarehouse(folder);
  return () => database.close();
}, 240_000);

const sources = caseSources.map(({ id }) => id);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Rows of a source that the ingest should find with each code of a severity, from what was planted. */
function planted(source: string, severity: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [kind, count] of Object.entries(truth.faults[source] ?? {})) {
    const [, found, code] = /^(\w+) ([A-Z_]+)/.exec(truth.fault_accounts[kind] ?? "") ?? [];
    // A row that changed in the overlap is counted with those that repeat.
    if (found !== severity || code === undefined || kind === "changed_in_overlap" || count === 0) continue;
    counts[code] = (counts[code] ?? 0) + count;
  }
  return counts;
}

function found(
  source: string,
  severity: string,
  besides: readonly string[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const issue of report.issues) {
    if (issue.source !== source || issue.severity !== severity || besides.includes(issue.code)) continue;
    counts[issue.code] = (counts[issue.code] ?? 0) + issue.rows;
  }
  return counts;
}

const one = async (sql: string): Promise<number> => (await database.rows<{ n: number }>(sql))[0]?.n ?? -1;

describe("the sample's exports, read through their profiles", () => {
  it("say of every kind of fault what becomes of it", () => {
    const kinds = new Set(sources.flatMap((source) => Object.keys(truth.faults[source] ?? {})));
    expect([...kinds].filter((kind) => truth.fault_accounts[kind] === undefined)).toEqual([]);
  });

  it("have the rows that truth.json gives, and the rows that are no data besides", () => {
    for (const source of sources) {
      const files = report.files.filter((file) => file.source === source);
      expect(files.length, source).toBeGreaterThan(0);
      const beside = found(source, "excluded", []).NOT_DATA ?? 0;
      const rows = sum(files.map((file) => truth.files[file.file]?.rows ?? Number.NaN));
      expect(sum(files.map((file) => file.rows)) - beside, source).toBe(rows);
    }
  });

  it.each(sources)("%s: every error is one that was planted", (source) => {
    expect(found(source, "error", [])).toEqual(planted(source, "error"));
  });

  it.each(sources)("%s: every row left out was planted, or is of a person who opted out", (source) => {
    expect(found(source, "excluded", ["OPTED_OUT"])).toEqual(planted(source, "excluded"));
  });

  it("have warnings for each invalid NHS number and each value that no list knows", () => {
    for (const source of ["systmone", "emis", "charitylog", "elemental", "joy"]) {
      const wanted = planted(source, "warning");
      expect(found(source, "warning", []), source).toMatchObject({
        NHS_NUMBER_INVALID: wanted.NHS_NUMBER_INVALID,
        VALUE_UNMAPPED: wanted.VALUE_UNMAPPED,
      });
      expect(found(source, "warning", []).NHS_NUMBER_MISSING, source).toBeGreaterThanOrEqual(
        wanted.NHS_NUMBER_MISSING ?? 0,
      );
    }
    for (const source of sources.filter((id) => /contacts|activities/.test(id) && id !== "gp-contacts")) {
      expect(found(source, "warning", []).VALUE_UNMAPPED, source).toBe(
        planted(source, "warning").VALUE_UNMAPPED,
      );
      expect(found(source, "warning", []).REFERRAL_UNKNOWN, source).toBeGreaterThanOrEqual(
        planted(source, "warning").REFERRAL_UNKNOWN ?? 0,
      );
    }
  });

  it("give the referrals that were drawn, less those of opted-out people and those without a date", async () => {
    const systems = ["systmone", "emis", "charitylog", "elemental", "joy"];
    const lost = sum(systems.map((source) => sum(Object.values(planted(source, "error")))));
    const scores = truth.faults.elemental?.impossible_score ?? 0;
    expect(await one("SELECT count(*) AS n FROM w.referral")).toBe(
      truth.referrals - truth.opted_out.referrals - (lost - scores),
    );
  });

  it("tie contacts, activities, goals and scores to a referral, but for those whose referral is not there", async () => {
    for (const table of ["contact", "activity", "goal", "outcome"]) {
      const all = await one(`SELECT count(*) AS n FROM w.${table}`);
      const tied = await one(`SELECT count(*) AS n FROM w.${table} JOIN w.referral USING (referral_key)`);
      expect(all, table).toBeGreaterThan(100);
      expect(tied / all, table).toBeGreaterThan(0.95);
    }
  });

  it("give every instrument its scores on its own scale", async () => {
    const rows = await database.rows<{ instrument: string; low: number; high: number; n: number }>(
      "SELECT instrument, min(score) AS low, max(score) AS high, count(*) AS n FROM w.outcome GROUP BY instrument ORDER BY instrument",
    );
    expect(rows.map(({ instrument }) => instrument)).toEqual([
      "mycaw_concern",
      "mycaw_wellbeing",
      "ons4_anxious",
      "ons4_happy",
      "ons4_satisfied",
      "ons4_worthwhile",
      "pam",
      "swemwbs",
      "ucla3",
    ]);
    const swemwbs = rows.find(({ instrument }) => instrument === "swemwbs");
    expect(swemwbs?.low).toBeGreaterThanOrEqual(700);
    expect(swemwbs?.high).toBeGreaterThan(2_300);
    expect(swemwbs?.high).toBeLessThanOrEqual(3_500);
  });

  it("keep names, notes and the hidden sheet out of the warehouse", async () => {
    const tables = await database.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_catalog = 'w'",
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      if (name === "meta") continue;
      const text = JSON.stringify(await database.rows(`SELECT * FROM w.${name} LIMIT 5000`), (_, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
      expect(/<script|HYPERLINK|Prefers a call|café, keen/.test(text), name).toBe(false);
    }
  });
});
