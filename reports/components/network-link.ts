import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { type Selection, writeSelection } from "./selection.js";

/** A link to a network's own page, or its name alone where the site has no such page. */
export function networkLink(catalogue: Catalogue, selection: Selection, area: string, label: string): Node {
  // What the page of a network does not read is left out.
  const { measure: _measure, like: _like, limits: _limits, figures: _figures, ...rest } = selection;
  const page = document.querySelector("a[data-page=network]")?.getAttribute("href")?.split("?")[0];
  if (page === undefined) return document.createTextNode(label);
  return h("a", { href: `${page}${writeSelection({ ...rest, area_type: "pcn", area }, catalogue)}` }, label);
}
