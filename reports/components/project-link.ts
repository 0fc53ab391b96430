import type { Catalogue } from "../../src/release/catalogue.js";
import { h } from "./dom.js";

/** Address of the page of a project, seen from the page the reader is on. */
export function projectAddress(id: string): string {
  const list =
    document.querySelector("a[data-page=projects]")?.getAttribute("href")?.split("?")[0] ?? "./projects.html";
  return `${list.replace(/(\.html|\/)$/, "")}/${id}.html`;
}

/** A link to the page of a project, by its name. */
export function projectLink({ id, name }: Pick<Catalogue["projects"][number], "id" | "name">): HTMLElement {
  return h("a", { href: projectAddress(id), "data-keep": true }, name);
}
