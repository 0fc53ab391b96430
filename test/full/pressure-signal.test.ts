import { describe, expect, it } from "vitest";
import { PRESSURE_SIMULATION } from "../../src/findings/pressure-simulation.ts";
import { SCENARIOS, SIZES, simulatePressure } from "../pressure-simulation.ts";

const { replicates, rows } = PRESSURE_SIMULATION;
/** Three Monte Carlo standard errors of a share in per cent. */
const slack = (percent: number): number =>
  300 * Math.sqrt((percent / 100) * (1 - percent / 100) * (1 / replicates));
const FALSE_ALARMS = 5;

/** The table on the Methods page: services through the real estimators, disclosure control and rules. */
describe.each(SCENARIOS.map((scenario, index) => ({ ...scenario, index })))(
  "$truth: $service",
  ({ truth, service, index }) => {
    it.each(SIZES)(
      "%i staff: the committed table, and false alarms as stated",
      (staff) => {
        const tallies = simulatePressure(index, staff, replicates);
        console.table(
          tallies.map(({ policy, judged, any, several, rules }) => ({
            policy,
            judged: (judged / replicates).toFixed(1),
            "any, %": ((100 * any) / replicates).toFixed(1),
            "named, %": ((100 * several) / replicates).toFixed(1),
            ...Object.fromEntries(
              [...rules].map(([rule, one]) => [
                rule,
                one.judged === 0 ? "" : ((100 * one.shown) / one.judged).toFixed(1),
              ]),
            ),
          })),
        );
        for (const { policy, judged, any, several } of tallies) {
          const told = rows
            .find((row) => row.policy === policy && row.service === service && row.truth === truth)
            ?.sizes.find((size) => size.staff === staff);
          expect(told, "the committed table has the row").toBeDefined();
          if (told === undefined) return;
          const named = (100 * several) / replicates;
          expect(Math.abs(named - told.several)).toBeLessThanOrEqual(slack(told.several) + 0.05);
          expect(Math.abs((100 * any) / replicates - told.any)).toBeLessThanOrEqual(slack(told.any) + 0.05);
          expect(Math.abs(judged / replicates - told.judged)).toBeLessThanOrEqual(0.15);
          if (truth === "unstrained") expect(named).toBeLessThanOrEqual(FALSE_ALARMS + slack(FALSE_ALARMS));
        }
      },
      600_000,
    );
  },
);
