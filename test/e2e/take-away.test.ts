import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** A figure some way down the page, drawn from what is loaded after the page itself. */
const FIGURE = "shares";

const menuOf = (page: Page, figure: string) => page.locator(`#${figure} details.take-away`);

/** Opens the menu of a figure with the keyboard, and takes one of its items. */
async function takeFrom(page: Page, figure: string, item: RegExp) {
  const menu = menuOf(page, figure);
  await menu.locator("summary").focus();
  if (!(await menu.evaluate((element) => (element as HTMLDetailsElement).open))) {
    await page.keyboard.press("Enter");
  }
  await menu.getByRole("button", { name: item }).focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Size in pixels and dots to the metre that a PNG says of itself. */
function pngFacts(png: Buffer): {
  readonly width: number;
  readonly height: number;
  readonly density: number;
} {
  const at = png.indexOf("pHYs");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), density: png.readUInt32BE(at + 4) };
}

describe("a figure's menu", () => {
  it("gives the chart as a drawing that stands by itself, in light colours on a dark screen too", async () => {
    const drawn: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, faults, close } = await site.open("outcomes", { colorScheme });
      await settle(page);
      const { name, bytes } = await takeFrom(page, "before-after", /chart/);
      expect(name).toMatch(/^SYNTHETIC-.*\.svg$/);
      drawn.push(bytes.toString("utf8"));
      expect(faults).toEqual([]);
      await close();
    }
    const [light = "", dark = ""] = drawn;
    expect(dark).toBe(light);
    for (const words of ["SYNTHETIC", "At follow-up", under.catalogue.release_id, "Scores at the start"]) {
      expect(light).toContain(words);
    }
    expect(light).not.toMatch(/var\(--/);
  });

  it("gives the same chart as a picture of 300 dots to the inch", async () => {
    const { page, faults, close } = await site.open("outcomes");
    await settle(page);
    const svg = (await takeFrom(page, "before-after", /chart/)).bytes.toString("utf8");
    const width = Number(/<svg[^>]* width="(\d+)"/.exec(svg)?.[1]);
    const facts = pngFacts((await takeFrom(page, "before-after", /picture/)).bytes);
    // 300 dots to the inch are 11,811 to the metre; the drawing has 96 pixels to the inch.
    expect(facts.density).toBe(11_811);
    expect(facts.width).toBe(Math.round((width * 300) / 96));
    expect(faults).toEqual([]);
    await close();
  });

  it("copies the sentence with its citation, and shows it where the browser does not let a page copy", async () => {
    const { page, close } = await site.open("outcomes");
    await settle(page);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", {
        value: { writeText: () => Promise.reject(new Error("not allowed")) },
      });
    });
    const menu = menuOf(page, "before-after");
    await menu.locator("summary").click();
    await menu.getByRole("button", { name: /sentence/ }).click();
    const shown = await menu.locator("textarea").inputValue();
    const summary = (await page.locator("#before-after figcaption").textContent()) ?? "nothing";
    expect(shown).toContain(summary);
    expect(shown).toContain(`Release ${under.catalogue.release_id}, data to`);
    await page.keyboard.press("Escape");
    expect(await menu.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(false);
    expect(await menu.locator("summary").evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    await close();
  });

  it("gives a link that opens the same view at the same figure", async () => {
    const { page, close } = await site.open("outcomes?period=financial_year:2022-23");
    await settle(page);
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", {
        value: { writeText: async (text: string) => document.body.setAttribute("data-copied", text) },
      });
    });
    const menu = menuOf(page, FIGURE);
    await menu.locator("summary").click();
    await menu.getByRole("button", { name: /link/ }).click();
    const link = (await page.locator("body").getAttribute("data-copied")) ?? "";
    expect(new URL(link).hash).toBe(`#${FIGURE}`);
    await close();
    const again = await site.open(link.slice(new URL(link).origin.length + 1), {
      viewport: { width: 390, height: 844 },
    });
    await settle(again.page);
    expect(await again.page.locator("select[id*=period]").first().inputValue()).toContain("2022-23");
    await expect
      .poll(() => again.page.locator(`#${FIGURE}`).evaluate((one) => one.getBoundingClientRect().top))
      .toBeLessThan(200);
    await again.close();
  });
});
