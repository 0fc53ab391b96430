import * as Plot from "@observablehq/plot";
import { withMarks } from "./chart-marks.js";
import { asImage, CHART_STYLE, watermark } from "./chart-parts.js";

/** One part of a whole. */
export interface Share {
  readonly id: "worse" | "same" | "improved";
  readonly label: string;
  /** Released share, 0–1. */
  readonly value: number;
  /** As printed, e.g. `54%`. */
  readonly text: string;
}

/** One bar cut into the released shares, worst to best, each labelled. Rounded shares may not fill it exactly. */
export function shareBar(
  shares: readonly Share[],
  options: { readonly width: number; readonly watermark: string; readonly label: string },
): SVGSVGElement {
  let at = 0;
  const parts = shares.map((share) => {
    const x1 = at;
    at += share.value;
    return { ...share, x1, x2: at };
  });
  const fits = (share: { readonly value: number }, letters: number): boolean =>
    share.value * options.width > letters * 8 + 12;
  const chart = Plot.plot({
    width: options.width,
    height: 104,
    marginTop: 30,
    marginBottom: 6,
    marginLeft: 1,
    marginRight: 1,
    className: "chart",
    style: CHART_STYLE,
    x: { domain: [0, Math.max(1, at)], axis: null },
    y: { axis: null },
    marks: [
      Plot.rect(parts, {
        x1: "x1",
        x2: "x2",
        fill: (share: Share) => `var(--${share.id})`,
        insetLeft: 1,
        insetRight: 1,
        rx: 3,
      }),
      Plot.text(
        parts.filter((share) => fits(share, share.text.length)),
        {
          x: (share: (typeof parts)[number]) => (share.x1 + share.x2) / 2,
          text: "text",
          frameAnchor: "middle",
          fill: (share: Share) => `var(--on-${share.id})`,
          fontSize: 20,
          fontWeight: 700,
        },
      ),
      Plot.text(
        parts.filter((share) => fits(share, share.label.length)),
        {
          x: "x1",
          text: "label",
          frameAnchor: "top",
          textAnchor: "start",
          dx: 2,
          dy: -20,
          fill: "var(--ink)",
          fontWeight: 600,
        },
      ),
      watermark(options.watermark),
    ],
  });
  const across = (value: number): number => 1 + (value / Math.max(1, at)) * (options.width - 2);
  return withMarks(
    asImage(chart as SVGSVGElement, options.label),
    parts.map(({ label, text, x1, x2 }) => ({
      ...{ name: label, words: text, left: across((x1 + x2) / 2), top: 64 },
      area: { left: across(x1), top: 30, width: across(x2) - across(x1), height: 68 },
    })),
  );
}
