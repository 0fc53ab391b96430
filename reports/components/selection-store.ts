import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { parseSelection, type Selection, writeSelection } from "./selection.js";

const CHANGED = "selection-changed";

/** The selection that the address holds now. */
export function currentSelection(catalogue: Catalogue): Selection {
  return parseSelection(location.search, catalogue);
}

/** Puts a selection into the address as a new entry of the history, and tells every observer. */
export function setSelection(selection: Selection, catalogue: Catalogue): void {
  const search = writeSelection(selection, catalogue);
  if (search === location.search) return;
  history.pushState(null, "", `${location.pathname}${search}${location.hash}`);
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls `notify` with the selection, now and after each change, back and forward included; returns a stop function. */
export function observeSelection(catalogue: Catalogue, notify: (selection: Selection) => void): () => void {
  return observe(catalogue, (selection) => writeSelection(selection, catalogue), notify);
}

/**
 * The same for a section that depends on some parts of the selection: it is told of no other change, so that it stands as it
 * is. Of the other parts it gets those of the last time.
 */
export function observeParts(
  catalogue: Catalogue,
  parts: readonly (keyof Selection)[],
  notify: (selection: Selection) => void,
): () => void {
  return observe(catalogue, (selection) => parts.map((part) => selection[part] ?? "").join("|"), notify);
}

function observe(
  catalogue: Catalogue,
  keyOf: (selection: Selection) => string,
  notify: (selection: Selection) => void,
): () => void {
  let last: string | undefined;
  const tell = (): void => {
    const selection = currentSelection(catalogue);
    const key = keyOf(selection);
    if (key === last) return;
    last = key;
    notify(selection);
  };
  window.addEventListener(CHANGED, tell);
  window.addEventListener("popstate", tell);
  tell();
  return () => {
    window.removeEventListener(CHANGED, tell);
    window.removeEventListener("popstate", tell);
  };
}

/** A link that selects: it has a true address, and on a plain click changes the page in place. */
export function selectionLink(
  label: string,
  selection: Selection,
  catalogue: Catalogue,
  className = "",
): HTMLAnchorElement {
  const search = writeSelection(selection, catalogue);
  return h(
    "a",
    {
      href: search === "" ? location.pathname : search,
      class: className === "" ? null : className,
      onclick(event: Event) {
        const mouse = event as MouseEvent;
        if (mouse.metaKey || mouse.ctrlKey || mouse.shiftKey || mouse.altKey) return;
        event.preventDefault();
        setSelection(selection, catalogue);
        document.getElementById("finding")?.focus();
      },
    },
    label,
  );
}
