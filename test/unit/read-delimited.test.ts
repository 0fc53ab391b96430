import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StagedTable } from "../../loaders/read/staged.ts";
import { type Bench, bench, codedError, fixture, mean, textOf } from "./read-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const records = (staged: StagedTable): number =>
  staged.decisions.headerRow +
  staged.decisions.blankRows +
  staged.rows +
  staged.excluded.length +
  staged.unreadable.length;

describe("the same forty people in nine layouts", () => {
  test.each([
    ["01_utf8_plain.csv", "UTF-8", ",", 1],
    ["02_utf8_bom.csv", "UTF-8 with byte order mark", ",", 1],
    ["03_utf16le_bom_tab.csv", "UTF-16 LE with byte order mark", "\t", 1],
    ["05_windows1252.csv", "Windows-1252", ",", 1],
    ["06_semicolon_decimal_comma.csv", "UTF-8", ";", 1],
    ["08_sep_directive.csv", "UTF-8", ";", 2],
    ["09_title_rows_and_footer.csv", "UTF-8", ",", 4],
    ["13_quoted_newlines.csv", "UTF-8", ",", 1],
    ["15_cr_only.csv", "UTF-8", ",", 1],
  ])("%s", async (name, encoding, delimiter, headerRow) => {
    const staged = await it.stage(fixture(name));
    const rows = await it.rows(staged);
    expect(staged.rows).toBe(40);
    expect(rows).toHaveLength(40);
    expect(staged.columns.slice(0, 8)).toEqual([
      "Client ID",
      "NHS Number",
      "Referral Date",
      "Ethnicity",
      "Gender",
      "PAM Score Pre",
      "PAM Score Post",
      "Link Worker",
    ]);
    expect(staged.decisions).toMatchObject({ encoding, delimiter, headerRow, titleRows: headerRow - 1 });
    expect(mean(rows, 5)).toBeCloseTo(54.35, 10);
    expect(mean(rows, 6)).toBeCloseTo(59.375, 10);
    expect(rows.map(({ row }) => row)).toEqual(
      Array.from({ length: 40 }, (_, index) => headerRow + 1 + index),
    );
    expect(rows[3]?.cells[7]).toBe("Zoë O’Brien");
    expect(staged.unreadable).toEqual([]);
  });
});

test("regular files go through DuckDB's reader, classic Macintosh line ends do not", async () => {
  expect((await it.stage(fixture("13_quoted_newlines.csv"))).decisions.path).toBe("fast");
  expect((await it.stage(fixture("15_cr_only.csv"))).decisions.path).toBe("careful");
});

test("Windows-1252 is noted, with the line that gave it away", async () => {
  const { decisions } = await it.stage(fixture("05_windows1252.csv"));
  expect(decisions.notes.join(" ")).toContain("line 3");
});

test("title rows, the row of sums and the footnote are no clients", async () => {
  const staged = await it.stage(fixture("09_title_rows_and_footer.csv"));
  expect(staged.excluded).toEqual([
    { row: 45, reason: "total or note row" },
    { row: 47, reason: "note row" },
  ]);
  expect(staged.decisions.blankRows).toBe(1);
  expect(records(staged)).toBe(47);
});

test("repeated column names are told apart", async () => {
  const staged = await it.stage(fixture("11_duplicate_headers.csv"));
  expect(staged.columns).toEqual(["Client ID", "Date", "Score", "Date (2)", "Score (2)"]);
  const [first] = await it.rows(staged);
  expect(first?.cells).toEqual(["C001", "02/02/2024", "40.7", "02/02/2024", "44.8"]);
});

test("blank column names are filled in by position, and their cells kept", async () => {
  const staged = await it.stage(fixture("35_emis_blank_group_labels.csv"), {
    recognise: [["Slot Type"]],
  });
  expect(staged.columns).toEqual(["Session Holder", "Day of Week", "Slot Type", "column 4", "column 5"]);
  const rows = await it.rows(staged);
  expect(mean(rows, 3) * rows.length).toBe(40);
  expect(rows[1]?.cells).toEqual([null, null, "Urgent", "5", null]);
});

test("rows of the wrong width are reported, never padded, cut or dropped", async () => {
  const staged = await it.stage(fixture("17_ragged.csv"));
  expect(staged.unreadable.map(({ row, code }) => [row, code])).toEqual([
    [8, "ROW_TOO_SHORT"],
    [15, "ROW_TOO_SHORT"],
    [22, "ROW_TOO_SHORT"],
    [29, "ROW_TOO_SHORT"],
    [36, "ROW_TOO_SHORT"],
    [42, "ROW_TOO_LONG"],
  ]);
  expect(staged.rows).toBe(35);
  expect(records(staged)).toBe(42);
});

