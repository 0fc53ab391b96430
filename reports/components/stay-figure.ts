import { nothing } from "./dom.js";
import type { EstimateRow } from "./estimate-index.js";
import { figure, type LegendItem, releaseMark } from "./figure.js";
import { methodsOf, missingWords } from "./figure-data.js";
import { formatInterval, formatValue, type NumberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { isRange, rangeOrInterval } from "./range-row.js";
import { areaLabel, cellAt, type Selection } from "./selection.js";
import { staffSelection } from "./staff-selection.js";
import { nameColumn } from "./table-model.js";
import { timeChart } from "./time-chart.js";

const MARKS = [
  ["share_stayed_1_year", "1 year", "one year"],
  ["share_stayed_2_years", "2 years", "two years"],
  ["share_stayed_3_years", "3 years", "three years"],
  ["share_stayed_4_years", "4 years", "four years"],
] as const;

const SHARE: NumberStyle = { kind: "proportion", decimals: 0, signed: false };
const MONTHS: NumberStyle = { kind: "amount", decimals: 0, signed: false };

/** How many of the staff of the chosen area are still in post one to four years after they began, as a picture over time. */
export function stayFigure(release: Release, selection: Selection): Node {
  const { catalogue, estimates } = release;
  const here = staffSelection(catalogue, selection);
  const whole = { period_type: "all", period: "all" };
  const items = MARKS.flatMap(([id, tick, words]) => {
    const row = cellAt(estimates, here, id, whole);
    return row === undefined ? [] : [{ id, tick, words, row }];
  });
  type Item = (typeof items)[number];
  if (items.length === 0) return nothing();
  const median = cellAt(estimates, here, "tenure_median_months", whole);
  const area = areaLabel(catalogue, here.area_type, here.area);
  const shown = items.filter(({ row }) => isRange(row) || missingWords(row) === "");
  const told = shown.map(({ row, words }) => `${shareWords(row)} after ${words}`);
  const half =
    median?.status === "published" && median.value !== null
      ? ` Half have left after ${formatValue(median.value, MONTHS)} months${intervalWords(median)}.`
      : "";
  const summary = `${area}: ${
    told.length === 0
      ? "no share of staff still in post can be shown."
      : `estimated share still in post ${new Intl.ListFormat("en-GB").format(told)}.`
  }${half}`;
  const points = [
    { key: "start", tick: "Start", value: 1, lower: null, upper: null, missing: "" },
    ...items.map(({ id, tick, row }) => ({
      key: id,
      tick,
      value: row.value,
      lower: row.value === null ? null : row.lower,
      upper: row.value === null ? null : row.upper,
      band: isRange(row) ? ([row.lower, row.upper] as const) : null,
      missing: isRange(row) ? "" : missingWords(row),
    })),
  ];
  const legend: LegendItem[] = [
    { mark: "interval", text: "Share still in post with its 95% interval" },
    ...(items.some(({ row }) => isRange(row))
      ? [{ mark: "band" as const, text: "Range in which the share lies" }]
      : []),
    ...(points.some(({ missing }) => missing !== "")
      ? [{ mark: "hatch" as const, text: "No figure shown, not zero" }]
      : []),
  ];
  const title = `Staff still in post, by time since they began, ${area}`;
  return figure<Item>(catalogue, {
    id: "staff-stayed",
    title,
    summary,
    legend,
    draw: (width) =>
      timeChart(points, {
        width: Math.min(width, 760),
        style: SHARE,
        axis: "Share of staff still in post",
        mark: "dot",
        zero: true,
        watermark: releaseMark(catalogue),
        label: `Chart of dots with intervals by years in post. ${summary}`,
      }),
    note: "Estimated from everybody employed over the whole time: those in post before the records begin count from the time they had served by then, and those still there up to the last day seen. Volunteers are left out. With few leavers since the mark before only a range is shown. What past leavers did need not be what staff of today will do.",
    table: {
      caption: title,
      items,
      columns: [
        nameColumn("Time in post", (item: Item) => item.tick),
        {
          label: "Share still in post",
          numeric: true,
          text: ({ row }) => rangeOrInterval(row, SHARE),
          csv: ({ row }) => rangeOrInterval(row, SHARE),
        },
      ],
    },
    methods: methodsOf(
      catalogue,
      items.map(({ id }) => id),
    ),
  });
}

const shareWords = (row: EstimateRow): string =>
  isRange(row)
    ? `between ${formatInterval(row, SHARE).replace(" to ", " and ")}`
    : formatValue(row.value ?? 0, SHARE);

function intervalWords(row: EstimateRow): string {
  const limits = formatInterval(row, MONTHS);
  return limits === "" ? "" : ` (95% interval ${limits})`;
}
