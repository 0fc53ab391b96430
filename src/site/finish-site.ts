import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dropFileTimes, finishPage } from "./finish-page.ts";
import { listSiteFiles } from "./site-files.ts";

/** Mends every page and module of a freshly built site, in place. */
export async function finishSite(dir: string): Promise<void> {
  for (const file of await listSiteFiles(dir)) {
    if (!/\.(html|js)$/.test(file)) continue;
    const path = join(dir, file);
    const text = await readFile(path, "utf8");
    const finished = file.endsWith(".html") ? finishPage(text) : dropFileTimes(text);
    if (finished !== text) await writeFile(path, finished);
  }
}
