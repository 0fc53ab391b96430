import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nhsKindSql, nhsTextSql } from "../../loaders/nhs-number-sql.ts";
import { type Database, openDatabase, sqlText } from "../../src/warehouse/database.ts";
import { ingestSmall, type SmallSource } from "../small-programme.ts";
import { codedError, fixture } from "./read-support.ts";

const profile = {
  recognise: ["Client ID", "NHS Number"],
  person: { nhs_number: "NHS Number", local_id: "Client ID" },
  identifying: ["Client ID", "NHS Number"],
  tables: { person: { fields: {} }, referral: { fields: { tier: { column: "Tier", type: "integer" } } } },
} as const;

const people = (numbers: readonly (readonly [string, string])[]): Record<string, SmallSource> => ({
  s: {
    profile,
    files: {
      "s.csv": [
        ["Client ID", "NHS Number", "Tier"],
        ...numbers.map(([id, nhs], k) => [id, nhs, String(k % 4)]),
      ],
    },
  },
});
const real = { synthetic: false };

describe("NHS numbers as systems and spreadsheets write them", () => {
  const shapes = readFileSync(fixture("30_nhs_number_shapes.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","))
    .map(([id = "", nhs = ""]) => [id, nhs] as const);

  it("link the same person through every shape, and never by digits that are lost", async () => {
    const small = await ingestSmall(people(shapes));
    const rows = await small.rows(
      "SELECT r._row - 1 AS n, p.key_kind, dense_rank() OVER (ORDER BY p.person_key) AS person FROM w.referral AS r JOIN w.person AS p USING (person_key) ORDER BY r._row",
    );
    const person = new Map(rows.map((row) => [`N${row.n}`, row.person]));
    expect(rows).toHaveLength(10);
    for (const other of ["N2", "N3", "N7"]) expect(person.get(other)).toBe(person.get("N1"));
    expect(new Set(person.values()).size).toBe(7);
    expect(rows.filter((row) => row.key_kind === "nhs_number").map((row) => row.n)).toEqual([1, 2, 3, 7, 9]);
    expect(small.issues("s.csv", "NHS_NUMBER_DAMAGED")).toBe(2); // N4 in scientific notation, N6 too short
    expect(small.issues("s.csv", "NHS_NUMBER_INVALID")).toBe(3); // N5, N8 by their check digit, N10 a placeholder
    expect(JSON.stringify(small.report)).not.toMatch(/9990000018|999 000|9\.99000/);
  });

  it("that are damaged leave nobody where the row has no number of its system", async () => {
    const small = await ingestSmall(
      people([
        ["", "9.99E+09"],
        ["", "999 000 0018"],
      ]),
    );
    expect(small.file("s.csv")).toMatchObject({ stored: 1, quarantined: 1 });
    expect(small.issues("s.csv", "NHS_NUMBER_DAMAGED")).toBe(1);
  });
});

describe("the range of an NHS number", () => {
  // 943 476 5919 and 401 023 2137 are published examples; 500 000 0005 passes the check digit, 500 000 0006 does not.
  it("says who is a test patient and which numbers are reserved, in a programme of real people", async () => {
    const small = await ingestSmall(
      people([
        ["A", "9434765919"],
        ["B", "4010232137"],
        ["C", "5000000005"],
        ["D", "5000000006"],
      ]),
      real,
    );
    expect(small.issues("s.csv", "NHS_NUMBER_TEST")).toBe(1);
    expect(small.issues("s.csv", "NHS_NUMBER_RESERVED")).toBe(1);
    expect(small.issues("s.csv", "NHS_NUMBER_INVALID")).toBe(1);
    expect(small.file("s.csv")).toMatchObject({ stored: 4 });
  });

  it("refuses what could be a real person's where the programme says that it is synthetic", async () => {
    const error = await codedError(
      ingestSmall(
        people([
          ["A", "9434765919"],
          ["B", "4010232137"],
        ]),
      ),
    );
    expect([error.code, error.exit, error.place.row]).toEqual(["NHS_NUMBER_REAL", 3, 3]);
    expect(error.message).toContain("1 row holds a valid NHS number");
    expect(error.message).not.toContain("4010232137");
    const small = await ingestSmall(
      people([
        ["A", "9434765919"],
        ["B", "4010232138"],
      ]),
    );
    expect(small.issues("s.csv", "NHS_NUMBER_TEST")).toBe(0);
    expect(small.file("s.csv").stored).toBe(2);
  });
});

describe("cleaning a number (property)", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.close());
  const kind = async (text: string) => {
    const [row] = await database.rows<{ text: string; kind: string }>(
      `SELECT ${nhsTextSql("t")} AS text, ${nhsKindSql(nhsTextSql("t"))} AS kind FROM (SELECT ${sqlText(text)} AS t)`,
    );
    return row;
  };

  it("keeps all ten digits or none: no digit is ever made up", async () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
      .map((all) => all.join(""));
    await fc.assert(
      fc.asyncProperty(
        digits,
        fc.constantFrom("", " ", "-"),
        fc.constantFrom("", "'"),
        fc.constantFrom("", ".0", ".00"),
        async (all, gap, mark, nought) => {
          const written = `${mark}${all.slice(0, 3)}${gap}${all.slice(3, 6)}${gap}${all.slice(6)}${nought}`;
          const found = await kind(written);
          expect(found?.text).toBe(all);
          const weighted = [...all.slice(0, 9)].reduce((sum, digit, k) => sum + Number(digit) * (10 - k), 0);
          const valid =
            all.length === 10 && (11 - (weighted % 11)) % 11 === Number(all[9]) && new Set(all).size > 1;
          expect(["issued", "test", "reserved"].includes(found?.kind ?? "")).toBe(valid);
          if (!valid) expect(found?.kind).toBe(all.length >= 4 && all.length < 10 ? "damaged" : "invalid");
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["9.990000018E+09", "9990000018", "test"],
    ["9.990000018E9", "9990000018", "test"],
    ["9.99000002E+09", "999000002E09", "damaged"],
    ["999000001.0", "999000001", "damaged"],
    ["n/a", "na", "invalid"],
  ])("reads %s as %s: %s", async (written, text, expected) => {
    expect(await kind(written)).toEqual({ text, kind: expected });
  });
});
