import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, hatch, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";
import { periodAxis, valueAxis } from "./time-axes.js";

/** A figure of one period: of the project (`here`) or of its comparison networks (`there`). */
export interface SeriesPoint {
  readonly key: string;
  readonly series: "here" | "there";
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Words that stand in for a figure, "" where there is one. */
  readonly missing: string;
}

/** What a chart of a project beside its comparison needs besides its points. */
export interface SeriesChartOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  /** Periods in time order; `pilot` ones are shaded. */
  readonly periods: readonly { readonly key: string; readonly tick: string; readonly pilot: boolean }[];
  /** Joins the points of a series; a period without a figure breaks the line. */
  readonly line: boolean;
  /** Values documented elsewhere: drawn apart at the right, never joined. */
  readonly documented: readonly number[];
  readonly watermark: string;
  readonly label: string;
}

const seen = (value: number | null): value is number => value !== null;
const DOCUMENTED = "documented";
const PILOT_BAND = "var(--data-pale)";

/** Dots with intervals, a project beside its comparison in every period; a period without a figure is hatched, never a gap. */
export function projectSeriesChart(
  points: readonly SeriesPoint[],
  options: SeriesChartOptions,
): SVGSVGElement {
  const { periods, style, width, documented } = options;
  const lines = hatch();
  const values = [
    ...points.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter(seen),
    ...documented,
  ];
  const [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  const floor = low >= 0 ? Math.max(0, low - room) : low - room;
  const domain: [number, number] = [floor, high + room];
  const keys = [...periods.map(({ key }) => key), ...(documented.length > 0 ? [DOCUMENTED] : [])];
  const band = (width - 70) / Math.max(1, keys.length);
  const both = points.some(({ series }) => series === "there");
  const shift = both ? Math.min(28, band * 0.22) : 0;
  const every = Math.max(1, Math.ceil(44 / band));
  const side = (series: SeriesPoint["series"]): number => (series === "here" ? -shift : shift);
  const chart = Plot.plot({
    width,
    height: 340,
    marginTop: 26,
    marginBottom: 46,
    marginLeft: 56,
    marginRight: 14,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { type: "band", domain: keys, padding: 0.08 },
    y: { domain, nice: true },
    marks: [
      lines.mark,
      Plot.barY(
        periods.filter(({ pilot }) => pilot),
        { x: "key", y1: () => domain[0], y2: () => domain[1], fill: PILOT_BAND, fillOpacity: 0.55 },
      ),
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      watermark(options.watermark),
      valueAxis(options.axis, (value) => formatValue(value, tickStyle(style, domain))),
      periodAxis(
        [...periods, { key: DOCUMENTED, tick: band > 80 ? "Documented" : "Doc.", always: true }],
        every,
      ),
      domain[0] < 0 && domain[1] > 0
        ? Plot.ruleY([0], { stroke: "var(--ink-soft)", strokeWidth: 1.25 })
        : null,
      documented.length === 0
        ? null
        : [
            Plot.dot(documented, {
              x: () => DOCUMENTED,
              y: (value: number) => value,
              symbol: "diamond",
              r: 6,
              fill: "var(--threshold)",
            }),
            Plot.ruleX([DOCUMENTED], { stroke: "var(--line-strong)", strokeDasharray: "2 4", dx: -band / 2 }),
          ],
      (["here", "there"] as const).map((series) =>
        seriesMarks(
          points.filter((point) => point.series === series),
          {
            series,
            dx: side(series),
            band,
            both,
            domain,
            paint: lines.paint,
            style,
            line: options.line,
          },
        ),
      ),
    ],
  });
  const x = placesOn(chart, "x");
  const words = (series: SeriesPoint["series"], key: string): string =>
    pointWords(
      points.find((point) => point.key === key && point.series === series),
      style,
      both,
    );
  return withMarks(asImage(chart as SVGSVGElement, options.label), [
    ...periods.map(({ key, tick, pilot }) => ({
      name: tick,
      words: joinWords(words("here", key), words("there", key), pilot ? "during the project" : ""),
      ...{ left: x.at(key), top: 60 },
      area: { left: x.at(key) - band / 2, top: 26, width: band, height: 340 - 26 - 46 },
    })),
    ...(documented.length === 0
      ? []
      : [
          {
            name: "Documented",
            words: documented.map((value) => formatValue(value, style)).join(", "),
            ...{ left: x.at(DOCUMENTED), top: 60 },
            area: { left: x.at(DOCUMENTED) - band / 2, top: 26, width: band, height: 340 - 26 - 46 },
          },
        ]),
  ]);
}

function pointWords(point: SeriesPoint | undefined, style: NumberStyle, both: boolean): string {
  if (point === undefined) return "";
  const { series, value, lower, upper, missing } = point;
  const who = series === "there" ? "comparison networks: " : both ? "project: " : "";
  if (missing !== "" || !seen(value)) return `${who}${missing === "" ? "no figure" : missing}`;
  const interval =
    seen(lower) && seen(upper) ? ` (${formatValue(lower, style)} to ${formatValue(upper, style)})` : "";
  return `${who}${formatValue(value, style)}${interval}`;
}

interface SeriesLook {
  readonly series: SeriesPoint["series"];
  readonly dx: number;
  readonly band: number;
  readonly both: boolean;
  readonly domain: readonly [number, number];
  readonly paint: string;
  readonly style: NumberStyle;
  readonly line: boolean;
}

function seriesMarks(points: readonly SeriesPoint[], look: SeriesLook): Plot.Markish {
  const { series, dx, band, both, domain, paint, style } = look;
  const known = points.filter((point) => point.missing === "" && seen(point.value));
  const gone = points.filter((point) => point.missing !== "");
  const ink = series === "here" ? "var(--data)" : "var(--ink-soft)";
  const half = both ? band * 0.46 : 0;
  return [
    gone.length === 0
      ? null
      : [
          Plot.barY(gone, {
            x: "key",
            y1: () => domain[0],
            y2: () => domain[1],
            fill: paint,
            insetLeft: series === "there" ? half : 0,
            insetRight: series === "here" ? half : 0,
            rx: 2,
          }),
          Plot.text(gone, {
            x: "key",
            text: "missing",
            frameAnchor: "middle",
            rotate: -90,
            dx: both ? (series === "here" ? -band * 0.23 : band * 0.23) : 0,
            fill: "var(--ink)",
            stroke: "var(--surface)",
            strokeWidth: 5,
            fontStyle: "italic",
          }),
        ],
    look.line
      ? Plot.line(points, {
          x: "key",
          y: (point: SeriesPoint) => (point.missing === "" ? (point.value ?? Number.NaN) : Number.NaN),
          stroke: ink,
          strokeWidth: 1.5,
          strokeDasharray: series === "here" ? "none" : "4 3",
          dx,
        })
      : null,
    Plot.ruleX(
      known.filter((point) => seen(point.lower) && seen(point.upper)),
      {
        x: "key",
        y1: "lower",
        y2: "upper",
        stroke: ink,
        strokeWidth: 2.5,
        strokeLinecap: "round",
        dx,
      },
    ),
    Plot.dot(known, {
      x: "key",
      y: "value",
      dx,
      r: 6,
      symbol: series === "here" ? "circle" : "square",
      fill: series === "here" ? ink : "var(--surface)",
      stroke: series === "here" ? "var(--surface)" : ink,
      strokeWidth: series === "here" ? 1.5 : 2.25,
    }),
    band > 96
      ? Plot.text(known, {
          x: "key",
          y: "value",
          text: (point: SeriesPoint) => formatValue(point.value ?? 0, style),
          dx: both && series === "here" ? dx - 11 : dx + 11,
          textAnchor: both && series === "here" ? "end" : "start",
          fill: "var(--ink)",
          stroke: "var(--surface)",
          strokeWidth: 4,
          fontVariant: "tabular-nums",
          fontWeight: series === "here" ? 700 : 400,
        })
      : null,
  ];
}

function tickStyle(style: NumberStyle, [low, high]: readonly [number, number]): NumberStyle {
  return { ...style, decimals: high - low > 8 ? 0 : style.decimals };
}
