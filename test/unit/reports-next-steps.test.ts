import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { measureControl } from "../../reports/components/compare-networks.ts";
import { compareNextSteps } from "../../reports/components/compare-next-steps.ts";
import { indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { pageSections } from "../../reports/components/page-section.ts";
import { projectStaffFigures } from "../../reports/components/project-staff-figures.ts";
import { projectsNote } from "../../reports/components/projects-note.ts";
import { defaultSelection } from "../../reports/components/selection.ts";
import type { Catalogue, ComparePage } from "../../src/release/catalogue.ts";
import { catalogue, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML(
    '<!doctype html><html><body><a data-page="pathway" href="./pathway.html?area=project:P1">Pathway</a><a data-page="projects" href="./projects.html">Projects</a></body></html>',
  );
  class ResizeObserver {
    observe(): void {}
    disconnect(): void {}
  }
  Object.assign(globalThis, { document, window, ResizeObserver });
});

const release = (rows: readonly ReturnType<typeof row>[], from: Catalogue = catalogue): Release => ({
  catalogue: from,
  findings: { findings: {}, not_shown: {} },
  estimates: indexEstimates(rows),
});
const text = (node: Node): string => node.textContent ?? "";

describe("what to do next about networks outside the limits", () => {
  type Point = ComparePage["funnels"][number]["points"][number];
  const point = (area: string, verdict: Point["verdict"], wide: Point["verdict"] | null = null): Point => ({
    area,
    denominator: 100,
    value: 0.5,
    verdict,
    adjusted_verdict: wide,
    shrunken: null,
  });
  const page = (...points: Point[]): ComparePage => ({
    funnels: [
      {
        measure: "follow_up_rate",
        instrument: "pam",
        area_type: "pcn",
        kind: "share",
        per: 1,
        status: "published",
        reason: "",
        units: points.length,
        centre: 0.5,
        within: null,
        phi: 1,
        tau: 0,
        tau_all: null,
        beyond_chance: false,
        limits: [],
        adjusted: [],
        points,
        withheld: [],
        case_mix: null,
      },
    ],
    published_capacity: [],
  });
  const steps = (...points: Point[]) =>
    compareNextSteps(release([]), page(...points), defaultSelection(catalogue)) as HTMLElement;

  it("asks of each, high or low, and opens its pathway with the network chosen", () => {
    const shown = steps(point("U91", "above_inner"), point("U92", "below_outer"));
    expect([...shown.querySelectorAll("a")].map((link) => [text(link), link.getAttribute("href")])).toEqual([
      ["Pathway of B network", "./pathway.html?area=pcn:U92"],
      ["Pathway of A network", "./pathway.html?area=pcn:U91"],
    ]);
    expect(text(shown)).toContain("(below the 99.8% limits)");
    expect(text(shown)).toContain("(above the 95% limits)");
    expect(text(shown)).toContain("It is no fault found");
  });

  it("asks nothing of a network in which too few were followed up", () => {
    expect(steps(point("U91", "few_followed", "few_followed")).childNodes.length).toBe(0);
  });

  it("goes by the limits that allow for differences, and says nothing where none is outside", () => {
    expect(steps(point("U91", "below_outer", "inside"), point("U92", "close")).childNodes.length).toBe(0);
  });
});

it("offers measures that some network has a figure of, in groups", () => {
  const ids = [
    "referrals",
    "share_dna",
    "median_days_open",
    "open_cases_per_fte",
    "pathway_referred",
    "share_men",
  ];
  const measures = ids.map((id) => ({
    ...(catalogue.measures[0] as Catalogue["measures"][number]),
    id,
    title: id,
  }));
  const of = (measure: string, more = {}) =>
    row({ measure, area_type: "pcn", area: "U91", value: 1, ...more });
  const control = measureControl(
    release([...ids.slice(0, 5).map((id) => of(id)), of("share_men", { status: "withheld", value: null })], {
      ...catalogue,
      measures,
    }),
    [],
  );
  expect(control.groups.map(({ label, options }) => [label, options.map(({ value }) => value)])).toEqual([
    ["Referrals", ["referrals"]],
    ["Pathway and waits", ["median_days_open"]],
    ["Outcomes", []],
    ["Contacts", ["share_dna"]],
    ["Workforce", ["open_cases_per_fte"]],
  ]);
});

describe("figures of staff near a project's answer", () => {
  const project = (...measures: string[]): Catalogue["projects"][number] => ({
    id: "P1",
    name: "P1",
    question: "?",
    borough: null,
    service: "S1",
    target_label: null,
    comparator_label: null,
    measures: measures.map((measure) => ({ measure, instrument: "" })),
    context: [],
    grant: null,
    windows: [],
  });
  const year = (measure: string, period: string, more: object, area_type = "service") =>
    row({
      measure,
      area_type,
      area: area_type === "service" ? "S1" : "programme",
      period_type: "financial_year",
      period,
      ...more,
    });
  const rows = [
    year("share_satisfied", "2022-23", { lower: 0.4, upper: 0.6 }),
    year("share_satisfied", "2023-24", { status: "withheld" }),
    year("share_satisfied", "2022-23", { lower: 0.6, upper: 0.8 }, "programme"),
    year("burnout_work", "2023-24", { value: 31.4, lower: 25.5, upper: 37.3 }),
    year("burnout_work", "2023-24", { value: 37.6, lower: 34.8, upper: 40.4 }, "programme"),
    year("share_left", "2023-24", { status: "withheld" }),
  ];

  it("draw the first measure, then burnout, each beside the programme, and leave out what no year shows", () => {
    const figures = projectStaffFigures(
      release(rows),
      project("share_satisfied", "burnout_work", "share_left"),
    ) as HTMLElement[];
    expect(figures.map(({ id }) => id)).toEqual(["answer-staff", "answer-burnout"]);
    const [first, burnout] = figures.map((one) =>
      [...one.querySelectorAll("tbody tr")].map((line) => [...line.children].map(text)),
    );
    expect(first).toContainEqual(["This service, 2022–23", "40% to 60%"]);
    expect(first).toContainEqual(["This service, 2023–24", "Withheld"]);
    expect(first).toContainEqual(["Whole programme, 2022–23", "60% to 80%"]);
    expect(burnout).toContainEqual(["Work-related: this service, 2023–24", "31.4 (25.5 to 37.3)"]);
    expect(burnout).toContainEqual(["Work-related: whole programme, 2023–24", "37.6 (34.8 to 40.4)"]);
  });

  it("stand aside where the first measure is of people", () => {
    expect(projectStaffFigures(release(rows), project("share_men", "burnout_work"))).toEqual([]);
  });
});

it("says beside a list of projects that each is answered on its own page", () => {
  expect(text(projectsNote("project") as Node)).toContain("a question of its own");
  expect(projectsNote("borough")).toBeNull();
});

it("links to the sections of a long page that have something to show", () => {
  const node = (words: string): Node => {
    const made = document.createElement("p");
    made.textContent = words;
    return made;
  };
  const empty = document.createDocumentFragment();
  const sections = [
    ["One two", node("a")],
    ["Gone", empty],
    ["Three", node("b")],
    ["Four", node("c")],
  ] as const;
  const page = pageSections(sections);
  const links = [...page.querySelectorAll(".jump a")].map((link) => link.getAttribute("href"));
  expect(links).toEqual(["#one-two", "#three", "#four"]);
  expect([...page.querySelectorAll("h2")].map(({ id }) => `#${id}`)).toEqual(links);
  expect(pageSections(sections.slice(0, 3)).querySelector(".jump")).toBeNull();
});
