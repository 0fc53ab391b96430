import { open, readFile, stat } from "node:fs/promises";
import { type ParsingOptions, read, type WorkBook } from "@e965/xlsx";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { TooLarge, unpackMember } from "./unpack.ts";
import { readZipDirectory } from "./zip-directory.ts";

/** Largest workbook file: beyond it, a workbook does not open on an ordinary office computer either. */
const LARGEST_WORKBOOK = 200_000_000;

/**
 * Largest part of a workbook after unpacking. As measured, a worksheet of 180 MB (250,000 rows of 20 columns) takes
 * 1.3 GB of memory and half a minute; beyond this, Node's memory of 2 GB on a computer with 8 GB would not do.
 */
export const LARGEST_PART = 250_000_000;

/** Largest sum of a workbook's parts after unpacking: room for several sheets, of which few are parsed at once. */
const LARGEST_TOTAL = 500_000_000;

/** Most parts of a workbook: one with a hundred sheets has about three hundred. */
const MOST_PARTS = 10_000;

/** Reads a workbook, or the parts of it that the options ask for. */
export type OpenWorkbook = (options: ParsingOptions) => WorkBook;

/**
 * Loads a workbook file after checking that it is whole, not encrypted, and not a decompression bomb:
 * every part is unpacked once and measured, because declared sizes may lie.
 *
 * @throws CodedError `WORKBOOK_TOO_LARGE`, `WORKBOOK_UNREADABLE`
 */
export async function openWorkbook(file: {
  readonly path: string;
  readonly name: string;
  readonly zipped: boolean;
}): Promise<OpenWorkbook> {
  const { size } = await stat(file.path);
  if (size > LARGEST_WORKBOOK) throw tooLarge(file.name);
  if (file.zipped) {
    await checkParts(file.path).catch((error: unknown) => {
      throw error instanceof TooLarge ? tooLarge(file.name) : unreadable(file.name, reasonOf(error), error);
    });
  }
  const data = await readFile(file.path);
  return readerOf(file.name, (options) => read(data, { ...options, type: "buffer" }));
}

/** Reads a table that a system saved as HTML or XML under the name of a workbook; cells stay as they are written. */
export async function openMarkup(file: {
  readonly path: string;
  readonly name: string;
}): Promise<OpenWorkbook> {
  const { size } = await stat(file.path);
  if (size > LARGEST_WORKBOOK) throw tooLarge(file.name);
  const text = await readFile(file.path, "utf8");
  return readerOf(file.name, (options) => read(text, { ...options, type: "string", raw: true }));
}

function readerOf(name: string, parse: OpenWorkbook): OpenWorkbook {
  return (options) => {
    try {
      return parse({ dense: true, cellNF: true, cellText: false, cellHTML: false, ...options });
    } catch (error) {
      throw unreadable(name, reasonOf(error), undefined);
    }
  };
}

async function checkParts(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    const members = await readZipDirectory(handle);
    if (members.length > MOST_PARTS) throw new TooLarge();
    if (members.some((member) => member.encrypted)) throw new Error("it is protected by a password");
    let total = 0;
    for (const member of members) {
      for await (const chunk of unpackMember(path, member, LARGEST_PART)) {
        total += chunk.length;
        if (total > LARGEST_TOTAL) throw new TooLarge();
      }
    }
  } finally {
    await handle.close();
  }
}

/** What is wrong, in words that hold none of the file's content. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (/password|encrypt/iu.test(message)) return "it is protected by a password, or is no workbook at all";
  if (/^(?:it|its|there) /u.test(message)) return message;
  return "it is damaged, or is no workbook at all";
}

function unreadable(name: string, reason: string, cause: unknown): CodedError {
  return new CodedError({
    code: "WORKBOOK_UNREADABLE",
    place: { file: name },
    what: `the workbook cannot be read: ${reason}.`,
    remedy:
      "Open it in Excel and save it as an Excel workbook (.xlsx) without a password, or export it as CSV.",
    exit: EXIT.refused,
    cause,
  });
}

function tooLarge(name: string): CodedError {
  return new CodedError({
    code: "WORKBOOK_TOO_LARGE",
    place: { file: name },
    what: "the workbook is larger, or unpacks to more, than can be read.",
    remedy: "Export the table as CSV: text files may be of any size.",
    exit: EXIT.refused,
  });
}
