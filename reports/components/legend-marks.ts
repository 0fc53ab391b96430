import { svg, svgHatch } from "./svg.js";

/** Kinds of mark that a legend explains. */
export type LegendMark =
  | "dot"
  | "open-dot"
  | "interval"
  | "band"
  | "threshold"
  | "tick"
  | "other"
  | "documented"
  | "pilot"
  | "hatch"
  | "bar"
  | "improved"
  | "same"
  | "worse"
  | "line"
  | "pale-line"
  | "dashed-line"
  | "ink-line"
  | "ink-dot"
  | "ink-ring";

/** Size of a legend's mark in pixels. */
export const LEGEND_MARK = { width: 22, height: 14 } as const;

const MIDDLE = { x: LEGEND_MARK.width / 2, y: LEGEND_MARK.height / 2 } as const;

const dot = (radius: number, fill: string): SVGElement =>
  svg("circle", { cx: MIDDLE.x, cy: MIDDLE.y, r: radius, fill });

const ring = (radius: number, stroke: string, width: number): SVGElement =>
  svg("circle", { cx: MIDDLE.x, cy: MIDDLE.y, r: radius, fill: "none", stroke, "stroke-width": width });

const across = (stroke: string, width: number, dashes = "none"): SVGElement =>
  svg("line", {
    x1: 0,
    x2: LEGEND_MARK.width,
    y1: MIDDLE.y,
    y2: MIDDLE.y,
    stroke,
    "stroke-width": width,
    "stroke-dasharray": dashes,
  });

const upright = (stroke: string, dashes = "none"): SVGElement =>
  svg("line", {
    x1: MIDDLE.x,
    x2: MIDDLE.x,
    y1: 0,
    y2: LEGEND_MARK.height,
    stroke,
    "stroke-width": 2,
    "stroke-dasharray": dashes,
  });

const field = (fill: string, stroke = "none"): SVGElement =>
  svg("rect", {
    x: 0.5,
    y: 0.5,
    width: LEGEND_MARK.width - 1,
    height: LEGEND_MARK.height - 1,
    rx: 3,
    fill,
    stroke,
  });

function hatched(): readonly SVGElement[] {
  const { defs, paint } = svgHatch();
  return [defs, field(paint, "var(--hatch)")];
}

const DRAWN: Readonly<Record<LegendMark, () => readonly SVGElement[]>> = {
  dot: () => [dot(6, "var(--data)")],
  "open-dot": () => [ring(4.75, "var(--data)", 2.5)],
  interval: () => [across("var(--data)", 2.5), dot(5, "var(--data)")],
  band: () => [field("var(--band)", "var(--band-edge)")],
  threshold: () => [upright("var(--threshold)", "4 3")],
  tick: () => [upright("var(--line-strong)")],
  other: () => [
    svg("rect", {
      x: MIDDLE.x - 4.75,
      y: MIDDLE.y - 4.75,
      width: 9.5,
      height: 9.5,
      fill: "none",
      stroke: "var(--ink-soft)",
      "stroke-width": 2.5,
    }),
  ],
  documented: () => [
    svg("path", {
      d: `M${MIDDLE.x} ${MIDDLE.y - 6}l6 6l-6 6l-6 -6z`,
      fill: "var(--threshold)",
    }),
  ],
  pilot: () => [field("var(--data-pale)")],
  hatch: hatched,
  bar: () => [field("var(--data)")],
  improved: () => [field("var(--improved)")],
  same: () => [field("var(--same)")],
  worse: () => [field("var(--worse)")],
  line: () => [across("var(--data)", 3)],
  "pale-line": () => [across("var(--line-strong)", 2)],
  "dashed-line": () => [across("var(--ink-soft)", 2, "5 3")],
  "ink-line": () => [across("var(--ink-soft)", 1.5)],
  "ink-dot": () => [dot(5, "var(--ink)")],
  "ink-ring": () => [ring(4, "var(--ink-soft)", 2)],
};

/** Draws the mark of one kind as it stands in charts: the same drawing on the page, in print and in a downloaded chart. */
export function legendMark(mark: LegendMark): SVGElement {
  return svg(
    "svg",
    {
      class: "key",
      viewBox: `0 0 ${LEGEND_MARK.width} ${LEGEND_MARK.height}`,
      width: LEGEND_MARK.width,
      height: LEGEND_MARK.height,
      "aria-hidden": "true",
    },
    ...DRAWN[mark](),
  );
}
