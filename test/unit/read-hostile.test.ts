import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ingestReportHtml } from "../../loaders/ingest-report-html.ts";
import { defaultLimits } from "../../src/model/programme.ts";
import { ingestSmall } from "../small-programme.ts";
import { type Bench, bench, codedError } from "./read-support.ts";
import { makeZip, sheetXml, text, workbookParts } from "./read-zip-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const stage = (path: string, request = {}) => it.stage(path, { kind: "workbook", ...request });
const good = workbookParts(sheetXml([[text("Client ID")], [text("C1")]]));
const limits = (own: Partial<typeof defaultLimits>) => ({ limits: { ...defaultLimits, ...own } });
/** Bytes that unpack to a multiple of 16 MB of nothing. */
const zeros = (blocks: number): Buffer => {
  const block = deflateRawSync(Buffer.alloc(1 << 24), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: blocks }, () => block), Buffer.from([3, 0])]);
};
const leftBehind = () => readdirSync(it.folder).filter((name) => name.startsWith("read-"));

describe("limits are stated, with the line that raises them", () => {
  test.each([
    ["workbook_mb", { workbook_mb: 0.0001 }, []],
    [
      "workbook_parts",
      { workbook_parts: 100 },
      Array.from({ length: 200 }, (_, index) => ({ name: `xl/media/${index}.bin` })),
    ],
    [
      "workbook_part_mb",
      { workbook_part_mb: 10 },
      [{ name: "xl/media/a.bin", packed: zeros(1), declaredSize: 10, crc: 0 }],
    ],
    [
      "workbook_total_mb",
      { workbook_part_mb: 20, workbook_total_mb: 30 },
      [1, 2].map((n) => ({ name: `xl/media/${n}.bin`, packed: zeros(1), crc: crc32(Buffer.alloc(1 << 24)) })),
    ],
  ])("%s", async (key, own, extra) => {
    const error = await codedError(stage(it.write("large.xlsx", makeZip([...good, ...extra])), limits(own)));
    expect([error.code, error.exit]).toEqual(["WORKBOOK_TOO_LARGE", 3]);
    expect(error.remedy).toContain(`limits: {${key}: …}`);
  });

  test("ten thousand parts are too many by default", async () => {
    const parts = Array.from({ length: 10_001 }, (_, index) => ({ name: `xl/media/${index}.bin` }));
    const error = await codedError(stage(it.write("parts.xlsx", makeZip([...good, ...parts]))));
    expect(error.what).toContain("more than 10,000 parts");
  });

  test("an archive: files, and bytes after unpacking", async () => {
    const csv = "Client ID\nC1\n";
    const many = makeZip(Array.from({ length: 20 }, (_, index) => ({ name: `${index}.txt`, data: csv })));
    const files = await codedError(it.stage(it.write("many.zip", many), limits({ archive_files: 10 })));
    expect([files.code, files.remedy]).toEqual([
      "ARCHIVE_TOO_LARGE",
      expect.stringContaining("archive_files"),
    ]);
    const bomb = makeZip([{ name: "a.csv", packed: zeros(2), declaredSize: 1 << 25, crc: 0 }]);
    const bytes = await codedError(it.stage(it.write("bomb.zip", bomb), limits({ archive_mb: 20 })));
    expect([bytes.code, bytes.remedy]).toEqual(["ARCHIVE_TOO_LARGE", expect.stringContaining("archive_mb")]);
    const gzip = it.write("bomb.csv.gz", gzipSync(Buffer.alloc(1 << 25)));
    expect((await codedError(it.stage(gzip, limits({ archive_mb: 20 })))).code).toBe("ARCHIVE_TOO_LARGE");
    expect(leftBehind()).toEqual([]);
  });

  test("an archive that declares less than it holds", async () => {
    const lie = makeZip([{ name: "a.csv", packed: zeros(1), declaredSize: 10, crc: 0 }]);
    const error = await codedError(it.stage(it.write("lie.zip", lie)));
    expect([error.code, error.what]).toEqual([
      "ARCHIVE_UNREADABLE",
      expect.stringContaining("more than it declares"),
    ]);
  });

  test("an archive inside an archive is not opened", async () => {
    const inner = makeZip([{ name: "a.csv", data: "Client ID\nC1\n" }]);
    const outer = it.write("outer.zip", makeZip([{ name: "inner.csv", data: inner }]));
    expect((await codedError(it.stage(outer))).what).toContain("another archive");
    const packed = it.write("twice.csv.gz", gzipSync(gzipSync("Client ID\nC1\n")));
    expect((await codedError(it.stage(packed))).what).toContain("another archive");
  });
});

