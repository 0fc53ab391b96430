import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { controlChartFigure } from "../../reports/components/control-chart-figure.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { catalogue } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML("<!doctype html><html><body></body></html>");
  class ResizeObserver {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver, HTMLElement: window.HTMLElement });
});

type Chart = ControlCharts["series"][number]["charts"][number];

const QUARTERS = Array.from(
  { length: 8 },
  (_, place) => `${2022 + Math.floor(place / 4)}-Q${(place % 4) + 1}`,
);

const words = (causes: Chart["causes"], variation: Chart["variation"]): string => {
  const charts: ControlCharts = {
    ...{ area_type: "pcn", fewest: 7, trial_below: 12 },
    periods: { quarter: QUARTERS, financial_year: [] },
    series: [
      {
        ...{ measure: "referrals", instrument: "", chart: "u_prime", improvement: "neutral", target: null },
        charts: [
          {
            ...{ area: "U91", step: "quarter", from: 0, centre: 100, limits: [[80, 120]], assurance: null },
            values: [70, 100, 100, 100, 100, 100, 100, 100],
            ...{ causes, variation },
          },
        ],
        none: [],
      },
    ],
  };
  const release = { catalogue, findings: { findings: {}, not_shown: {} }, estimates: indexEstimates([]) };
  const made = controlChartFigure(
    release,
    charts,
    { area: "U91", measure: "referrals", instrument: "" },
    { id: "chart" },
  ) as Element;
  return made.querySelector("figcaption")?.textContent ?? "";
};
const RINGED =
  "A ringed point stood out in its own time; the sign tells of the latest quarter, which does not.";

describe("the words of a control chart", () => {
  it("say why a point is ringed beside the sign of common cause", () => {
    const said = words({ "0": "below_limits" }, "common_cause");
    expect(said).toContain("(below the limits).");
    expect(said).toContain(RINGED);
  });

  it("say nothing of it where no point is ringed, or where the sign is of the latest one", () => {
    expect(words({}, "common_cause")).not.toContain("ringed point");
    expect(words({ "7": "shift_above" }, "neutral_high")).not.toContain("ringed point");
  });
});
