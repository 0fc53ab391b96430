import { h } from "./dom.js";

/** Draws again whenever the room changes, from the width in pixels. */
export function responsive(draw: (width: number) => Node): HTMLElement {
  const box = h("div", { class: "chart-box" });
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === 0 || width === last) return;
    last = width;
    box.replaceChildren(draw(width));
  }).observe(box);
  return box;
}
