import * as Plot from "@observablehq/plot";
import { withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, manyDots, watermark } from "./chart-parts.js";
import { h } from "./dom.js";
import { formatValue, type NumberStyle } from "./format.js";
import { legend } from "./legend.js";
import { keepMarked, linkMarks, pointAt } from "./linked-marks.js";
import { pointButtons } from "./point-buttons.js";

/** One network of a scatter of values by size; released figures. */
export interface SizedPoint {
  readonly key: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Figures and verdict in words, read out with the name. */
  readonly words: string;
  /** Drawn filled and larger: what the reader should not miss; said in `words` too. */
  readonly strong: boolean;
  /** Drawn small and grey: no verdict is given; said in `words` too. */
  readonly quiet?: boolean;
}

/** Limits at one size. */
export interface SizedLimits {
  readonly n: number;
  readonly inner: { readonly lower: number; readonly upper: number };
  readonly outer: { readonly lower: number; readonly upper: number };
}

/** A line across the chart, with its label. */
export interface LevelLine {
  readonly value: number;
  readonly label: string;
  readonly reference?: boolean;
}

/** What the chart needs besides its points. */
export interface FunnelChartOptions {
  readonly width: number;
  readonly style: NumberStyle;
  readonly axis: string;
  readonly sizeAxis: string;
  readonly limits: readonly SizedLimits[];
  readonly lines: readonly LevelLine[];
  readonly watermark: string;
  readonly label: string;
  /** The axis begins near the least value, as limits are read, and not at zero. */
  readonly near?: boolean;
  /** Key of the network that is looked for. */
  readonly found?: string;
  /** The figure's own key names the lines. */
  readonly keyed?: boolean;
  /** Sizes on a logarithmic axis, where most are near the smallest: equal ratios take equal room. All are above 0. */
  readonly log?: boolean;
}

const MARGIN = { top: 20, right: 18, bottom: 46, left: 58 };
const HEIGHT = 400;
/** Hundreds of points on a narrow screen get more room, and smaller dots. */
const TALL = 520;
const NARROW = 560;
/** On a narrower screen words over the plot would lie on points: they stand in a key or in the table. */
const WORDS_FROM = 480;
const CROWDED = 200;
/** More names than this would lie over each other: then they stand in the table, and on each point. */
const MOST_NAMES = 12;
const COUNT: NumberStyle = { kind: "count", decimals: 0, signed: false };
/** Sizes begin near the least where it is more than this part of the greatest. */
const NEAR_FROM = 0.15;
/** Sizes that a logarithmic axis is labelled at. */
const ROUND = [1, 2.5, 5].flatMap((first) => [1e3, 1e4, 1e5, 1e6].map((tens) => first * tens));

/** Round sizes within an axis; on a narrow screen those that begin with 5 are left out, so that labels do not touch. */
const ticksBetween = ([low, high]: readonly [number, number], narrow: boolean): readonly number[] =>
  ROUND.filter((size) => size >= low && size <= high && !(narrow && String(size).startsWith("5")));

/** Span of sizes and of values that the chart draws. */
function spans({ points, options }: Drawing): { readonly x: [number, number]; readonly y: [number, number] } {
  const sizes = points.map((point) => point.x);
  const values = [
    ...points.map((point) => point.y),
    ...options.lines.map((line) => line.value),
    ...options.limits.flatMap(({ outer }) => [outer.lower, outer.upper]),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || high || 1) * 0.06;
  const [least, most] = [
    Math.min(...sizes, ...options.limits.map(({ n }) => n)),
    Math.max(...sizes, ...options.limits.map(({ n }) => n)),
  ];
  // From zero, networks of a like size bunch up at the far end.
  const from = least > most * NEAR_FROM ? roundDown(least - (most - least || most) * 0.08) : 0;
  // A rate is read from zero; a share between limits is read against the limits.
  return {
    x:
      options.log === true
        ? [Math.min(...sizes) * 0.92, Math.max(...sizes) * 1.08]
        : [from, most + (most - from) * 0.06],
    y:
      options.style.kind === "proportion"
        ? [Math.max(0, low - room), Math.min(1, high + room)]
        : options.near === true
          ? [low - room, high + room]
          : [Math.min(0, low), high + room],
  };
}

/** Down to two digits that count, never below 0: 216 is 210, and 1.23 is 1.2. */
function roundDown(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(2));
}

/** Says of an axis that begins above zero where it does. */
const fromWords = (low: number, style: NumberStyle, short = false): string =>
  low > 0 ? `, ${short ? "from" : "axis from"} ${formatValue(low, style)}` : "";

/** Share of an axis, 0 to 1, at which a size stands. */
function alongAxis(value: number, [low, high]: readonly [number, number], log: boolean): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

