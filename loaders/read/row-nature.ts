import { comparableName } from "./column-name.ts";
import type { Header } from "./find-header.ts";

/** Starts of remarks below a table. */
const REMARK = /^(?:[*†‡#]|\(?(?:note|notes|source|key|generated|exported|printed|run|end of|report)\b)/iu;

/** Whether a row repeats the header, or one of the rows it stands on, in every column. Blank cells are empty texts. */
export function isRepeatedHeader(cells: readonly string[], header: Header): boolean {
  return [header.cells, ...header.levels].some((level) =>
    cells.every((cell, index) => comparableName(cell) === comparableName(level[index] ?? "")),
  );
}

/**
 * Whether a row is a row of sums: it begins with a word of `totalRows`, and
 * the word stands alone and the row closes the table or is emptier than usual;
 * or fewer than half of the recognised columns are filled in;
 * or it closes the table and is at most half as full as usual.
 * So a complete record of a service called "Total Health" is none.
 *
 * @param table `usual`: median number of filled cells; `closing`: no ordinary record follows
 */
export function isTotalRow(
  cells: readonly string[],
  header: Header,
  totalRows: readonly string[],
  table: { readonly usual: number; readonly closing: boolean },
): boolean {
  const filled = cells.filter((cell) => cell !== "");
  const text = comparableName(filled[0] ?? "");
  const found = totalRows.map(comparableName).filter((word) => startsWithWord(text, word));
  if (found.length === 0) return false;
  if (found.includes(text.replace(/[\s:.=]+$/u, ""))) return table.closing || filled.length < table.usual;
  const recognised = header.recognised.filter((position) => (cells[position] ?? "") !== "").length;
  return recognised < header.recognised.length / 2 || (table.closing && filled.length <= table.usual / 2);
}

/**
 * Whether a single filled cell below the last record is a remark and no value of its column:
 * it begins as remarks begin; or it is of several words and longer than every value of the column;
 * or it stands below a gap, and not in the column that records are known by.
 */
export function isRemark(
  cell: string,
  below: { readonly afterGap: boolean; readonly key: boolean; readonly longestValue: number },
): boolean {
  const text = cell.trim();
  if (REMARK.test(text) || (below.afterGap && !below.key)) return true;
  return below.longestValue === 0 || (/\s/u.test(text) && text.length > below.longestValue);
}

/** A case-insensitive RE2 pattern for a text that begins with one of the words; see {@link startsWithWord}. */
export function startPattern(words: readonly string[]): string {
  return `(?i)^${SPACE}*(?:${words.map((word) => literal(word) + (endsInLetter(word) ? "(?:[^\\pL\\pN]|$)" : "")).join("|")})`;
}

/** A case-insensitive RE2 pattern for a text that is this name, but for white space. */
export function namePattern(name: string): string {
  return `(?i)^${SPACE}*${literal(name)}${SPACE}*$`;
}

/** White space for RE2: ASCII, separators, next line, zero-width space and byte order mark. */
const SPACE = "[\\s\\v\\pZ\\x{85}\\x{200b}\\x{feff}]";

function literal(text: string): string {
  return comparableName(text)
    .replace(/[^\p{L}\p{N} ]/gu, (character) => `\\x{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll(" ", `${SPACE}+`);
}

const endsInLetter = (word: string): boolean => /[\p{L}\p{N}]$/u.test(comparableName(word));

/** Whether a text begins with a word, and the word ends there. Both in comparable form. */
function startsWithWord(text: string, word: string): boolean {
  if (word === "" || !text.startsWith(word)) return false;
  return !endsInLetter(word) || !/^[\p{L}\p{N}]/u.test(text.slice(word.length));
}
