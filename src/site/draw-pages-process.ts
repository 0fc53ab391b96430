import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { drawPage } from "./draw-page.ts";
import { withFirstFigures } from "./first-figures.ts";
import { listSiteFiles } from "./site-files.ts";
import { stillPage } from "./still-page.ts";

/** What one process has drawn. */
export interface Drawn {
  /** Pages that could not be drawn, and why. */
  readonly problems: readonly { readonly page: string; readonly what: string }[];
  /** Pages that were, as files below the site's folder. */
  readonly pages: readonly string[];
  /** Style sheets that the charts on them carry. */
  readonly sheets: readonly string[];
}

/** Room of a chart that has the page's whole width, and of one of two side by side, in pixels. */
const WIDE = 1060;
const HALF = 500;

/** Ends the page that is being drawn, where it throws later than its cells or waits for what never comes. */
let giveUp: (reason: unknown) => void = () => undefined;
process.on("uncaughtException", (error) => giveUp(error));
process.on("unhandledRejection", (error) => giveUp(error));
process.on("beforeExit", () => giveUp(new Error("It waits for something that never comes.")));

/**
 * Draws the pages of a share of the site in a folder, every so many of them from one on, and writes what their cells show into
 * them: the whole work of this process.
 */
async function drawShare(dir: string, share: number, shares: number): Promise<Drawn> {
  const problems: Drawn["problems"][number][] = [];
  const files = await listSiteFiles(dir);
  const all = files.find((file) => /(^|\/)downloads\/estimates\.[0-9a-f]+\.csv$/.test(file));
  const pages: string[] = [];
  const sheets = new Set<string>();
  const own = files.filter((one) => one.endsWith(".html")).filter((_, place) => place % shares === share);
  for (const file of own) {
    const path = join(dir, file);
    try {
      const page = await Promise.race([
        drawPage(dir, file, (box) => (box.closest(".panels") === null ? WIDE : HALF)),
        new Promise<never>((_, reject) => {
          giveUp = reject;
        }),
      ]);
      const allFigures = all === undefined ? undefined : relative(join(path, ".."), join(dir, all));
      const given = withFirstFigures(dir, file, readFileSync(path, "utf8"), page.read);
      const { html, chartSheets } = stillPage(given, page, { allFigures });
      writeFileSync(path, html);
      pages.push(file);
      for (const sheet of chartSheets) sheets.add(sheet);
    } catch (error) {
      problems.push({ page: file, what: error instanceof Error ? error.message : String(error) });
    }
  }
  return { problems, pages, sheets: [...sheets] };
}

const [dir = "", share, shares] = process.argv.slice(2);
const drawn = await drawShare(dir, Number(share), Number(shares));
process.send?.(drawn, () => process.exit(0));