const heightOf = (points: readonly SizedPoint[], width: number): number =>
  points.length > CROWDED && width < NARROW ? TALL : HEIGHT;

interface Drawing {
  readonly points: readonly SizedPoint[];
  readonly options: FunnelChartOptions;
}

/**
 * Networks as points of value by size, between limits where there are any: arrow keys move from network to network in
 * the order of size, and the name stands beside the point on focus and on hover.
 */
export function funnelChart(points: readonly SizedPoint[], options: FunnelChartOptions): HTMLElement {
  const ordered = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const { x, y } = spans({ points: ordered, options });
  const across = (value: number): number =>
    MARGIN.left + alongAxis(value, x, options.log === true) * (options.width - MARGIN.left - MARGIN.right);
  const height = heightOf(ordered, options.width);
  const down = (value: number): number =>
    height - MARGIN.bottom - ((value - y[0]) / (y[1] - y[0])) * (height - MARGIN.top - MARGIN.bottom);
  const note = h("p", { class: "point-note", "aria-hidden": "true", hidden: true });
  const show = (point: SizedPoint): void => {
    const left = across(point.x);
    note.hidden = false;
    note.replaceChildren(h("strong", {}, point.label), h("br"), point.words);
    note.style.top = `${down(point.y) + 14}px`;
    note.style.left = `${Math.max(0, Math.min(left - 110, options.width - 236))}px`;
  };
  const hide = (): void => {
    note.hidden = true;
  };
  const showAt = (place: number): void => {
    const point = ordered[place];
    if (point === undefined) return;
    show(point);
    pointAt(point.label);
  };
  const { group, ring } = pointButtons(
    ordered.map((point) => ({
      left: across(point.x),
      top: down(point.y),
      words: `${point.label}: ${point.words}`,
    })),
    showAt,
    () => {
      hide();
      pointAt(undefined);
    },
    {
      press: (place) => {
        const point = ordered[place];
        if (point !== undefined) keepMarked(point.label);
      },
    },
  );
  const svg = drawing(ordered, x, y, options);
  let mark: Element | undefined;
  const find = (key: string | undefined): void => {
    mark?.remove();
    mark = undefined;
    const place = ordered.findIndex((point) => point.key === key);
    const point = ordered[place];
    ring(point === undefined ? undefined : place);
    if (point === undefined) {
      hide();
      return;
    }
    mark = dotAt(across(point.x), down(point.y));
    svg.append(mark);
    show(point);
  };
  find(options.found);
  const chart = h("div", { class: "point-chart" }, svg, group, note, lineKey(options));
  withMarks(
    group,
    ordered.map(({ label, words, x, y }) => ({
      ...{ name: label, link: label, words },
      ...{ left: across(x), top: down(y) },
    })),
  );
  linkMarks(chart, group);
  finders.set(chart, find);
  return chart;
}

/** What the lines across the chart are, where there is no room for it beside them. */
function lineKey({ width, lines, keyed }: FunnelChartOptions): HTMLElement | null {
  if (width >= WORDS_FROM || keyed === true || lines.length === 0) return null;
  return legend(
    lines.map(({ label, reference }) => ({
      mark: reference === true ? "threshold" : "ink-line",
      text: label,
    })),
  );
}

const finders = new WeakMap<Node, (key: string | undefined) => void>();

/** Marks a network in the chart that `box` holds, and no other; nothing of the chart is drawn again. */
export function findInChart(box: Element | null, key: string | undefined): void {
  for (const chart of box?.children ?? []) finders.get(chart)?.(key);
}

function dotAt(x: number, y: number): Element {
  const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of Object.entries({ cx: x, cy: y, r: 7, fill: "var(--data)" }))
    dot.setAttribute(name, String(value));
  return dot;
}

/** A line's label stands at the end where fewer points are in its way, and under the line where another is just above. */
function labelPlace(
  line: LevelLine,
  points: readonly SizedPoint[],
  x: readonly [number, number],
  y: readonly [number, number],
  { width, lines, log = false }: FunnelChartOptions,
): {
  readonly frameAnchor: "left" | "right";
  readonly textAnchor: "start" | "end";
  readonly dx: number;
  readonly dy: number;
} {
  const plot = width - MARGIN.left - MARGIN.right;
  const span = (line.label.length * 7 + 12) / plot;
  const pixel = (y[1] - y[0]) / (heightOf(points, width) - MARGIN.top - MARGIN.bottom);
  const below = lines.some((other) => other.value > line.value && other.value - line.value < 30 * pixel);
  const middle = line.value + (below ? -10 : 10) * pixel;
  const inTheWay = (from: number, to: number): number =>
    points.filter((point) => {
      const along = alongAxis(point.x, x, log);
      return along >= from && along <= to && Math.abs(point.y - middle) < 14 * pixel;
    }).length;
  const left = inTheWay(0, span) <= inTheWay(1 - span, 1);
  return {
    frameAnchor: left ? "left" : "right",
    textAnchor: left ? "start" : "end",
    dx: left ? 6 : -4,
    dy: below ? 10 : -8,
  };
}

