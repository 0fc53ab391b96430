import { h } from "./dom.js";

/** A link to the entry of the measure library that says what a figure counts; to the whole library where none is named. */
export function measureLink(measure?: string): HTMLElement {
  const page =
    document.querySelector("a[data-page=measures]")?.getAttribute("href")?.split("#")[0] ?? "./measures";
  return h(
    "a",
    { href: measure === undefined ? page : `${page}#${measure}`, "data-keep": true },
    "What is counted",
  );
}
