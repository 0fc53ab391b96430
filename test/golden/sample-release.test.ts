import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedCodeLists } from "../../loaders/code-map.ts";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { loadCaseStudies } from "../../loaders/load-case-studies.ts";
import { loadPopulations } from "../../loaders/load-populations.ts";
import { loadProgramme, stateFolder } from "../../loaders/load-programme.ts";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { sha256 } from "../../src/files/sha256.ts";
import {
  catalogueSchema,
  dataQualitySchema,
  manifestSchema,
  packedFindingsSchema,
} from "../../src/release/catalogue.ts";
import { makeRelease, type ReleaseFiles } from "../../src/release/make-release.ts";
import { identifiersOf, leaks } from "../identifiers.ts";
import { exactOf } from "../programme-folder.ts";
import { sharedSample } from "../shared-sample.ts";
import { expectRecomputed } from "./recomputed/expect-recomputed.ts";

/** All files below a folder; workbooks are opened, since their parts are packed. */
function filesBelow(folder: string): (readonly [string, Uint8Array])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      const parts = entry.name.endsWith(".xlsx") ? Object.entries(unzipSync(bytes)) : [];
      return [
        [entry.name, bytes] as const,
        ...parts.map(([part, content]) => [`${entry.name}/${part}`, content] as const),
      ];
    });
}

/** The content of all files below a folder by their path in it. */
const readFiles = (folder: string): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path), readFileSync(path)]),
  );

