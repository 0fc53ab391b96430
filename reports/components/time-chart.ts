import * as Plot from "@observablehq/plot";
import { asImage, CHART_STYLE, hatch, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";

/** One period of a series. Figures are released values; `missing` says why there is none. */
export interface TimePoint {
  readonly key: string;
  readonly tick: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly band?: readonly [number, number] | null;
  readonly missing: string;
}

/** What a chart over time needs besides its points. */
export interface TimeChartOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly mark: "bar" | "dot";
  readonly zero?: boolean;
  readonly threshold?: { readonly value: number; readonly label: string } | null;
  readonly watermark: string;
  readonly label: string;
}

const seen = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** Columns or dots with intervals in time order; a period without a figure is a hatched column, never a gap or a zero. */
export function timeChart(points: readonly TimePoint[], options: TimeChartOptions): SVGSVGElement {
  const { style, width, threshold } = options;
  const lines = hatch();
  const known = points.filter((point) => point.missing === "" && seen(point.value));
  const gone = points.filter((point) => point.missing !== "");
  const values = [
    ...points.flatMap((point) => [point.value, point.lower, point.upper, ...(point.band ?? [])]).filter(seen),
    ...(options.mark === "bar" || options.zero === true ? [0] : []),
    ...(threshold ? [threshold.value] : []),
  ];
  const low = Math.min(...values, values.length === 0 ? 0 : Number.POSITIVE_INFINITY);
  const high = Math.max(...values, values.length === 0 ? 1 : Number.NEGATIVE_INFINITY);
  const room = (high - low || 1) * 0.08;
  const domain: [number, number] = [options.mark === "bar" || low === 0 ? low : low - room, high + room];
  const band = (width - 70) / Math.max(1, points.length);
  const every = Math.max(1, Math.ceil(42 / band));
  const valueRoom = band > 34;
  const chart = Plot.plot({
    width,
    height: 300,
    marginTop: 24,
    marginBottom: 44,
    marginLeft: 52,
    marginRight: 12,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { type: "band", domain: points.map((point) => point.key), padding: 0.22 },
    y: { domain, nice: true },
    marks: [
      lines.mark,
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      watermark(options.watermark),
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        label: options.axis,
        labelArrow: "none",
        labelAnchor: "top",
        tickFormat: (value: number) =>
          formatValue(value, { ...style, decimals: high - low > 8 ? 0 : style.decimals }),
        color: "var(--ink-soft)",
      }),
      Plot.axisX({
        label: null,
        tickSize: 0,
        tickPadding: 8,
        color: "var(--ink-soft)",
        tickFormat: (key: string, index: number) =>
          index % every === 0
            ? (points.find((point) => point.key === key)?.tick ?? key).replace(" ", "\n")
            : "",
      }),
      gone.length === 0
        ? null
        : [
            Plot.barY(gone, {
              x: "key",
              y1: () => domain[0],
              y2: () => domain[1],
              fill: lines.paint,
              rx: 2,
            }),
            Plot.text(gone, {
              x: "key",
              text: "missing",
              frameAnchor: "middle",
              rotate: -90,
              fill: "var(--ink)",
              stroke: "var(--surface)",
              strokeWidth: 5,
              fontStyle: "italic",
            }),
          ],
      Plot.barY(
        points.filter((point) => point.band),
        {
          x: "key",
          y1: (point: TimePoint) => point.band?.[0],
          y2: (point: TimePoint) => point.band?.[1],
          fill: "var(--band)",
          stroke: "var(--band-edge)",
          rx: 2,
        },
      ),
      options.mark === "bar" || options.zero === true
        ? Plot.ruleY([0], { stroke: "var(--ink-soft)", strokeWidth: 1.25 })
        : null,
      threshold
        ? [
            Plot.ruleY([threshold.value], {
              stroke: "var(--threshold)",
              strokeWidth: 1.75,
              strokeDasharray: "5 4",
            }),
            Plot.text([threshold.label], {
              text: (label: string) => `Dashed: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
              frameAnchor: "top-right",
              textAnchor: "end",
              dy: -16,
              fill: "var(--threshold)",
              fontSize: 12,
              fontWeight: 600,
            }),
          ]
        : null,
      options.mark === "bar"
        ? [
            Plot.barY(known, { x: "key", y: "value", fill: "var(--data)", rx: 2 }),
            valueRoom
              ? Plot.text(known, {
                  x: "key",
                  y: "value",
                  text: (point: TimePoint) => formatValue(point.value ?? 0, style),
                  dy: -9,
                  fill: "var(--ink)",
                  fontVariant: "tabular-nums",
                })
              : null,
          ]
        : [
            Plot.ruleX(
              known.filter((point) => seen(point.lower) && seen(point.upper)),
              {
                x: "key",
                y1: "lower",
                y2: "upper",
                stroke: "var(--data)",
                strokeWidth: 2.5,
                strokeLinecap: "round",
              },
            ),
            Plot.dot(known, {
              x: "key",
              y: "value",
              r: 5.5,
              fill: "var(--data)",
              stroke: "var(--surface)",
              strokeWidth: 1.5,
            }),
          ],
    ],
  });
  return asImage(chart as SVGSVGElement, options.label);
}
