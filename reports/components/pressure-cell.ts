import type { PressureCell } from "../../src/findings/pressure-document.ts";
import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [100, 22];
const EDGE = 4;

/** Ends of a rule's scale: all that is drawn of it in any service. */
export function scaleOf(cells: readonly PressureCell[]): readonly [number, number] {
  const ends = cells.flatMap((one) =>
    one.state === "not_judged"
      ? []
      : [one.lower, one.upper, one.value, one.mark_from, one.mark_to].filter((end) => end !== null),
  );
  if (ends.length === 0) return [0, 1];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return high === low ? [low - 1, high + 1] : [low, high];
}

function part(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** The figure with its interval, or its range, beside the mark it is set against; words beneath say the same. */
export function pressureDrawing(cell: PressureCell, [low, high]: readonly [number, number]): SVGElement {
  const at = (value: number): number => EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE);
  const drawing = part("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: "pressure-drawing",
    "aria-hidden": "true",
  });
  const { lower, upper, value, mark_from, mark_to } = cell;
  if (mark_from !== null && mark_to !== null) {
    const [from, to] = [at(mark_from), at(mark_to)];
    drawing.append(
      part("rect", {
        x: to - from < 2 ? from - 1 : from,
        y: 1,
        width: Math.max(2, to - from),
        height: HEIGHT - 2,
        fill: to - from < 2 ? "var(--band-edge)" : "var(--band)",
      }),
    );
  }
  const colour = cell.state === "shown" ? "var(--worse)" : "var(--data)";
  if (lower !== null) {
    const end = at(upper ?? high);
    drawing.append(
      part("rect", {
        x: at(lower),
        y: value === null ? 7 : 9.5,
        width: Math.max(1.5, end - at(lower)),
        height: value === null ? 8 : 3,
        rx: 1.5,
        fill: colour,
      }),
    );
  }
  if (value !== null) drawing.append(part("circle", { cx: at(value), cy: 11, r: 4.2, fill: colour }));
  return drawing;
}

const STATES = { shown: "▲ sign of pressure", not_shown: "no clear sign", not_judged: "not judged" } as const;

/** What a rule found, in words that do not need the colour. */
export const stateWords = (state: PressureCell["state"]): string => STATES[state].replace("▲ ", "");

/** One cell: drawing, figure, what it is set against, and what was found. */
export function pressureCellParts(cell: PressureCell, scale: readonly [number, number]): readonly Node[] {
  const found = h("span", { class: "pressure-state" }, STATES[cell.state]);
  if (cell.state === "not_judged") {
    return [
      found,
      h("span", { class: "pressure-short", "aria-hidden": "true" }, cell.short),
      h("span", { class: "visually-hidden" }, ` ${cell.reason}`),
    ];
  }
  return [
    pressureDrawing(cell, scale),
    h("span", { class: "pressure-short", "aria-hidden": "true" }, cell.short),
    h("span", { class: "visually-hidden" }, `${cell.figure}, set against ${cell.mark}: `),
    found,
  ];
}
