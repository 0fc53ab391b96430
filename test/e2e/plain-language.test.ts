import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { abbreviationsIn, findAbbreviation } from "../../reports/components/abbreviations.ts";
import { networkName } from "../../reports/components/england-networks.ts";
import { englandNetworksSchema } from "../../src/release/england-networks.ts";
import { JARGON, longSentences, REFUSED, wordsIn } from "../plain-language.ts";
import { type OpenSite, openSite } from "./open-site.ts";
import { type SiteUnderTest, siteUnderTest } from "./site-under-test.ts";

/** Sentences longer than this are listed; the headline and what follows it may not be. */
const LONG = 32;
const TOO_LONG = 45;

/** The stamp of a sample, and values of R in worked examples. */
const MARKS = ["SYNTHETIC", "TRUE", "FALSE"];

let under: SiteUnderTest;
let site: OpenSite;
/** Short forms in the names of networks, as their board gave them. */
let networks: readonly string[];
beforeAll(async () => {
  under = await siteUnderTest();
  const file = under.files.find((name) => /^_file\/data\/england-networks\./.test(name)) ?? "";
  const england = englandNetworksSchema.parse(JSON.parse(readFileSync(join(under.dir, file), "utf8")));
  networks = england.networks.flatMap(([, name]) => abbreviationsIn(networkName(name)));
  site = await openSite(under.dir);
});
afterAll(() => site?.close());

/** Texts that a reader sees on a page; not those of code, nor of explanations that open. */
const textsOf = (page: Page, within: string): Promise<readonly string[]> =>
  page.evaluate((selector) => {
    const texts = new Set<string>();
    for (const root of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest("script, style, code, .term-note") === null)
          texts.add(node.nodeValue?.trim() ?? "");
      }
    }
    return [...texts].filter((text) => text !== "");
  }, within);

const PAGES = [
  "",
  "projects",
  "projects/SPIP13",
  "projects/SPIP16",
  "outcomes",
  "equity",
  "pathway",
  "compare",
];
const MORE = [
  "network",
  "link-workers",
  "programme",
  "stories",
  "data-quality",
  "measures",
  "methods",
  "glossary",
  "about",
];

const HELP = [
  "help",
  ...readdirSync("reports/help")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `help/${name.slice(0, -".md".length)}`),
];

describe.each([...PAGES, ...MORE, ...HELP])("the words of /%s", (address) => {
  let texts: readonly string[];
  let opening: readonly string[];
  let explained: readonly string[];
  beforeAll(async () => {
    const { page, close } = await site.open(address);
    await page.waitForFunction(() => document.querySelector("#site-short-forms")?.hasAttribute("data-held"));
    // The list follows the page with a pause: it is whole once it has stood as it is for longer than that.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const place = document.querySelector("#site-short-forms");
          let since = performance.now();
          new MutationObserver(() => {
            since = performance.now();
          }).observe(document.body, { childList: true, subtree: true });
          const look = () =>
            place !== null && performance.now() - since > 600 ? resolve() : setTimeout(look, 50);
          look();
        }),
    );
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    texts = await textsOf(page, "main");
    opening = await textsOf(page, "main .headline, main .opening p");
    explained = await page.locator("#site-short-forms dt").allTextContents();
    await close();
  });

  it("explain each abbreviation where it stands", () => {
    const names = new Set([...MARKS, ...networks, ...under.catalogue.projects.map(({ id }) => id)]);
    const used = new Set(texts.flatMap(abbreviationsIn));
    const unexplained = [...used].filter((word) => {
      if (names.has(word) || /^[IVX]+$/.test(word)) return false;
      const entry = findAbbreviation(word);
      return entry === undefined || !explained.includes(entry.term);
    });
    expect(unexplained).toEqual([]);
    expect(texts.length).toBeGreaterThan(10);
  });

  it("say nothing in one breath that takes two, and none of the words we do not use", () => {
    const long = longSentences(texts, LONG);
    const jargon = wordsIn(texts.join("\n"), Object.keys(JARGON));
    if (long.length > 0 || jargon.length > 0) {
      const use = jargon.map((word) => `${word} → ${JARGON[word]}`).join(", ");
      const first = long.slice(0, 3).map((sentence) => `\n  ${sentence.slice(0, 200)}`);
      console.info(
        `/${address}: ${long.length} sentences of more than ${LONG} words${first.join("")}\n  ${use}`,
      );
    }
    expect(longSentences(opening, TOO_LONG)).toEqual([]);
    expect(wordsIn(texts.join("\n"), REFUSED)).toEqual([]);
  });
});
