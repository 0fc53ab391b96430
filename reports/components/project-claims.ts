import type { Catalogue } from "../../src/release/catalogue.js";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h } from "./dom.js";
import type { Release } from "./load-release.js";
import { isOfStaff } from "./project-staff-figures.js";

type Project = Catalogue["projects"][number];

/** What may be said on the strength of a project's figures, and what may not. */
export function projectClaims(
  release: Release,
  project: Project,
  comparisons: ProjectComparisons,
): HTMLElement {
  const { estimates, findings } = release;
  const [primary] = project.measures;
  const windows =
    primary !== undefined &&
    estimates
      .list(primary.measure, { area_type: "project", area: project.id, period_type: "window" })
      .some(({ status }) => status === "published");
  const besideNetworks = ({ measure, instrument }: Project["measures"][number]): boolean =>
    estimates
      .list(measure, { area_type: "comparator", area: project.id, period_type: "window", instrument })
      .some(({ status }) => status === "published");
  const first = windows && besideNetworks(primary);
  const compared = windows && project.measures.some(besideNetworks);
  const told = comparisons.projects.find((one) => one.project === project.id)?.compared;
  const placed = told?.status === "published" ? told : null;
  const all = comparisons.projects.find((one) => one.project === project.id)?.together ?? null;
  const few = placed !== null && placed.left_out > (placed.left_out + placed.networks) / 5;
  const shows = (measure: string, instrument: string, period: string): boolean =>
    estimates
      .list(measure, { area_type: "project", area: project.id, period_type: "window", period, instrument })
      .some(({ status, breakdown }) => status === "published" && breakdown === "none");
  const scored = project.measures.filter(({ instrument }) => instrument !== "");
  const beyond = scored.some(({ instrument }) =>
    ["before", "during", "after"].some(
      (period) =>
        shows("mean_change", instrument, period) && shows("expected_change_rtm", instrument, period),
    ),
  );
  const may = [
    windows ? "What was recorded before, during and after the pilot, and how sure these figures are." : null,
    windows || primary === undefined
      ? null
      : isOfStaff(release, project, primary.measure)
        ? "What was recorded of the staff of the service year by year."
        : "What was recorded over the whole period, with no before and after.",
    compared
      ? `${first ? "Whether" : "Of measures other than the first, whether"} networks without a project changed in the same way over the same time.`
      : null,
    placed === null || few
      ? null
      : "How far the change lies from the average of those networks, and how sure this is.",
    all === null
      ? null
      : `How far the change lies from that of ${all.beside === "others" ? "everybody else on the same lists" : "those networks taken together"}, by the chance of single people alone.`,
    scored.length > 0
      ? `How many of those due a second score have one${beyond ? ", and whether their change goes beyond regression to the mean alone" : ""}.`
      : null,
  ].filter((text) => text !== null);
  const mayNot = [
    first
      ? "That the project made the difference between the two changes: the networks were not chosen by lot."
      : compared
        ? "That the project made the change: its first measure has no networks to be set beside, and those of the others were not chosen by lot."
        : "That the project made the change: its measures have no figures of networks or services without it to be set beside.",
    ...(few
      ? ["How every comparison network changed: more than one in five have too few people to be counted."]
      : []),
    ...(first && placed === null
      ? ["Whether the change is larger than that of single networks: they cannot be set beside it here."]
      : []),
    ...(placed !== null && !placed.may_claim
      ? [
          `Whether so large a difference is rare among networks: ${placed.networks} of them are too few to tell by rank.`,
        ]
      : []),
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
