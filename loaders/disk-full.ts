import { CodedError, EXIT } from "../src/model/coded-error.ts";

/** What operating systems and DuckDB say where nothing more can be written. */
const FULL = /ENOSPC|EDQUOT|EFBIG|No space left|Disk quota|File too large|max_temp_directory_size/;

/** The error for a disk, or a quota, that is full; undefined where `error` is about something else. */
export function diskFull(error: unknown): CodedError | undefined {
  if (error instanceof CodedError || !(error instanceof Error) || !FULL.test(error.message)) return undefined;
  return new CodedError({
    code: "DISK_FULL",
    what: "there is no room left on the disk to write the new warehouse.",
    remedy:
      "Free about three times the size of the exports, and run it again. The old warehouse is untouched.",
    exit: EXIT.refused,
    cause: error,
  });
}
