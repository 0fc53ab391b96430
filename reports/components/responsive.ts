import { h } from "./dom.js";
import { markedChart } from "./marked-chart.js";

/** Width in pixels at which charts that were never in sight are drawn for paper: what A4 has between its margins. */
const PAPER_WIDTH = 660;

const unseen = new WeakMap<Element, (width: number) => void>();
const boxes = new WeakMap<Element, (width: number) => void>();

/** Draws again whenever the room changes, from the width in pixels. */
export function responsive(draw: (width: number) => Node): HTMLElement {
  const box = h("div", { class: "chart-box" });
  let last = 0;
  const show = (width: number): void => {
    if (width === 0 || width === last) return;
    last = width;
    unseen.delete(box);
    box.replaceChildren(markedChart(draw(width)));
  };
  unseen.set(box, show);
  boxes.set(box, show);
  new ResizeObserver(([entry]) => show(Math.floor(entry?.contentRect.width ?? 0))).observe(box);
  return box;
}

/** Draws a chart at once in a width in pixels, as paper does not wait for a change of room to be noticed. */
export function redraw(box: Element, width: number): void {
  boxes.get(box)?.(width);
}

/** Draws the charts of the page that have had no room yet, because they are folded away: a printer does not wait for them. */
export function drawUnseen(): void {
  for (const box of document.querySelectorAll(".chart-box:empty")) unseen.get(box)?.(PAPER_WIDTH);
}
