import { describe, expect, it } from "vitest";
import { makeFindings } from "../../src/findings/all-findings.ts";
import { directionWords } from "../../src/findings/direction-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { sharedServiceWords } from "../../src/findings/shared-service-words.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange, ProjectComparisons } from "../../src/release/project-comparisons-schema.ts";
import { estimate, catalogue as example, noQuality, worry } from "./findings-example.ts";

type Entry = Catalogue["measures"][number];
type Project = Catalogue["projects"][number];
type Told = ProjectComparisons["projects"][number];

const entry = (id: string, title: string, more: Partial<Entry> = {}): Entry => ({
  id,
  title,
  kind: "proportion",
  unit: "share of people seen",
  polarity: "neither",
  definition: "",
  numerator: "",
  denominator: "",
  method: "wilson",
  caveat: "",
  ...more,
});

const men: Project = {
  id: "P1",
  name: "Men",
  question: "Do more men benefit?",
  borough: null,
  service: "S1",
  target_label: "Men under 50",
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [],
};

const catalogue = (project: Partial<Project> = {}): Catalogue => ({
  ...example,
  measures: [
    entry("share_men", "Men among people seen"),
    entry("share_crisis", "Referred at a crisis", { unit: "share of referrals" }),
    entry("share_target", "Target group among referrals"),
    entry("median_days_without_support", "Days without support", {
      kind: "amount",
      unit: "days",
      polarity: "lower",
    }),
    entry("mean_change", "Average change", { kind: "mean", unit: "points" }),
    entry("burnout_personal", "Personal burnout", { kind: "mean", unit: "points of 100" }),
    entry("burnout_work", "Work-related burnout", { kind: "mean", unit: "points of 100" }),
    entry("share_satisfied", "Staff satisfied with the job", { unit: "share of staff" }),
  ],
  periods: [
    ...example.periods,
    { period_type: "financial_year", period: "2023-24", label: "April 2023 to March 2024" },
  ],
  services: [{ id: "S1", name: "Elm service", borough: null, model: null }],
  projects: [{ ...men, ...project }],
});

const at = (
  area_type: "project" | "comparator",
  period: string,
  measure: string,
  more: Partial<ReleasedEstimate>,
): ReleasedEstimate =>
  estimate(measure, { instrument: "", area_type, area: "P1", period_type: "window", period, ...more });
const men38 = at("project", "before", "share_men", {
  value: 0.38,
  lower: 0.36,
  upper: 0.41,
  denominator: 900,
});
const men44 = at("project", "after", "share_men", {
  value: 0.44,
  lower: 0.42,
  upper: 0.47,
  denominator: 950,
});
const there = [
  at("comparator", "before", "share_men", { value: 0.37, lower: 0.35, upper: 0.39, denominator: 2000 }),
  at("comparator", "after", "share_men", { value: 0.38, lower: 0.36, upper: 0.4, denominator: 2000 }),
];

function project(
  estimates: readonly ReleasedEstimate[],
  more: Partial<Project> = {},
  beside?: Pick<Told, "compared" | "together">,
) {
  const told: Told = {
    project: "P1",
    compared: null,
    together: null,
    ...beside,
    others: [],
    verdict: { kind: "not_yet", way: null, text: "" },
    first_measure: "",
    quarters: [],
    trend: null,
    cost: { kind: "none", cost: null, lower: null, upper: null, words: [] },
    standardised: { value: null, lower: null, upper: null, words: "", reason: "" },
    answer: [],
    conclusive: [],
  };
  const comparisons = beside === undefined ? undefined : { projects: [told], learned: [] };
  const { findings } = makeFindings(
    estimates,
    catalogue(more),
    noQuality,
    undefined,
    undefined,
    undefined,
    comparisons,
  );
  const finding = findings["project||project|P1|all|all"];
  if (finding === undefined) throw new Error("No finding of the project.");
  return finding;
}

