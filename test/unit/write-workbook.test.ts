import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellText, writeWorkbook } from "../../loaders/write-workbook.ts";

function roundTrip(rows: readonly (readonly string[])[]): string[][] {
  const bytes = writeWorkbook([
    { name: "S", widths: [10, 10], wrapped: new Set([1]), headerRows: 0, frozenColumns: 0, rows },
  ]);
  const sheet = read(bytes, { dense: false }).Sheets.S ?? {};
  return rows.map((cells, r) =>
    cells.map((_, c) => {
      const cell = sheet[utils.encode_cell({ r, c })];
      if (cell?.f !== undefined) throw new Error("A formula.");
      return cell === undefined || cell.t === "z" ? "" : String(cell.v);
    }),
  );
}

describe("a workbook of texts", () => {
  it("gives back any text that a cell can hold", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "=cmd|' /C calc'!A0",
        "+1",
        "-5",
        "@SUM(A1)",
        "\tx",
        "_x0041_",
        "<b>&\"'",
        "  two  ",
        "•••",
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const wanted = rows.map((cells) => cells.map(cellText));
        expect(roundTrip(rows)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it("cuts what no cell holds, and leaves out what XML forbids", () => {
    expect(cellText("x".repeat(40_000))).toHaveLength(32_767);
    expect(cellText("a\u0000b\u000bc\ud800")).toBe("abc\ufffd");
    expect(roundTrip([["a\u0000b", "line\nbreak"]])).toEqual([["ab", "line\nbreak"]]);
  });

  it("is the same, byte by byte, for the same rows", () => {
    const make = () =>
      writeWorkbook([
        { name: "S", widths: [8], wrapped: new Set(), headerRows: 1, frozenColumns: 1, rows: [["a"], ["b"]] },
      ]);
    expect(Buffer.from(make()).equals(Buffer.from(make()))).toBe(true);
  });
});
