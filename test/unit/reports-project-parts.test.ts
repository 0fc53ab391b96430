import { parseHTML } from "linkedom";
import { beforeEach, describe, expect, it } from "vitest";
import { type EstimateRow, indexEstimates } from "../../reports/components/estimate-index.ts";
import type { Release } from "../../reports/components/load-release.ts";
import { projectAnswerCopy, projectAnswerText } from "../../reports/components/project-answer-copy.ts";
import { projectCompleteness } from "../../reports/components/project-completeness.ts";
import { projectCost } from "../../reports/components/project-cost.ts";
import { projectGroups } from "../../reports/components/project-groups.ts";
import { projectOthers } from "../../reports/components/project-others.ts";
import { projectOutcomes } from "../../reports/components/project-outcomes.ts";
import { projectReach } from "../../reports/components/project-reach.ts";
import { projectSeries } from "../../reports/components/project-series.ts";
import { projectStaff } from "../../reports/components/project-staff.ts";
import {
  projectEvidence,
  projectGoingOn,
  projectGrade,
  projectReading,
  projectVerdict,
} from "../../reports/components/project-verdict.ts";
import { projectsTally } from "../../reports/components/projects-tally.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange, ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { comparedChange as change } from "../compared-change.ts";
import { catalogue as example, row } from "./reports-support.ts";

beforeEach(() => {
  const { document, window } = parseHTML(
    '<!doctype html><html><body><a data-page="methods" href="./methods.html">Methods</a></body></html>',
  );
  const ResizeObserver = class {
    observe() {}
  };
  Object.assign(globalThis, { document, window, ResizeObserver });
});

const instrument = example.instruments[0]?.id ?? "";
const project: Catalogue["projects"][number] = {
  id: "P1",
  name: "P1: first",
  question: "Do more men come?",
  borough: "B1",
  service: "S1",
  target_label: "Men",
  comparator_label: "Networks without a project",
  measures: [
    { measure: "share_men", instrument: "" },
    { measure: "share_crisis", instrument: "" },
    { measure: "mean_change", instrument },
    { measure: "median_days_open", instrument: "" },
  ],
  context: [],
  grant: null,
  windows: [],
};
const catalogue: Catalogue = {
  ...example,
  projects: [project],
  breakdowns: [
    {
      breakdown: "gender",
      label: "Gender",
      categories: [
        { category: "1", label: "Men" },
        { category: "2", label: "Women" },
        { category: "not_known", label: "Not known" },
      ],
    },
  ],
};
const release = (rows: readonly EstimateRow[], findings: Release["findings"]["findings"] = {}): Release => ({
  catalogue,
  findings: { findings, not_shown: {} },
  estimates: indexEstimates(rows),
});
const crisis = { ...change, measure: "share_crisis", estimate: -0.01, lower: -0.12, upper: 0.1, as_far: 5 };
const scored: ComparedChange = {
  ...change,
  measure: "mean_change",
  instrument,
  kind: "mean",
  status: "not_shown",
  reason: "Too few.",
  estimate: null,
  lower: null,
  upper: null,
  as_far: null,
};
type Told = ProjectComparisons["projects"][number];
const comparisons = (more: Partial<Told> = {}): ProjectComparisons => ({
  projects: [
    {
      project: "P1",
      compared: change,
      together: null,
      others: [crisis, scored],
      verdict: { kind: "first_look", way: "yes", text: "The change lies apart." },
      quarters: [],
      trend: null,
      cost: { kind: "none", cost: null, lower: null, upper: null, words: ["No cost is given."] },
      standardised: { value: null, lower: null, upper: null, words: "", reason: "" },
      first_measure: "",
      answer: [],
      conclusive: [],
      ...more,
    },
  ],
  learned: [],
});
const text = (node: Node): string => (node.textContent ?? "").replace(/\s+/g, " ");
const cells = (node: Node): string[][] =>
  [...(node as HTMLElement).querySelectorAll("tbody tr")].map((line) =>
    [...line.children].map(({ textContent }) => textContent ?? ""),
  );

