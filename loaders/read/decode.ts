import { isUtf8 } from "node:buffer";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { TextDecoder } from "node:util";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { counted } from "./counted.ts";
import type { ReadRequest } from "./staged.ts";
import { windows1252ToUtf8 } from "./windows-1252.ts";

/** A text file as UTF-8 without NUL characters. */
interface DecodedText {
  /** The file itself where it already is clean UTF-8, else a copy in the scratch folder. */
  readonly path: string;
  readonly encoding: string;
  readonly notes: readonly string[];
}

type Encoding = Exclude<ReadRequest["encoding"], "auto">;

const CHUNK_BYTES = 1 << 20;
const LABEL = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
} as const;

/**
 * Finds a text file's encoding and gives it as UTF-8: by its byte order mark, else UTF-8 where every byte agrees,
 * else Windows-1252 with a note. A copy is written, to the scratch folder only, where the bytes must change.
 *
 * @throws CodedError `ENCODING_WRONG` where the file is not in the encoding that was asked for or that it declares
 */
export async function decodeText(
  file: { readonly path: string; readonly name: string },
  asked: ReadRequest["encoding"],
  scratch: string,
): Promise<DecodedText> {
  const seen = await survey(file.path);
  const encoding = asked === "auto" ? (seen.mark ?? seen.guess) : asked;
  const notes: string[] = [];
  if (encoding === "utf-8" && seen.badLine !== undefined) {
    throw new CodedError({
      code: "ENCODING_WRONG",
      place: { file: file.name, line: seen.badLine },
      what: `the file ${asked === "auto" ? "declares itself" : "is set to be read as"} UTF-8, but this line is not UTF-8.`,
      remedy: "Export it again as UTF-8, or set `encoding: windows-1252` for this source in programme.yaml.",
      exit: EXIT.refused,
    });
  }
  if (asked === "auto" && seen.mark === undefined && encoding === "windows-1252") {
    notes.push(
      `The text is not UTF-8 (first seen in line ${seen.badLine ?? 1}); it was read as Windows-1252, the usual encoding of older Windows exports.`,
    );
  }
  if (asked === "auto" && seen.mark === undefined && encoding.startsWith("utf-16")) {
    notes.push(
      `The text carries no byte order mark but has the pattern of ${LABEL[encoding]}, and was read so.`,
    );
  }
  const label = `${LABEL[encoding]}${encoding === seen.mark ? " with byte order mark" : ""}`;
  if (encoding === "utf-8" && !seen.nul) return { path: file.path, encoding: label, notes };
  const path = join(scratch, "decoded.csv");
  const tally = { nul: 0, utf8Pairs: 0, high: 0 };
  await pipeline(transcode(file.path, encoding, tally), createWriteStream(path, { mode: 0o600, flags: "w" }));
  if (tally.nul > 0) notes.push(`${counted(tally.nul, "NUL character was", "NUL characters were")} removed.`);
  if (asked === "auto" && tally.utf8Pairs * 2 > tally.high) {
    notes.push(
      "Part of the text looks like UTF-8 although other parts are not: letters with accents may be wrong. Export the file again as UTF-8.",
    );
  }
  return { path, encoding: label, notes };
}

interface Survey {
  readonly mark: Encoding | undefined;
  readonly guess: Encoding;
  /** 1-based line of the first bytes that are not UTF-8. */
  readonly badLine: number | undefined;
  readonly nul: boolean;
}

async function survey(path: string): Promise<Survey> {
  let mark: Encoding | undefined;
  let guess: Encoding = "utf-8";
  let badLine: number | undefined;
  let nul = false;
  let line = 1;
  let first = true;
  let carry = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    if (first) {
      mark = markOf(chunk);
      guess = patternOf(chunk) ?? guess;
      first = false;
      if (mark?.startsWith("utf-16")) return { mark, guess, badLine, nul };
    }
    nul ||= chunk.includes(0);
    if (badLine !== undefined) {
      if (nul) break;
      continue;
    }
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const whole = bytes.length - unfinished(bytes);
    const sound = bytes.subarray(0, whole);
    if (isUtf8(sound)) line += count(sound, 10);
    else badLine = line + count(sound.subarray(0, firstBad(sound)), 10);
    carry = Buffer.from(bytes.subarray(whole));
  }
  if (badLine === undefined && carry.length > 0) badLine = line;
  if (guess === "utf-8" && badLine !== undefined) guess = "windows-1252";
  return { mark, guess, badLine, nul };
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function markOf(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return undefined;
}

/** UTF-16 without a mark: in a table, most of the high bytes are zero and almost none of the low ones. */
function patternOf(head: Buffer): Encoding | undefined {
  const pairs = Math.min(head.length, 4096) >> 1;
  if (pairs < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) even += 1;
    if (head[2 * pair + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return "utf-16le";
  if (even > pairs * 0.7 && odd < pairs * 0.05) return "utf-16be";
  return undefined;
}

/** Bytes at the end that begin a character and do not finish it. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** Offset of the line that holds the first byte sequence that is not UTF-8. */
function firstBad(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(10, at);
    const next = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(at, next))) return at;
    at = next;
  }
  return at;
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}

async function* transcode(
  path: string,
  encoding: Encoding,
  tally: { nul: number; utf8Pairs: number; high: number },
): AsyncGenerator<Buffer> {
  const decoder = encoding.startsWith("utf-16") ? new TextDecoder(encoding) : undefined;
  let last = 0;
  for await (const chunk of chunksOf(path)) {
    let bytes: Buffer = chunk;
    if (decoder !== undefined) bytes = Buffer.from(decoder.decode(chunk, { stream: true }), "utf8");
    if (encoding === "windows-1252") {
      for (const byte of chunk) {
        if (byte >= 0x80) tally.high += 1;
        if (byte >= 0x80 && byte < 0xc0 && last >= 0xc2) tally.utf8Pairs += 2;
        last = byte;
      }
      bytes = windows1252ToUtf8(chunk);
    }
    const nul = count(bytes, 0);
    tally.nul += nul;
    yield nul === 0 ? Buffer.from(bytes) : (bytes.filter((byte) => byte !== 0) as Buffer);
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode(), "utf8");
}
