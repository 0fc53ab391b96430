import { open } from "node:fs/promises";

/** What a walk over a delimited file's bytes found below the header. */
export interface Scan {
  /** Records below the header, blank ones included. */
  readonly records: number;
  /** Records of no bytes at all. */
  readonly blank: number;
  /** Records, other than blank ones, whose number of cells is not the header's. */
  readonly ragged: number;
  /** Quotes where quoting does not allow one, anywhere in the file. */
  readonly stray: number;
  readonly unterminated: boolean;
  /** Bytes of the longest record. */
  readonly longest: number;
  /** Line ends outside quotes, anywhere in the file. */
  readonly lineEnds: { readonly lf: number; readonly crlf: number; readonly cr: number };
  /** Σ over records of (row mod 1009 + 1) × bytes of its cells: changes if a cell is lost or moves to another row. */
  readonly checksum: bigint;
  /** For each column whether some cell may begin or end in white space: true of every column with such a cell, and of few others. */
  readonly untidy: readonly boolean[];
}

/** Modulus of {@link Scan.checksum}: a prime, so that regular gaps and shifts do not cancel. */
export const CHECKSUM_ROWS = 1009;

const CHUNK_BYTES = 1 << 20;
const ORDINARY = 0;
const DELIMITER = 1;
const LINE_FEED = 2;
const CARRIAGE_RETURN = 3;
const QUOTE = 4;

const CELL_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_IN_QUOTED = 3;

/** Bytes that may be white space or a part of it: control characters, the space, and all beyond ASCII. */
const MAYBE_SPACE = Uint8Array.from({ length: 256 }, (_, byte) => (byte <= 32 || byte >= 127 ? 1 : 0));

/**
 * Walks over a UTF-8 file's bytes once and counts records, cells and quoting faults, without keeping any text.
 *
 * @param layout `headerRow`: records up to this one (1-based) are not counted; `width`: number of cells of the header;
 * delimiter and quote must be ASCII
 */
export async function scanRecords(
  path: string,
  layout: {
    readonly delimiter: string;
    readonly quote: string;
    readonly headerRow: number;
    readonly width: number;
  },
): Promise<Scan> {
  const kind = new Uint8Array(256);
  kind[layout.delimiter.charCodeAt(0)] = DELIMITER;
  kind[10] = LINE_FEED;
  kind[13] = CARRIAGE_RETURN;
  const mark = layout.quote === "" ? -1 : layout.quote.charCodeAt(0);
  if (mark >= 0) kind[mark] = QUOTE;
  const { headerRow, width } = layout;

  let state: number = CELL_START;
  let afterReturn = false;
  let row = 0;
  let cells = 1;
  let syntax = 0;
  let records = 0;
  let blank = 0;
  let ragged = 0;
  let stray = 0;
  let longest = 0;
  let lf = 0;
  let crlf = 0;
  let cr = 0;
  let sum = 0;
  let checksum = 0n;
  /** By column, whether a stretch of a cell begins or ends in a byte that may be white space. */
  const untidy = new Uint8Array(width);
  /** Offset in the whole file of the current chunk, and of the current record. */
  let base = 0;
  let begin = 0;

  const finish = (end: number): void => {
    row += 1;
    const length = end - begin;
    if (length > longest) longest = length;
    if (row > headerRow) {
      records += 1;
      if (length === 0) blank += 1;
      else if (cells !== width) ragged += 1;
      sum += ((row % CHECKSUM_ROWS) + 1) * (length - (cells - 1) - syntax);
      if (sum > 2 ** 52) {
        checksum += BigInt(sum);
        sum = 0;
      }
    } else untidy.fill(0);
    cells = 1;
    syntax = 0;
    state = CELL_START;
  };

  let size = 0;
  /** Last byte of a stretch that the end of a chunk cut off; the next chunk begins within it, or at its end. */
  let cut: number | undefined;
  /** Notes whether a stretch of a cell begins or ends in what may be white space, but for ends where a chunk cut it. */
  const look = (bytes: Uint8Array, start: number, end: number): void => {
    if (start > 0 || cut === undefined) see(bytes[start]);
    cut = end === size ? bytes[end - 1] : undefined;
    if (cut === undefined) see(bytes[end - 1]);
  };
  const see = (byte: number | undefined): void => {
    if (byte !== undefined && MAYBE_SPACE[byte] === 1) untidy[cells - 1] = 1;
  };

  const file = await open(path, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      ({ bytesRead: size } = await file.read(chunk, 0, CHUNK_BYTES));
      if (size === 0) break;
      let at = 0;
      const ends = state === QUOTED ? chunk[0] === mark : kind[chunk[0] ?? 0] !== ORDINARY;
      if (cut !== undefined && ends) {
        see(cut);
        cut = undefined;
      }
      if (base === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) {
        at = 3;
        begin = 3;
      }
      if (afterReturn) {
        afterReturn = false;
        if (chunk[at] === 10) {
          crlf += 1;
          at += 1;
        } else cr += 1;
        begin = base + at;
      }
      while (at < size) {
        if (state === QUOTED) {
          const start = at;
          while (at < size && chunk[at] !== mark) at += 1;
          if (at > start) look(chunk, start, at);
          if (at < size) {
            state = QUOTE_IN_QUOTED;
            at += 1;
          }
          continue;
        }
        const found = kind[chunk[at] ?? 0] ?? ORDINARY;
        if (found === ORDINARY) {
          if (state === QUOTE_IN_QUOTED) {
            stray += 1;
            syntax += 2;
          }
          state = PLAIN;
          const start = at;
          at += 1;
          while (at < size && kind[chunk[at] ?? 0] === ORDINARY) at += 1;
          look(chunk, start, at);
          continue;
        }
        if (found === QUOTE) {
          if (state === CELL_START) state = QUOTED;
          else if (state === QUOTE_IN_QUOTED) {
            state = QUOTED;
            syntax += 1;
          } else stray += 1;
          at += 1;
          continue;
        }
        if (state === QUOTE_IN_QUOTED) syntax += 2;
        if (found === DELIMITER) {
          cells += 1;
          state = CELL_START;
          at += 1;
          continue;
        }
        finish(base + at);
        at += 1;
        if (found === LINE_FEED) lf += 1;
        else if (at >= size) afterReturn = true;
        else if (chunk[at] === 10) {
          crlf += 1;
          at += 1;
        } else cr += 1;
        begin = base + at;
      }
      base += size;
    }
  } finally {
    await file.close();
  }
  see(cut);
  if (afterReturn) cr += 1;
  else if (base > begin) {
    const ended = state;
    if (ended === QUOTE_IN_QUOTED) syntax += 2;
    finish(base);
    if (ended === QUOTED) {
      return {
        records,
        blank,
        ragged,
        stray,
        unterminated: true,
        longest,
        lineEnds: { lf, crlf, cr },
        checksum,
        untidy: columnsOf(untidy),
      };
    }
  }
  checksum += BigInt(sum);
  return {
    records,
    blank,
    ragged,
    stray,
    unterminated: false,
    longest,
    lineEnds: { lf, crlf, cr },
    checksum,
    untidy: columnsOf(untidy),
  };
}

const columnsOf = (untidy: Uint8Array): readonly boolean[] => Array.from(untidy, (flag) => flag === 1);
