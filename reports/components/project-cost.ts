import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { methodLinks, releaseMark } from "./figure.js";
import { withTerms } from "./term.js";

/** What each additional person improved cost beside the comparison networks, or why no cost is given. */
export function projectCost(
  catalogue: Catalogue,
  comparisons: ProjectComparisons,
  project: Catalogue["projects"][number],
): Node {
  const cost = comparisons.projects.find((one) => one.project === project.id)?.cost;
  const [first, ...rest] = cost?.words ?? [];
  if (cost === undefined || first === undefined) return nothing();
  const mark = releaseMark(catalogue);
  return h(
    "div",
    { class: "project-cost" },
    h("h3", {}, "Cost for each additional person improved"),
    h("p", {}, cost.kind === "none" ? withTerms(first) : h("strong", {}, withTerms(first))),
    rest.map((text) => h("p", {}, withTerms(text))),
    h(
      "p",
      { class: "figure-note" },
      cost.kind === "none"
        ? ""
        : "The interval holds the chance in the difference alone. What was spent is taken as it was reported. ",
      methodLinks(["project-comparison"]),
      mark === "" || cost.kind === "none" ? null : h("span", { class: "mark" }, ` ${mark}`),
    ),
  );
}
