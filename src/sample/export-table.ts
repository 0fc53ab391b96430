import type { Random } from "./random.ts";
import type { Cell } from "./workbook.ts";

/** A column of an export: its name, and what stands in it for a thing. */
export type ExportColumn<Thing> = readonly [name: string, cell: (thing: Thing, random: Random) => Cell];

/** A row of an export before it is written: what it is about, and its cells by column. */
export interface ExportRow<Thing> {
  readonly of: Thing;
  readonly cells: Record<string, Cell>;
}

/** Fills in the rows of an export, in order. */
export function exportRows<Thing>(
  random: Random,
  columns: readonly ExportColumn<Thing>[],
  things: readonly Thing[],
): ExportRow<Thing>[] {
  // Rows of one shape, copied: objects grown name by name take several times as long.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(columns.map(([name]) => [name, null]))));
  return things.map((of) => {
    const cells: Record<string, Cell> = { ...blank };
    for (const [name, cell] of columns) cells[name] = cell(of, random);
    return { of, cells };
  });
}

/** The cells of rows in the order of the columns. */
export const cellsInOrder = <Thing>(
  columns: readonly ExportColumn<Thing>[],
  rows: readonly ExportRow<Thing>[],
): (readonly Cell[])[] => rows.map(({ cells }) => columns.map(([name]) => cells[name] ?? null));

/** Writes lines of cells as comma-separated text. Days and formulas of a workbook have no place in it: such cells stay blank. */
export function delimitedText(lines: readonly (readonly Cell[])[], endOfLine: "\r\n" | "\n"): string {
  return lines.map((cells) => cells.map(quoted).join(",") + endOfLine).join("");
}

function quoted(cell: Cell): string {
  if (cell === null || typeof cell === "object") return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8, as most systems write it. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
