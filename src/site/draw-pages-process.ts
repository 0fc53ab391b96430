import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { drawPage } from "./draw-page.ts";
import { withFirstFigures } from "./first-figures.ts";
import { listSiteFiles } from "./site-files.ts";
import { stillPage, withSheets } from "./still-page.ts";

/** A page that could not be drawn, and why. */
export interface DrawProblem {
  readonly page: string;
  readonly what: string;
}

/** Room of a chart that has the page's whole width, and of one of two side by side, in pixels. */
const WIDE = 1060;
const HALF = 500;

/** Ends the page that is being drawn, where it throws later than its cells or waits for what never comes. */
let giveUp: (reason: unknown) => void = () => undefined;
process.on("uncaughtException", (error) => giveUp(error));
process.on("unhandledRejection", (error) => giveUp(error));
process.on("beforeExit", () => giveUp(new Error("It waits for something that never comes.")));

/** Draws every page of the site in a folder, and writes what its cells show into it: the whole work of this process. */
async function drawAll(dir: string): Promise<readonly DrawProblem[]> {
  const problems: DrawProblem[] = [];
  const files = await listSiteFiles(dir);
  const all = files.find((file) => /(^|\/)downloads\/estimates\.[0-9a-f]+\.csv$/.test(file));
  const drawn = new Map<string, string>();
  const sheets = new Set<string>();
  for (const file of files.filter((one) => one.endsWith(".html"))) {
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
      drawn.set(path, html);
      for (const sheet of chartSheets) sheets.add(sheet);
    } catch (error) {
      problems.push({ page: file, what: error instanceof Error ? error.message : String(error) });
    }
  }
  // On every page, as another choice may bring a chart to a page that had none.
  for (const [path, html] of drawn) writeFileSync(path, withSheets(html, [...sheets].sort()));
  return problems;
}

const [dir = ""] = process.argv.slice(2);
const problems = await drawAll(dir);
process.send?.(problems, () => process.exit(0));
