import { strToU8, unzipSync, type Zippable, zipSync } from "fflate";

/**
 * Packs files into a zip whose bytes depend on nothing but them and the day: entries carry `day` (yyyy-mm-dd) at midnight
 * as their time, in any time zone. Days before 1980, which a zip cannot hold, become 1 January 1980.
 */
export function fixedZip(files: Readonly<Record<string, string | Uint8Array>>, day: string): Uint8Array {
  const [year = 1980, month = 1, date = 1] = day.split("-").map(Number);
  // A zip holds local time: the parts of the day are given, so that they stay the same wherever this runs.
  const mtime = year < 1980 ? new Date(1980, 0, 1) : new Date(year, month - 1, date);
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    entries[name] = typeof content === "string" ? strToU8(content) : content;
  }
  return zipSync(entries, { mtime, level: 6 });
}

/** The files of a zip, by name, in its order. */
export const unzipped = (bytes: Uint8Array): Record<string, Uint8Array> => unzipSync(bytes);
