import type { Catalogue, ProgrammeDocument } from "../../src/release/catalogue.js";
import { h, nothing } from "./dom.js";
import { releaseMark } from "./figure.js";
import { formatDate } from "./format.js";
import { withTerms } from "./term.js";

type Project = Catalogue["projects"][number];

const pounds = (amount: number): string => `£${amount.toLocaleString("en-GB")}`;
const fact = (label: string, value: string): HTMLElement =>
  h("div", {}, h("dt", {}, label), h("dd", {}, withTerms(value)));

/** What the comparison networks are set beside: figures of staff are of a whole service and have none. */
const besideWords = (catalogue: Catalogue, { comparator_label, measures }: Project): string => {
  if (comparator_label === null) return "No comparison group was declared";
  const [first] = measures;
  return first !== undefined &&
    /staff/.test(catalogue.measures.find(({ id }) => id === first.measure)?.unit ?? "")
    ? `${comparator_label}, for figures of people. Figures of staff are set beside none`
    : comparator_label;
};

/** Name, borough, service, windows, target group and comparison of a project, as declared before looking. */
export function projectFacts(catalogue: Catalogue, project: Project): HTMLElement {
  const borough = catalogue.areas.find(
    ({ area_type, area }) => area_type === "borough" && area === project.borough,
  );
  const service = catalogue.services.find(({ id }) => id === project.service);
  const names: Readonly<Record<string, string>> = { before: "Before", during: "The pilot", after: "After" };
  return h(
    "dl",
    { class: "facts facts-wide" },
    borough === undefined ? null : fact("Borough", borough.label),
    service === undefined ? null : fact("Run by", service.name),
    project.windows.map(({ window, from, to }) =>
      fact(names[window] ?? window, `${formatDate(from)} to ${formatDate(to)}`),
    ),
    project.target_label === null ? null : fact("Target group", project.target_label),
    project.own_networks === undefined ? null : fact("Its own networks", project.own_networks.join(", ")),
    fact("Set beside", besideWords(catalogue, project)),
    project.comparison_networks === undefined
      ? null
      : fact(
          "Comparison networks",
          project.comparison_networks
            .map(({ name, same_service }) => `${name}${same_service ? " (same service as the project)" : ""}`)
            .join(", "),
        ),
  );
}

/** Facts from outside the data, each with its source; nothing where none are declared. */
export function projectContext({ context }: Project): Node {
  if (context.length === 0) return nothing();
  return h(
    "ul",
    {},
    context.map(({ text, source }) =>
      h("li", {}, withTerms(text), h("span", { class: "source" }, ` Source: ${source.replace(/\.$/, "")}.`)),
    ),
  );
}

/** Sessions of support that a project took up, and its spending beside the grant; a sentence where neither was recorded. */
export function projectSupport(catalogue: Catalogue, programme: ProgrammeDocument, project: Project): Node {
  const spend = programme.spend.filter((one) => one.project === project.id);
  const taken = programme.sessions.length > 0 ? programme.support : [];
  if (spend.length === 0 && taken.length === 0 && project.grant === null) {
    return h("p", {}, "Neither sessions of support nor spending of this project were recorded.");
  }
  const attended = (kind: string): number =>
    programme.sessions.find((one) => one.project === project.id && one.kind === kind)?.value ?? 0;
  const mark = releaseMark(catalogue);
  return h(
    "div",
    {},
    h(
      "dl",
      { class: "facts facts-wide" },
      project.grant === null ? null : fact("Grant", pounds(project.grant)),
      spend.length === 0
        ? null
        : fact("Reported as spent", pounds(spend.reduce((sum, { value }) => sum + value, 0))),
      spend.map(({ kind, value }) =>
        fact(`Of this, ${kind.replaceAll("_", " ").toLowerCase()}`, pounds(value)),
      ),
      taken.map(({ id, label, planned }) => fact(label, `${attended(id)} of ${planned} sessions`)),
    ),
    h(
      "p",
      { class: "figure-note" },
      taken.length === 0
        ? "Sessions of support were not recorded."
        : "A session counts where the project was present. Projects that came more often may differ in other ways, so figures by sessions attended would not show what the support did.",
      spend.length === 0 ? " Spending was not reported." : "",
      mark === "" ? null : h("span", { class: "mark" }, ` ${mark}`),
    ),
  );
}
