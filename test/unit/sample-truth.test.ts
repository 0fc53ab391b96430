import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findExports } from "../../loaders/find-exports.ts";
import { loadProgramme } from "../../loaders/load-programme.ts";
import { profileOf } from "../../loaders/profile-of.ts";
import { type CodeList, loadCodeLists, normaliseRaw, spellings } from "../../src/model/code-list.ts";
import type { FieldMapping, Profile } from "../../src/model/profile.ts";
import { writeSample } from "../../src/sample/write-sample.ts";

/* Counts again, from the files as written and with other readers, what truth.json says was planted. */

type Row = Readonly<Record<string, string>>;
interface ReadFile {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}
interface ReadSource {
  readonly id: string;
  readonly profile: Profile;
  readonly files: readonly ReadFile[];
  readonly rows: readonly Row[];
}

const lists = loadCodeLists(join(import.meta.dirname, "../../data/reference/code-lists"));
let folder: string;
let sources: ReadonlyMap<string, ReadSource>;
let truth: {
  people: number;
  referrals: number;
  contacts: number;
  activities: number;
  outcomes: number;
  opted_out: { people: number; referrals: number };
  files: Record<string, { rows: number }>;
  faults: Record<string, Record<string, number>>;
  strain: { open_on_data_date: number };
  effects: {
    project: string;
    drawn?: { measure: string; project: Record<string, number>; comparators: Record<string, number> }[];
  }[];
};

/** Bytes 0x91 to 0x97 of Windows-1252. TextDecoder is no help: Node 20 reads the label as Latin-1. */
const punctuation = "‘’“”•–—";
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes
      .toString("latin1")
      .replace(/[\u0080-\u009f]/g, (control) => punctuation[control.charCodeAt(0) - 0x91] ?? "\ufffd");
  }
}

function gridsOf(file: string): readonly (readonly string[][])[] {
  const bytes = readFileSync(file);
  if (file.endsWith(".csv")) return [parse(decode(bytes), { relax_column_count: true, bom: true })];
  const workbook = read(bytes, { cellDates: false });
  return workbook.SheetNames.filter((_, index) => !workbook.Workbook?.Sheets?.[index]?.Hidden).map((name) =>
    utils
      .sheet_to_json<unknown[]>(workbook.Sheets[name] ?? {}, { header: 1, raw: true, blankrows: false })
      .map((cells) => Array.from(cells, (cell) => String(cell ?? ""))),
  );
}

