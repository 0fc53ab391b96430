import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { programmeForest, projectsLearned } from "../../reports/components/programme-forest.ts";
import { projectClaims } from "../../reports/components/project-claims.ts";
import { projectComparison, projectConclusive } from "../../reports/components/project-comparison.ts";
import { projectFacts } from "../../reports/components/project-facts.ts";
import { projectHeading } from "../../reports/components/project-heading.ts";
import { projectSeries } from "../../reports/components/project-series.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange, ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { comparedChange as change } from "../compared-change.ts";
import { catalogue as example, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML(
    '<!doctype html><html><body><a data-page="methods" href="./methods.html">Methods</a></body></html>',
  );
  const ResizeObserver = class {
    observe(): void {}
  };
  Object.assign(globalThis, { document, window, ResizeObserver });
});

const project: Catalogue["projects"][number] = {
  id: "P1",
  name: "P1: first",
  question: "Do more men come?",
  borough: "B1",
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [],
};
const catalogue: Catalogue = { ...example, projects: [project] };
const shown = (area_type: string) =>
  row({ measure: "share_men", area_type, area: "P1", period_type: "window", period: "after", value: 0.4 });
const release: Release = {
  catalogue,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates([shown("project"), shown("comparator")]),
};
type Told = ProjectComparisons["projects"][number];
const comparisons = (more: Partial<Told> = {}): ProjectComparisons => ({
  projects: [
    {
      project: "P1",
      compared: change,
      together: null,
      others: [],
      verdict: { kind: "answered", way: "yes", text: "Their changes lie apart." },
      quarters: [],
      trend: null,
      cost: { kind: "none", cost: null, lower: null, upper: null, words: ["No cost is given."] },
      standardised: { value: null, lower: null, upper: null, words: "", reason: "A median." },
      first_measure: "",
      answer: ["Set beside 8 networks."],
      conclusive: ["More networks."],
      ...more,
    },
  ],
  learned: ["Of 2 projects, none could be set beside networks."],
});
const text = (node: Node): string => node.textContent ?? "";

describe("what can be said of a project", () => {
  const claims = (compared: ComparedChange | null) =>
    text(projectClaims(release, project, comparisons({ compared })));

  it("holds how far the change lies from that of networks only where that is shown for enough of them", () => {
    const told = "How far the change lies from the average";
    expect(claims(change)).toContain(told);
    expect(claims(null)).not.toContain(told);
    expect(claims({ ...change, networks: 5, left_out: 3 })).not.toContain(told);
    expect(claims({ ...change, networks: 5, left_out: 3 })).toContain("more than one in five");
  });

  it("holds no rank among too few networks, and never what made the change", () => {
    expect(claims(change)).toContain("8 of them are too few to tell by rank");
    expect(claims({ ...change, networks: 24, may_claim: true })).not.toContain("too few to tell by rank");
    for (const compared of [change, null])
      expect(claims(compared)).toContain("That the project made the difference between the two changes");
  });
});

describe("the sections of a comparison", () => {
  it("show their sentences with the mark of the release, and say why there are none", () => {
    const words = text(projectComparison(release, comparisons(), project));
    expect(words).toContain("Set beside 8 networks.");
    expect(words).toContain("SYNTHETIC");
    expect(text(projectComparison(release, comparisons({ answer: [] }), project))).toBe(
      "No networks are set beside the first measure. Their changes lie apart.",
    );
    expect(text(projectConclusive(comparisons(), project))).toContain("More networks.");
    expect(projectConclusive(comparisons({ conclusive: [] }), project).childNodes).toHaveLength(0);
    expect(text(projectsLearned(catalogue, comparisons()))).toContain("none could be set beside");
  });

  it("say which comparison networks the project's own service serves, in the text and in the facts", () => {
    const said = "Of the 2 comparison networks, 1 is served by the same service as the project: Ash PCN.";
    const shared: typeof project = {
      ...project,
      shared_service: said,
      own_networks: ["Fir PCN"],
      comparison_networks: [
        { name: "Ash PCN", same_service: true },
        { name: "Elm PCN", same_service: false },
      ],
    };
    expect(text(projectComparison(release, comparisons(), shared))).toContain(said);
    const periods = [{ period_type: "window", period: "after", label: "After the pilot" }];
    const dated = { ...release, catalogue: { ...catalogue, periods } };
    expect(
      text(projectSeries(dated, shared, { measure: "share_men", instrument: "" }, "window", "a")),
    ).toContain(said);
    expect(text(projectFacts(catalogue, shared))).toMatch(
      /Ash PCN.*\(same service as the project\), Elm PCN/,
    );
    expect(text(projectHeading(catalogue, shared))).toContain("In: Fir PCN");
    expect(text(projectHeading(catalogue, project))).not.toContain("In: ");
    expect(text(projectComparison(release, comparisons(), project))).not.toContain("same service");
  });

  it("draw no axis of projects where none can be placed on it", () => {
    const office = {
      funnel: [],
      source: null,
      support: [],
      sessions: [],
      spend: [],
      case_studies: [],
      case_studies_held: 0,
    };
    expect(programmeForest(catalogue, comparisons(), office).childNodes).toHaveLength(0);
  });
});
