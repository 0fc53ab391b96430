import type { Catalogue } from "../../src/release/catalogue.ts";
import { h } from "./dom.js";
import type { Release } from "./load-release.js";
import { projectSeries } from "./project-series.js";

/** The share of referrals that are of a project's target group, over its windows, or why it does not stand here. */
export function projectReach(release: Release, project: Catalogue["projects"][number]): Node {
  const { target_label, measures } = project;
  if (target_label === null) {
    return h(
      "p",
      {},
      "No target group was declared for this project, so there is nothing to count people of.",
    );
  }
  const group = `Target group: ${target_label}. `;
  const [primary] = measures;
  if (primary?.measure === "share_target") {
    return h("p", {}, `${group}Its share of all referrals is the first measure, which stands at the top.`);
  }
  const figure = projectSeries(
    release,
    project,
    { measure: "share_target", instrument: "" },
    "window",
    "reach",
  );
  return figure.childNodes.length > 0
    ? figure
    : h("p", {}, `${group}No figure of its share of referrals is released.`);
}
