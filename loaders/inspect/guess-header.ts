import { comparableName, tidyName } from "../read/column-name.ts";

/** A row that looks like a header, or two rows that are read as one. Rows are counted from 0. */
export interface GuessedHeader {
  readonly first: number;
  readonly last: number;
  /** Cells of the header; of two rows, joined. */
  readonly cells: readonly string[];
  readonly score: number;
}

const NUMBER = /^[+\-£(]?\d[\d,. ]*%?\)?$/u;
const DATE = /^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}[ -][A-Za-z]{3}[ -]?\d{4})(?:[ T].*)?$/u;
const TIME = /^\d{1,3}:\d{2}(?::\d{2})?$/u;
const DETAIL = /@|(?:\d[ -]?){9,}|^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/u;
/** A name longer than this is a sentence of a title block or of a note. */
const LONGEST_NAME = 120;

const isValue = (cell: string): boolean => NUMBER.test(cell) || DATE.test(cell) || TIME.test(cell);

/**
 * The row that looks most like a header: mostly short and different texts, no numbers, dates or people's details, as
 * wide as the rows below it. A row whose names are known wins over one whose names are not.
 *
 * @param known whether a text is the name of a column in a shipped profile or speaks of one
 * @returns `undefined` where no row is one: then a row could be data, and must not be printed
 */
export function guessHeader(
  rows: readonly (readonly string[])[],
  known: (name: string) => boolean,
): GuessedHeader | undefined {
  const texts = rows.map((cells) => cells.map(tidyName));
  const widths = texts.map((cells) => cells.filter((cell) => cell !== "").length);
  const widest = Math.max(0, ...widths);
  let best: GuessedHeader | undefined;
  for (const [index, cells] of texts.entries()) {
    const score = headerScore(cells, texts.slice(index + 1), widest, known);
    if (score !== undefined && score > (best?.score ?? 0)) best = { first: index, last: index, cells, score };
  }
  return best === undefined ? undefined : joined(best, texts);
}

function headerScore(
  cells: readonly string[],
  below: readonly (readonly string[])[],
  widest: number,
  known: (name: string) => boolean,
): number | undefined {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length === 0 || filled.length / widest < 0.4 || (filled.length === 1 && widest > 1)) return;
  if (filled.some((cell) => DETAIL.test(cell) || DATE.test(cell) || cell.length > LONGEST_NAME)) return;
  if (filled.filter(isValue).length > filled.length * 0.2) return;
  const knownShare = filled.filter(known).length / filled.length;
  const contrast = contrastOf(cells, below);
  if (knownShare === 0 && contrast === 0) return;
  const different = new Set(filled.map(comparableName)).size / filled.length;
  return 3 * knownShare + 2 * contrast + different + (2 * filled.length) / widest;
}

/** Share of columns that hold a text here and numbers or dates in most cells below. */
function contrastOf(cells: readonly string[], below: readonly (readonly string[])[]): number {
  const columns = cells.flatMap((cell, column) => {
    if (cell === "" || isValue(cell)) return [];
    const values = below.map((row) => row[column] ?? "").filter((value) => value !== "");
    return [values.length > 0 && values.filter(isValue).length > values.length / 2];
  });
  return columns.length === 0 ? 0 : columns.filter(Boolean).length / columns.length;
}

/** Joins a header with the row above or below it, where one alone leaves columns without a name of their own. */
function joined(header: GuessedHeader, texts: readonly (readonly string[])[]): GuessedHeader {
  const row = texts[header.first] ?? [];
  const below = texts[header.first + 1] ?? [];
  const above = texts[header.first - 1] ?? [];
  const width = Math.max(0, ...texts.map((cells) => cells.length));
  const gaps = (cells: readonly string[]) =>
    Array.from({ length: width }, (_, column) => column).filter((column) => (cells[column] ?? "") === "");
  const names = (cells: readonly string[]) =>
    cells.every(
      (cell) => cell === "" || (!isValue(cell) && !DETAIL.test(cell) && cell.length < LONGEST_NAME),
    );
  const rest = texts.slice(header.first + 2);
  const fillsGap = gaps(row).some((column) => (below[column] ?? "") !== "");
  const aboveValues = contrastOf(below, rest) > 0;
  if (fillsGap && names(below) && aboveValues && below.some((cell) => cell !== "")) {
    return { ...header, last: header.first + 1, cells: levels(row, below) };
  }
  const repeats = new Set(row.filter((cell) => cell !== "")).size < row.filter((cell) => cell !== "").length;
  const spans = above.filter((cell) => cell !== "").length;
  if (repeats && spans > 0 && names(above) && !(spans === 1 && (above[0] ?? "") !== "")) {
    return { ...header, first: header.first - 1, cells: levels(above, row) };
  }
  return header;
}

function levels(upper: readonly string[], lower: readonly string[]): readonly string[] {
  let group = "";
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    if ((upper[column] ?? "") !== "") group = upper[column] ?? "";
    const own = lower[column] ?? "";
    return own === "" ? (upper[column] ?? "") : `${group} ${own}`.trim();
  });
}
