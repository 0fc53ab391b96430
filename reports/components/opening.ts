import { h } from "./dom.js";
import { findingFor, notCollectedFor } from "./finding-for.js";
import type { Release } from "./load-release.js";
import { areaLabel, nearestThat, periodWords, type Selection } from "./selection.js";
import { selectionLink } from "./selection-store.js";
import { withTerms } from "./term.js";

/** Words for a selection: `Whole programme, 2022-23`. */
export function selectionWords(release: Release, selection: Selection): string {
  const { catalogue } = release;
  const area = areaLabel(catalogue, selection.area_type, selection.area);
  return `${area}, ${periodWords(catalogue, selection.period_type, selection.period)}`;
}

/** Caveats shown at once; longer lists keep the rest one step away. */
const CAVEATS_SHOWN = 3;
/** Findings shown at once beneath the headline, and the letters they may take together. */
const DETAIL_SHOWN = 4;
const DETAIL_LETTERS = 420;
/** Letters beyond which a headline is set smaller. */
const LONG_HEADLINE = 190;

/** How many findings to show at once: at least one, and fewer where they are long. */
function detailShown(texts: readonly string[]): number {
  let letters = 0;
  const fits = texts.slice(0, DETAIL_SHOWN).filter((text) => {
    letters += text.length;
    return letters <= DETAIL_LETTERS;
  }).length;
  return Math.max(1, fits);
}

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
    rest.length === 0 ? null : h("details", {}, h("summary", {}, `${rest.length} more`), list(rest)),
  );
}

/** Sentences that begin with the subject, or with "By" and the subject, before the others; otherwise in order. */
export function subjectFirst(texts: readonly string[], subject: string): readonly string[] {
  if (subject === "") return texts;
  const starts = ["", "by "].flatMap((by) => [" ", ","].map((end) => `${by}${subject}${end}`.toLowerCase()));
  const isAbout = (text: string): boolean => starts.some((start) => text.toLowerCase().startsWith(start));
  return [...texts.filter(isAbout), ...texts.filter((text) => !isAbout(text))];
}

/**
 * The sentence a page opens with, its detail and caveats; where none was released it says so and offers the nearest.
 * Details about `subject`, if one is given, come first.
 */
export function opening(release: Release, selection: Selection, page: string, subject = ""): HTMLElement {
  const { catalogue } = release;
  const absent = notCollectedFor(release, selection, page);
  if (absent !== undefined) {
    return h(
      "div",
      { class: "opening", role: "status" },
      h("p", { class: "headline", id: "finding", tabindex: "-1" }, absent.headline),
      h("p", { class: "detail" }, absent.detail),
      h(
        "p",
        { class: "nearest" },
        h(
          "a",
          {
            href: document.querySelector("a[data-page=index]")?.getAttribute("href") ?? "./",
            class: "action",
            "data-keep": true,
          },
          "Go to the Overview",
        ),
      ),
    );
  }
  const finding = findingFor(release, selection, page);
  if (finding === undefined) {
    const nearest = nearestThat(
      selection,
      catalogue,
      (candidate) => findingFor(release, candidate, page) !== undefined,
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
  const detail = subjectFirst(finding.detail, subject);
  const first = detailShown(detail);
  const later = detail.slice(first);
  return h(
    "div",
    { class: "opening", role: "status" },
    h(
      "p",
      {
        class: finding.headline.length > LONG_HEADLINE ? "headline headline-long" : "headline",
        id: "finding",
        tabindex: "-1",
      },
      withTerms(finding.headline),
    ),
    h(
      "div",
      { class: "opening-body" },
      h(
        "div",
        {},
        detail.slice(0, first).map((text) => h("p", { class: "detail" }, withTerms(text))),
        later.length === 0
          ? null
          : h(
              "details",
              {},
              h("summary", {}, `${later.length} more ${later.length === 1 ? "finding" : "findings"}`),
              later.map((text) => h("p", { class: "detail" }, withTerms(text))),
            ),
      ),
      caveats(finding.caveats),
    ),
  );
}

/** What a page's figures do not show: `first`, then what the release states; nothing where neither says anything. */
export function notShown(release: Release, page: string, first: readonly string[] = []): Node {
  const texts = [...first, ...(release.findings.not_shown[page] ?? [])];
  if (texts.length === 0) return document.createTextNode("");
  return h(
    "ul",
    { class: "not-shown" },
    texts.map((text) => h("li", {}, withTerms(text))),
  );
}
