import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { strFromU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { tablesWorkbook } from "../../src/take-away/tables-workbook.ts";
import type { TakeAwayTable } from "../../src/take-away/take-away-table.ts";
import { columnName, type Sheet, workbook } from "../../src/take-away/workbook.ts";
import { unzipped } from "../../src/take-away/zip.ts";
import { catalogue } from "./reports-support.ts";

const FACTS = { title: "T & <T>", subject: "S", creator: "What Matters", day: "2024-04-30", foot: "a & b" };
const HOSTILE = [
  "=1+1",
  '=HYPERLINK("https://example.org","x")',
  "+1",
  "-1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "a\r\nb",
  "<b>&\"'",
  "_x000D_",
  "x\u0000\u0001y",
  " spaces  ",
  "−1",
];

/** A text as a workbook can hold it: without control signs, lines ending as in its cells. */
const held = (text: string): string =>
  [...text.replaceAll("\r\n", "\n")].filter((sign) => sign >= " " || "\t\n\r".includes(sign)).join("");
const texts = (cells: readonly string[]): Sheet => ({
  name: "Hostile",
  rows: [[{ text: "Words", style: "header" }], ...cells.map((text) => [{ text, style: "wrapped" as const }])],
  widths: [20],
  headerRow: 0,
});
const parts = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipped(bytes)).map(([name, part]) => [name, strFromU8(part)]));
const rowsOf = (bytes: Uint8Array, sheet: string): unknown[][] =>
  utils.sheet_to_json(read(bytes, { cellStyles: true }).Sheets[sheet] ?? {}, { header: 1, raw: true });

describe("a workbook", () => {
  it("keeps every text a text, whatever sign it begins with, with no formula anywhere", () => {
    const bytes = workbook([texts(HOSTILE)], FACTS);
    const sheet = read(bytes, { cellFormula: true }).Sheets.Hostile ?? {};
    const cells = Object.entries(sheet).filter(([place]) => /^A\d+$/.test(place));
    expect(cells).toHaveLength(HOSTILE.length + 1);
    for (const [place, cell] of cells) {
      expect(cell.t, place).toBe("s");
      expect(cell.f, place).toBeUndefined();
    }
    expect(cells.map(([, { v }]) => v)).toEqual(["Words", ...HOSTILE.map(held)]);
    const xml = Object.values(parts(bytes)).join("\n");
    expect(xml).not.toMatch(/<f[ >]|<mergeCell|vbaProject|externalLink|oleObject/);
  });

  it("marks what begins like a formula, so that it stays a text when somebody edits the cell", () => {
    const { "xl/worksheets/sheet1.xml": sheet = "", "xl/styles.xml": styles = "" } = parts(
      workbook([texts(["=1+1", "safe"])], FACTS),
    );
    const formats = [...styles.matchAll(/<xf (?=[^>]*xfId)[^>]*?(?:\/>|>.*?<\/xf>)/g)].map(([one]) => one);
    const styleOf = (place: string) => Number(new RegExp(`r="${place}" s="(\\d+)"`).exec(sheet)?.[1]);
    expect(formats[styleOf("A2")]).toContain('quotePrefix="1"');
    expect(formats[styleOf("A3")]).not.toContain("quotePrefix");
  });

  it("gives back any text and any number it was given", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }), { maxLength: 8 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (words, value) => {
          const own = words.map((word, at) => `${at}${word}`);
          const bytes = workbook(
            [
              {
                name: "S",
                rows: [
                  own.map((text) => ({ text, style: "text" as const })),
                  [{ figure: { value, decimals: 2 } }],
                ],
                widths: [10],
                headerRow: null,
              },
            ],
            FACTS,
          );
          const sheet = read(bytes).Sheets.S ?? {};
          expect(own.map((_, at) => sheet[`${columnName(at)}1`]?.v)).toEqual(own.map(held));
          expect(sheet.A2?.v).toBe(value === 0 ? 0 : value);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives the same bytes again, in any time zone, with the day of the data as its only time", () => {
    const once = workbook([texts(["a"])], FACTS);
    const zone = process.env.TZ;
    process.env.TZ = "Pacific/Auckland";
    try {
      expect(Buffer.compare(workbook([texts(["a"])], FACTS), once)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    const core = parts(once)["docProps/core.xml"] ?? "";
    expect(core.match(/\d{4}-\d{2}-\d{2}T[^<]*/g)).toEqual(["2024-04-30T00:00:00Z", "2024-04-30T00:00:00Z"]);
    expect(core).toContain("<dc:title>T &amp; &lt;T&gt;</dc:title>");
    expect(core).toContain("<dc:language>en-GB</dc:language>");
  });

  it("names columns as spreadsheets do", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });
});

