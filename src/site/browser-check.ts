import type { BrowserContext, Page } from "playwright-core";
import type { Browser } from "./find-browser.ts";
import { launchBrowser } from "./launch-browser.ts";
import { pageSource } from "./page-source.ts";
import { findSiteFile, resolveTarget } from "./resolve-target.ts";
import { serveSite } from "./serve-site.ts";
import { listSiteFiles } from "./site-files.ts";
import type { SiteProblem } from "./site-problem.ts";

const AT_ONCE = 3;
const PATIENCE_MS = 60_000;

/** What one page looked like once it had settled. */
interface Visit {
  readonly file: string;
  readonly problems: readonly SiteProblem[];
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/**
 * Opens every page of a built site once in a browser and reports what a reader would meet: cells that fail,
 * errors in the console, requests that fail or ask another host, and links (also those made at run time) that
 * lead nowhere.
 */
export async function browserCheck(dir: string, browser: Browser): Promise<readonly SiteProblem[]> {
  const list = await listSiteFiles(dir);
  const pages = list.filter((file) => file.endsWith(".html"));
  const server = await serveSite({ dir, port: 0 });
  const running = await launchBrowser(browser);
  try {
    const context = await running.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
    });
    const queue = [...pages];
    const visits: Visit[] = [];
    const work = async () => {
      for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        visits.push(await visit(context, server.url, file));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    visits.sort((a, b) => (a.file < b.file ? -1 : 1));
    return [...visits.flatMap((one) => one.problems), ...checkRenderedLinks(visits, new Set(list))];
  } finally {
    await running.close();
    await server.close();
  }
}

async function visit(context: BrowserContext, root: string, file: string): Promise<Visit> {
  const source = pageSource(file);
  const found = new Map<string, SiteProblem>();
  const report = (code: SiteProblem["code"], what: string) => {
    found.set(`${code} ${what}`, { code, page: source, what });
  };
  const page = await context.newPage();
  watch(page, root, report);
  try {
    await page.goto(`${root}${file.replace(/(^|\/)index\.html$|\.html$/, "$1")}`, {
      waitUntil: "load",
      timeout: PATIENCE_MS,
    });
    await settle(page);
    const errors = await page.locator(".observablehq--error").allTextContents();
    for (const text of errors) report("SITE_PAGE_ERROR", `A cell failed: ${text.trim()}`);
    // In one look: a page that is still being drawn would have links to sections that were not there a moment ago.
    const { ids, links } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      links: [...document.querySelectorAll("a[href]")].map((element) => element.getAttribute("href") ?? ""),
    }));
    return { file, problems: [...found.values()], ids: new Set(ids), links };
  } catch (error) {
    const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
    report("SITE_PAGE_ERROR", `The page did not come to rest: ${line}.`);
    return { file, problems: [...found.values()], ids: new Set(), links: [] };
  } finally {
    await page.close();
  }
}

function watch(page: Page, root: string, report: (code: SiteProblem["code"], what: string) => void): void {
  const isOurs = (url: string) => url.startsWith(root) || /^(data|blob|about):/.test(url);
  page.on("request", (request) => {
    if (!isOurs(request.url())) report("SITE_OTHER_HOST", `It asked another host for "${request.url()}".`);
  });
  page.on("requestfailed", (request) => {
    if (isOurs(request.url()) && request.failure()?.errorText !== "net::ERR_ABORTED") {
      report("SITE_PAGE_ERROR", `"${path(request.url(), root)}" could not be fetched.`);
    }
  });
  page.on("response", (response) => {
    const status = response.status();
    if (isOurs(response.url()) && status >= 400) {
      report("SITE_PAGE_ERROR", `"${path(response.url(), root)}" answered ${status}.`);
    }
  });
  page.on("pageerror", (error) => report("SITE_PAGE_ERROR", `An error was thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // A resource that fails is reported with its address by the listeners above.
    const text = message.text();
    const host = /https?:\/\/(?!127\.0\.0\.1)[^\s'"]+/.exec(text)?.[0];
    const refused = /Content Security Policy|Refused to (?:connect|load)/.test(text);
    if (refused && host !== undefined) report("SITE_OTHER_HOST", `It asked another host for "${host}".`);
    else if (!/^Failed to load resource/.test(text)) report("SITE_PAGE_ERROR", `The console shows: ${text}`);
  });
}

/** Waits until no cell is loading and the network has been quiet for half a second. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: PATIENCE_MS });
  await page.waitForFunction(() => document.querySelector("observablehq-loading") === null, undefined, {
    timeout: PATIENCE_MS,
  });
}

function checkRenderedLinks(visits: readonly Visit[], files: ReadonlySet<string>): readonly SiteProblem[] {
  const byFile = new Map(visits.map((one) => [one.file, one]));
  const problems = new Map<string, SiteProblem>();
  for (const { file, links } of visits) {
    for (const target of new Set(links)) {
      const resolved = resolveTarget(target, file);
      if (resolved.kind !== "inside") continue;
      const found = findSiteFile(resolved.path, files);
      const goal = found === undefined ? undefined : byFile.get(found);
      const lost = goal !== undefined && resolved.fragment !== "" && !goal.ids.has(resolved.fragment);
      if (found !== undefined && !lost) continue;
      const what = lost
        ? `"${target}" leads to a page that has no such section.`
        : `"${target}" leads nowhere.`;
      problems.set(`${file} ${target}`, { code: "SITE_LINK_BROKEN", page: pageSource(file), what });
    }
  }
  return [...problems.values()];
}

function path(url: string, root: string): string {
  return url.slice(root.length);
}
