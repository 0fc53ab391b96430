import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons, Verdict } from "../../src/release/project-comparisons-schema.ts";
import { h, nothing } from "./dom.js";
import { evidenceGrade } from "./evidence-grade.js";
import type { Release } from "./load-release.js";
import { findingAt, type Selection } from "./selection.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];

const NAMES: Readonly<Record<Verdict["kind"], string>> = {
  answered: "Answered, on its first measure",
  first_look: "First look, on its first measure",
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
    const place = windowOf(project, period, instrument);
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
  return h(
    "p",
    { class: "evidence" },
    h("strong", {}, "Kind of evidence: "),
    withTerms(kind),
    " ",
    gradeWords(release, project),
  );
}

/** `Strength of the evidence on PAM scores: very weak.`, as far as it was graded, and what a first measure without a grade goes by. */
function gradeWords(release: Release, project: Project): string {
  const grade = projectGradeOf(release, project);
  const graded = grade === null ? "" : `${grade.headline} The grade is of people ${grade.people} alone.`;
  if (project.measures[0]?.measure === "mean_change") {
    return graded === "" ? "It is not graded: figures that the rules go by are not shown." : graded;
  }
  const none =
    "Grades (very weak, weak, moderate) are worked out for average changes of scores only. The first measure here is no such change and has none: what it is set beside, and how many people are behind it, say how far it carries.";
  return graded === "" ? none : `${none} ${graded}`;
}

/** The grade of the scores that are a measure of a project's question, of its latest people graded; null where there is none. */
export function projectGradeOf(
  { findings }: Pick<Release, "findings">,
  project: Project,
): { readonly headline: string; readonly people: string } | null {
  const instrument = project.measures.find((one) => one.instrument !== "")?.instrument;
  if (instrument === undefined) return null;
  for (const [period, people] of GRADED) {
    const headline = findingAt(findings, "evidence", windowOf(project, period, instrument))?.headline;
    if (headline !== undefined) return { headline, people };
  }
  return null;
}

/** What would make the answer conclusive, the first of the reasons, as an answer to whether a project is worth going on with. */
export function projectGoingOn(comparisons: ProjectComparisons, project: Project): Node {
  const told = comparisons.projects.find((one) => one.project === project.id);
  const [first] = told?.conclusive ?? [];
  if (first === undefined) return nothing();
  const aim = told?.verdict.kind === "answered" ? "be surer" : "be conclusive";
  return h(
    "p",
    { class: "evidence" },
    h("strong", {}, "Is it worth going on with? "),
    `These figures alone do not decide it. What it would take to ${aim}: `,
    withTerms(`${first.charAt(0).toLowerCase()}${first.slice(1)}`),
    " ",
    h("a", { href: "#what-would-make-it-conclusive" }, "All that it would take"),
  );
}

const windowOf = ({ id }: Project, period: string, instrument: string): Selection => ({
  ...{ area_type: "project", area: id, period_type: "window", period, instrument },
  ...{ breakdown: "", list: "", step: "" },
});
