import { readFileSync } from "node:fs";
import { constants, deflateRawSync } from "node:zlib";
import * as XLSX from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultLimits } from "../../src/model/programme.ts";
import { type Bench, bench, codedError, fixture, mean } from "./read-support.ts";
import { makeZip, sheetXml, text, workbookParts } from "./read-zip-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const stage = (path: string, request = {}) => it.stage(path, { kind: "workbook", ...request });

function workbook(
  name: string,
  cells: Readonly<Record<string, XLSX.CellObject>>,
  options: { readonly date1904?: boolean; readonly type?: XLSX.BookType } = {},
): string {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, { "!ref": "A1:F60", ...cells }, "S");
  book.Workbook = { WBProps: { date1904: options.date1904 ?? false } };
  return it.write(name, XLSX.write(book, { type: "buffer", bookType: options.type ?? "xlsx" }));
}

const t = (v: string): XLSX.CellObject => ({ t: "s", v });
const n = (v: number, z?: string): XLSX.CellObject => (z === undefined ? { t: "n", v } : { t: "n", v, z });

test("a plain workbook: text, dates and numbers as text", async () => {
  const staged = await stage(fixture("x01_plain.xlsx"));
  const rows = await it.rows(staged);
  expect(staged).toMatchObject({ rows: 40, sheet: "Export" });
  expect(staged.columns).toEqual(["Client ID", "Referral Date", "PAM Pre", "PAM Post"]);
  expect(rows[0]).toEqual({ row: 2, cells: ["C001", "2024-02-02", "40.7", "44.8"] });
  expect(mean(rows, 2)).toBeCloseTo(54.35, 10);
  expect(mean(rows, 3)).toBeCloseTo(59.4, 10);
});

test("titles, a merged header of two rows, a row of sums and a footnote", async () => {
  const staged = await stage(fixture("x03_title_merged_header_total.xlsx"), {
    recognise: [["Client ID"], ["PAM Baseline"], ["PAM Follow-up"]],
  });
  const rows = await it.rows(staged);
  expect(staged.columns).toEqual(["Client ID", "PAM Baseline", "PAM Follow-up"]);
  expect(staged.decisions).toMatchObject({ headerRow: 5, titleRows: 3, blankRows: 1 });
  expect(rows).toHaveLength(40);
  expect(mean(rows, 1)).toBeCloseTo(54.35, 10);
  expect(mean(rows, 2)).toBeCloseTo(59.4, 10);
  expect(staged.excluded.map(({ row }) => row)).toEqual([46, 48]);
});

describe("sheets", () => {
  const many = fixture("x04_multi_sheet_hidden_pii.xlsx");

  test("the first visible one that holds the header, with a note on the others and the hidden one", async () => {
    const staged = await stage(many);
    expect(staged).toMatchObject({ sheet: "Camden", rows: 10 });
    const notes = staged.decisions.notes.join(" ");
    expect(notes).toContain('"Brent", "Ealing"');
    expect(notes).toContain("1 hidden sheet was not read");
    expect(notes).not.toContain("lookup_hidden");
  });

  test("the one that is asked for", async () => {
    expect(await stage(many, { sheet: "ealing " })).toMatchObject({ sheet: "Ealing", rows: 10 });
  });

  test("a hidden one is read only where it is named", async () => {
    const recognise = [["NHS Number"]];
    expect((await codedError(stage(many, { recognise }))).code).toBe("COLUMNS_MISSING");
    const staged = await stage(many, { recognise, sheet: "lookup_hidden" });
    expect(staged).toMatchObject({ sheet: "lookup_hidden", rows: 1 });
  });

  test("one that is not there is refused, with the visible names", async () => {
    const error = await codedError(stage(many, { sheet: "Harrow" }));
    expect([error.code, error.exit]).toEqual(["SHEET_MISSING", 3]);
    expect(error.message).toContain('"READ ME", "Camden", "Brent", "Ealing"');
    expect(error.message).not.toContain("lookup_hidden");
  });
});

test("dates of every kind", async () => {
  const staged = await stage(fixture("x06_dates_mixed_types.xlsx"));
  const rows = await it.rows(staged);
  expect(staged.decisions.notes.join(" ")).toContain("1 number in a column of dates was read as the day");
  expect(rows.map(({ cells }) => cells[1])).toEqual([
    "2024-04-03",
    "03/04/2024",
    "2024-04-03",
    "2024-04-03",
    "60",
    "2024-04-03",
    "2024-04-03T23:30:00",
  ]);
});

test("hidden rows and columns are read, and noted", async () => {
  const staged = await stage(fixture("x07_hidden_rows_columns_filter.xlsx"));
  expect(staged.rows).toBe(40);
  expect(staged.decisions.notes.join(" ")).toContain("20 rows are hidden");
  expect(staged.decisions.notes.join(" ")).toContain("1 column is hidden");
});