describe("the answer to a project's question", () => {
  it("sets its change beside that of the comparison networks and claims nothing of the difference", () => {
    const finding = project([men38, men44, ...there]);
    // 0.06 − 0.01 with √(0.0361² + 0.0283²) = 0.0459 either way is 0.4 to 9.6 points: rounded outwards to 0 to 10, which holds 0.
    // 0.44 − 0.38 with √(0.02² + 0.03²) = 0.0361 below and √(0.03² + 0.02²) = 0.0361 above.
    expect(finding.headline).toBe(
      "Men among people seen: 38% before and 44% after the pilot, 6 percentage points higher (95% interval 2 to 10 higher). In the comparison networks: 37% before and 38% after the pilot, 1 percentage point higher (95% interval from 2 lower to 4 higher). Set beside the comparison networks taken together, the change is not clearly different here (5 percentage points higher; 95% interval from 0 to 10 higher).",
    );
    expect(finding.detail).toEqual([
      "Here: 38% (95% interval 36% to 41%) before and 44% (95% interval 42% to 47%) after.",
      "In the comparison networks: 37% (95% interval 35% to 39%) before and 38% (95% interval 36% to 40%) after.",
    ]);
    expect(finding.caveats[0]).toBe(
      "The comparison networks were not chosen by lot, and their people may differ. The two changes stand side by side; the difference between them is not put down to the project.",
    );
    expect([finding.headline, ...finding.detail, ...finding.caveats].join(" ")).not.toMatch(
      /\b(led to|caused|thanks to|because of|effect of)\b/i,
    );
  });

  it("opens with the comparison network by network where it is released, before and after below it", () => {
    const change: ComparedChange = {
      project: "P1",
      measure: "share_men",
      instrument: "",
      kind: "share",
      later: "after",
      status: "published",
      reason: "",
      estimate: 0.05,
      lower: 0.01,
      upper: 0.09,
      level: 0.95,
      networks: 8,
      left_out: 0,
      as_far: 0,
      may_claim: false,
    };
    const estimates = [men38, men44, ...there];
    const plain = project(estimates);
    const told = project(estimates, {}, { compared: change, together: null });
    expect(told.headline).toBe(
      "Men among people seen: 38% before and 44% after the pilot here; 37% before and 38% after in the 8 comparison networks together. Set beside them one by one, the change is 5 percentage points higher here than on average there (95% interval 1 to 9 higher).",
    );
    // Each change with its interval, no verdict on either, and at the end the difference between the two.
    expect(told.detail).toEqual([
      "Men among people seen: 38% before and 44% after the pilot, 6 percentage points higher (95% interval 2 to 10 higher). In the comparison networks: 37% before and 38% after the pilot, 1 percentage point higher (95% interval from 2 lower to 4 higher). Set beside them one by one, the change is 5 percentage points higher here than on average there (95% interval 1 to 9 higher).",
      ...plain.detail,
    ]);
    expect(told.caveats).toEqual(plain.caveats);
    const unclear = { ...change, lower: -0.01, as_far: 3 };
    expect(project(estimates, {}, { compared: unclear, together: null }).headline).toContain(
      "the change is not clearly different here from the average there (5 percentage points higher; 95% interval from 1 lower to 9 higher).",
    );
    const ranked = { ...change, networks: 20, may_claim: true };
    expect(project(estimates, {}, { compared: ranked, together: null }).headline).toContain(
      "Set beside them one by one, the change is 5 percentage points higher here than on average there (95% interval 1 to 9 higher), and none of them lies as far from the others.",
    );
    const hidden = { ...change, status: "not_shown" as const, estimate: null, lower: null, upper: null };
    expect(project(estimates, {}, { compared: hidden, together: null }).headline).toBe(plain.headline);
  });

  it("ends with the comparison of all networks together where only that can be made", () => {
    const estimates = [men38, men44, ...there];
    const together = {
      beside: "networks" as const,
      later: "after" as const,
      estimate: 0.05,
      lower: -0.01,
      upper: 0.1,
      level: 0.95,
    };
    expect(project(estimates, {}, { compared: null, together }).headline).toMatch(
      / Set beside the comparison networks taken together, the change is not clearly different here \(5 percentage points higher; 95% interval from 1 lower to 10 higher\)\.$/,
    );
    const others = { ...together, beside: "others" as const, lower: 0.01 };
    const beside = project([men38, men44], { comparator_label: null }, { compared: null, together: others });
    expect(beside.headline).toContain("Set beside that of everybody else on the same lists, the change is 5");
    expect(beside.caveats[0]).toContain("who may have changed for other reasons");
  });

  it("tells a fall with the limits turned round, and that lower is better", () => {
    const days = (period: string, value: number, lower: number, upper: number) =>
      at("project", period, "median_days_without_support", { value, lower, upper });
    const finding = project([days("before", 60, 56, 64), days("after", 42, 39, 45)], {
      measures: [{ measure: "median_days_without_support", instrument: "" }],
      comparator_label: null,
    });
    // 42 − 60 = −18, less √(3² + 4²) = 5 and plus 5.
    expect(finding.headline).toBe(
      "Lower after the pilot than before. Days without support: 60 days before and 42 days after the pilot, a fall of 18 days (95% interval 13 to 23).",
    );
    expect(finding.detail).toContain("A lower figure is better: days without support.");
    expect(finding.caveats[0]).toMatch(/^There is no comparison group/);
  });

  it("says which figure is missing and why, without its number", () => {
    const hidden = { ...men38, value: null, lower: null, upper: null, status: "withheld" } as const;
    expect(project([hidden, men44]).headline).toBe(
      "Men among people seen: 44% after the pilot. The figure before the pilot is not shown: the number of people in it, or in a figure beside it, is small, and showing it could identify someone.",
    );
    const few = { ...men44, value: null, lower: null, upper: null, status: "too_few" } as const;
    expect(project([hidden, few]).headline).toBe(
      "Men among people seen: the figure is not shown: there are too few people.",
    );
    expect(project([men38]).headline).toBe(
      "Men among people seen: 38% before the pilot. The figure after the pilot is not shown: it is not published for this area and period.",
    );
  });

  it("falls back on the pilot itself where nothing is shown after it", () => {
    const during = { ...men44, period: "during" };
    expect(project([men38, during]).headline).toBe(
      "Higher during the pilot than before. Men among people seen: 38% before and 44% during the pilot, a rise of 6 percentage points (95% interval 2 to 10).",
    );
  });

  it("names the target group, and an instrument where lower is better", () => {
    const target = (period: string, value: number) =>
      at("project", period, "share_target", {
        value,
        lower: value - 0.01,
        upper: value + 0.01,
        denominator: 900,
      });
    expect(
      project([target("before", 0.2), target("after", 0.3)], {
        measures: [{ measure: "share_target", instrument: "" }],
      }).headline,
    ).toMatch(
      /^Higher after the pilot than before\. Referrals of men under 50 \(share of all referrals\): 20% before and 30% after/,
    );
    const change = (period: string, value: number) =>
      at("project", period, "mean_change", {
        instrument: worry.id,
        value,
        lower: value - 1,
        upper: value + 1,
      });
    const finding = project([change("before", -0.5), change("after", -2.5)], {
      measures: [{ measure: "mean_change", instrument: worry.id }],
    });
    // √(1² + 1²) = 1.4 either way.
    expect(finding.headline).toBe(
      "Lower after the pilot than before. Average change in GAD-7 of people referred: −0.5 points before and −2.5 points after the pilot, a fall of 2.0 points (95% interval 0.6 to 3.4).",
    );
    expect(finding.detail).toContain("A lower GAD-7 score is better, so a change further below 0 is better.");
  });

  it("sets the average over the whole period beside those of the windows", () => {
    const change = (period: string, value: number) =>
      at("project", period, "mean_change", {
        instrument: worry.id,
        value,
        lower: value - 0.5,
        upper: value + 0.5,
      });
    const all = (area_type: "project" | "comparator", value: number) =>
      at(area_type, "all", "mean_change", {
        instrument: worry.id,
        period_type: "all",
        value,
        lower: value - 0.2,
        upper: value + 0.2,
      });
    const finding = project(
      [change("before", 0), change("after", -1), all("project", -0.4), all("comparator", -0.3)],
      { measures: [{ measure: "mean_change", instrument: worry.id }] },
    );
    // −1 ± √(0.5² + 0.5²) = −1.7 to −0.3.
    expect(finding.headline).toBe(
      "Lower after the pilot than before. Average change in GAD-7 of people referred: 0.0 points before and −1.0 points after the pilot, a fall of 1.0 points (95% interval 0.3 to 1.7).",
    );
    expect(finding.detail).toContain(
      "Over the whole period: −0.4 points (95% interval −0.6 to −0.2) here, and −0.3 points (95% interval −0.5 to −0.1) in the comparison networks.",
    );
  });

  it("keeps the capital of a name within a sentence", () => {
    const target = (period: string) =>
      at("project", period, "share_target", { value: 0.2, lower: 0.19, upper: 0.21, denominator: 900 });
    expect(
      project([target("before"), target("after")], {
        target_label: "Asian and Irish people",
        measures: [{ measure: "share_target", instrument: "" }],
      }).headline,
    ).toMatch(
      /^No clear change between before and after the pilot\. Referrals of Asian and Irish people \(share of all referrals\): 20%/,
    );
  });

  it("says what a share is a share of, where its title does not", () => {
    const crisis = (period: string, value: number) =>
      at("project", period, "share_crisis", {
        value,
        lower: value - 0.01,
        upper: value + 0.01,
        denominator: 900,
      });
    expect(
      project([crisis("before", 0.2), crisis("after", 0.2)], {
        measures: [{ measure: "share_crisis", instrument: "" }],
      }).headline,
    ).toBe(
      "No clear change between before and after the pilot. Referred at a crisis (share of referrals): 20% before and 20% after the pilot, no clear change (0 percentage points, 95% interval −1 to 1).",
    );
  });

  it("says that only the first measure stands alone, where another has a comparison", () => {
    const rate = (period: string) =>
      at("project", period, "median_days_without_support", { value: 10, lower: 9, upper: 11 });
    const finding = project([rate("before"), rate("after"), men38, men44, ...there], {
      measures: [
        { measure: "median_days_without_support", instrument: "" },
        { measure: "share_men", instrument: "" },
      ],
    });
    expect(finding.caveats[0]).toMatch(/^The first measure has no comparison group/);
    expect(finding.caveats[1]).toMatch(/^The comparison networks were not chosen by lot/);
  });

  it("tells figures of staff by year and as the range that is shown", () => {
    const year = (period: string, more: Partial<ReleasedEstimate>) =>
      estimate("share_satisfied", {
        instrument: "",
        area_type: "service",
        area: "S1",
        period_type: "financial_year",
        period,
        level: null,
        ...more,
      });
    const staff = { measures: [{ measure: "share_satisfied", instrument: "" }] };
    const finding = project(
      [year("2022-23", { lower: 0.4, upper: 0.6 }), year("2023-24", { lower: 0.6, upper: 0.8 })],
      staff,
    );
    expect(finding.headline).toBe(
      "Staff satisfied with the job, Elm service: between 40% and 60% in 2022–23 and between 60% and 80% in 2023–24.",
    );
    expect(finding.caveats.slice(0, 2)).toEqual([
      "Figures of staff are of the whole service and of financial years. They do not begin and end with the pilot, and services without the project give none to set beside them.",
      "Shares of staff are shown as a range only, so that no member of staff can be picked out.",
    ]);
    expect(project([year("2023-24", { status: "withheld" })], staff).headline).toBe(
      "Staff satisfied with the job, Elm service, is not shown: the number of people in it, or in a figure beside it, is small, and showing it could identify someone.",
    );
  });

  it("tells burnout scores beside a first measure of staff, first and last year, with no claim of a change", () => {
    const year = (measure: string, period: string, more: Partial<ReleasedEstimate>) =>
      estimate(measure, {
        instrument: "",
        area_type: "service",
        area: "S1",
        period_type: "financial_year",
        period,
        ...more,
      });
    const score = (value: number) => ({ value, lower: value - 5, upper: value + 5 });
    const band = year("share_satisfied", "2023-24", { lower: 0.6, upper: 0.8, level: null });
    const scores = [
      year("burnout_personal", "2022-23", score(44)),
      year("burnout_personal", "2023-24", score(38.5)),
      year("burnout_work", "2022-23", { status: "withheld" }),
      year("burnout_work", "2023-24", score(30)),
    ];
    const measures = ["share_satisfied", "burnout_personal", "burnout_work"].map((measure) => ({
      measure,
      instrument: "",
    }));
    const finding = project([band, ...scores], { measures });
    expect(finding.headline).toBe(
      "Staff satisfied with the job, Elm service: between 60% and 80% in 2023–24. Average burnout scores from 0 to 100, lower is better, with 95% intervals: personal 44.0 (39.0 to 49.0) in 2022–23 and 38.5 (33.5 to 43.5) in 2023–24; work-related 30.0 (25.0 to 35.0) in 2023–24.",
    );
    // A burnout score is told beside a measure of staff, not beside one of people.
    expect(
      project([men38, men44, ...scores], {
        measures: [{ measure: "share_men", instrument: "" }, ...measures],
      }).headline,
    ).not.toContain("burnout");
  });

  it("tells a figure of staff over the whole period, where no year can be shown", () => {
    const place = { instrument: "", area_type: "service", area: "S1", level: null } as const;
    const staff = { measures: [{ measure: "share_satisfied", instrument: "" }] };
    const hidden = estimate("share_satisfied", {
      ...place,
      period_type: "financial_year",
      period: "2023-24",
      status: "withheld",
    });
    const ever = estimate("share_satisfied", { ...place, lower: 0.5, upper: 1 });
    expect(project([hidden, ever], staff).headline).toBe(
      "Staff satisfied with the job, Elm service: between 50% and 100% over the whole period, and no single year can be shown.",
    );
  });

  it("says that there is no before and after, where no dates of a pilot were declared", () => {
    const whole = at("project", "all", "share_men", {
      period_type: "all",
      value: 0.4,
      lower: 0.38,
      upper: 0.42,
      denominator: 900,
    });
    expect(project([whole]).headline).toBe(
      "Men among people seen. Over the whole period: 40% (95% interval 38% to 42%) here. No dates of a pilot were declared, so there is no before and after.",
    );
    expect(project([]).headline).toBe(
      "Men among people seen. No figure of it can be shown. No dates of a pilot were declared, so there is no before and after.",
    );
  });

  it("opens with its own direction only where nothing is set beside it", () => {
    const side = (direction: "higher" | "lower" | "unclear", when: "after" | "during" = "after") => ({
      direction,
      when,
    });
    const told = [
      [side("higher"), "Higher after the pilot than before."],
      [side("lower", "during"), "Lower during the pilot than before."],
      [side("unclear"), "No clear change between before and after the pilot."],
      [null, ""],
    ] as const;
    for (const [here, words] of told) expect(directionWords(here)).toBe(words);
    expect(directionWords(side("unclear"), "difference")).toBe(
      "No clear difference between before and after the pilot.",
    );
  });

  it("never sets a clear change beside an unclear one, and ends every comparison with the difference", () => {
    const crisis = (area_type: "project" | "comparator", period: string, value: number) =>
      at(area_type, period, "share_crisis", {
        ...{ value, lower: value - 0.03, upper: value + 0.03, denominator: 900 },
      });
    const finding = project(
      [
        ...[men38, men44, ...there],
        ...[crisis("project", "before", 0.2), crisis("project", "after", 0.1)],
        ...[crisis("comparator", "before", 0.2), crisis("comparator", "after", 0.18)],
      ],
      {
        measures: ["share_men", "share_crisis"].map((measure) => ({ measure, instrument: "" })),
      },
    );
    // −0.10 less −0.02 is −0.08, with 0.03 · √4 = 0.06 either way.
    expect(finding.detail[0]).toMatch(
      /Set beside the comparison networks taken together, the change is 8 percentage points lower here than there \(95% interval 2 to 14 lower\)\. That interval is too narrow, since networks go their own way too: a first look at most\.$/,
    );
    expect([finding.headline, ...finding.detail].join(" ")).not.toMatch(/no clear change|a rise|a fall/i);
    // Where the networks have no figure before the pilot there is no comparison, and its own change is told by itself.
    const alone = project([men38, men44, ...there.slice(1)]);
    expect(alone.headline).toContain("a rise of 6 percentage points (95% interval 2 to 10)");
  });

  it("warns where the project started clearly apart from its networks, and only there", () => {
    const low = there.map((one) => ({ ...one, value: 0.2, lower: 0.18, upper: 0.22 }));
    // 0.38 − 0.20, with √(0.02² + 0.02²) = 0.028 below and √(0.03² + 0.02²) = 0.036 above.
    expect(project([men38, men44, ...low]).caveats).toContain(
      "Before the pilot the project already lay clearly above its comparison networks: 38% here and 20% there, 18 percentage points higher (95% interval 15 to 22 higher). What starts high tends to fall by itself (regression to the mean), so a change downwards here may have come without the project, and that both would otherwise have changed alike is less believable.",
    );
    expect(project([men38, men44, ...there]).caveats.join(" ")).not.toContain("already lay clearly");
  });

  it("names the comparison networks that its own service serves too", () => {
    const networks = [
      { name: "Ash PCN", same_service: true },
      { name: "Elm PCN", same_service: false },
      { name: "Oak PCN", same_service: true },
    ];
    const caveats = (comparison_networks: typeof networks) =>
      project([men38, men44, ...there], {
        comparison_networks,
        shared_service: sharedServiceWords(comparison_networks) || undefined,
      }).caveats;
    expect(caveats(networks)[1]).toBe(
      "Of the 3 comparison networks, 2 are served by the same service as the project: Ash PCN and Oak PCN. The same link workers may have carried what the project did to them, and whatever else changed in the service is in both. Carried over, it would make the difference look smaller than it is.",
    );
    expect(caveats(networks.slice(1, 2)).join(" ")).not.toContain("same service");
  });

  it("counts the answers of all projects, and calls none better or worse", () => {
    const two = { ...catalogue(), projects: [men, { ...men, id: "P2" }] };
    const { findings } = makeFindings([men38, men44], two, noQuality);
    expect(findings["projects||programme|programme|all|all"]?.headline).toBe(
      "Of 2 projects, by the first measure of each: 1 higher than before the pilot and 1 with no figures of before and after to set side by side.",
    );
    expect(makeFindings([men38, men44], catalogue(), noQuality).findings).not.toHaveProperty([
      "projects||programme|programme|all|all",
    ]);
  });

  it("says so where no measure was named, and warns of several", () => {
    expect(project([], { measures: [] }).headline).toBe(
      "No measure was named beforehand to answer this question.",
    );
    const both = project([men38, men44], {
      measures: [
        { measure: "share_men", instrument: "" },
        { measure: "share_target", instrument: "" },
      ],
    });
    expect(both.detail.at(0)).toMatch(/^Referrals of men under 50 \(share of all referrals\)/);
    expect(both.caveats.join(" ")).toContain("one may stand out by chance");
  });
});
