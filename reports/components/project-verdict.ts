import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons, Verdict } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { evidenceGrade } from "./evidence-grade.js";
import type { Release } from "./load-release.js";
import { findingAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];

const NAMES: Readonly<Record<Verdict["kind"], string>> = {
  answered: "Answered",
  first_look: "First look",
  not_yet: "Not answered yet",
};

/** How far a project's question is answered, and why, in the words of every page; nothing where no verdict was released. */
export function projectVerdict(comparisons: ProjectComparisons, project: Project): Node {
  const verdict = comparisons.projects.find((one) => one.project === project.id)?.verdict;
  if (verdict === undefined) return nothing();
  return h(
    "p",
    { class: "project-verdict", "data-verdict": verdict.kind },
    h("strong", {}, `${NAMES[verdict.kind]}:`),
    " ",
    withTerms(`${verdict.text.charAt(0).toLowerCase()}${verdict.text.slice(1)}`),
  );
}

/** How far the first measure answers the question, as declared before looking; nothing where nothing was. */
export function projectReading(comparisons: ProjectComparisons, project: Project): Node {
  const text = comparisons.projects.find((one) => one.project === project.id)?.first_measure ?? "";
  return text === "" ? nothing() : h("p", { class: "project-reading" }, withTerms(text));
}

/** Windows of the pilot whose people a grade is of, the pilot's results first. */
const GRADED = [
  ["after", "referred after the pilot"],
  ["during", "referred during the pilot"],
] as const;

/**
 * The grade of the evidence on a project's scores, of people referred after the pilot, where scores are a measure of its question;
 * where they are none a sentence says that they are shown beside it.
 */
export function projectGrade(release: Release, project: Project, instrument: string): Node {
  const short = release.catalogue.instruments.find(({ id }) => id === instrument)?.short ?? "";
  if (!project.measures.some((one) => one.instrument === instrument)) {
    return h(
      "p",
      { class: "evidence" },
      withTerms(
        `${short} was not named as a measure of this question. Its scores stand here as what else was recorded of the same people, and answer nothing.`,
      ),
    );
  }
  for (const [period, people] of GRADED) {
    const place: Selection = {
      ...{ area_type: "project", area: project.id, period_type: "window", period, instrument },
      ...{ breakdown: "", list: "", step: "" },
    };
    if (findingAt(release.findings, "evidence", place) === undefined) continue;
    return h(
      "div",
      {},
      evidenceGrade(release, place),
      h("p", { class: "figure-note" }, `The grade is of people ${people} alone.`),
    );
  }
  return h(
    "p",
    { class: "evidence" },
    "The strength of the evidence on these scores is not graded: figures that its rules go by are not shown.",
  );
}

/** What kind of evidence answers the question, and what is graded; nothing where nothing was said of the project. */
export function projectEvidence(release: Release, project: Project): Node {
  const kind = release.findings.findings[`projects||project|${project.id}|all|all`]?.detail.join(" ") ?? "";
  if (kind === "") return nothing();
  const [primary] = project.measures;
  return h(
    "p",
    { class: "evidence" },
    h("strong", {}, "Kind of evidence: "),
    withTerms(kind),
    primary?.measure === "mean_change"
      ? " Its strength is graded below, with the scores."
      : " Grades (very weak, weak, moderate) are worked out for average changes of scores only. The first measure here is no such change and has none: what it is set beside, and how many people are behind it, say how far it carries.",
  );
}
