import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { citationText } from "./citation.js";
import { copyButton } from "./copy-button.js";
import { nothing } from "./dom.js";
import type { Release } from "./load-release.js";
import { findingAt, type Selection } from "./selection.js";

type Project = Catalogue["projects"][number];

/** The answer to a project's question in sentences that stand alone in a report: where, the figures, the verdict, the source. */
export function projectAnswerText(
  release: Release,
  comparisons: ProjectComparisons,
  project: Project,
  selection: Selection,
): string {
  const { catalogue, findings } = release;
  const headline = findingAt(findings, "project", selection)?.headline ?? "";
  const verdict = comparisons.projects.find((one) => one.project === project.id)?.verdict;
  if (headline === "" || verdict === undefined) return "";
  const place = project.own_networks === undefined ? "" : ` (${project.own_networks.join(", ")})`;
  const mark = catalogue.programme.synthetic ? "Synthetic data. " : "";
  return `${mark}${project.name}${place}. ${project.question} ${headline} ${VERDICTS[verdict.kind]}: ${verdict.text} Source: ${citationText(catalogue)}`;
}

const VERDICTS = {
  answered: "Answered, on its first measure",
  first_look: "A first look, on its first measure",
  not_yet: "Not answered yet",
} as const;

/** A button that copies {@link projectAnswerText}; nothing where there is no answer to copy. */
export function projectAnswerCopy(...told: Parameters<typeof projectAnswerText>): Node {
  const text = projectAnswerText(...told);
  return text === "" ? nothing() : copyButton(text, "Copy the answer with its citation", "Answer copied.");
}
