import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { chosenMeasure, namedNetworks, networksOf } from "./compare-networks.js";
import { controlChartFigure } from "./control-chart-figure.js";
import { seriesFor } from "./control-chart-index.js";
import { h, nothing } from "./dom.js";
import { measureTitle } from "./figure-data.js";
import type { OwnControl } from "./filter-bar.js";
import { CHART_ID } from "./icon-grid.js";
import type { Release } from "./load-release.js";
import { networkLink } from "./network-link.js";
import { areaLabel, defaultSelection, type Selection } from "./selection.js";

/** A select of the networks by board; none chosen to begin with. */
export function networkControl({ catalogue }: Release): OwnControl {
  const networks = namedNetworks(catalogue);
  const start = defaultSelection(catalogue);
  return {
    id: "network",
    label: "Network",
    groups: [
      { label: "", options: [{ value: "", label: "Choose a network" }] },
      { label: "Networks", options: networks.map(({ area, label }) => ({ value: area, label })) },
    ],
    read: (selection) => (selection.area_type === "pcn" ? selection.area : ""),
    write: (selection, area) =>
      area === ""
        ? { ...selection, area_type: start.area_type, area: start.area }
        : { ...selection, area_type: "pcn", area },
  };
}

/** The chosen network's control chart of the chosen measure, or what to choose; nothing where there are no charts. */
export function networkOverTime(release: Release, charts: ControlCharts, selection: Selection): Node {
  const { catalogue } = release;
  const series = seriesFor(charts, selection.instrument).filter((one) => one.charts.length > 0);
  if (series.length === 0 || networksOf(release, selection).length === 0) return nothing();
  if (selection.area_type !== "pcn") {
    return h(
      "p",
      { class: "quiet", id: CHART_ID },
      "Choose a network among the controls above, or a sign in the table, and its chart stands here.",
    );
  }
  const chosen = chosenMeasure(release, selection);
  const one = series.find(({ measure }) => measure === chosen) ?? series[0];
  if (one === undefined) return nothing();
  const { area } = selection;
  return h(
    "div",
    {},
    one.measure === chosen
      ? null
      : h(
          "p",
          { class: "quiet" },
          `${measureTitle(catalogue, chosen)} is not published by quarter for networks, so this is another measure.`,
        ),
    controlChartFigure(
      release,
      charts,
      { area, measure: one.measure, instrument: one.instrument },
      { id: CHART_ID },
    ),
    h(
      "p",
      { class: "figure-note" },
      "All of this network on two printed sides: ",
      networkLink(catalogue, selection, area, areaLabel(catalogue, "pcn", area)),
      ".",
    ),
  );
}
