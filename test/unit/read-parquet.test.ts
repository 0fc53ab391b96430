import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench, codedError } from "./read-support.ts";
import { makeZip } from "./read-zip-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

async function parquet(name: string, query: string): Promise<string> {
  const path = `${it.folder}/${name}`;
  await it.connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  return path;
}
const stage = (path: string, request = {}) => it.stage(path, { kind: "parquet", ...request });

test("every kind of value as text, exactly; blanks are blank; rows count from 1", async () => {
  const path = await parquet(
    "kinds.parquet",
    `SELECT * FROM (VALUES
      ('C1', DATE '2024-04-03', TIMESTAMP '2024-04-03 23:30:00', TIMESTAMP '2024-04-03 00:00:00', 12.340::DECIMAL(9,3),
        9990000018.0::DOUBLE, 40.7::FLOAT, 9223372036854775807, true, TIMESTAMPTZ '2024-07-01 23:30:00+00', 'a'::BLOB),
      (' ', NULL, NULL, NULL, -0.001, 'nan'::DOUBLE, NULL, NULL, false, NULL, NULL))
      AS t("Client ID", day, moment, midnight, exact, doubled, small, large, flag, zoned, bytes)`,
  );
  const staged = await stage(path);
  expect(staged.columns).toEqual([
    "Client ID",
    "day",
    "moment",
    "midnight",
    "exact",
    "doubled",
    "small",
    "large",
    "flag",
    "zoned",
    "bytes",
  ]);
  expect(await it.rows(staged)).toEqual([
    {
      row: 1,
      cells: [
        "C1",
        "2024-04-03",
        "2024-04-03T23:30:00",
        "2024-04-03",
        "12.340",
        "9990000018",
        "40.7",
        "9223372036854775807",
        "true",
        "2024-07-02T00:30:00",
        "a",
      ],
    },
    { row: 2, cells: [null, null, null, null, "-0.001", null, null, null, "false", null, null] },
  ]);
  expect(staged.decisions).toMatchObject({ path: "parquet", headerRow: 0, titleRows: 0, blankRows: 0 });
  expect(staged.decisions.notes.join(" ")).toContain(
    'Moments in "zoned" were written as United Kingdom time',
  );
});

test("blank rows and totals are no records", async () => {
  const path = await parquet(
    "totals.parquet",
    `SELECT * FROM (VALUES ('C1', '1', 'x'), (NULL, ' ', NULL), ('Total', '1', NULL)) AS t("Client ID", n, note)`,
  );
  const staged = await stage(path);
  expect([staged.rows, staged.decisions.blankRows, staged.excluded]).toEqual([
    1,
    1,
    [{ row: 3, reason: "total or note row" }],
  ]);
});

test.each([
  ["a list", "[1, 2]"],
  ["a structure", "{'a': 1}"],
  ["a map", "MAP {'a': 1}"],
])("%s in a cell is refused by the name of its column", async (_, value) => {
  const error = await codedError(
    stage(await parquet("nested.parquet", `SELECT 'C1' AS "Client ID", ${value} AS inner`)),
  );
  expect([error.code, error.exit, error.place.column]).toEqual(["PARQUET_NESTED", 3, "inner"]);
});

test("a column that is missing is named, with what comes close", async () => {
  const error = await codedError(stage(await parquet("near.parquet", `SELECT 'C1' AS "Client IDs"`)));
  expect([error.code, error.what]).toEqual([
    "COLUMNS_MISSING",
    expect.stringContaining('did you mean "Client IDs"'),
  ]);
});

test("inside gzip and zip, under a name of any ending, and with pattern signs in the path", async () => {
  const bytes = readFileSync(await parquet("plain.parquet", `SELECT 'C1' AS "Client ID"`));
  for (const path of [
    it.write("a.parquet.gz", gzipSync(bytes)),
    it.write("a.zip", makeZip([{ name: "in/a.parquet", data: bytes }])),
    it.write("a.csv", bytes),
    it.write("a[b]*.parquet", bytes),
  ])
    expect((await stage(path)).rows).toBe(1);
});
