const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Whether a quote after this character would be the first of a cell: then it opens one, and closes none. */
const startsCell = (before: number, separator: number): boolean =>
  before === separator || before === LINE_FEED || before === CARRIAGE_RETURN;

/** The signs by which a delimited text is cut. */
export interface Dialect {
  readonly delimiter: string;
  /** The sign around texts that hold a delimiter, doubled to escape; empty where there is none. */
  readonly quote: string;
}

/** One record of a delimited text, cut into cells. */
export interface ParsedRecord {
  readonly cells: string[];
  /** Where the next record begins. */
  readonly next: number;
  /** A quote stands where quoting does not allow one; the text around it is kept as Excel keeps it. */
  readonly stray: boolean;
  /** A quoted cell holds a line break. */
  readonly multiline: boolean;
  /** The text ended inside a quoted cell, or a line further down begins a quoted cell while one is open. */
  readonly unterminated: boolean;
}

/**
 * Cuts the record that begins at `from` (RFC 4180; line ends CR LF, LF or CR; a quote is doubled to escape).
 *
 * @param final whether `text` reaches to the end of the file
 * @returns `undefined` where more text is needed to see the end of the record
 */
export function parseRecord(
  text: string,
  from: number,
  final: boolean,
  { delimiter, quote }: Dialect,
): ParsedRecord | undefined {
  const separator = delimiter.charCodeAt(0);
  // NaN equals no character.
  const mark = quote.charCodeAt(0);
  const cells: string[] = [];
  let stray = false;
  let multiline = false;
  let at = from;
  for (;;) {
    let value = "";
    let start = at;
    if (text.charCodeAt(at) === mark) {
      let piece = at + 1;
      for (;;) {
        const close = text.indexOf(quote, piece);
        if (close < 0) {
          if (!final) return undefined;
          return { cells, next: text.length, stray, multiline, unterminated: true };
        }
        if (close + 1 >= text.length && !final) return undefined;
        if (text.charCodeAt(close + 1) !== mark) {
          value += text.slice(piece, close);
          at = close + 1;
          break;
        }
        value += text.slice(piece, close + 1);
        piece = close + 2;
      }
      if (value.includes("\n") || value.includes("\r")) multiline = true;
      start = at;
      const after = text.charCodeAt(at);
      if (at < text.length && after !== separator && after !== LINE_FEED && after !== CARRIAGE_RETURN) {
        stray = true;
        if (multiline && startsCell(text.charCodeAt(at - 2), separator)) {
          return { cells, next: at, stray, multiline, unterminated: true };
        }
      }
    }
    let code = Number.NaN;
    for (; at < text.length; at += 1) {
      code = text.charCodeAt(at);
      if (code === separator || code === LINE_FEED || code === CARRIAGE_RETURN) break;
      if (code === mark) stray = true;
    }
    if (at >= text.length && !final) return undefined;
    cells.push(start === at ? value : value + text.slice(start, at));
    if (at >= text.length) return { cells, next: at, stray, multiline, unterminated: false };
    at += 1;
    if (code === separator) continue;
    if (code === CARRIAGE_RETURN) {
      if (at >= text.length && !final) return undefined;
      if (text.charCodeAt(at) === LINE_FEED) at += 1;
    }
    return { cells, next: at, stray, multiline, unterminated: false };
  }
}
