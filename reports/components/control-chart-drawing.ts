import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";
import { periodAxis, valueAxis } from "./time-axes.js";

/** One period of a control chart. */
export interface ControlPoint {
  readonly key: string;
  readonly tick: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Marked by a rule. */
  readonly flagged: boolean;
}

/** What a control chart needs besides its points. */
interface ControlDrawing {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly centre: number;
  readonly target: number | null;
  readonly watermark: string;
  readonly label: string;
  /** Lower, for several on one page. */
  readonly small?: boolean;
}

/** Points in order of time about a middle line, with limits that follow each point; marked ones are ringed. */
export function controlChartDrawing(points: readonly ControlPoint[], options: ControlDrawing): SVGSVGElement {
  const { style, width, centre, target, small = false } = options;
  const values = [
    ...points.flatMap(({ value, lower, upper }) => [value, lower, upper]),
    ...(target === null ? [] : [target]),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) * 0.08;
  const domain = [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
  const band = (width - 66) / Math.max(1, points.length);
  const every = Math.max(1, Math.ceil(44 / band));
  const across = { insetLeft: -band * 0.06, insetRight: -band * 0.06 };
  const chart = Plot.plot({
    width,
    height: small ? 190 : 300,
    marginTop: 24,
    marginBottom: 42,
    marginLeft: 52,
    marginRight: 12,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { type: "band", domain: points.map(({ key }) => key), padding: 0.1 },
    y: { domain, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: small ? 3 : 5 }),
      watermark(options.watermark),
      valueAxis(
        options.axis,
        (value) => formatValue(value, { ...style, decimals: high - low > 8 ? 0 : style.decimals }),
        small ? 3 : 5,
      ),
      periodAxis(points, every),
      Plot.tickY(points, {
        x: "key",
        y: () => centre,
        stroke: "var(--ink-soft)",
        strokeWidth: 1.75,
        ...across,
      }),
      (["lower", "upper"] as const).map((limit) =>
        Plot.tickY(points, {
          x: "key",
          y: limit,
          stroke: "var(--ink-soft)",
          strokeWidth: 1.5,
          strokeDasharray: "2 3",
          ...across,
        }),
      ),
      target === null
        ? null
        : Plot.ruleY([target], { stroke: "var(--threshold)", strokeWidth: 1.75, strokeDasharray: "6 4" }),
      Plot.line(points, { x: "key", y: "value", stroke: "var(--data)", strokeWidth: 1.5 }),
      Plot.dot(points, {
        x: "key",
        y: "value",
        r: 5,
        fill: "var(--data)",
        stroke: "var(--surface)",
        strokeWidth: 1.5,
      }),
      Plot.dot(
        points.filter(({ flagged }) => flagged),
        { x: "key", y: "value", r: 9.5, stroke: "var(--ink)", strokeWidth: 1.75 },
      ),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  const figure = (value: number): string => formatValue(value, style);
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    points.map(({ key, tick, value, lower, upper, flagged }) => ({
      name: tick,
      words: joinWords(
        `${figure(value)}, limits ${figure(lower)} to ${figure(upper)}`,
        flagged ? "stands out by the rules of the chart" : "",
      ),
      left: x.at(key),
      top: y.at(value),
      area: { left: x.at(key) - band / 2, top: 24, width: band, height: (small ? 190 : 300) - 66 },
    })),
  );
}
