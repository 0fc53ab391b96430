import type { LegendItem } from "./legend.js";
import { LEGEND_MARK, legendMark } from "./legend-marks.js";
import { svg } from "./svg.js";

const FONT = "Arial, Helvetica, sans-serif";

const PAINT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
  "letter-spacing",
  "text-anchor",
  "font-variant-numeric",
] as const;

/** What stands around a chart that is taken away. */
export interface ExportFrame {
  readonly title: string;
  /** Programme, data date and release, under the chart. */
  readonly source: string;
  readonly legend: readonly LegendItem[];
}

const EDGE = 4;
const TITLE = { size: 15, line: 20 } as const;
const KEY = { size: 12, line: 20, gap: 6, between: 18 } as const;
const FOOT = { size: 11, line: 16 } as const;

/** Width of words in pixels at a size. */
function measured(text: string, size: number, weight: number): number {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen === null) return text.length * size * 0.55;
  pen.font = `${weight} ${size}px ${FONT}`;
  return pen.measureText(text).width;
}

/** Breaks words into lines no wider than the room; a word that is wider stands alone. */
function wrapped(text: string, room: number, size: number, weight: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measured(longer, size, weight) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Gives a copy the colours and letters that the page's style gives the drawn original. */
function resolvePaint(copy: SVGElement, drawn: SVGElement): void {
  const originals = drawn.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, index) => {
    const original = originals[index];
    if (original === undefined || element.tagName === "style") return;
    const style = getComputedStyle(original);
    for (const name of ["fill", "stroke"]) {
      if (element.getAttribute(name)?.startsWith("var(") === true) element.removeAttribute(name);
    }
    for (const name of PAINT) {
      const value = style.getPropertyValue(name);
      if (value !== "" && value !== "none" && !element.closest("defs")) element.setAttribute(name, value);
      else if (value !== "") element.style.setProperty(name, value);
    }
  });
}

/** The legend in rows that fit the room, its marks resolved in `bench`, which must stand in the page. */
function drawLegend(
  items: readonly LegendItem[],
  { room, colour, bench }: { readonly room: number; readonly colour: string; readonly bench: HTMLElement },
): { readonly group: SVGElement; readonly height: number } {
  const group = svg("g", { "font-family": FONT, "font-size": KEY.size, "text-anchor": "start" });
  let x: number = EDGE;
  let row = 0;
  for (const item of items) {
    const long = LEGEND_MARK.width + KEY.gap + measured(item.text, KEY.size, 400);
    if (x > EDGE && x + long > room) {
      x = EDGE;
      row++;
    }
    const mark = legendMark(item.mark);
    bench.append(mark);
    const copy = mark.cloneNode(true) as SVGElement;
    resolvePaint(copy, mark);
    copy.removeAttribute("class");
    copy.setAttribute("x", String(x));
    copy.setAttribute("y", String(row * KEY.line));
    group.append(
      copy,
      svg("text", { x: x + LEGEND_MARK.width + KEY.gap, y: row * KEY.line + 11, fill: colour }, item.text),
    );
    x += long + KEY.between;
  }
  return { group, height: items.length === 0 ? 0 : (row + 1) * KEY.line + 6 };
}

/**
 * Writes a drawn chart as a file of its own: colours resolved, with title, legend and source inside, on a plain
 * background. `bench` is an element of the page in which the legend may be drawn for a moment.
 */
export function exportSvg(chart: SVGSVGElement, frame: ExportFrame, bench: HTMLElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  resolvePaint(copy, chart);
  const root = getComputedStyle(chart);
  const box = chart.viewBox.baseVal;
  const titles = wrapped(frame.title, box.width - 2 * EDGE, TITLE.size, 700);
  const sources = wrapped(frame.source, box.width - 2 * EDGE, FOOT.size, 400);
  const legend = drawLegend(frame.legend, { room: box.width, colour: root.color, bench });
  const head = titles.length * TITLE.line + legend.height + 10;
  const height = box.height + head + sources.length * FOOT.line + 10;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 ${-head} ${box.width} ${height}`);
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("color", root.color);
  copy.removeAttribute("style");
  copy.setAttribute("font-family", FONT);
  const paper = getComputedStyle(bench).getPropertyValue("--surface").trim() || "#fff";
  copy.prepend(svg("rect", { x: 0, y: -head, width: box.width, height, fill: paper }));
  const words = { x: EDGE, "text-anchor": "start", "font-family": FONT, fill: root.color };
  legend.group.setAttribute("transform", `translate(0 ${-legend.height - 2})`);
  copy.append(
    ...titles.map((line, index) =>
      svg(
        "text",
        { ...words, y: -head + (index + 1) * TITLE.line - 2, "font-size": TITLE.size, "font-weight": 700 },
        line,
      ),
    ),
    legend.group,
    ...sources.map((line, index) =>
      svg("text", { ...words, y: box.height + (index + 1) * FOOT.line, "font-size": FOOT.size }, line),
    ),
  );
  return new XMLSerializer().serializeToString(copy);
}
