import { contentsList } from "./contents-list.js";
import { h, nothing } from "./dom.js";

/** The anchor of a section's heading. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Sections in order, with links to them before: for a long page. Sections with nothing to show have no heading and no link. */
export function pageSections(sections: readonly (readonly [string, Node])[]): HTMLElement {
  const shown = sections.filter(([, node]) => node.childNodes.length > 0);
  const contents = contentsList();
  contents.show(shown.map(([title]) => ({ id: anchorOf(title), title })));
  return h(
    "div",
    {},
    shown.length < 3 ? null : contents.box,
    shown.map(([title, node]) => pageHeading(title, node)),
  );
}

/** Letters from which a section without figures is long on a phone. */
const LONG_TEXT = 2000;

/** Whether a section takes several screens of a phone, where each figure is folded to its words. */
const isLong = (contents: readonly Node[]): boolean =>
  contents.reduce(
    (sum, node) => sum + ((node as Partial<Element>).querySelectorAll?.(".figure").length ?? 0),
    0,
  ) > 1 || contents.reduce((sum, node) => sum + (node.textContent?.length ?? 0), 0) > LONG_TEXT;

/** A second-level heading with what belongs beneath it, which may be nothing; a long one leads back to the top. */
export function pageHeading(title: string, ...contents: readonly Node[]): HTMLElement {
  return h(
    "div",
    { class: "page-section" },
    h("h2", { id: anchorOf(title) }, title),
    contents,
    isLong(contents)
      ? h("p", { class: "to-top" }, h("a", { href: "#observablehq-main" }, "Back to top"))
      : null,
  );
}

const unfolded = new Map<string, boolean>();

/** What belongs to a section and is of second rank: one step away, and still open after another choice; nothing where empty. */
export function folded(title: string, ...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  if (shown.length === 0) return nothing();
  const details = h(
    "details",
    { class: "more", open: unfolded.get(title) ?? false },
    h("summary", {}, title),
    shown,
  );
  details.addEventListener("toggle", () => unfolded.set(title, details.open));
  return details;
}

/** Figures side by side where there is room; nothing at all where there is nothing to show. */
export function sideBySide(...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  return shown.length === 0 ? nothing() : h("div", { class: "panels" }, shown);
}

/** Figures one below the other; nothing where there is none, so that no heading stands alone. */
export function together(...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  return shown.length === 0 ? nothing() : h("div", {}, shown);
}

/** A heading with what belongs beneath it; nothing at all, heading included, where there is nothing to show. */
export function pageSection(title: string, ...contents: readonly Node[]): Node {
  const shown = contents.filter((node) => node.childNodes.length > 0);
  return shown.length === 0 ? nothing() : pageHeading(title, ...shown);
}
