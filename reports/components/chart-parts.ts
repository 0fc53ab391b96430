import type { RenderFunction } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";

const SVG = "http://www.w3.org/2000/svg";

function make(doc: Document, tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = doc.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

let made = 0;

/** A hatched fill for "exists, but is withheld": a mark that defines it, and the paint that refers to it. */
export function hatch(): { readonly mark: RenderFunction; readonly paint: string } {
  made += 1;
  const id = `hatch-${made}`;
  return {
    paint: `url(#${id})`,
    mark(_index, _scales, _values, _dimensions, context) {
      const doc = context.document;
      const pattern = make(doc, "pattern", {
        id,
        width: 7,
        height: 7,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      });
      pattern.appendChild(make(doc, "rect", { width: 7, height: 7, fill: "var(--hatch-paper)" }));
      pattern.appendChild(
        make(doc, "line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: "var(--hatch)", "stroke-width": 2.5 }),
      );
      const defs = make(doc, "defs", {});
      defs.appendChild(pattern);
      return defs;
    },
  };
}

const SMALLEST_MARK = 12;
/** Size of a letter of a mark so that as many fill the room. */
const markSize = (room: number, letters: number): number => (room / letters) * 1.25;

/** A mark on one line where it fits, else on two, parted at the space nearest to its middle. */
function markLines(text: string, room: number): readonly string[] {
  if (markSize(room, text.length) >= SMALLEST_MARK) return [text];
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const off = (index: number): number => Math.abs(index - text.length / 2);
  const [middle] = spaces.toSorted((a, b) => off(a) - off(b));
  return middle === undefined ? [text] : [text.slice(0, middle + 1), text.slice(middle + 1)];
}

/** The release's mark (SYNTHETIC …) drawn large and pale behind a chart; nothing where the mark is "". */
export function watermark(text: string): RenderFunction {
  return (_index, _scales, _values, dimensions, context) => {
    const { width, height, marginLeft, marginRight, marginTop, marginBottom } = dimensions;
    const group = make(context.document, "g", { "aria-hidden": "true", class: "watermark" });
    if (text === "") return group;
    const room = width - marginLeft - marginRight;
    const tall = height - marginTop - marginBottom;
    const lines = markLines(text, room);
    const letters = Math.max(...lines.map((line) => line.trim().length));
    const size = Math.max(SMALLEST_MARK, Math.min(64, markSize(room, letters), tall * 0.6));
    const words = make(context.document, "text", {
      x: marginLeft + room / 2,
      y: marginTop + tall / 2,
      "text-anchor": "middle",
      "dominant-baseline": "central",
      "font-size": Math.round(size),
      "font-weight": 800,
      "letter-spacing": "0.12em",
      fill: "var(--watermark)",
    });
    if (lines.length === 1) words.textContent = text;
    else {
      for (const [place, line] of lines.entries()) {
        const part = make(context.document, "tspan", {
          x: marginLeft + room / 2,
          dy: place === 0 ? "-0.6em" : "1.3em",
        });
        part.textContent = line;
        words.appendChild(part);
      }
    }
    group.appendChild(words);
    return group;
  };
}

/** Makes a drawn chart one image with a name; names of its parts, which no reader can reach, are taken off. */
export function asImage<T extends Element>(chart: T, label: string): T {
  for (const part of chart.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  for (const part of chart.querySelectorAll("[aria-description]")) part.removeAttribute("aria-description");
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", label);
  return chart;
}

/** Cuts a label to the room it has, with an ellipsis; widths are estimated at `perLetter` pixels. */
export function fitLabel(label: string, room: number, perLetter = 6.9): string {
  const letters = Math.max(4, Math.floor(room / perLetter));
  return label.length <= letters ? label : `${label.slice(0, letters - 1).trimEnd()}\u2026`;
}

/** Style shared by all charts. */
export const CHART_STYLE = {
  fontFamily: "inherit",
  fontSize: "13px",
  color: "var(--ink)",
  background: "none",
  overflow: "visible",
} as const;

/** More dots than this are drawn as one line, since each element of a page takes its time. */
const MANY_DOTS = 200;

/** Dots that are all alike: a circle each, or, of hundreds, one outline that looks the same. */
export function manyDots<T>(
  points: readonly T[],
  options: Plot.DotOptions & { readonly r: number },
): Plot.Markish {
  return Plot.dot(points, {
    ...options,
    ...(points.length <= MANY_DOTS
      ? {}
      : {
          render(index, scales, { x, y }, dimensions, context, next) {
            const group = next?.([], scales, { x, y } as never, dimensions, context);
            if (group === null || group === undefined) return null;
            const { r } = options;
            const circle = (place: number): string =>
              `M${(x?.[place] ?? 0) - r},${y?.[place] ?? 0}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`;
            group.appendChild(make(context.document, "path", { d: Array.from(index, circle).join("") }));
            return group;
          },
        }),
  });
}
