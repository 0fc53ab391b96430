import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { pressureCellParts, scaleOf } from "../../reports/components/pressure-cell.ts";
import { pressureFigure } from "../../reports/components/pressure-figure.ts";
import { pressureSimulationTable } from "../../reports/components/pressure-rules-table.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import type { PressureCell } from "../../src/findings/pressure-document.ts";
import { pressureSignal } from "../../src/findings/pressure-signal.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { catalogue as anyCatalogue, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  class ResizeObserver {
    observe(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver });
});

const labels = { S1: "Ashmoor", S2: "Brook", S3: "Cobble" } as const;
const catalogue: Catalogue = {
  ...anyCatalogue,
  areas: [
    ...anyCatalogue.areas,
    ...Object.entries(labels).map(([area, label]) => ({ area_type: "service", area, label, within: null })),
  ],
  workforce: { ...anyCatalogue.workforce, referrals_per_fte: { from: 200, to: 250, source: "Guidance" } },
};
const release: Release = {
  catalogue,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates([]),
};
const at = (area: string, measure: string, parts: Parameters<typeof row>[0]) =>
  row({
    measure,
    area_type: area === "" ? "programme" : "service",
    area: area === "" ? "programme" : area,
    period_type: "financial_year",
    period: "2023-24",
    ...parts,
  }) as ReleasedEstimate;
const referrals = (area: string, value: number) =>
  at(area, "new_referrals_per_fte", { value, lower: value - 20, upper: value + 20, level: 0.95 });
const open = (area: string, numerator: number, denominator: number) =>
  at(area, "open_cases_per_fte", {
    value: numerator / denominator,
    numerator,
    denominator,
    lower: 0,
    upper: 999,
  });
const pressure = pressureSignal(
  [
    referrals("S1", 210),
    referrals("S2", 230),
    referrals("S3", 430),
    open("S1", 300, 4),
    open("S2", 305, 4),
    open("S3", 800, 2),
    open("", 1405, 10),
    at("S1", "share_intend_to_leave", { status: "withheld" }),
  ],
  catalogue,
);
const everything = { ...defaultSelection(catalogue), area_type: "programme", area: "programme" };
const text = (node: Node): string => node.textContent ?? "";

describe("the figure of signs of pressure", () => {
  it("tells in words which service is named, and of how many rules", () => {
    const words = text(pressureFigure(release, everything, pressure));
    expect(words).toContain(
      "3 of 3 services could be judged by 2 rules or more. 1 shows 2 or more signs of pressure at once: Cobble (2 of 2 signs that could be judged).",
    );
  });

  it("has a table with the services by number of signs, then name, each cell with its figure and mark", () => {
    const figure = pressureFigure(release, everything, pressure) as HTMLElement;
    const rows = [...figure.querySelectorAll("#pressure tbody tr")];
    expect(rows.map((one) => text(one.querySelector("th") as Node))).toEqual(["Cobble", "Ashmoor", "Brook"]);
    expect(text(rows[0] as Node)).toContain(
      "sign of pressure: 430 a year for each full-time worker (410 to 450); guidance 200 to 250",
    );
    expect(text(rows[1] as Node)).toContain("not judged (withheld)");
  });

  it("says how many simulated services without strain were named, in whole simulations", () => {
    const sizes = (several: number) => [{ staff: 2, judged: 3, any: 2, several }];
    const alarms = (most: number) => ({
      ...pressure,
      simulation: {
        replicates: 500,
        rows: [0, most].map((several) => ({
          policy: catalogue.policy.id,
          truth: "unstrained" as const,
          service: "Any",
          sizes: sizes(several),
        })),
      },
    });
    expect(text(pressureFigure(release, everything, alarms(0.4)))).toContain(
      "of 500 of each kind and size at most 2 showed 2 or more signs in a year",
    );
    expect(text(pressureFigure(release, everything, alarms(0)))).toContain("and size none showed 2 or more");
  });

  it("prints the rules beneath, one row each", () => {
    const figure = pressureFigure(release, everything, pressure) as HTMLElement;
    const rules = [...figure.querySelectorAll("details.more tbody th")].map(text);
    expect(rules).toEqual(pressure.rules.map(({ title }) => title));
  });

  it("says of a year that was not over that no rule is applied, and draws nothing without years", () => {
    const early = { ...everything, period_type: "financial_year", period: "2022-23" };
    expect(text(pressureFigure(release, early, pressure))).toContain(
      "The rules are not applied to this year",
    );
    expect(text(pressureFigure(release, everything, { ...pressure, years: [] }))).toBe("");
  });
});

describe("a cell", () => {
  const cell: PressureCell = {
    rule: "new_referrals",
    state: "shown",
    short: "430",
    figure: "430 a year",
    mark: "guidance 200 to 250",
    reason: "",
    value: 430,
    lower: 410,
    upper: 450,
    mark_from: 200,
    mark_to: 250,
  };
  const words = (one: PressureCell) => pressureCellParts(one, [200, 450]).map(text).join("|");
  it("says what was found in words, not by colour alone", () => {
    expect(words(cell)).toContain("▲ sign of pressure");
    expect(words({ ...cell, state: "not_shown" })).toContain("no clear sign");
    expect(words({ ...cell, state: "not_judged", short: "withheld", reason: "Withheld." })).toBe(
      "not judged|withheld| Withheld.",
    );
  });
  it("is drawn on a scale that holds all figures and marks of its rule, and none of what is not judged", () => {
    expect(scaleOf([cell, { ...cell, lower: 150 }])).toEqual([150, 450]);
    expect(scaleOf([cell, { ...cell, state: "not_judged", upper: 9_999 }])).toEqual([200, 450]);
    expect(scaleOf([])).toEqual([0, 1]);
  });
});

describe("the table of the simulation", () => {
  it("has a row for each kind of service and policy, and a column for each size of team", () => {
    const table = pressureSimulationTable(pressure) as HTMLElement;
    expect(table.querySelectorAll("tbody tr")).toHaveLength(pressure.simulation.rows.length);
    expect([...table.querySelectorAll("thead th")].map(text).slice(-4)).toEqual([
      "2 staff",
      "5 staff",
      "12 staff",
      "25 staff",
    ]);
  });
});