test("cells stay as they are written", async () => {
  const suppressed = await it.stage(fixture("20_suppressed_and_missing.csv"), { recognise: [["Borough"]] });
  const cells = (await it.rows(suppressed)).map((row) => row.cells);
  expect(cells).toContainEqual(["Hackney", "*", "<5", "-"]);
  expect(cells).toContainEqual(["Newham", "1,204", "1,001", "83.1%"]);
  expect(cells).toContainEqual(["Sutton", null, "#DIV/0!", "#REF!"]);
  expect(cells).toContainEqual(["Harrow", " 15 ", "１５", "15.0 "]);
  const formulas = await it.stage(fixture("21_formula_injection.csv"));
  expect((await it.rows(formulas)).map((row) => row.cells[1])).toContain(
    '=HYPERLINK("http://x.invalid","click")',
  );
});

test("a record keeps its line breaks, and counts once", async () => {
  const staged = await it.stage(fixture("healthroster_sickness.csv"), { recognise: [["Staff Number"]] });
  const rows = await it.rows(staged);
  expect(rows.map(({ row }) => row)).toEqual([2, 3]);
  expect(rows[0]?.cells[21]).toBe("off sick\nsee email");
  expect(staged.decisions.blankRows).toBe(1);
});

test.each([
  ["systmone_style_patient_export.csv", "NHS number", 4, 21],
  ["esr_absence_export.csv", "Employee", 9, 42],
  ["redcap_longitudinal.csv", "record_id", 45, 16],
])("%s", async (name, column, rows, columns) => {
  const staged = await it.stage(fixture(name), { recognise: [[column]] });
  expect(staged.rows).toBe(rows);
  expect(staged.columns).toHaveLength(columns);
});

test("a header without data gives no rows, and says so", async () => {
  const staged = await it.stage(fixture("25_header_only.csv"));
  expect(staged.rows).toBe(0);
  expect(staged.decisions.notes.join(" ")).toContain("no rows of data");
});

test("an empty file is refused", async () => {
  const error = await codedError(it.stage(fixture("26_empty.csv")));
  expect([error.code, error.exit]).toEqual(["FILE_EMPTY", 3]);
  const blank = await codedError(it.stage(it.write("blank.csv", "\r\n\r\n ,,\r\n")));
  expect(blank.code).toBe("FILE_EMPTY");
});

test("a file that is not there is refused", async () => {
  expect((await codedError(it.stage(`${it.folder}/nowhere.csv`))).code).toBe("FILE_MISSING");
});

test("a cell longer than DuckDB's limit for a line is read", async () => {
  const long = "x".repeat(3_000_000);
  const staged = await it.stage(it.write("long.csv", `Client ID,Notes\r\nC1,${long}\r\nC2,short\r\n`));
  const rows = await it.rows(staged);
  expect(rows.map(({ cells }) => cells[1]?.length)).toEqual([3_000_000, 5]);
});

