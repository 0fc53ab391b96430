import { createReadStream, createWriteStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { decodeText } from "../read/decode.ts";
import { sniffFile } from "../read/sniff-file.ts";
import type { ReadRequest } from "../read/staged.ts";
import { unpackMember } from "../read/unpack.ts";
import { readZipDirectory } from "../read/zip-directory.ts";

/** Rows below the header that are looked at: enough to know a column by, and quick on any file. */
export const SAMPLE_ROWS = 200_000;

/** A text file up to this size is read whole; of a larger one only the head is copied. */
const WHOLE_BYTES = 64_000_000;
/** Most bytes of the head of a large file. */
const HEAD_BYTES = 256_000_000;

/** A file that can be read as it stands: unpacked, in UTF-8 where it is text, and cut where it is very large. */
export interface PreparedFile {
  readonly path: string;
  readonly kind: "text" | "markup" | "workbook" | "parquet";
  /** A workbook that is a zip archive inside: .xlsx, and not .xls. */
  readonly zipped: boolean;
  /** Encoding as found, of a text. */
  readonly encoding: string | undefined;
  /** Only the head of the file is looked at. */
  readonly cut: boolean;
  /** The file inside an archive that holds several. */
  readonly member: string | undefined;
  readonly notes: readonly string[];
}

/**
 * Makes a file ready to be looked at. What is copied goes to `scratch`, which the caller removes.
 *
 * @throws CodedError `FILE_MISSING`, `ENCODING_WRONG`, `ARCHIVE_UNREADABLE`, `ARCHIVE_AMBIGUOUS`
 */
export async function prepareFile(
  file: { readonly path: string; readonly name: string },
  encoding: ReadRequest["encoding"],
  scratch: string,
): Promise<PreparedFile> {
  const kind: string = await sniffFile(file);
  if (kind === "gzip") {
    const path = join(scratch, "unpacked");
    await unpackHead(createReadStream(file.path).pipe(createGunzip()), path, file.name);
    return withNotes(await prepareFile({ ...file, path }, encoding, scratch), [
      "The file was unpacked (gzip).",
    ]);
  }
  if (kind === "zip") return prepareMember(file, encoding, scratch);
  // The workbook reader says what is wrong with a workbook.
  const named = /\.xls[xmb]?$/iu.test(file.name);
  if (kind === "damaged-zip" && !named) throw unreadable(file.name, "it is damaged");
  if (kind !== "text") {
    const as = kind === "markup" || kind === "parquet" ? kind : "workbook";
    const zipped = kind !== "binary-workbook";
    return {
      path: file.path,
      kind: as,
      zipped,
      encoding: undefined,
      cut: false,
      member: undefined,
      notes: [],
    };
  }
  const text = await decodeText(file, encoding, scratch);
  const { size } = await stat(text.path);
  const plain = {
    kind: "text",
    zipped: false,
    encoding: text.encoding,
    member: undefined,
    notes: text.notes,
  } as const;
  if (size <= WHOLE_BYTES) return { ...plain, path: text.path, cut: false };
  const path = join(scratch, "head.csv");
  await copyHead(text.path, path);
  return { ...plain, path, cut: true };
}

async function prepareMember(
  file: { readonly path: string; readonly name: string },
  encoding: ReadRequest["encoding"],
  scratch: string,
): Promise<PreparedFile> {
  const handle = await open(file.path, "r");
  const members = await readZipDirectory(handle).finally(() => handle.close());
  const tables = members.filter(
    ({ name }) =>
      /\.(?:csv|tsv|tab|txt|xlsx?|parquet)$/iu.test(name) && !/^__MACOSX\/|(?:^|\/)\.[^/]*$/u.test(name),
  );
  const [member] = tables;
  if (member === undefined) throw unreadable(file.name, "it holds no table");
  if (member.encrypted) throw unreadable(file.name, "it is protected by a password");
  const path = join(scratch, "member");
  await unpackHead(Readable.from(unpackMember(file.path, member, 4 * HEAD_BYTES)), path, file.name);
  const prepared = await prepareFile({ ...file, path }, encoding, scratch);
  const notes =
    tables.length === 1
      ? ["The file was taken from a zip archive."]
      : [
          `The archive holds ${tables.length} tables: the first one was looked at, and \`member\` names those to read.`,
        ];
  return withNotes({ ...prepared, member: tables.length === 1 ? undefined : member.name }, notes);
}

const withNotes = (file: PreparedFile, notes: readonly string[]): PreparedFile => ({
  ...file,
  notes: [...notes, ...file.notes],
});

async function unpackHead(from: Readable, to: string, name: string): Promise<void> {
  try {
    await pipeline(from, createWriteStream(to, { mode: 0o600 }));
  } catch {
    throw unreadable(name, "it is damaged, or unpacks to more than can be looked at");
  }
}

function unreadable(name: string, reason: string): CodedError {
  return new CodedError({
    code: "ARCHIVE_UNREADABLE",
    place: { file: name },
    what: `the archive cannot be used: ${reason}.`,
    remedy: "Unpack it yourself, and put the table in its place.",
    exit: EXIT.refused,
  });
}

/** Copies the first records, cut at the end of a line outside quotation marks. */
async function copyHead(from: string, to: string): Promise<void> {
  const out = createWriteStream(to, { mode: 0o600 });
  let lines = 0;
  let quoted = false;
  async function* head(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at];
        if (byte === QUOTE) quoted = !quoted;
        else if (byte === LINE_FEED && !quoted) {
          lines += 1;
          if (lines > SAMPLE_ROWS || (lines > 1 && bytes > HEAD_BYTES)) {
            yield chunk.subarray(0, at + 1);
            return;
          }
        }
      }
      yield chunk;
      if (bytes > 2 * HEAD_BYTES) return;
    }
  }
  await pipeline(head, out);
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
