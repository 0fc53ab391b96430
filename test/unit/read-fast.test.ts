import { afterAll, beforeAll, expect, test } from "vitest";
import { findLayout, type Layout } from "../../loaders/read/find-layout.ts";
import { isRegular, readFast } from "../../loaders/read/read-fast.ts";
import { type Scan, scanRecords } from "../../loaders/read/scan-records.ts";
import { type Bench, bench, requestFor } from "./read-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

async function prepare(text: string): Promise<{ path: string; layout: Layout; scan: Scan }> {
  const path = it.write("fast.csv", text);
  const layout = await findLayout(requestFor(path, it.folder, {}));
  if (layout === undefined) throw new Error("the file has a header");
  const { header } = layout;
  return {
    path,
    layout,
    scan: await scanRecords(path, { ...layout, width: header.cells.length }),
  };
}

const tables = async (): Promise<number> => {
  const found = await it.connection.runAndReadAll(
    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'fast'",
  );
  return Number(found.getRows()[0]?.[0]);
};

const text = 'Client ID,Notes\r\nC1,"a ""b""\r\nc"\r\nC2,\r\n';

test("a reading that agrees with the scan is kept", async () => {
  const { path, layout, scan } = await prepare(text);
  expect(isRegular(scan, layout)).toBe(true);
  expect(await readFast(it.connection, { path, table: "fast" }, layout, scan)).toBe(true);
  const rows = await it.connection.runAndReadAll("SELECT * FROM fast ORDER BY _row");
  expect(rows.getRows()).toEqual([
    [2, "C1", 'a "b"\r\nc'],
    [3, "C2", null],
  ]);
  await it.connection.run("DROP TABLE fast");
});

test.each([
  ["a record more", { records: 3 }],
  ["a byte more somewhere", { checksum: 1n }],
])("a reading that differs from the scan by %s is thrown away", async (_, difference) => {
  const { path, layout, scan } = await prepare(text);
  const other = { ...scan, ...difference };
  expect(await readFast(it.connection, { path, table: "fast" }, layout, other)).toBe(false);
  expect(await tables()).toBe(0);
});

test("a file that DuckDB refuses leaves nothing behind and says nothing", async () => {
  const { path, layout, scan } = await prepare("Client ID,Notes\nC1,a,b,c\nC2\n");
  expect(isRegular(scan, layout)).toBe(false);
  expect(await readFast(it.connection, { path, table: "fast" }, layout, scan)).toBe(false);
  expect(await tables()).toBe(0);
});

test.each([
  ["short rows", "Client ID,Notes\nC1\nC2,b\n"],
  ["blank lines", "Client ID,Notes\n\nC2,b\n"],
  ["stray quotes", 'Client ID,Notes\nC1,5" plank\n'],
  ["open quotes", 'Client ID,Notes\nC1,"a\n'],
  ["mixed line ends", "Client ID,Notes\r\nC1,a\nC2,b\r\n"],
  ["one column", "Client ID\nC1\n"],
  ["records beyond DuckDB's limit", `Client ID,Notes\nC1,${"x".repeat(1_000_001)}\n`],
  ["no records", "Client ID,Notes\n"],
])("%s are not left to DuckDB", async (_, irregular) => {
  const { layout, scan } = await prepare(irregular);
  expect(isRegular(scan, layout)).toBe(false);
});
