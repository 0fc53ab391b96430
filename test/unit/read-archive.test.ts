import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench, codedError } from "./read-support.ts";
import { makeZip } from "./read-zip-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const csv = "Client ID,Notes\r\nC1,a\r\nC2,b\r\n";
const ids = async (path: string) => (await it.rows(await it.stage(path))).map(({ cells }) => cells[0]);

test("a gzip file is read through", async () => {
  expect(await ids(it.write("one.csv.gz", gzipSync(csv)))).toEqual(["C1", "C2"]);
});

test("a zip archive with one CSV is read through, whatever lies beside it", async () => {
  const path = it.write(
    "one.zip",
    makeZip([
      { name: "folder/", data: "" },
      { name: "folder/read me.txt", data: "hello" },
      { name: "folder/Export.CSV", data: csv },
      { name: "__MACOSX/folder/._Export.CSV", data: "resource" },
    ]),
  );
  expect(await ids(path)).toEqual(["C1", "C2"]);
});

test("a member's name is never a path", async () => {
  const before = readdirSync(dirname(it.folder)).filter((name) => name.startsWith("evil"));
  expect(await ids(it.write("evil.zip", makeZip([{ name: "../../evil.csv", data: csv }])))).toEqual([
    "C1",
    "C2",
  ]);
  expect(readdirSync(it.folder).filter((name) => name.startsWith("evil"))).toEqual(["evil.zip"]);
  expect(readdirSync(dirname(it.folder)).filter((name) => name.startsWith("evil"))).toEqual(before);
});

test("several CSV files, or none, are refused", async () => {
  const two = makeZip(["a.csv", "b.csv"].map((name) => ({ name, data: csv })));
  const none = makeZip([{ name: "photo.jpg", data: "x" }]);
  const error = await codedError(it.stage(it.write("two.zip", two)));
  expect([error.code, error.exit]).toEqual(["ARCHIVE_AMBIGUOUS", 3]);
  expect(error.what).toContain("2 files");
  expect((await codedError(it.stage(it.write("none.zip", none)))).what).toContain("no CSV file");
});

test.each([
  ["a wrong checksum", makeZip([{ name: "a.csv", data: csv, crc: 1 }]), "checksum"],
  ["a password", makeZip([{ name: "a.csv", data: csv, encrypted: true }]), "password"],
  ["a lost end", makeZip([{ name: "a.csv", data: csv }]).subarray(0, -30), "directory"],
  ["half a gzip file", gzipSync(csv.repeat(1000)).subarray(0, 60), "damaged"],
])("%s is refused, with the remedy", async (_, bytes, reason) => {
  const error = await codedError(it.stage(it.write("bad.zip", bytes)));
  expect(error.code).toBe("ARCHIVE_UNREADABLE");
  expect(error.what).toContain(reason);
  expect(error.remedy).not.toBe("");
});
