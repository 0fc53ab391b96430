import { readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { loadProfile } from "../../loaders/load-profile.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { type CodeList, loadCodeLists, normaliseRaw, spellings } from "../../src/model/code-list.ts";

/* Counts again, from the files as written and with other readers, what truth.json says was planted. */

const root = join(import.meta.dirname, "../..");
const folder = join(root, "data/sample");
const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
  people: number;
  referrals: number;
  opted_out: { people: number; referrals: number };
  files: Record<string, { rows: number }>;
  faults: Record<"systmone" | "charitylog" | "pam", Record<string, number>>;
};
const lists = loadCodeLists(join(root, "data/reference/code-lists"));

type Row = Readonly<Record<string, unknown>>;
const text = (row: Row, column: string) => String(row[column] ?? "");
const count = (rows: readonly Row[], test: (row: Row) => boolean) => rows.filter(test).length;

/** Bytes 0x91 to 0x97 of Windows-1252. TextDecoder is no help: Node 20 reads the label as Latin-1. */
const punctuation = "‘’“”•–—";

function windows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (control) => punctuation[control.charCodeAt(0) - 0x91] ?? "\ufffd");
}

function csv(file: string): readonly Row[] {
  return parse<Row>(windows1252(readFileSync(join(folder, file))), {
    columns: true,
    relax_column_count: false,
  });
}

function sheet(file: string, name: string, headerRow: number): readonly Row[] {
  const workbook = read(readFileSync(join(folder, file)), { cellDates: false });
  const found = workbook.Sheets[name];
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return utils.sheet_to_json<Row>(found, { range: headerRow - 1, raw: true, blankrows: false });
}

const systmoneFiles = Object.keys(truth.files).filter((file) => file.includes("systmone"));
const systmone = systmoneFiles.flatMap(csv);
const extraction = sheet("exports/charitylog-referrals.xlsx", "Referrals", 4);
const charitylog = extraction.filter((row) => row["Referral Number"] !== undefined);
const pam = sheet("exports/pam-scores.xlsx", "Scores", 2);

/** Modulus 11 as the NHS Data Dictionary words it: what the weighted sum lacks to the next multiple of eleven. */
function validNumber(raw: string): boolean {
  const digits = raw.replaceAll(" ", "");
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = Number(digits[9]);
  for (let k = 0; k < 9; k += 1) sum += Number(digits[k]) * (10 - k);
  return sum % 11 === 0;
}

const unread = (list: string, raw: string) =>
  raw.trim() !== "" && !spellings(lists.get(list) as CodeList).has(normaliseRaw(raw));
const spaced = (row: Row) =>
  Object.values(row).some((cell) => typeof cell === "string" && cell !== cell.trim());
const repeats = (rows: readonly Row[], column: string) =>
  rows.length - new Set(rows.map((row) => text(row, column))).size;

describe("truth.json of data/sample", () => {
  it("gives the rows of each file", () => {
    for (const file of systmoneFiles) expect(csv(file).length, file).toBe(truth.files[file]?.rows);
    expect(charitylog.length).toBe(truth.files["exports/charitylog-referrals.xlsx"]?.rows);
    expect(pam.length).toBe(truth.files["exports/pam-scores.xlsx"]?.rows);
    expect(extraction.map((row) => text(row, "Client ID")).slice(-2)).toEqual([
      "TOTAL",
      "* Referrals from general practice are recorded in the GP system.",
    ]);
  });

  it("gives the people and referrals", () => {
    const referrals = [
      ...systmone.map((row) => text(row, "Referral ID")),
      ...charitylog.map((row) => text(row, "Referral Number")),
    ];
    expect(new Set(referrals).size).toBe(truth.referrals);
    const numbers = [
      ...systmone.map((row) => text(row, "Patient ID").slice(1)),
      ...charitylog.map((row) => text(row, "Client ID").slice(1)),
    ];
    // Both systems number people from a start of their own: P700001 and C10001 are the same person.
    const people = numbers.map((number) =>
      number.startsWith("7") && number.length === 6 ? Number(number) - 700_000 : Number(number) - 10_000,
    );
    expect(new Set(people).size).toBe(truth.people);
  });

  it("gives the faults of the SystmOne files", () => {
    expect({
      blank_nhs_number: count(systmone, (row) => row["NHS number"] === ""),
      invalid_nhs_number: count(
        systmone,
        (row) => row["NHS number"] !== "" && !validNumber(text(row, "NHS number")),
      ),
      impossible_date: count(systmone, (row) => row["Referral date"] === "31/02/2023"),
      unknown_ethnicity: count(systmone, (row) => unread("ethnic_category", text(row, "Ethnicity"))),
      null_text: count(systmone, (row) => Object.values(row).includes("NULL")),
      extra_spaces: count(systmone, spaced),
      script_in_notes: count(systmone, (row) => text(row, "Notes").includes("<script>")),
      formula_in_notes: count(systmone, (row) => text(row, "Notes").startsWith("=")),
      duplicate_row: repeats(systmone, "Referral ID"),
    }).toEqual(truth.faults.systmone);
  });

  it("gives the faults of the Charitylog file", () => {
    expect({
      invalid_nhs_number: count(
        charitylog,
        (row) => row["NHS Number"] !== undefined && !validNumber(text(row, "NHS Number")),
      ),
      impossible_date: count(charitylog, (row) => row["Date Referred"] === "31/02/2023"),
      unknown_ethnicity: count(charitylog, (row) => unread("ethnic_category", text(row, "Ethnic Origin"))),
      null_text: count(charitylog, (row) => Object.values(row).includes("NULL")),
      extra_spaces: count(charitylog, spaced),
      script_in_notes: count(charitylog, (row) => text(row, "Comments").includes("<script>")),
      formula_in_notes: count(charitylog, (row) => text(row, "Comments").startsWith("=")),
      duplicate_row: repeats(charitylog, "Referral Number"),
    }).toEqual(truth.faults.charitylog);
  });

  it("gives the faults of the PAM workbook", () => {
    const outside = (score: unknown) => typeof score === "number" && (score < 0 || score > 100);
    const level = (score: number) => 1 + Number(score > 47) + Number(score > 55.1) + Number(score > 72.4);
    const named = pam.filter((row) => row["NHS number"] !== undefined || row["Client ID"] !== undefined);
    expect({
      impossible_score: count(
        pam,
        (row) => outside(row["Baseline PAM score"]) || outside(row["Follow-up PAM score"]),
      ),
      impossible_date: count(pam, (row) => row["Baseline date"] === "31/02/2023"),
      follow_up_before_baseline: count(
        pam,
        (row) => Number(row["Follow-up date"]) < Number(row["Baseline date"]),
      ),
      level_on_older_cut_points: count(
        pam,
        (row) =>
          !outside(row["Baseline PAM score"]) &&
          row["Baseline PAM level"] !== level(Number(row["Baseline PAM score"])),
      ),
      without_identifier: pam.length - named.length,
      duplicate_row:
        named.length - new Set(named.map((row) => text(row, "NHS number") + text(row, "Client ID"))).size,
    }).toEqual(truth.faults.pam);
  });

  it("gives the people who opted out", () => {
    const out = new Set(readFileSync(join(folder, "opt-out.txt"), "utf8").trim().split("\n"));
    expect(out.size).toBe(truth.opted_out.people);
    for (const number of out) expect(validNumber(number)).toBe(true);
  });
});

