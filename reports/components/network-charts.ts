import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { controlChartFigure, targetNames } from "./control-chart-figure.js";
import { findChart, seriesFor } from "./control-chart-index.js";
import { h, nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import type { Selection } from "./selection.js";
import { iconKey } from "./variation-icons.js";

/** All control charts of a network, small, in the order of the measure library; nothing where it has none. */
export function networkCharts(
  release: Release,
  charts: ControlCharts,
  { area, instrument }: Selection,
): Node {
  const held = seriesFor(charts, instrument).filter(
    (one) =>
      findChart(charts, { area, measure: one.measure, instrument: one.instrument })?.chart !== undefined,
  );
  if (held.length === 0) return nothing();
  return h(
    "div",
    {},
    iconKey(targetNames(release, held)),
    h(
      "p",
      { class: "sheet-only" },
      `Limits on fewer than ${charts.trial_below} periods are on trial: the page says of which charts.`,
    ),
    h(
      "div",
      { class: "network-charts", "data-charts": held.length > 4 ? "many" : "few" },
      held.map((one) =>
        controlChartFigure(
          release,
          charts,
          { area, measure: one.measure, instrument: one.instrument },
          { id: `over-time-${one.measure}`, small: true },
        ),
      ),
    ),
  );
}
