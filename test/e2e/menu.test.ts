import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite((await siteUnderTest()).dir);
});
afterAll(() => site?.close());

const GROUP = ".site-nav-group";
const isOpen = (page: Page) =>
  page.locator(`${GROUP} > details`).evaluate((group) => group.hasAttribute("open"));
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

describe("the menu", () => {
  it("stands in one row within the page, on wide screens", async () => {
    for (const width of [1440, 1280]) {
      const { page, close } = await site.open("", { viewport: { width, height: 900 } });
      const boxes = await page.locator(".site-nav > ul > li").evaluateAll((items) =>
        items.map((item) => {
          const { top, right, left } = item.getBoundingClientRect();
          return { top: Math.round(top), right, left };
        }),
      );
      const frame = await page.locator("#observablehq-main").boundingBox();
      expect(new Set(boxes.map(({ top }) => top)).size, `${width} px`).toBe(1);
      expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(
        (frame?.x ?? 0) + (frame?.width ?? 0),
      );
      await close();
    }
  });

  it("opens its group by keyboard, goes through it, and closes by Escape with the focus on its name", async () => {
    const { page, close } = await site.open("outcomes");
    await page.locator(`${GROUP} summary`).focus();
    await page.keyboard.press("Enter");
    expect(await isOpen(page)).toBe(true);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Data quality");
    await page.keyboard.press("Escape");
    expect(await isOpen(page)).toBe(false);
    expect(await focused(page)).toBe("Data and methods");
    await page.keyboard.press("Enter");
    for (let step = 0; step < 6; step++) await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Help");
    expect(await isOpen(page)).toBe(false);
    await close();
  });

  it("closes its group by a click elsewhere, and marks where the reader is", async () => {
    const { page, close } = await site.open("methods");
    expect(await page.locator(`${GROUP} summary`).getAttribute("aria-current")).toBe("true");
    await page.locator(`${GROUP} summary`).click();
    expect(await page.locator(`${GROUP} a[aria-current=page]`).innerText()).toBe("Methods");
    await page.locator("h1").click();
    expect(await isOpen(page)).toBe(false);
    await page.goto(new URL("help/messages", site.url).href);
    expect(await page.locator(".site-nav a[aria-current]").allInnerTexts()).toEqual(["Help"]);
    await close();
  });

  it("keeps the chosen area in the links of its group", async () => {
    const { page, close } = await site.open("outcomes?area=borough:E09000031");
    const href = await page.locator(`${GROUP} a[data-page=methods]`).getAttribute("href");
    expect(href).toContain("area=borough");
    await close();
  });

  it("opens without JavaScript, and lists all on a phone", async () => {
    const still = await site.browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    await plain.goto(site.url);
    await plain.locator(`${GROUP} summary`).click();
    expect(await plain.locator(`${GROUP} a[data-page=glossary]`).isVisible()).toBe(true);
    await still.close();
    const { page, close } = await site.open("", { viewport: { width: 390, height: 900 } });
    expect(await page.locator(".site-nav").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.locator(`${GROUP} summary`).click();
    for (const name of ["Overview", "Glossary", "Help"])
      expect(await page.locator(".site-nav").getByRole("link", { name, exact: true }).isVisible(), name).toBe(
        true,
      );
    const small = await page
      .locator(".site-nav :is(a, summary)")
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent),
      );
    expect(small).toEqual([]);
    await close();
  });
});
