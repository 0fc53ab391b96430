import { existsSync } from "node:fs";
import { join } from "node:path";

/** Folder of downloaded public data, or undefined where it is not there. */
export const publishedData = process.env.WHAT_MATTERS_PUBLISHED_DATA;

/** True where a published file is at hand; tests that need it skip otherwise, naming the download. */
export const hasPublished = (file: string): boolean =>
  publishedData !== undefined && existsSync(join(publishedData, file));

/** Path of a published file. @throws Error where the folder is not set. */
export function publishedFile(file: string): string {
  if (publishedData === undefined) throw new Error("WHAT_MATTERS_PUBLISHED_DATA is not set.");
  return join(publishedData, file);
}
