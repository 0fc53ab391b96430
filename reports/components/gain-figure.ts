import { isAnyChange } from "./change-words.js";
import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import {
  bandOf,
  betterWords,
  chartRow,
  estimateWords,
  instrumentOf,
  missingWords,
  thresholdOf,
} from "./figure-data.js";
import {
  asSentence,
  formatEstimate,
  formatInterval,
  formatLevel,
  formatValue,
  numberStyle,
} from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { noBand } from "./regression-intro.js";
import { rowChart } from "./row-chart.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { sources } from "./sources.js";
import { startingGroups } from "./starting-groups.js";
import { estimateColumns, nameColumn, type TableColumn } from "./table-model.js";
import { withTerms } from "./term.js";

/**
 * Mean change beside the meaningful change and beside what regression to the mean alone would give.
 * A starting level is drawn only where its expected change was released too: without it, it misleads.
 */
export function gainFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = isHeld(release, "expected_change_rtm", selection.instrument)
    ? "Mean change, and the change to expect from regression to the mean alone"
    : "Mean change";
  if (!estimates.has("mean_change")) return notCollected(title, "change scores");
  const cell = cellAt(estimates, selection, "mean_change");
  if (cell === undefined) {
    return notAtThisLevel(
      release,
      selection,
      title,
      (one) => missingWords(cellAt(estimates, one, "mean_change")) === "",
    );
  }
  const instrument = instrumentOf(catalogue, selection.instrument);
  const unit = instrument?.unit ?? "points";
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const items = startingGroups(release, selection, "expected_change_rtm").map((group) => ({
    ...group,
    change: cellAt(estimates, selection, "mean_change", group.parts),
    expected: cellAt(estimates, selection, "expected_change_rtm", group.parts),
  }));
  type Item = (typeof items)[number];
  const bands = items.some((item) => bandOf(item.expected) !== null);
  const rows = items.map((item) =>
    chartRow(item.key, item.label, item.change, { band: bandOf(item.expected), strong: item.strong }),
  );
  const byKey = new Map(items.map((item) => [item.key, item]));
  const bandWords = (item: Item | undefined): string => {
    const band = bandOf(item?.expected);
    return band === null ? "\u2013" : `${formatValue(band[0], style)} to ${formatValue(band[1], style)}`;
  };
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const level = formatLevel(cell.level);
  const summary =
    missingWords(cell) !== ""
      ? `${area}: the mean change is ${missingWords(cell)}.`
      : `${area}: mean change ${formatEstimate(cell, style)} ${unit}, ${level} interval ${formatInterval(cell, style)}.${
          bands && items[0] !== undefined && bandOf(items[0].expected) !== null
            ? ` Regression to the mean alone would give ${bandWords(items[0])}.`
            : ""
        }`;
  const legend: LegendItem[] = [{ mark: "interval", text: `Mean change with its ${level} interval` }];
  if (bands) legend.push({ mark: "band", text: "Expected from regression to the mean alone" });
  const threshold = thresholdOf(instrument);
  if (threshold !== null) legend.push({ mark: "threshold", text: "Meaningful change" });
  if (rows.some((row) => row.missing !== "")) legend.push({ mark: "hatch", text: "Withheld, not zero" });
  const expectedColumns: readonly TableColumn<Item>[] = bands
    ? [
        {
          label: "Expected from regression to the mean alone: from",
          numeric: true,
          text: (item) =>
            bandOf(item.expected) === null ? "\u2013" : formatValue(bandOf(item.expected)?.[0] ?? 0, style),
          csv: (item) => bandOf(item.expected)?.[0] ?? null,
        },
        {
          label: "Expected from regression to the mean alone: to",
          numeric: true,
          text: (item) =>
            bandOf(item.expected) === null ? "\u2013" : formatValue(bandOf(item.expected)?.[1] ?? 0, style),
          csv: (item) => bandOf(item.expected)?.[1] ?? null,
        },
      ]
    : [];
  const reference = instrument?.regression_to_mean ?? null;
  return figure(catalogue, {
    id: "gain",
    title,
    summary,
    legend,
    draw: (width) =>
      rowChart(rows, {
        width,
        style,
        axis: `Change in ${instrument?.short ?? "score"} (${unit}), ${betterWords(instrument)}`,
        mark: "dot",
        zero: "No change",
        threshold,
        columns: [
          {
            head: "Change (interval)",
            text: (row) => (row.missing === "" ? estimateWords(byKey.get(row.key)?.change, style) : ""),
          },
          ...(bands
            ? [
                {
                  head: "Regression alone",
                  text: (row: (typeof rows)[number]) => bandWords(byKey.get(row.key)),
                },
              ]
            : []),
        ],
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals. ${summary}`,
      }),
    note: [
      instrument === undefined
        ? null
        : isAnyChange(instrument)
          ? "No size of change that matters to a person is set, so none is drawn. "
          : `Meaningful change: ${instrument.meaningful_change.points} ${unit}, fixed beforehand. `,
      bands && reference !== null
        ? `The band assumes that the same people, measured twice with nothing but chance between, would correlate between ${reference.r[0]} and ${reference.r[1]}. It knows nothing of recovery over time or of who came back.`
        : `${noBand(reference !== null)}, so part of any change may be just that.`,
      instrument === undefined
        ? null
        : sources(
            h(
              "p",
              {},
              isAnyChange(instrument) ? "What counts as better: " : "Meaningful change: ",
              withTerms(asSentence(instrument.meaningful_change.source)),
            ),
            bands && reference !== null
              ? h("p", {}, "Regression to the mean: ", withTerms(asSentence(reference.source)))
              : null,
          ),
    ],
    table: {
      caption: `Mean change in ${instrument?.name ?? "score"}, ${area}`,
      items,
      columns: [
        nameColumn("People", (item: Item) => item.label),
        ...estimateColumns<Item>("Mean change", style, (item) => item.change, ["value", "interval", "n"]),
        ...expectedColumns,
      ],
    },
    methods: ["t-interval-paired", ...(bands ? ["regression-to-the-mean-band"] : [])],
  });
}
