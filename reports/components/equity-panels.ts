import { changeWords, isAnyChange } from "./change-words.js";
import { h, nothing } from "./dom.js";
import { notAtThisLevel } from "./empty-figure.js";
import { withinSentence } from "./equity-part.js";
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
import { findTerm } from "./glossary-terms.js";
import { isHeld, whyNotHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { countedOf } from "./measure-style.js";
import { pageSection } from "./page-section.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { term, withTerms } from "./term.js";

const PANELS = ["referrals", "follow_up_rate", "mean_change", "share_improved"] as const;

function panel(release: Release, selection: Selection, measure: (typeof PANELS)[number]): Node {
  const { catalogue, estimates } = release;
  const instrument = instrumentOf(catalogue, selection.instrument);
  const name =
    measure === "share_improved" && isAnyChange(instrument)
      ? changeWords(instrument).improved
      : measureTitle(catalogue, measure);
  const breakdown = catalogue.breakdowns.find((one) => one.breakdown === selection.breakdown);
  const title = `${name} by ${withinSentence(breakdown?.label ?? "")}`;
  const at = (one: Selection, category: string) =>
    cellAt(estimates, one, measure, { breakdown: one.breakdown, category });
  const all = breakdown?.categories ?? [];
  const categories = [
    ...all.filter((one) => !isUnstated(one.category)),
    ...all.filter((one) => isUnstated(one.category)),
  ];
  const items = categories.map((category) => ({ ...category, row: at(selection, category.category) }));
  if (items.every((item) => item.row === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      categories.some((category) => at(one, category.category) !== undefined),
    );
  }
  type Item = (typeof items)[number];
  const style = numberStyle(catalogue, measure, selection.instrument);
  const threshold = measure === "mean_change" ? thresholdOf(instrument) : null;
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
  if (threshold !== null) legend.push({ mark: "threshold", text: "Meaningful change" });
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
          ? name
          : style.kind === "proportion"
            ? `${name} (%)`
            : `${name} (${instrument?.unit ?? "points"})`,
        mark: bars ? "bar" : "dot",
        ...(measure === "mean_change" ? { zero: "No change", threshold } : {}),
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
          name,
          style,
          (item) => item.row,
          bars ? ["value"] : ["value", "interval", "n"],
          countedOf(catalogue, measure),
        ),
      ],
    },
    methods: [items.find((item) => item.row !== undefined)?.row?.method ?? "count"],
  });
}

/** A glossary term under other words, plain where the glossary does not hold it. */
function explained(name: string, label: string): Node | string {
  const entry = findTerm(name);
  return entry === undefined ? label : term(entry, label);
}

/**
 * The chosen breakdown: who was referred, who was followed up, who gained, each where the programme holds it.
 * People not stated and not known are set apart. Nothing where no characteristics were collected.
 */
export function equityPanels(release: Release, selection: Selection): Node {
  if (selection.breakdown === "") return nothing();
  const panels = PANELS.filter((measure) => isHeld(release, measure, selection.instrument));
  const asked = [
    panels.includes("referrals") ? "who is referred" : "",
    panels.includes("follow_up_rate") ? "who is followed up" : "",
    panels.includes("mean_change") ? "whose scores change" : "",
  ].filter((words) => words !== "");
  const title = asked.join(", ");
  const hidden = release.catalogue.breakdowns
    .find((one) => one.breakdown === selection.breakdown)
    ?.categories.some((one) => one.category === "suppressed");
  const why = whyNotHeld(release, "follow_up_rate", selection.instrument);
  return pageSection(
    `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    h(
      "p",
      {},
      "People who were asked and preferred not to say (",
      explained("Not stated", "not stated"),
      ") and people whose answer was never recorded (",
      explained("Not known", "not known"),
      ") have rows of their own, below the line. A hatched row is ",
      explained("Withheld", "withheld"),
      ": it is neither a gap nor a zero.",
      hidden
        ? " Where the publisher of a file left a value out, the row says so and is compared with no other."
        : "",
    ),
    h(
      "div",
      { class: "panels" },
      panels.map((measure) => panel(release, selection, measure)),
    ),
    why === ""
      ? nothing()
      : h("p", { class: "figure-note" }, withTerms(`There is no follow-up rate. ${why}`)),
  );
}
