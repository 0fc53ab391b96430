import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

/** Pages about the programme, and what is drawn on each: tables, also folded ones, and charts. */
const PAGES = [
  { address: "", tables: 1, charts: 1 },
  { address: "projects", tables: 0, charts: 0 },
  { address: "projects/SPIP07", tables: 3, charts: 3 },
  { address: "projects/SPIP13", tables: 3, charts: 2 },
  { address: "outcomes", tables: 10, charts: 10 },
  { address: "equity", tables: 8, charts: 8 },
  { address: "pathway", tables: 4, charts: 4 },
  { address: "compare", tables: 4, charts: 4 },
  { address: "link-workers", tables: 8, charts: 8 },
  { address: "programme", tables: 3, charts: 1 },
  { address: "data-quality", tables: 3, charts: 0 },
  { address: "measures", tables: 0, charts: 0 },
  { address: "about", tables: 2, charts: 0 },
] as const;
/** What Google counts as no movement of note. */
const MOST_MOVED = 0.1;

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Opens a page in which nothing of the site's own runs. */
async function openStill(address: string, width = 1440): Promise<{ page: Page; context: BrowserContext }> {
  const context = await site.browser.newContext({
    viewport: { width, height: 1000 },
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(new URL(address, site.url).href);
  return { page, context };
}

const headline = async (page: Page): Promise<string> =>
  (await page.locator("#finding, main .lead, main h1 ~ * p").first().innerText()).replace(/\s+/g, " ");

describe.each(PAGES)("/$address without JavaScript", ({ address, tables, charts }) => {
  let page: Page;
  let context: BrowserContext;
  beforeAll(async () => {
    ({ page, context } = await openStill(address));
  });
  afterAll(() => context?.close());

  it("says the same as with it, with its numbers, tables and charts", async () => {
    expect(await page.locator("main table").count()).toBeGreaterThanOrEqual(tables);
    expect(await page.locator("main figure svg[role=img]").count()).toBeGreaterThanOrEqual(charts);
    const said = await headline(page);
    expect(said.length).toBeGreaterThan(40);
    const live = await site.open(address);
    expect(await headline(live.page)).toBe(said);
    const numbers = (text: string): readonly string[] => text.match(/\d[\d,.]*/g) ?? [];
    const still = numbers(await page.locator("main").innerText());
    const running = new Set(numbers(await live.page.locator("main").innerText()));
    await live.close();
    expect(still.length).toBeGreaterThan(4);
    // Charts are drawn for another width, so that a scale may have other ticks.
    expect(still.filter((one) => !running.has(one)).length).toBeLessThan(still.length / 10);
  });

  it("shows nothing that cannot work, and says what is missing", async () => {
    const controls = page.locator("main").locator("button, select, input, form");
    expect(await controls.filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("main a[href^='?']").count()).toBe(0);
    expect(await page.locator("noscript .notice").innerText()).toContain("Without JavaScript");
  });

  it("breaks no rule that axe knows, also on a phone", async () => {
    // axe itself needs JavaScript: here it runs, and what the site brings is kept away from it.
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.route(/\.js$/, (route) => route.abort());
    await page.goto(new URL(address, site.url).href);
    await page.evaluate(() => document.documentElement.classList.remove("scripted"));
    await page.evaluate(axe.source);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const broken = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.map(({ id, nodes }) => `${id} ${nodes.length}: ${nodes[0]?.target}`);
      });
      expect(broken).toEqual([]);
    }
    await context.close();
  });
});

describe.each(PAGES)("/$address when JavaScript takes over", ({ address }) => {
  it("doubles nothing and hardly moves", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    await page.addInitScript(`window.moved = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value; })
        .observe({ type: "layout-shift", buffered: true });`);
    await page.goto(new URL(address, site.url).href);
    await settle(page);
    expect(await page.locator("observablehq-loading").count()).toBe(0);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
    expect(await page.evaluate<number>("window.moved")).toBeLessThan(MOST_MOVED);
    await context.close();
  });
});

describe("an address that asks for another view", () => {
  it("never shows the figures of the whole programme while its own are on their way", async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.route(/\.js$/, () => undefined);
    const service = under.catalogue.areas.find((area) => area.area_type === "service");
    await page.goto(new URL(`?area=service:${service?.area}`, site.url).href, { waitUntil: "commit" });
    await page.locator("#finding").waitFor({ state: "attached" });
    expect(await page.locator("#finding").isVisible()).toBe(false);
    await page.goto(site.url, { waitUntil: "commit" });
    await page.locator("#finding").waitFor({ state: "visible" });
    await context.close();
  });
});

describe("a page opened from a folder", () => {
  it("can be read, leads on, and says how it is served", async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(under.dir, "projects/SPIP07.html")).href);
    expect(await page.locator(".notice-file").innerText()).toContain("what-matters serve");
    expect(await page.locator("#finding").innerText()).toMatch(/\d/);
    expect(await page.locator("main select, main button").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("h1").evaluate((heading) => getComputedStyle(heading).textTransform)).toBe(
      "uppercase",
    );
    await page.locator("a[data-page=index]").click();
    expect(page.url()).toMatch(/\/index\.html$/);
    expect(await page.locator("#finding").innerText()).toMatch(/\d/);
    await context.close();
  });
});
