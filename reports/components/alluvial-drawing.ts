import { type ChartMark, withMarks } from "./chart-marks.js";
import { svg, svgCanvas, svgHatch } from "./svg.js";

/** People who went from one place to another; places by number, the best first. */
export interface Stream {
  readonly from: number;
  readonly to: number;
  /** Released number, null where it is not shown. */
  readonly value: number | null;
  readonly mark: "improved" | "same" | "worse";
}

/** A place on either side. */
export interface StreamEnd {
  readonly label: string;
  /** As printed beneath the label, "" for nothing. */
  readonly text: string;
}

const GAP = 14;
/** Height of a stream that is not shown, in pixels: it says nothing of how many. */
const HIDDEN = 7;
const BAR = 12;
const HEAD = 30;

/**
 * Streams from places on the left to places on the right, each as thick as its people are many. One that is not shown
 * is hatched, of a fixed thickness.
 */
export function alluvialDrawing(
  streams: readonly Stream[],
  ends: { readonly left: readonly StreamEnd[]; readonly right: readonly StreamEnd[] },
  options: {
    readonly width: number;
    readonly watermark: string;
    readonly label: string;
    readonly heads: readonly [string, string];
  },
): SVGSVGElement {
  const { width, heads } = options;
  const narrow = width < 560;
  const room = narrow ? 92 : 132;
  const tall = narrow ? 330 : 380;
  const total = streams.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const hidden = streams.filter(({ value }) => value === null).length;
  const scale = (tall - hidden * HIDDEN) / Math.max(1, total);
  const thick = ({ value }: Stream): number => (value === null ? HIDDEN : value * scale);
  const places = ends.left.length;
  const sideHeights = (side: "from" | "to") =>
    Array.from({ length: places }, (_, place) =>
      streams.filter((stream) => stream[side] === place).reduce((sum, stream) => sum + thick(stream), 0),
    );
  // A place of few people still has room for its two lines of words.
  const spots = (heights: readonly number[]): readonly number[] => {
    let at = HEAD;
    return heights.map((height) => {
      const here = at + Math.max(0, (34 - height) / 2);
      at += Math.max(34, height) + GAP;
      return here;
    });
  };
  const [lefts, rights] = [sideHeights("from"), sideHeights("to")];
  const [leftTops, rightTops] = [spots(lefts), spots(rights)];
  const bottom = Math.max(
    ...[lefts, rights].map((heights) =>
      heights.reduce((sum, height) => sum + Math.max(34, height) + GAP, HEAD),
    ),
  );
  const canvas = svgCanvas(width, bottom, options);
  const lines = svgHatch();
  canvas.appendChild(lines.defs);
  const [x1, x2] = [room + BAR, width - room - BAR];
  const middle = (x1 + x2) / 2;
  const [fromAt, toAt] = [[...leftTops], [...rightTops]];
  const marks: ChartMark[] = [];
  for (const stream of [...streams].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const size = thick(stream);
    if (size === 0) continue;
    const top = fromAt[stream.from] ?? 0;
    const end = toAt[stream.to] ?? 0;
    fromAt[stream.from] = top + size;
    toAt[stream.to] = end + size;
    marks.push({
      name: `${ends.left[stream.from]?.label ?? ""} to ${ends.right[stream.to]?.label ?? ""}`,
      words: stream.value === null ? "withheld, not zero" : `${stream.value.toLocaleString("en-GB")} people`,
      ...{ left: middle, top: (top + end + size) / 2 },
    });
    const path = `M${x1} ${top}C${middle} ${top} ${middle} ${end} ${x2} ${end}V${end + size}C${middle} ${end + size} ${middle} ${top + size} ${x1} ${top + size}Z`;
    canvas.append(
      svg("path", {
        d: path,
        fill: stream.value === null ? lines.paint : `var(--${stream.mark})`,
        "fill-opacity": stream.value === null ? 1 : 0.75,
        stroke: stream.value === null ? "var(--line-strong)" : "var(--surface)",
        "stroke-width": 1,
        ...(stream.value === null ? { "stroke-dasharray": "4 3" } : {}),
      }),
    );
  }
  for (const [side, tops, heights, x, textX, anchor] of [
    ["left", leftTops, lefts, room, room - 8, "end"],
    ["right", rightTops, rights, x2, width - room + 8, "start"],
  ] as const) {
    canvas.append(
      text(heads[side === "left" ? 0 : 1], side === "left" ? 0 : width, 12, {
        "text-anchor": side === "left" ? "start" : "end",
        fill: "var(--ink-soft)",
      }),
    );
    for (const [place, end] of ends[side].entries()) {
      const [top, height] = [tops[place] ?? 0, heights[place] ?? 0];
      canvas.append(
        svg("rect", { x, y: top, width: BAR, height: Math.max(1, height), fill: "var(--ink-soft)", rx: 2 }),
        text(end.label, textX, top + height / 2 - (end.text === "" ? 0 : 8), {
          "text-anchor": anchor,
          "dominant-baseline": "central",
          "font-weight": 600,
        }),
        text(end.text, textX, top + height / 2 + 9, {
          "text-anchor": anchor,
          "dominant-baseline": "central",
        }),
      );
    }
  }
  return withMarks(canvas, marks);
}

const text = (words: string, x: number, y: number, more: Readonly<Record<string, string | number>>) =>
  svg("text", { x, y, fill: "var(--ink)", ...more }, words);
