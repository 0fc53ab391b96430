import { h, nothing } from "./dom.js";

/** A heading with what belongs beneath it; nothing at all where there is nothing to show. */
export function pageSection(title: string, ...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  if (shown.length === 0) return nothing();
  const id = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return h("div", { class: "page-section" }, h("h2", { id }, title), shown);
}
