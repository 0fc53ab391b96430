/** Where the pages' sources stand in a checkout. */
export const PAGES_ROOT = "reports";

/**
 * Names the source of a built page: `outcomes.html` → `reports/outcomes.md`; all pages of projects have one source.
 *
 * @param file path of the built page below the site's folder, with `/` between its parts
 */
export function pageSource(file: string): string {
  const source = file
    .replace(/^projects\/[^/]+\.html$/, "projects/[project].html")
    .replace(/^local\/[^/]+\.html$/, "local/[page].html");
  return `${PAGES_ROOT}/${source.replace(/\.html$/, "")}.md`;
}
