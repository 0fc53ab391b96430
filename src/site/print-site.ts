import type { Page } from "playwright-core";
import type { Browser } from "./find-browser.ts";
import { launchBrowser } from "./launch-browser.ts";
import { joinPrinted, type PrintedPage } from "./printed-page.ts";
import { serveSite } from "./serve-site.ts";

/** What A4 has between the margins of the style sheet, in CSS pixels: charts are drawn for it. */
const PAPER = { width: 688, height: 980 };
const PATIENCE_MS = 60_000;
/** Rows that a table may have on paper, and those printed of a longer one: a thousand networks would fill fifty sheets. */
const LONGEST = 150;
const KEPT = 50;

/**
 * Prints pages of a built site into one PDF on A4: tagged for assistive technology, with an outline of its headings, and on
 * every sheet whose figures these are, what was chosen, the day of the data, the release and what is withheld.
 *
 * Each page is drawn as wide as the paper with what is folded unfolded, the tables behind charts too: paper has no other way to
 * them. Of a table of hundreds of rows those that the page shows at once are printed, and how many there are is said.
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
    for (const details of document.querySelectorAll("main details.behind")) details.setAttribute("open", "");
  });
  // Charts that were folded away are drawn when they get room, in the frames that follow.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  await page.evaluate(shortenTables, { longest: LONGEST, kept: KEPT });
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

/** Runs in the page: ends long tables after some rows, and says how many there are. */
function shortenTables({ longest, kept }: { readonly longest: number; readonly kept: number }): void {
  const cut: { readonly after: Element; readonly rows: number; readonly all: string }[] = [];
  // What a page does not draw at once either.
  for (const more of document.querySelectorAll("main details.behind button.action")) {
    const all = /^Show all (.*)$/.exec(more.textContent ?? "")?.[1];
    const rows = more.closest("details")?.querySelectorAll("tbody > tr").length ?? 0;
    if (all !== undefined) cut.push({ after: more, rows, all });
  }
  for (const table of document.querySelectorAll("main table")) {
    const rows = [...table.querySelectorAll("tbody > tr")];
    if (rows.length <= longest) continue;
    for (const row of rows.slice(kept)) row.remove();
    const all = `${rows.length.toLocaleString("en-GB")} rows`;
    cut.push({ after: table.closest(".table-scroll") ?? table, rows: kept, all });
  }
  for (const { after, rows, all } of cut) {
    const note = document.createElement("p");
    note.className = "figure-note";
    note.textContent = `The first ${rows} of ${all}. The others are on the site, where the whole table can be downloaded.`;
    after.after(note);
  }
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
