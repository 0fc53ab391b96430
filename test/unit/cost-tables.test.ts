import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { type Costs, costPlot, duration } from "../../reports/components/cost-plot.ts";
import { costTables, readCosts, SHOWN_IN, withCostTables } from "../bench/costs/cost-tables.ts";

const even = (median: number) => ({ median, lowest: median, highest: median });
const costs: Costs = {
  machine: "a machine",
  note: "It was busy.",
  runs: 3,
  sizes: [
    {
      label: "A programme",
      referrals: 25_000,
      contacts: 150_000,
      networks: 36,
      exports_mb: 29,
      warehouse_mb: 31.4,
      read: { median: 20, lowest: 18.2, highest: 40 },
      release: even(60),
      audit: even(5.25),
      memory_mb: 1440,
    },
  ],
  asked: [
    { what: "reading", unit: "×", most: 2.5, runs: 3, measured: { median: 4, lowest: 3.9, highest: 4.25 } },
    { what: "audit", unit: "s", most: 600, runs: 1, measured: even(90) },
    { what: "memory", unit: "GB", most: 6, runs: 2, measured: { median: 5.26, lowest: 5, highest: 6.2 } },
    { what: "unchanged", unit: "s", most: null, runs: 1, measured: even(2) },
  ],
  programs: {
    referrals: 1_000_000,
    rows: 8_000_000,
    list: [
      { label: "One", does: "counts", seconds: even(200), memory_mb: 612.4 },
      { label: "Two", does: "counts", seconds: even(3900), memory_mb: null },
    ],
  },
};

describe("what the work costs", () => {
  it.each(SHOWN_IN)("stands in %s as it was measured", (file) => {
    const text = readFileSync(file, "utf8");
    expect(text).toBe(withCostTables(text, readCosts()));
  });

  it("is told with its spread, its machine and what was not measured", () => {
    const { sizes, programs } = costTables(costs);
    expect(sizes).toContain(
      "| A programme: 25,000 referrals, 150,000 contacts, 36 networks | 29 MB | 20 s (18 s to 40 s) | 1 min (1 min to 1 min) | 5.3 s (5.3 s to 5.3 s) | 1.4 GB | 31 MB |",
    );
    expect(sizes).toContain("Medians of 3 runs (fastest to slowest) on a machine. It was busy.");
    expect(programs).toContain("| One | counts | 3 min 20 s (3 min 20 s to 3 min 20 s) | 612 MB |");
    expect(programs).toContain("| Two | counts | 1 h 5 min (1 h 5 min to 1 h 5 min) | not measured |");
  });

  it("stands beside what is asked, and says what is not reached", () => {
    expect(costTables(costs).asked.split("\n").slice(2)).toEqual([
      "| reading | at most 2.50 × | 4.00 × (3.90 × to 4.25 ×, 3 runs) | **no** |",
      "| audit | at most 10 min | 1 min 30 s (one run) | yes |",
      "| memory | at most 6.0 GB | 5.3 GB (5.0 GB to 6.2 GB, 2 runs) | yes |",
      "| unchanged | – | 2.0 s (one run) | – |",
    ]);
  });

  it("says so where nothing was measured", () => {
    const none = { ...costs, sizes: [], asked: [], programs: { ...costs.programs, list: [] } };
    expect(costTables(none)).toEqual({
      sizes: "Not yet measured on a quiet machine.",
      asked: "Not yet measured on a quiet machine.",
      programs: "Not yet measured on a quiet machine.",
    });
  });

  it("takes the place of what stood there, and fails where there is no place", () => {
    const place = "a\n<!-- costs:sizes -->\nold\n<!-- /costs -->\nb";
    const text = withCostTables(place, costs, ["sizes"]);
    expect(text).toContain("A programme");
    expect(text).not.toContain("old");
    expect([text.startsWith("a\n"), text.endsWith("\nb")]).toEqual([true, true]);
    expect(withCostTables(text, costs, ["sizes"])).toBe(text);
    expect(() => withCostTables("a", costs, ["sizes"])).toThrow("no place for the table of sizes");
  });

  it.each([
    [0.04, "0.0 s"],
    [9.94, "9.9 s"],
    [59.6, "1 min"],
    [61, "1 min 1 s"],
    [3600, "1 h"],
  ])("says %d seconds as %s", (seconds, words) => expect(duration(seconds)).toBe(words));

  const drawn = (sizes = costs.sizes) => parseHTML(`<body>${costPlot({ sizes })}</body>`).document;
  const percent = (element: Element | undefined, name: string): number =>
    Number(element?.getAttribute(name)?.replace(/%$/, ""));

  it("is drawn with a bar as long as its time on one axis, the longest run at its end", () => {
    const [read, release, audit] = [...drawn().querySelectorAll("rect")];
    expect(percent(release, "width")).toBe(100);
    expect(percent(read, "width")).toBeCloseTo((100 * 20) / 60, 1);
    expect(percent(audit, "width")).toBeCloseTo((100 * 5.25) / 60, 1);
    const range = drawn().querySelector(".cost-range") ?? undefined;
    expect([percent(range, "x1"), percent(range, "x2")]).toEqual([30.33, 66.67]);
  });

  it("has an axis from nought with units, few enough ticks for a phone, and each at its time", () => {
    const ticks = [...drawn().querySelectorAll("thead text")];
    expect(ticks.map(({ textContent }) => textContent)).toEqual([
      "0",
      "10 s",
      "20 s",
      "30 s",
      "40 s",
      "50 s",
      "1 min",
    ]);
    expect(ticks.map((tick) => percent(tick, "x"))).toEqual([0, 16.67, 33.33, 50, 66.67, 83.33, 100]);
    for (const highest of [0.04, 0.9, 7, 59, 61, 600, 3599, 3601, 20_000, 200_000]) {
      const size = { ...costs.sizes[0], audit: { median: highest / 2, lowest: highest / 4, highest } };
      const zero = { read: even(0), release: even(0) };
      const count = drawn([{ ...size, ...zero } as Costs["sizes"][number]]).querySelectorAll("thead text");
      expect(count.length).toBeGreaterThanOrEqual(highest < 0.1 ? 1 : 3);
      expect(count.length).toBeLessThanOrEqual(7);
    }
  });

  it("is a table of each step with its time and the range of its runs, for those who see no bars", () => {
    const document = drawn();
    expect([...document.querySelectorAll("tbody th")].map(({ textContent }) => textContent)).toEqual([
      "A programme: 25,000 referrals",
      "Read the exports",
      "Make the release",
      "Audit it",
    ]);
    expect([...document.querySelectorAll(".cost-time")].map(({ textContent }) => textContent)).toEqual([
      "20 s (18 s to 40 s)",
      "1 min",
      "5.3 s",
    ]);
    for (const picture of document.querySelectorAll("svg"))
      expect(picture.getAttribute("aria-hidden")).toBe("true");
  });
});
