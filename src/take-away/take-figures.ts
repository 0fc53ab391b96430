import type { BrowserContext, Page } from "playwright-core";
import type { Browser } from "../site/find-browser.ts";
import { launchBrowser } from "../site/launch-browser.ts";
import { serveSite } from "../site/serve-site.ts";
import { type CaptionedChart, captionedSvg, type ExportedChart } from "./captioned-svg.ts";
import type { Figure } from "./figure-files.ts";
import { figureId } from "./figure-id.ts";
import { withDensity } from "./png-density.ts";

/** Pixels of an image for each pixel of the drawing: a chart of 960 is 2,400 wide, which is 20 cm at 300 dots an inch. */
const SCALE = 2.5;
const DOTS_AN_INCH = 300;
const PATIENCE_MS = 60_000;
const MOST_TAKES = 10;
/** A page is at rest when so many looks in a row, so far apart, find nothing under way. */
const QUIET_LOOKS = 3;
const LOOK_MS = 150;

/** A page of the site, and the beginnings of the ids of the figures that are taken from it. */
export interface FigurePage {
  readonly address: string;
  readonly ids: readonly string[];
}

/**
 * Takes the figures of a built site through each page's own download, as a reader would: as a drawing that stands alone and
 * as an image. Figures without a chart are left out. The site is served to this machine only.
 */
export async function takeFigures(options: {
  readonly site: string;
  readonly browser: Browser;
  readonly pages: readonly FigurePage[];
  readonly onPage?: (address: string) => void;
}): Promise<readonly Figure[]> {
  const server = await serveSite({ dir: options.site, port: 0 });
  const running = await launchBrowser(options.browser);
  try {
    const context = await running.newContext({
      viewport: { width: 1280, height: 900 },
      deviceScaleFactor: SCALE,
      colorScheme: "light",
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/London",
    });
    // The page makes its file as a blob: it is kept, so that no download folder is needed.
    await context.addInitScript(keepSavedFiles);
    const easel = await context.newPage();
    const figures: Figure[] = [];
    for (const { address, ids } of options.pages) {
      options.onPage?.(address);
      for (const chart of await chartsOf(context, `${server.url}${address}`, ids)) {
        figures.push({ ...chart, id: figureId(address, chart.id), png: await imageOf(easel, chart) });
      }
    }
    return figures;
  } finally {
    await running.close();
    await server.close();
  }
}

interface PageChart extends ExportedChart {
  readonly id: string;
}

/** A chart of a page with its words in it. */
interface TakenChart extends CaptionedChart, Pick<PageChart, "id" | "title" | "summary"> {}

/**
 * The charts of a page once it has come to rest: they are taken until two takes in a row are the same, since a page draws
 * its charts again when further figures have come in.
 */
async function chartsOf(
  context: BrowserContext,
  url: string,
  ids: readonly string[],
): Promise<readonly TakenChart[]> {
  const page = await context.newPage();
  try {
    const rest = watchRequests(page);
    await page.goto(url, { timeout: PATIENCE_MS });
    let before = "";
    for (let take = 0; take < MOST_TAKES; take += 1) {
      await rest();
      const found = (await page.evaluate(exportCharts, ids)).filter(({ svg }) => svg !== "");
      const charts = found.map(({ id, title, summary, ...chart }) => ({
        id,
        title,
        summary,
        ...captionedSvg({ ...chart, title, summary }),
      }));
      const now = JSON.stringify(charts);
      if (now === before) return charts;
      before = now;
    }
    throw new Error(`The charts of ${new URL(url).pathname} did not come to rest.`);
  } finally {
    await page.close();
  }
}

/** Waits until no cell is loading, nothing is being fetched, and the page has nothing to do for a while. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<unknown>();
  page.on("request", (request) => open.add(request));
  for (const end of ["requestfinished", "requestfailed"] as const) {
    page.on(end as "requestfinished", (request) => open.delete(request));
  }
  return async () => {
    await page.waitForFunction(() => document.querySelector("observablehq-loading") === null, undefined, {
      timeout: PATIENCE_MS,
    });
    for (let quiet = 0; quiet < QUIET_LOOKS; ) {
      // Told only once the page has no work left: reading a large table keeps it busy without any request.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      await page.waitForTimeout(LOOK_MS);
      quiet = open.size === 0 ? quiet + 1 : 0;
    }
  };
}

async function imageOf(page: Page, { svg, width, height }: CaptionedChart): Promise<Uint8Array> {
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
  await page.setContent(`<!doctype html><style>body{margin:0}svg{display:block}</style>${svg}`);
  return withDensity(await page.screenshot({ type: "png" }), DOTS_AN_INCH);
}

/** Runs in the page, before its own code: keeps what it offers as a file. */
function keepSavedFiles(): void {
  const saved: Blob[] = [];
  Object.assign(globalThis, { savedFiles: saved });
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (file) => {
    if (file instanceof Blob) saved.push(file);
    return make(file);
  };
  HTMLAnchorElement.prototype.click = () => undefined;
}

/** Runs in the page: presses "Download chart" of each figure and reads what came of it, with the words round it. */
async function exportCharts(ids: readonly string[]): Promise<PageChart[]> {
  const { savedFiles: saved } = globalThis as unknown as { savedFiles: Blob[] };
  const charts: PageChart[] = [];
  for (const figure of document.querySelectorAll<HTMLElement>("figure.figure")) {
    if (!ids.some((id) => figure.id.startsWith(id))) continue;
    const buttons = [...figure.querySelectorAll<HTMLButtonElement>("button.take-away-item")];
    const button = buttons.find((one) => one.textContent?.startsWith("Download chart"));
    if (button === undefined) continue;
    saved.length = 0;
    button.click();
    const [file] = saved;
    charts.push({
      id: figure.id,
      svg: file === undefined ? "" : await file.text(),
      title: figure.querySelector("h3")?.textContent ?? "",
      summary: figure.querySelector("figcaption")?.textContent ?? "",
    });
  }
  return charts;
}
