import * as Plot from "@observablehq/plot";
import { placesOn, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, watermark } from "./chart-parts.js";
import { formatDecimal, formatValue, type NumberStyle } from "./format.js";
import { byText } from "./text-order.js";

/** A network of a caterpillar plot: its figure as it is, and drawn in towards all networks' with an interval. */
export interface CaterpillarPoint {
  readonly key: string;
  readonly label: string;
  readonly raw: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** What the chart needs besides its points. */
export interface CaterpillarOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly centre: { readonly value: number; readonly label: string };
  readonly watermark: string;
  readonly label: string;
  /** Key of the network that is looked for. */
  readonly found?: string;
}

const HEIGHT = 360;
const CROWDED = 100;

/** Shrunken figures with intervals in rising order, each beside the figure it is drawn in from. */
export function caterpillarChart(
  points: readonly CaterpillarPoint[],
  options: CaterpillarOptions,
): SVGSVGElement {
  const { width, style, centre } = options;
  const ordered = points
    .toSorted((a, b) => a.value - b.value || byText(a.label, b.label))
    .map((point, place) => ({ ...point, place }));
  const crowded = ordered.length > CROWDED;
  const found = ordered.filter(({ key }) => key === options.found);
  const chart = Plot.plot({
    width,
    height: HEIGHT,
    marginTop: 20,
    marginRight: 18,
    marginBottom: 30,
    marginLeft: 58,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { domain: [-0.8, ordered.length - 0.2], axis: null },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 6 }),
      watermark(options.watermark),
      Plot.ruleY([centre.value], { stroke: "var(--ink-soft)", strokeWidth: 1.5 }),
      Plot.text([centre.value], {
        y: (value: number) => value,
        text: () => centre.label,
        frameAnchor: "left",
        textAnchor: "start",
        dx: 6,
        dy: -9,
        fill: "var(--ink-soft)",
        stroke: "var(--surface)",
        strokeWidth: 4,
        fontSize: 12,
        fontWeight: 600,
      }),
      Plot.ruleX(ordered, {
        x: "place",
        y1: "lower",
        y2: "upper",
        stroke: "var(--data)",
        strokeWidth: crowded ? 1 : 2,
      }),
      Plot.dot(ordered, {
        x: "place",
        y: "raw",
        r: crowded ? 1.5 : 3.5,
        fill: "var(--surface)",
        stroke: "var(--data)",
        strokeWidth: crowded ? 0.75 : 1.5,
      }),
      Plot.dot(ordered, { x: "place", y: "value", r: crowded ? 1.5 : 4, fill: "var(--data)" }),
      Plot.ruleX(found, {
        x: "place",
        y1: "lower",
        y2: "upper",
        stroke: "var(--ink)",
        strokeWidth: 4,
      }),
      Plot.text(found, {
        x: "place",
        y: "upper",
        text: "label",
        dy: -10,
        textAnchor: (found[0]?.place ?? 0) > ordered.length / 2 ? "end" : "start",
        fill: "var(--ink)",
        stroke: "var(--surface)",
        strokeWidth: 4,
        fontWeight: 600,
      }),
      Plot.axisY({
        ticks: 6,
        tickSize: 0,
        label: options.axis,
        labelArrow: "none",
        labelAnchor: "top",
        tickFormat: (value: number) =>
          style.kind === "proportion"
            ? `${formatDecimal(value * 100, 0)}%`
            : formatValue(value, { ...style, decimals: 1 }),
        color: "var(--ink-soft)",
      }),
    ],
  });
  const [x, y] = [placesOn(chart, "x"), placesOn(chart, "y")];
  const step = x.at(1) - x.at(0);
  const figure = (value: number): string => formatValue(value, style);
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    ordered.map(({ label, place, raw, value, lower, upper }) => ({
      ...{ name: label, link: label },
      words: `${figure(value)} (${figure(lower)} to ${figure(upper)}); before, ${figure(raw)}`,
      ...{ left: x.at(place), top: y.at(value) },
      area: { left: x.at(place) - step / 2, top: 20, width: step, height: HEIGHT - 50 },
    })),
  );
}
