import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CodeList,
  loadCodeLists,
  normaliseRaw,
  normaliseRawSql,
  spellings,
} from "../../src/model/code-list.ts";

const lists = loadCodeLists(join(import.meta.dirname, "../../data/reference/code-lists"));
const read = (list: string, raw: string) => spellings(lists.get(list) as CodeList).get(normaliseRaw(raw));

describe("the shipped code lists", () => {
  it("keep ethnic categories apart: 16 and not stated and not known, without I, O and Q", () => {
    expect(
      lists
        .get("ethnic_category")
        ?.codes.map((one) => one.code)
        .join(" "),
    ).toBe("A B C D E F G H J K L M N P R S Z 99");
    const unknown = lists.get("ethnic_category")?.codes.filter((one) => one.unknown !== undefined);
    expect(unknown?.map((one) => [one.code, one.unknown])).toEqual([
      ["Z", "not_stated"],
      ["99", "not_known"],
    ]);
  });

  it("group ethnic categories as the 2021 census does, with Chinese under Asian", () => {
    const groups = new Map<string, string>();
    for (const { code, group = "" } of lists.get("ethnic_category")?.codes ?? []) {
      groups.set(group, (groups.get(group) ?? "") + code);
    }
    expect(Object.fromEntries(groups)).toEqual({
      White: "ABC",
      Mixed: "DEFG",
      Asian: "HJKLR",
      Black: "MNP",
      Other: "S",
      not_stated: "Z",
      not_known: "99",
    });
  });

  it.each([
    ["ethnic_category", "Asian or Asian British – Bangladeshi", "K"],
    ["ethnic_category", "  white   british ", "A"],
    ["ethnic_category", "CA", "C"],
    ["ethnic_category", "NK", "99"],
    ["ethnic_category", "Declined", "Z"],
    ["ethnic_category", "White", undefined],
    ["ethnic_category", "Asian", undefined],
    ["ethnic_category", "Arab", "S"],
    ["ethnic_category", "Roma", "C"],
    ["gender", "m", "1"],
    ["gender", "9", "9"],
    ["gender", "Not specified", "X"],
    ["gender", "Not asked", "X"],
    ["gender", "Prefer not to say", "Z"],
    ["gender", "Refused", "Z"],
    ["gender", "Trans woman", "2"],
    ["gender", "Transgender man", "1"],
    ["gender", "non-binary", "9"],
    ["gender", "Trans", undefined],
    ["ethnic_category", "Black African", "N"],
    ["ethnic_category", "Asian - Bangladeshi", "K"],
    ["ethnic_category", "White Brit", "A"],
    ["ethnic_category", "British Asian Indian", "H"],
    ["ethnic_category", "Afro-Caribbean", "M"],
    ["ethnic_category", "Asian, Asian British or Asian Welsh: Pakistani", "J"],
    ["ethnic_category", "Black, Black British, Black Welsh, Caribbean or African: African", "N"],
    ["ethnic_category", "Mixed or Multiple ethnic groups: White and Asian", "F"],
    ["ethnic_category", "White: Gypsy or Irish Traveller", "C"],
    ["ethnic_category", "Other ethnic group: Arab", "S"],
    ["ethnic_category", "A - White British", "A"],
    ["ethnic_category", "Prefer not to say", "Z"],
    ["ethnic_category", "Refused", "Z"],
    ["ethnic_category", "Not asked", "99"],
    ["ethnic_category", "Turkish", undefined],
    ["ethnic_category", "South African", undefined],
    ["ethnic_category", "Mixed heritage", undefined],
    ["language", "Sylheti", "bn"],
    ["language", "Punjabi", "pa"],
    ["language", "Farsi", "fa"],
    ["language", "Dari", "prs"],
    ["language", "BSL", "q4"],
    ["language", "Cantonese", "yue"],
    ["language", "Mandarin", "cmn"],
    ["language", "Chinese", "zh"],
    ["language", "Persian", "fa"],
    ["language", "Farsi/Dari", undefined],
    ["language", "Twi", "tw"],
    ["language", "Akan", "tw"],
    ["language", "Serbo-Croat", "sh"],
    ["language", "Serbian", "sr"],
    ["language", "British Sign Language (BSL)", "q4"],
    ["language", "Mirpuri", "phr"],
    ["language", "som", "so"],
    ["language", "Portugese", "pt"],
    ["language", "Krio", "kri"],
    ["language", "Ga", undefined],
    ["language", "No", undefined],
    ["language", "Refused", "not_stated"],
    ["language", "Not asked", "not_known"],
    ["attendance", "DNA", "3"],
    ["attendance", "Cancelled by patient", "2"],
    ["attendance", "Cancelled (client)", "2"],
    ["attendance", "Did Not Attend", "3"],
    ["attendance", "No-show", "3"],
    ["attendance", "FTA", "3"],
    ["attendance", "Arrived", "5"],
    ["attendance", "Late, but seen", "6"],
    ["attendance", "Cancelled", undefined],
    ["attendance", "No answer", undefined],
    ["referral_source", "Jobcentre", "employment"],
    ["referral_source", "Voluntary & community sector", "community"],
    ["referral_source", "Mental health nurse", "mental_health"],
    ["instrument", "SWEMWBS", "swemwbs"],
    ["instrument", "SWEMWBS raw total", "swemwbs_raw"],
    ["instrument", "MYCaW concern 2", "mycaw_concern_2"],
    ["outcome_stage", "6-month review", "follow_up"],
    ["attendance", "Cancelled by provider", "4"],
    ["yes_no", "Y", "yes"],
    ["yes_no", "Interpreter required - yes", "yes"],
    ["yes_no", "Does not need an interpreter", "no"],
    ["yes_no", "Family interprets", undefined],
    ["gp_registered", "", undefined],
    ["revision_flag", "1", "revision"],
    ["age_band", "90 to 120", "90+"],
  ])("%s reads %j as %s", (list, raw, code) => {
    expect(read(list, raw)).toBe(code);
  });

  it("use one code for one thing", () => {
    for (const list of lists.values()) {
      const codes = list.codes.map((one) => one.code);
      expect(new Set(codes).size, list.id).toBe(codes.length);
      const cohorts = lists.get("cohort")?.codes.map((one) => one.code);
      if (list.id === "revision_flag") for (const code of codes) expect(cohorts).toContain(code);
    }
  });
});

