import * as Plot from "@observablehq/plot";
import { joinWords, placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, fitLabel, watermark } from "./chart-parts.js";
import { formatValue, type NumberStyle } from "./format.js";
import { periodAxis, valueAxis } from "./time-axes.js";
import { isTold } from "./told-or-counted.js";

/** A line over time: released values by key of the period, null where none is shown. */
export interface CaseLine {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** `pale` lines have no label; `strong` ones stand out; the whole is drawn apart. */
  readonly look: "pale" | "strong" | "whole";
}

const STYLE: NumberStyle = { kind: "rate", decimals: 0, signed: false };
const LABEL_HEIGHT = 17;

/** Lines of several areas over the same periods; those that stand out are named at their end, up to eight of them. A period without a figure is a gap. */
export function caseLinesChart(
  ticks: readonly { readonly key: string; readonly tick: string }[],
  lines: readonly CaseLine[],
  options: {
    readonly width: number;
    readonly axis: string;
    readonly watermark: string;
    readonly label: string;
  },
): SVGSVGElement {
  const { width } = options;
  const narrow = width < 520;
  const standOut = lines.filter(({ look }) => look === "strong").length;
  const named = lines.filter(({ look }) => look === "whole" || (look === "strong" && isTold(standOut)));
  const room = narrow ? 0 : Math.min(230, Math.max(60, ...named.map(({ label }) => label.length * 7 + 16)));
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.filter((value) => value !== null)));
  const height = 340;
  const [top, bottom] = [26, 44];
  const points = lines.flatMap((line) =>
    line.values.map((value, index) => ({ ...line, at: ticks[index]?.key ?? "", value })),
  );
  const of = (look: CaseLine["look"]) => points.filter((point) => point.look === look);
  const drawn = (look: CaseLine["look"], stroke: string, strokeWidth: number, dash?: string) => [
    Plot.line(of(look), {
      x: "at",
      y: (point) => point.value ?? Number.NaN,
      z: "key",
      stroke,
      strokeWidth,
      ...(dash === undefined ? {} : { strokeDasharray: dash }),
    }),
    Plot.dot(
      of(look).filter(({ value }) => value !== null),
      { x: "at", y: "value", r: strokeWidth + 0.75, fill: stroke },
    ),
  ];
  const every = Math.max(1, Math.ceil(42 / ((width - 52 - room) / Math.max(1, ticks.length))));
  const chart = Plot.plot({
    width,
    height,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: 52,
    marginRight: Math.max(12, room),
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { type: "point", domain: ticks.map(({ key }) => key), padding: 0.3 },
    y: { domain: [0, most * 1.06], nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      watermark(options.watermark),
      valueAxis(options.axis, (value) => formatValue(value, STYLE)),
      periodAxis(ticks, every),
      Plot.ruleY([0], { stroke: "var(--ink-soft)", strokeWidth: 1.25 }),
      ...drawn("pale", "var(--line-strong)", 1.25),
      ...drawn("whole", "var(--ink)", 2, "6 4"),
      ...drawn("strong", "var(--data)", 3),
      ...labels(named, most * 1.06, height - top - bottom).map(({ line, y, dy }) =>
        Plot.text([line], {
          x: () => ticks.at(-1)?.key ?? "",
          y: () => y,
          dy: narrow ? dy - 12 : dy,
          dx: narrow ? 0 : 10,
          text: () => fitLabel(line.label, narrow ? width * 0.7 : room - 12),
          textAnchor: narrow ? "end" : "start",
          fill: line.look === "strong" ? "var(--data-deep)" : "var(--ink)",
          fontWeight: line.look === "strong" ? 700 : 400,
          stroke: "var(--surface)",
          strokeWidth: 4,
        }),
      ),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    lines.flatMap(({ label, values, look }) => {
      const last = values.findLastIndex((value) => value !== null);
      if (last < 0) return [];
      return {
        name: label,
        words: joinWords(
          ...values.map((value, index) =>
            value === null ? "" : `${ticks[index]?.tick ?? ""} ${formatValue(value, STYLE)}`,
          ),
        ),
        left: x.at(ticks[last]?.key),
        top: y.at(values[last]),
        ...(look === "whole" ? {} : { link: label }),
      };
    }),
  );
}

/** Where each name stands: at the line's last point, moved up or down so that none covers another. */
function labels(named: readonly CaseLine[], most: number, room: number) {
  const ends = named
    .flatMap((line) => {
      const y = line.values.findLast((value) => value !== null);
      return y === undefined || y === null ? [] : [{ line, y, at: room * (1 - y / most) }];
    })
    .toSorted((a, b) => a.at - b.at);
  let last = Number.NEGATIVE_INFINITY;
  return ends.map(({ line, y, at }) => {
    const place = Math.max(at, last + LABEL_HEIGHT);
    last = place;
    return { line, y, dy: place - at };
  });
}