describe("the verdict of a project", () => {
  it("stands as one line with its reason", () => {
    expect(text(projectVerdict(comparisons(), project))).toBe(
      "First look, on its first measure: the change lies apart.",
    );
    expect(projectVerdict({ projects: [], learned: [] }, project).childNodes).toHaveLength(0);
  });

  it("is followed by what the first measure tells and what it does not, where that was said beforehand", () => {
    const told = comparisons({ first_measure: "The first measure tells this. It does not tell that." });
    expect(text(projectReading(told, project))).toBe("The first measure tells this. It does not tell that.");
    expect(projectReading(comparisons(), project).childNodes).toHaveLength(0);
  });

  it("grades scores of people referred after the pilot, and none where scores are no measure of the question", () => {
    const grade = (period: string, headline: string) => ({
      [`evidence|${instrument}|project|P1|window|${period}`]: { headline, detail: [], caveats: [] },
    });
    const at = release([], { ...grade("after", "Grade: weak."), ...grade("before", "Grade: moderate.") });
    const words = text(projectGrade(at, project, instrument));
    expect(words).toContain("Grade: weak.");
    expect(words).toContain("of people referred after the pilot alone");
    expect(words).not.toContain("moderate");
    const unnamed = { ...project, measures: project.measures.slice(0, 2) };
    const none = text(projectGrade(at, unnamed, instrument));
    expect(none).toContain("was not named as a measure of this question");
    expect(none).not.toContain("Grade");
  });

  it("says why a measure that is no change of scores has no grade", () => {
    const answer = { headline: "", detail: ["Before and after."], caveats: [] };
    const at = release([], { "projects||project|P1|all|all": answer });
    expect(text(projectEvidence(at, project))).toMatch(/Before and after\..*has none/);
    const scores = { ...project, measures: [{ measure: "mean_change", instrument }] };
    expect(text(projectEvidence(at, scores))).toContain("It is not graded");
    const graded = release([], {
      "projects||project|P1|all|all": answer,
      [`evidence|${instrument}|project|P1|window|after`]: {
        headline: "Strength of the evidence on PAM scores: weak.",
        detail: [],
        caveats: [],
      },
    });
    expect(text(projectEvidence(graded, scores))).toBe(
      "Kind of evidence: Before and after. Strength of the evidence on PAM scores: weak. The grade is of people referred after the pilot alone.",
    );
    expect(text(projectEvidence(graded, project))).toMatch(/has none.*scores: weak\./);
    const tally = text(projectsTally(graded, comparisons()));
    expect(tally).toContain("Weak (PAM)");
    const asked = { conclusive: ["More networks."] };
    const verdict = (kind: "answered" | "not_yet") =>
      text(projectsTally(graded, comparisons({ ...asked, verdict: { kind, way: null, text: "" } })));
    expect(verdict("not_yet")).toContain("More networks.");
    expect(verdict("answered")).toContain("It is answered, as far as");
    expect(verdict("answered")).not.toContain("More networks.");
    expect(tally).toMatch(/scores: 1 \w[^.;]* \(1 weak\)\./);
  });

  it("says what it would take to be conclusive, and that figures alone do not decide", () => {
    const told = text(
      projectGoingOn(comparisons({ conclusive: ["More networks.", "More people."] }), project),
    );
    expect(told).toBe(
      "Is it worth going on with? These figures alone do not decide it. What it would take to be conclusive: more networks. All that it would take",
    );
    expect(projectGoingOn(comparisons({ conclusive: [] }), project).childNodes).toHaveLength(0);
  });
});

describe("the answer to copy", () => {
  const selection = {
    ...{ area_type: "project", area: "P1", period_type: "all", period: "all" },
    ...{ instrument: "", breakdown: "", list: "", step: "" },
  };

  it("stands alone: where, the question, the figures, the verdict, the source", () => {
    const answer = { headline: "Men: 38% before and 44% after.", detail: [], caveats: [] };
    const at = release([], { "project||project|P1|all|all": answer });
    const placed = { ...project, own_networks: ["Ashmoor PCN"] };
    const told = projectAnswerText(at, comparisons(), placed, selection);
    expect(told).toMatch(
      /^(?:Synthetic data\. )?P1: first \(Ashmoor PCN\)\. Do more men come\? Men: 38% before and 44% after\. A first look, on its first measure: The change lies apart\. Source: /,
    );
    expect(told).toContain(catalogue.release_id);
    expect(text(projectAnswerCopy(at, comparisons(), placed, selection))).toContain(
      "Copy the answer with its citation",
    );
  });

  it("is not offered where nothing was answered", () => {
    expect(projectAnswerCopy(release([]), comparisons(), project, selection).childNodes).toHaveLength(0);
  });
});

