import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import {
  chartRow,
  estimateWords,
  instrumentOf,
  isUnstated,
  measureTitle,
  missingWords,
  thresholdOf,
  withheldWords,
} from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

const PANELS = [
  { measure: "referrals", what: "referrals" },
  { measure: "follow_up_rate", what: "follow-up figures" },
  { measure: "mean_change", what: "change scores" },
  { measure: "share_improved", what: "change scores" },
] as const;

function panel(release: Release, selection: Selection, which: (typeof PANELS)[number]): Node {
  const { catalogue, estimates } = release;
  const { measure } = which;
  const breakdown = catalogue.breakdowns.find((one) => one.breakdown === selection.breakdown);
  const title = `${measureTitle(catalogue, measure)} by ${(breakdown?.label ?? "").replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`;
  if (!estimates.has(measure)) return notCollected(title, which.what);
  const at = (one: Selection, category: string) =>
    cellAt(estimates, one, measure, { breakdown: one.breakdown, category });
  const categories = breakdown?.categories ?? [];
  const items = categories.map((category) => ({ ...category, row: at(selection, category.category) }));
  if (items.every((item) => item.row === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      categories.some((category) => at(one, category.category) !== undefined),
    );
  }
  type Item = (typeof items)[number];
  const style = numberStyle(catalogue, measure, selection.instrument);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const byKey = new Map(items.map((item) => [item.category, item]));
  const rows = items.map((item) =>
    chartRow(item.category, item.label, item.row, { apart: isUnstated(item.category) }),
  );
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const shown = items.filter((item) => missingWords(item.row) === "" && !isUnstated(item.category));
  const words = shown
    .slice(0, 8)
    .map((item) => `${item.label} ${formatEstimate(item.row, style)}`)
    .join("; ");
  const summary = `${area}. ${words === "" ? "No group has a figure that can be shown" : words}${shown.length > 8 ? "; and more in the table" : ""}.${withheldWords(
    items.map((item) => item.row),
    "groups",
  )}`;
  const bars = style.kind === "count";
  const legend: LegendItem[] = [
    bars ? { mark: "bar", text: "Count" } : { mark: "interval", text: "Figure with its interval" },
  ];
  if (measure === "mean_change") legend.push({ mark: "threshold", text: "Meaningful change" });
  if (rows.some((row) => row.missing !== ""))
    legend.push({ mark: "hatch", text: "No figure shown, not zero" });
  return figure(catalogue, {
    id: `equity-${measure.replaceAll("_", "-")}`,
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: bars
          ? measureTitle(catalogue, measure)
          : style.kind === "proportion"
            ? `${measureTitle(catalogue, measure)} (%)`
            : `${measureTitle(catalogue, measure)} (${instrument?.unit ?? "points"})`,
        mark: bars ? "bar" : "dot",
        ...(measure === "mean_change" ? { zero: "No change", threshold: thresholdOf(instrument) } : {}),
        ...(style.kind === "proportion" ? { domain: [0, 1] as const } : {}),
        columns: [
          {
            head: bars ? "" : "Figure (interval)",
            text: (row) => (row.missing === "" ? estimateWords(byKey.get(row.key)?.row, style) : ""),
          },
        ],
        watermark: releaseMark(catalogue),
        label: `${bars ? "Bar chart" : "Chart of dots with intervals"}. ${summary}`,
      }),
    table: {
      caption: `${title}, ${area}`,
      items,
      columns: [
        nameColumn(breakdown?.label ?? "Group", (item: Item) => item.label),
        ...estimateColumns<Item>(
          measureTitle(catalogue, measure),
          style,
          (item) => item.row,
          bars ? ["value"] : ["value", "interval", "n"],
        ),
      ],
    },
    methods: [items.find((item) => item.row !== undefined)?.row?.method ?? "count"],
  });
}

/** The chosen breakdown: who was referred, who was followed up, who gained; those not stated and not known set apart. */
export function equityPanels(release: Release, selection: Selection): Node {
  if (selection.breakdown === "") {
    return h(
      "p",
      { class: "quiet" },
      "Not collected: this release holds no characteristics of people to break figures down by.",
    );
  }
  const panels = PANELS.filter(
    (which) => release.estimates.has(which.measure) || which.measure !== "referrals",
  );
  return h(
    "div",
    { class: "panels" },
    panels.map((which) => panel(release, selection, which)),
  );
}
