import { svg } from "./svg.js";

/** A value with its interval; null where there is none. */
export interface StripValue {
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

const WIDTH = 150;
const HEIGHT = 26;
const EDGE = 8;

/** A network's figure with its interval (filled), its board's (open circle) and the whole programme's (line), on a scale of their own. */
export function rangeStrip(
  own: StripValue | null,
  board: StripValue | null,
  whole: StripValue | null,
): SVGElement {
  const values = [own, board, whole].flatMap((one) =>
    one === null ? [] : [one.value, one.lower ?? one.value, one.upper ?? one.value],
  );
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const at = (value: number): number =>
    high === low ? WIDTH / 2 : EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const middle = HEIGHT / 2;
  const line = (from: number, to: number, y: number, stroke: string, width: number): SVGElement =>
    svg("line", {
      x1: at(from),
      x2: at(to),
      y1: y,
      y2: y,
      stroke,
      "stroke-width": width,
      "stroke-linecap": "round",
    });
  return svg(
    "svg",
    {
      class: "range-strip",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("line", { x1: 0, x2: WIDTH, y1: middle, y2: middle, stroke: "var(--line)", "stroke-width": 1 }),
    whole === null
      ? null
      : svg("line", {
          x1: at(whole.value),
          x2: at(whole.value),
          y1: 2,
          y2: HEIGHT - 2,
          stroke: "var(--ink-soft)",
          "stroke-width": 2,
        }),
    own === null || own.lower === null || own.upper === null
      ? null
      : line(own.lower, own.upper, middle, "var(--data)", 3),
    board === null
      ? null
      : svg("circle", {
          cx: at(board.value),
          cy: middle,
          r: 5,
          fill: "var(--surface)",
          stroke: "var(--band-edge)",
          "stroke-width": 2,
        }),
    own === null ? null : svg("circle", { cx: at(own.value), cy: middle, r: 4.5, fill: "var(--data)" }),
  );
}