test("a header and nothing else", async () => {
  const staged = await stage(fixture("x20_minimal_ok.xlsx"));
  expect(staged.rows).toBe(0);
  expect(staged.decisions.notes.join(" ")).toContain("no rows of data");
});

describe("cells", () => {
  const column = async (cells: readonly XLSX.CellObject[], date1904 = false) => {
    const entries = cells.map((cell, index) => [
      [`A${index + 2}`, t(`C${index}`)],
      [`B${index + 2}`, cell],
    ]);
    const all = Object.fromEntries([["A1", t("Client ID")], ["B1", t("Value")], ...entries.flat()]);
    const staged = await stage(workbook("cells.xlsx", all, { date1904 }));
    return { staged, values: (await it.rows(staged)).map((row) => row.cells[1]) };
  };

  test("numbers are shortest decimals, never with an exponent", async () => {
    const given = [40.7, 0.1 + 0.2, -5, 0, 9990000018, 1e21, 1.5e-7, -1.25e-9, 0.667, 123456789012345];
    expect((await column(given.map((v) => n(v)))).values).toEqual([
      "40.7",
      "0.3",
      "-5",
      "0",
      "9990000018",
      "1000000000000000000000",
      "0.00000015",
      "-0.00000000125",
      "0.667",
      "123456789012345",
    ]);
  });

  test("number formats do not turn numbers into dates, and keep leading zeros", async () => {
    const cells = [
      n(45385, '0 "days"'),
      n(45385, "#,##0.00"),
      n(12, "000000"),
      n(0.5, "0%"),
      n(7, "[Red]0.0"),
    ];
    expect((await column(cells)).values).toEqual(["45385", "45385", "000012", "0.5", "7"]);
  });

  test.each([
    [1, "yyyy-mm-dd", "1900-01-01"],
    [59, "dd/mm/yyyy", "1900-02-28"],
    [60, "dd/mm/yyyy", "1900-02-29"],
    [61, "dd/mm/yyyy", "1900-03-01"],
    [45385, "[$-809]dd mmmm yyyy;@", "2024-04-03"],
    [45385.5, "dd/mm/yyyy", "2024-04-03T12:00:00"],
    [45385.999999999, "dd/mm/yyyy hh:mm", "2024-04-04"],
    [2958465, "dd/mm/yyyy", "9999-12-31"],
    [4.6875, "[h]:mm", "112:30"],
    [0.5625, "hh:mm", "13:30"],
    [-3, "dd/mm/yyyy", "-3"],
  ])("%d as %s is %s", async (value, format, expected) => {
    expect((await column([n(value, format)])).values).toEqual([expected]);
  });

  test("a workbook that counts days from 1904", async () => {
    const cells = [n(43923, "dd/mm/yyyy"), n(0, "dd/mm/yyyy"), n(43923)];
    expect((await column(cells, true)).values).toEqual(["2024-04-03", "1904-01-01", "2024-04-03"]);
    expect((await column([n(43923), n(43924)], true)).values).toEqual(["43923", "43924"]);
  });

  test("booleans, errors and formulas", async () => {
    const { staged, values } = await column([
      { t: "b", v: true },
      { t: "b", v: false },
      { t: "e", v: 42 },
      { t: "n", v: 7, f: "3+4" },
      t("  kept as it is "),
      t(" "),
    ]);
    expect(values).toEqual(["TRUE", "FALSE", null, "7", "  kept as it is ", null]);
    expect(staged.decisions.notes.join(" ")).toContain("1 cell holds an error value");
  });

  test("a formula that was never calculated is blank, with a note", async () => {
    const xml = sheetXml([
      [text("Client ID"), text("Score")],
      [text("C1"), "<c><f>1+1</f></c>"],
      [text("C2"), "<c><f>1+1</f><v>2</v></c>"],
    ]);
    const staged = await stage(it.write("formula.xlsx", makeZip(workbookParts(xml))));
    expect((await it.rows(staged)).map(({ cells }) => cells)).toEqual([
      ["C1", null],
      ["C2", "2"],
    ]);
    expect(staged.decisions.notes.join(" ")).toContain("1 formula was never calculated");
  });
});

test("columns without a name are kept where they hold something", async () => {
  const path = workbook("extra.xlsx", {
    B2: t("Client ID"),
    D2: t("Notes"),
    B3: t("C1"),
    D3: t("a"),
    F3: t("beyond"),
    B5: t("C2"),
  });
  const staged = await stage(path);
  expect(staged.columns).toEqual(["Client ID", "Notes", "column 6"]);
  expect(await it.rows(staged)).toEqual([
    { row: 3, cells: ["C1", "a", "beyond"] },
    { row: 5, cells: ["C2", null, null] },
  ]);
  expect(staged.decisions).toMatchObject({ titleRows: 1, headerRow: 2, blankRows: 1 });
});

