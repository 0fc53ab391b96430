import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, releaseMark } from "./figure.js";
import { betterWords, chartRow, instrumentOf, missingWords } from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { rowChart, rowExtent } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { startingGroups } from "./starting-groups.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** The axis spans at least this many meaningful changes, so that a small change looks small. */
const LEAST_SPAN = 4;

function widened(
  extent: readonly [number, number] | undefined,
  least: number,
): readonly [number, number] | undefined {
  if (extent === undefined || extent[1] - extent[0] >= least) return extent;
  const middle = (extent[0] + extent[1]) / 2;
  return [middle - least / 2, middle + least / 2];
}

/** Mean score at the start and at follow-up, for everyone and by starting level: an arrow from one to the other. */
export function beforeAfterFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Scores at the start and at follow-up";
  if (!estimates.has("mean_baseline")) return notCollected(title, "scores of people measured twice");
  const shown = (one: Selection): boolean => missingWords(cellAt(estimates, one, "mean_baseline")) === "";
  if (cellAt(estimates, selection, "mean_baseline") === undefined) {
    return notAtThisLevel(release, selection, title, shown);
  }
  const instrument = instrumentOf(catalogue, selection.instrument);
  const style = numberStyle(catalogue, "mean_baseline", selection.instrument);
  const items = startingGroups(release, selection, "mean_baseline").map((group) => ({
    ...group,
    before: cellAt(estimates, selection, "mean_baseline", group.parts),
    after: cellAt(estimates, selection, "mean_follow_up", group.parts),
  }));
  type Item = (typeof items)[number];
  const rows = items.map((item) =>
    chartRow(item.key, item.label, item.after, {
      lower: null,
      upper: null,
      from: missingWords(item.before) === "" ? (item.before?.value ?? null) : null,
      strong: item.strong,
    }),
  );
  const domain = widened(rowExtent(rows, []), (instrument?.meaningful_change.points ?? 0) * LEAST_SPAN);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const everyone = items[0];
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const summary =
    everyone === undefined || missingWords(everyone.after) !== ""
      ? `${area}: the scores are withheld or too few to show.`
      : `${area}: the mean ${instrument?.name ?? "score"} of the same people went from ${formatEstimate(everyone.before, style)} to ${formatEstimate(everyone.after, style)} ${instrument?.unit ?? "points"}.`;
  return figure(catalogue, {
    id: "before-after",
    title,
    summary,
    legend: [
      { mark: "open-dot", text: "At the start" },
      { mark: "dot", text: "At follow-up" },
    ],
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: `Mean ${instrument?.short ?? "score"} (${instrument?.unit ?? "points"}), ${betterWords(instrument)}`,
        mark: "dot",
        ...(domain === undefined ? {} : { domain }),
        columns: [
          {
            head: "Start \u2192 follow-up",
            text: (row) => {
              const item = byKey.get(row.key);
              return row.missing !== ""
                ? ""
                : `${formatEstimate(item?.before, style)} \u2192 ${formatEstimate(item?.after, style)}`;
            },
          },
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of two dots a row, joined by an arrow. ${summary}`,
      }),
    table: {
      caption: `Mean scores at the start and at follow-up, ${area}`,
      items,
      columns: [
        nameColumn("People", (item: Item) => item.label),
        ...estimateColumns<Item>("Start", style, (item) => item.before, ["value"]),
        ...estimateColumns<Item>("Follow-up", style, (item) => item.after, ["value", "n"]),
      ],
    },
    methods: ["mean"],
  });
}
