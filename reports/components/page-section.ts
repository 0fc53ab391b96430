import { h, nothing } from "./dom.js";

/** A second-level heading with what belongs beneath it, which may be nothing. */
export function pageHeading(title: string, ...contents: readonly Node[]): HTMLElement {
  const id = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return h("div", { class: "page-section" }, h("h2", { id }, title), contents);
}

/** A heading with what belongs beneath it; nothing at all, heading included, where there is nothing to show. */
export function pageSection(title: string, ...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  return shown.length === 0 ? nothing() : pageHeading(title, ...shown);
}
