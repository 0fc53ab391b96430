import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

let site: OpenSite;
let pages: readonly string[] = [];
beforeAll(async () => {
  const under = await siteUnderTest();
  pages = under.pages;
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Pages with charts, controls and tables; the others are texts made by the same style sheet. */
const PAGES = [
  "",
  "projects",
  "projects/SPIP07",
  "projects/SPIP13",
  "outcomes",
  "equity",
  "pathway",
  "compare",
  "network",
  "link-workers",
  "programme",
  "stories",
  "data-quality",
  "measures",
  "methods",
  "about",
  "help",
] as const;

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Charts whose words or marks have the colour of what they stand on, so that nobody sees them. */
const unseen = (page: Page) =>
  page.locator("main .chart-box svg[role=img]").evaluateAll((charts) => {
    const canvas = getComputedStyle(document.body).backgroundColor;
    return charts.flatMap((chart) => {
      const words = [...chart.querySelectorAll("text")].filter(
        (text) => text.closest(".watermark") === null && text.textContent !== "",
      );
      const lost = words.filter((text) => getComputedStyle(text).fill === canvas);
      return lost.length === 0 ? [] : [`${chart.closest("figure")?.id}: ${lost[0]?.textContent}`];
    });
  });

it("are pages of the site", () => {
  expect(PAGES.filter((page) => !pages.includes(page))).toEqual([]);
});

describe.each(PAGES)("/%s", (address) => {
  it("is whole at 200 % zoom of a small laptop, with words spaced out as readers may ask", async () => {
    const { page, close } = await site.open(address, {
      viewport: { width: 640, height: 400 },
      deviceScaleFactor: 2,
    });
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    // WCAG 1.4.12: nothing may be lost. The policy of the page lets no style be added but by its own sheets.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "main * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } main p { margin-bottom: 2em !important }",
      );
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    await settle(page);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await close();
  });

  it("shows its charts in forced colours, light and dark, and moves nothing where less motion is asked for", async () => {
    const { page, faults, close } = await site.open(address, { forcedColors: "active" });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, forcedColors: "active", reducedMotion: "reduce" });
      await settle(page);
      expect(await unseen(page), colorScheme).toEqual([]);
    }
    const motion = await page.evaluate(() => ({
      scroll: getComputedStyle(document.documentElement).scrollBehavior,
      running: document.getAnimations().filter(({ playState }) => playState === "running").length,
    }));
    expect(motion).toEqual({ scroll: "auto", running: 0 });
    expect(faults).toEqual([]);
    await close();
  });
});
