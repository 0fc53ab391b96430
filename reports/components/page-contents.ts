import { h } from "./dom.js";

/** Fewest sections that are worth a list of links. */
const FEWEST = 3;

/** Links to the sections of the page, kept as sections come and go with what is chosen; for a page of cells of their own. */
export function pageContents(): HTMLElement {
  const list = h("ul", { class: "jump", "aria-label": "On this page", hidden: true });
  const main = document.getElementById("observablehq-main");
  if (main === null) return list;
  const show = (): void => {
    const headings = [...main.querySelectorAll<HTMLElement>(".page-section > h2[id]")];
    const key = headings.map(({ id }) => id).join();
    if (list.dataset.held === key) return;
    list.dataset.held = key;
    list.hidden = headings.length < FEWEST;
    list.replaceChildren(
      ...headings.map(({ id, textContent }) => h("li", {}, h("a", { href: `#${id}` }, textContent))),
    );
  };
  new MutationObserver(show).observe(main, { childList: true, subtree: true });
  show();
  return list;
}
