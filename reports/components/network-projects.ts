import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import { projectLink } from "./project-link.js";
import type { TableColumn } from "./table-model.js";

type Project = Catalogue["projects"][number];

/** Projects that work in a network, as declared, in the order of the programme. */
export function projectsIn({ projects }: Catalogue, area: string): readonly Project[] {
  return projects.filter(({ pcns = [] }) => pcns.includes(area));
}

/** `SPIP40, SPIP41`: the projects of a network by their short names, each a link to its page. */
export function projectsHere(catalogue: Catalogue, area: string): string | Node {
  const found = projectsIn(catalogue, area);
  if (found.length === 0) return "None";
  return h(
    "span",
    {},
    found.map(({ id }, index) => [index === 0 ? "" : ", ", projectLink({ id, name: id })]),
  );
}

/** The column that names the projects of a network, linked where `isLinked`; no column where no project says where it works. */
export function projectColumn<T extends { readonly area: string }>(
  catalogue: Catalogue,
  isLinked: (item: T) => boolean = () => true,
): readonly TableColumn<T>[] {
  if (!catalogue.projects.some(({ pcns = [] }) => pcns.length > 0)) return [];
  const named = ({ area }: T): string =>
    projectsIn(catalogue, area)
      .map(({ id }) => id)
      .join(", ") || "None";
  return [
    {
      label: "Project here",
      text: (item) => (isLinked(item) ? projectsHere(catalogue, item.area) : named(item)),
      csv: named,
    },
  ];
}

/** What a network's page says of the projects that work there; null where there is none. */
export function projectLine(catalogue: Catalogue, area: string): HTMLElement | null {
  const found = projectsIn(catalogue, area);
  if (found.length === 0) return null;
  return h(
    "p",
    { class: "network-projects" },
    found.length === 1 ? "A project works here: " : "Projects work here: ",
    found.map((project, index) => [index === 0 ? "" : "; ", projectLink(project)]),
    found.length === 1
      ? ". Its own page gives its question, and the answer beside networks without it."
      : ". Their own pages give their questions, and the answers beside networks without them.",
  );
}