describe("every measure beside the networks", () => {
  it("sets the first on top, calls the others exploratory and counts the looks", () => {
    const node = projectOthers(release([]), comparisons(), project);
    expect(text(node)).toContain("3 measures were named besides the first, and 1 can be set beside");
    expect(text(node)).toContain("The others are exploratory");
    const table = cells(node);
    expect(table.map(([name, size, , reading]) => [name, size, reading])).toEqual([
      [expect.stringContaining("(first measure)"), "+6 percentage points (+2 to +10)", "Higher than there"],
      [
        expect.not.stringContaining("(first measure)"),
        "−1 percentage point (−12 to +10)",
        "Not clearly different",
      ],
      [expect.anything(), "Not shown", "Too few."],
    ]);
    expect(table[1]).toContain("5 of 8");
    // From which window to which, as a measure that is not due yet after the pilot goes by those during it.
    expect(table.map((line) => line[2])).toEqual(["Before to after", "Before to after", "–"]);
  });

  it("marks a clear one that was not named to answer as exploratory, and many networks left out", () => {
    const clear = { ...crisis, estimate: -0.1, lower: -0.2, upper: -0.01, networks: 5, left_out: 3 };
    expect(cells(projectOthers(release([]), comparisons({ others: [clear] }), project))[1]?.[3]).toBe(
      "Lower than there, with many networks left out (exploratory)",
    );
  });

  it("is a sentence where there is nothing to compare", () => {
    expect(text(projectOthers(release([]), comparisons({ others: [scored] }), project))).toContain(
      "none can be set beside single networks",
    );
    const single = { ...project, measures: project.measures.slice(0, 1) };
    expect(text(projectOthers(release([]), comparisons({ others: [] }), single))).toBe(
      "No measure was named besides the first.",
    );
  });
});

describe("whose scores changed", () => {
  const group = (category: string, period: string, value: number | null) =>
    row({
      ...{ measure: "mean_change", instrument, area_type: "project", area: "P1", breakdown: "gender" },
      ...{ period_type: period === "all" ? "all" : "window", period, category, n: 40 },
      ...(value === null
        ? { status: "withheld" as const }
        : { value, lower: value - 2, upper: value + 2, level: 0.95 }),
    });

  it("shows the groups after the pilot, with what the release says of differences, and none as better", () => {
    const finding = { headline: "No difference was shown.", detail: ["By gender."], caveats: [] };
    const node = projectGroups(
      release([group("1", "after", 3), group("2", "after", 5), group("not_known", "after", 1)], {
        [`equity|${instrument}|project|P1|window|after`]: finding,
      }),
      project,
    );
    const words = text(node);
    expect(words).toContain("They are of people referred after the pilot.");
    expect(words).toContain("No difference was shown.");
    expect(words).toContain("SYNTHETIC");
    expect(cells(node).map(([name]) => name)).toEqual(["Men", "Women", "Not known"]);
    expect(words).not.toMatch(/better than|worse than|most benefit/);
  });

  it("goes to the whole period where fewer than half of the groups can be shown, and says so", () => {
    const whole = [group("1", "all", 3), group("2", "all", 5)];
    const node = projectGroups(release([group("1", "after", null), group("2", "after", null), ...whole]), {
      ...project,
      windows: [{ window: "before", from: "2022-01-01", to: "2022-12-31" }],
    });
    expect(text(projectGroups(release(whole), project))).not.toContain("pilot");
    expect(text(node)).toContain("people referred at any time, before the pilot too");
    expect(cells(node)[0]?.slice(0, 2)).toEqual(["Men", "+3.0"]);
  });

  it("opens on the characteristic of the target group, and names once those that too few people tell apart", () => {
    const two = (by: string, categories: readonly string[], value: number | null) =>
      categories.map((category) => ({ ...group(category, "after", value), breakdown: by }));
    const [gender] = catalogue.breakdowns;
    if (gender === undefined) throw new Error("No breakdown.");
    const more: Catalogue = {
      ...catalogue,
      breakdowns: [
        gender,
        { ...gender, breakdown: "cohort", label: "Cohort" },
        { ...gender, breakdown: "interpreter", label: "Interpreter needed" },
      ],
    };
    const rows = [
      ...two("gender", ["1", "2"], 3),
      ...two("cohort", ["1", "2"], 5),
      ...two("interpreter", ["1", "2"], null),
    ];
    const of = (target_breakdowns: readonly string[]) =>
      projectGroups(
        { ...release(rows), catalogue: more },
        { ...project, target_breakdowns: [...target_breakdowns] },
      );
    expect(text(of(["cohort"]))).toContain("by cohort");
    expect(text(of([]))).toContain("by gender");
    const words = text(of(["interpreter"]));
    expect(words.match(/too few people/g)).toHaveLength(1);
    expect(words).toContain("too few people to tell groups apart by these: interpreter needed");
    expect(words).toContain("So how the target group changed");
  });

  it("says that groups cannot be told apart, without a figure, where too few are shown", () => {
    const withheld = [group("1", "after", null), group("2", "after", null)];
    expect(text(projectGroups(release(withheld), project))).toMatch(/too few people to tell groups apart/);
    const one = projectGroups(release([group("1", "all", 3), group("2", "all", null)]), project);
    expect(text(one)).toMatch(/Too few groups can be shown/);
    expect((one as HTMLElement).querySelector("svg, table")).toBeNull();
  });
});