function drawing(
  points: readonly SizedPoint[],
  x: readonly [number, number],
  y: readonly [number, number],
  options: FunnelChartOptions,
): SVGSVGElement {
  const { width, style, limits, lines } = options;
  const curve = (pick: (one: SizedLimits) => number, inner: boolean): Plot.Markish =>
    Plot.line(limits, {
      x: "n",
      y: pick,
      stroke: inner ? "var(--band-edge)" : "var(--ink-soft)",
      strokeWidth: inner ? 1.5 : 1.25,
      strokeDasharray: inner ? "6 4" : "2 3",
    });
  // Hundreds of networks are drawn finer, so that they can be told apart.
  const crowded = points.length > CROWDED;
  const narrow = crowded && width < NARROW;
  const [usual, stroke] = narrow ? [2, 0.8] : crowded ? [3, 1] : [5, 2];
  const usualOnes = points.filter(({ strong }) => !strong);
  const chart = Plot.plot({
    width,
    height: heightOf(points, width),
    marginTop: MARGIN.top,
    marginRight: MARGIN.right,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    className: "chart",
    style: CHART_STYLE,
    r: { type: "identity" },
    x: { domain: [...x], ...(options.log === true ? { type: "log" as const } : {}) },
    y: { domain: [...y] },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 6 }),
      watermark(options.watermark),
      Plot.areaY(limits, {
        x: "n",
        y1: (one: SizedLimits) => one.inner.lower,
        y2: (one: SizedLimits) => one.inner.upper,
        fill: "var(--band)",
        fillOpacity: 0.55,
      }),
      curve((one) => one.outer.lower, false),
      curve((one) => one.outer.upper, false),
      curve((one) => one.inner.lower, true),
      curve((one) => one.inner.upper, true),
      lines.map((line) => [
        Plot.ruleY([line.value], {
          stroke: line.reference === true ? "var(--threshold)" : "var(--ink-soft)",
          strokeWidth: 1.5,
          ...(line.reference === true ? { strokeDasharray: "5 4" } : {}),
        }),
        Plot.text(width < WORDS_FROM || narrow ? [] : [line.value], {
          y: (value: number) => value,
          text: () => line.label,
          ...labelPlace(line, points, x, y, options),
          fill: line.reference === true ? "var(--threshold)" : "var(--ink-soft)",
          stroke: "var(--surface)",
          strokeWidth: 4,
          fontSize: 12,
          fontWeight: 600,
        }),
      ]),
      Plot.axisX({
        label: `${options.sizeAxis}${options.log === true ? "" : fromWords(x[0], COUNT, width < WORDS_FROM)}`,
        labelAnchor: "center",
        labelArrow: "none",
        labelOffset: 40,
        tickSize: 0,
        ticks: options.log === true ? [...ticksBetween(x, narrow)] : Math.max(3, Math.round(width / 130)),
        tickFormat: (value: number) => formatValue(value, COUNT),
        color: "var(--ink-soft)",
      }),
      Plot.axisY({
        ticks: 6,
        tickSize: 0,
        label: `${options.axis}${fromWords(y[0], style)}`,
        labelArrow: "none",
        labelAnchor: "top",
        tickFormat: (value: number) => formatValue(value, { ...style, decimals: 1 }),
        color: "var(--ink-soft)",
      }),
      ...[
        {
          some: usualOnes.filter(({ quiet }) => quiet === true),
          r: Math.min(usual, 3),
          of: "var(--ink-soft)",
        },
        { some: usualOnes.filter(({ quiet }) => quiet !== true), r: usual, of: "var(--data)" },
      ].map(({ some, r, of }) =>
        manyDots(some, { x: "x", y: "y", r, fill: "var(--surface)", stroke: of, strokeWidth: stroke }),
      ),
      Plot.dot(
        points.filter(({ strong }) => strong),
        { x: "x", y: "y", r: 7, fill: "var(--data)", stroke: "var(--data)", strokeWidth: stroke },
      ),
      // The few that the reader should not miss carry their names; on a narrow screen they are in the table.
      width < WORDS_FROM
        ? null
        : Plot.text(
            points.filter((point) => point.strong).length > MOST_NAMES
              ? []
              : points.filter((point) => point.strong),
            {
              x: "x",
              y: "y",
              text: "label",
              textAnchor: "start",
              dx: 11,
              fill: "var(--ink)",
              stroke: "var(--surface)",
              strokeWidth: 4,
              fontWeight: 600,
            },
          ),
    ],
  });
  return asImage(chart as SVGSVGElement, options.label);
}
