import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite((await siteUnderTest()).dir);
});
afterAll(() => site?.close());

/** Every page with charts that are drawn from the release. */
const PAGES = [
  "",
  "outcomes",
  "equity",
  "pathway",
  "compare",
  "link-workers",
  "programme",
  "projects/SPIP07",
  "projects/SPIP13",
] as const;

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.setAttribute("open", "");
  });
  await settle(page);
}

const focusedLabel = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");

describe.each(PAGES)("the charts of /%s", (address) => {
  it("are one stop of the tab key each; arrow keys go from figure to figure and read each out", async () => {
    const { page, faults, close } = await site.open(address);
    await openAll(page);
    const stops = await page.locator("main .chart-box:has(svg[role=img])").evaluateAll((boxes) =>
      boxes.map((box) => ({
        figure: box.closest("figure")?.id,
        charts: box.querySelectorAll("svg[role=img]").length,
        stops: box.querySelectorAll(".point[tabindex='0']").length,
      })),
    );
    expect(stops.length).toBeGreaterThan(0);
    expect(stops.filter((one) => one.stops !== one.charts)).toEqual([]);
    const groups = page.locator("main .chart-box .points");
    for (let index = 0; index < (await groups.count()); index++) {
      const group = groups.nth(index);
      await group.locator(".point[tabindex='0']").focus();
      await page.keyboard.press("Home");
      const labels = [await focusedLabel(page)];
      await page.keyboard.press("End");
      const last = await focusedLabel(page);
      await page.keyboard.press("ArrowRight");
      expect(await focusedLabel(page)).toBe(last);
      if (last !== labels[0]) {
        await page.keyboard.press("ArrowLeft");
        labels.push(await focusedLabel(page));
        expect(labels[1]).not.toBe(last);
      }
      for (const label of [...labels, last]) expect(label).toMatch(/^.+: .*(\d|[a-z]{3})/);
      // Seen as it is heard: in a note, or printed within the drawing itself.
      const said = await group.evaluate((one) => {
        const box = one.parentElement;
        const note = box?.querySelector<HTMLElement>(".point-note:not([hidden])");
        const [strong, , ...rest] = [...(note?.childNodes ?? [])].map((node) => node.textContent ?? "");
        const label = document.activeElement?.getAttribute("aria-label") ?? "";
        const drawn = box?.querySelector("svg")?.textContent ?? "";
        return note === null || note === undefined
          ? drawn.includes(label.split(":")[0]?.split(",")[0]?.slice(0, 12) ?? label)
          : [strong, ...rest].join(": ") === label;
      });
      expect(said, await focusedLabel(page)).toBe(true);
      await page.keyboard.press("Escape");
      expect(
        await group.evaluate((one) => one.parentElement?.querySelector(".point-note:not([hidden])")),
      ).toBeNull();
    }
    expect(faults).toEqual([]);
    await close();
  });
});

/** Ids of the figures and names of the tables in which something is marked. */
const markedIn = (page: Page) =>
  page.evaluate(() => ({
    charts: [...document.querySelectorAll("main figure:has(.point-linked)")].map(({ id }) => id),
    tables: [...document.querySelectorAll("main figure:has(tr.linked)")].map(({ id }) => id),
    names: [
      ...new Set(
        [...document.querySelectorAll("main tr.linked > th:first-child")].map(
          (head) => head.firstChild?.textContent,
        ),
      ),
    ],
  }));

describe("what is pointed at in one figure", () => {
  it.each([
    ["compare", "network-by-network", ["funnel", "shrunken", "capacity"], ["networks"]],
    [
      "link-workers",
      "new-referrals-per-fte",
      ["open-cases-per-fte", "waiting-list"],
      ["waiting-list", "pressure"],
    ],
    ["programme", "forest", ["spend"], ["spend"]],
    [
      "equity",
      "reach-gender",
      ["equity-referrals", "equity-outcomes"],
      ["equity-outcomes", "equity-mean-change"],
    ],
  ])(
    "is marked in the other figures of /%s by keyboard, kept by Enter and let go by Escape",
    async (address, from, charts, tables) => {
      const { page, close } = await site.open(address);
      await openAll(page);
      await page.locator(`#${from} .point[tabindex='0']`).focus();
      await page.keyboard.press("ArrowDown");
      const name = (await focusedLabel(page)).split(":")[0] ?? "";
      const marked = await markedIn(page);
      expect(marked.charts).toEqual(expect.arrayContaining([from, ...charts]));
      expect(marked.tables).toEqual(expect.arrayContaining(tables));
      expect(marked.names.every((one) => one?.startsWith(name))).toBe(true);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await markedIn(page)).toEqual(marked);
      expect(await page.locator(".marked-note[role=status]").innerText()).toMatch(/is marked in \d+ figures/);
      await page.keyboard.press("Escape");
      expect(await markedIn(page)).toEqual({ charts: [], tables: [], names: [] });
      expect(await page.locator(".marked-note").innerText()).toBe("");
      await close();
    },
  );

  it("is marked from a row of a table too, by pointer and by the focus of a link in it", async () => {
    const { page, close } = await site.open("compare");
    await openAll(page);
    const row = page.locator("#networks tbody tr").nth(2);
    await row.locator("td").first().hover();
    expect((await markedIn(page)).charts).toEqual(expect.arrayContaining(["funnel", "capacity"]));
    await page.mouse.move(2, 2);
    expect((await markedIn(page)).charts).toEqual([]);
    await row.locator("a").first().focus();
    expect((await markedIn(page)).charts).toEqual(expect.arrayContaining(["funnel", "capacity"]));
    await close();
  });

  it("is framed and named, so that no colour is needed, in forced colours too", async () => {
    const { page, close } = await site.open("compare", { forcedColors: "active" });
    await page.locator("#network-by-network .point[tabindex='0']").focus();
    await page.keyboard.press("Enter");
    const name = (await focusedLabel(page)).split(":")[0] ?? "";
    const ring = page.locator("#funnel .point-linked");
    expect(await ring.innerText()).toBe(name);
    const border = await ring.evaluate((one) => getComputedStyle(one).borderTopWidth);
    expect(Number.parseFloat(border)).toBeGreaterThan(2);
    const row = page.locator("#networks tr.linked > td").first();
    expect(
      await row.evaluate((one) => Number.parseFloat(getComputedStyle(one).borderTopWidth)),
    ).toBeGreaterThan(2);
    await close();
  });

  it("follows the pointer over a chart, and is no more when the pointer leaves", async () => {
    const { page, close } = await site.open("compare");
    const chart = page.locator("#network-by-network .chart-box svg").first();
    await chart.hover({ position: { x: 300, y: 100 } });
    expect((await markedIn(page)).charts).toContain("funnel");
    await page.mouse.move(2, 2);
    expect((await markedIn(page)).charts).toEqual([]);
    await close();
  });
});
