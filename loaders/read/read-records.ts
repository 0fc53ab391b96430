import { open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { type ParsedRecord, parseRecord } from "./parse-record.ts";

/** A record of a text file, with its number. */
export interface TextRecord {
  /** 1-based number among all records of the file; a quoted line break does not begin a new record. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly stray: boolean;
  readonly multiline: boolean;
  /** A quote was opened and never properly closed: the cells are not to be trusted. */
  readonly unterminated: boolean;
}

const CHUNK_BYTES = 1 << 20;

/**
 * A record longer than this is taken for a quote that was never closed: a full Excel cell holds 32,767
 * characters, so no table exported by a person comes near. The bound keeps memory independent of file size.
 */
const LONGEST_RECORD = 16 << 20;

/**
 * Reads the records of a UTF-8 file, a batch at a time, in memory that does not grow with the file.
 *
 * A quote that is never closed would swallow every record after it. Where a record runs over several lines and
 * its quoting is broken, or its width is wrong although the next line alone has the right one, only its first
 * line is given up (`unterminated`), and reading goes on with the next line.
 *
 * @param sound the number of cells that records below the header have, where known
 */
export async function* readRecords(
  path: string,
  delimiter: string,
  sound?: { readonly width: number; readonly headerRow: number },
): AsyncGenerator<readonly TextRecord[]> {
  const file = await open(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let text = "";
    let row = 0;
    let first = true;
    for (let final = false; !final; ) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
      final = bytesRead === 0;
      text += final ? decoder.end() : decoder.write(chunk.subarray(0, bytesRead));
      if (first && text.length > 0) {
        if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
        first = false;
      }
      const batch: TextRecord[] = [];
      let at = 0;
      while (at < text.length) {
        const step = nextRecord(
          text,
          at,
          final,
          delimiter,
          sound !== undefined && row >= sound.headerRow ? sound.width : undefined,
        );
        if (step === undefined) break;
        row += 1;
        const { cells, stray, multiline, unterminated } = step;
        batch.push({ row, cells, stray, multiline, unterminated });
        at = step.next;
      }
      text = text.slice(at);
      if (batch.length > 0) yield batch;
    }
  } finally {
    await file.close();
  }
}

/** The record at `at`, or its first line alone where a quote was left open. */
function nextRecord(
  text: string,
  at: number,
  final: boolean,
  delimiter: string,
  width: number | undefined,
): ParsedRecord | undefined {
  const record = parseRecord(text, at, final, delimiter);
  if (record === undefined) {
    return text.length - at > LONGEST_RECORD ? firstLineOnly(text, at) : undefined;
  }
  if (record.unterminated) return firstLineOnly(text, at);
  const wrong = record.stray || (width !== undefined && record.cells.length !== width);
  if (!record.multiline || !wrong) return record;
  const line = firstLineOnly(text, at);
  const second = parseRecord(text, line.next, final, delimiter);
  if (second === undefined) return text.length - at > LONGEST_RECORD || final ? line : undefined;
  const sound = !second.stray && !second.unterminated;
  return sound && (width === undefined || second.cells.length === width) ? line : record;
}

function firstLineOnly(text: string, at: number): ParsedRecord {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = at;
  const found = end.exec(text);
  const next = found === null ? text.length : end.lastIndex;
  return { cells: [], next, stray: true, multiline: false, unterminated: true };
}
