import { abbreviationsIn, findAbbreviation } from "./abbreviations.js";
import { h } from "./dom.js";
import type { GlossaryTerm } from "./glossary-terms.js";

const PLACE = "site-short-forms";
/** Milliseconds in which changes of the page are taken together. */
const PAUSE = 200;

/** Entries of the abbreviations in these texts, each once, in alphabetical order. */
export function shortFormsOf(texts: readonly string[]): readonly GlossaryTerm[] {
  const found = texts.flatMap((text) =>
    abbreviationsIn(text).flatMap((word) => findAbbreviation(word) ?? []),
  );
  return [...new Set(found)].sort((a, b) => a.term.localeCompare(b.term, "en-GB"));
}

function textsOf(root: Element): readonly string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".term-note, script, style") === null
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT,
  );
  const texts = new Set<string>();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node.nodeValue !== null) texts.add(node.nodeValue);
  return [...texts];
}

function show(main: Element): void {
  const place = document.getElementById(PLACE);
  if (place === null) return;
  const entries = shortFormsOf(textsOf(main));
  const key = entries.map(({ id }) => id).join();
  if (place.dataset.held === key) return;
  place.dataset.held = key;
  place.hidden = entries.length === 0;
  place.replaceChildren(
    h("h2", { class: "short-forms-title", id: `${PLACE}-title` }, "Short forms on this page"),
    h(
      "dl",
      { class: "short-forms" },
      entries.map(({ term, full, meaning }) => h("div", {}, h("dt", {}, term), h("dd", {}, full ?? meaning))),
    ),
  );
}

/** Lists at the foot of the page what every abbreviation on it stands for, also those in charts, menus and tables. */
export function listShortForms(): void {
  const main = document.getElementById("observablehq-main");
  if (main === null || main.dataset.shortForms !== undefined) return;
  main.dataset.shortForms = "";
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(main), PAUSE);
  };
  new MutationObserver(later).observe(main, { childList: true, subtree: true, characterData: true });
  later();
}
