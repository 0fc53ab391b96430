import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, bench, codedError } from "./read-support.ts";
import { makeZip, sheetXml, text, workbookParts } from "./read-zip-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const cellsOf = async (path: string, request = {}) =>
  (await it.rows(await it.stage(path, request))).map(({ cells }) => cells);

describe("headers of two rows", () => {
  const body = "Report,,,,\nClient ID,PAM,,Wellbeing,Notes\n,Baseline,Follow-up,Score,\nC1,40,50,20,a\n";
  const recognise = [["Client ID"], ["PAM Baseline"], ["PAM Follow-up"]];

  test("are found where no row alone holds the columns, and the names joined", async () => {
    const staged = await it.stage(it.write("two.csv", body), { recognise });
    expect(staged.columns).toEqual([
      "Client ID",
      "PAM Baseline",
      "PAM Follow-up",
      "Wellbeing Score",
      "Notes",
    ]);
    expect(staged.decisions).toMatchObject({ headerRow: 3, titleRows: 1 });
    expect(staged.decisions.notes.join(" ")).toContain("rows 2 to 3");
    expect(await it.rows(staged)).toEqual([{ row: 4, cells: ["C1", "40", "50", "20", "a"] }]);
  });

  test("a lower name that is looked for is not joined to the text on its left", async () => {
    const path = it.write("beside.csv", "Client ID,PAM,,\n,Baseline,Follow-up,Borough\nC1,4,5,Brent\n");
    const staged = await it.stage(path, { recognise: [...recognise, ["Borough"]] });
    expect(staged.columns).toEqual(["Client ID", "PAM Baseline", "PAM Follow-up", "Borough"]);
  });

  test("both rows are left out where they are repeated", async () => {
    const [, upper, lower] = body.split("\n");
    const staged = await it.stage(it.write("again.csv", `${body}${upper}\n${lower}\nC2,1,2,3,b\n`), {
      recognise,
    });
    expect(staged.excluded.map(({ row }) => row)).toEqual([5, 6]);
    expect(staged.rows).toBe(2);
  });

  test("in a workbook without merged cells", async () => {
    const blank = "<c/>";
    const xml = sheetXml([
      [text("Client ID"), text("PAM"), blank],
      [blank, text("Baseline"), text("Follow-up")],
      [text("C1"), text("4"), text("5")],
    ]);
    const staged = await it.stage(it.write("two.xlsx", makeZip(workbookParts(xml))), {
      kind: "workbook",
      recognise,
    });
    expect(staged.columns).toEqual(["Client ID", "PAM Baseline", "PAM Follow-up"]);
    expect(await it.rows(staged)).toEqual([{ row: 3, cells: ["C1", "4", "5"] }]);
  });
});

describe("the header's rows, where the user says them", () => {
  const path = () => it.write("said.csv", "Client ID,Old\nx,y\nClient ID,New\nC1,a\n");

  test("win over the first row that looks like one", async () => {
    expect((await it.stage(path())).columns).toEqual(["Client ID", "Old"]);
    const staged = await it.stage(path(), { headerRows: [3, 3] });
    expect(staged.columns).toEqual(["Client ID", "New"]);
    expect(staged.decisions).toMatchObject({ headerRow: 3, titleRows: 2 });
    expect(await it.rows(staged)).toEqual([{ row: 4, cells: ["C1", "a"] }]);
  });

  test("may hold columns that nobody knows, with the delimiter found by even rows", async () => {
    const odd = it.write("odd.csv", "a, b, c\nName; Size\nx;1,5\ny;2,5\n");
    const staged = await it.stage(odd, { headerRows: [2, 2], recognise: [] });
    expect([staged.columns, staged.decisions.delimiter]).toEqual([["Name", "Size"], ";"]);
  });

  test("are refused with their number where a column is missing", async () => {
    const error = await codedError(it.stage(path(), { headerRows: [2, 2] }));
    expect([error.code, error.what]).toEqual(["COLUMNS_MISSING", expect.stringContaining("header_rows")]);
  });

  test("in a workbook, deep below", async () => {
    const rows = [...Array.from({ length: 60 }, () => [text("note")]), [text("Client ID")], [text("C1")]];
    const book = it.write("deep.xlsx", makeZip(workbookParts(sheetXml(rows))));
    expect((await codedError(it.stage(book, { kind: "workbook" }))).code).toBe("COLUMNS_MISSING");
    const staged = await it.stage(book, { kind: "workbook", headerRows: [61, 61] });
    expect(await it.rows(staged)).toEqual([{ row: 62, cells: ["C1"] }]);
  });
});

