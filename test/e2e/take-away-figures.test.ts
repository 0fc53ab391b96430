import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser } from "../../src/site/find-browser.ts";
import { drawFigures } from "../../src/take-away/draw-figures.ts";
import type { Figure } from "../../src/take-away/figure-files.ts";
import { figurePages, REPORT_FIGURES } from "../../src/take-away/figure-pages.ts";
import { readRelease, type TakeAwayRelease } from "../../src/take-away/read-release.ts";
import { reportDocument } from "../../src/take-away/report.ts";
import { takeFigures } from "../../src/take-away/take-figures.ts";
import { unzipped } from "../../src/take-away/zip.ts";
import { type SharedSample, sharedSample } from "../shared-sample.ts";
import { type OpenSite, openSite } from "./open-site.ts";

let sample: SharedSample;
let release: TakeAwayRelease;
let figures: readonly Figure[];
let site: OpenSite;
beforeAll(async () => {
  sample = await sharedSample();
  release = readRelease(sample.release);
  figures = await take(figurePages(release.catalogue).slice(0, 8));
  site = await openSite(sample.site);
});
afterAll(() => site?.close());

async function take(pages: ReturnType<typeof figurePages>): Promise<readonly Figure[]> {
  const browser = await findBrowser();
  if (browser === undefined) throw new Error("No browser: install Chromium or set CHROMIUM_PATH.");
  return takeFigures({ site: sample.site, browser, pages });
}

/** What a drawing says and is made of; lines of words may end elsewhere where their width is estimated. */
function partsOf(svg: string): Readonly<Record<string, unknown>> {
  const counted = (pattern: RegExp): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const [, name = ""] of svg.matchAll(pattern)) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };
  return {
    words: [...svg.matchAll(/>([^<]+)<\/(?:text|tspan)>/g)]
      .map(([, text]) => text)
      .join("")
      .replaceAll(/\s/g, ""),
    parts: counted(/<(circle|rect|path|line|pattern)\b/g),
    hatched: new Set([...svg.matchAll(/url\((?:&quot;|")?#(part-\d+)/g)].map(([, id]) => id)),
  };
}

describe("the figures to take away", () => {
  it("are the main ones of each page, each once", () => {
    const ids = figures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(REPORT_FIGURES.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(25);
    for (const page of [
      "overview",
      "outcomes",
      "equity",
      "pathway",
      "compare",
      "link-workers",
      "programme",
      "projects",
    ]) {
      expect(
        ids.some((id) => id.startsWith(`${page}-`)),
        page,
      ).toBe(true);
    }
  });

  it("stand alone: title, words, source and mark inside, no colour or font left to a page, nothing fetched", () => {
    for (const { id, svg, title, summary } of figures) {
      expect(title.length, id).toBeGreaterThan(5);
      expect(summary.length, id).toBeGreaterThan(20);
      expect(svg, id).toContain(`release ${release.catalogue.release_id}`);
      expect(svg, id).toContain("SYNTHETIC");
      expect(svg, id).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg, id).not.toMatch(/var\(--|<script|<foreignObject|<image|@import|color=""/);
      expect(
        [...svg.matchAll(/(?:href|src)="([^"]*)"/g)].every(([, to]) => to?.startsWith("#")),
        id,
      ).toBe(true);
      const asked = [...svg.matchAll(/url\((?:&quot;|")?#([^)"&]+)/g)].map(([, to]) => to);
      for (const to of asked) expect(svg, id).toContain(` id="${to}"`);
    }
  });

  it("are drawings that a browser reads by themselves, as wide as they say", async () => {
    const { page, close } = await site.open("about");
    for (const { id, svg, width, height } of figures.slice(0, 12)) {
      const seen = await page.evaluate((text) => {
        const read = new DOMParser().parseFromString(text, "image/svg+xml");
        const root = read.documentElement as unknown as SVGSVGElement;
        return {
          fault: read.querySelector("parsererror")?.textContent ?? "",
          box: [root.viewBox.baseVal.width, root.viewBox.baseVal.height],
        };
      }, svg);
      expect(seen, id).toEqual({ fault: "", box: [width, height] });
    }
    await close();
  });

  it("are images of 300 dots an inch, two and a half dots for each of the drawing", () => {
    for (const { id, png, width, height } of figures) {
      const bytes = Buffer.from(png ?? []);
      expect(bytes.subarray(1, 4).toString("latin1"), id).toBe("PNG");
      expect(bytes.readUInt32BE(16), id).toBe(Math.round(width * 2.5));
      expect(Math.abs(bytes.readUInt32BE(20) - height * 2.5), id).toBeLessThanOrEqual(3);
      expect(bytes.readUInt32BE(bytes.indexOf("pHYs") + 4), id).toBe(11_811);
    }
  });

  it("are the same drawings when they are taken again", async () => {
    const [again, before] = [await take([{ address: "equity", ids: ["reach-", "equity-pathway"] }]), figures];
    expect(again.length).toBeGreaterThan(2);
    for (const { id, svg } of again) expect(before.find((one) => one.id === id)?.svg === svg, id).toBe(true);
  });

  it("are the same without a browser, as drawings alone: the same words, parts, colours and sizes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "what-matters-drawn-"));
    try {
      cpSync(sample.site, folder, { recursive: true });
      const drawn = await drawFigures(folder, figurePages(release.catalogue).slice(0, 8));
      expect(drawn.map(({ id }) => id)).toEqual(figures.map(({ id }) => id));
      for (const [at, { id, svg, png, ...rest }] of drawn.entries()) {
        const before = figures[at];
        expect(png).toBeNull();
        expect(svg, id).not.toMatch(/var\(--|<script|<foreignObject|<image|@import|color=""/);
        expect({ id, ...rest, height: 0 }).toEqual({
          ...{ id, title: before?.title, summary: before?.summary },
          ...{ width: before?.width, height: 0 },
        });
        expect(partsOf(svg), id).toEqual(partsOf(before?.svg ?? ""));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("stand in the report with words for those who cannot see them", async () => {
    const shown = figures.filter(({ id }) => REPORT_FIGURES.includes(id));
    const report = await reportDocument({
      release,
      tables: [],
      methods: [],
      figures: shown,
      estimatesSha256: "",
    });
    const files = unzipped(report);
    const text = Buffer.from(files["word/document.xml"] ?? []).toString("utf8");
    const told = [...text.matchAll(/<wp:docPr id="(\d+)"[^>]*descr="([^"]+)"/g)];
    expect(told.map(([, id]) => Number(id))).toEqual(shown.map((_, at) => at + 1));
    for (const [, , words = ""] of told) expect(words.length).toBeGreaterThan(20);
    expect(Object.keys(files).filter((name) => name.startsWith("word/media/"))).toHaveLength(shown.length);
  });
});
