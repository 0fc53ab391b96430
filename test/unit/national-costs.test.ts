import { describe, expect, it } from "vitest";
import {
  type Cost,
  type CostLine,
  nationalAsked,
  nationalSizes,
  spreadOf,
} from "../bench/costs/national-costs.ts";

const seconds = (wall: number) => ({ wall, processor: 2 * wall });
const cost = (wall: number, parts: Readonly<Record<string, number>> = {}, memory = 1000): Cost => ({
  ...seconds(wall),
  parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, seconds(part)])),
  memory,
});
const size = { referrals: 9, contacts: 50, networks: 3, exports_mb: 1.5, warehouse_mb: 2 };
const run = (years: number, bare: number, ingest: number, release: number, audit: number): CostLine[] => [
  { years, stage: "bare", ...cost(bare) },
  { years, stage: "ingest", ...cost(ingest, {}, 3000) },
  {
    years,
    stage: "release",
    ...cost(release, { measures: 1, estimates: 2, protection: 3, documents: 4, audit }, 5500),
  },
];
const lines: readonly CostLine[] = [
  // An earlier look at the same amount of data is left out.
  { years: 1, stage: "sample", ...cost(1) },
  ...run(1, 1, 100, 100, 50),
  { years: 1, stage: "sample", ...cost(1) },
  ...run(1, 10, 30, 50, 5),
  ...run(1, 10, 40, 64, 4),
  { years: 1, stage: "size", ...size },
  { years: 1, stage: "site", ...cost(150, { build: 130 }) },
  { years: 0.1, stage: "sample", ...cost(1) },
  ...run(0.1, 1, 5, 50, 4),
  { years: 0.1, stage: "size", ...size, referrals: 1 },
];

describe("costs of a nation", () => {
  it("have a median between the two in the middle, and the lowest and highest", () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, lowest: 1, highest: 4 });
  });

  it("are told by amount of data, the smallest first, the audit apart", () => {
    const sizes = nationalSizes(lines);
    expect(sizes.map(({ label }) => label)).toEqual(["England, a tenth of a year", "England, a year"]);
    expect(sizes[1]).toEqual({
      label: "England, a year",
      ...size,
      read: { median: 35, lowest: 30, highest: 40 },
      release: { median: 52.5, lowest: 45, highest: 60 },
      audit: { median: 4.5, lowest: 4, highest: 5 },
      memory_mb: 5500,
    });
  });

  it("stand beside what is asked of a year, ratios taken within one run", () => {
    const asked = new Map(nationalAsked(lines).map((row) => [row.what, row]));
    expect(asked.get("reading a year ÷ bare DuckDB that only casts it")).toEqual({
      what: "reading a year ÷ bare DuckDB that only casts it",
      unit: "×",
      most: 2.5,
      runs: 2,
      measured: { median: 3.5, lowest: 3, highest: 4 },
    });
    expect(asked.get("release without its audit ÷ reading")?.measured).toEqual({
      median: 1.5,
      lowest: 1.5,
      highest: 1.5,
    });
    expect(asked.get("most memory")?.measured.highest).toBe(5.5);
    expect(asked.get("audit, a year ÷ a tenth of a year")?.measured.median).toBe(1.125);
    expect(asked.get("estimates and disclosure control, a year ÷ a tenth of a year")?.measured.median).toBe(
      1,
    );
    expect(asked.get("site built")).toMatchObject({ most: 120, runs: 1, measured: { median: 130 } });
    expect(asked.has("an unchanged release recognised")).toBe(false);
  });

  it("are none where nothing was measured", () => {
    expect([nationalSizes([]), nationalAsked([])]).toEqual([[], []]);
  });
});
