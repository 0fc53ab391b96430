import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { coverageTable } from "./coverage-table.ts";
import { recordCounts } from "./planted-counts.ts";
import { recordNewNetworks } from "./planted-new-networks.ts";
import { recordSameNetworks } from "./planted-same-networks.ts";

const SEEDS = Array.from({ length: 200 }, (_, at) => 7001 + at);
/** Three Monte Carlo standard errors of a coverage of 95 %, in percentage points. */
const slack = (intervals: number) => 300 * Math.sqrt((0.95 * 0.05) / intervals);

const table = coverageTable();
/** Intervals read as something else than what they are of: reported, never pooled. */
const beside = coverageTable();

describe("over all planted effects", () => {
  beforeAll(() => {
    recordSameNetworks(SEEDS, table, beside);
    recordNewNetworks(SEEDS, table, beside);
    recordCounts(SEEDS, table);
    table.print("Planted effects");
    beside.print("Beside them, what an interval must not be read as");
  });

  it("93 to 97 of 100 intervals hold the truth", () => {
    const { intervals, coverage } = table.pooled();
    expect(intervals).toBeGreaterThanOrEqual(2000);
    expect(coverage).toBeGreaterThanOrEqual(93);
    expect(coverage).toBeLessThanOrEqual(97);
  });

  it("no single effect is held less often than chance leaves of 95 of 100", () => {
    const short = table
      .effects()
      .filter(({ coverage, intervals }) => coverage < 95 - slack(intervals))
      .map(({ effect, coverage }) => `${effect}: ${coverage.toFixed(1)} %`);
    expect(short).toEqual([]);
  });

  it("hardly any interval is missing", () => {
    for (const { effect, missing, intervals } of table.effects())
      expect(missing, effect).toBeLessThanOrEqual(0.02 * (missing + intervals));
  });

  it("read as of all who started, or of other networks, the plain interval holds too little: two that it must not be read as", () => {
    for (const { effect, coverage } of beside.effects()) expect(coverage, effect).toBeLessThan(93);
  });

  it("are told so on the Methods page", () => {
    const page = readFileSync("reports/methods.md", "utf8");
    const { intervals, coverage } = table.pooled();
    const [everybody, elsewhere] = beside.effects().map((one) => one.coverage.toFixed(0));
    expect(page).toContain(
      `Of some ${(1000 * Math.round(intervals / 1000)).toLocaleString("en-GB")} intervals ${coverage.toFixed(0)} in 100 hold`,
    );
    expect(page).toContain(`it held the truth in ${everybody} of 100 of these programmes`);
    expect(page).toContain(`read as that of other networks in ${elsewhere} of 100`);
  });
});
