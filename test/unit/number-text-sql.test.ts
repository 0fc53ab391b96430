import { afterAll, beforeAll, expect, test } from "vitest";
import { numberTextSql } from "../../loaders/number-text-sql.ts";
import { type Database, openDatabase, sqlText } from "../../src/warehouse/database.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const read = async (text: string, decimal: "." | ","): Promise<unknown> =>
  (await database.rows(`SELECT ${numberTextSql("t", decimal)} AS n FROM (SELECT ${sqlText(text)} AS t)`))[0]
    ?.n;

test.each([
  ["40.7", ".", "40.7"],
  ["40,7", ".", "40,7"],
  ["40,7", ",", "40.7"],
  ["1.204,50", ",", "1204.50"],
  ["1 204,5", ",", "1204.5"],
  ["1.204", ",", "1204"],
  ["1,204", ",", "1.204"],
  ["-3,5", ",", "-3.5"],
  ["£1.204,50", ",", "£1204.50"],
  ["(12)", ".", "-12"],
  ["(1,204.50)", ".", "-1,204.50"],
  ["(3,5)", ",", "-3.5"],
  ["１５", ".", "15"],
  ["１５．５", ".", "15.5"],
  ["−5", ".", "-5"],
  ["(-5)", ".", "(-5)"],
  ["37:30", ",", "37:30"],
  ["c", ",", "c"],
  ["1,2,3", ",", "1,2,3"],
  ["02.03.2024", ",", "02.03.2024"],
] as const)("%s with decimal %s is %s", async (text, decimal, plain) => {
  expect(await read(text, decimal)).toBe(plain);
});
