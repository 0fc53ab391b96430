import { existsSync } from "node:fs";
import { mkdir, realpath, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CodedError, EXIT } from "../model/coded-error.ts";
import { browserCheck } from "./browser-check.ts";
import { lockCheckout } from "./build-lock.ts";
import { bundleCode } from "./bundle-code.ts";
import { checkSite } from "./check-site.ts";
import { seedClientLibraries } from "./client-libraries.ts";
import { drawPages } from "./draw-pages.ts";
import { figuresAhead, figuresOf } from "./figures-ahead.ts";
import { type Browser, findBrowser } from "./find-browser.ts";
import { finishSite } from "./finish-site.ts";
import { findBakedErrors, findRunProblems } from "./framework-problems.ts";
import { PAGES_ROOT } from "./page-source.ts";
import { printPages } from "./print-pages.ts";
import { printSite } from "./print-site.ts";
import { runFramework } from "./run-framework.ts";
import { writeSearchIndex } from "./search-index.ts";
import { listSiteFiles } from "./site-files.ts";
import { refuseSite, type SiteProblem } from "./site-problem.ts";
import { slimData } from "./slim-data.ts";
import { openStaging } from "./staging.ts";

/** `auto`: where a browser is found; `off`: never; `required`: no browser is an error. */
export type BrowserCheckMode = "auto" | "off" | "required";

/** Pages to print into one PDF within the site, none for those that a board reads, and the day that it carries. */
export interface PdfRequest {
  readonly pages: readonly string[];
  readonly day: string;
}

/** The printed pages, in the site's folder. */
export const PDF_FILE = "what-matters.pdf";

/** What was built. */
export interface BuiltSite {
  /** The folder, as it was asked for. */
  readonly out: string;
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
  /** False where no browser opened the pages. */
  readonly browserChecked: boolean;
}

/**
 * Builds the site of a checkout into a folder: all of it, checked, in one step, or nothing.
 *
 * The new site is built beside `out`, mended, checked and then put in its place by renaming; after a failure or a
 * killed run the old site stands as it was. No network is used. The same inputs give the same bytes.
 *
 * @param options.checkout folder with `observablehq.config.ts` and `reports/`
 * @param options.log receives lines of progress
 * @throws CodedError SITE_BUILD_FAILED, SITE_LINK_BROKEN, SITE_OTHER_HOST, SITE_MACHINE_PATH, SITE_PAGE_ERROR,
 * PDF_BROWSER_MISSING, PDF_PAGE_UNKNOWN, SITE_OUT_NOT_OURS, SITE_OUT_NOT_REPLACEABLE, SITE_BROWSER_MISSING, SITE_TOOLS_MISSING, SITE_BUSY
 */
export async function buildSite(options: {
  readonly checkout: string;
  readonly out: string;
  readonly log?: (line: string) => void;
  readonly browserCheck?: BrowserCheckMode;
  readonly pdf?: PdfRequest | undefined;
}): Promise<BuiltSite> {
  const { out, log = () => undefined } = options;
  const checkout = await realpath(options.checkout);
  const unlock = await lockCheckout(checkout, log);
  try {
    const staging = await openStaging(resolve(out));
    try {
      const browserChecked = await fill(staging.dir, checkout, options.browserCheck ?? "auto", log);
      if (options.pdf !== undefined) await print(staging.dir, options.pdf, log);
      await staging.commit();
      return { out, browserChecked, ...(await measure(resolve(out))) };
    } finally {
      await staging.discard();
    }
  } finally {
    await unlock();
  }
}

async function print(dir: string, { pages, day }: PdfRequest, log: (line: string) => void): Promise<void> {
  const browser = await browserToPrint();
  const files = printPages(pages, await listSiteFiles(dir));
  log(`Printing ${files.length} pages into ${PDF_FILE}.`);
  await writeFile(join(dir, PDF_FILE), await printSite({ dir, pages: files, browser, day }));
}

/**
 * The browser that prints.
 *
 * @throws CodedError PDF_BROWSER_MISSING where there is none
 */
export async function browserToPrint(): Promise<Browser> {
  const browser = await findBrowser();
  if (browser !== undefined) return browser;
  throw new CodedError({
    code: "PDF_BROWSER_MISSING",
    what: "No Chromium or Chrome was found to print the PDF with.",
    remedy: "Install Chromium, or set CHROMIUM_PATH to its program; without --pdf the site is built as ever.",
    exit: EXIT.usage,
  });
}

async function fill(
  dir: string,
  checkout: string,
  mode: BrowserCheckMode,
  log: (line: string) => void,
): Promise<boolean> {
  log("Building the pages.");
  await buildPages(dir, checkout);
  await bundleCode(dir);
  await finishSite(dir);
  log("Checking links and references.");
  stopAt(await checkSite(dir, [checkout, dir]));
  log("Drawing the pages for readers without JavaScript.");
  const undrawn = await drawPages(dir);
  await finishSite(dir);
  await writeSearchIndex(dir, checkout);
  // What the cells drew, where no browser looks at it: what fails here fails in a browser too, which says more of it.
  const stopUnseen = async () => stopAt([...undrawn, ...(await checkSite(dir, [checkout, dir]))]);
  if (mode === "off") {
    await stopUnseen();
    return false;
  }
  const browser = await findBrowser();
  if (browser === undefined) {
    if (mode === "required") throw browserMissing();
    await stopUnseen();
    log("No browser was found, so the pages were not opened: only links and files were checked.");
    return false;
  }
  log("Opening every page in a browser.");
  stopAt(await browserCheck(dir, browser));
  await stopUnseen();
  return true;
}

/** The pages as Observable Framework writes them, with their data as they read it. */
async function buildPages(dir: string, checkout: string): Promise<void> {
  const [problems, ahead] = await Promise.all([runWithCleanCache(dir, checkout), figuresAhead(checkout)]);
  stopAt(problems);
  stopAt(await findBakedErrors(dir, checkout));
  await slimData(dir, figuresOf(dir, ahead));
}

/** A run that was killed may leave half a file in Framework's cache, which would be trusted for ever. */
async function runWithCleanCache(dir: string, checkout: string): Promise<readonly SiteProblem[]> {
  const cache = join(checkout, PAGES_ROOT, ".observablehq", "cache");
  const unfinished = join(checkout, PAGES_ROOT, ".observablehq", "unfinished");
  if (existsSync(unfinished)) await rm(cache, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  await writeFile(unfinished, "");
  await seedClientLibraries(checkout);
  const run = await runFramework(checkout, dir);
  if (run.exitCode === 0) await rm(unfinished, { force: true });
  return findRunProblems(run, checkout);
}

function stopAt(problems: readonly SiteProblem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw refuseSite([first, ...others]);
}

function browserMissing(): CodedError {
  return new CodedError({
    code: "SITE_BROWSER_MISSING",
    what: "No Chromium or Chrome was found to open the pages with.",
    remedy: "Install Chromium, or set CHROMIUM_PATH to its program.",
    exit: EXIT.usage,
  });
}

async function measure(dir: string): Promise<Pick<BuiltSite, "pages" | "files" | "bytes">> {
  const files = await listSiteFiles(dir);
  let bytes = 0;
  for (const file of files) bytes += (await stat(join(dir, file))).size;
  return { pages: files.filter((file) => file.endsWith(".html")).length, files: files.length, bytes };
}
