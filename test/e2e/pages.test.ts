import { readdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenPage, type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

const PAGES = [
  "",
  "projects",
  "projects/SPIP13",
  "projects/SPIP16",
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
  "glossary",
  "about",
  "help",
  "help/your-own-data",
  "help/read-the-charts",
] as const;
/** Texts and lists alone: looked at once, as those below. */
const HELP = readdirSync("reports/help")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `help/${name.slice(0, -".md".length)}`)
  .filter((address) => !(PAGES as readonly string[]).includes(address));
/** Made by the same components as the two above: looked at once, with all that is folded away opened. */
const ALIKE = [
  "SPIP07",
  "SPIP10",
  "SPIP12",
  "SPIP23",
  "SPIP25",
  "SPIP26",
  "SPIP28",
  "SPIP31",
  "SPIP33",
  "SPIP40",
].map((project) => `projects/${project}`);
const WIDTHS = [1440, 1024, 390] as const;
const SCHEMES = ["light", "dark"] as const;

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Runs axe and gives one line a broken rule: its name, how often, and the first element. */
async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(
      ({ id, help, nodes }) => `${id} (${help}), ${nodes.length} times, first ${nodes[0]?.target}`,
    );
  });
}

/** Number of charts without a mark; small drawings in the cells of a table have that of their figure. */
const unmarked = (page: Page, mark: string): Promise<number> =>
  page.locator("main figure svg").evaluateAll(
    (all, mark) =>
      all.filter((chart) => {
        const small = chart.matches(".key, .rule-icon, .range-strip, .pressure-drawing");
        return !(small ? chart.closest("figure") : chart)?.textContent?.includes(mark);
      }).length,
    mark,
  );

async function openTables(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await settle(page);
}

it("is the site that was planned", () => {
  expect(under.pages.toSorted()).toEqual([...PAGES, ...ALIKE, ...HELP].toSorted());
  expect(under.catalogue.programme.synthetic).toBe(true);
});

describe.each(PAGES)("/%s", (address) => {
  let opened: OpenPage;
  let page: Page;
  beforeAll(async () => {
    opened = await site.open(address);
    page = opened.page;
  });
  afterAll(() => opened?.close());

  it("lets the keyboard skip to the content first, and shows where the focus is", async () => {
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => {
      const link = document.activeElement;
      const box = link?.getBoundingClientRect();
      return { href: link?.getAttribute("href"), left: box?.left ?? -1, width: box?.width ?? 0 };
    });
    expect(skip.href).toBe("#observablehq-main");
    expect(skip.left).toBeGreaterThanOrEqual(0);
    expect(skip.width).toBeGreaterThan(40);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("observablehq-main");
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press("Tab");
      const unseen = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return undefined;
        const style = getComputedStyle(focused);
        const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
        return outlined || style.boxShadow !== "none" ? undefined : focused.outerHTML.slice(0, 200);
      });
      expect(unseen).toBeUndefined();
    }
  });

  it("has a title of its own, one first heading and a language", async () => {
    const heading = (await page.locator("h1").allTextContents()).map((text) => text.trim());
    expect(heading).toHaveLength(1);
    expect(await page.title()).not.toBe("");
    expect(await page.locator("html").getAttribute("lang")).toBe("en-GB");
  });

  it("says on the page and in every chart that the data are synthetic", async () => {
    const marks = page.locator("#observablehq-header, #observablehq-main").getByText(/SYNTHETIC/);
    const seen = await Promise.all((await marks.all()).map((mark) => mark.isVisible()));
    expect(seen).toContain(true);
    expect(await unmarked(page, "SYNTHETIC")).toBe(0);
  });

  it.each(SCHEMES)("passes every rule of axe at every width (%s)", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1000 });
      await settle(page);
      expect(await findViolations(page), `${width} px`).toEqual([]);
    }
  });

  it("passes every rule of axe, and needs no sideways scrolling, with its tables open", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await openTables(page);
    expect(await findViolations(page)).toEqual([]);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await settle(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${width} px`).toBeLessThanOrEqual(0);
    }
  });

  it("shows no error in the console and asks no other host", () => {
    expect(opened.faults).toEqual([]);
  });
});

it.each([...ALIKE, ...HELP])(
  "/%s passes every rule of axe, shows no error and needs no sideways scrolling",
  async (address) => {
    const { page, faults, close } = await site.open(address, { viewport: { width: 390, height: 900 } });
    try {
      await openTables(page);
      expect(await findViolations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
    } finally {
      await close();
    }
  },
);

it.each(["", "outcomes", "link-workers", "about", "methods"])(
  "/%s is stamped, on screen, on paper and in every chart, where the release must not be published",
  async (address) => {
    const { catalogue } = under;
    const secret = { ...catalogue, policy: { ...catalogue.policy, publishable: false } };
    const { page, close } = await site.open("glossary");
    try {
      await page.route(/\/release\.[0-9a-f]+\.json$/, (route) => route.fulfill({ json: secret }));
      await page.goto(new URL(address, site.url).href);
      await settle(page);
      expect(await page.title()).toMatch(/^NOT FOR PUBLICATION/);
      expect(await page.locator("#site-badges").innerText()).toContain("Not for publication");
      expect(await unmarked(page, "NOT FOR PUBLICATION")).toBe(0);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".notice-private").isVisible()).toBe(true);
      const stamp = await page.evaluate(() => getComputedStyle(document.body, "::before").content);
      expect(stamp).toContain("NOT FOR PUBLICATION");
    } finally {
      await close();
    }
  },
);
