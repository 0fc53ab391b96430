import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { type OpenSite, openSite, settle } from "../e2e/open-site.ts";
import { siteUnderTest } from "../e2e/site-under-test.ts";
import { nationalNetworks } from "./national-networks.ts";

const NETWORKS = 1250;
const RUNS = 5;
/** Milliseconds without a change after which a page is taken to be done. */
const QUIET = 400;

/** What a reader does: select an option, tick a box, type into a box, press. */
type Act =
  | { readonly select: string; readonly option: string | number }
  | { readonly press: string }
  | { readonly type: string; readonly text: string };

/** Each is there and back, so that a page stands as it was. */
const ACTS: readonly (readonly [string, Act, Act])[] = [
  [
    "another measure",
    { select: "select-measure", option: "mean_change" },
    { select: "select-measure", option: "follow_up_rate" },
  ],
  ["differences beyond chance", { press: "#funnel-wide" }, { press: "#funnel-wide" }],
  ["case mix", { press: "#funnel-adjusted" }, { press: "#funnel-adjusted" }],
  [
    "find a network in the chart",
    { type: "find-point", text: "hazelhythe 7" },
    { type: "find-point", text: "" },
  ],
  ["choose a network", { select: "select-network", option: 600 }, { select: "select-network", option: 0 }],
  ["networks that work alike", { select: "select-like", option: 2 }, { select: "select-like", option: 0 }],
  ["a year", { select: "select-year", option: 1 }, { select: "select-year", option: 0 }],
  [
    "find a network in the table",
    { type: "find-network", text: "hazel" },
    { type: "find-network", text: "" },
  ],
  [
    "sort the table",
    { press: "#networks thead th:nth-child(2) .sort" },
    { press: "#networks thead th:nth-child(1) .sort" },
  ],
  ["only the signs that stand out", { press: "#only-signs" }, { press: "#only-signs" }],
  ["find a network among the signs", { type: "find-sign", text: "hazel" }, { type: "find-sign", text: "" }],
];

/** Milliseconds from an act to the frame after the first change of the page, and after the last. */
function timed(page: Page, act: Act): Promise<{ readonly first: number; readonly last: number }> {
  return page.evaluate(
    async ({ act, quiet }) => {
      let first = 0;
      let last = 0;
      const main = document.querySelector("main");
      if (main === null) throw new Error("No page.");
      const changes = new MutationObserver(() =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            last = performance.now();
            first ||= last;
          };
          port2.postMessage(0);
        }),
      );
      changes.observe(main, { subtree: true, childList: true, attributes: true, characterData: true });
      const start = performance.now();
      if ("press" in act) document.querySelector<HTMLElement>(act.press)?.click();
      else if ("type" in act) {
        const box = document.getElementById(act.type) as HTMLInputElement;
        box.value = act.text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      } else {
        const select = document.getElementById(act.select) as HTMLSelectElement;
        if (typeof act.option === "number") select.selectedIndex = act.option;
        else select.value = act.option;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const now = performance.now();
        if ((last > 0 && now - last > quiet) || now - start > 5000) break;
      }
      changes.disconnect();
      return { first: first - start, last: last - start };
    },
    { act, quiet: QUIET },
  );
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Sum of what a first view asks for, each file compressed by itself as a server does. */
async function firstView(site: OpenSite): Promise<number> {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 1000 } });
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => void bodies.push(response.body().catch(() => Buffer.alloc(0))));
  await page.goto(new URL("compare", site.url).href);
  await settle(page);
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  await context.close();
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * The Compare page in a browser with every network of England: what the first view transfers, and how long each choice
 * takes until the page shows it, with the processor as it is and four times slower. The first time of each choice, which may
 * read a file, is not counted.
 */
export async function comparePageBench(): Promise<void> {
  const { dir } = await siteUnderTest();
  const folder = mkdtempSync(join(tmpdir(), "what-matters-bench-"));
  try {
    await nationalNetworks(dir, join(folder, "site"), NETWORKS);
    const sample = await openSite(dir);
    const small = await firstView(sample);
    await sample.close();
    const site = await openSite(join(folder, "site"));
    try {
      const large = await firstView(site);
      console.log(
        `Compare, first view, compressed: sample ${Math.round(small / 1000)} kB; ${NETWORKS} networks ${Math.round(large / 1000)} kB`,
      );
      console.log(
        `Compare with ${NETWORKS} networks, median of ${2 * RUNS}, milliseconds to the frame with the first change (with the last), and mean processor time:`,
      );
      const { page, close } = await site.open("compare");
      await page.locator(".reached").scrollIntoViewIfNeeded();
      await page.waitForSelector("#signs tbody tr");
      // All signs, as the search among them is slowest there.
      await page.uncheck("#only-signs");
      await page.evaluate(() => scrollTo(0, 0));
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
      /** Processor time of the page so far: other programs of the machine do not lengthen it. */
      const spent = async () => {
        const { metrics } = await devtools.send("Performance.getMetrics");
        return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
      };
      for (const rate of [1, 4]) {
        await devtools.send("Emulation.setCPUThrottlingRate", { rate });
        for (const [name, there, back] of ACTS) {
          await timed(page, there);
          await timed(page, back);
          const times: { readonly first: number; readonly last: number }[] = [];
          const before = await spent();
          for (let run = 0; run < RUNS; run++) times.push(await timed(page, there), await timed(page, back));
          const work = (await spent()) - before;
          console.log(
            `${rate} × slower, ${name}: ${Math.round(middle(times.map(({ first }) => first)))} (${Math.round(middle(times.map(({ last }) => last)))}); processor ${Math.round(work / times.length)} in all`,
          );
        }
      }
      await close();
    } finally {
      await site.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
