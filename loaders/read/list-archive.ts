import { open } from "node:fs/promises";
import { CodedError, EXIT } from "../../src/model/coded-error.ts";
import type { ReadLimits } from "../../src/model/programme.ts";
import { readZipDirectory, type ZipMember } from "./zip-directory.ts";

type ArchiveFile = { readonly path: string; readonly name: string; readonly limits: ReadLimits };

/**
 * The files of a zip archive, without folders, hidden files and what a Macintosh adds.
 *
 * @throws CodedError `ARCHIVE_UNREADABLE`, `ARCHIVE_TOO_LARGE` where it holds more files than the limit
 */
export async function listArchive(file: ArchiveFile): Promise<readonly ZipMember[]> {
  const handle = await open(file.path, "r");
  try {
    const members = await readZipDirectory(handle).catch((error: unknown) => {
      throw archiveUnreadable(file.name, error);
    });
    if (members.length > file.limits.archive_files) {
      throw archiveError(
        file.name,
        "TOO_LARGE",
        `it holds ${members.length} files, more than the ${file.limits.archive_files} that limits.archive_files allows`,
        "Unpack it, or raise limits: {archive_files: …} in programme.yaml.",
      );
    }
    return members.filter(({ name }) => !/\/$|(?:^|\/)\.[^/]*$|^__MACOSX\//u.test(name));
  } finally {
    await handle.close();
  }
}

/** The error for an archive that is damaged, locked or of an unknown kind; the reason holds nothing of its content. */
export function archiveUnreadable(name: string, error: unknown): CodedError {
  const reason =
    error instanceof Error && /^it(?:s)? |^there /u.test(error.message) ? error.message : "it is damaged";
  const remedy = "Copy or download it again, or unpack it yourself and put the files in its place.";
  return archiveError(name, "UNREADABLE", reason, remedy);
}

/** The error for an archive that is larger than the limit after unpacking. */
export const archiveTooLarge = (name: string, limits: ReadLimits): CodedError =>
  archiveError(
    name,
    "TOO_LARGE",
    `it unpacks to more than the ${limits.archive_mb} MB that limits.archive_mb allows`,
    "Unpack it and look at it; if it is right, split it or raise limits: {archive_mb: …} in programme.yaml.",
  );

/** An archive that is refused. */
export function archiveError(
  name: string,
  code: "AMBIGUOUS" | "TOO_LARGE" | "UNREADABLE",
  reason: string,
  remedy: string,
): CodedError {
  return new CodedError({
    code: `ARCHIVE_${code}`,
    place: { file: name },
    what: `the archive cannot be used: ${reason}.`,
    remedy,
    exit: EXIT.refused,
  });
}
