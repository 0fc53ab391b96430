import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isBlank } from "../../loaders/read/blank.ts";
import { stageDelimited } from "../../loaders/read/stage-delimited.ts";
import { type Bench, bench, requestFor, storedRows } from "../unit/read-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom('"', '""', ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "a", "é", "€", "’"), {
        maxLength: 8,
      })
      .map((parts) => parts.join("")),
  },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  fc.constantFrom(
    "",
    " ",
    "\u00a0",
    "NULL",
    "'",
    "\\",
    "\\n",
    "=1+1",
    "total",
    "Client ID",
    "~~~",
    "!",
    "x".repeat(5000),
  ),
);

/** Text that survives the encoding: no NUL, no lone surrogate, and for Windows-1252 only its own characters. */
const cleaned = (encoding: Encoding) => (text: string) =>
  [...text.toWellFormed().replaceAll("\0", "").replaceAll("\ufffd", "?")]
    .filter((character) => encoding !== "windows-1252" || /[\t\n\r -~é€’]/u.test(character))
    .join("");

const encodings = ["utf-8", "utf-8-mark", "utf-16le-mark", "utf-16be-mark", "windows-1252"] as const;
type Encoding = (typeof encodings)[number];

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "utf-8-mark") return Buffer.from(`\ufeff${text}`);
  if (encoding === "utf-16le-mark") return Buffer.from(`\ufeff${text}`, "utf16le");
  if (encoding === "utf-16be-mark") return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  return Buffer.from(text.replaceAll("€", "\x80").replaceAll("’", "\x92"), "latin1");
}

const written = (cell: string, delimiter: string, always: boolean): string =>
  always || /["\r\n]/u.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

const file = fc
  .record({
    width: fc.integer({ min: 1, max: 6 }),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n", "\r"),
    encoding: fc.constantFrom(...encodings),
    quoteAll: fc.boolean(),
    endsInNewline: fc.boolean(),
    titles: fc.integer({ min: 0, max: 3 }),
  })
  .chain((layout) =>
    fc.record({
      layout: fc.constant(layout),
      cells: fc.array(
        fc.array(nasty.map(cleaned(layout.encoding)), { minLength: layout.width, maxLength: layout.width }),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
    }),
  )
  .map(({ layout, cells }) => {
    const { delimiter, newline, encoding, quoteAll, width } = layout;
    // A filled key keeps a row from being a blank one, a repeated header or a remark.
    const rows = cells.map((row, index) => [`K${index}`, ...row, "z"]);
    const header = ["Client ID", ...Array.from({ length: width }, (_, index) => `h${index}`), "Last"];
    const titles = Array.from({ length: layout.titles }, (_, index) => `Report line ${index}`);
    const lines = [header, ...rows].map((row) =>
      row.map((cell) => written(cell, delimiter, quoteAll)).join(delimiter),
    );
    const text = [...titles, ...lines].join(newline) + (layout.endsInNewline ? newline : "");
    return { text, rows, layout, headerRow: layout.titles + 1, bytes: encode(text, encoding) };
  });

const asStored = (cell: string): string | null => (isBlank(cell) ? null : cell);

test("any table, written in any usual dialect and encoding, comes back cell by cell", async () => {
  await fc.assert(
    fc.asyncProperty(file, async ({ rows, headerRow, bytes, layout }) => {
      const path = it.write("table.csv", bytes);
      const encoding = layout.encoding === "windows-1252" ? "windows-1252" : "auto";
      const request = requestFor(path, it.folder, { encoding, recognise: [["Client ID"], ["Last"]] });
      const expected = rows.map((cells, index) => ({
        row: headerRow + 1 + index,
        cells: cells.map(asStored),
      }));
      const quick = await stageDelimited(it.connection, request);
      expect(await storedRows(it.connection, quick)).toEqual(expected);
      expect(quick.decisions).toMatchObject({ delimiter: layout.delimiter, headerRow });
      const careful = await stageDelimited(it.connection, request, "careful");
      expect(await storedRows(it.connection, careful)).toEqual(expected);
      const { untidy, ...same } = quick;
      expect({ ...careful, decisions: { ...careful.decisions, path: quick.decisions.path } }).toEqual(same);
      // No cell of a column that is called tidy begins or ends in white space.
      const loose = expected.flatMap(({ cells }) =>
        cells.flatMap((cell, index) =>
          cell !== null && (isBlank(cell.slice(0, 1)) || isBlank(cell.slice(-1))) ? [index] : [],
        ),
      );
      for (const index of untidy === undefined ? [] : loose) expect(untidy?.[index]).toBe(true);
    }),
    { numRuns: 80 },
  );
});

test("regular tables do go through DuckDB's reader", async () => {
  const paths = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      file.filter(({ layout }) => layout.newline !== "\r"),
      async ({ bytes, layout }) => {
        const path = it.write("regular.csv", bytes);
        const encoding = layout.encoding === "windows-1252" ? "windows-1252" : "auto";
        const request = requestFor(path, it.folder, { encoding, recognise: [["Client ID"], ["Last"]] });
        paths.add((await stageDelimited(it.connection, request)).decisions.path);
      },
    ),
    { numRuns: 10 },
  );
  expect(paths).toContain("fast");
});

test("any bytes at all are accounted for: every record is stored, blank, left out or reported", async () => {
  const soup = fc
    .array(fc.constantFrom('"', '"', ",", ",", "\n", "\r\n", "a", "C1,b,c\n", " ", "é", "total"), {
      maxLength: 60,
    })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(soup, async (body) => {
      const path = it.write("soup.csv", `Client ID,B,C\n${body}`);
      const staged = await stageDelimited(it.connection, requestFor(path, it.folder, {}));
      const stored = (await storedRows(it.connection, staged)).map(({ row }) => row);
      const reported = [
        ...stored,
        ...staged.excluded.map(({ row }) => row),
        ...staged.unreadable.map(({ row }) => row),
      ];
      expect(new Set(reported).size).toBe(reported.length);
      expect(stored).toHaveLength(staged.rows);
      const { headerRow, blankRows } = staged.decisions;
      const records = headerRow + blankRows + reported.length;
      expect(Math.max(headerRow, ...reported)).toBeLessThanOrEqual(records);
      if (
        staged.unreadable.every(({ code }) => code !== "ROW_UNTERMINATED") &&
        !/[^,\n\r]"|"[^,\n\r]/u.test(body)
      ) {
        const oracle: string[][] = parse(`Client ID,B,C\n${body}`, {
          relax_column_count: true,
          relax_quotes: true,
          record_delimiter: ["\r\n", "\n", "\r"],
        });
        expect(records).toBe(oracle.length);
      }
    }),
    { numRuns: 120 },
  );
});
