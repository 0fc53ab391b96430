import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

const ANALYTICAL = ["", "outcomes", "equity", "data-quality"] as const;

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} cannot be reached with the keyboard.`);
}

/** Opens all that is folded away; menus lie over what is around them, and are opened one by one. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details:not(.take-away)"))
      details.open = true;
  });
  await settle(page);
}

/** Opens what a figure is folded into, which may have been drawn anew since. */
async function openAround(figure: Locator): Promise<void> {
  await figure.evaluate((element) => {
    for (let around = element.closest("details"); around !== null; ) {
      around.open = true;
      around = around.parentElement?.closest("details") ?? null;
    }
  });
}

const search = (page: Page) => new URL(page.url()).search;

describe("filters", () => {
  it("can be reached, named and worked with the keyboard alone; the address and the back button follow", async () => {
    let worked = 0;
    for (const address of ANALYTICAL) {
      const { page, faults, close } = await site.open(address);
      await openAll(page);
      // What is chosen within one figure stands in no address.
      const selects = page.locator("main form.filters select");
      for (let index = 0; index < (await selects.count()); index++) {
        const select = selects.nth(index);
        const id = await select.getAttribute("id");
        expect(await page.locator(`label[for="${id}"]`).isVisible(), `/${address} ${id}`).toBe(true);
        const before = { value: await select.inputValue(), search: search(page) };
        await page.locator("main").focus();
        await tabTo(page, select);
        await page.keyboard.press("ArrowDown");
        await settle(page);
        const after = { value: await select.inputValue(), search: search(page) };
        expect(after.value, `/${address} ${id}`).not.toBe(before.value);
        expect(after.search, `/${address} ${id}`).not.toBe(before.search);
        await page.goBack();
        await settle(page);
        expect({ value: await select.inputValue(), search: search(page) }, `/${address} ${id}`).toEqual(
          before,
        );
        await page.goForward();
        await settle(page);
        expect({ value: await select.inputValue(), search: search(page) }, `/${address} ${id}`).toEqual(
          after,
        );
        await page.goBack();
        await settle(page);
        worked++;
      }
      expect(faults, `/${address}`).toEqual([]);
      await close();
    }
    expect(worked).toBeGreaterThanOrEqual(5);
  });

  it("are restored by the address alone, and kept from page to page", async () => {
    const area = under.catalogue.areas.find((one) => one.area_type === "project");
    expect(area).toBeDefined();
    const value = `project:${area?.area}`;
    const { page, faults, close } = await site.open(`outcomes?area=${value}`);
    expect(await page.getByLabel("Area", { exact: true }).inputValue()).toBe(value);
    await page.locator("header nav").getByRole("link", { name: "Equity" }).click();
    await page.waitForURL(/equity/);
    await settle(page);
    expect(await page.getByLabel("Area", { exact: true }).inputValue()).toBe(value);
    expect(faults).toEqual([]);
    await close();
  });

  it("never leave a page empty: every area and every period says something", async () => {
    for (const address of ["outcomes", "equity"]) {
      const { page, faults, close } = await site.open(address);
      for (const label of ["Area", "Period"]) {
        const select = page.getByLabel(label, { exact: true });
        const values = await select
          .locator("option")
          .evaluateAll((options) => options.map((option) => option.getAttribute("value") ?? ""));
        for (const value of values.slice(0, 12)) {
          await select.selectOption(value);
          await settle(page);
          const text = await page.locator("main").textContent();
          expect(text?.length, `/${address} ${value}`).toBeGreaterThan(300);
          expect(text, `/${address} ${value}`).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b|\[object/);
        }
      }
      expect(faults, `/${address}`).toEqual([]);
      await close();
    }
  });

  it("take an address that names nothing known without an error", async () => {
    const { page, faults, close } = await site.open(
      "outcomes?area=project:NONE&period=quarter:1999-Q9&by=star_sign",
    );
    expect(await page.locator("main").textContent()).not.toMatch(/\b(?:NaN|undefined)\b/);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("tables and downloads", () => {
  it("stand beside every chart: caption, headers, and a CSV of exactly this table", async () => {
    let downloaded = 0;
    for (const address of ANALYTICAL) {
      const { page, faults, close } = await site.open(address);
      await openAll(page);
      const figures = page.locator("main figure");
      expect(await figures.count(), `/${address}`).toBeGreaterThan(0);
      for (let index = 0; index < (await figures.count()); index++) {
        // The browser asks before it lets a page start an eleventh download.
        if (index > 0 && index % 8 === 0) {
          await page.reload();
          await openAll(page);
        }
        const figure = figures.nth(index);
        const where = `/${address}, figure ${index + 1}`;
        await openAround(figure);
        const table = figure.locator("table").first();
        expect(await table.locator("caption").textContent(), where).toBeTruthy();
        expect(await table.locator("thead th[scope=col]").count(), where).toBeGreaterThan(1);
        const headings = await table.locator("tbody tr > th[scope=row]").allTextContents();
        await figure.locator("details.take-away > summary").click();
        const button = figure.getByRole("button", { name: /CSV/ });
        const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
        expect(download.suggestedFilename(), where).toMatch(/synthetic.*\.csv$/i);
        const text = await readFile(await download.path(), "utf8");
        expect(text, where).toContain("SYNTHETIC");
        expect(text, where).toContain(under.catalogue.release_id);
        const rows = parse(text, {
          bom: true,
          relax_column_count: true,
          skip_empty_lines: true,
        }) as string[][];
        const last = rows.slice(-headings.length).map((row) => row[0]);
        expect(last, where).toEqual(headings.map((heading) => heading.trim()));
        expect(
          rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell)),
          where,
        ).toEqual([]);
        downloaded++;
      }
      expect(faults, `/${address}`).toEqual([]);
      await close();
    }
    expect(downloaded).toBeGreaterThan(5);
  });

  it("explain every figure's method on the Methods page", async () => {
    const { page: methods, close } = await site.open("methods");
    const ids = new Set(await methods.locator("[id]").evaluateAll((all) => all.map((element) => element.id)));
    await close();
    for (const address of ANALYTICAL) {
      const opened = await site.open(address);
      const hashes = await opened.page
        .locator('main a[href*="methods"]')
        .evaluateAll((links) => links.map((link) => (link.getAttribute("href") ?? "").split("#")[1] ?? ""));
      for (const hash of hashes.filter((one) => one !== "")) expect([...ids], `/${address}`).toContain(hash);
      await opened.close();
    }
  });
});
