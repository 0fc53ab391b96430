import { CodedError, EXIT } from "../model/coded-error.ts";
import { nearestWord } from "../model/nearest-word.ts";

/** What a board reads, where it names no pages. */
const DEFAULT_PAGES = [
  "index",
  "projects",
  "outcomes",
  "equity",
  "pathway",
  "compare",
  "link-workers",
  "about",
];

/**
 * The pages of a site to print, in the order in which they were asked for: `overview`, `outcomes`, `projects/SPIP07`.
 *
 * @param asked names of pages, without regard to case; none for those that a board reads, as far as the site has them
 * @param files files of the site
 * @returns their files below the site's folder
 * @throws CodedError PDF_PAGE_UNKNOWN, with the nearest name
 */
export function printPages(asked: readonly string[], files: readonly string[]): readonly string[] {
  const pages = files.filter((file) => file.endsWith(".html"));
  const names = new Map(pages.map((file) => [nameOf(file).toLowerCase(), file]));
  if (asked.length === 0) {
    return DEFAULT_PAGES.flatMap((page) => pages.find((file) => file === `${page}.html`) ?? []);
  }
  return asked.map((name) => {
    const file = names.get(name.trim().toLowerCase());
    if (file !== undefined) return file;
    const near = nearestWord(name, [...names.keys()]);
    throw new CodedError({
      code: "PDF_PAGE_UNKNOWN",
      what: `The site has no page "${name}" to print.`,
      remedy: near === undefined ? `Pages: ${[...names.keys()].join(", ")}.` : `Did you mean "${near}"?`,
      exit: EXIT.usage,
    });
  });
}

const nameOf = (file: string): string => (file === "index.html" ? "overview" : file.replace(/\.html$/, ""));
