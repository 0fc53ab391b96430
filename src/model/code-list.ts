import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { CodedError, EXIT } from "./coded-error.ts";

const text = z.union([z.string(), z.number().transform(String)]);

/** One code: what is stored, what is shown, and how exports spell it. */
const code = z.strictObject({
  code: z.string(),
  label: z.string(),
  /** Coarser category that the code belongs to, e.g. one of the five ethnic groups. */
  group: z.string().optional(),
  /** Set where the code means that nothing is known: `not_stated` = asked and declined, `not_known` = never asked or recorded. */
  unknown: z.enum(["not_stated", "not_known"]).optional(),
  /** Other spellings seen in exports; code and label count as spellings already. */
  also: z.array(text).default([]),
});

/** A list of codes with its source: `data/reference/code-lists/*.yaml`. */
export const codeListSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.string(),
  /** Where the codes come from, and what of the spellings is our own choice. */
  source: z.string(),
  /** A second character after a one-letter code is a local sub-code: only the first one counts. */
  local_sub_codes: z.boolean().default(false),
  codes: z.array(code).min(1),
});

export type CodeList = z.output<typeof codeListSchema>;

/**
 * Brings two spellings of one thing together: every run of spaces, dashes, underscores, slashes, commas, colons, semicolons
 * and brackets becomes one space, curly apostrophes straight ones, then the ends are trimmed and letters made small.
 * {@link normaliseRawSql} does the same in the database. Total; a blank gives "".
 */
export function normaliseRaw(raw: string): string {
  return raw
    .replace(/[ \t\r\n\u00a0\u2010-\u2015_/,:;()-]+/g, " ")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/^ | $/g, "")
    .toLowerCase();
}

/** The SQL (DuckDB) that equals {@link normaliseRaw}; `expression` is a VARCHAR, NULL stays NULL. */
export function normaliseRawSql(expression: string): string {
  const spaces = `regexp_replace(${expression}, '[ \\t\\r\\n\\x{00A0}\\x{2010}-\\x{2015}_/,:;()-]+', ' ', 'g')`;
  return `lower(trim(regexp_replace(${spaces}, '[\\x{2018}\\x{2019}]', '''', 'g')))`;
}

/** Every spelling of a list, normalised → its code. Written spellings win over local sub-codes. */
export function spellings(list: CodeList): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of list.codes) {
    for (const spelling of [entry.code, entry.label, ...entry.also]) {
      const key = normaliseRaw(spelling);
      const earlier = found.get(key);
      if (earlier !== undefined && earlier !== entry.code) {
        throw new CodedError({
          code: "CODE_LIST_AMBIGUOUS",
          place: { file: `${list.id}.yaml` },
          what: `"${spelling}" stands for both ${earlier} and ${entry.code}.`,
          remedy: "Leave it in one of them.",
          exit: EXIT.usage,
        });
      }
      found.set(key, entry.code);
    }
  }
  if (list.local_sub_codes) {
    for (const { code } of list.codes.filter((entry) => entry.code.length === 1)) {
      for (const second of "abcdefghijklmnopqrstuvwxyz0123456789") {
        const key = `${code.toLowerCase()}${second}`;
        if (!found.has(key)) found.set(key, code);
      }
    }
  }
  return found;
}

/**
 * Reads every code list of a folder, by id.
 * @throws CodedError `CODE_LIST_UNREADABLE` or `CODE_LIST_AMBIGUOUS`, naming the file.
 */
export function loadCodeLists(folder: string): ReadonlyMap<string, CodeList> {
  const lists = new Map<string, CodeList>();
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  for (const name of names.sort()) {
    try {
      const list = codeListSchema.parse(parse(readFileSync(join(folder, name), "utf8")));
      spellings(list);
      lists.set(list.id, list);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError({
        code: "CODE_LIST_UNREADABLE",
        place: { file: name },
        what: error instanceof z.ZodError ? z.prettifyError(error) : String(error),
        remedy: "Compare it with the other lists in the folder.",
        exit: EXIT.usage,
        cause: error,
      });
    }
  }
  return lists;
}
