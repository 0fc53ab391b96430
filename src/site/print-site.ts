import type { Page } from "playwright-core";
import type { Browser } from "./find-browser.ts";
import { launchBrowser } from "./launch-browser.ts";
import { joinPrinted, type PrintedPage } from "./printed-page.ts";
import { serveSite } from "./serve-site.ts";

/** What A4 has between the margins of the style sheet, in CSS pixels: charts are drawn for it. */
const PAPER = { width: 688, height: 980 };
const PATIENCE_MS = 60_000;

/**
 * Prints pages of a built site into one PDF on A4: tagged for assistive technology, with an outline of its headings, and on
 * every sheet whose figures these are, what was chosen, the day of the data, the release and what is withheld.
 *
 * Each page is drawn as wide as the paper with what is folded unfolded; the tables behind charts stay folded away.
 *
 * @param pages their files below the site's folder
 * @param day date that the document carries, as 2024-06-28: the same site gives the same document
 */
export async function printSite(options: {
  readonly dir: string;
  readonly pages: readonly string[];
  readonly browser: Browser;
  readonly day: string;
}): Promise<Buffer> {
  const server = await serveSite({ dir: options.dir, port: 0 });
  const running = await launchBrowser(options.browser);
  try {
    const context = await running.newContext({
      viewport: PAPER,
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const printed: PrintedPage[] = [];
    for (const file of options.pages) printed.push(await readPrinted(page, server.url, file));
    const address = `${server.url}printed.html`;
    await page.route(address, (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body: joinPrinted(printed) }),
    );
    await page.goto(address, { waitUntil: "load", timeout: PATIENCE_MS });
    const pdf = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    return withDay(pdf, options.day);
  } finally {
    await running.close();
    await server.close();
  }
}

/** Opens a page as it is printed and takes what it shows. */
async function readPrinted(page: Page, root: string, file: string): Promise<PrintedPage> {
  await page.emulateMedia({ media: "print" });
  await page.goto(`${root}${file}`, { waitUntil: "load", timeout: PATIENCE_MS });
  await page.waitForLoadState("networkidle", { timeout: PATIENCE_MS });
  await page.waitForFunction(() => document.querySelector("observablehq-loading") === null, undefined, {
    timeout: PATIENCE_MS,
  });
  await page.evaluate(() => {
    window.dispatchEvent(new Event("beforeprint"));
  });
  // Charts that were folded away are drawn when they get room, in the frames that follow.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  return page.evaluate((name) => {
    const main = document.getElementById("observablehq-main");
    for (const select of main?.querySelectorAll("select, input, button:not(.term, .sort)") ?? [])
      select.remove();
    return {
      file: name,
      title: document.title,
      html: main?.innerHTML ?? "",
      facts: document.documentElement.getAttribute("style") ?? "",
      mark: document.documentElement.className,
      sheets: [...document.querySelectorAll("head link[rel=stylesheet]")].map(
        (link) => (link as HTMLLinkElement).href,
      ),
      styles: [...document.querySelectorAll("head style")].map((style) => style.textContent ?? ""),
    };
  }, file);
}

/** Writes the day of the data over the time of printing, and this program over the name of the browser, in as many letters. */
function withDay(pdf: Buffer, day: string): Buffer {
  const stamp = `${day.replaceAll("-", "")}000000`;
  const text = pdf
    .toString("latin1")
    .replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${stamp}`)
    .replace(/(\/Creator \()((?:\\.|[^)\\])*)(?=\))/, (_, start: string, name: string) =>
      start.concat("What Matters".padEnd(name.length).slice(0, name.length)),
    );
  return Buffer.from(text, "latin1");
}
