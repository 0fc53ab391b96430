import type { Catalogue } from "../../src/release/catalogue.js";
import { h } from "./dom.js";

/** A link to the page of a project, by its name. */
export function projectLink({ id, name }: Pick<Catalogue["projects"][number], "id" | "name">): HTMLElement {
  const list =
    document.querySelector("a[data-page=projects]")?.getAttribute("href")?.split("?")[0] ?? "./projects";
  return h("a", { href: `${list.replace(/\/$/, "")}/${id}`, "data-keep": true }, name);
}