describe("how complete a project's figures are", () => {
  const at = (measure: string, period: string, more: Partial<EstimateRow>) =>
    row({ measure, area_type: "project", area: "P1", period_type: "window", period, ...more });

  it("sets records beside the referrals received, and a withheld one is no number", () => {
    const node = projectCompleteness(
      release([
        at("referrals", "before", { value: 300 }),
        at("referrals", "after", { value: 400 }),
        at("share_men", "before", { value: 0.4, numerator: 100, denominator: 250 }),
        at("share_men", "after", { status: "withheld" }),
        at("follow_up_rate", "before", { instrument, value: 0.6, denominator: 90 }),
      ]),
      project,
    );
    expect(cells(node)).toEqual([
      ["Referrals received", "Referrals", "300", "Not published", "400"],
      [expect.stringContaining("men"), expect.anything(), "250", "Not published", "Withheld"],
      [
        expect.stringContaining("due a second"),
        "Share of people due a second score",
        "60%",
        "Not published",
        "Not published",
      ],
    ]);
    expect(text(node)).toContain("1 of 9 cannot be shown");
  });

  it("counts the referrals of a rate, not its people and years", () => {
    const rate = "referrals_per_1000_target";
    const node = projectCompleteness(
      release([at(rate, "after", { value: 18.7, numerator: 60, denominator: 3206.571 })]),
      { ...project, measures: [{ measure: rate, instrument: "" }] },
    );
    expect(cells(node)[0]?.at(-1)).toBe("60");
  });
});

describe("parts that are not there", () => {
  it("say why", () => {
    expect(text(projectReach(release([]), { ...project, target_label: null }))).toMatch(/No target group/);
    const first = { ...project, measures: [{ measure: "share_target", instrument: "" }] };
    expect(text(projectReach(release([]), first))).toMatch(/first measure, which stands at the top/);
    expect(text(projectReach(release([]), project))).toMatch(/No figure of its share/);
    const none = text(projectCost(catalogue, comparisons(), project));
    expect(none).toContain("No cost is given.");
    expect(none).not.toContain("SYNTHETIC");
    const cost = { kind: "interval" as const, cost: 300, lower: 200, upper: 600, words: ["About £300."] };
    expect(text(projectCost(catalogue, comparisons({ cost }), project))).toContain("SYNTHETIC");
  });
});

