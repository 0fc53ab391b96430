import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Lists every file below a folder as paths relative to it, with `/` between parts, in a fixed order. */
export async function listSiteFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** True for files that are text and may hold links, imports or paths. */
export function isTextFile(file: string): boolean {
  return /\.(html|js|mjs|css|json|svg|csv|txt|xml|map)$/.test(file);
}
