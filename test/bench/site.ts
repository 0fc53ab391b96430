import { type OpenSite, openSite } from "../e2e/open-site.ts";
import { siteUnderTest } from "../e2e/site-under-test.ts";

/** A laptop on a slow line: a quarter of this machine's speed, 10 Mb/s, 40 ms there and back. */
const SLOWER = 4;
const BYTES_A_SECOND = 10_000_000 / 8;
const ROUND_TRIP_MS = 40;
/** A person has come to a filter this long before an option of it is chosen: the page reads ahead meanwhile. */
const BEFORE_CHOICE_MS = 500;
const RUNS = 3;

/** One visit to a page with nothing kept from before. */
interface Visit {
  /** Milliseconds until the first text was drawn. */
  readonly painted: number;
  /** Milliseconds until the answer and the first filter are live: until then the page stands as it was built. */
  readonly usable: number;
  /** Milliseconds until every part has been taken over by the running page. */
  readonly whole: number;
  /** Milliseconds of processor time of the page until it was usable, and whole, as slowed down: other programs add little. */
  readonly work: readonly [usable: number, whole: number];
  /** Bytes over the line until then, compressed. */
  readonly bytes: number;
  readonly requests: number;
  /** How much of the window moved by itself (Cumulative Layout Shift). */
  readonly moved: number;
  /**
   * Milliseconds from a choice in the first filter to the frame that shows the first change of the page, and the last, at full
   * speed: the first choice, half a second after the filter was reached, and another; undefined without filters.
   */
  readonly answered: readonly [Answer, Answer] | undefined;
}

interface Answer {
  readonly first: number;
  readonly last: number;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Notes when the first and the last drawn-in-advance part of the page were taken over, and what moved meanwhile. */
const WATCH = `
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  window.usable = undefined;
  window.whole = new Promise((resolve) => {
    const gone = (what) => document.querySelector(what) === null;
    const look = () => {
      const filters = document.querySelector(".filters");
      if (document.readyState !== "loading" && gone("observablehq-loading .opening") && !filters?.closest("observablehq-loading"))
        window.usable ??= performance.now();
      return document.readyState !== "loading" && gone("observablehq-loading")
        ? resolve(performance.now()) : setTimeout(look, 10);
    };
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
  await line.send("Performance.enable", { timeDomain: "threadTicks" });
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: ROUND_TRIP_MS,
    downloadThroughput: BYTES_A_SECOND,
    uploadThroughput: BYTES_A_SECOND,
  });
  await line.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(new URL(address, site.url).href);
  /** Processor time of the page so far. */
  const spent = async (): Promise<number> => {
    const { metrics } = await line.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  await page.waitForFunction(() => (window as { readonly usable?: number }).usable !== undefined, undefined, {
    polling: 20,
  });
  const workUsable = await spent();
  const whole = await page.evaluate<number>("window.whole");
  const usable = await page.evaluate<number>("window.usable");
  const work = await spent();
  await page.waitForLoadState("networkidle");
  const [painted, moved] = await page.evaluate<[number, number]>(
    'Promise.resolve([performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN, window.moved])',
  );
  const [transferred, asked] = [bytes, requests];
  await line.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const filter = page.locator(".filters select").first();
  if ((await filter.count()) > 0) {
    await filter.focus();
    await page.waitForTimeout(BEFORE_CHOICE_MS);
  }
  const first = await page.evaluate<Answer | undefined>(CHOOSE);
  const second = first === undefined ? undefined : await page.evaluate<Answer | undefined>(CHOOSE);
  await context.close();
  const answered: Visit["answered"] =
    first === undefined || second === undefined ? undefined : [first, second];
  return {
    painted,
    usable,
    whole,
    work: [workUsable, work],
    bytes: transferred,
    requests: asked,
    moved,
    answered,
  };
}

/** Chooses the next option of the first filter, and waits until the page has been quiet for a while. */
const CHOOSE = `(async () => {
  const select = document.querySelector(".filters select");
  const options = [...(select?.options ?? [])];
  const other = options[(options.findIndex((one) => one.selected) + 1) % options.length];
  if (other === undefined || other.selected) return undefined;
  let first, last;
  const changes = new MutationObserver(() => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { last = performance.now(); first ??= last; };
    port2.postMessage(0);
  }));
  changes.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
  const started = performance.now();
  select.value = other.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = performance.now();
    if ((last !== undefined && now - last > 400) || now - started > 5000) break;
  }
  changes.disconnect();
  return { first: (first ?? NaN) - started, last: (last ?? NaN) - started };
})()`;

/** How quick every page of the sample is in a browser on a slow machine and line, beside what is asked of it. */
export async function siteBench(): Promise<void> {
  const { dir, pages } = await siteUnderTest();
  const only = process.env.WHAT_MATTERS_BENCH_PAGES?.split(",");
  const site = await openSite(dir);
  console.log(
    `Pages, first visit, ${SLOWER} times slower, 10 Mb/s, ${ROUND_TRIP_MS} ms: medians of ${RUNS}. Asked: text < 1000 ms, usable < 2000 ms, < 350 kB, moved < 0.1, a filter < 100 ms (at full speed; until the first change shows, and until all do; the first choice comes half a second after the filter was reached, when files are read ahead over the slow line).`,
  );
  console.log(
    "page                  text ms  usable ms   whole ms  processor ms      kB  requests   moved  first choice   another",
  );
  try {
    for (const address of pages) {
      // One project's page is like another.
      if (only === undefined ? /^projects\/(?!SPIP07)/.test(address) : !only.includes(address)) continue;
      const visits: Visit[] = [];
      for (let run = 0; run < RUNS; run++) visits.push(await visit(site, address));
      const of = (read: (visit: Visit) => number): number => median(visits.map(read));
      const answer = (place: 0 | 1): string =>
        visits.every(({ answered }) => answered === undefined)
          ? "–"
          : `${of(({ answered }) => answered?.[place].first ?? Number.NaN).toFixed(0)}/${of(({ answered }) => answered?.[place].last ?? Number.NaN).toFixed(0)}`;
      const columns: readonly (readonly [text: string, width: number])[] = [
        [of((one) => one.painted).toFixed(0), 9],
        [of((one) => one.usable).toFixed(0), 10],
        [of((one) => one.whole).toFixed(0), 10],
        [`${of((one) => one.work[0]).toFixed(0)}/${of((one) => one.work[1]).toFixed(0)}`, 13],
        [(of((one) => one.bytes) / 1000).toFixed(0), 7],
        [of((one) => one.requests).toFixed(0), 9],
        [of((one) => one.moved).toFixed(3), 7],
        [answer(0), 13],
        [answer(1), 9],
      ];
      const name = (address === "" ? "index" : address).padEnd(20);
      console.log([name, ...columns.map(([text, width]) => text.padStart(width))].join(" "));
    }
  } finally {
    await site.close();
  }
}
