import { h } from "./dom.js";
import type { Release } from "./load-release.js";
import { areaLabel, findingAt, nearestThat, periodLabel, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { withTerms } from "./term.js";

/** Words for a selection: `Whole programme, 2022-23`. */
export function selectionWords(release: Release, selection: Selection): string {
  const { catalogue } = release;
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  const period = periodLabel(catalogue, selection.period_type, selection.period);
  return `${area}, ${period.charAt(0).toLowerCase()}${period.slice(1)}`;
}

/** Caveats shown at once; longer lists keep the rest one step away. */
const CAVEATS_SHOWN = 3;

function caveats(texts: readonly string[]): HTMLElement | null {
  if (texts.length === 0) return null;
  const list = (some: readonly string[]): HTMLElement =>
    h(
      "ul",
      {},
      some.map((text) => h("li", {}, withTerms(text))),
    );
  const rest = texts.slice(CAVEATS_SHOWN);
  return h(
    "div",
    { class: "caveats" },
    h("p", { class: "caveats-title" }, "Read with this in mind"),
    list(texts.slice(0, CAVEATS_SHOWN)),
    rest.length === 0
      ? null
      : h("details", {}, h("summary", {}, `${rest.length} more, with sources`), list(rest)),
  );
}

/** The sentence a page opens with, its detail and caveats; where none was released it says so and offers the nearest. */
export function opening(release: Release, selection: Selection, page: string): HTMLElement {
  const { catalogue, findings } = release;
  const finding = findingAt(findings, page, selection);
  if (finding === undefined) {
    const nearest = nearestThat(
      selection,
      catalogue,
      (candidate) => findingAt(findings, page, candidate) !== undefined,
    );
    return h(
      "div",
      { class: "opening", role: "status" },
      h(
        "p",
        { class: "headline", id: "finding", tabindex: "-1" },
        `There is no summary for ${selectionWords(release, selection)}.`,
      ),
      h(
        "p",
        { class: "detail" },
        "Either the numbers are too small to publish or this level is not part of the release. Figures that were published are shown below.",
      ),
      nearest === undefined
        ? null
        : h(
            "p",
            { class: "nearest" },
            "Nearest with a summary: ",
            selectionLink(selectionWords(release, nearest), nearest, catalogue, "action"),
          ),
    );
  }
  return h(
    "div",
    { class: "opening", role: "status" },
    h("p", { class: "headline", id: "finding", tabindex: "-1" }, withTerms(finding.headline)),
    h(
      "div",
      { class: "opening-body" },
      h(
        "div",
        {},
        finding.detail.map((text) => h("p", { class: "detail" }, withTerms(text))),
      ),
      caveats(finding.caveats),
    ),
  );
}

/** What a page's figures do not show, as the release states it; nothing where it states nothing. */
export function notShown(release: Release, page: string): Node {
  const texts = release.findings.not_shown[page] ?? [];
  if (texts.length === 0) return document.createTextNode("");
  return h(
    "ul",
    { class: "not-shown" },
    texts.map((text) => h("li", {}, withTerms(text))),
  );
}
