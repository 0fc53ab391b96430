import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

/** Networks of the sample: with few and with many charts, with and without a project, one planted to follow up few. */
const NETWORKS = ["U9901", "U9910", "U9917", "U9930", "U9936"] as const;

let site: OpenSite;
beforeAll(async () => {
  site = await openSite((await siteUnderTest()).dir);
});
afterAll(() => site?.close());

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
  });
}

const pagesOf = (pdf: Buffer): number => (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;

describe("the page of a network", () => {
  it.each(NETWORKS)("prints %s on two sides of A4", async (network) => {
    const { page, faults, close } = await site.open(`network?area=pcn:${network}`);
    await page.waitForSelector(".network-overleaf svg");
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toBe(2);
    // As the printer lays it out: each side is full, and the second has the key of the signs and no list of short forms.
    await page.emulateMedia({ media: "print" });
    const sides = await page.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      const cells = [...(document.getElementById("observablehq-main")?.children ?? [])];
      const turn = cells.findIndex((one) => one.querySelector(".network-overleaf") !== null);
      const millimetres = (some: readonly Element[]) => {
        const boxes = some.map((one) => one.getBoundingClientRect()).filter(({ height }) => height > 0);
        const [top, bottom] = [boxes.map((box) => box.top), boxes.map((box) => box.bottom)];
        return ((Math.max(...bottom) - Math.min(...top)) * 25.4) / 96;
      };
      const isShown = (selector: string) =>
        (document.querySelector(selector)?.getClientRects().length ?? 0) > 0;
      return {
        full: [millimetres(cells.slice(0, turn)), millimetres(cells.slice(turn))],
        key: isShown(".network-overleaf .icon-key"),
        shortForms: isShown("#site-short-forms"),
        least: [cells.slice(0, turn), cells.slice(turn)].map((some, side) => {
          const scale = document.documentElement.style.getPropertyValue(
            side === 0 ? "--side-one" : "--side-two",
          );
          const sizes = some
            .flatMap((one) => [...one.querySelectorAll("p, li, dt, dd, td, th, h3")])
            .filter((one) => one.checkVisibility() && one.textContent?.trim() !== "")
            .map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * 0.75 * Number(scale));
          return Math.min(...sizes);
        }),
      };
    });
    // Points on paper.
    for (const least of sides.least) expect(least).toBeGreaterThan(7.8);
    for (const side of sides.full) {
      expect(side).toBeGreaterThan(0.75 * 279);
      expect(side).toBeLessThanOrEqual(279);
    }
    expect(sides).toMatchObject({ key: true, shortForms: false });
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([
    [1440, "light"],
    [390, "light"],
    [390, "dark"],
  ] as const)(
    "breaks no rule of accessibility at %i pixels, %s, and scrolls only downwards",
    async (width, colorScheme) => {
      const { page, faults, close } = await site.open("network?area=pcn:U9917", {
        viewport: { width, height: 900 },
        colorScheme,
      });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it("names the network in heading and title, and sets it beside its board and the programme", async () => {
    const { page, close } = await site.open("network?area=pcn:U9917");
    const name = await page.locator("#network-name").innerText();
    expect(name).toBe("Hazelhythe PCN");
    expect(await page.title()).toContain(name);
    const heads = await page.locator("#network-measures thead th").allInnerTexts();
    expect(heads.slice(0, 4)).toEqual([
      "Measure",
      "This network",
      "NHS North Central London ICB",
      "Whole programme",
    ]);
    const rows = await page.locator("#network-measures tbody th").allInnerTexts();
    expect(rows).toEqual(
      expect.arrayContaining(["Followed up", "Days to the first contact, of people reached (median)"]),
    );
    const change = rows.findIndex((row) => row.startsWith("Average change"));
    expect(rows[change + 1]).toContain("regression to the mean alone");
    await close();
  });

  it("offers the networks to choose from, by keyboard, where none is chosen", async () => {
    const { page, close } = await site.open("network");
    await page.waitForSelector("#choose-network tbody a");
    expect(await page.locator("#choose-network tbody tr").count()).toBe(36);
    await page.fill("#find-profile", "hazel");
    await page.locator("#choose-network tbody a:visible").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#network-name:focus");
    expect(await page.locator("#network-name").innerText()).toBe("Hazelhythe PCN");
    expect(new URL(page.url()).search).toContain("area=pcn:U9917");
    await close();
  });
});

/** Charts over time are read when that part of the page is reached. */
async function reachCharts(page: Page): Promise<void> {
  await page.locator(".reached").evaluate((place) => place.scrollIntoView());
  await page.waitForSelector("#signs tbody tr");
}

describe("what stands out of a network", () => {
  it("is what the table of Compare names, measure by measure", async () => {
    const { page, close } = await site.open("compare");
    const listed = await page
      .locator("#far tbody tr")
      .evaluateAll((rows) =>
        rows.map((tr) =>
          [...tr.querySelectorAll("th, td")].slice(0, 2).map((cell) => cell.textContent ?? ""),
        ),
      );
    expect(listed.length).toBeGreaterThan(5);
    const [name = ""] = listed[0] ?? [];
    const href = await page.locator("#far tbody tr a").first().getAttribute("href");
    await close();
    const own = await site.open(href ?? "");
    await own.page.waitForSelector(".finding-group");
    expect(await own.page.locator("#network-name").innerText()).toBe(name);
    const counted = own.page.locator(".finding-group", { hasText: "headline of Compare counts" });
    const found = await counted.locator("li").allInnerTexts();
    const measures = listed.flatMap(([network, measure = ""]) => (network === name ? [measure] : []));
    expect(found).toHaveLength(measures.length);
    for (const measure of measures) expect(found.some((text) => text.startsWith(measure))).toBe(true);
    expect(own.faults).toEqual([]);
    await own.close();
  });

  it("opens with the latest point over time, and draws waits by quarter", async () => {
    const { page, close } = await site.open("network?area=pcn:U9910");
    await page.waitForSelector("#over-time-median_days_to_first_contact svg");
    const lead = await page.locator(".network-lead").innerText();
    expect(lead).toMatch(
      /^Dovewater PCN: of \d+ figures .*; of \d+ charts over time, the latest point of \d+ stands/,
    );
    // The sample's project for people without a GP cuts their wait from the day it starts.
    const sign = page.locator("#over-time-median_days_to_first_contact .chart-signs");
    expect(await sign.innerText()).toContain("Special cause: improving, lower");
    await close();
  });
});

describe("Compare, over time and by likeness", () => {
  it("reads charts over time only when that part of the page is reached", async () => {
    const { page, close } = await site.open("compare");
    const read = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").some(({ name }) => name.includes("control-charts")),
      );
    expect(await read()).toBe(false);
    await reachCharts(page);
    expect(await read()).toBe(true);
    await close();
  });

  it("begins with what stands out, and shows all when asked to", async () => {
    const { page, faults, close } = await site.open("compare");
    await reachCharts(page);
    await page.uncheck("#only-signs");
    const all = await page.locator("#signs tbody tr").count();
    await page.check("#only-signs");
    const left = await page.locator("#signs tbody tr").count();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all);
    for (const cells of await page
      .locator("#signs tbody tr")
      .evaluateAll((rows) => rows.map((tr) => tr.querySelectorAll("a.sign").length)))
      expect(cells).toBeGreaterThan(0);
    await page.uncheck("#only-signs");
    expect(await page.locator("#signs tbody tr").count()).toBe(all);
    expect(faults).toEqual([]);
    await close();
  });

  it("leads from a sign to its chart by keyboard", async () => {
    const { page, close } = await site.open("compare");
    await reachCharts(page);
    await page.uncheck("#only-signs");
    const sign = page.locator("#signs tbody tr").first().locator("a.sign").first();
    expect(await sign.innerText()).toMatch(/cause/);
    await sign.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#network-over-time:focus svg[role=img]");
    expect(await page.locator("#network-over-time svg[role=img]").getAttribute("aria-label")).toMatch(
      /^Control chart\. Amberfield PCN/,
    );
    await close();
  });

  it("keeps networks of one model, says how many are left, and clears", async () => {
    const { page, close } = await site.open("compare");
    const names = () => page.locator("#signs tbody tr").count();
    await reachCharts(page);
    await page.uncheck("#only-signs");
    expect(await names()).toBe(36);
    await page.selectOption("#select-like", "based_in:A housing association");
    await settle(page);
    await page.waitForSelector(".like-note");
    await page.waitForFunction(() => document.querySelectorAll("#signs tbody tr").length < 36);
    const left = await names();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(36);
    expect(await page.locator(".like-note [role=status]").innerText()).toContain(
      `${left} of 36 networks: link workers sit in a housing association.`,
    );
    expect(new URL(page.url()).searchParams.get("like")).toBe("based_in:A housing association");
    await page.waitForFunction(
      (count) => document.querySelectorAll("#networks tbody tr").length === count,
      left,
    );
    await page.click(".like-note button");
    await page.waitForSelector(".like-note", { state: "detached" });
    await page.waitForFunction(() => document.querySelectorAll("#signs tbody tr").length === 36);
    expect(await names()).toBe(36);
    await close();
  });
});
