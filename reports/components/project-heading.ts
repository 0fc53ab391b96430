import type { Catalogue } from "../../src/release/catalogue.js";
import { h } from "./dom.js";
import { formatMonth } from "./format.js";

type Project = Catalogue["projects"][number];

/** The project of a page's address; undefined where the release has none of that id. */
export function projectOf({ projects }: Catalogue, id: string): Project | undefined {
  return projects.find((one) => one.id === id);
}

const SPANS: Readonly<Record<string, string>> = { before: "Before", during: "The pilot", after: "After" };

/** The question of a project as the heading of its page, with its id, name, place and dates; the page's title names it too. */
export function projectHeading(catalogue: Catalogue, project: Project): HTMLElement {
  const name = project.name.replace(new RegExp(`^${project.id}:?\\s*`), "");
  document.title = `${project.id}: ${project.question} · ${catalogue.programme.name}`;
  const borough = catalogue.areas.find(
    ({ area_type, area }) => area_type === "borough" && area === project.borough,
  );
  const dates = project.windows.map(
    ({ window, from, to }) => `${SPANS[window] ?? window}: ${formatMonth(from)} to ${formatMonth(to)}`,
  );
  return h(
    "div",
    {},
    h(
      "p",
      { class: "project-place" },
      h("span", { class: "project-tag" }, project.id),
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    ),
    h("h2", { class: "project-question", id: "question" }, project.question),
    h(
      "p",
      { class: "project-dates" },
      [...(borough === undefined ? [] : [borough.label]), ...dates].join(" · "),
    ),
    project.own_networks === undefined
      ? null
      : h("p", { class: "project-dates" }, `In: ${project.own_networks.join(", ")}`),
  );
}