const table = (parts_: Partial<TakeAwayTable> = {}): TakeAwayTable => ({
  id: "one",
  title: "Shares",
  about: ["About shares."],
  columns: [
    { label: "Place", numeric: false },
    { label: "Share", numeric: true, part: "value" },
    { label: "share", numeric: true },
  ],
  rows: [
    {
      cells: ["=A place", { value: 0.345, decimals: 1, percent: true }, { value: 1240, decimals: 0 }],
      notes: [],
    },
    { cells: ["B", "[c]", "[z]"], notes: ["Few people.", "Second."] },
  ],
  ...parts_,
});

describe("the workbook of tables", () => {
  const bytes = tablesWorkbook(catalogue, [table(), table({ id: "two", title: "More" })], "Cite it so.");
  const book = read(bytes, { cellNF: true });

  it("has a cover sheet, contents, notes, and one table a sheet", () => {
    expect(book.SheetNames).toEqual(["Cover", "Contents", "Notes", "Table_01", "Table_02"]);
    const cover = rowsOf(bytes, "Cover").flat().join("\n");
    expect(cover).toContain("SYNTHETIC: every figure is of invented people.");
    expect(cover).toContain("[c] Withheld");
    expect(cover).toContain("Cite it so.");
    expect(rowsOf(bytes, "Contents").slice(2)).toEqual([
      ["Sheet", "What it shows", "Rows"],
      ["Table_01", "Shares", 2],
      ["Table_02", "More", 2],
    ]);
    expect(rowsOf(bytes, "Notes").slice(3)).toEqual([
      ["note 1", "Few people."],
      ["note 2", "Second."],
    ]);
  });

  it("begins each table's sheet in A1 with its title, and goes on without a blank row or merged cell", () => {
    const sheet = book.Sheets.Table_01 ?? {};
    expect(sheet.A1?.v).toBe("Table 1: Shares (SYNTHETIC)");
    expect(sheet["!merges"]).toBeUndefined();
    const rows = rowsOf(bytes, "Table_01");
    expect(rows.every((row) => row.length > 0 && row[0] !== undefined && row[0] !== "")).toBe(true);
    expect(rows.slice(-3)).toEqual([
      ["Place", "Share", "share (2)", "Notes"],
      ["=A place", 0.345, 1240, ""],
      ["B", "[c]", "[z]", "note 1, note 2"],
    ]);
    const before = rows.slice(1, -3).flat();
    expect(before).toContain("About shares.");
    expect(before.join("\n")).toContain("[c] withheld, which may be any number; [z] not applicable");
    expect(before.at(-1)).toBe("Source: SYNTHETIC · Programme, data to 30 April 2024 · release r1");
    expect(sheet.B8?.z).toBe("0.0%");
  });

  it("marks each table as a table over exactly its headers and rows", () => {
    const files = parts(bytes);
    const sheet = files["xl/worksheets/sheet4.xml"] ?? "";
    const marked = files["xl/tables/table3.xml"] ?? "";
    expect(sheet).toContain('<tablePart r:id="rId1"/>');
    expect(files["xl/worksheets/_rels/sheet4.xml.rels"]).toContain("../tables/table3.xml");
    expect(marked).toContain('ref="A7:D9"');
    expect([...marked.matchAll(/<tableColumn id="\d+" name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "Place",
      "Share",
      "share (2)",
      "Notes",
    ]);
    const ids = Object.entries(files).flatMap(([name, xml]) =>
      name.startsWith("xl/tables/") ? [/ id="(\d+)"/.exec(xml)?.[1]] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(files["xl/workbook.xml"]).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="3">Table_01!$7:$7</definedName>',
    );
  });

  it("leads from the contents to each table and back", () => {
    expect(book.Sheets.Contents?.A4?.l?.Target).toBe("#'Table_01'!A1");
    expect(book.Sheets.Table_02?.A2?.l?.Target).toBe("#'Contents'!A1");
  });

  it("says where there is nothing to note", () => {
    const plain = tablesWorkbook(
      catalogue,
      [table({ rows: [{ cells: ["A", "[x]", "[x]"], notes: [] }] })],
      "",
    );
    expect(rowsOf(plain, "Notes").flat()).toContain("No figure of these tables has a note.");
    expect(rowsOf(plain, "Table_01").at(-2)).toEqual(["Place", "Share", "share (2)"]);
  });
});
