import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils } from "@e965/xlsx";

/** NHS numbers and full names, as the exports hold them. */
export function identifiersOf(folder: string): { numbers: Set<string>; names: Set<string> } {
  const numbers = new Set<string>();
  const names = new Set<string>();
  const decoder = new TextDecoder("windows-1252");
  for (const file of readdirSync(join(folder, "exports"))) {
    const bytes = readFileSync(join(folder, "exports", file));
    const book = file.endsWith(".csv")
      ? read(decoder.decode(bytes), { type: "string", raw: true })
      : read(bytes, { raw: true });
    for (const sheet of Object.values(book.Sheets)) {
      const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false });
      const start = rows.findIndex((row) =>
        row.some((cell) => /^(sur|last )name$/i.test(String(cell)) || /^nhs number$/i.test(String(cell))),
      );
      const header = (rows[start] ?? []).map((cell) => String(cell ?? ""));
      const column = (pattern: RegExp) => header.findIndex((name) => pattern.test(name));
      const [number, last, first] = [
        column(/^nhs number$/i),
        column(/^(surname|last name)$/i),
        column(/^(forename|first name)$/i),
      ];
      for (const row of rows.slice(start + 1)) {
        const digits = String(row[number] ?? "").replace(/\D/g, "");
        if (digits.length === 10) numbers.add(digits);
        const [surname, forename] = [String(row[last] ?? "").trim(), String(row[first] ?? "").trim()];
        if (last >= 0 && first >= 0 && surname !== "" && forename !== "") {
          names.add(`${forename} ${surname}`.toLowerCase());
          names.add(`${surname} ${forename}`.toLowerCase());
        }
      }
    }
  }
  return { numbers, names };
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