/** The rows below the header: no repeated headers, no rows of a total or a note. */
function readExport(file: string, profile: Profile): ReadFile {
  for (const grid of gridsOf(file)) {
    const at = grid.findIndex((cells) => profile.recognise.every((column) => cells.includes(column)));
    const header = grid[at];
    if (header === undefined) continue;
    const rows = grid.slice(at + 1).filter((cells) => {
      const first = cells.find((cell) => cell.trim() !== "")?.toLowerCase();
      const isTotal = profile.total_rows.some((start) => first?.startsWith(start.toLowerCase()) === true);
      return first !== undefined && !isTotal && !profile.recognise.every((column) => cells.includes(column));
    });
    return {
      file: relative(folder, file),
      header,
      rows: rows.map((cells) =>
        Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""])),
      ),
    };
  }
  throw new Error(`no header in ${file}`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sample-truth-"));
  await writeSample({ out: folder, seed: 20221001, scale: 0.3 });
  truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  const { programme } = loadProgramme(folder);
  sources = new Map(
    await Promise.all(
      programme.sources.map(async (source): Promise<[string, ReadSource]> => {
        const profile = profileOf(source, folder);
        const files = (await findExports(folder, source)).map(({ path }) => readExport(path, profile));
        return [source.id, { id: source.id, profile, files, rows: files.flatMap((one) => one.rows) }];
      }),
    ),
  );
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = (id: string): readonly Row[] => sources.get(id)?.rows ?? [];
const count = (rows: readonly Row[], test: (row: Row) => boolean) => rows.filter(test).length;
const fieldsOf = (profile: Profile): [string, FieldMapping][] =>
  Object.values(profile.tables)
    .flat()
    .flatMap((table) => Object.entries(table.fields));
/** The column of the first field of this name. */
const columnOf = (profile: Profile, field: string): string =>
  fieldsOf(profile).find(([name]) => name === field)?.[1].column[0] ?? "";

const numbersOf = ({ profile, rows }: ReadSource): readonly string[] => {
  const column = profile.person?.nhs_number;
  return column === undefined ? [] : rows.map((row) => row[column] ?? "").filter((one) => /\d{3}/.test(one));
};
/** Modulus 11 as the NHS Data Dictionary words it: what the weighted sum lacks to the next multiple of eleven. */
function validNumber(raw: string): boolean {
  const digits = raw.replace(/[\s\u00a0]/g, "");
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = Number(digits[9]);
  for (let k = 0; k < 9; k += 1) sum += Number(digits[k]) * (10 - k);
  return sum % 11 === 0;
}

const missing = (profile: Profile, raw: string) =>
  raw.trim() === "" || profile.missing.some((one) => one.toLowerCase() === raw.trim().toLowerCase());
const known = new Map([...lists].map(([id, list]) => [id, spellings(list)]));
const unread = (list: string, raw: string) => known.get(list)?.has(normaliseRaw(raw)) !== true;

/** Counts a kind of fault in every source that plants it, and says where the truth is another. */
function expectFaults(
  kind: string,
  counted: (source: ReadSource) => number,
  fits: (faults: Record<string, number>) => boolean = () => true,
): void {
  const planted = Object.entries(truth.faults).filter(
    ([, faults]) => (faults[kind] ?? 0) > 0 && fits(faults),
  );
  expect(planted.length).toBeGreaterThan(0);
  const found = planted.map(([id]) => {
    const source = sources.get(id);
    return [id, source === undefined ? Number.NaN : counted(source)];
  });
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(planted.map(([id, faults]) => [id, faults[kind]])),
  );
}

const anyCell = (source: ReadSource, test: (cell: string) => boolean) =>
  count(source.rows, (row) => Object.values(row).some(test));
const perCase = ["systmone", "emis", "charitylog", "elemental", "joy"];

describe("truth.json of a sample", () => {
  it("gives the rows of each file", () => {
    const found = [...sources.values()].flatMap(({ files }) =>
      files.map(({ file, rows }) => [file, { rows: rows.length }]),
    );
    expect(Object.fromEntries(found)).toEqual(truth.files);
  });

  it("gives the referrals and contacts, each once", () => {
    const numbers = (ids: readonly string[], field: string) =>
      ids.reduce((sum, id) => {
        const source = sources.get(id);
        const column = source === undefined ? "" : columnOf(source.profile, field);
        return sum + new Set(rowsOf(id).map((row) => row[column])).size;
      }, 0);
    expect(numbers(perCase, "source_referral_id")).toBe(truth.referrals);
    const contacts = perCase.map((id) => `${id}-contacts`);
    expect(numbers(contacts, "source_contact_id")).toBe(truth.contacts);
  });

  it("gives the open referrals of the service under strain", () => {
    const here = rowsOf("elemental").filter((row) => row["Service ID"] === "SVC06");
    const once = new Map(here.map((row) => [row["Case ID"], row]));
    const open = count([...once.values()], (row) => (row["Case closed"] ?? "").trim() === "");
    expect(open).toBe(truth.strain.open_on_data_date);
  });

  it("gives the referrals that came through other doors, as their words tell", () => {
    const list = lists.get("referral_source") as CodeList;
    const groups = new Map(list.codes.map((one) => [one.code, one.group]));
    const read = spellings(list);
    const once = new Map(rowsOf("charitylog").map((row) => [row["Referral Number"], row]));
    const here = [...once.values()].filter((row) => row.Project === "SPIP12");
    const others = count(
      here,
      (row) => groups.get(read.get(normaliseRaw(row["Referred By"] ?? "")) ?? "") === "Not general practice",
    );
    const drawn = truth.effects
      .find((one) => one.project === "SPIP12")
      ?.drawn?.find((one) => one.measure === "share_not_gp")?.project;
    expect(here.length).toBeGreaterThan(250);
    expect(others / here.length).toBeGreaterThan(drawn?.before ?? Number.NaN);
    expect(others / here.length).toBeLessThan(drawn?.after ?? Number.NaN);
  });

  it("gives the opt-out list", () => {
    const out = new Set(readFileSync(join(folder, "opt-out.txt"), "utf8").trim().split("\n"));
    expect(out.size).toBe(truth.opted_out.people);
    for (const number of out) expect(validNumber(number)).toBe(true);
    const held = new Set(
      perCase.flatMap((id) => {
        const source = sources.get(id);
        return source === undefined ? [] : numbersOf(source).map((one) => one.replace(/[\s\u00a0]/g, ""));
      }),
    );
    for (const number of out) expect(held.has(number)).toBe(true);
  });
});

