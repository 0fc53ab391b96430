import { type Child, h } from "./dom.js";

/** Where the numbers of a note come from, one step away: for references that are longer than what they bear out. */
export function sources(...contents: readonly Child[]): HTMLElement {
  return h("details", { class: "sources" }, h("summary", {}, "Sources"), h("div", {}, contents));
}
