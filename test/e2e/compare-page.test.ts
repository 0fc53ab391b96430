import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { siteUnderTest } from "./site-under-test.ts";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite((await siteUnderTest()).dir);
});
afterAll(() => site?.close());

const figureTitle = (page: Page) => page.locator("#funnel h3").innerText();
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const verdicts = (page: Page) =>
  page
    .locator("#funnel tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent?.trim() ?? "")),
    );
/** Focuses a control by the tab key from the top of the page, as a reader without a mouse does. */
async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let press = 0; press < most; press++) {
    await page.keyboard.press("Tab");
    if (await page.locator(selector).evaluateAll((all) => all.includes(document.activeElement as never)))
      return;
  }
  throw new Error(`${selector} was not reached in ${most} presses.`);
}

describe("Compare by keyboard", () => {
  it("chooses a measure, and the address keeps it", async () => {
    const { page, faults, close } = await site.open("compare");
    expect(await figureTitle(page)).toContain("Followed up");
    await tabTo(page, "#select-measure");
    // Typing letters is how a list is used by keyboard.
    await page.keyboard.type("Improved");
    await page.waitForFunction(() =>
      document.querySelector("#funnel h3")?.textContent?.startsWith("Improved"),
    );
    expect(query(page)).toEqual({ measure: "share_improved" });
    await page.waitForFunction(() =>
      document.querySelector("#network-by-network h3")?.textContent?.startsWith("Improved"),
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("select-measure");
    expect(faults).toEqual([]);
    await close();
  });

  it("switches limits and case mix, keeps the focus on the switch, and goes back", async () => {
    const { page, close } = await site.open("compare");
    const picture = () => page.locator("#funnel svg[role=img]").evaluate((svg) => svg.innerHTML);
    const wide = await picture();
    await tabTo(page, "#funnel-wide");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => location.search === "?limits=chance");
    await page.waitForSelector("#funnel-wide:not(:checked):focus");
    const narrow = await picture();
    expect(narrow).not.toBe(wide);
    await page.keyboard.press("Shift+Tab");
    await page.waitForSelector("#funnel-adjusted:focus");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => location.search === "?limits=chance&figures=as_is");
    await page.waitForSelector("#funnel-adjusted:not(:checked):focus");
    expect(await page.locator("#funnel svg[role=img]").textContent()).not.toContain("adjusted");
    await page.goBack();
    await page.waitForSelector("#funnel-adjusted:checked");
    expect(await picture()).toBe(narrow);
    await page.goBack();
    await page.waitForSelector("#funnel-wide:checked");
    expect(await picture()).toBe(wide);
    await close();
  });

  it("finds a network by name and names it beside its point, with its figure", async () => {
    const { page, close } = await site.open("compare");
    await tabTo(page, "#find-point");
    await page.keyboard.type("hazelhythe");
    const status = page.locator("#funnel .filter-row [role=status]").first();
    expect(await status.innerText()).toMatch(/^Hazelhythe PCN: \d+%.*95% limits|^Hazelhythe PCN: \d+%/);
    const note = page.locator("#funnel .point-note");
    expect(await note.isVisible()).toBe(true);
    expect(await note.innerText()).toMatch(/^Hazelhythe PCN\n\d+%/);
    expect(await page.locator("#funnel .point-found").getAttribute("aria-label")).toMatch(
      /^Hazelhythe PCN: /,
    );
    expect(await page.locator("#funnel [role=status] a").getAttribute("href")).toContain("area=pcn:U9917");
    await page.fill("#find-point", "no such name");
    expect(await status.innerText()).toBe("0 networks hold this.");
    expect(await page.locator("#funnel .point-found").count()).toBe(0);
    expect(await note.isVisible()).toBe(false);
    await close();
  });

  it("goes from point to point in the order of size, and reads out each", async () => {
    const { page, close } = await site.open("compare");
    await tabTo(page, "#funnel .point");
    const label = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    const first = await label();
    expect(first).toMatch(/PCN: \d+%.*(limits|to say)/);
    expect((await page.locator("#funnel .point-note").innerText()).replace("\n", ": ")).toBe(first);
    await page.keyboard.press("ArrowRight");
    const second = await label();
    expect(second).not.toBe(first);
    await page.keyboard.press("ArrowLeft");
    expect(await label()).toBe(first);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    const last = await label();
    const size = (name: string) =>
      page.evaluate(
        (start) => {
          const rows = [...document.querySelectorAll("#funnel tbody tr")];
          const row = rows.find((one) => one.querySelector("th")?.textContent === start);
          const heads = [...document.querySelectorAll("#funnel thead th")].map((head) => head.textContent);
          return Number(row?.children[heads.indexOf("Size")]?.textContent?.replace(",", ""));
        },
        name.slice(0, name.indexOf(":")),
      );
    expect(await size(last)).toBeGreaterThan(await size(first));
    await page.keyboard.press("Escape");
    expect(await page.locator("#funnel .point-note").isVisible()).toBe(false);
    await close();
  });

  it("sorts the table, says so, and turns the order", async () => {
    const { page, close } = await site.open("compare");
    await page.waitForSelector("#networks tbody tr");
    const referrals = () =>
      page
        .locator("#networks tbody tr td:nth-child(2)")
        .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.replace(",", ""))));
    await page.locator("#networks thead th:nth-child(2) .sort").focus();
    await page.keyboard.press("Enter");
    const head = page.locator("#networks thead th:nth-child(2)");
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    const up = await referrals();
    expect(up).toHaveLength(36);
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(await page.locator("#networks [role=status]").allInnerTexts()).toContain(
      "Sorted by Referrals, ascending.",
    );
    await page.keyboard.press("Enter");
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    expect(await referrals()).toEqual(up.toReversed().toSorted((a, b) => b - a));
    await close();
  });

  it("is the same after a reload: measure, network, switches, year and likeness stand in the address", async () => {
    const address =
      "compare?area=pcn:U9917&period=financial_year:2022-23&measure=mean_change&like=based_in:A housing association&limits=chance&figures=as_is";
    const { page, faults, close } = await site.open(address);
    const view = async () => {
      for (const part of [
        "#one-network-funnels tbody tr",
        "#networks tbody tr",
        "#network-by-network tbody tr",
      ])
        await page.waitForSelector(part, { state: "attached" });
      await settle(page);
      return {
        query: query(page),
        measure: await page.locator("#select-measure").inputValue(),
        network: await page.locator("#select-network").inputValue(),
        like: await page.locator("#select-like").inputValue(),
        year: await page.locator("#select-year").inputValue(),
        switches: await page.locator("#funnel input[type=checkbox]:checked").count(),
        found: await page.locator("#funnel .point-note").innerText(),
        networks: await page.locator("#networks tbody th").allInnerTexts(),
        one: await page.locator("#one-network-funnels tbody").innerText(),
        verdicts: await verdicts(page),
      };
    };
    const before = await view();
    expect(before).toMatchObject({
      measure: "mean_change",
      network: "U9917",
      like: "based_in:A housing association",
      year: "financial_year:2022-23",
      switches: 0,
    });
    expect(before.found).toContain("Hazelhythe PCN");
    expect(before.networks.length).toBeLessThan(36);
    await page.reload();
    expect(await view()).toEqual(before);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("a network in which few were followed up", () => {
  it.each(["mean_change", "share_improved", "share_worse"])(
    "never gets a verdict on an outcome: %s",
    async (measure) => {
      const { page, close } = await site.open(`compare?measure=${measure}`);
      await page.waitForSelector("#funnel tbody tr", { state: "attached" });
      const heads = await page.locator("#funnel thead th").allTextContents();
      const rate = heads.indexOf("Followed up");
      const said = heads.flatMap((head, place) => (head.startsWith("Verdict") ? [place] : []));
      expect(rate).toBeGreaterThan(0);
      expect(said.length).toBeGreaterThan(0);
      const judge = async () => {
        const rows = await verdicts(page);
        const few = rows.filter((row) => Number.parseInt(row[rate] ?? "", 10) < 40);
        expect(rows).toHaveLength(36);
        expect(few.length).toBeGreaterThan(0);
        for (const row of few)
          for (const place of said)
            expect(row[place]).toMatch(/^(too few followed up to say|Withheld: no verdict)$/);
        // And the others are judged, so that the rule is not merely that nobody is.
        expect(
          rows.filter((row) => said.some((place) => /limits$/.test(row[place] ?? ""))).length,
        ).toBeGreaterThan(0);
        return few.map(([name = ""]) => name);
      };
      const names = await judge();
      await page.uncheck("#funnel-adjusted");
      await page.waitForFunction(() => location.search.includes("figures=as_is"));
      await settle(page);
      expect(await judge()).toEqual(names);
      const labels = await page
        .locator("#funnel .point")
        .evaluateAll((points) => points.map((point) => point.getAttribute("aria-label") ?? ""));
      for (const label of labels.filter((one) => names.some((name) => one.startsWith(`${name}:`))))
        expect(label).not.toMatch(/limits/);
      await close();
    },
  );
});
