import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, instrumentOf, missingWords, thresholdOf, timePoint } from "./figure-data.js";
import { formatEstimate, formatTick, numberStyle } from "./format.js";
import { isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { areaLabel, cellAt, type Selection, stepTypes } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";
import { timeChart } from "./time-chart.js";

/** Mean change period by period; a period without a figure is hatched. */
export function changeOverTime(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const title = "Mean change over time";
  if (!estimates.has("mean_change")) return notCollected(title, "change scores");
  if (stepTypes(catalogue).length === 0) {
    return h(
      "p",
      { class: "quiet" },
      "This release covers one period only, so there is no series over time.",
    );
  }
  const periods = catalogue.periods.filter((period) => period.period_type === selection.step);
  const at = (one: Selection, measure: string, period: string) =>
    cellAt(estimates, one, measure, { period_type: selection.step, period });
  const items = periods.map((period) => ({
    ...period,
    change: at(selection, "mean_change", period.period),
    expected: at(selection, "expected_change_rtm", period.period),
    rate: at(selection, "follow_up_rate", period.period),
  }));
  type Item = (typeof items)[number];
  if (items.every((item) => item.change === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      periods.some((period) => missingWords(at(one, "mean_change", period.period)) === ""),
    );
  }
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const points = items.map((item) =>
    timePoint(item.period, formatTick(item.period_type, item.period), item.change, bandOf(item.expected)),
  );
  const shown = items.filter((item) => missingWords(item.change) === "");
  const gone = items.length - shown.length;
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const [first, last] = [shown[0], shown.at(-1)];
  const summary = `${area}: ${
    first === undefined || last === undefined
      ? "no period has a figure that can be shown."
      : `${formatEstimate(first.change, style)} ${instrument?.unit ?? "points"} in ${first.label}, ${formatEstimate(last.change, style)} in ${last.label}.`
  }${gone === 0 ? "" : ` ${gone} of ${items.length} periods have no figure shown: withheld, too few people or not yet due.`}`;
  const legend: LegendItem[] = [{ mark: "interval", text: "Mean change with its interval" }];
  if (points.some((point) => point.band))
    legend.push({ mark: "band", text: "Expected from regression to the mean alone" });
  const threshold = thresholdOf(instrument);
  if (threshold !== null) legend.push({ mark: "threshold", text: "Meaningful change" });
  if (gone > 0) legend.push({ mark: "hatch", text: "No figure shown, not zero" });
  return figure(catalogue, {
    id: "change-over-time",
    title,
    summary,
    legend,
    draw: (width) =>
      timeChart(points, {
        width,
        style,
        axis: `Change (${instrument?.unit ?? "points"})`,
        mark: "dot",
        zero: true,
        threshold,
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals in time order. ${summary}`,
      }),
    note: "Each person counts in the period of their first score. In the latest periods fewer people are due a second one.",
    table: {
      caption: `Mean change over time, ${area}`,
      items,
      columns: [
        nameColumn("Period", (item: Item) => item.label),
        ...estimateColumns<Item>("Mean change", style, (item) => item.change, ["value", "interval", "n"]),
        ...(isHeld(release, "follow_up_rate", selection.instrument)
          ? estimateColumns<Item>(
              "Follow-up rate",
              numberStyle(catalogue, "follow_up_rate", selection.instrument),
              (item) => item.rate,
              ["value"],
            )
          : []),
      ],
    },
    methods: ["t-interval-paired"],
  });
}