describe("a code list", () => {
  const folder = mkdtempSync(join(tmpdir(), "code-lists-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is refused where a spelling stands for two codes", () => {
    writeFileSync(
      join(folder, "list.yaml"),
      "id: list\ntitle: t\nsource: s\ncodes:\n  - {code: a, label: One, also: [same - thing]}\n  - {code: b, label: Same Thing}\n",
    );
    expect(() => loadCodeLists(folder)).toThrow(
      /CODE_LIST_AMBIGUOUS list.yaml: "Same Thing" stands for both a and b/,
    );
  });

  it("is refused with its file's name where a key is wrong", () => {
    writeFileSync(
      join(folder, "list.yaml"),
      "id: list\ntitle: t\nsource: s\ncodes:\n  - {code: a, lable: One}\n",
    );
    expect(() => loadCodeLists(folder)).toThrow(/CODE_LIST_UNREADABLE list.yaml/);
  });
});

describe("normaliseRaw and its SQL", () => {
  let database: DuckDBInstance;
  beforeAll(async () => {
    database = await DuckDBInstance.create(":memory:");
  });
  afterAll(() => database.closeSync());

  it("agree on every spelling and on awkward texts", async () => {
    const awkward = fc.sample(
      fc.string({ unit: fc.constantFrom(..." \t\n\u00a0-–—_/’‘'aZé.(&)".split("")), maxLength: 12 }),
      { numRuns: 400, seed: 7 },
    );
    const texts = [
      ...[...lists.values()].flatMap((list) => list.codes.flatMap((one) => [one.label, ...one.also])),
      ...awkward,
    ];
    const connection = await database.connect();
    const values = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(",");
    const rows = await connection.runAndReadAll(
      `SELECT ${normaliseRawSql("x")} FROM (VALUES ${values}) AS t(x)`,
    );
    expect(rows.getRows().map(([text]) => text)).toEqual(texts.map(normaliseRaw));
    connection.closeSync();
  });

  it("is the same twice over", () => {
    fc.assert(fc.property(fc.string(), (text) => normaliseRaw(normaliseRaw(text)) === normaliseRaw(text)));
  });
});