test.each(["../../evil.csv", "/tmp/what-matters-evil.csv", "C:\\evil.csv", "a/../../evil.csv"])(
  "the name %s inside an archive is never a path",
  async (name) => {
    const before = readdirSync(dirname(it.folder)).filter((one) => one.includes("evil"));
    const staged = await it.stage(it.write("paths.zip", makeZip([{ name, data: "Client ID\nC1\n" }])), {
      member: name,
    });
    expect(staged.rows).toBe(1);
    expect(readdirSync(dirname(it.folder)).filter((one) => one.includes("evil"))).toEqual(before);
    expect(existsSync("/tmp/what-matters-evil.csv")).toBe(false);
  },
);

describe("a workbook whose XML is meant to harm", () => {
  const laughs = Array.from(
    { length: 30 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  );
  const prologue = `<!DOCTYPE x [<!ENTITY e0 "ha">${laughs.join("")}<!ENTITY x SYSTEM "file:///etc/hostname">]>`;

  test("entities in shared texts are neither expanded nor fetched", async () => {
    const shared = `<?xml version="1.0"?>${prologue}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Client ID</t></si><si><t>&e30;</t></si><si><t>&x;</t></si></sst>`;
    const types = good.map((part) =>
      part.name === "[Content_Types].xml"
        ? {
            ...part,
            data: String(part.data).replace(
              "</Types>",
              '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
            ),
          }
        : part.name === "xl/_rels/workbook.xml.rels"
          ? {
              ...part,
              data: String(part.data).replace(
                "</Relationships>",
                '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
              ),
            }
          : part.name.endsWith("sheet1.xml")
            ? {
                ...part,
                data: sheetXml([
                  ['<c t="s"><v>0</v></c>'],
                  ['<c t="s"><v>1</v></c>'],
                  ['<c t="s"><v>2</v></c>'],
                ]),
              }
            : part,
    );
    const path = it.write("laughs.xlsx", makeZip([...types, { name: "xl/sharedStrings.xml", data: shared }]));
    const rows = await it.rows(await stage(path));
    expect(rows.map(({ cells }) => cells[0]?.length ?? 0).every((length) => length < 50)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
  });

  test("formats for columns beyond any worksheet's last are refused before they are made", async () => {
    const xml = sheetXml([[text("Client ID")], [text("C1")]]).replace(
      "<sheetData>",
      '<cols><col min="1" max="900000000" width="9"/></cols><sheetData>',
    );
    const error = await codedError(stage(it.write("cols.xlsx", makeZip(workbookParts(xml)))));
    expect([error.code, error.what]).toEqual([
      "WORKBOOK_UNREADABLE",
      expect.stringContaining("columns that no worksheet has"),
    ]);
  });

  test("cells, rows and merged areas beyond any worksheet's last are passed over", async () => {
    const xml = sheetXml([
      [text("Client ID"), text("A")],
      [text("C1"), text("a")],
    ]).replace(
      "</sheetData>",
      `<row r="4000000000"><c r="A4000000000" t="inlineStr"><is><t>far</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>C2</t></is></c><c r="ZZZZZ3" t="inlineStr"><is><t>far</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:ZZZZZZ1"/></mergeCells>`,
    );
    const staged = await stage(it.write("beyond.xlsx", makeZip(workbookParts(xml))));
    expect((await it.rows(staged)).map(({ cells }) => cells[0])).toEqual(["C1", "C2"]);
    expect(staged.columns.length).toBeLessThan(20_000);
  });

  test("a lone cell in the last corner of the sheet costs neither memory nor a million rows", async () => {
    const body = Array.from({ length: 10 }, (_, index) => [text(`C${index}`), text("x")]);
    const far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>stray</t></is></c></row>';
    const xml = sheetXml([[text("Client ID"), text("A"), text("B")], ...body]).replace(
      "<sheetData>",
      '<dimension ref="A1:XFD1048576"/><sheetData>',
    );
    const path = it.write(
      "stray.xlsx",
      makeZip(workbookParts(xml.replace("</sheetData>", `${far}</sheetData>`))),
    );
    const began = performance.now();
    const staged = await stage(path);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(staged.rows).toBe(10);
    expect(staged.excluded).toEqual([{ row: 1_048_576, reason: "note row" }]);
    expect(staged.columns.length).toBe(4);
  });

  test("a workbook under a password is refused in words", async () => {
    const locked = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2040)]);
    const error = await codedError(stage(it.write("locked.xlsx", locked)));
    expect([error.code, error.remedy]).toEqual([
      "WORKBOOK_UNREADABLE",
      expect.stringContaining("without a password"),
    ]);
  });
});

