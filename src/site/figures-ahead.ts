import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PartedFile, partFigures } from "./figure-parts.ts";
import { PAGES_ROOT } from "./page-source.ts";

const SOURCE = /^(estimates[a-z-]*)\.arrow$/;
const BUILT = /(^|\/)(estimates[a-z-]*)\.([0-9a-f]+)\.arrow$/;

/** Files of estimates taken apart, by the path of each below the site's folder. */
export type PartedFigures = (file: string) => Promise<PartedFile>;

/** True for a file of estimates of a freshly built site. */
export const isFigures = (file: string): boolean => BUILT.test(file);

/** The files of estimates of a built site, each taken apart when it is first asked for. */
export const figuresOf = (dir: string, ahead: FiguresAhead = new Map()): PartedFigures => {
  const read = new Map<string, Promise<PartedFile>>();
  return (file) => {
    const [, , name = "", sum = ""] = BUILT.exec(file) ?? [];
    const known = ahead.get(`${name}.${sum}`);
    const one =
      read.get(file) ?? (known === undefined ? part(name, join(dir, file)) : Promise.resolve(known));
    read.set(file, one);
    return one;
  };
};

const part = async (name: string, path: string): Promise<PartedFile> =>
  partFigures(name, await readFile(path));

/** Files of estimates taken apart, by name and the beginning of their SHA-256, as the site names them. */
export type FiguresAhead = ReadonlyMap<string, PartedFile>;

/** Letters of a sum that Observable Framework puts into a file's name. */
const SUM_LETTERS = 8;

/**
 * Takes the files of estimates of a checkout's release apart while the pages are built. A file that cannot be read is left
 * out: what is wrong with it is said when a page asks for it.
 */
export async function figuresAhead(checkout: string): Promise<FiguresAhead> {
  const data = join(checkout, PAGES_ROOT, "data");
  const ahead = new Map<string, PartedFile>();
  for (const file of (await readdir(data).catch(() => [])).sort()) {
    const [, name] = SOURCE.exec(file) ?? [];
    if (name === undefined) continue;
    try {
      const bytes = await readFile(join(data, file));
      const sum = createHash("sha256").update(bytes).digest("hex").slice(0, SUM_LETTERS);
      ahead.set(`${name}.${sum}`, partFigures(name, bytes));
    } catch {}
  }
  return ahead;
}
