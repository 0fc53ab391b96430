import { open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import type { ReadLimits } from "../../src/model/programme.ts";
import { type Dialect, type ParsedRecord, parseRecord } from "./parse-record.ts";

/** A record of a text file, with its number. */
export interface TextRecord {
  /** 1-based number among all records of the file; a quoted line break does not begin a new record. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly stray: boolean;
  readonly multiline: boolean;
  /** A quote was opened and never properly closed: the cells are not to be trusted. */
  readonly unterminated: boolean;
  /** One line is longer than the limit: it was passed over, and has no cells. */
  readonly oversized: boolean;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Reads the records of a UTF-8 file, a batch at a time, in memory that does not grow with the file.
 *
 * A quote that is never closed would swallow every record after it. Where a record runs over several lines and
 * its quoting is broken, or its width is wrong although the next line alone has the right one, only its first
 * line is given up (`unterminated`), and reading goes on with the next line. A line beyond the limit is passed over
 * as one `oversized` record.
 *
 * @param how `sound`: the number of cells that records below the header have, where known; without it, the head of a
 * file is read, which ends before a record beyond the limit
 * @throws CodedError `ROW_BEYOND_LIMIT` where a quoted cell of many lines, or the first line of all, is longer than the limit
 */
export async function* readRecords(
  file: { readonly path: string; readonly name: string; readonly limits: ReadLimits },
  dialect: Dialect,
  how: { readonly sound?: { readonly width: number; readonly headerRow: number } } = {},
): AsyncGenerator<readonly TextRecord[]> {
  const { sound } = how;
  const longest = file.limits.row_mb * 1_000_000;
  const handle = await open(file.path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let text = "";
    let row = 0;
    let first = true;
    let passing = false;
    /** A record that did not end is looked at again when there is twice as much text: time stays linear. */
    let enough = 0;
    for (let final = false; !final; ) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES);
      final = bytesRead === 0;
      text += final ? decoder.end() : decoder.write(chunk.subarray(0, bytesRead));
      if (first && text.length > 0) {
        if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
        first = false;
      }
      if (passing) {
        const next = lineEnd(text, 0, final);
        text = next === undefined ? text.slice(-1) : text.slice(next);
        if (next === undefined) continue;
        passing = false;
      }
      if (!final && text.length < Math.min(enough, longest)) continue;
      const batch: TextRecord[] = [];
      let at = 0;
      while (at < text.length) {
        const width = sound !== undefined && row >= sound.headerRow ? sound.width : undefined;
        const step = nextRecord(text, at, final, dialect, width, longest);
        if (step === undefined) break;
        row += 1;
        if (step === "oversized" || step === "unending") {
          if (sound === undefined && row > 1) {
            if (batch.length > 0) yield batch;
            return;
          }
          if (step === "unending" || sound === undefined) throw tooLarge(file.name, row, file.limits);
          batch.push({
            row,
            cells: [],
            stray: false,
            multiline: false,
            unterminated: false,
            oversized: true,
          });
          passing = true;
          at = text.length;
          break;
        }
        const { cells, stray, multiline, unterminated } = step;
        batch.push({ row, cells, stray, multiline, unterminated, oversized: false });
        at = step.next;
      }
      // The last character may be the first of a line end of two.
      text = passing ? text.slice(-1) : text.slice(at);
      enough = 2 * text.length;
      if (batch.length > 0) yield batch;
    }
  } finally {
    await handle.close();
  }
}

/**
 * The record at `at`; or its first line alone where a quote was left open; or, beyond the limit, `oversized` where the
 * line itself is too long, `unending` where a quoted cell of many lines is.
 */
function nextRecord(
  text: string,
  at: number,
  final: boolean,
  dialect: Dialect,
  width: number | undefined,
  longest: number,
): ParsedRecord | "oversized" | "unending" | undefined {
  const record = parseRecord(text, at, final, dialect);
  if (record === undefined) {
    if (text.length - at <= longest) return undefined;
    const line = firstLineOnly(text, at, final);
    if (line === undefined || line.next - at > longest) return "oversized";
    return soundLineBelow(text, line.next, dialect, width) ? line : "unending";
  }
  if (record.unterminated) return firstLineOnly(text, at, true);
  const wrong = record.stray || (width !== undefined && record.cells.length !== width);
  if (!record.multiline || !wrong) return record;
  const line = firstLineOnly(text, at, true);
  if (line === undefined) return record;
  const second = parseRecord(text, line.next, final, dialect);
  if (second === undefined) return text.length - at > longest || final ? line : undefined;
  const sound = !second.stray && !second.unterminated;
  return sound && (width === undefined || second.cells.length === width) ? line : record;
}

/** Lines in which a sound record is looked for below a quote that was left open. */
const LINES_BELOW = 20;

/** Whether one of the next lines is a sound record by itself: then the quote above was left open by mistake. */
function soundLineBelow(text: string, from: number, dialect: Dialect, width: number | undefined): boolean {
  let at = from;
  for (let count = 0; count < LINES_BELOW; count += 1) {
    const next = lineEnd(text, at, false);
    if (next === undefined) return false;
    const line = parseRecord(text.slice(at, next), 0, true, dialect);
    const whole = line !== undefined && !line.stray && !line.unterminated;
    if (whole && (width === undefined || line.cells.length === width)) return true;
    at = next;
  }
  return false;
}

function firstLineOnly(text: string, at: number, final: boolean): ParsedRecord | undefined {
  const next = lineEnd(text, at, final) ?? (final ? text.length : undefined);
  if (next === undefined) return undefined;
  return { cells: [], next, stray: true, multiline: false, unterminated: true };
}

/** Where the next line begins; undefined where the text holds no line end, or only the first half of one. */
function lineEnd(text: string, from: number, final: boolean): number | undefined {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = from;
  const found = end.exec(text);
  if (found === null) return undefined;
  return !final && found[0] === "\r" && end.lastIndex === text.length ? undefined : end.lastIndex;
}

function tooLarge(name: string, row: number, limits: ReadLimits): CodedError {
  return new CodedError({
    code: "ROW_BEYOND_LIMIT",
    place: { file: name, row },
    what: `this row is longer than ${limits.row_mb} MB, or a quotation mark in it is never closed.`,
    remedy:
      "Look at it in a text editor and export again; a row that is truly so long is read with a larger limits: {row_mb: …} in programme.yaml.",
    exit: EXIT.refused,
  });
}
