import { describe, expect, it } from "vitest";
import { PRESSURE_SIMULATION } from "../../src/findings/pressure-simulation.ts";
import { type PressureTally, SCENARIOS, SIZES, simulatePressure } from "../pressure-simulation.ts";

/** Few draws; `npm run test:full` has the whole table. */
const DRAWS = 30;
const run = (scenario: number, staff: number): readonly PressureTally[] =>
  simulatePressure(scenario, staff, DRAWS);
const named = (tallies: readonly PressureTally[], policy: string): number =>
  tallies.find((one) => one.policy === policy)?.several ?? Number.NaN;
const at = (truth: string): readonly number[] =>
  SCENARIOS.flatMap((one, index) => (one.truth === truth ? [index] : []));

describe("signs of pressure in drawn services", () => {
  it.each(at("unstrained"))("unstrained services are hardly ever named: scenario %i", (scenario) => {
    for (const staff of [5, 25]) {
      for (const { several } of run(scenario, staff)) {
        // More than 5 of 30 would have a chance of 0.3% were the rate 5%.
        expect(several).toBeLessThanOrEqual(5);
      }
    }
  });

  it("a planted pile of work is named whatever the size of the team and the policy", () => {
    for (const staff of SIZES) {
      const tallies = run(at("strained")[0] ?? -1, staff);
      expect(named(tallies, "nhs-england")).toBeGreaterThan(0.8 * DRAWS);
      expect(named(tallies, "none")).toBeGreaterThan(0.8 * DRAWS);
    }
  });

  it("strain among staff of a small team shows in the local view or nowhere", () => {
    const tallies = run(at("strained")[1] ?? -1, 5);
    const [published] = tallies;
    for (const rule of ["service_failures", "absence", "leaving", "burnout"]) {
      expect(published?.rules.get(rule)).toEqual({ judged: 0, shown: 0 });
    }
    expect(named(tallies, "nhs-england")).toBeLessThanOrEqual(2);
  });

  it("the table on the Methods page has every scenario, size and policy, and its false alarms are 5% at most", () => {
    const { rows, replicates } = PRESSURE_SIMULATION;
    expect(rows.map(({ truth, service }) => `${truth} ${service}`)).toEqual(
      SCENARIOS.flatMap(({ truth, service }) => Array(2).fill(`${truth} ${service}`)),
    );
    const slack = 300 * Math.sqrt((0.05 * 0.95) / replicates);
    for (const { truth, sizes } of rows) {
      expect(sizes.map(({ staff }) => staff)).toEqual(SIZES);
      if (truth !== "unstrained") continue;
      for (const { several } of sizes) expect(several).toBeLessThanOrEqual(5 + slack);
    }
  });
});
