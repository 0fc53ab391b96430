import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { CodedError } from "../../src/model/coded-error.ts";
import { archiveError, archiveTooLarge, archiveUnreadable, listArchive } from "./list-archive.ts";
import type { ReadRequest } from "./staged.ts";
import { TooLarge, unpackGzip, unpackMember } from "./unpack.ts";
import type { ZipMember } from "./zip-directory.ts";

/** Endings of files that can be read, those that are most likely meant first. */
const TABLES = [/\.csv$/iu, /\.(?:tsv|txt|tab)$/iu, /\.(?:xlsx|xlsm|xlsb|xls|parquet)$/iu];

type ArchiveRequest = Pick<ReadRequest, "path" | "name" | "limits" | "member">;

/**
 * Unpacks the one table of a zip archive (or the member that is asked for), or a gzip file, to `target`.
 * Names inside the archive are only read, never used as paths.
 *
 * @returns a note for the report
 * @throws CodedError `ARCHIVE_AMBIGUOUS`, `ARCHIVE_UNREADABLE`, `ARCHIVE_TOO_LARGE`
 */
export async function unpackArchive(
  file: ArchiveRequest,
  kind: "zip" | "gzip",
  target: string,
): Promise<string> {
  const bytes = file.limits.archive_mb * 1_000_000;
  try {
    const out = createWriteStream(target, { mode: 0o600 });
    if (kind === "gzip") {
      await pipeline(unpackGzip(file.path, bytes), out);
      return "The file was unpacked (gzip).";
    }
    const member = await chosen(file);
    if (member.encrypted) throw new Error("it is protected by a password");
    // More than a member declares is a lie: what was counted when it was chosen would not hold.
    await pipeline(unpackMember(file.path, member, Math.min(bytes, member.size)), out).catch(
      (error: unknown) => {
        throw error instanceof TooLarge && member.size < bytes
          ? new Error("it unpacks to more than it declares")
          : error;
      },
    );
    return "The file was taken from a zip archive.";
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw error instanceof TooLarge
      ? archiveTooLarge(file.name, file.limits)
      : archiveUnreadable(file.name, error);
  }
}

async function chosen(file: ArchiveRequest): Promise<ZipMember> {
  const members = await listArchive(file);
  if (file.member !== undefined) {
    const asked = members.filter(({ name }) => name === file.member);
    const [only] = asked;
    if (only !== undefined && asked.length === 1) return only;
    throw archiveError(
      file.name,
      "AMBIGUOUS",
      `it holds ${asked.length} files of the name that is asked for`,
      "Correct member for this source in programme.yaml.",
    );
  }
  const candidates = TABLES.map((ending) => members.filter(({ name }) => ending.test(name))).find(
    (found) => found.length > 0,
  );
  const [only] = candidates ?? [];
  if (only !== undefined && candidates?.length === 1) return only;
  throw archiveError(
    file.name,
    "AMBIGUOUS",
    candidates === undefined
      ? "it holds no CSV file, workbook or Parquet file"
      : `it holds ${candidates.length} files that could be meant`,
    'Say which to read with member: "*.csv" (or a name) for this source in programme.yaml, or unpack it.',
  );
}
