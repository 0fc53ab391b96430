import type { ProgrammeDocument } from "../../src/release/catalogue.js";
import { h } from "./dom.js";
import { releaseMark } from "./figure.js";
import { estimateWords } from "./figure-data.js";
import { formatDate, formatEstimate, numberStyle } from "./format.js";
import type { Release } from "./load-release.js";
import { projectLink } from "./project-link.js";

type Study = ProgrammeDocument["case_studies"][number];

/** Case studies whose people agreed to publication, each beside the numbers of its service; or of one project only. */
export function caseStudies(release: Release, programme: ProgrammeDocument, project?: string): HTMLElement {
  const studies = programme.case_studies.filter((one) => project === undefined || one.project === project);
  if (studies.length === 0) {
    return h("p", { class: "quiet" }, "No case study with consent to publication was recorded.");
  }
  const held = programme.case_studies_held;
  return h(
    "div",
    {},
    project !== undefined
      ? null
      : h(
          "p",
          { class: "lead" },
          `${studies.length} ${studies.length === 1 ? "person has" : "people have"} agreed that their story may be told. One story cannot show how things usually go: the numbers of its service stand beside each.${held > 0 ? ` ${held === 1 ? "One more is" : `${held} more are`} not shown: consent was withdrawn, or given for use inside the service only.` : ""}`,
        ),
    studies.map((study) => storyCard(release, study, project)),
  );
}

/** A story beside the numbers of its service, or on a project's page (`of`) those of the project. */
function storyCard(release: Release, study: Study, of: string | undefined): HTMLElement {
  const { catalogue } = release;
  // One level below the section that the card stands in.
  const heading = of === undefined ? "h2" : "h3";
  const service = catalogue.services.find((one) => one.id === study.service);
  const project = catalogue.projects.find((one) => one.id === study.project);
  const mark = releaseMark(catalogue);
  return h(
    "article",
    { class: "story", "aria-labelledby": `story-${study.id}` },
    h(
      "div",
      { class: "story-text" },
      h(heading, { class: "story-title", id: `story-${study.id}` }, study.title),
      study.text
        .split(/\n\s*\n/)
        .filter((text) => text.trim() !== "")
        .map((text) => h("p", {}, text.trim())),
      study.quote === null ? null : h("blockquote", {}, h("p", {}, study.quote)),
      h(
        "p",
        { class: "figure-note" },
        `Consent to publication given on ${formatDate(study.consent_given_on)}. Names and details that could identify the person are changed.`,
        mark === "" ? null : h("span", { class: "mark" }, ` ${mark}`),
      ),
    ),
    h(
      "aside",
      { class: "story-numbers", "aria-label": `Numbers of ${of ?? service?.name ?? study.service}` },
      h("p", { class: "story-service" }, of ?? service?.name ?? study.service),
      h(
        "p",
        { class: "figure-note" },
        of === undefined
          ? "The whole service over the whole period, in all its networks."
          : "This project over the whole period, before and after the pilot too.",
      ),
      of === undefined ? numbersOf(release, "service", study.service) : numbersOf(release, "project", of),
      project === undefined || of !== undefined ? null : h("p", {}, "Project: ", projectLink(project)),
    ),
  );
}

function numbersOf(release: Release, area_type: "service" | "project", area: string): HTMLElement {
  const { catalogue, estimates } = release;
  const instrument = catalogue.instruments[0];
  const at = (measure: string, id = "") =>
    estimates.find({
      measure,
      instrument: id,
      area_type,
      area,
      period_type: "all",
      period: "all",
      breakdown: "none",
      category: "all",
    });
  const fact = (label: string, value: string) => h("div", {}, h("dt", {}, label), h("dd", {}, value));
  const style = (measure: string) => numberStyle(catalogue, measure, instrument?.id ?? "");
  return h(
    "dl",
    { class: "facts" },
    fact("Referrals received", formatEstimate(at("referrals"), numberStyle(catalogue, "referrals", ""))),
    instrument === undefined
      ? null
      : [
          fact(
            `Measured twice, ${instrument.short}, of those due`,
            estimateWords(at("follow_up_rate", instrument.id), style("follow_up_rate")),
          ),
          fact(
            `Average change, ${instrument.short} (${instrument.unit})`,
            estimateWords(at("mean_change", instrument.id), style("mean_change")),
          ),
        ],
  );
}
