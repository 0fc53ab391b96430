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

/** The grade of the evidence on a project's scores; a sentence where none was worked out. */
export function projectGrade(release: Release, selection: Selection): Node {
  return findingAt(release.findings, "evidence", selection) === undefined
    ? h(
        "p",
        { class: "evidence" },
        "The strength of the evidence on these scores is not graded: figures that its rules go by are not shown.",
      )
    : evidenceGrade(release, selection);
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