describe("quotes that are never closed", () => {
  const head = "Client ID,Date,Notes\n";

  test("cost one row, not the rest of the file", async () => {
    const path = it.write("open.csv", `${head}C1,d,"open\nC2,d,fine\nC3,d,fine\n`);
    const staged = await it.stage(path);
    expect(staged.unreadable.map(({ row, code }) => [row, code])).toEqual([[2, "ROW_UNTERMINATED"]]);
    expect((await it.rows(staged)).map(({ row, cells }) => [row, cells[0]])).toEqual([
      [3, "C2"],
      [4, "C3"],
    ]);
  });

  test("do not run together with a quoted cell further down", async () => {
    const path = it.write("met.csv", `${head}C1,d,"open\nC2,d,fine\nC3,d,"quoted"\nC4,d,fine\n`);
    const staged = await it.stage(path);
    expect(staged.unreadable.map(({ row }) => row)).toEqual([2]);
    expect((await it.rows(staged)).map(({ cells }) => cells.join("|"))).toEqual([
      "C2|d|fine",
      "C3|d|quoted",
      "C4|d|fine",
    ]);
  });

  test("do not run together with each other", async () => {
    const path = it.write("each.csv", `${head}C1,d,"a ""b""\nC2,d,"open\nC3,d,"open\nC4,d,fine\n`);
    const staged = await it.stage(path);
    expect(staged.unreadable.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect((await it.rows(staged)).map(({ row, cells }) => [row, cells[0]])).toEqual([[5, "C4"]]);
  });

  test("are told from unescaped quotes inside a text of several lines", async () => {
    const path = it.write("talk.csv", `${head}C1,d,"Came in.\nSaid "hello" and left"\nC2,d,fine\n`);
    const staged = await it.stage(path);
    expect(staged.unreadable).toEqual([]);
    expect((await it.rows(staged)).map(({ cells }) => cells[2])).toEqual([
      'Came in.\nSaid hello" and left"',
      "fine",
    ]);
  });

  test("on the last line", async () => {
    const staged = await it.stage(it.write("last.csv", `${head}C1,d,fine\nC2,d,"open`));
    expect(staged.unreadable).toMatchObject([{ row: 3, code: "ROW_UNTERMINATED" }]);
    expect(staged.rows).toBe(1);
  });
});

test("quotes in unusual places are read as Excel reads them, with a note", async () => {
  const path = it.write("stray.csv", 'Client ID,Notes\nC1,5" plank\nC2,"said "hello" twice"\nC3,a\n');
  const staged = await it.stage(path);
  expect((await it.rows(staged)).map(({ cells }) => cells[1])).toEqual([
    '5" plank',
    'said hello" twice"',
    "a",
  ]);
  expect(staged.decisions.notes.join(" ")).toContain("2 rows hold quotation marks");
});

test("extra blank cells at the end are left out with a note; extra filled ones make the row unreadable", async () => {
  const path = it.write("extra.csv", "Client ID,Notes\nC1,a,,\nC2,b\n,,,x\n");
  const staged = await it.stage(path);
  expect((await it.rows(staged)).map(({ cells }) => cells)).toEqual([
    ["C1", "a"],
    ["C2", "b"],
  ]);
  expect(staged.unreadable).toMatchObject([{ row: 4, code: "ROW_TOO_LONG" }]);
  expect(staged.decisions.notes.join(" ")).toContain("extra blank cells");
});

test("blank lines are counted, and rows keep their numbers", async () => {
  const path = it.write("gaps.csv", "Report\n\n\nClient ID,Notes\n\nC1,a\n , \nC2,\n\n");
  const staged = await it.stage(path);
  expect(await it.rows(staged)).toEqual([
    { row: 6, cells: ["C1", "a"] },
    { row: 8, cells: ["C2", null] },
  ]);
  expect(staged.decisions).toMatchObject({ headerRow: 4, titleRows: 3, blankRows: 3 });
  expect(records(staged)).toBe(9);
});

test("titles with blank lines and quoted line breaks above a regular table", async () => {
  const path = it.write("titles.csv", '"Report\nfor Camden"\n\nClient ID,Notes\nC1,a\nC2,b\n');
  const staged = await it.stage(path);
  expect(await it.rows(staged)).toEqual([
    { row: 4, cells: ["C1", "a"] },
    { row: 5, cells: ["C2", "b"] },
  ]);
});

test("headers repeated inside the data are left out", async () => {
  const path = it.write("pages.csv", "Client ID,Notes\nC1,a\nclient  id, Notes\nC2,Notes\n");
  const staged = await it.stage(path);
  expect(staged.excluded).toEqual([{ row: 3, reason: "repeated header" }]);
  expect((await it.rows(staged)).map(({ cells }) => cells[1])).toEqual(["a", "Notes"]);
});

describe("rows that begin with a word for sums", () => {
  const recognise = [["Service"], ["Referred"], ["Closed"], ["Reason"]];
  const head = "Service,Referred,Closed,Reason\n";
  const stage = (body: string) => it.stage(it.write("sums.csv", head + body), { recognise });

  test("a complete record of a service called Total Health stays, even as the last row", async () => {
    const staged = await stage("Total Health,1,2,x\nOther,1,2,y\nTotal Health,3,4,z\n");
    expect(staged.rows).toBe(3);
    expect(staged.excluded).toEqual([]);
  });

  test("subtotals and the grand total go", async () => {
    const staged = await stage("A,1,2,x\nTotal,1,2,\nB,3,4,y\nTotal:,3,4,\nGrand total,4,6,\n");
    expect(staged.excluded.map(({ row }) => row)).toEqual([3, 5, 6]);
  });

  test("a full row of sums at the end goes", async () => {
    expect((await stage("A,1,2,x\nB,1,2,y\nTotal,2,4,z\n")).excluded.map(({ row }) => row)).toEqual([4]);
  });

  test("the word must end where the word ends", async () => {
    expect((await stage("Totally Fit,1,,\nTotality,1,,\n")).rows).toBe(2);
  });

  test("a short row of sums is left out as such, not reported as unreadable", async () => {
    const staged = await stage("A,1,2,x\nB,1,2,y\nTotal,2\n");
    expect(staged.unreadable).toEqual([]);
    expect(staged.excluded).toEqual([{ row: 4, reason: "total or note row" }]);
  });
});

test("white space of any kind is blank, on both routes", async () => {
  const spaces = [..." \t\u0085\u00a0\u1680\u2003\u200b\u2028\u202f\u205f\u3000\ufeff"];
  const body = spaces.map((space, index) => `C${index},${space}${space}`).join("\n");
  const end = ["\n", "\nC99,x\n\nC100,y\n"];
  for (const [index, path] of (["fast", "careful"] as const).entries()) {
    const staged = await it.stage(it.write("spaces.csv", `Client ID,Notes\n${body}${end[index]}`));
    expect(staged.decisions.path).toBe(path);
    const notes = (await it.rows(staged)).slice(0, spaces.length).map(({ cells }) => cells[1]);
    expect(notes).toEqual(spaces.map(() => null));
  }
});

test("a sum that stands alone below a gap is a note, a record below a gap is none", async () => {
  const body = "Client ID,Amount,Date,Place\n1,10,d,x\n2,20,d,y\n,,,\n";
  const sum = await it.stage(it.write("sum.csv", `${body},30,,\n`));
  expect(sum.excluded).toEqual([{ row: 5, reason: "note row" }]);
  const record = await it.stage(it.write("late.csv", `${body}3,,,\n`));
  expect((await it.rows(record)).map(({ row }) => row)).toEqual([2, 3, 5]);
});

test("a last record with one filled cell is kept where it looks like the others", async () => {
  const path = it.write("sparse.csv", "Client ID,Date,Notes\nC001,d,a\nC002,d,b\nC003,,\n");
  expect((await it.stage(path)).rows).toBe(3);
});

test("a file name with pattern characters is that file alone", async () => {
  it.write("ab.csv", "Client ID,Notes\nother,file\n");
  const path = it.write("a[b*].csv", "Client ID,Notes\nC1,a\n");
  const staged = await it.stage(path);
  expect(await it.rows(staged)).toEqual([{ row: 2, cells: ["C1", "a"] }]);
});

test("a table name is taken as a name, whatever it holds", async () => {
  const staged = await it.stage(fixture("01_utf8_plain.csv"), { table: 'x"; DROP TABLE y; --' });
  expect(staged.table).toBe('"x""; DROP TABLE y; --"');
  expect(await it.rows(staged)).toHaveLength(40);
});

test("nothing is left in the scratch folder, and the table is in no database file", async () => {
  const before = readdirSync(it.folder).length;
  await it.stage(fixture("05_windows1252.csv"), { table: "private" });
  expect(readdirSync(it.folder)).toHaveLength(before);
  const found = await it.connection.runAndReadAll(
    "SELECT temporary FROM duckdb_tables() WHERE table_name = 'private'",
  );
  expect(found.getRows()).toEqual([[true]]);
});

describe("encodings", () => {
  const text = "Client ID,Notes\r\nŁ1,naïve – “quoted”\r\nC2,日本\r\n";
  const cells = [
    ["Ł1", "naïve – “quoted”"],
    ["C2", "日本"],
  ];
  const bigEndian = (content: string) => Buffer.from(content, "utf16le").swap16();

  test.each([
    ["UTF-16 BE with a mark", bigEndian(`\ufeff${text}`), "UTF-16 BE with byte order mark"],
    ["UTF-16 LE without a mark", Buffer.from(text, "utf16le"), "UTF-16 LE"],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`), "UTF-8 with byte order mark"],
  ])("%s", async (_, bytes, encoding) => {
    const staged = await it.stage(it.write("encoded.csv", bytes));
    expect((await it.rows(staged)).map((row) => row.cells)).toEqual(cells);
    expect(staged.decisions.encoding).toBe(encoding);
  });

  test("a character across a chunk's border is whole", async () => {
    const filler = "a".repeat((1 << 20) - "Client ID,Notes\nC1,".length - 1);
    const staged = await it.stage(it.write("border.csv", `Client ID,Notes\nC1,${filler}é\nC2,é\n`));
    expect(staged.decisions.encoding).toBe("UTF-8");
    expect((await it.rows(staged)).map(({ cells: [, note] }) => note?.slice(-1))).toEqual(["é", "é"]);
  });

  test("every byte of Windows-1252", async () => {
    const bytes = Buffer.from(Array.from({ length: 128 }, (_, index) => 128 + index));
    const path = it.write("high.csv", Buffer.concat([Buffer.from("Client ID,Notes\nC1,"), bytes]));
    const [row] = await it.rows(await it.stage(path));
    expect(row?.cells[1]?.slice(0, 32)).toBe("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ");
    expect(row?.cells[1]?.slice(32)).toBe(bytes.subarray(32).toString("latin1"));
  });

  test("text that declares itself UTF-8 and is not is refused, with the line", async () => {
    const bytes = Buffer.from("\ufeffClient ID,Notes\nC1,ok\nC2,\xe9\n", "utf8");
    const bad = Buffer.concat([bytes, Buffer.from([0x43, 0x33, 0x2c, 0xe9, 0x0a])]);
    const error = await codedError(it.stage(it.write("bad.csv", bad)));
    expect(error.code).toBe("ENCODING_WRONG");
    expect(error.place.line).toBe(4);
  });

  test("what is asked for goes first", async () => {
    const path = it.write("asked.csv", Buffer.from("Client ID,Notes\nC1,é\n"));
    const staged = await it.stage(path, { encoding: "windows-1252" });
    expect((await it.rows(staged))[0]?.cells[1]).toBe("Ã©");
  });

  test("a mixture is read, with a warning", async () => {
    const mixed = Buffer.concat([Buffer.from("Client ID,Notes\nC1,é è ê\nC2,"), Buffer.from([0xe9, 0x0a])]);
    const { decisions } = await it.stage(it.write("mixed.csv", mixed));
    expect(decisions.notes.join(" ")).toContain("looks like UTF-8");
  });

  test("NUL characters go, with a note", async () => {
    const staged = await it.stage(it.write("nul.csv", "Client ID,Notes\nC\x001,a\0\nC2,b\n"));
    expect((await it.rows(staged)).map(({ cells: own }) => own)).toEqual([
      ["C1", "a"],
      ["C2", "b"],
    ]);
    expect(staged.decisions.notes.join(" ")).toContain("2 NUL");
  });
});

describe("delimiters", () => {
  test.each(["\t", "|", ";", ","])("%j is found among cells full of the others", async (delimiter) => {
    const others = [",", ";", "|", " "].filter((one) => one !== delimiter).join("");
    const lines = [
      ["Client ID", "Notes"],
      [`C1${others}`, others + others],
      ["C2", "x"],
    ];
    const path = it.write("found.csv", lines.map((cells) => cells.join(delimiter)).join("\n"));
    const staged = await it.stage(path);
    expect(staged.decisions.delimiter).toBe(delimiter);
    expect((await it.rows(staged))[0]?.cells).toEqual(lines[1]);
  });

  test("one that is asked for, beyond the usual four", async () => {
    const path = it.write("odd.csv", "Client ID^Notes\nC1^a,b\n");
    const staged = await it.stage(path, { delimiter: "^" });
    expect((await it.rows(staged))[0]?.cells).toEqual(["C1", "a,b"]);
  });
});

describe("a header that cannot be found", () => {
  test("names the columns that are missing and what comes close, and no cell of the data", async () => {
    const path = it.write("names.csv", "Client number,Date of referal\n9990000018,02/02/2024\n");
    const error = await codedError(
      it.stage(path, { recognise: [["Client ID", "Client number"], ["Date of referral"]] }),
    );
    expect(error.code).toBe("COLUMNS_MISSING");
    expect(error.exit).toBe(3);
    expect(error.message).toContain('"Date of referral" (did you mean "Date of referal"?)');
    expect(error.place).toMatchObject({ file: "exports/file", row: 1 });
    expect(error.message).not.toContain("9990000018");
  });

  test("prints nothing of a file without a header", async () => {
    const body = textOf("01_utf8_plain.csv").split("\r\n").slice(1).join("\r\n");
    const error = await codedError(
      it.stage(it.write("headless.csv", body), { recognise: [["Client ID"], ["Ethnicity"]] }),
    );
    expect(error.message).not.toMatch(/999|C0|Black|Zo/u);
  });

  test("is not looked for below the fiftieth row", async () => {
    const path = it.write("deep.csv", `${"title,\n".repeat(50)}Client ID,Notes\nC1,a\n`);
    expect((await codedError(it.stage(path))).code).toBe("COLUMNS_MISSING");
  });
});

test("column names are compared without regard to case, spaces and line breaks", async () => {
  const path = it.write("loose.csv", '"  CLIENT\n id ",Notes\nC1,a\n');
  const staged = await it.stage(path);
  expect(staged.columns).toEqual(["CLIENT id", "Notes"]);
});
