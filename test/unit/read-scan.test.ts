import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKSUM_ROWS, scanRecords } from "../../loaders/read/scan-records.ts";
import { type Bench, bench } from "./read-support.ts";

let it: Bench;
beforeAll(async () => {
  it = await bench();
});
afterAll(() => it.close());

const scan = (text: string | Uint8Array, layout = {}) =>
  scanRecords(it.write("scan.csv", text), { delimiter: ",", quote: '"', headerRow: 1, width: 2, ...layout });

/** The checksum as it is defined: row weights times bytes of the row's cells. */
const checksum = (...cells: readonly (readonly [row: number, ...cells: string[]])[]): bigint =>
  cells.reduce(
    (sum, [row, ...texts]) => sum + BigInt(((row % CHECKSUM_ROWS) + 1) * Buffer.byteLength(texts.join(""))),
    0n,
  );

test("records, cells and line ends", async () => {
  expect(await scan('a,b\n1,"x\n""y"""\n3,é\n')).toEqual({
    records: 2,
    blank: 0,
    ragged: 0,
    stray: 0,
    unterminated: false,
    longest: '1,"x\n""y"""'.length,
    lineEnds: { lf: 3, crlf: 0, cr: 0 },
    checksum: checksum([2, "1", 'x\n"y"'], [3, "3", "é"]),
    untidy: [false, true],
  });
});

test("a cell that moves to another row, or loses a character, changes the checksum", async () => {
  const sums = await Promise.all(
    ["a,b\n1,xx\n2,y\n", "a,b\n1,x\n2,yx\n", "a,b\n1,x\n2,y\n"].map(
      async (one, index) =>
        (
          await scanRecords(it.write(`sum${index}.csv`, one), {
            delimiter: ",",
            quote: '"',
            headerRow: 1,
            width: 2,
          })
        ).checksum,
    ),
  );
  expect(new Set(sums).size).toBe(3);
});

describe.each([
  ["blank lines", "a,b\n\n1,2\n\n", { records: 3, blank: 2, ragged: 0 }],
  ["short and long records", "a,b\n1\n1,2,3\n1,2\n", { records: 3, ragged: 2 }],
  ["a quote inside a plain cell", 'a,b\n1,5" plank\n', { stray: 1 }],
  ["text after a closing quote", 'a,b\n1,"x"y\n', { stray: 1 }],
  ["a quote that stays open", 'a,b\n1,"x\n2,y\n', { unterminated: true, records: 1 }],
  ["no line end at the end", "a,b\n1,2", { records: 1, ragged: 0, lineEnds: { lf: 1, crlf: 0, cr: 0 } }],
  ["a blank last cell at the end", "a,b\n1,", { records: 1, ragged: 0 }],
  ["mixed line ends", "a,b\r\n1,2\n3,4\r5,6\r", { records: 3, lineEnds: { lf: 1, crlf: 1, cr: 2 } }],
  ["nothing below the header", "a,b\n", { records: 0, checksum: 0n }],
])("%s", (_, text, expected) => {
  test("are counted", async () => {
    expect(await scan(text)).toMatchObject(expected);
  });
});

test.each([
  ["a space in front", "a,b\n1, x\n", [false, true]],
  ["a space behind", "a,b\n1 ,x\n", [true, false]],
  ["white space in quotes", 'a,b\n"1\t","\nx"\n', [true, true]],
  ["a no-break space", "a,b\n1,\u00a0x\n", [false, true]],
  ["a zero-width space behind", "a,b\n1,x\u200b\n", [false, true]],
  ["nothing but a space", 'a,b\n1," "\n', [false, true]],
  ["white space inside only, and in the header", 'a , b\n1 2,"x\ny"\n', [false, false]],
  ["no cell at all", 'a,b\n,""\n', [false, false]],
] as const)("columns with %s are told apart", async (_, text, untidy) => {
  expect((await scan(text)).untidy).toEqual(untidy);
});

test("a byte order mark does not hide the quote behind it", async () => {
  expect(await scan('\ufeff"a","b"\n1,2\n')).toMatchObject({ stray: 0, records: 1 });
});

test.each([
  ["a cell", "x x", false],
  ["a cell", "x ", true],
  ["a cell", " x", true],
  ["a cell in quotes", '"x x"', false],
  ["a cell in quotes", '"x "', true],
  ["a cell in quotes", '" x"', true],
] as const)(
  "the ends of %s %j are known wherever the border of chunks lies in it",
  async (_, cell, untidy) => {
    for (let before = 0; before <= cell.length + 1; before += 1) {
      const filler = "x".repeat((1 << 20) - "a,b\n".length - 1 - before);
      expect((await scan(`a,b\n${filler},${cell}\n`)).untidy).toEqual([false, untidy]);
      expect((await scan(`a,b\n${filler},${cell}`)).untidy).toEqual([false, untidy]);
    }
  },
);

test.each([-6, -5, -4, -3, -2, -1, 0, 1, 2, 3])(
  "quotes and line ends across the border of chunks, shifted by %d",
  async (shift) => {
    const filler = "x".repeat((1 << 20) - 'a,b\r\n1,"'.length - 3 + shift);
    const text = `a,b\r\n1,"${filler}""\r\n"\r\n2,"y"\r\n`;
    expect(await scan(text)).toEqual({
      records: 2,
      blank: 0,
      ragged: 0,
      stray: 0,
      unterminated: false,
      longest: `1,"${filler}""\r\n"`.length,
      lineEnds: { lf: 0, crlf: 3, cr: 0 },
      checksum: checksum([2, "1", `${filler}"\r\n`], [3, "2", "y"]),
      untidy: [false, true],
    });
  },
);
