import { chosenMeasure, networksOf } from "./compare-networks.js";
import { nothing } from "./dom.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { bandOf, betterWords, instrumentOf, measureTitle, methodsOf, missingWords } from "./figure-data.js";
import { formatEstimate, numberStyle } from "./format.js";
import { isCapacityOnly, isHeld } from "./held.js";
import type { Release } from "./load-release.js";
import { countedOf } from "./measure-style.js";
import { yearOf } from "./period-control.js";
import { rangeOrInterval, rangeRow } from "./range-row.js";
import { rowChart } from "./row-chart.js";
import { cellAt, periodWords, type Selection } from "./selection.js";
import { estimateColumns, nameColumn } from "./table-model.js";

/** Rows beyond which a chart can no longer be read: a table with a search box takes its place. */
const MOST_ROWS = 60;
/** Measures of scores: never without the follow-up rate. */
const OF_SCORES = new Set(["mean_change", "share_improved", "share_worse"]);

/** The chosen measure of every network with its interval, in the order of names; nothing where capacity is all there is. */
export function compareFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const { instrument } = selection;
  const measure = chosenMeasure(release, selection);
  const networks = networksOf(release, selection);
  if (measure === "" || networks.length < 2 || isCapacityOnly(release)) return nothing();
  const long = networks.length > MOST_ROWS;
  const entry = catalogue.measures.find((one) => one.id === measure);
  const style = numberStyle(catalogue, measure, instrument);
  const title = `${measureTitle(catalogue, measure)}, network by network`;
  const here = yearOf(catalogue, selection);
  const programme = { area_type: "programme", area: "programme" };
  const whole = {
    area: "programme",
    label: "Whole programme",
    cell: (id: string) => cellAt(estimates, here, id, programme),
  };
  const comparable = entry?.kind !== "count" && whole.cell(measure) !== undefined;
  const items = comparable ? [...networks, whole] : networks;
  type Item = (typeof items)[number];
  const byKey = new Map(items.map((item) => [item.area, item]));
  const banded = measure === "mean_change";
  const followed = OF_SCORES.has(measure) && isHeld(release, "follow_up_rate", instrument);
  const rateStyle = numberStyle(catalogue, "follow_up_rate", instrument);
  const rows = items.map((item) =>
    rangeRow(item.area, item.label, item.cell(measure), {
      apart: item.area === "programme",
      strong: item.area === "programme" || item.area === selection.area,
      band: banded ? bandOf(item.cell("expected_change_rtm")) : null,
    }),
  );
  const shown = rows.filter((row) => row.missing === "" && row.apart !== true).length;
  const gone = networks.length - shown;
  const period = periodWords(catalogue, here.period_type, here.period);
  const summary = `${shown.toLocaleString("en-GB")} of ${networks.length.toLocaleString("en-GB")} networks have a figure for ${here.period_type === "all" ? `the ${period}` : period}. They stand in the order of their names. Where intervals overlap widely, a difference may be chance.${
    followed ? " The follow-up rate stands beside each change." : ""
  }${gone === 0 ? "" : ` ${gone} ${gone === 1 ? "has" : "have"} no figure shown, which is not a zero.`}`;
  const bars = entry?.kind === "count";
  const legend: LegendItem[] = [
    bars
      ? { mark: "bar", text: entry?.title ?? measure }
      : { mark: "interval", text: `${entry?.title ?? measure}, with its interval where it has one` },
    ...(rows.some((row) => row.band)
      ? [
          {
            mark: "band" as const,
            text: banded ? "Expected from regression to the mean alone" : "Only a range is published",
          },
        ]
      : []),
    ...(gone > 0 ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }] : []),
  ];
  const scores = instrumentOf(catalogue, instrument);
  const draw = (width: number): Node =>
    rowChart(rows, {
      width,
      style,
      axis: banded
        ? `Change in ${scores?.short ?? "score"} (${scores?.unit ?? "points"}), ${betterWords(scores)}`
        : `${entry?.title ?? measure}${bars || entry?.unit === undefined || entry.unit === "" ? "" : ` (${entry.unit})`}`,
      mark: bars ? "bar" : "dot",
      ...(banded ? { zero: "No change" } : {}),
      columns: [
        {
          head: "Figure",
          text: (row) =>
            row.missing === "" ? rangeOrInterval(byKey.get(row.key)?.cell(measure), style) : "",
        },
        ...(followed
          ? [
              {
                head: "Follow-up",
                text: (row: (typeof rows)[number]) =>
                  missingWords(byKey.get(row.key)?.cell("follow_up_rate")) === ""
                    ? formatEstimate(byKey.get(row.key)?.cell("follow_up_rate"), rateStyle)
                    : "\u2013",
              },
            ]
          : []),
      ],
      watermark: releaseMark(catalogue),
      label: `Chart with one row a network. ${summary}`,
    });
  return figure(catalogue, {
    id: "network-by-network",
    title,
    summary,
    ...(long
      ? { open: true, filter: { id: "find-by-measure", label: "Find a network", many: "networks" } }
      : { legend, draw }),
    table: {
      caption: `${entry?.title ?? measure} of networks, ${period}`,
      items,
      last: ({ area }) => area === "programme",
      columns: [
        nameColumn("Network", (item: Item) => item.label),
        ...estimateColumns<Item>(
          entry?.title ?? measure,
          style,
          (item) => item.cell(measure),
          [
            "value",
            ...(bars ? [] : (["interval"] as const)),
            ...(entry?.kind === "mean" || entry?.kind === "proportion" ? (["n"] as const) : []),
          ],
          countedOf(catalogue, measure),
        ),
        ...(followed
          ? estimateColumns<Item>("Follow-up rate", rateStyle, (item) => item.cell("follow_up_rate"), [
              "value",
            ])
          : []),
      ],
    },
    note: comparable
      ? "An interval that misses the figure of the whole programme is no signal by itself: about 1 in 20 do by chance alone, and networks differ in whom they support. The funnel plot allows for both where it can."
      : null,
    methods: methodsOf(catalogue, [measure]),
    sortable: true,
  });
}
