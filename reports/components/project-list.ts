import type { Catalogue, Findings } from "../../src/release/catalogue.js";
import type { ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { h } from "./dom.js";
import { folded } from "./page-section.js";
import { projectLink } from "./project-link.js";
import { projectReading, projectVerdict } from "./project-verdict.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];

/** Sentences beneath the headline that say what its words mean. */
const MEANINGS = 2;

/** All projects as cards: question, verdict, answer with its interval and caveat, kind of evidence; a box finds them by any word. */
export function projectList(
  catalogue: Catalogue,
  findings: Findings,
  comparisons: ProjectComparisons,
): HTMLElement {
  const { projects } = catalogue;
  if (projects.length === 0) {
    return h("p", { class: "lead" }, "No projects are declared in this programme.");
  }
  const shared = sharedCaveats(
    projects.flatMap((project) => findingOf(findings, project)?.caveats ?? []),
    projects.length,
  );
  const counted = findings.findings["projects||programme|programme|all|all"];
  const cards = projects.map((project) => projectCard(catalogue, findings, comparisons, project, shared));
  const words = cards.map((card) => (card.textContent ?? "").toLowerCase());
  const status = h("p", { class: "filter-status", role: "status" });
  const input = h("input", {
    type: "search",
    id: "find-project",
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => show(),
  });
  const show = (): void => {
    const wanted = input.value.trim().toLowerCase();
    let left = 0;
    for (const [place, card] of cards.entries()) {
      card.hidden = !(words[place] ?? "").includes(wanted);
      if (!card.hidden) left += 1;
    }
    status.textContent = `${left} of ${cards.length} projects shown`;
  };
  show();
  return h(
    "div",
    {},
    h(
      "p",
      { class: "lead" },
      `${projects.length} ${projects.length === 1 ? "project" : "projects"}, each with its own question and the measure that was named beforehand to answer it.`,
    ),
    counted === undefined
      ? null
      : [
          h("p", {}, h("strong", {}, counted.headline)),
          counted.detail.slice(0, MEANINGS).map((text) => h("p", { class: "project-read" }, withTerms(text))),
        ],
    folded(
      "Read with this in mind",
      h(
        "div",
        {},
        [...(counted?.detail.slice(MEANINGS) ?? []), ...(counted?.caveats ?? []), ...shared].map((text) =>
          h("p", { class: "project-read" }, withTerms(text)),
        ),
      ),
    ),
    h(
      "div",
      { class: "filter-row" },
      h(
        "div",
        { class: "field" },
        h("label", { for: "find-project" }, "Find a project, borough or question"),
        input,
      ),
      status,
    ),
    h("ul", { class: "project-cards" }, cards),
  );
}

const findingOf = ({ findings }: Findings, { id }: Project) => findings[`projects||project|${id}|all|all`];

/** Caveats that more than half of the projects share: said once for all of them. */
function sharedCaveats(texts: readonly string[], projects: number): readonly string[] {
  return [...new Set(texts)].filter(
    (text) => projects > 1 && texts.filter((one) => one === text).length > projects / 2,
  );
}

function projectCard(
  catalogue: Catalogue,
  findings: Findings,
  comparisons: ProjectComparisons,
  project: Project,
  shared: readonly string[],
): HTMLElement {
  const finding = findingOf(findings, project);
  const borough = catalogue.areas.find(
    ({ area_type, area }) => area_type === "borough" && area === project.borough,
  );
  const name = project.name.replace(new RegExp(`^${project.id}:?\\s*`), "");
  return h(
    "li",
    { class: "project-card" },
    h("p", { class: "project-place" }, h("span", { class: "project-tag" }, project.id), borough?.label ?? ""),
    h("h2", {}, projectLink({ id: project.id, name: project.question })),
    h("p", { class: "project-name" }, `${name.charAt(0).toUpperCase()}${name.slice(1)}`),
    projectVerdict(comparisons, project),
    projectReading(comparisons, project),
    finding === undefined
      ? h("p", {}, "No answer is released yet.")
      : [
          h("p", {}, withTerms(finding.headline)),
          finding.caveats
            .filter((text) => !shared.includes(text))
            .map((text) => h("p", { class: "project-caveat" }, text)),
          h("p", { class: "project-evidence" }, h("strong", {}, "Evidence: "), finding.detail.join(" ")),
        ],
  );
}
