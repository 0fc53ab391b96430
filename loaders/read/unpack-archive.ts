import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import { TooLarge, unpackGzip, unpackMember } from "./unpack.ts";
import { readZipDirectory, type ZipMember } from "./zip-directory.ts";

/** Most bytes an archive may unpack to: far more than any programme's export, less than an office computer's free disk. */
const LARGEST_UNPACKED = 4_000_000_000;

/**
 * Unpacks the one delimited text file of a zip archive, or a gzip file, to `target`.
 * Names inside the archive are only read, never used as paths.
 *
 * @returns a note for the report
 * @throws CodedError `ARCHIVE_AMBIGUOUS`, `ARCHIVE_UNREADABLE`, `ARCHIVE_TOO_LARGE`
 */
export async function unpackArchive(
  file: { readonly path: string; readonly name: string },
  kind: "zip" | "gzip",
  target: string,
): Promise<string> {
  try {
    const out = createWriteStream(target, { mode: 0o600 });
    if (kind === "gzip") {
      await pipeline(unpackGzip(file.path, LARGEST_UNPACKED), out);
      return "The file was unpacked (gzip).";
    }
    const member = await onlyTable(file);
    if (member.encrypted) throw new Error("it is protected by a password");
    await pipeline(unpackMember(file.path, member, LARGEST_UNPACKED), out);
    return "The file was taken from a zip archive.";
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (error instanceof TooLarge) {
      throw archiveError(
        file.name,
        "TOO_LARGE",
        "it unpacks to more than can be read",
        "Unpack it, and split it.",
      );
    }
    const reason =
      error instanceof Error && /^it(?:s)? |^there /u.test(error.message) ? error.message : "it is damaged";
    const remedy = "Copy or download it again, or unpack it yourself and put the CSV file in its place.";
    throw archiveError(file.name, "UNREADABLE", reason, remedy);
  }
}

async function onlyTable(file: { readonly path: string; readonly name: string }): Promise<ZipMember> {
  const handle = await open(file.path, "r");
  try {
    const members = (await readZipDirectory(handle)).filter(
      ({ name }) => !/\/$|(?:^|\/)\.[^/]*$|^__MACOSX\//u.test(name),
    );
    const tables = members.filter(({ name }) => /\.csv$/iu.test(name));
    const texts = members.filter(({ name }) => /\.(?:tsv|txt|tab)$/iu.test(name));
    const candidates = tables.length > 0 ? tables : texts;
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) return only;
    throw archiveError(
      file.name,
      "AMBIGUOUS",
      candidates.length === 0
        ? "it holds no CSV file"
        : `it holds ${candidates.length} files that could be meant`,
      "Unpack it, and name the file to read.",
    );
  } finally {
    await handle.close();
  }
}

function archiveError(name: string, code: string, reason: string, remedy: string): CodedError {
  return new CodedError({
    code: `ARCHIVE_${code}`,
    place: { file: name },
    what: `the archive cannot be used: ${reason}.`,
    remedy,
    exit: EXIT.refused,
  });
}
