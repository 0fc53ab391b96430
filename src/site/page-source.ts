/** Where the pages' sources stand in a checkout. */
export const PAGES_ROOT = "reports";

/**
 * Names the source of a built page: `outcomes.html` → `reports/outcomes.md`.
 *
 * @param file path of the built page below the site's folder, with `/` between its parts
 */
export function pageSource(file: string): string {
  return `${PAGES_ROOT}/${file.replace(/\.html$/, "")}.md`;
}
