import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, hatch, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";
import { periodAxis, valueAxis } from "./time-axes.js";

/** One period of a series. Figures are released values; `missing` says why there is none. */
export interface TimePoint {
  readonly key: string;
  readonly tick: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly band?: readonly [number, number] | null;
  readonly missing: string;
  /** Marked by a rule of the control chart. */
  readonly flagged?: boolean;
}

/** What a chart over time needs besides its points. */
export interface TimeChartOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly mark: "bar" | "dot";
  readonly zero?: boolean;
  readonly threshold?: { readonly value: number; readonly label: string } | null;
  /** Middle line and limits of a control chart, over the points by `keys`. */
  readonly limits?: {
    readonly centre: number;
    readonly lower: number;
    readonly upper: number;
    readonly keys: readonly string[];
  } | null;
  /** What happened, at the point (`key`) in whose time it did; `share` of that time had passed, 0–1. */
  readonly events?: readonly { readonly key: string; readonly share: number; readonly label: string }[];
  readonly watermark: string;
  readonly label: string;
}

/** Height of an event's label, in pixels. */
const EVENT_LINE = 18;

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
    ...(options.limits ? [options.limits.lower, options.limits.upper] : []),
  ];
  const low = Math.min(...values, values.length === 0 ? 0 : Number.POSITIVE_INFINITY);
  const high = Math.max(...values, values.length === 0 ? 1 : Number.NEGATIVE_INFINITY);
  const room = (high - low || 1) * 0.08;
  const domain: [number, number] = [options.mark === "bar" || low === 0 ? low : low - room, high + room];
  const band = (width - 70) / Math.max(1, points.length);
  const every = Math.max(1, Math.ceil(42 / band));
  const valueRoom = band > 34;
  const { limits = null, events = [] } = options;
  const limited = limits === null ? [] : limits.keys;
  // Labels of events stand above each other, so that none covers another.
  const top = 24 + events.length * EVENT_LINE;
  const placed = events.map((event, index) => ({ ...event, line: events.length - index }));
  const chart = Plot.plot({
    width,
    height: 276 + top,
    marginTop: top,
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
      valueAxis(options.axis, (value) =>
        formatValue(value, { ...style, decimals: high - low > 8 ? 0 : style.decimals }),
      ),
      periodAxis(points, every),
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
      limits === null
        ? null
        : [
            Plot.tickY(limited, {
              x: (key: string) => key,
              y: () => limits.centre,
              stroke: "var(--ink-soft)",
              strokeWidth: 1.75,
              insetLeft: -band * 0.11,
              insetRight: -band * 0.11,
            }),
            ...[limits.lower, limits.upper].map((limit) =>
              Plot.tickY(limited, {
                x: (key: string) => key,
                y: () => limit,
                stroke: "var(--ink-soft)",
                strokeWidth: 1.5,
                strokeDasharray: "2 3",
                insetLeft: -band * 0.11,
                insetRight: -band * 0.11,
              }),
            ),
          ],
      placed.map(({ key, share, label, line }) => {
        const late = points.findIndex((point) => point.key === key) > points.length / 2;
        // A rule at a band stands in its middle.
        const dx = (share - 0.5) * band;
        return [
          Plot.ruleX([key], {
            x: (one: string) => one,
            dx,
            stroke: "var(--ink)",
            strokeWidth: 1.25,
            insetTop: -line * EVENT_LINE + 6,
          }),
          Plot.text([key], {
            x: (one: string) => one,
            dx: dx + (late ? -5 : 5),
            text: () => label,
            frameAnchor: "top",
            textAnchor: late ? "end" : "start",
            dy: -line * EVENT_LINE + 2,
            fill: "var(--ink)",
            fontSize: 12,
          }),
        ];
      }),
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
              dy: -16 - events.length * EVENT_LINE,
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
            Plot.dot(
              known.filter(({ flagged }) => flagged === true),
              { x: "key", y: "value", r: 10, stroke: "var(--ink)", strokeWidth: 1.75 },
            ),
          ],
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  const height = 276 + top;
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    points.map((point) => ({
      name: point.tick,
      words: joinWords(
        point.missing === "" ? figureWords(point, style) : point.missing,
        point.band
          ? `shaded band ${formatValue(point.band[0], style)} to ${formatValue(point.band[1], style)}`
          : "",
        point.flagged === true ? "stands out by the rules of the chart" : "",
        ...events.filter(({ key }) => key === point.key).map(({ label }) => label),
      ),
      left: x.at(point.key),
      top: point.missing === "" && seen(point.value) ? y.at(point.value) : height / 2,
      area: { left: x.at(point.key) - band / 2, top, width: band, height: height - top - 44 },
    })),
  );
}

function figureWords({ value, lower, upper }: TimePoint, style: NumberStyle): string {
  if (!seen(value)) return "no figure";
  const figure = formatValue(value, style);
  return seen(lower) && seen(upper)
    ? `${figure} (${formatValue(lower, style)} to ${formatValue(upper, style)})`
    : figure;
}