describe("rows, where the user says what they are", () => {
  test("a record that looks like a total stays, a record that is none goes", async () => {
    const path = it.write("rows.csv", "Client ID,A,B\nC1,1,2\ntest,1,2\nTotal,3,4\n");
    const plain = await it.stage(path);
    expect(plain.excluded).toEqual([{ row: 4, reason: "total or note row" }]);
    const staged = await it.stage(path, { keepRows: [4], leaveOutRows: [3] });
    expect(staged.excluded).toEqual([{ row: 3, reason: "left out, as programme.yaml says" }]);
    expect((await it.rows(staged)).map(({ cells }) => cells[0])).toEqual(["C1", "Total"]);
  });

  test("a row that cannot be read is left out and not quarantined", async () => {
    const path = it.write("short.csv", "Client ID,A,B\nC1,1,2\nC2,1\nC3,1,2,3\n");
    const staged = await it.stage(path, { leaveOutRows: [3] });
    expect(staged.excluded.map(({ row }) => row)).toEqual([3]);
    expect(staged.unreadable.map(({ row }) => row)).toEqual([4]);
  });
});

describe("the quote", () => {
  test("an apostrophe", async () => {
    const path = it.write("apostrophe.csv", "Client ID,Notes\nC1,'a, ''b'''\nC2,\"\n");
    expect(await cellsOf(path, { quote: "'" })).toEqual([
      ["C1", "a, 'b'"],
      ["C2", '"'],
    ]);
  });

  test("none", async () => {
    const path = it.write("none.csv", 'Client ID\tNotes\nC1\t"open\nC2\t"a" b\n');
    const staged = await it.stage(path, { quote: "" });
    expect((await it.rows(staged)).map(({ cells }) => cells)).toEqual([
      ["C1", '"open'],
      ["C2", '"a" b'],
    ]);
    expect([staged.decisions.path, staged.unreadable]).toEqual(["fast", []]);
  });
});

test("a row that lacks only columns without a name is whole", async () => {
  const path = it.write("trailing.csv", "Client ID,A,,\nC1,1\nC2\n");
  const staged = await it.stage(path);
  expect((await it.rows(staged)).map(({ cells }) => cells[0])).toEqual(["C1"]);
  expect(staged.unreadable).toMatchObject([{ row: 3, code: "ROW_TOO_SHORT" }]);
});

describe("the sign before decimals", () => {
  const decimal = async (body: string, request = {}) =>
    (await it.stage(it.write("decimal.csv", body), request)).decisions.decimal;

  test.each([
    ["a comma beside semicolons", "Client ID;A\nC1;40,7\nC2;41\n", ","],
    ["thousands alone prove nothing", "Client ID;A\nC1;1,204\nC2;41\n", "."],
    ["thousands with dots and a comma", "Client ID;A\nC1;1.204,50\nC2;41\n", ","],
    ["a dot beside semicolons", "Client ID;A\nC1;40.7\nC2;41\n", "."],
    ["both signs", "Client ID;A\nC1;40.7\nC2;41,5\n", "."],
    ["lists of codes are no numbers", "Client ID;A\nC1;1,2\nC2;1,2,5\n", "."],
    ["dates with dots are no numbers", "Client ID;A;D\nC1;1,5;02.03.2024\n", ","],
    ["a comma between commas", 'Client ID,A\nC1,"40,7"\n', "."],
  ])("%s", async (_, body, sign) => {
    expect(await decimal(body)).toBe(sign);
  });

  test("what the user says goes first", async () => {
    expect(await decimal('Client ID,A\nC1,"40,7"\n', { decimal: "," })).toBe(",");
    expect(await decimal("Client ID;A\nC1;40,7\n", { decimal: "." })).toBe(".");
  });
});
