import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { read, utils } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { openWarehouse } from "./programme-folder.ts";

/** What points to one member of staff, as the exports and the warehouse of a programme hold it. */
export interface StaffIdentifiers {
  /** Pseudonyms, assignments and posts: texts that stand nowhere but in a record of one person. */
  readonly keys: ReadonlySet<string>;
  /** Staff numbers of eight digits. */
  readonly numbers: ReadonlySet<string>;
  /** Full names in small letters, both ways round. */
  readonly names: ReadonlySet<string>;
}

const NAMES = /^(line manager|supervisor name|name|name_in_case_records)$/i;

/** Reads the staff records among the exports, the list of names beside them, and every key of the warehouse. */
export async function staffIdentifiersOf(folder: string): Promise<StaffIdentifiers> {
  const numbers = new Set<string>();
  const names = new Set<string>();
  const add = (text: string) => {
    const [surname = "", forename] = text.split(",").map((part) => part.trim());
    const words = forename === undefined ? surname.split(" ") : [forename, surname];
    if (words.length !== 2) return;
    names.add(words.join(" ").toLowerCase());
    names.add(words.toReversed().join(" ").toLowerCase());
  };
  const files = readdirSync(join(folder, "exports"))
    .filter((name) => /^(roster|esr-absence|healthroster|staff-survey)/.test(name))
    .map((name) => join(folder, "exports", name));
  for (const rows of [...files, join(folder, "staff-names.csv")].flatMap(tablesOf)) {
    const start = rows.findIndex((row) =>
      row.some((cell) => /^(employee number|staff number|staff_id|name)$/i.test(cell)),
    );
    const header = rows[start] ?? [];
    const place = (pattern: RegExp) => header.findIndex((cell) => pattern.test(cell));
    const [last, first] = [place(/^(surname|last name)$/i), place(/^(forenames?|first name)$/i)];
    for (const row of start < 0 ? [] : rows.slice(start + 1)) {
      for (const [index, cell] of row.entries()) {
        if (/^\d{8}$/.test(cell) && /number|staff_id/i.test(header[index] ?? "")) numbers.add(cell);
        if (NAMES.test(header[index] ?? "")) add(cell);
      }
      if (last >= 0 && first >= 0) add(`${row[last]}, ${row[first]}`);
    }
  }
  const database = await openWarehouse(folder);
  try {
    const found = await database.rows<{ key: string }>(
      `SELECT staff_key AS key FROM w.link_worker UNION SELECT assignment FROM w.link_worker
       UNION SELECT staff_key FROM w.absence UNION SELECT assignment FROM w.absence
       UNION SELECT link_worker FROM w.referral UNION SELECT link_worker FROM w.contact
       UNION SELECT respondent_key FROM w.workforce_response UNION SELECT staff_key FROM w.trainee`,
    );
    return { keys: new Set(found.flatMap(({ key }) => key ?? [])), numbers, names };
  } finally {
    database.close();
  }
}

function tablesOf(path: string): readonly (readonly string[])[][] {
  const bytes = readFileSync(path);
  if (path.endsWith(".csv")) {
    return [parse(bytes.toString("utf8"), { bom: true, relax_column_count: true, relax_quotes: true })];
  }
  return Object.values(read(bytes, { raw: true }).Sheets).map((sheet) =>
    utils
      .sheet_to_json<unknown[]>(sheet, { header: 1, raw: false })
      .map((row) => Array.from(row, (cell) => String(cell ?? ""))),
  );
}

/** Which of these identifiers stand in a text. */
export function staffLeaks(text: string, { keys, numbers, names }: StaffIdentifiers): readonly string[] {
  const found: string[] = [];
  for (const [word] of text.matchAll(/(?<![\w-])[\w-]{6,}(?![\w-])/g)) {
    if (keys.has(word) || numbers.has(word)) found.push(word);
  }
  for (const [, one, two] of text.matchAll(/(?=(?<!\p{L})(\p{Lu}[\p{L}'’-]+),? (\p{Lu}[\p{L}'’-]+))/gu)) {
    if (names.has(`${one} ${two}`.toLowerCase())) found.push(`${one} ${two}`);
  }
  return found;
}
