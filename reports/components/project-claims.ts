import type { Catalogue } from "../../src/release/catalogue.js";
import { h } from "./dom.js";
import type { Release } from "./load-release.js";

type Project = Catalogue["projects"][number];

/** What may be said on the strength of a project's figures, and what may not. */
export function projectClaims({ estimates, findings }: Release, project: Project): HTMLElement {
  const [primary] = project.measures;
  const windows =
    primary !== undefined &&
    estimates
      .list(primary.measure, { area_type: "project", area: project.id, period_type: "window" })
      .some(({ status }) => status === "published");
  const compared = project.comparator_label !== null && windows;
  const may = [
    windows ? "What was recorded before, during and after the pilot, and how sure these figures are." : null,
    !windows && primary !== undefined ? "What was recorded of the service year by year." : null,
    compared ? "Whether networks without a project changed in the same way over the same time." : null,
    "How many of those due a second score have one, and whether their change goes beyond regression to the mean alone.",
  ].filter((text) => text !== null);
  const mayNot = [
    compared
      ? "That the project made the difference between the two changes: the networks were not chosen by lot."
      : "That the project made the change: there is nothing to compare it with.",
    ...(findings.not_shown.project ?? []).map((text) =>
      compared ? text : text.replace(/ The comparison networks are like it.*$/, ""),
    ),
  ];
  const list = (title: string, id: string, texts: readonly string[]) =>
    h(
      "div",
      {},
      h("h3", { id }, title),
      h(
        "ul",
        { "aria-labelledby": id },
        texts.map((text) => h("li", {}, text)),
      ),
    );
  return h(
    "div",
    { class: "claims" },
    list("Can be said", "claims-may", may),
    list("Cannot be said", "claims-may-not", mayNot),
  );
}
