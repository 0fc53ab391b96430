import { h } from "./dom.js";
import type { Release } from "./load-release.js";
import { selectionWords } from "./opening.js";
import { nearestThat, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";

/** Where a figure would stand but was not collected: says so. */
export function notCollected(title: string, what: string): HTMLElement {
  return h(
    "section",
    { class: "figure figure-empty" },
    h("h3", {}, title),
    h("p", {}, `Not collected: this release holds no ${what}.`),
  );
}

/** Where a figure is not published at the chosen level: says so, and offers the nearest level that has it. */
export function notAtThisLevel(
  release: Release,
  selection: Selection,
  title: string,
  holds: (candidate: Selection) => boolean,
): HTMLElement {
  const nearest = nearestThat(selection, release.catalogue, holds);
  return h(
    "section",
    { class: "figure figure-empty" },
    h("h3", {}, title),
    h("p", {}, `Not published at this level (${selectionWords(release, selection)}).`),
    nearest === undefined
      ? null
      : h(
          "p",
          { class: "nearest" },
          "Nearest that is: ",
          selectionLink(selectionWords(release, nearest), nearest, release.catalogue, "action"),
        ),
  );
}
