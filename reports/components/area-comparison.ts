import { h } from "./dom.js";
import { notCollected } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import {
  betterWords,
  chartRow,
  estimateWords,
  instrumentOf,
  missingWords,
  thresholdOf,
  withheldWords,
} from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { longRows } from "./long-rows.js";
import { projectsNote } from "./projects-note.js";
import { rowChart } from "./row-chart.js";
import { AREA_TYPES, cellAt, periodWords, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** Mean change of every area of one type with intervals and follow-up rates, in alphabetical order, never ranked. */
export function areaComparison(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Mean change, area by area";
  if (!estimates.has("mean_change")) return notCollected(title, "change scores");
  const type = AREA_TYPES.find((one) => one.id === selection.list);
  const areas = catalogue.areas
    .filter((area) => area.area_type === selection.list)
    .toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"));
  if (type === undefined || areas.length === 0) {
    return h(
      "p",
      { class: "quiet" },
      "This release has one area only, so there is nothing to set side by side.",
    );
  }
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const rateStyle = numberStyle(catalogue, "follow_up_rate", selection.instrument);
  const items = areas.map((area) => {
    const parts = { area_type: area.area_type, area: area.area };
    return {
      ...area,
      change: cellAt(estimates, selection, "mean_change", parts),
      rate: cellAt(estimates, selection, "follow_up_rate", parts),
    };
  });
  type Item = (typeof items)[number];
  const period = periodWords(catalogue, selection.period_type, selection.period);
  if (items.every((item) => item.change === undefined)) {
    return h(
      "section",
      { class: "figure figure-empty" },
      h("h3", {}, title),
      h("p", {}, `${type.many} have no figures for ${period}: not published at this level.`),
    );
  }
  const whole = cellAt(estimates, selection, "mean_change", { area_type: "programme", area: "programme" });
  const rate = cellAt(estimates, selection, "follow_up_rate", { area_type: "programme", area: "programme" });
  const programme: Item = {
    area_type: "programme",
    area: "programme",
    label: "Whole programme",
    within: null,
    change: whole,
    rate,
  };
  const listed = whole === undefined ? items : [...items, programme];
  const byKey = new Map(listed.map((item) => [`${item.area_type}:${item.area}`, item]));
  const rows = listed.map((item) =>
    chartRow(`${item.area_type}:${item.area}`, item.label, item.change, {
      strong: item.area_type === "programme" || item.area === selection.area,
      apart: item.area_type === "programme",
    }),
  );
  const drawn = longRows(rows, {
    id: "area-comparison",
    one: type.one.toLowerCase(),
    many: type.many.toLowerCase(),
    name: ({ label }) => label,
    always: ({ strong }) => strong === true,
    first: ({ missing }) => missing === "",
    order: "those with a figure, then the first by name",
  });
  const followUp = isHeld(release, "follow_up_rate", selection.instrument);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const threshold = thresholdOf(instrument);
  const shown = items.filter((item) => missingWords(item.change) === "").length;
  const hidden = withheldWords(
    items.map((item) => item.change),
    type.many.toLowerCase(),
  );
  const summary = `${shown.toLocaleString("en-GB")} of ${items.length.toLocaleString("en-GB")} ${type.many.toLowerCase()} with a figure, in alphabetical order. They support different people, so this is not a ranking.${hidden}`;
  return figure(catalogue, {
    id: "area-comparison",
    title,
    summary,
    legend: [
      { mark: "interval", text: "Mean change with its interval" },
      ...(threshold === null ? [] : [{ mark: "threshold" as const, text: "Meaningful change" }]),
      ...(shown < items.length ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
    ],
    rows: drawn,
    draw: (width) =>
      rowChart(drawn.now(), {
        width,
        all: rows,
        style,
        axis: `Change in ${instrument?.short ?? "score"} (${instrument?.unit ?? "points"}), ${betterWords(instrument)}`,
        mark: "dot",
        zero: "No change",
        threshold,
        columns: [
          {
            head: "Change (interval)",
            text: (row) => (row.missing === "" ? estimateWords(byKey.get(row.key)?.change, style) : ""),
          },
          ...(followUp
            ? [
                {
                  head: "Follow-up",
                  text: (row: (typeof rows)[number]) =>
                    missingWords(byKey.get(row.key)?.rate) === ""
                      ? formatEstimate(byKey.get(row.key)?.rate, rateStyle)
                      : "\u2013",
                },
              ]
            : []),
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals, one row an area. ${summary}`,
      }),
    note: projectsNote(type.id),
    table: {
      caption: `Mean change of ${type.many.toLowerCase()}, ${period}`,
      items: listed,
      columns: [
        nameColumn(type.one, (item: Item) => item.label),
        ...estimateColumns<Item>("Mean change", style, (item) => item.change, ["value", "interval", "n"]),
        ...(followUp
          ? estimateColumns<Item>("Follow-up rate", rateStyle, (item) => item.rate, ["value"])
          : []),
      ],
    },
    methods: ["t-interval-paired", ...(followUp ? ["wilson"] : [])],
  });
}