describe("a field that never ends", () => {
  /** Writes a file piece by piece. */
  async function large(
    name: string,
    head: string,
    piece: string,
    times: number,
    tail: string,
  ): Promise<string> {
    const path = it.write(name, head);
    const file = await open(path, "a");
    const bytes = Buffer.from(piece);
    for (let index = 0; index < times; index += 1) await file.write(bytes);
    await file.write(tail);
    await file.close();
    return path;
  }
  const mega = "x".repeat(1_000_000);

  test.each([
    ["plain", "", ""],
    ["quoted", '"', '"'],
    ["quoted and never closed", '"', ""],
  ])(
    "of 200 MB on one line, %s: one row is quarantined, the others are read, and memory stays small",
    async (name, before, after) => {
      const path = await large(
        `${name}.csv`,
        `Client ID,Notes\nC1,a\nC2,${before}`,
        mega,
        200,
        `${after}\nC3,c\n`,
      );
      const began = performance.now();
      const atFirst = process.memoryUsage().rss;
      const staged = await it.stage(path);
      expect(staged.unreadable).toMatchObject([{ row: 3, code: "ROW_TOO_LARGE" }]);
      expect((await it.rows(staged)).map(({ row, cells }) => [row, cells[0]])).toEqual([
        [2, "C1"],
        [4, "C3"],
      ]);
      expect(performance.now() - began).toBeLessThan(30_000);
      expect(process.memoryUsage().rss - atFirst).toBeLessThan(600_000_000);
    },
    60_000,
  );

  test("of many lines: one error that names the row, not a quarantine of its lines", async () => {
    const line = `${"words in a note ".repeat(20)}\n`;
    const path = await large(
      "lines.csv",
      'Client ID,A,Notes\nC1,a,b\nC2,a,"',
      line.repeat(1000),
      60,
      '"\nC3,a,b\n',
    );
    const error = await codedError(it.stage(path));
    expect([error.code, error.exit, error.place.row]).toEqual(["ROW_BEYOND_LIMIT", 3, 3]);
    expect(error.remedy).toContain("limits: {row_mb: …}");
    expect(error.message).not.toContain("words in a note");
    const staged = await it.stage(path, limits({ row_mb: 40 }));
    expect(staged.rows).toBe(3);
  });

  test("in place of a header", async () => {
    const path = await large("header.csv", "", mega, 60, "");
    const began = performance.now();
    expect((await codedError(it.stage(path))).code).toBe("ROW_BEYOND_LIMIT");
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

test("more than a hundred thousand rows that do not fit the header are one error", async () => {
  const path = it.write("unfit.csv", `Client ID,A,B\n${"C1,a\n".repeat(120_000)}`);
  const error = await codedError(it.stage(path));
  expect([error.code, error.exit]).toEqual(["ROWS_UNREADABLE", 3]);
  expect(error.message).not.toContain("C1");
});

describe("Parquet that is meant to harm", () => {
  test.each([
    [
      "noise after the mark",
      () =>
        Buffer.concat([Buffer.from("PAR1"), createHash("sha512").update("x").digest(), Buffer.from("PAR1")]),
    ],
    ["the mark alone", () => Buffer.from("PAR1")],
    [
      "a length beyond the file",
      () =>
        Buffer.concat([
          Buffer.from("PAR1"),
          Buffer.alloc(64),
          Buffer.from("ffffff7f", "hex"),
          Buffer.from("PAR1"),
        ]),
    ],
  ])("%s", async (_, bytes) => {
    const error = await codedError(it.stage(it.write("bad.parquet", bytes()), { kind: "parquet" }));
    expect([error.code, error.exit]).toEqual(["PARQUET_UNREADABLE", 3]);
  });

  test("few bytes that stand for many rows", async () => {
    const path = `${it.folder}/many.parquet`;
    await it.connection.run(
      `COPY (SELECT 'C1' AS "Client ID", 'x' AS a FROM range(3000000)) TO '${path}' (FORMAT parquet)`,
    );
    expect(statSync(path).size).toBeLessThan(1_000_000);
    const error = await codedError(it.stage(path, { kind: "parquet", ...limits({ archive_mb: 5 }) }));
    expect([error.code, error.remedy]).toEqual(["PARQUET_TOO_LARGE", expect.stringContaining("archive_mb")]);
  });
});

test("a script in a provider's name is text in the report", async () => {
  const script = "<script>alert(1)</script>";
  const { report } = await ingestSmall({
    providers: {
      profile: {
        recognise: ["Ref"],
        person: { local_id: "Ref" },
        identifying: ["Ref"],
        tables: {
          activity: { fields: { provider: "Provider", feedback: { column: script, codes: "feedback" } } },
        },
      },
      files: {
        "<img src=x onerror=alert(1)>.csv": [
          ["Ref", "Provider", script],
          ["A1", script, `${script}"'`],
        ],
      },
    },
  });
  const html = ingestReportHtml(report);
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("<img");
});
