import { type Child, h } from "./dom.js";

/** Where projects are listed beside each other: that each is answered on its own page, with the link; null for other areas. */
export function projectsNote(list: string): Child {
  const href = document.querySelector("a[data-page=projects]")?.getAttribute("href") ?? null;
  if (list !== "project" || href === null) return null;
  return h(
    "p",
    {},
    "Each project has a question of its own, answered by the measure named beforehand: see ",
    h("a", { href, "data-keep": true }, "Projects"),
    ". The scores here answer that question only where they are that measure.",
  );
}