describe("files that are not what their names say", () => {
  test("a workbook of Excel 97", async () => {
    const path = workbook("old.xls", { A1: t("Client ID"), A2: t("C1") }, { type: "biff8" });
    expect((await stage(path)).rows).toBe(1);
  });

  test("a web page named .xls, its cells as they are written", async () => {
    const staged = await stage(fixture("32_html_saved_as_xls.xls"));
    const rows = await it.rows(staged);
    expect(rows).toHaveLength(40);
    expect(rows[0]?.cells.slice(0, 3)).toEqual(["C001", "9990000018", "02/02/2024"]);
    expect(mean(rows, 6)).toBeCloseTo(59.375, 10);
    expect(staged.decisions.notes[0]).toContain("web page");
  });

  test("delimited text named .xlsx", async () => {
    const staged = await stage(it.write("text.xlsx", "Client ID;Notes\nC1;a\n"));
    expect(staged.decisions).toMatchObject({ path: "fast", delimiter: ";" });
    expect(staged.decisions.notes[0]).toContain("named as a workbook");
  });

  test("a workbook named .csv", async () => {
    const path = it.write("book.csv", readFileSync(fixture("x01_plain.xlsx")));
    expect((await it.stage(path)).decisions.path).toBe("workbook");
  });
});

describe("workbooks that are refused", () => {
  const good = workbookParts(sheetXml([[text("Client ID")], [text("C1")]]));

  test("the parts make a workbook to begin with", async () => {
    expect((await stage(it.write("good.xlsx", makeZip(good)))).rows).toBe(1);
  });

  test.each(["x26_truncated.xlsx", "x28_ole2_encrypted_or_xls.xlsx"])("%s", async (name) => {
    const error = await codedError(stage(fixture(name)));
    expect([error.code, error.exit]).toEqual(["WORKBOOK_UNREADABLE", 3]);
    expect(error.remedy).toContain("without a password");
  });

  test("encrypted members", async () => {
    const path = it.write("locked.xlsx", makeZip(good.map((part) => ({ ...part, encrypted: true }))));
    const error = await codedError(stage(path));
    expect(error.code).toBe("WORKBOOK_UNREADABLE");
    expect(error.what).toContain("password");
  });

  test("damaged data, found by its checksum", async () => {
    const path = it.write("damaged.xlsx", makeZip(good.map((part) => ({ ...part, crc: 1 }))));
    expect((await codedError(stage(path))).what).toContain("checksum");
  });

  test("a directory that contradicts the members", async () => {
    const path = it.write(
      "twofaced.xlsx",
      makeZip(good.map((part) => ({ ...part, localName: "longer-name" }))),
    );
    expect((await codedError(stage(path))).what).toContain("contradicts");
  });

  test("a decompression bomb that lies about its size", async () => {
    const block = deflateRawSync(Buffer.alloc(1 << 24), { finishFlush: constants.Z_FULL_FLUSH });
    const blocks = Array.from({ length: Math.ceil(defaultLimits.workbook_part_mb / 16) + 1 }, () => block);
    const packed = Buffer.concat([...blocks, Buffer.from([3, 0])]);
    expect(packed.length).toBeLessThan(1_000_000);
    const bomb = { name: "xl/media/a.bin", packed, declaredSize: 10, crc: 0 };
    const error = await codedError(stage(it.write("bomb.xlsx", makeZip([...good, bomb]))));
    expect([error.code, error.exit]).toEqual(["WORKBOOK_TOO_LARGE", 3]);
  });
});

test("entities are neither expanded nor fetched", async () => {
  const secret = it.write("secret.txt", "SECRET");
  const doubling = Array.from(
    { length: 40 },
    (_, level) => `<!ENTITY e${level + 1} "&e${level};&e${level};">`,
  );
  const prologue = `<!DOCTYPE x [<!ENTITY e0 "boom"><!ENTITY x SYSTEM "file://${secret}">${doubling.join("")}]>`;
  const xml = sheetXml(
    [
      [text("Client ID"), text("A")],
      [text("C1&e40;"), text("&x;")],
    ],
    prologue,
  );
  const staged = await stage(it.write("entities.xlsx", makeZip(workbookParts(xml))));
  const [row] = await it.rows(staged);
  expect(row?.cells.join("").length).toBeLessThan(100);
  expect(row?.cells.join("")).not.toContain("SECRET");
});
