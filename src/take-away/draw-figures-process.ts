import { join } from "node:path";
import { checkoutFolder } from "../files/code-version.ts";
import { drawPage } from "../site/draw-page.ts";
import { readStyles } from "../site/read-styles.ts";
import { captionedSvg } from "./captioned-svg.ts";
import { exportInNode } from "./export-in-node.ts";
import type { Figure } from "./figure-files.ts";
import { figureId } from "./figure-id.ts";
import type { FigurePage } from "./take-figures.ts";

/** Room of a chart on its page, in pixels; what is taken away has a width of its own. */
const WIDE = 1060;

/** What this process is told to do. */
interface Task {
  readonly site: string;
  readonly pages: readonly FigurePage[];
}

/** Draws the figures of the pages of a built site, one page after the other: the whole work of this process. */
async function drawFigures({ site, pages }: Task): Promise<readonly Figure[]> {
  const styles = readStyles(join(checkoutFolder, "reports/style.css"));
  const figures: Figure[] = [];
  for (const { address, ids } of pages) {
    const page = await drawPage(site, `${address === "" ? "index" : address}.html`, () => WIDE);
    const drawn = [...page.cells.values()].flat();
    for (const { id, title, summary, svg } of await exportInNode(drawn, ids, styles)) {
      figures.push({
        ...{ id: figureId(address, id), title, summary, png: null },
        ...captionedSvg({ svg, title, summary }),
      });
    }
  }
  return figures;
}

const [task = "{}"] = process.argv.slice(2);
process.once("uncaughtException", (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`, () => process.exit(1));
});
const figures = await drawFigures(JSON.parse(task) as Task);
process.send?.(figures, () => process.exit(0));
