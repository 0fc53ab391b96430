import * as Plot from "@observablehq/plot";
import { joinWords, withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, watermark } from "./chart-parts.js";

/** Kinds of work, in the order of a bar; `fill` and `ink` are the names of colours of the style sheet. */
export const TIME_KINDS = [
  { id: "time_direct", label: "With people", mark: "improved", fill: "improved", ink: "on-improved" },
  { id: "time_administration", label: "Administration", mark: "same", fill: "same", ink: "on-same" },
  {
    id: "time_service_failures",
    label: "Responding to service failures",
    mark: "worse",
    fill: "worse",
    ink: "on-worse",
  },
  { id: "time_travel", label: "Travel", mark: "band", fill: "band", ink: "band" },
] as const;

/** One whole: released shares of recorded time in the order of {@link TIME_KINDS}, 0–1, and as printed. */
export interface TimeBar {
  readonly key: string;
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly text: string }[];
}

const ROW = 58;
const BAR_TOP = 24;

/** One bar a row, cut into the kinds of work; rounded shares may not fill it exactly. The label stands above its bar. */
export function timeBars(
  bars: readonly TimeBar[],
  options: { readonly width: number; readonly watermark: string; readonly label: string },
): SVGSVGElement {
  const pieces = bars.flatMap((bar, row) => {
    let at = 0;
    return bar.parts.map(({ value, text }, index) => {
      const x1 = at;
      at += value;
      return { row, x1, x2: at, text, value, kind: TIME_KINDS[index] };
    });
  });
  const end = Math.max(1, ...pieces.map(({ x2 }) => x2));
  const middle = (row: number) => row * ROW + BAR_TOP + (ROW - BAR_TOP - 6) / 2;
  const chart = Plot.plot({
    width: options.width,
    height: bars.length * ROW,
    marginTop: 0,
    marginBottom: 0,
    marginLeft: 1,
    marginRight: 1,
    className: "chart",
    style: CHART_STYLE,
    x: { domain: [0, end], axis: null },
    y: { domain: [0, bars.length * ROW], axis: null, range: [0, bars.length * ROW] },
    marks: [
      Plot.text(bars, {
        x: () => 0,
        y: (_, index) => index * ROW + 12,
        text: "label",
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.rect(pieces, {
        x1: "x1",
        x2: "x2",
        y1: ({ row }) => row * ROW + BAR_TOP,
        y2: ({ row }) => row * ROW + ROW - 6,
        fill: ({ kind }) => `var(--${kind?.fill ?? "data"})`,
        insetLeft: 1,
        insetRight: 1,
      }),
      Plot.text(
        pieces.filter(
          ({ value, text, kind }) =>
            kind?.fill !== kind?.ink && (value / end) * options.width > text.length * 8 + 8,
        ),
        {
          x: ({ x1, x2 }) => (x1 + x2) / 2,
          y: ({ row }) => middle(row),
          text: "text",
          fill: ({ kind }) => `var(--${kind?.ink ?? "ink"})`,
          fontWeight: 700,
        },
      ),
      watermark(options.watermark),
    ],
  });
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    bars.map(({ label, parts }, row) => ({
      ...{ name: label, link: label },
      words: joinWords(...parts.map(({ text }, index) => `${TIME_KINDS[index]?.label ?? ""} ${text}`)),
      ...{ left: options.width / 2, top: middle(row) },
      area: { left: 0, top: row * ROW, width: options.width, height: ROW - 2 },
    })),
  );
}
