import { readFile } from "node:fs/promises";
import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchEntry } from "../../src/site/search-index.ts";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Types into the search as a reader would, and waits for what it answers. */
async function search(page: Page, words: string): Promise<readonly string[]> {
  const box = page.getByRole("combobox", { name: "Search this site" });
  await box.focus();
  await page.keyboard.type(words);
  await expect.poll(() => box.getAttribute("aria-expanded")).toBe("true");
  return page.locator("#site-search-results").getByRole("option").allInnerTexts();
}

describe("search", () => {
  it("finds a measure by its words from a page further down, and leads there with the keyboard alone", async () => {
    const project = under.pages.find((page) => page.startsWith("projects/")) ?? "no project";
    const { page, faults, close } = await site.open(project);
    const hits = await search(page, "regression");
    expect(hits.length).toBeGreaterThan(2);
    expect(hits.filter((hit) => /regression/i.test(hit)).length).toBeGreaterThan(2);
    const box = page.getByRole("combobox", { name: "Search this site" });
    expect(await box.getAttribute("aria-activedescendant")).toBeNull();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const active = (await box.getAttribute("aria-activedescendant")) ?? "";
    const second = page.locator(`#${active}`);
    expect(await second.getAttribute("aria-selected")).toBe("true");
    const href = await second.getAttribute("href");
    await page.keyboard.press("Enter");
    await page.waitForURL(href ?? "no address");
    expect(faults).toEqual([]);
    await close();
  });

  it("finds a network by the beginning of its name, on a phone too, and opens its own page", async () => {
    const network = under.catalogue.areas.find(({ area_type }) => area_type === "pcn");
    const { page, faults, close } = await site.open("", { viewport: { width: 390, height: 844 } });
    await page.locator("#site-menu").click();
    const [first = ""] = await search(page, network?.label.slice(0, 6) ?? "no network");
    expect(first).toContain(network?.label);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("area") === `pcn:${network?.area}`);
    await settle(page);
    expect(await page.locator("main").innerText()).toContain(network?.label);
    expect(faults).toEqual([]);
    await close();
  });

  it("says when nothing is found, and closes with Escape", async () => {
    const { page, close } = await site.open("");
    expect(await search(page, "xylophone quartet")).toEqual(["Nothing found. Try a shorter word."]);
    await page.keyboard.press("Escape");
    expect(await page.locator("#site-search-results").isVisible()).toBe(false);
    await close();
  });

  it("passes every rule of axe while its results are open", async () => {
    const { page, close } = await site.open("");
    await search(page, "follow");
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
        "#observablehq-header",
      );
      return violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    await close();
  });

  it("holds only addresses that the site has, and loads nothing before it is used", async () => {
    const entries = JSON.parse(await readFile(join(under.dir, "search.json"), "utf8")) as SearchEntry[];
    const pages = new Set(under.pages);
    const unknown = entries.filter(({ href }) => !pages.has(href.split(/[#?]/)[0] ?? ""));
    expect(unknown).toEqual([]);
    expect(entries.length).toBeGreaterThan(pages.size);
    const { page, close } = await site.open("");
    const loaded = () =>
      page.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => /search\.json|minisearch/.test(name))
            .length,
      );
    expect(await loaded()).toBe(0);
    await search(page, "follow");
    expect(await loaded()).toBeGreaterThan(0);
    await close();
  });
});
