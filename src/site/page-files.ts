import { posix } from "node:path";

/** Name under which a page reads what it knows of its figures; parts of them stand below it. */
export const FIGURES = "figures";

/** A file that a page reads: the page's name for it, where it stands below the site's folder, and its bytes. */
export interface PageFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

const REGISTERED =
  /registerFile\("([^"]+)", \{"name":"[^"]+"((?:,"mimeType":"[^"]*")?),"path":"([^"]+)"(?:,"lastModified":\d+(?:\.\d+)?)?,"size":(\d+)\}\);\n?/g;
const FIRST_CELL = /^define\(/m;

/** The files that a built page names. */
export function registeredFiles(html: string, page: string): readonly PageFile[] {
  return [...html.matchAll(REGISTERED)].map(([, name = "", , path = "", size]) => ({
    name,
    path: posix.join(posix.dirname(page), path),
    size: Number(size),
  }));
}

/**
 * Gives a built page other files under the names that it knows, and more files.
 *
 * @throws Error where the page has no cells
 */
export function withFiles(
  html: string,
  page: string,
  changes: ReadonlyMap<string, PageFile>,
  added: readonly PageFile[] = [],
): string {
  if (changes.size === 0 && added.length === 0) return html;
  const line = ({ name, path, size }: PageFile, type = ',"mimeType":"application/json"'): string =>
    `registerFile(${JSON.stringify(name)}, {"name":${JSON.stringify(name)}${type},"path":${JSON.stringify(seenFrom(page, path))},"size":${size}});\n`;
  const changed = html.replace(REGISTERED, (text, name: string, type: string) => {
    const next = changes.get(name);
    return next === undefined ? text : line(next, type);
  });
  if (added.length === 0) return changed;
  if (!FIRST_CELL.test(changed)) throw new Error(`${page} has no cells to read files.`);
  return changed.replace(FIRST_CELL, (cell) => `${added.map((one) => line(one)).join("")}${cell}`);
}

/** A file's address as a page says it. */
export function seenFrom(page: string, target: string): string {
  const path = posix.relative(posix.dirname(page), target);
  return path.startsWith(".") ? path : `./${path}`;
}
