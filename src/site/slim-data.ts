import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Catalogue, PackedFindings } from "../release/catalogue.ts";
import type { PackedEstimates } from "../release/packed-estimates.ts";
import { type PartedFile, pageFigures } from "./figure-parts.ts";
import { isFigures, type PartedFigures } from "./figures-ahead.ts";
import { FIGURES, type PageFile, registeredFiles, withFiles } from "./page-files.ts";
import { areaTypesOf, type FindingsAbout, findingsOf, wantedFindings } from "./page-findings.ts";
import { ofPage } from "./page-measures.ts";
import { listSiteFiles } from "./site-files.ts";

const FINDINGS = /(^|\/)findings\.[0-9a-f]+\.json$/;
const PROJECT = /^projects\/(.+)\.html$/;

/**
 * Gives the pages of a freshly built site their data in the form and to the extent in which they read it: estimates packed,
 * so that no page brings an Arrow library, in parts of which a page reads those that it shows; and of the sentences those of
 * the page's own kind, about other areas than the first view's in files of their own.
 *
 * @param read gives the site's files of estimates, taken apart
 */
export async function slimData(dir: string, read: PartedFigures): Promise<void> {
  const files = await listSiteFiles(dir);
  const release = files.find((file) => /(^|\/)release\.[0-9a-f]+\.json$/.test(file));
  const catalogue =
    release === undefined ? undefined : (JSON.parse(await readFile(join(dir, release), "utf8")) as Catalogue);
  const sentences = once(
    async (file: string) => JSON.parse(await readFile(join(dir, file), "utf8")) as PackedFindings,
  );
  const writing = siteWriter(dir);
  const used = new Set<string>();
  for (const file of files.filter((one) => one.endsWith(".html"))) {
    const html = await readFile(join(dir, file), "utf8");
    const named = registeredFiles(html, file);
    const sources = named.filter(({ path }) => isFigures(path));
    const [, own = ""] = PROJECT.exec(file) ?? [];
    const changes = new Map<string, PageFile>();
    const added: PageFile[] = [];
    const split: string[] = [];
    for (const { name, path } of named.filter((one) => FINDINGS.test(one.path))) {
      const kinds = wantedFindings(file);
      if (kinds === undefined) continue;
      const all = await sentences(path);
      const home = homeType(catalogue);
      const pick = (about: FindingsAbout | undefined) =>
        findingsOf(all, kinds, hasReferrals(catalogue), about);
      const write = async (as: string, part: string, about: FindingsAbout | undefined): Promise<PageFile> => {
        const text = () => JSON.stringify(pick(about));
        return {
          ...(await writing(`findings-${kinds.join("-")}${part}`, about?.area ?? "", text)),
          name: as,
        };
      };
      if (sources.length === 0) changes.set(name, await write(name, "", undefined));
      else {
        changes.set(name, await write(name, own === "" ? ".first" : `.${own}`, { types: [home], area: own }));
        for (const type of areaTypesOf(all, kinds, hasReferrals(catalogue)).filter((one) => one !== home)) {
          added.push(await write(`${FIGURES}/findings/${type}`, `.${type}`, { types: [type], area: "" }));
          split.push(type);
        }
      }
      used.add(path);
    }
    if (sources.length > 0) {
      const whole = await Promise.all(sources.map(({ path }) => read(path)));
      const parted = whole.map((one) => ofPage(file, one));
      for (const one of parted) added.push(...(await writeParts(one, own, writing)));
      const figures = JSON.stringify(pageFigures(parted, split, own));
      const page = file.replace(/\.html$/, "").replaceAll("/", "-");
      const written = await writing(`figures-${page}`, own, () => figures);
      added.push({ ...written, name: FIGURES });
      for (const { name, path } of sources) {
        changes.set(name, { ...written, name });
        used.add(path);
      }
    }
    const next = withFiles(html, file, changes, added);
    if (next !== html) await writeFile(join(dir, file), next);
  }
  await dropUnused(dir, used);
}

/** Type of the area that a page opens with. */
const homeType = (catalogue: Catalogue | undefined): string =>
  (catalogue?.areas.find((one) => one.area_type === "programme") ?? catalogue?.areas[0])?.area_type ??
  "programme";

const hasReferrals = (catalogue: Catalogue | undefined): boolean =>
  catalogue?.measures.some(({ id }) => id === "referrals") ?? false;

type Writer = (name: string, own: string, text: () => string) => Promise<Omit<PageFile, "name">>;

async function writeParts(file: PartedFile, own: string, write: Writer): Promise<readonly PageFile[]> {
  const written: PageFile[] = [];
  const add = async (part: string, area: string, packed: () => PackedEstimates) => {
    const one = await write(`${file.name}.${area || part}`, area, () => JSON.stringify(packed()));
    written.push({ ...one, name: `${FIGURES}/${file.name}/${part}` });
  };
  for (const [part, packed] of file.parts) await add(part, "", () => packed);
  if (own !== "") await add("own", own, () => file.own(own));
  return written;
}

/**
 * Writes files of data under names that tell their contents. A name stands for one text of the whole site, or of one page's
 * own area, which is made and written when a page first names it.
 */
function siteWriter(dir: string): Writer {
  const written = new Map<string, Promise<Omit<PageFile, "name">>>();
  const write = async (name: string, text: string) => {
    const bytes = Buffer.from(text);
    const sum = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const path = `_file/data/${name}.${sum}.json`;
    await writeFile(join(dir, path), bytes);
    return { path, size: bytes.length };
  };
  return (name, own, text) => {
    const key = `${own}/${name}`;
    const one = written.get(key) ?? write(name, text());
    written.set(key, one);
    return one;
  };
}

function once<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const one = made.get(key) ?? make(key);
    made.set(key, one);
    return one;
  };
}

/** Removes the files that no page refers to any more. */
async function dropUnused(dir: string, replaced: ReadonlySet<string>): Promise<void> {
  const files = await listSiteFiles(dir);
  const pages = await Promise.all(
    files.filter((file) => file.endsWith(".html")).map((file) => readFile(join(dir, file), "utf8")),
  );
  for (const file of replaced) {
    const name = posix.basename(file);
    if (!pages.some((page) => page.includes(name))) await rm(join(dir, file), { force: true });
  }
}
