import type { Database } from "../src/warehouse/database.ts";
import { recordSql } from "./check-file.ts";
import type { FileReport } from "./ingest-report.ts";

type SameFile = Pick<FileReport, "fileId" | "name" | "fileHash" | "source" | "profile"> & {
  readonly staged: Pick<FileReport["staged"], "sheet">;
};

/** A file that was not read because the source has the same bytes under another name. */
export interface RepeatedFile {
  readonly name: string;
  readonly sameAs: string;
}

/**
 * Says of each file which others are the same, byte for byte: of its own source they are read once; under another source
 * with the same layout their records may count twice, which is recorded as FILE_UNDER_TWO_SOURCES against the rows of the later
 * one; with another layout one file gives several kinds of records.
 *
 * @returns file id → notes for the ingest report
 */
export async function checkSameFiles(
  database: Database,
  files: readonly SameFile[],
  repeated: readonly RepeatedFile[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const notes = new Map<number, readonly string[]>();
  const note = (fileId: number, text: string) => notes.set(fileId, [...(notes.get(fileId) ?? []), text]);
  for (const file of files) {
    for (const { name } of repeated.filter(({ sameAs }) => sameAs === file.name))
      note(file.fileId, `${name} is the same file, byte for byte: it was read once.`);
    const before = files.filter(({ fileId, fileHash }) => fileHash === file.fileHash && fileId < file.fileId);
    for (const other of before) {
      note(
        file.fileId,
        `${other.name} of source "${other.source.id}" is the same file, byte for byte: it was read for both sources.`,
      );
    }
    const sameSheet = before.filter(({ staged }) => staged.sheet === file.staged.sheet);
    if (sameSheet.some(({ profile }) => sameLayout(profile, file.profile)))
      await database.run(
        recordSql(
          "FILE_UNDER_TWO_SOURCES",
          `SELECT file_id, _row FROM kept_row WHERE file_id = ${file.fileId}`,
        ),
      );
  }
  return notes;
}

/** Mappings that fill the same tables take the same records. */
const sameLayout = (one: FileReport["profile"], other: FileReport["profile"]): boolean =>
  Object.keys(one.tables).some((table) => table !== "person" && table in other.tables);