describe("the faults of a sample are those of truth.json:", () => {
  it("NHS numbers that fail their check", () => {
    expectFaults(
      "invalid_nhs_number",
      (source) => numbersOf(source).filter((one) => !validNumber(one)).length,
    );
  });

  it("dates that no calendar has", () => {
    expectFaults("impossible_date", (source) =>
      anyCell(
        source,
        (cell) =>
          /^(3[01][-/](0?2|feb)|31[-/](0?[469]|11|apr|jun|sep|nov))[-/]/i.test(cell) ||
          /^\d{4}-(02-3[01]|(0[469]|11)-31)/.test(cell),
      ),
    );
  });

  it("ethnic categories, attendances, kinds and trackers that no list knows", () => {
    const unknown = (field: string, list: string) => (source: ReadSource) => {
      const column = columnOf(source.profile, field);
      return count(source.rows, (row) => {
        const raw = row[column] ?? "";
        return !missing(source.profile, raw) && unread(list, raw);
      });
    };
    expectFaults("unknown_ethnicity", unknown("ethnic_category", "ethnic_category"));
    expectFaults("unknown_attendance", unknown("attendance", "attendance"));
    expectFaults("unknown_type", (source) =>
      source.id.startsWith("goals")
        ? unknown("met", "goal_met")(source)
        : unknown("type", "activity")(source),
    );
    expectFaults("unknown_tracker", unknown("instrument", "instrument"));
  });

  it("pieces of page and formulas in free text", () => {
    expectFaults("script_in_notes", (source) => anyCell(source, (cell) => cell.includes("<script>")));
    expectFaults("formula_in_notes", (source) => anyCell(source, (cell) => /^=[A-Z]+\(/.test(cell)));
  });

  it("rows that stand twice, where exports do not overlap", () => {
    const labelsOff = { PCN: "", Month: "" };
    expectFaults(
      "duplicate_row",
      // Labels of a group stand on its first row only: they tell no two rows apart.
      ({ rows }) => rows.length - new Set(rows.map((row) => JSON.stringify({ ...row, ...labelsOff }))).size,
      (faults) => faults.repeated_in_overlap === undefined,
    );
  });

  it("scores beyond the scale, follow-ups before baselines and levels on the older cut points, in the workbooks", () => {
    const level = (score: number) => 1 + Number(score > 47) + Number(score > 55.1) + Number(score > 72.4);
    const outside = (raw: string | undefined) => raw !== "" && (Number(raw) < 0 || Number(raw) > 100);
    const pam = [...sources.values()].filter(({ id }) => id.startsWith("pam-"));
    expect(pam.length).toBeGreaterThan(0);
    for (const { id, rows } of pam) {
      const repeats = new Set(rows.map((row) => JSON.stringify(row)));
      const once = [...repeats].map((text) => JSON.parse(text) as Row);
      expect(
        count(once, (row) => outside(row["Baseline PAM score"]) || outside(row["Follow-up PAM score"])),
        id,
      ).toBe(truth.faults[id]?.impossible_score);
      expect(
        count(
          once,
          (row) =>
            row["Follow-up date"] !== "" && Number(row["Follow-up date"]) < Number(row["Baseline date"]),
        ),
        id,
      ).toBe(truth.faults[id]?.follow_up_before_baseline);
      expect(
        count(
          once,
          (row) =>
            !outside(row["Baseline PAM score"]) &&
            row["Baseline PAM level"] !== String(level(Number(row["Baseline PAM score"]))),
        ),
        id,
      ).toBe(truth.faults[id]?.level_on_older_cut_points);
    }
  });
});

describe("the exports of a sample", () => {
  it("hold NHS numbers only of the range that is never issued", () => {
    const numbers = [...sources.values()].flatMap(numbersOf);
    expect(numbers.length).toBeGreaterThan(5_000);
    expect(numbers.filter((number) => !/^999/.test(number.trim()))).toEqual([]);
  });

  it("hold the letters that only Windows-1252 gives back, and quotes, commas and line breaks in cells", () => {
    const cells = [...rowsOf("systmone"), ...rowsOf("systmone-contacts")].flatMap(Object.values<string>);
    for (const piece of ["O’", "Zoë", "Müller", "“much better”", "café", " – ", "\r\n"])
      expect(
        cells.some((cell) => cell.includes(piece)),
        piece,
      ).toBe(true);
    const first = readFileSync(join(folder, sources.get("systmone")?.files[0]?.file ?? ""));
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(first)).toThrow();
  });

  it("have every column that their profiles recognise and map, and declare all others", () => {
    for (const { id, profile, files } of sources.values()) {
      const mapped = fieldsOf(profile).flatMap(([, { column, sum = [], ticked = [], join: joined = [] }]) => [
        ...column,
        ...sum,
        ...ticked,
        ...joined,
      ]);
      const person = [profile.person?.nhs_number, profile.person?.local_id];
      const declared = new Set([
        ...mapped,
        ...profile.identifying,
        ...profile.safe,
        ...profile.fill_down,
        ...Object.keys(profile.where),
        ...person,
      ]);
      for (const { file, header } of files) {
        expect(header, file).toEqual(expect.arrayContaining([...profile.recognise]));
        // Whatever is not declared could be printed by mistake.
        expect(
          header.filter((column) => column !== "" && !declared.has(column)),
          `${id} ${file}`,
        ).toEqual([]);
      }
    }
  });

  it("spell every coded value so that its code list reads it, but for the planted ones", () => {
    const plantedUnknown = new Set(["ethnic_category", "attendance", "activity", "goal_met", "instrument"]);
    const ofStaff = ["roster", "esr-absence", "healthroster", "staff-survey"];
    for (const [id, source] of sources) {
      if (ofStaff.includes(id)) continue;
      for (const [name, field] of fieldsOf(source.profile)) {
        const { codes, split } = field;
        if (codes === undefined || plantedUnknown.has(codes)) continue;
        const values = source.rows.flatMap((row) => {
          const raw = row[field.column[0] ?? ""] ?? "";
          return split === undefined ? [raw] : raw.split(split);
        });
        const strange = new Set(values.filter((one) => !missing(source.profile, one) && unread(codes, one)));
        expect([...strange], `${id} ${name}`).toEqual([]);
      }
    }
  });

  it("name only projects, networks and services that programme.yaml declares, and all of them", () => {
    const { programme } = loadProgramme(folder);
    const declared = {
      project: programme.projects.map((one) => one.id),
      pcn: programme.areas.pcns.map((one) => one.code),
      service: programme.services.map((one) => one.id),
    };
    expect(declared.project.length).toBe(12);
    expect(declared.pcn.length).toBe(36);
    for (const [field, codes] of Object.entries(declared)) {
      const seen = perCase.flatMap((id) => {
        const source = sources.get(id);
        const column = source === undefined ? "" : columnOf(source.profile, field);
        return rowsOf(id).map((row) => (row[column] ?? "").trim());
      });
      expect([...new Set(seen)].filter((one) => one !== "").sort(), field).toEqual([...codes].sort());
    }
  });
});
