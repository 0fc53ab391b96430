import { abbreviationsIn, findAbbreviation } from "./abbreviations.js";
import { h } from "./dom.js";
import type { GlossaryTerm } from "./glossary-terms.js";

const PLACE = "site-short-forms";
/** Milliseconds in which changes of the page are taken together. */
const PAUSE = 200;
/** A thousand names of networks, each in a list to choose from, hold no abbreviation that stands nowhere else. */
const LEFT_OUT = ".term-note, script, style, datalist";

/** Entries of the abbreviations in these texts, each once, in alphabetical order. */
export function shortFormsOf(texts: readonly string[]): readonly GlossaryTerm[] {
  const found = texts.flatMap(entriesOf);
  return [...new Set(found)].sort((a, b) => a.term.localeCompare(b.term, "en-GB"));
}

const known = new Map<string, readonly GlossaryTerm[]>();

/** Entries of the abbreviations in a text, found once: most of a page stands as it is from one change to the next. */
function entriesOf(text: string): readonly GlossaryTerm[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const entries = abbreviationsIn(text).flatMap((word) => findAbbreviation(word) ?? []);
  known.set(text, entries);
  return entries;
}

function textsOf(root: Element): readonly string[] {
  const isLeftOut = (node: Node): boolean => node instanceof Element && node.matches(LEFT_OUT);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    isLeftOut(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
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
