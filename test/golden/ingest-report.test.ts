import { readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils, type WorkSheet } from "@e965/xlsx";
import { strFromU8, unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { IngestReport } from "../../loaders/ingest-report.ts";
import { ingestFolder } from "../programme-folder.ts";
import { ingestSmall } from "../small-programme.ts";
import { plantedProgramme, quarantineOf } from "../unit/put-back-support.ts";

let folder = "";
let first: IngestReport;
let report: IngestReport;
let page: Document;
let html = "";
beforeAll(async () => {
  folder = plantedProgramme();
  first = await ingestFolder(folder);
  report = await ingestFolder(folder);
  html = readFileSync(join(folder, ".what-matters/ingest-report.html"), "utf8");
  page = parseHTML(html).document as unknown as Document;
});

describe("the ingest report of a programme with planted faults", () => {
  it("orders what to do by what is won: records, then rows to mend", () => {
    expect(report.next.map(({ wins, rows, code, column }) => [wins, rows, code, column])).toEqual([
      ["records", 2, "DATE_UNREADABLE", "Received"],
      ["records", 1, "DATE_UNREADABLE", "Closed"],
      ["records", 1, "ROW_TOO_SHORT", null],
      ["values", 3, "VALUE_UNMAPPED", "Gender"],
    ]);
    // Identifiers and rows that were cut short cannot be corrected in the workbook, dates can.
    const byWorkbook = report.next.map(({ how }) => how.includes("quarantine/exports_referrals_r.csv.xlsx"));
    expect(byWorkbook).toEqual([true, true, false, false]);
  });

  it("lists unmapped values with a proposed match, and the lines that programme.yaml takes", () => {
    expect(report.unmapped.map(({ value, rows, proposed }) => [value, rows, proposed?.code])).toEqual([
      ["Femalle", 2, "2"],
      ["<script>alert(1)</script>", 1, undefined],
    ]);
    const lines = page.querySelector("pre")?.textContent ?? "";
    expect(parse(lines)).toEqual({ code_maps: { gender: { Femalle: "2" } } });
    expect(lines).toContain('# "<script>alert(1)</script>": CODE');
  });

  it("compares with the ingest before, where there was one", () => {
    expect(first.compared).toBe(false);
    expect(first.issues.map((issue) => issue.previous)).toEqual(first.issues.map(() => null));
    expect(report.compared).toBe(true);
    expect(report.issues.map((issue) => issue.previous)).toEqual(report.issues.map((issue) => issue.rows));
    expect(report.files[0]?.previous).toEqual({ rows: 6, stored: 2, quarantined: 4, excluded: 0 });
  });

  it("counts a rule by month of the record's date, and apart where it has none", () => {
    const months = report.issues.find((issue) => issue.code === "VALUE_UNMAPPED")?.months;
    expect(months).toEqual([
      { month: "2023-03", rows: 2 },
      { month: null, rows: 1 },
    ]);
  });

  it("counts completeness of what is stored by service and month", () => {
    const referrals = report.completeness_by.find((one) => one.table === "referral");
    const at = referrals?.fields.findIndex(({ field }) => field === "closed_date") ?? -1;
    expect(referrals?.groups.map(({ by, value, rows, known }) => [by, value, rows, known[at]])).toEqual([
      ["all", null, 2, 1],
      ["service", "S1", 1, 1],
      ["service", "S2", 1, 0],
      ["month", "2023-03", 1, 0],
      ["month", "2023-04", 1, 1],
    ]);
    const gender = report.completeness_by.find((one) => one.table === "person")?.groups[0];
    expect(gender).toMatchObject({ rows: 2, known: [1], not_known: [0] });
  });

  it("names the rows that were passed over, and what was decided about dates", () => {
    const [file] = report.files;
    expect(file?.left_out).toEqual([
      { reason: "could not be cut into columns (ROW_TOO_SHORT)", rows: 1, row_numbers: [7] },
    ]);
    expect(file?.decisions.join(" ")).toMatch(/read as day, month, year/);
  });

  it("is a page with headings in order, tables with captions and heads, and links that lead somewhere", () => {
    const levels = [...page.querySelectorAll("h1, h2, h3, h4")].map((one) => Number(one.tagName.slice(1)));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    const tables = [...page.querySelectorAll("table")];
    expect(tables.length).toBeGreaterThan(4);
    for (const table of tables) {
      expect(table.querySelector("caption")?.textContent).not.toBe("");
      expect(table.querySelectorAll("thead th[scope=col]").length).toBeGreaterThan(1);
      const width = table.querySelectorAll("thead th").length;
      for (const row of table.querySelectorAll("tbody tr:not(:has(.group))"))
        expect(row.children).toHaveLength(width);
    }
    for (const link of page.querySelectorAll('a[href^="#"]'))
      expect(page.getElementById(link.getAttribute("href")?.slice(1) ?? "")).not.toBeNull();
    expect(page.querySelector(".lead")?.textContent).toBe(
      "6 rows came in from 1 file: 2 stored, 4 quarantined, 0 excluded. As many are stored as last time.",
    );
    expect(page.querySelector(".bar")?.getAttribute("aria-label")).toBe("2 stored, 4 quarantined");
  });

  it("holds no script and asks for nothing from elsewhere, whatever names hold", () => {
    expect(page.querySelectorAll("script, link, img, iframe")).toHaveLength(0);
    expect(html).not.toMatch(/<script/i);
    expect(page.querySelector("h1")?.textContent).toContain("<script>alert(2)</script>");
    expect(html.replaceAll("http-equiv", "")).not.toMatch(/https?:|url\(|@import/);
  });
});

describe("the quarantine workbook", () => {
  const sheet = (name: string): WorkSheet => read(readFileSync(quarantineOf(folder))).Sheets[name] ?? {};

  it("lists each row with its code, its place and its cells, identifying and unknown ones masked", () => {
    const lines = utils.sheet_to_json<Record<string, string>>(sheet("Quarantine"), { raw: true, defval: "" });
    expect(lines.map((line) => [line["Row in export"], line.Code, line.Column, line.Received])).toEqual([
      ["2", "DATE_UNREADABLE", "Received", "31/02/2023"],
      ["3", "DATE_UNREADABLE", "Closed", "01/03/2023"],
      ["5", "DATE_UNREADABLE", "Received", "-5"],
      ["7", "ROW_TOO_SHORT", "", ""],
    ]);
    const [two, , five] = lines;
    for (const column of ["NHS", "Client", "Surname", "Worker", "Free text"])
      expect(two?.[column], column).toBe("•••");
    expect(five?.NHS).toBe("");
    expect(lines.every((line) => /^[0-9a-f]{64}$/.test(line["File SHA-256"] ?? ""))).toBe(true);
  });

  it("holds texts only: no formula, no number; the header stays in view and is set off", () => {
    const cells = Object.entries(sheet("Quarantine")).filter(([place]) => !place.startsWith("!"));
    expect(
      cells.map(([, cell]) => [cell.t, cell.f]).filter(([t, f]) => t !== "s" || f !== undefined),
    ).toEqual([]);
    expect(cells.some(([, cell]) => cell.v === "=1+1")).toBe(true);
    const parts = unzipSync(readFileSync(quarantineOf(folder)));
    const xml = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
    expect(xml).not.toMatch(/<f[ >]|t="n"|<v>/);
    expect(xml).toContain('state="frozen"');
    expect(xml).toContain("<autoFilter");
  });

  it("says on a second sheet how it is used, with the command", () => {
    const text = utils.sheet_to_csv(sheet("How to use this file"));
    expect(text).toContain("npx what-matters ingest --from exports_referrals_r.csv.xlsx");
    expect(text).toContain("lists 4 rows of exports/referrals/r.csv");
  });

  it("lists 50,000 rows at most, and says how many there are", async () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => [`R${index}`, "31/02/2023"]);
    const small = await ingestSmall({
      many: {
        profile: {
          recognise: ["Case", "Received"],
          person: { local_id: "Case" },
          tables: {
            referral: {
              fields: {
                source_referral_id: "Case",
                received_date: { column: "Received", type: "date" },
              },
            },
          },
        },
        files: { "m.csv": [["Case", "Received"], ...rows, ["R", "28/02/2023"]] },
      },
    });
    expect(small.file("m.csv")).toMatchObject({
      quarantined: 50_001,
      quarantine: { listed: 50_000, rows: 50_001 },
    });
    const parts = unzipSync(readFileSync(quarantineOf(small.folder, "exports_many_m.csv.xlsx")));
    const howTo = strFromU8(parts["xl/worksheets/sheet2.xml"] ?? new Uint8Array());
    expect(howTo).toContain("There are 50,001 such rows; a workbook lists 50,000 at most.");
  });
});