describe("the sample programme's release", () => {
  let folder: string;
  let report: IngestReport;
  let exact: readonly ExactEstimate[];
  let release: Pick<ReleaseFiles, "files">;
  const make = async () => {
    const loaded = loadProgramme(folder);
    const made = await makeRelease({
      state: stateFolder(folder),
      programme: loaded.programme,
      configurationSha256: sha256(loaded.text),
      lists: shippedCodeLists(),
      caseStudies: loadCaseStudies(loaded),
      populations: loadPopulations(loaded),
    });
    return made.value;
  };
  beforeAll(async () => {
    const shared = await sharedSample();
    folder = shared.programme;
    report = JSON.parse(readFileSync(join(stateFolder(folder), "ingest-report.json"), "utf8"));
    exact = await exactOf(folder);
    release = { files: readFiles(shared.release) };
  });

  const json = (name: string): unknown => JSON.parse(String(release.files[name]));

  it("accounts for every row of every export", () => {
    expect(report.files.length).toBeGreaterThanOrEqual(7);
    for (const file of report.files)
      expect(file.stored + file.quarantined + file.excluded, file.file).toBe(file.rows);
    expect(report.files.some((file) => file.quarantined > 0)).toBe(true);
  });

  it("keeps its contracts", () => {
    expect(() => catalogueSchema.parse(json("release.json"))).not.toThrow();
    expect(() => packedFindingsSchema.parse(json("findings.json"))).not.toThrow();
    expect(() => dataQualitySchema.parse(json("data-quality.json"))).not.toThrow();
    expect(() => manifestSchema.parse(json("manifest.json"))).not.toThrow();
  });

  it("was audited whole: no withheld count can be worked out", () => {
    const { audit } = manifestSchema.parse(json("manifest.json"));
    expect(audit.performed).toBe(true);
    expect(audit.examined?.counts).toBeGreaterThan(10_000);
    expect(audit.examined?.whole_numbers).toBe(true);
    expect(audit.examined?.further_withheld).toBeGreaterThan(100);
  });

  it("is the same to the byte when made again", async () => {
    const again = await make();
    expect(Object.keys(again.files).sort()).toEqual(Object.keys(release.files).sort());
    for (const [name, content] of Object.entries(release.files)) {
      expect(sha256(again.files[name] ?? ""), name).toBe(sha256(content));
    }
  });

  it("names for each figure a method that stands on the Methods page", () => {
    const page = readFileSync("reports/methods.md", "utf8");
    const methods = new Set<string>();
    for (const name of [
      "estimates.arrow",
      "estimates-activity.arrow",
      "estimates-by-group.arrow",
      "estimates-outcomes.arrow",
      "estimates-equity.arrow",
      "estimates-workforce.arrow",
    ]) {
      for (const method of tableFromIPC(release.files[name] as Uint8Array).getChild("method") ?? []) {
        methods.add(String(method));
      }
    }
    expect(methods.size).toBeGreaterThan(10);
    expect([...methods].filter((method) => !page.includes(`<h2 id="${method}">`))).toEqual([]);
  });

  it("publishes no count from 1 to 7 and none that is not a multiple of 5", () => {
    let counts = 0;
    for (const name of [
      "estimates.arrow",
      "estimates-activity.arrow",
      "estimates-by-group.arrow",
      "estimates-outcomes.arrow",
      "estimates-equity.arrow",
      "estimates-workforce.arrow",
    ]) {
      const table = tableFromIPC(release.files[name] as Uint8Array);
      for (const row of table) {
        const { measure, numerator, denominator, n, method } = row.toJSON() as Record<string, unknown>;
        // Patients on a list and full-time equivalents are no numbers of people referred.
        if (["published-statistic", "staff-records", "event-rate"].includes(String(method))) continue;
        for (const count of [numerator, denominator, n]) {
          if (count === null) continue;
          counts += 1;
          expect(Number(count) % 5, String(measure)).toBe(0);
          expect(Number(count) === 0 || Number(count) > 7, String(measure)).toBe(true);
        }
      }
    }
    expect(counts).toBeGreaterThan(10_000);
  });

  it("equals plain SQL written anew, with the policy applied anew, figure by figure", async () => {
    await expectRecomputed(folder, release.files, exact);
  });

  it("equals the policy applied to the exact figures by other code", () => {
    const key = (row: Record<string, unknown>) =>
      [
        row.measure,
        row.instrument,
        row.area_type,
        row.area,
        row.period_type,
        row.period,
        row.breakdown,
        row.category,
      ].join("|");
    const released = new Map<string, Record<string, unknown>>();
    for (const name of [
      "estimates.arrow",
      "estimates-by-group.arrow",
      "estimates-outcomes.arrow",
      "estimates-equity.arrow",
    ]) {
      for (const row of tableFromIPC(release.files[name] as Uint8Array)) {
        const plain = row.toJSON() as Record<string, unknown>;
        released.set(key(plain), plain);
      }
    }
    const small = (count: number) => count > 0 && count < 8;
    const cellOf = (one: ExactEstimate) =>
      [
        one.instrument,
        one.area_type,
        one.area,
        one.period_type,
        one.period,
        one.breakdown,
        one.category,
      ].join("/");
    const published = exact.filter((one) => released.has(key(one as unknown as Record<string, unknown>)));
    const alike = new Set(
      published
        .filter(
          ({ kind, value, lower, status }) =>
            kind === "mean" && status === "published" && value !== null && lower === null,
        )
        .map(cellOf),
    );
    let shown = 0;
    let withheld = 0;
    let besides = 0;
    const notes = new Set<unknown>();
    for (const one of exact) {
      const row = released.get(key(one as unknown as Record<string, unknown>));
      if (row === undefined || !["count", "proportion", "mean", "band"].includes(one.kind)) continue;
      const x = one.numerator ?? 0;
      const d = one.denominator ?? 0;
      const hide =
        one.kind === "proportion"
          ? small(x) || small(d) || small(d - x)
          : small(one.kind === "count" ? (one.value ?? 0) : (one.n ?? 0));
      const unspread = (one.kind === "mean" || one.kind === "band") && alike.has(cellOf(one));
      const alone = hide || (unspread && one.status === "published");
      if (alone || row.status === "withheld") {
        if (!alone) besides += 1;
        withheld += 1;
        expect(row.status, key(row)).toBe("withheld");
        notes.add(row.note);
        for (const part of ["numerator", "denominator", "n", "value", "lower", "upper"])
          expect(row[part], key(row)).toBeNull();
      } else if (one.status === "published" && one.kind === "proportion") {
        shown += 1;
        const five = (count: number) => 5 * Math.floor((count + 2) / 5);
        expect([row.numerator, row.denominator], key(row)).toEqual([five(x), five(d)]);
        const half = five(d) >= 4000 ? 0.0005 : 0.005;
        expect(Math.abs(Number(row.value) - five(x) / five(d)), key(row)).toBeLessThanOrEqual(half + 1e-9);
      } else if (one.status === "published" && one.kind === "mean") {
        shown += 1;
        expect(Math.abs(Number(row.value) - (one.value ?? 0)), key(row)).toBeLessThanOrEqual(0.0500001);
      }
    }
    expect(shown).toBeGreaterThan(1_000);
    expect(withheld).toBeGreaterThan(1_000);
    // Withheld for the sake of others: some are needed, and few of all; and nobody can tell which.
    expect(besides).toBeGreaterThan(100);
    expect(besides / (shown + withheld)).toBeLessThan(0.1);
    expect(notes.size).toBe(1);
  });

  it("can publish at least four in five of the headline figures of projects and of networks by quarter", () => {
    const cells = tableFromIPC(release.files["estimates.arrow"] as Uint8Array)
      .toArray()
      .map((row) => row.toJSON() as Record<string, unknown>)
      .filter(
        ({ measure, instrument, area_type, period_type }) =>
          ["referrals", "follow_up_rate", "mean_change"].includes(String(measure)) &&
          ["", "pam"].includes(String(instrument)) &&
          (area_type === "project" || (area_type === "pcn" && period_type === "quarter")),
      );
    expect(cells.length).toBeGreaterThan(1_500);
    const published = cells.filter(({ status }) => status === "published").length;
    expect(published / cells.length).toBeGreaterThanOrEqual(0.8);
  });

  it("holds no NHS number and no full name, nor does anything left on this machine beside the exports", () => {
    const identifiers = identifiersOf(folder);
    expect(identifiers.numbers.size).toBeGreaterThan(3_000);
    expect(identifiers.names.size).toBeGreaterThan(3_000);
    const [someNumber = ""] = identifiers.numbers;
    expect(leaks(Buffer.from(`x ${someNumber} y`), identifiers)).not.toEqual([]);
    expect(
      leaks(
        readFileSync(
          join(
            folder,
            "exports",
            readdirSync(join(folder, "exports")).find((one) => one.startsWith("systmone-referrals")) ?? "",
          ),
        ),
        identifiers,
      ),
    ).not.toEqual([]);

    const local = filesBelow(stateFolder(folder));
    expect(local.map(([name]) => name)).toContain("warehouse.duckdb");
    for (const [name, bytes] of local) expect(leaks(bytes, identifiers), name).toEqual([]);
    for (const [name, content] of Object.entries(release.files))
      expect(leaks(Buffer.from(content), identifiers), name).toEqual([]);
  });
});
