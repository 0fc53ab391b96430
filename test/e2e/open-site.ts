import type { BrowserContextOptions, Page, Browser as RunningBrowser } from "playwright-core";
import { findBrowser } from "../../src/site/find-browser.ts";
import { launchBrowser } from "../../src/site/launch-browser.ts";
import { serveSite } from "../../src/site/serve-site.ts";

/** A site on a local server, and a browser to read it with. */
export interface OpenSite {
  readonly url: string;
  readonly browser: RunningBrowser;
  /** Opens a page (an address relative to the site's root) and waits until it has settled. */
  open(address: string, options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** A page, and what went wrong in it so far: errors in the console, failed requests, other hosts. */
export interface OpenPage {
  readonly page: Page;
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Serves a built site on a free port and starts a browser. */
export async function openSite(dir: string): Promise<OpenSite> {
  const found = await findBrowser();
  if (found === undefined) throw new Error("No browser: install Chromium or set CHROMIUM_PATH.");
  const server = await serveSite({ dir, port: 0 });
  const browser = await launchBrowser(found);
  return {
    url: server.url,
    browser,
    async open(address, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 1000 },
        reducedMotion: "reduce",
        acceptDownloads: true,
        ...options,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
      });
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) {
          faults.push(`other host: ${request.url()}`);
        }
      });
      page.on("response", (response) => {
        if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(new URL(address, server.url).href);
      await settle(page);
      return { page, faults, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until no cell is loading or waits for its turn, no figures are read, nothing is fetched and two frames have been drawn. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () => document.querySelector("observablehq-loading, main[data-drawing], main[aria-busy]") === null,
  );
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
