import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { findExports, hashOfExport } from "../../loaders/find-exports.ts";
import { stageFile } from "../../loaders/read/stage-file.ts";
import { defaultLimits } from "../../src/model/programme.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { temporaryFolder } from "../programme-folder.ts";
import { codedError, requestFor } from "./read-support.ts";
import { makeZip, sheetXml, text, workbookParts } from "./read-zip-support.ts";

const csv = (id: string) => `Client ID,Notes\n${id},a\n`;
let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  const write = (name: string, data: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), data);
  };
  write("exports/b.csv", csv("B"));
  write("exports/a.csv", csv("A"));
  write("exports/deep/c.csv.gz", gzipSync(csv("C")));
  write("exports/deep/book.xlsx", makeZip(workbookParts(sheetXml([[text("Client ID")], [text("X")]]))));
  write("exports/read me.docx", "no export");
  write("exports/.hidden.csv", csv("H"));
  write(".what-matters/state.csv", csv("S"));
  write(
    "zips/all.zip",
    makeZip([
      { name: "referrals-q2.csv", data: csv("Q2") },
      { name: "referrals-q1.csv", data: csv("Q1") },
      { name: "more/contacts.csv", data: csv("K") },
      { name: "__MACOSX/._referrals-q1.csv", data: "resource" },
    ]),
  );
  write(
    "zips/book.zip",
    makeZip([{ name: "b.xlsx", data: makeZip(workbookParts(sheetXml([[text("Client ID")], [text("Z")]]))) }]),
  );
});

const names = async (file: string, member?: string) =>
  (await findExports(folder, { id: "s", file, member })).map(({ name }) => name);

describe("what a source names", () => {
  test("a file, a glob", async () => {
    expect(await names("exports/a.csv")).toEqual(["exports/a.csv"]);
    expect(await names("exports/*.csv")).toEqual(["exports/a.csv", "exports/b.csv"]);
    expect(await names("**/*.csv.gz")).toEqual(["exports/deep/c.csv.gz"]);
  });

  test("a folder: its tables, hidden files and other documents apart", async () => {
    const all = ["exports/a.csv", "exports/b.csv", "exports/deep/book.xlsx", "exports/deep/c.csv.gz"];
    expect(await names("exports")).toEqual(all);
    expect(await names("exports/")).toEqual(all);
    expect(await names("exports/deep")).toEqual(all.slice(2));
    expect(await names(".")).toEqual([...all, "zips/all.zip", "zips/book.zip"]);
  });

  test("members of an archive, in the order of their names", async () => {
    expect(await names("zips/all.zip", "referrals-*.csv")).toEqual([
      "zips/all.zip/referrals-q1.csv",
      "zips/all.zip/referrals-q2.csv",
    ]);
    expect(await names("zips/all.zip", "**/contacts.csv")).toEqual(["zips/all.zip/more/contacts.csv"]);
  });

  test.each([
    ["nowhere", undefined, "SOURCE_FILE_MISSING"],
    ["zips/all.zip", "*.xlsx", "SOURCE_FILE_MISSING"],
    ["../elsewhere", undefined, "SOURCE_OUTSIDE"],
  ])("%s with %s: %s", async (file, member, code) => {
    expect((await codedError(findExports(folder, { id: "s", file, member }))).code).toBe(code);
  });

  test("members that declare more than the limit together", async () => {
    const limits = { ...defaultLimits, archive_mb: 0.00003 };
    const error = await codedError(
      findExports(folder, { id: "s", file: "zips/all.zip", member: "*.csv" }, limits),
    );
    expect(error.code).toBe("ARCHIVE_TOO_LARGE");
  });
});

test("members of one archive, and sheets of one workbook, have hashes of their own", async () => {
  const files = await findExports(folder, { id: "s", file: "zips/all.zip", member: "*.csv" });
  const hashes = await Promise.all(files.map((file) => hashOfExport(file)));
  const [first = { path: "", name: "" }] = files;
  const sheets = await Promise.all(["A", "B"].map((sheet) => hashOfExport(first, sheet)));
  expect(new Set([...hashes, ...sheets]).size).toBe(4);
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});

test("each member is read as a file of its own; without a name the archive is refused", async () => {
  const database = await openDatabase();
  const scratch = temporaryFolder();
  const ids = async (path: string, member?: string) => {
    const request = {
      ...requestFor(path, scratch, { member, kind: "workbook" as const }),
      name: "zips/all.zip",
    };
    const staged = await stageFile(database.connection, request);
    return (await database.rows(`SELECT c1 AS id FROM ${staged.table}`)).map((row) => row.id);
  };
  const all = join(folder, "zips/all.zip");
  expect(await ids(all, "referrals-q1.csv")).toEqual(["Q1"]);
  expect(await ids(all, "more/contacts.csv")).toEqual(["K"]);
  const error = await codedError(ids(all));
  expect([error.code, error.remedy]).toEqual(["ARCHIVE_AMBIGUOUS", expect.stringContaining("member:")]);
  expect(await ids(join(folder, "zips/book.zip"))).toEqual(["Z"]);
  expect(await ids(join(folder, "exports/deep/c.csv.gz"))).toEqual(["C"]);
  database.close();
});
