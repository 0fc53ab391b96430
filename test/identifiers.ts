import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";

const IDENTIFYING = /^(surname|last name|full name|client name|nhs[ _]number)$/i;
/** Rows of a file in which its header is looked for. */
const HEAD = 8;

/** NHS numbers and full names, as the exports hold them. */
export function identifiersOf(folder: string): { numbers: Set<string>; names: Set<string> } {
  const numbers = new Set<string>();
  const names = new Set<string>();
  for (const file of readdirSync(join(folder, "exports"))) {
    for (const rows of tablesOf(join(folder, "exports", file))) {
      const start = rows.findIndex((row) => row.some((cell) => IDENTIFYING.test(cell)));
      const header = rows[start] ?? [];
      const column = (pattern: RegExp) => header.findIndex((name) => pattern.test(name));
      const number = column(/^nhs[ _]number$/i);
      const last = column(/^(surname|last name)$/i);
      const first = column(/^(forename|first name)$/i);
      const whole = column(/^(full|client) name$/i);
      for (const row of start < 0 ? [] : rows.slice(start + 1)) {
        const digits = (row[number] ?? "").replace(/\D/g, "");
        if (digits.length === 10) numbers.add(digits);
        const parts = whole >= 0 ? splitName(row[whole] ?? "") : [row[first] ?? "", row[last] ?? ""];
        const [forename = "", surname = ""] = parts.map((part) => part.trim().toLowerCase());
        if (forename === "" || surname === "") continue;
        names.add(`${forename} ${surname}`);
        names.add(`${surname} ${forename}`);
      }
    }
  }
  return { numbers, names };
}

/** Sheets of a workbook, hidden ones too, or the one table of a text file, as rows of texts; none where no header names an identifier. */
function tablesOf(path: string): readonly (readonly string[])[][] {
  const bytes = readFileSync(path);
  if (!path.endsWith(".csv")) {
    if (
      !sheetsOf(bytes, HEAD)
        .flat(2)
        .some((cell) => IDENTIFYING.test(cell))
    )
      return [];
    return sheetsOf(bytes, 0);
  }
  // Half of the systems write UTF-8, SystmOne Windows-1252: its letters with accents are those of Latin-1.
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = bytes.toString("latin1").replaceAll("\u0092", "’");
  }
  const head = text.split(/\r?\n/, HEAD).join(",").replaceAll("\ufeff", "");
  if (!head.split(",").some((cell) => IDENTIFYING.test(cell))) return [];
  return [parse(text, { bom: true, relax_column_count: true, relax_quotes: true })];
}

/** @param rows most rows to read of a sheet; 0 is all */
function sheetsOf(bytes: Buffer, rows: number): string[][][] {
  return Object.values(read(bytes, { raw: true, sheetRows: rows }).Sheets).map((sheet) =>
    utils
      .sheet_to_json<unknown[]>(sheet, { header: 1, raw: false })
      .map((row) => Array.from(row, (cell) => String(cell ?? ""))),
  );
}

/** Forename and surname of `SURNAME, Forename` or `Forename Surname`. */
function splitName(name: string): readonly string[] {
  const [surname = "", forename] = name.split(",");
  if (forename !== undefined) return [forename, surname];
  const [first = "", ...rest] = name.split(" ");
  return [first, rest.join(" ")];
}

/** What of the identifiers stands in some bytes, read as UTF-8 and as UTF-16. */
export function leaks(bytes: Uint8Array, { numbers, names }: ReturnType<typeof identifiersOf>): string[] {
  const found: string[] = [];
  const buffer = Buffer.from(bytes);
  for (const text of [
    buffer.toString("latin1"),
    buffer.toString("utf8"),
    buffer.toString("utf16le"),
    buffer.subarray(1).toString("utf16le"),
  ]) {
    for (const [digits] of text.matchAll(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g)) {
      if (numbers.has(digits.replace(/\D/g, ""))) found.push(digits);
    }
    for (const [, one, two] of text.matchAll(/(?=\b(\p{Lu}[\p{L}'’-]+),? (\p{Lu}[\p{L}'’-]+))/gu)) {
      if (names.has(`${one} ${two}`.toLowerCase())) found.push(`${one} ${two}`);
    }
  }
  return found;
}
