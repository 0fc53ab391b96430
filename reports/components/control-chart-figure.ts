import type { ControlCharts } from "../../src/release/control-charts-schema.ts";
import { controlChartDrawing } from "./control-chart-drawing.js";
import { type FoundChart, findChart } from "./control-chart-index.js";
import { h } from "./dom.js";
import { figure, releaseMark } from "./figure.js";
import { instrumentOf, measureTitle } from "./figure-data.js";
import { formatTick, formatValue, type NumberStyle, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { areaLabel, periodLabel } from "./selection.js";
import { nameColumn } from "./table-model.js";
import { ASSURANCE_WORDS, assuranceIcon, VARIATION_WORDS, variationIcon } from "./variation-icons.js";

type Chart = NonNullable<FoundChart["chart"]>;

/** What the rules say of a point. */
export const CAUSE_WORDS: Readonly<Record<Chart["causes"][string], string>> = {
  above_limits: "above the limits",
  below_limits: "below the limits",
  rising: "one of seven or more in a row that rise",
  falling: "one of seven or more in a row that fall",
  two_of_three_above: "one of two in three near the upper limit",
  two_of_three_below: "one of two in three near the lower limit",
  shift_above: "one of seven or more in a row above the middle line",
  shift_below: "one of seven or more in a row below the middle line",
};

/** A network and a measure. */
export interface ChartPlace {
  readonly area: string;
  readonly measure: string;
  readonly instrument: string;
}

/** Points named in a sentence; more are left to the table. */
const MOST_RINGED = 3;

interface Item {
  readonly label: string;
  readonly tick: string;
  readonly key: string;
  readonly point: FoundChart["points"][number];
  readonly cause: string;
}

/** How values of a chart are written: limits of counts are whole. */
function chartStyle(release: Release, place: ChartPlace): NumberStyle {
  return numberStyle(release.catalogue, place.measure, place.instrument);
}

const limitText = (value: number, style: NumberStyle): string =>
  style.kind === "count" ? formatValue(Math.round(value), style) : formatValue(value, style);

/** A measure's title with its instrument where it has one. */
export function chartTitle({ catalogue }: Release, { measure, instrument }: ChartPlace): string {
  const short = instrumentOf(catalogue, instrument)?.short;
  return `${measureTitle(catalogue, measure)}${short === undefined ? "" : ` (${short})`}`;
}

/** `Followed up (PAM): 60%`, the targets of some charts by name; "" where none has one. */
export function targetNames(release: Release, series: readonly FoundChart["series"][]): string {
  return series
    .flatMap((one) =>
      one.target === null
        ? []
        : [
            `${chartTitle(release, { ...one, area: "" })}: ${formatValue(one.target.value, chartStyle(release, { ...one, area: "" }))}`,
          ],
    )
    .join("; ");
}

/** A network's control chart of a measure, or why there is none. */
export function controlChartFigure(
  release: Release,
  charts: ControlCharts,
  place: ChartPlace,
  { id, small = false }: { readonly id: string; readonly small?: boolean },
): Node {
  const { catalogue } = release;
  const found = findChart(charts, place);
  const name = areaLabel(catalogue, "pcn", place.area);
  const title = small ? chartTitle(release, place) : `${chartTitle(release, place)}: ${name} over time`;
  const { chart, series } = found ?? {};
  if (chart === undefined || series === undefined || found === undefined) {
    return h(
      "section",
      { class: "figure figure-empty", id },
      h("h3", {}, title),
      h("p", {}, `No chart: ${lowered(found?.reason ?? "there are no figures by quarter")}.`),
    );
  }
  const style = chartStyle(release, place);
  const items = found.periods.map((period, index): Item => {
    const cause = chart.causes[String(index)];
    return {
      key: period,
      label: periodLabel(catalogue, chart.step, period),
      tick: formatTick(chart.step, period),
      point: found.points[index] ?? [Number.NaN, Number.NaN, Number.NaN],
      cause: cause === undefined ? "" : CAUSE_WORDS[cause],
    };
  });
  const ringed = (some: readonly Item[]): string =>
    some.map(({ label, cause }) => `${label} (${cause})`).join("; ");
  const last = items.at(-1);
  const flagged = items.filter(({ cause }) => cause !== "");
  const trial = items.length < charts.trial_below;
  const summary = [
    `${name}: ${formatValue(last?.point[0] ?? 0, style)} in ${last?.label ?? ""}, around a middle line of ${limitText(chart.centre, style)}.`,
    flagged.length === 0
      ? "No point stands out by the rules of the chart."
      : flagged.length > MOST_RINGED
        ? `${flagged.length} points are ringed, the last of them ${ringed(flagged.slice(-1))}; the table has each.`
        : `Ringed: ${ringed(flagged)}.`,
    flagged.length > 0 && chart.variation === "common_cause"
      ? `A ringed point stood out in its own time; the sign tells of the latest ${chart.step === "quarter" ? "quarter" : "year"}, which does not.`
      : "",
    trial ? `The limits rest on ${items.length} points, so they are on trial.` : "",
    targetWords(series, chart, style),
  ]
    .filter((text) => text !== "")
    .join(" ");
  const column = (label: string, of: (item: Item) => number) => ({
    label,
    numeric: true,
    text: (item: Item) => limitText(of(item), style),
    csv: (item: Item) => of(item),
  });
  return figure(catalogue, {
    id,
    title,
    summary,
    controls: h(
      "p",
      { class: "chart-signs" },
      variationIcon(chart.variation),
      h("span", {}, VARIATION_WORDS[chart.variation]),
      chart.assurance === null
        ? null
        : [assuranceIcon(chart.assurance), h("span", {}, ASSURANCE_WORDS[chart.assurance])],
    ),
    legend: [
      { mark: "dot", text: chart.step === "quarter" ? "A quarter" : "A financial year" },
      { mark: "pale-line", text: "Middle line; dotted: limits" },
      ...(flagged.length > 0 ? [{ mark: "open-dot" as const, text: "Stands out by the rules" }] : []),
      ...(series.target === null ? [] : [{ mark: "threshold" as const, text: "Target" }]),
    ],
    draw: (width) =>
      controlChartDrawing(
        items.map(({ key, tick, point: [value, lower, upper], cause }) => ({
          key,
          tick,
          value,
          lower,
          upper,
          flagged: cause !== "",
        })),
        {
          width,
          style,
          axis: measureTitle(catalogue, place.measure),
          centre: chart.centre,
          target: series.target?.value ?? null,
          watermark: releaseMark(catalogue),
          label: `Control chart. ${summary}`,
          small,
        },
      ),
    table: {
      caption: `${title}${small ? `, ${name}` : ""}`,
      items,
      columns: [
        nameColumn("Period", (item: Item) => item.label),
        column("Figure", ({ point }) => point[0]),
        column("Lower limit", ({ point }) => point[1]),
        column("Upper limit", ({ point }) => point[2]),
        {
          label: "Rule",
          text: (item: Item) => (item.cause === "" ? "\u2013" : item.cause),
          csv: (item: Item) => item.cause,
        },
      ],
    },
    methods: [series.chart === "p_prime" ? "control-chart-shares" : "control-chart"],
  });
}

function targetWords({ target }: FoundChart["series"], { assurance }: Chart, style: NumberStyle): string {
  if (target === null) return "";
  const said = assurance === null ? "" : `: ${lowered(ASSURANCE_WORDS[assurance])}`;
  return `Target ${formatValue(target.value, style)}${said}. Source of the target: ${target.source.replace(/\.$/, "")}.`;
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
