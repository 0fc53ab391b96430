import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

const PHONE = { viewport: { width: 390, height: 844 } };
/** A long page is at most this share of what it is with all its figures open. */
const SHORTER = 0.65;

let site: OpenSite;
beforeAll(async () => {
  site = await openSite((await siteUnderTest()).dir);
});
afterAll(() => site?.close());

describe.each(["outcomes", "equity", "link-workers", "pathway"])("/%s on a phone", (address) => {
  it("has the words of every figure in sight, and its chart one step away", async () => {
    const { page, faults, close } = await site.open(address, PHONE);
    const figures = page.locator("main .figure:has(> .figure-fold):not(details:not([open]) *)");
    expect(await figures.count()).toBeGreaterThan(4);
    expect(await page.locator(".figure-fold[open]").count()).toBe(0);
    for (const figure of await figures.all()) {
      expect(await figure.locator("> h3").isVisible()).toBe(true);
      expect(await figure.locator("> figcaption").isVisible()).toBe(true);
    }
    const length = () => page.evaluate(() => document.documentElement.scrollHeight);
    const folded = await length();
    const first = figures.first();
    await first.locator("> .figure-fold > summary").click();
    await settle(page);
    expect(await first.locator(".chart-box > *").first().isVisible()).toBe(true);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll<HTMLDetailsElement>(".figure-fold")) fold.open = true;
    });
    await settle(page);
    expect(folded).toBeLessThan((await length()) * SHORTER);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(faults).toEqual([]);
    await close();
  });

  it("leads from a list to each section and back to the top", async () => {
    const { page, close } = await site.open(address, PHONE);
    const list = page.locator(".contents");
    expect(await list.getAttribute("open")).toBeNull();
    await list.locator("> summary").click();
    // The way back stands at the end of long sections alone.
    const id = await page.locator(".page-section:has(> .to-top)").last().locator("> h2").getAttribute("id");
    const link = list.locator(`a[href$="#${id}"]`);
    const target = page.locator(`h2#${id}`);
    await link.click();
    await expect
      .poll(() => target.evaluate((one) => Math.abs(one.getBoundingClientRect().top)))
      .toBeLessThan(120);
    expect(await list.getAttribute("open")).toBeNull();
    await page.locator(".page-section", { has: target }).locator(".to-top a").click();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(400);
    await close();
  });

  it("breaks no rule of axe folded up", async () => {
    const { page, close } = await site.open(address, PHONE);
    await page.evaluate(axe.source);
    const broken = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
    });
    expect(broken).toEqual([]);
    await close();
  });

  it("prints every figure with its key and chart, folded on the screen or not", async () => {
    const { page, close } = await site.open(address, PHONE);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await settle(page);
    const hidden = await page
      .locator("main .figure :is(.legend, .chart-box)")
      .evaluateAll(
        (all) => all.filter((one) => !one.checkVisibility() || one.childElementCount === 0).length,
      );
    expect(hidden).toBe(0);
    expect(await page.locator(".figure-fold > summary:visible").count()).toBe(0);
    await close();
  });
});

describe("a figure on a phone", () => {
  it("that the address names stands open, and one that was opened still does after another choice", async () => {
    const { page, close } = await site.open("outcomes#gain", PHONE);
    await page.locator("#gain > .figure-fold").waitFor();
    expect(
      await page.locator(".figure-fold[open]").evaluateAll((all) => all.map((one) => one.parentElement?.id)),
    ).toEqual(["gain"]);
    await page.locator("#shares > .figure-fold > summary").click();
    await page.locator("select[id*=period]").first().selectOption({ index: 1 });
    await settle(page);
    expect(await page.locator("#shares > .figure-fold").getAttribute("open")).not.toBeNull();
    await close();
  });
});

it("has nothing folded, and a row of sections, on a wide screen", async () => {
  const { page, close } = await site.open("outcomes");
  expect(await page.locator(".figure-fold").count()).toBe(0);
  expect(await page.locator(".to-top:visible, .contents > summary:visible").count()).toBe(0);
  expect(await page.locator(".contents .jump a").first().isVisible()).toBe(true);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.locator(".contents").getAttribute("open")).toBeNull();
  await page.setViewportSize({ width: 1440, height: 1000 });
  await expect.poll(() => page.locator(".contents .jump a").first().isVisible()).toBe(true);
  await close();
});
