import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "../../src/site/find-browser.ts";
import { printPages } from "../../src/site/print-pages.ts";
import { printSite } from "../../src/site/print-site.ts";
import { type OpenSite, openSite, settle } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

let under: SiteUnderTest;
let site: OpenSite;
beforeAll(async () => {
  under = await siteUnderTest();
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

const hasPdfText = spawnSync("pdftotext", ["-v"]).error === undefined;

/** The text of each sheet. */
function textOf(pdf: Buffer): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "what-matters-print-"));
  try {
    const file = join(folder, "printed.pdf");
    writeFileSync(file, pdf);
    const { stdout } = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    return stdout
      .split("\f")
      .map((text) => text.replace(/\s+/g, " "))
      .filter((text) => text.trim() !== "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Millimetres of A4 above and below what is printed. */
const SHEET = { height: 297, top: 18, foot: 279 } as const;
/** Grey levels from here on are paper. */
const WHITE = 250;
const MOST_BLANK = 0.45;

/** Of each sheet, the share of the room between its margins that is blank at the foot. */
function blankAtFoot(pdf: Buffer): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), "what-matters-print-"));
  try {
    const file = join(folder, "printed.pdf");
    writeFileSync(file, pdf);
    spawnSync("pdftoppm", ["-r", "40", "-gray", file, join(folder, "sheet")]);
    const drawn = readdirSync(folder).filter((name) => name.endsWith(".pgm"));
    return drawn.sort().map((name) => {
      const image = readFileSync(join(folder, name));
      const head = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(image.subarray(0, 40).toString("latin1"));
      const [width, height] = [Number(head?.[1]), Number(head?.[2])];
      const row = (y: number) => {
        const from = (head?.[0].length ?? 0) + y * width;
        return image.subarray(from, from + width);
      };
      const top = Math.round((height * SHEET.top) / SHEET.height);
      const foot = Math.round((height * SHEET.foot) / SHEET.height);
      let last = foot;
      while (last > top && row(last - 1).every((grey) => grey >= WHITE)) last -= 1;
      return (foot - last) / (foot - top);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("a page that a reader prints", () => {
  it.runIf(hasPdfText)(
    "says on each sheet what was chosen, the day of the data, the release and what is withheld",
    async () => {
      const { release_id, programme, policy } = under.catalogue;
      const borough = under.catalogue.areas.find((area) => area.area_type === "borough");
      const { page, close } = await site.open(`outcomes?area=borough:${borough?.area}`);
      const sheets = textOf(await page.pdf({ preferCSSPageSize: true }));
      expect(sheets.length).toBeGreaterThan(3);
      for (const [place, sheet] of sheets.entries()) {
        expect(sheet).toContain(programme.name.slice(0, 20));
        expect(sheet).toContain(`Area: ${borough?.label}`);
        expect(sheet).toContain(`release ${release_id}`);
        expect(sheet).toContain(`Numbers of people from 1 to ${policy.withhold_up_to} are withheld`);
        expect(sheet).toContain(`${place + 1} of ${sheets.length}`);
        expect(sheet).toContain("SYNTHETIC DATA");
      }
      await close();
    },
  );

  it("unfolds what is folded, draws its charts, and folds it again afterwards", async () => {
    const { page, close } = await site.open("link-workers");
    const folded = page.locator("main details.more:not([open])");
    const before = await folded.count();
    expect(before).toBeGreaterThan(2);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await folded.count()).toBe(0);
    expect(await page.locator(".chart-box:empty").count()).toBe(0);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await folded.count()).toBe(before);
    await close();
  });

  it("has no chart or table that is cut off at the edge of the paper", async () => {
    for (const address of ["", "outcomes", "equity", "compare", "link-workers", "projects/SPIP07", "about"]) {
      const { page, close } = await site.open(address, { viewport: { width: 688, height: 980 } });
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      await settle(page);
      const cut = await page
        .locator("main :is(svg[role=img], table)")
        .evaluateAll((all) =>
          all
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.closest("[id]")?.id),
        );
      expect({ address, cut }).toEqual({ address, cut: [] });
      await close();
    }
  });
});

describe("what-matters build --pdf", () => {
  it("joins pages into one tagged document with an outline, dated like the data, and links between them", async () => {
    const browser = await findBrowser();
    if (browser === undefined) throw new Error("No browser.");
    const pages = printPages(["overview", "projects/SPIP07"], under.files);
    const day = under.catalogue.programme.data_date;
    const pdf = await printSite({ dir: under.dir, pages, browser, day });
    const raw = pdf.toString("latin1");
    expect(raw).toContain("/StructTreeRoot");
    expect(raw).toContain("/Outlines");
    expect(raw).toContain("/Lang (en-GB)");
    expect(raw).toContain(`/CreationDate (D:${day.replaceAll("-", "")}000000`);
    expect(raw).not.toContain("Headless");
    if (!hasPdfText) return;
    const sheets = textOf(pdf);
    expect(sheets[0]).toMatch(/Overview/i);
    expect(sheets.some((sheet) => sheet.includes("All measures of this question"))).toBe(true);
    for (const sheet of sheets) expect(sheet).toContain(under.catalogue.release_id);
    // The table behind the first chart, which the page itself keeps folded.
    expect(sheets.some((sheet) => /October to December 2021 \d/.test(sheet))).toBe(true);
  });

  it.runIf(spawnSync("pdftoppm", ["-v"]).error === undefined)(
    "leaves no sheet nearly half blank before the last of its page",
    async () => {
      const browser = await findBrowser();
      if (browser === undefined) throw new Error("No browser.");
      for (const name of ["overview", "projects/SPIP07"]) {
        const pages = printPages([name], under.files);
        const day = under.catalogue.programme.data_date;
        const blank = blankAtFoot(await printSite({ dir: under.dir, pages, browser, day }));
        expect(blank.length).toBeGreaterThan(3);
        expect({ name, blank: blank.slice(0, -1).filter((share) => share > MOST_BLANK) }).toEqual({
          name,
          blank: [],
        });
      }
    },
  );

  it("names the nearest page where there is none of that name", () => {
    expect(() => printPages(["outcome"], under.files)).toThrow(/PDF_PAGE_UNKNOWN.*Did you mean "outcomes"/s);
    expect(printPages([], under.files)[0]).toBe("index.html");
  });
});
