import { open, readFile, stat } from "node:fs/promises";
import { type ParsingOptions, read, type WorkBook } from "@e965/xlsx";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { defaultLimits, type ReadLimits } from "../../src/model/programme.ts";
import { TooLarge, unpackMember } from "./unpack.ts";
import { readZipDirectory } from "./zip-directory.ts";

const MB = 1_000_000;

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
  readonly limits?: ReadLimits;
}): Promise<OpenWorkbook> {
  const limited = { ...file, limits: file.limits ?? defaultLimits };
  await checkSize(limited);
  if (file.zipped) {
    await checkParts(limited).catch((error: unknown) => {
      throw error instanceof CodedError ? error : unreadable(file.name, reasonOf(error), error);
    });
  }
  const data = await readFile(file.path);
  return readerOf(file.name, (options) => read(data, { ...options, type: "buffer" }));
}

/** Reads a table that a system saved as HTML or XML under the name of a workbook; cells stay as they are written. */
export async function openMarkup(file: {
  readonly path: string;
  readonly name: string;
  readonly limits: ReadLimits;
}): Promise<OpenWorkbook> {
  await checkSize(file);
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

type Limited = { readonly path: string; readonly name: string; readonly limits: ReadLimits };

async function checkSize({ path, name, limits }: Limited): Promise<void> {
  const { size } = await stat(path);
  if (size > limits.workbook_mb * MB) throw tooLarge(name, limits, "workbook_mb");
}

/**
 * Columns formatted up to a number beyond the last of any worksheet: the library would make an entry for each.
 * Numbers of five digits and less cost little.
 */
const ENDLESS_COLUMNS = /\bm(?:ax|in)\s*=\s*["']\s*\d{6}/u;
/** Longest text that {@link ENDLESS_COLUMNS} could be cut in by the border of a chunk. */
const BORDER = 64;

async function checkParts({ path, name, limits }: Limited): Promise<void> {
  const handle = await open(path, "r");
  try {
    const members = await readZipDirectory(handle);
    if (members.length > limits.workbook_parts) throw tooLarge(name, limits, "workbook_parts");
    if (members.some((member) => member.encrypted)) throw new Error("it is protected by a password");
    let total = 0;
    for (const member of members) {
      const sheet = /\.xml$/iu.test(member.name);
      let border = "";
      const parts = unpackMember(path, member, limits.workbook_part_mb * MB);
      for await (const chunk of limited(parts, () => tooLarge(name, limits, "workbook_part_mb"))) {
        total += chunk.length;
        if (total > limits.workbook_total_mb * MB) throw tooLarge(name, limits, "workbook_total_mb");
        if (!sheet) continue;
        const text = border + chunk.toString("latin1");
        if (ENDLESS_COLUMNS.test(text)) throw new Error("it formats columns that no worksheet has");
        border = text.slice(-BORDER);
      }
    }
  } finally {
    await handle.close();
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, error: () => CodedError): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (cause) {
    throw cause instanceof TooLarge ? error() : cause;
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

const LARGE: Readonly<
  Record<"workbook_mb" | "workbook_part_mb" | "workbook_total_mb" | "workbook_parts", string>
> = {
  workbook_mb: "the file is larger than {n} MB",
  workbook_part_mb: "one part of it unpacks to more than {n} MB",
  workbook_total_mb: "it unpacks to more than {n} MB",
  workbook_parts: "it has more than {n} parts",
};

function tooLarge(name: string, limits: ReadLimits, limit: keyof typeof LARGE): CodedError {
  return new CodedError({
    code: "WORKBOOK_TOO_LARGE",
    place: { file: name },
    what: `the workbook is too large to be read: ${LARGE[limit].replace("{n}", limits[limit].toLocaleString("en-GB"))}.`,
    remedy: `Export the table as CSV, which may be of any size; or raise limits: {${limit}: …} in programme.yaml if the memory of this computer allows.`,
    exit: EXIT.refused,
  });
}
