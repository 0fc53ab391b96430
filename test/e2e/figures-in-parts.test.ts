import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

const PAGES = ["", "outcomes", "equity", "pathway", "link-workers", "projects/SPIP07", "stories"];
/** Parts of the figures and of the sentences that are files of their own. */
const PART = /\/_file\/data\/(?:estimates|findings)[^/]*\.json$/;

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site.close());

describe("figures that are read in parts", () => {
  it("are at first those of the first view, in one file a page, and no chart library where no chart is drawn", async () => {
    for (const address of PAGES) {
      const context = await site.browser.newContext();
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(new URL(address, site.url).href);
      await settle(page);
      // The sentences of the first view.
      expect(asked.filter((path) => PART.test(path)).length, address).toBe(1);
      expect(
        asked.filter((path) => /\/figures-[^/]*\.json$/.test(path)),
        address,
      ).toHaveLength(1);
      expect(
        asked.some((path) => path.includes("/_code/charts.")),
        address,
      ).toBe(address !== "stories");
      await context.close();
    }
  });

  it("come when an area is chosen, and then all is about this area", async () => {
    const { page, faults, close } = await site.open("");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const area = under.catalogue.areas.find(({ area_type }) => area_type === "pcn");
    await page.locator("#select-area").selectOption(`pcn:${area?.area}`);
    await settle(page);
    expect(asked.filter((path) => PART.test(path)).length).toBeGreaterThan(0);
    const main = (await page.locator("main").innerText()).replaceAll("\u00a0", " ");
    expect(main).toContain(area?.label);
    expect(main).not.toContain("There is no summary");
    const before = asked.length;
    await page.locator("#select-area").selectOption("programme:programme");
    await settle(page);
    await page.locator("#select-area").selectOption(`pcn:${area?.area}`);
    await settle(page);
    expect(asked).toHaveLength(before);
    expect((await page.locator("main").innerText()).replaceAll("\u00a0", " ")).toBe(main);
    expect(faults).toEqual([]);
    await close();
  });

  it("leave the page as it was where they cannot be read, say so, and are asked for again", async () => {
    const { page, close } = await site.open("");
    const finding = await page.locator("#finding").innerText();
    const area = under.catalogue.areas.find(({ area_type }) => area_type === "pcn");
    await page.route(PART, (route) => route.abort());
    await page.locator("#select-area").selectOption(`pcn:${area?.area}`);
    await page.getByText("The figures for this choice could not be loaded.").waitFor();
    expect(await page.locator("#finding").innerText()).toBe(finding);
    await page.unroute(PART);
    const other = under.catalogue.areas.filter(({ area_type }) => area_type === "pcn")[1];
    await page.locator("#select-area").selectOption(`pcn:${other?.area}`);
    await settle(page);
    expect(await page.locator("#finding").innerText()).not.toBe(finding);
    expect(await page.locator(".loading-figures").innerText()).toBe("");
    await close();
  });
});
