import { open } from "node:fs/promises";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { readZipDirectory } from "./zip-directory.ts";

/** What a file is, by its content: a name's ending proves nothing. */
export type FileKind =
  | "text"
  | "markup"
  | "zip"
  | "damaged-zip"
  | "zip-workbook"
  | "binary-workbook"
  | "gzip"
  | "parquet";

const HEAD_BYTES = 4096;

/** The start of a web page, or of the XML workbooks of Excel 2003. */
const MARKUP =
  /^(?:\xef\xbb\xbf|\xff\xfe)?\s*(?:<(?:!doctype html|html|head|table|meta)\b|<\?xml[^>]*>\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?workbook\b)/iu;

/** Tells a file's kind from its first bytes (and a zip's directory). @throws CodedError `FILE_MISSING`, `FILE_EMPTY` */
export async function sniffFile(file: { readonly path: string; readonly name: string }): Promise<FileKind> {
  const handle = await open(file.path, "r").catch((cause: unknown) => {
    throw fileMissing(file.name, cause);
  });
  try {
    if (!(await handle.stat()).isFile()) throw fileMissing(file.name, undefined);
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    if (head.readUInt32BE(0) === 0x504b0304 || head.readUInt32BE(0) === 0x504b0506) {
      const members = await readZipDirectory(handle).catch(() => undefined);
      if (members === undefined) return "damaged-zip";
      return members.some(({ name }) => /^xl\/|^mimetype$/iu.test(name)) ? "zip-workbook" : "zip";
    }
    if (head.readUInt32BE(0) === 0xd0cf11e0) return "binary-workbook";
    if (head.readUInt16BE(0) === 0x1f8b) return "gzip";
    if (head.readUInt32BE(0) === 0x50415231) return "parquet";
    const text = head.toString("latin1", 0, bytesRead).replaceAll("\0", "");
    return MARKUP.test(text) ? "markup" : "text";
  } finally {
    await handle.close();
  }
}

function fileMissing(name: string, cause: unknown): CodedError {
  return new CodedError({
    code: "FILE_MISSING",
    place: { file: name },
    what: "the file cannot be opened.",
    remedy: "Check that it is there, that it may be read, and that it is not open in another program.",
    exit: EXIT.refused,
    cause,
  });
}