describe("the exports of data/sample", () => {
  it("hold NHS numbers of the range that is never issued, and valid ones but for the faults", () => {
    const numbers = [...systmone, ...charitylog, ...pam]
      .map((row) => text(row, "NHS number") || text(row, "NHS Number"))
      .filter((number) => number !== "");
    expect(numbers.every((number) => number.startsWith("999"))).toBe(true);
    const invalid = numbers.filter((number) => !validNumber(number)).length;
    expect(invalid).toBe(
      (truth.faults.systmone.invalid_nhs_number ?? 0) + (truth.faults.charitylog.invalid_nhs_number ?? 0),
    );
  });

  it("hold the letters that only Windows-1252 gives back, and quotes, commas and line breaks in cells", () => {
    const cells = systmone.flatMap((row) => [
      text(row, "Surname"),
      text(row, "Forename"),
      text(row, "Notes"),
    ]);
    for (const piece of ["O’Brien", "Zoë", "Müller", "“much better”", "café", " – ", "\r\n"]) {
      expect(
        cells.some((cell) => cell.includes(piece)),
        piece,
      ).toBe(true);
    }
    const first = readFileSync(join(folder, systmoneFiles[0] ?? ""));
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(first)).toThrow();
  });

  it("have every column that their profiles recognise and map", () => {
    for (const [profileId, header] of [
      ["systmone-referrals", Object.keys(systmone[0] ?? {})],
      ["charitylog-referrals", headerOf("exports/charitylog-referrals.xlsx", "Referrals", 4)],
      ["pam-workbook", headerOf("exports/pam-scores.xlsx", "Scores", 2)],
    ] as const) {
      const { profile } = loadProfile(profileId, folder);
      const mapped = Object.values(profile.tables)
        .flat()
        .flatMap((table) => Object.values(table.fields).flatMap((field) => field.column));
      expect(header).toEqual(expect.arrayContaining([...profile.recognise, ...mapped]));
      // Whatever is not mapped has to be declared, or it could be printed by mistake.
      const declared = new Set([...mapped, ...profile.identifying, ...profile.safe]);
      expect(
        header.filter((column) => !declared.has(column)),
        profileId,
      ).toEqual([]);
    }
  });

  it("spell every coded value so that its code list reads it, but for the planted ethnic categories", () => {
    for (const [profileId, rows] of [
      ["systmone-referrals", systmone],
      ["charitylog-referrals", charitylog],
      ["pam-workbook", pam],
    ] as const) {
      const { profile } = loadProfile(profileId, folder);
      for (const field of Object.values(profile.tables)
        .flat()
        .flatMap((table) => Object.values(table.fields))) {
        if (field.codes === undefined || field.codes === "ethnic_category") continue;
        const column = field.column[0] ?? "";
        const values = rows.flatMap((row) =>
          field.split === undefined ? [text(row, column)] : text(row, column).split(field.split),
        );
        expect([...new Set(values.filter((value) => unread(field.codes ?? "", value)))], column).toEqual([]);
      }
    }
  });

  it("name only projects, networks, boroughs and services that programme.yaml declares, and all of the projects", () => {
    const { programme } = loadProgramme(folder);
    expect(programme.synthetic).toBe(true);
    const known = {
      "Project code": programme.projects.map((one) => one.id),
      "PCN code": programme.areas.pcns.map((one) => one.code),
      "Borough code": programme.areas.boroughs.map((one) => one.code),
      "Service code": programme.services.map((one) => one.id),
    };
    expect(known["Project code"].length).toBe(12);
    expect(known["Borough code"].length).toBe(9);
    for (const [column, codes] of Object.entries(known)) {
      const seen = [...new Set(systmone.map((row) => text(row, column)))].filter((code) => code !== "");
      expect(seen.sort()).toEqual([...codes].sort());
    }
  });
});

function headerOf(file: string, name: string, row: number): readonly string[] {
  const found = read(readFileSync(join(folder, file))).Sheets[name];
  return (utils.sheet_to_json<string[]>(found ?? {}, { header: 1 })[row - 1] ?? []).map(String);
}
