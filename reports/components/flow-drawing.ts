import { joinWords, withMarks } from "./chart-marks.js";
import { svg, svgCanvas, svgHatch } from "./svg.js";

/** One step of a flow: a number of people, and those who left before it or joined there. */
export interface FlowBox {
  readonly label: string;
  /** Released number, null where it is not shown. */
  readonly value: number | null;
  /** As printed: `12,350`, `Withheld`. */
  readonly text: string;
  /** Beside the arrow that leads here, a line each: `No first score: 2,395`. */
  readonly beside: readonly string[];
  /** The lines are of people who join, not of those who leave. */
  readonly joins?: boolean;
}

const BOX = 52;
/** Width from which those who left stand to the right of the boxes. */
const WIDE = 620;
const LINE = 18;

/**
 * Steps from top to bottom, each a box filled in proportion to its people, joined by arrows; those lost branch off to the
 * side, or on a narrow screen stand beside the arrow. A step that is not shown is hatched.
 */
export function flowDrawing(
  steps: readonly FlowBox[],
  options: { readonly width: number; readonly watermark: string; readonly label: string },
): SVGSVGElement {
  const { width } = options;
  const wide = width >= WIDE;
  const boxWidth = wide ? Math.min(440, width * 0.5) : width - 2;
  const gaps = steps.map(({ beside }) => Math.max(30, beside.length * LINE + 14));
  const tops: number[] = [];
  let at = 2;
  for (const [index, gap] of gaps.entries()) {
    if (index > 0) at += gap;
    tops.push(at);
    at += BOX;
  }
  const canvas = svgCanvas(width, at + 2, options);
  const lines = svgHatch();
  canvas.appendChild(lines.defs);
  const most = Math.max(1, ...steps.map(({ value }) => value ?? 0));
  const arrowX = wide ? boxWidth / 2 : 22;
  for (const [index, step] of steps.entries()) {
    const top = tops[index] ?? 0;
    if (index > 0) canvas.append(...arrow(step, { top, gap: gaps[index] ?? 0, arrowX, boxWidth, wide }));
    const shown = step.value !== null;
    canvas.append(
      svg("rect", {
        x: 1,
        y: top,
        width: boxWidth,
        height: BOX,
        rx: 6,
        fill: shown ? "var(--sunk)" : lines.paint,
        stroke: "var(--line-strong)",
      }),
    );
    if (shown && (step.value ?? 0) > 0) {
      canvas.append(
        svg("rect", {
          x: 1,
          y: top,
          width: Math.max(3, (boxWidth * (step.value ?? 0)) / most),
          height: BOX,
          rx: 6,
          fill: "var(--data-pale)",
          stroke: "var(--data)",
        }),
      );
    }
    canvas.append(
      words(step.label, 14, top + BOX / 2, { "dominant-baseline": "central" }),
      words(step.text, boxWidth - 12, top + BOX / 2, {
        "dominant-baseline": "central",
        "text-anchor": "end",
        "font-weight": shown ? 700 : 400,
        "font-style": shown ? "normal" : "italic",
        "font-size": shown ? "18px" : "13px",
      }),
    );
  }
  return withMarks(
    canvas,
    steps.map(({ label, text, beside }, index) => ({
      name: label,
      words: joinWords(text, ...beside),
      ...{ left: boxWidth / 2, top: (tops[index] ?? 0) + BOX / 2, told: true },
      area: { left: 0, top: (tops[index] ?? 0) - 1, width: boxWidth + 2, height: BOX + 2 },
    })),
  );
}

const words = (text: string, x: number, y: number, more: Readonly<Record<string, string | number>>) =>
  svg(
    "text",
    {
      x,
      y,
      fill: "var(--ink)",
      stroke: "var(--surface)",
      "stroke-width": 3,
      "paint-order": "stroke",
      ...more,
    },
    text,
  );

function arrow(
  { beside, joins = false }: FlowBox,
  place: {
    readonly top: number;
    readonly gap: number;
    readonly arrowX: number;
    readonly boxWidth: number;
    readonly wide: boolean;
  },
): readonly SVGElement[] {
  const { top, gap, arrowX, boxWidth, wide } = place;
  const middle = top - gap / 2;
  const ink = { stroke: "var(--ink-soft)", "stroke-width": 1.75, fill: "none" };
  const textX = wide ? boxWidth + 26 : arrowX + 34;
  const end = textX - 6;
  const head = (x: number, y: number, path: string) =>
    svg("path", { d: `M${x} ${y}${path}`, fill: "var(--ink-soft)", stroke: "none" });
  return [
    svg("path", { d: `M${arrowX} ${top - gap}V${top - 5}`, ...ink }),
    head(arrowX, top - 1, "l-5 -9h10z"),
    ...(beside.length === 0
      ? []
      : [
          svg("path", { d: `M${arrowX} ${middle}H${end}`, ...ink, "stroke-dasharray": "4 3" }),
          joins ? head(arrowX + 2, middle, "l9 -5v10z") : head(end + 3, middle, "l-9 -5v10z"),
        ]),
    ...beside.map((line, index) =>
      words(line, textX + 2, middle + (index - (beside.length - 1) / 2) * LINE, {
        "dominant-baseline": "central",
      }),
    ),
  ];
}
