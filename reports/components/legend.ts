import { h } from "./dom.js";
import { type LegendMark, legendMark } from "./legend-marks.js";

/** A key to one kind of mark in a chart. */
export interface LegendItem {
  readonly mark: LegendMark;
  readonly text: string;
}

/** What the marks of a chart mean, as a list. */
export function legend(items: readonly LegendItem[]): HTMLElement {
  return h(
    "ul",
    { class: "legend" },
    items.map(({ mark, text }) => h("li", {}, legendMark(mark), text)),
  );
}