describe("figures of a project beside others", () => {
  const window = (measure: string, value: number) =>
    row({ measure, area_type: "project", area: "P1", period_type: "window", period: "after", value });

  it("sets a target group's rate beside everybody else on the same lists, with the people on them", () => {
    const dated: Catalogue = {
      ...catalogue,
      periods: [{ period_type: "window", period: "after", label: "After the pilot" }],
    };
    const of: Catalogue["projects"][number] = {
      ...project,
      measures: [{ measure: "referrals_per_1000_target", instrument: "" }],
      target_population: { target: 3200, others: 42_240, source: "The lists." },
    };
    const node = projectSeries(
      {
        ...release([window("referrals_per_1000_target", 18.7), window("referrals_per_1000_others", 7.8)]),
        catalogue: dated,
      },
      of,
      { measure: "referrals_per_1000_target", instrument: "" },
      "window",
      "answer",
    );
    const words = text(node);
    expect(words).toContain("Everybody else on the same lists: 7.8");
    expect(words).toContain("3,200 people of the target group and 42,240 others");
    expect(words).not.toContain("Comparison networks");
  });

  it("says how many of the referrals received are counted, and how many quarters are shown", () => {
    const periods = [
      { period_type: "window", period: "after", label: "After the pilot" },
      ...["2023-Q2", "2023-Q3"].map((period) => ({ period_type: "quarter", period, label: period })),
    ];
    const measures = catalogue.measures.slice(0, 1).map((entry) => ({
      ...entry,
      ...{ id: "share_crisis", unit: "share of referrals", denominator: "Referrals that are due" },
    }));
    const of = (measure: string, more: Partial<EstimateRow>) =>
      row({ measure, area_type: "project", area: "P1", period_type: "window", period: "after", ...more });
    const rows = [
      of("share_crisis", { value: 0.1, numerator: 20, denominator: 215 }),
      of("referrals", { value: 420, numerator: 420, denominator: null }),
      of("share_crisis", { period_type: "quarter", period: "2023-Q2", value: 0.1, denominator: 100 }),
      of("share_crisis", { period_type: "quarter", period: "2023-Q3", status: "withheld", value: null }),
    ];
    const at = { ...release(rows), catalogue: { ...catalogue, periods, measures } };
    const series = (type: "window" | "quarter") =>
      text(projectSeries(at, project, { measure: "share_crisis", instrument: "" }, type, "a"));
    expect(series("window")).toContain(
      "After: 215 of the 420 referrals received are counted. Counted are referrals that are due. The others are in no figure here.",
    );
    expect(series("quarter")).toContain(
      "1 of 2 quarters are shown; the other 1 is withheld or not due yet, and nothing is known of it here.",
    );
  });

  it("tells second scores beside the number of people due one", () => {
    const of = (measure: string, more: Partial<EstimateRow>) =>
      row({
        ...{ measure, instrument, area_type: "project", area: "P1", period_type: "window", period: "after" },
        ...more,
      });
    const node = projectOutcomes(
      release([
        of("mean_change", { value: 5, n: 75 }),
        of("follow_up_rate", { value: 0.55, numerator: 75, denominator: 135 }),
      ]),
      project,
    );
    expect(cells(node)[0]).toContain("75 of 135");
  });

  it("shows a figure of staff over the whole period where no single year can be shown", () => {
    const staff = (measure: string, period: string, more: Partial<EstimateRow>) =>
      row({
        ...{ measure, area_type: "service", area: "S1", period },
        period_type: period === "all" ? "all" : "financial_year",
        ...more,
      });
    const dated: Catalogue = {
      ...catalogue,
      services: [{ id: "S1", name: "Elm service", borough: null, model: null }],
      periods: [{ period_type: "financial_year", period: "2022-23", label: "2022 to 2023" }],
    };
    const volunteers = "share_volunteers_to_employment";
    const node = projectStaff(
      {
        ...release([
          staff(volunteers, "2022-23", { status: "withheld" }),
          staff(volunteers, "all", { lower: 0.5, upper: 1 }),
          staff("share_left", "2022-23", { lower: 0.2, upper: 0.4 }),
        ]),
        catalogue: dated,
      },
      project,
    );
    const table = cells(node);
    expect(table.find(([name]) => /volunteers/i.test(name ?? ""))?.slice(1)).toEqual([
      "Withheld",
      "50% to 100%",
    ]);
    expect(
      table.find(([name]) => /left/i.test(name ?? "") && !/volunteers/i.test(name ?? ""))?.slice(1),
    ).toEqual(["20% to 40%", "–"]);
  });
});
