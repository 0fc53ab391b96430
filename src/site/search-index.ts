import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Catalogue } from "../release/catalogue.ts";
import type { MeasureRegister } from "../release/measure-register.ts";
import { PAGES_ROOT } from "./page-source.ts";
import { listSiteFiles } from "./site-files.ts";

/** A place that the site's search can find. */
export interface SearchEntry {
  readonly id: number;
  /** What the reader reads in the list of results. */
  readonly title: string;
  /** The page, or the kind of thing, that it belongs to. */
  readonly where: string;
  /** Address relative to the site's root. */
  readonly href: string;
  /** Further words by which it is found. */
  readonly text: string;
}

/** File of the index below the site's folder. */
export const SEARCH_FILE = "search.json";

/** Letters of a section by which it is found: enough for its words, not for its tables. */
const TEXT_LETTERS = 600;

/** Area types that have an entry each, with the page that shows one of them and the words for it. */
const AREAS: readonly { readonly type: string; readonly page: string; readonly where: string }[] = [
  { type: "pcn", page: "network", where: "Primary care network" },
  { type: "service", page: "", where: "Service" },
  { type: "borough", page: "", where: "Borough" },
  { type: "icb", page: "", where: "Integrated care board" },
];

type Found = Omit<SearchEntry, "id">;

const words = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

/** The words that follow a heading up to the next one, without tables and drawings. */
function textAfter(heading: Element): string {
  const parts: string[] = [];
  let letters = 0;
  for (let next = heading.nextElementSibling; next !== null; next = next.nextElementSibling) {
    if (/^H[1-6]$/.test(next.tagName) || letters > TEXT_LETTERS) break;
    if (next.querySelector("h2, h3, table, svg") !== null || /^(TABLE|svg|DETAILS)$/i.test(next.tagName))
      continue;
    const text = words(next.textContent);
    parts.push(text);
    letters += text.length;
  }
  return parts.join(" ").slice(0, TEXT_LETTERS);
}

/**
 * Places of one built page: the page itself, each heading and figure with an anchor, and each term of a list of terms.
 * @param file path below the site's folder
 */
export function pageEntries(html: string, file: string): readonly Found[] {
  const { document } = parseHTML(html);
  const main = document.querySelector("#observablehq-main");
  if (main === null) return [];
  const href = file.replace(/(^|\/)index\.html$|\.html$/, "$1");
  const name = words(document.title.split(/ [|·] /)[0]);
  const first = main.querySelector("h1");
  const found: Found[] = [{ title: name, where: "Page", href, text: first === null ? "" : textAfter(first) }];
  for (const heading of main.querySelectorAll("h2, h3")) {
    const anchor = heading.id === "" ? heading.closest("[id]")?.id : heading.id;
    const title = words(heading.textContent);
    if (anchor === undefined || anchor === main.id || title === "") continue;
    found.push({
      title,
      where: name,
      href: `${href}#${anchor.replace(/-title$/, "")}`,
      text: textAfter(heading),
    });
  }
  for (const entry of main.querySelectorAll("dl.glossary > div[id]")) {
    const meaning = words(entry.querySelector("dd")?.textContent);
    found.push({
      title: words(entry.querySelector("dt")?.textContent),
      where: name,
      href: `${href}#${entry.id}`,
      text: meaning,
    });
  }
  return found;
}

/** Places that a release names: its areas, and every measure of the library. */
export function releaseEntries(
  { areas }: Pick<Catalogue, "areas">,
  { groups }: Pick<MeasureRegister, "groups">,
): readonly Found[] {
  return [
    ...AREAS.flatMap(({ type, page, where }) =>
      areas
        .filter(({ area_type }) => area_type === type)
        .map(({ area, label }) => ({
          title: label,
          where,
          href: `${page}?area=${encodeURIComponent(`${type}:${area}`)}`,
          text: area,
        })),
    ),
    ...groups.flatMap(({ measures }) =>
      measures.map(({ id, title, definition }) => ({
        title,
        where: "Measure",
        href: `measures#${id}`,
        text: definition.slice(0, TEXT_LETTERS),
      })),
    ),
  ];
}

async function readJson<T>(path: string): Promise<T | undefined> {
  return existsSync(path) ? (JSON.parse(await readFile(path, "utf8")) as T) : undefined;
}

/** Writes the index of a built site beside its pages: of all pages, and of what the release of the checkout names. */
export async function writeSearchIndex(dir: string, checkout: string): Promise<void> {
  const found: Found[] = [];
  for (const file of await listSiteFiles(dir)) {
    if (file.endsWith(".html") && file !== "404.html") {
      found.push(...pageEntries(await readFile(join(dir, file), "utf8"), file));
    }
  }
  const data = join(checkout, PAGES_ROOT, "data");
  const catalogue = await readJson<Catalogue>(join(data, "release.json"));
  const register = await readJson<MeasureRegister>(join(data, "measures.json"));
  if (catalogue !== undefined && register !== undefined) found.push(...releaseEntries(catalogue, register));
  const entries: readonly SearchEntry[] = found.map((entry, id) => ({ id, ...entry }));
  await writeFile(join(dir, SEARCH_FILE), `${JSON.stringify(entries)}\n`);
}
