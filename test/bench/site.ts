import { type OpenSite, openSite } from "../e2e/open-site.ts";
import { siteUnderTest } from "../e2e/site-under-test.ts";

/** A laptop on a slow line: a quarter of this machine's speed, 10 Mb/s, 40 ms there and back. */
const SLOWER = 4;
const BYTES_A_SECOND = 10_000_000 / 8;
const ROUND_TRIP_MS = 40;
const RUNS = 3;

/** One visit to a page with nothing kept from before. */
interface Visit {
  /** Milliseconds until the first text was drawn. */
  readonly painted: number;
  /** Milliseconds until every cell had run, and its controls answer. */
  readonly usable: number;
  /** Bytes over the line until then, compressed. */
  readonly bytes: number;
  readonly requests: number;
  /** How much of the window moved by itself (Cumulative Layout Shift). */
  readonly moved: number;
  /** Milliseconds from a choice in the first filter to the frame that shows it, at full speed; undefined without filters. */
  readonly answered: number | undefined;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Notes when the last drawn-in-advance part of the page was taken over, and what moved meanwhile. */
const WATCH = `
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  window.usable = new Promise((resolve) => {
    const look = () => document.querySelector("observablehq-loading") === null && document.readyState !== "loading"
      ? resolve(performance.now()) : setTimeout(look, 10);
    document.addEventListener("DOMContentLoaded", look);
  });`;

async function visit(site: OpenSite, address: string): Promise<Visit> {
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  const line = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  line.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: ROUND_TRIP_MS,
    downloadThroughput: BYTES_A_SECOND,
    uploadThroughput: BYTES_A_SECOND,
  });
  await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(new URL(address, site.url).href);
  const usable = await page.evaluate<number>("window.usable");
  await page.waitForLoadState("networkidle");
  const [painted, moved] = await page.evaluate<[number, number]>(
    'Promise.resolve([performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN, window.moved])',
  );
  await line.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const answered = await page.evaluate<number | undefined>(CHOOSE);
  await context.close();
  return { painted, usable, bytes, requests, moved, answered };
}

/** Chooses another option in the first filter and waits for the second frame after it. */
const CHOOSE = `(async () => {
  const select = document.querySelector(".filters select");
  const other = [...(select?.options ?? [])].find((one) => one.value !== select.value);
  if (other === undefined) return undefined;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const started = performance.now();
  select.value = other.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await frame();
  await frame();
  return performance.now() - started;
})()`;

/** How quick every page of the sample is in a browser on a slow machine and line, beside what is asked of it. */
export async function siteBench(): Promise<void> {
  const { dir, pages } = await siteUnderTest();
  const only = process.env.WHAT_MATTERS_BENCH_PAGES?.split(",");
  const site = await openSite(dir);
  console.log(
    `Pages, first visit, ${SLOWER} times slower, 10 Mb/s, ${ROUND_TRIP_MS} ms: medians of ${RUNS}. Asked: text < 1000 ms, usable < 2000 ms, < 350 kB, moved < 0.1, a filter < 100 ms (at full speed).`,
  );
  console.log("page                  text ms  usable ms      kB  requests   moved  filter ms");
  try {
    for (const address of pages) {
      // One project's page is like another.
      if (only === undefined ? /^projects\/(?!SPIP07)/.test(address) : !only.includes(address)) continue;
      const visits: Visit[] = [];
      for (let run = 0; run < RUNS; run++) visits.push(await visit(site, address));
      const of = (read: (visit: Visit) => number): number => median(visits.map(read));
      const filter = visits[0]?.answered === undefined ? "–" : of((one) => one.answered ?? 0).toFixed(0);
      console.log(
        [
          (address === "" ? "index" : address).padEnd(20),
          of((one) => one.painted)
            .toFixed(0)
            .padStart(9),
          of((one) => one.usable)
            .toFixed(0)
            .padStart(10),
          (of((one) => one.bytes) / 1000).toFixed(0).padStart(7),
          of((one) => one.requests)
            .toFixed(0)
            .padStart(9),
          of((one) => one.moved)
            .toFixed(3)
            .padStart(7),
          filter.padStart(10),
        ].join(" "),
      );
    }
  } finally {
    await site.close();
  }
}
