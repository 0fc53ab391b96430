import type { Catalogue } from "../../src/release/catalogue.js";
import { h } from "./dom.js";
import { notAtThisLevel, notCollected } from "./empty-figure.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, instrumentOf, missingWords, thresholdOf, timePoint } from "./figure-data.js";
import { formatDate, formatEstimate, formatTick, formatValue, numberStyle } from "./format.js";
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
    limits: at(selection, "mean_change_limits", period.period),
  }));
  type Item = (typeof items)[number];
  if (items.every((item) => item.change === undefined)) {
    return notAtThisLevel(release, selection, title, (one) =>
      periods.some((period) => missingWords(at(one, "mean_change", period.period)) === ""),
    );
  }
  const style = numberStyle(catalogue, "mean_change", selection.instrument);
  const instrument = instrumentOf(catalogue, selection.instrument);
  const limited = items.filter(({ limits }) => limits !== undefined && missingWords(limits) === "");
  const isFlagged = ({ limits }: Item) =>
    missingWords(limits) === "" && limits !== undefined && causeWords(limits.note) !== "";
  const points = items.map((item) => ({
    ...timePoint(item.period, formatTick(item.period_type, item.period), item.change, bandOf(item.expected)),
    flagged: isFlagged(item),
  }));
  const [limit] = limited.map(({ limits }) => limits);
  const limits =
    limit === undefined || limit.value === null || limit.lower === null || limit.upper === null
      ? null
      : {
          centre: limit.value,
          lower: limit.lower,
          upper: limit.upper,
          keys: limited.map(({ period }) => period),
        };
  const flagged = items.filter(isFlagged);
  const events = eventsIn(
    catalogue.events,
    selection,
    periods.map(({ period }) => period),
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
  const trial = limits !== null && /on trial/.test(limit?.note ?? "");
  const chartWords =
    limits === null
      ? (items.find(({ limits: one }) => one !== undefined && one.note !== "")?.limits?.note ?? "")
      : `The middle line is ${formatValue(limits.centre, style)}; limits ${formatValue(limits.lower, style)} to ${formatValue(limits.upper, style)}${trial ? ", on trial: fewer than 12 periods" : ""}. ${
          flagged.length === 0
            ? "No period stands out by the rules of the chart."
            : `Ringed: ${flagged.map(({ label, limits: one }) => `${label} (${causeWords(one?.note ?? "")})`).join("; ")}.`
        }`;
  const legend: LegendItem[] = [{ mark: "interval", text: "Mean change with its interval" }];
  if (limits !== null) legend.push({ mark: "tick", text: "Middle line; dotted: limits" });
  if (flagged.length > 0) legend.push({ mark: "open-dot", text: "Stands out by the rules" });
  if (points.some((point) => point.band))
    legend.push({ mark: "band", text: "Expected from regression to the mean alone" });
  const threshold = thresholdOf(instrument);
  if (threshold !== null) legend.push({ mark: "threshold", text: "Meaningful change" });
  if (gone > 0) legend.push({ mark: "hatch", text: "No figure shown, not zero" });
  return figure(catalogue, {
    id: "change-over-time",
    title,
    summary: [summary, chartWords].filter((text) => text !== "").join(" "),
    legend,
    draw: (width) =>
      timeChart(points, {
        width,
        style,
        axis: `Change (${instrument?.unit ?? "points"})`,
        mark: "dot",
        zero: true,
        threshold,
        limits,
        events,
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals in time order. ${summary}`,
      }),
    note: [
      "Each person counts in the period of their first score. In the latest periods fewer people are due a second one; those that are not due yet are outside the limits’ reckoning.",
      limits === null
        ? null
        : " The limits tell how far single periods stray by themselves. A ringed period is a reason to look at what happened, not a finding; and what happened at the same time need not be why.",
      events.length === 0
        ? null
        : h(
            "ul",
            {},
            events.map(({ date, label }) => h("li", {}, `${formatDate(date)}: ${label}`)),
          ),
    ],
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
        ...(limits === null
          ? []
          : [
              ...estimateColumns<Item>("Middle line", style, (item) => item.limits, ["value"]),
              {
                label: "Rule",
                text: (item: Item) => causeWords(item.limits?.note ?? "") || "\u2013",
                csv: (item: Item) => causeWords(item.limits?.note ?? ""),
              },
            ]),
      ],
    },
    methods: ["t-interval-paired", ...(limits === null ? [] : ["control-chart"])],
  });
}

/** What the rules of the chart say of a point, without what holds of the whole chart; "" where they say nothing. */
const causeWords = (note: string): string =>
  note
    .replace(/Limits on trial:.*$/, "")
    .trim()
    .replace(/\.$/, "")
    .toLowerCase();

/** Events of the selected area that fall into a drawn period, with how much of it had passed. */
function eventsIn(
  events: Catalogue["events"],
  { step, area_type, area }: Selection,
  periods: readonly string[],
): readonly {
  readonly key: string;
  readonly share: number;
  readonly label: string;
  readonly date: string;
}[] {
  return events.flatMap(({ date, label, project }) => {
    if (project !== null && !(area_type === "project" && area === project)) return [];
    const [year = "", month = "", day = ""] = date.split("-");
    const at = Number(month);
    const key =
      step === "month" ? `${year}-${month}` : step === "quarter" ? `${year}-Q${Math.ceil(at / 3)}` : "";
    if (!periods.includes(key)) return [];
    const passed = (Number(day) - 1) / 31;
    return [{ key, label, date, share: step === "month" ? passed : (((at - 1) % 3) + passed) / 3 }];
  });
}
