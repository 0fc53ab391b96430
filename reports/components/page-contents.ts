import { contentsList } from "./contents-list.js";

/** Fewest sections that are worth a list of links. */
const FEWEST = 3;

/** Links to the sections of the page, kept as sections come and go with what is chosen; for a page of cells of their own. */
export function pageContents(): HTMLElement {
  const { box, show: fill } = contentsList();
  box.hidden = true;
  const main = document.getElementById("observablehq-main");
  if (main === null) return box;
  const show = (): void => {
    const headings = [...main.querySelectorAll<HTMLElement>(".page-section > h2[id]")];
    const key = headings.map(({ id }) => id).join();
    if (box.dataset.held === key) return;
    box.dataset.held = key;
    box.hidden = headings.length < FEWEST;
    fill(headings.map(({ id, textContent }) => ({ id, title: textContent ?? "" })));
  };
  new MutationObserver(show).observe(main, { childList: true, subtree: true });
  show();
  return box;
}
