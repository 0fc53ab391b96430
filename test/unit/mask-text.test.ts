import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identifierShapeSql, maybePersonSql, namesPerson, namesPersonSql } from "../../loaders/mask-text.ts";
import { type Database, openDatabase, sqlText } from "../../src/warehouse/database.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

async function is(condition: (text: string) => string, text: string | null): Promise<boolean> {
  const sql = condition(text === null ? "NULL::VARCHAR" : sqlText(text));
  const [row] = await database.rows<{ yes: boolean }>(`SELECT ${sql} AS yes`);
  if (row === undefined || row.yes === null) throw new Error("No answer.");
  return row.yes;
}

describe("the shape of an identifier", () => {
  it.each([
    "9990000018",
    "999 000 0018",
    "999-000-0018",
    "999\u00a0000\u00a00018",
    "NHS9990000018.",
    "1234567890 (invalid, but who knows)",
    "9.990000018E9",
    "07700 900771",
    "rang (020) 7946 0123 twice",
    "+44 7700 900771",
    "a.person@qzmail.example",
    "ZE1 0QX",
    "lives at ze10qx, ground floor",
    "12/03/1954",
    "born 1.3.54",
    "12 March 1954",
    "1954-03-12",
    "19540312",
  ])("is seen in %j", async (text) => {
    expect(await is(identifierShapeSql, text)).toBe(true);
  });

  it.each([
    null,
    "",
    "Female",
    "Femalle",
    "Wbg",
    "50.5",
    "101",
    "12345678901",
    "R12345",
    "E09000030",
    "U12345",
    "SVC-A",
    "31/02/2023",
    "2023-04-05",
    "01/01/1900",
    "2023-04-05 10:30",
    "Did not attend",
    "a@b",
    "Qzobrowski",
  ])("is not seen in %j", async (text) => {
    expect(await is(identifierShapeSql, text)).toBe(false);
  });
});

describe("a text that names a person", () => {
  it.each([
    ["9990000018", true],
    ["999 000 0018", true],
    ["R-999-000-0018/2", true],
    ["9.990000018E9", true],
    ["someone@qzmail.example", true],
    // The check digit is another.
    ["9990000019", false],
    ["0000000000", false],
    ["99900000181", false],
    ["R12345", false],
    ["Community hub", false],
    ["", false],
  ])("%j: %s, in SQL and in JavaScript", async (text, expected) => {
    expect(await is(namesPersonSql, text)).toBe(expected);
    expect(namesPerson(text)).toBe(expected);
    if (expected) expect(await is(maybePersonSql, text)).toBe(true);
  });

  it("is no absent one", async () => {
    expect(await is(namesPersonSql, null)).toBe(false);
    expect(await is(maybePersonSql, null)).toBe(false);
  });
});
