import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackedEstimates } from "../release/packed-estimates.ts";
import type { PageFigures } from "./figure-parts.ts";
import { FIGURES, type PageFile, registeredFiles, seenFrom, withFiles } from "./page-files.ts";

const PART = new RegExp(`^${FIGURES}/(estimates.*)$`);
/** What a page reads before it shows anything. */
const AT_ONCE = /(^|\/)(figures|findings\.json|release\.json)$/;

/**
 * Puts the parts of the figures that a page read when it was drawn into its own file of figures, so that its first view waits
 * for one file, and tells the browser of the files that it needs at once, so that they are not asked for only when the code
 * has come.
 *
 * @param read names of the files that the page read
 */
export function withFirstFigures(dir: string, page: string, html: string, read: readonly string[]): string {
  const files = registeredFiles(html, page);
  const figures = files.find(({ name }) => name === FIGURES);
  let next = html;
  if (figures !== undefined) {
    const known = JSON.parse(readFileSync(join(dir, figures.path), "utf8")) as PageFigures;
    const first: Record<string, PackedEstimates> = {};
    for (const { name, path } of files) {
      const [, part = ""] = PART.exec(name) ?? [];
      if (part !== "" && read.includes(name))
        first[part] = JSON.parse(readFileSync(join(dir, path), "utf8")) as PackedEstimates;
    }
    const bytes = Buffer.from(JSON.stringify({ ...known, first } satisfies PageFigures));
    const sum = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const path = figures.path.replace(/[0-9a-f]+\.json$/, `${sum}.json`);
    rmSync(join(dir, figures.path));
    writeFileSync(join(dir, path), bytes);
    const changes = files
      .filter((one) => one.path === figures.path)
      .map(({ name }): [string, PageFile] => [name, { name, path, size: bytes.length }]);
    next = withFiles(html, page, new Map(changes));
  }
  const atOnce = registeredFiles(next, page).filter(({ name }) => read.includes(name) && AT_ONCE.test(name));
  const links = atOnce.map(
    ({ path }) => `<link rel="preload" as="fetch" crossorigin href="${seenFrom(page, path)}">\n`,
  );
  return next.replace('<script type="module">', (script) => `${links.join("")}${script}`);
}
