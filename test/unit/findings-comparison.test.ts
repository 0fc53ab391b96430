import { describe, expect, it } from "vitest";
import { comparisonAnswer, differenceInShort } from "../../src/findings/comparison-words.ts";
import { conclusiveWords } from "../../src/findings/conclusive-words.ts";
import { learnedWords } from "../../src/findings/learned-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import type { ComparedChange } from "../../src/release/project-comparisons-schema.ts";
import { projectComparisonsSchema } from "../../src/release/project-comparisons-schema.ts";
import { projectQuarters } from "../../src/release/project-quarters.ts";
import { projectTrend } from "../../src/release/project-trend.ts";
import { standardisedAnswer } from "../../src/release/standardised-answer.ts";
import { pairsForPower } from "../../src/statistics/planning.ts";
import { comparedChange } from "../compared-change.ts";
import { catalogue as example, row } from "./reports-support.ts";

type Project = Catalogue["projects"][number];

const project: Project = {
  id: "P1",
  name: "First",
  question: "Do more men come?",
  borough: "B1",
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [
    { window: "before", from: "2022-01-01", to: "2022-12-31" },
    { window: "during", from: "2023-01-01", to: "2023-06-30" },
    { window: "after", from: "2023-07-01", to: "2023-12-31" },
  ],
};
const of = (measure: string, instrument = ""): Project => ({
  ...project,
  measures: [{ measure, instrument }],
});
const [first] = example.measures;
if (first === undefined) throw new Error("No measure.");
const catalogue: Catalogue = {
  ...example,
  measures: [...example.measures, { ...first, id: "share_men", title: "Men", kind: "proportion" }],
};

const compared = (more: Partial<ComparedChange> = {}): ComparedChange => ({ ...comparedChange, ...more });
const answer = (more: Partial<ComparedChange> = {}) =>
  comparisonAnswer({ project, compared: compared(more), quarters: [] }, catalogue).join(" ");

describe("comparisonAnswer", () => {
  it("tells a difference only where the interval leaves out 0, and never what brought it about", () => {
    expect(answer()).toContain(
      "6 percentage points higher here than on average there (95% interval 2 to 10 higher).",
    );
    expect(answer({ estimate: -0.06, lower: -0.1, upper: -0.02 })).toContain(
      "6 percentage points lower here",
    );
    const unclear = answer({ lower: -0.01 });
    expect(unclear).toContain("not clearly different here from the average there");
    expect(unclear).not.toContain("more than these networks usually differ");
    for (const text of [answer(), unclear])
      expect(text).not.toMatch(/caus|reduc|led to|thanks to|because of/i);
  });

  it("gives the rank a meaning only where enough networks are in it", () => {
    expect(answer()).toMatch(/none of the 8 networks lies as far .* takes 19 of them\./);
    const many = answer({ networks: 24, as_far: 0, may_claim: true });
    expect(many).toContain("by chance alone that is 1 in 25");
    expect(many).not.toContain("says nothing by itself");
  });

  it("gives no verdict where more than one network in five is left out", () => {
    expect(answer({ networks: 8, left_out: 2 })).toContain("more than these networks usually differ");
    const gaps = answer({ networks: 6, left_out: 2 });
    expect(gaps).not.toContain("more than these networks usually differ");
    expect(gaps).toContain("2 of the 8 networks named beforehand are left out");
    expect(gaps).toContain("a first look, no more");
  });

  it("says that a median is not compared, and nothing of a project without networks", () => {
    const told = { project: of("median_days_open"), compared: null, quarters: [] };
    expect(comparisonAnswer(told, catalogue)).toHaveLength(1);
    expect(comparisonAnswer({ project, compared: null, quarters: [] }, catalogue)).toEqual([]);
  });
});

const windowRow = (period: string, parts: Parameters<typeof row>[0]) =>
  row({ area_type: "project", area: "P1", period_type: "window", period, ...parts }) as ReleasedEstimate;

describe("differenceInShort", () => {
  const short = (told: Pick<Parameters<typeof differenceInShort>[1], "compared" | "together">) =>
    differenceInShort(project, told, catalogue);

  it("tells the difference with its interval, or that there is no comparison", () => {
    expect(short({ compared: compared() })).toBe(
      "6 percentage points higher than in 8 comparison networks on average (95% interval 2 to 10 higher)",
    );
    const together = { later: "after" as const, estimate: -0.05, lower: -0.13, upper: 0.04, level: 0.95 };
    expect(short({ compared: null, together: { ...together, beside: "networks" } })).toBe(
      "5 percentage points lower than in the comparison networks together (95% interval from 13 lower to 4 higher)",
    );
    expect(short({ compared: null, together: { ...together, beside: "others", estimate: 0 } })).toBe(
      "no different from the change for everybody else on the same lists (95% interval from 13 lower to 4 higher)",
    );
    expect(short({ compared: null, together: null })).toBe("No comparison");
  });
});

describe("conclusiveWords", () => {
  it("plans the change of a share to within five points, and says so where there were enough", () => {
    const rows = (denominator: number) =>
      ["before", "after"].map((period) =>
        windowRow(period, { measure: "share_men", value: 0.5, numerator: denominator / 2, denominator }),
      );
    // A change to within 0.05 takes each share to within 0.05 ÷ √2. Wilson at 0.5: z² (2 ÷ 0.05² − 4) ÷ 4 = 3.8415 × 796 ÷ 4 = 764.5.
    const words = (denominator: number) =>
      conclusiveWords({ project, compared: null, rows: rows(denominator) }, catalogue)[1];
    expect(words(200)).toContain("takes about 765 in each time; there were about 200 and 200");
    expect(words(800)).toContain("Not more records of the same kind");
    // 14% and 7% vary on average as 10.3% does: that takes more than the share after alone, and 215 are too few.
    const fell = (
      [
        ["before", 0.14, 365],
        ["after", 0.07, 215],
      ] as const
    ).map(([period, value, denominator]) =>
      windowRow(period, {
        measure: "share_men",
        value,
        numerator: Math.round(value * denominator),
        denominator,
      }),
    );
    const [obstacle, told] = conclusiveWords({ project, compared: null, rows: fell }, catalogue);
    // What stands in the way of a verdict comes first.
    expect(obstacle).toMatch(/^The same figure for each comparison network/);
    expect(told).toMatch(/^More records: .* takes about 2[89]\d in each time/);
    expect(told).not.toContain("What is left open");
    const [first] = rows(800);
    if (first === undefined) throw new Error("There is a row before the pilot.");
    const uneven = conclusiveWords(
      { project, compared: null, rows: [first, ...rows(400).slice(1)] },
      catalogue,
    );
    expect(uneven[1]).toContain("there were about 800 and 400");
  });

  it("plans people with both scores from the spread that the interval shows", () => {
    // n = 101: t(100) = 1.98397; a half-width of 1.98397 ÷ √101 × 10 = 1.97413 gives a standard deviation of 10.
    const half = (1.983_971_5 * 10) / Math.sqrt(101);
    const scored = (period: string) =>
      windowRow(period, {
        measure: "mean_change",
        instrument: "pam",
        n: 101,
        value: 5,
        lower: 5 - half,
        upper: 5 + half,
        level: 0.95,
      });
    const rows = [scored("before"), scored("after")];
    const [, words] = conclusiveWords({ project: of("mean_change", "pam"), compared: null, rows }, catalogue);
    const needed = pairsForPower(5, 10 * Math.SQRT2, 0.8);
    expect(needed).toBeGreaterThan(60);
    expect(words).toContain(`takes about ${needed} with both scores in each`);
    expect(words).toContain("standard deviation about 10.0");
  });

  it("tells how far the interval would reach with more networks", () => {
    const rows = [windowRow("after", { measure: "share_men", value: 0.5, numerator: 200, denominator: 400 })];
    const words = conclusiveWords({ project, compared: compared(), rows }, catalogue).join(" ");
    // Half 4 points on t(7) = 2.3646 with √(9 ÷ 8): s = 1.595; t(18) = 2.1009 × 1.595 × √(20 ÷ 19) = 3.44.
    expect(words).toContain("with 19 in place of 8 the interval would reach about 3 percentage points");
    expect(words).toContain("one alone cannot bring the interval below about 3 percentage points");
  });

  it("begins with the networks where they stand in the way, and asks for what the first measure does not tell", () => {
    const rows = [windowRow("after", { measure: "share_men", value: 0.5, numerator: 200, denominator: 400 })];
    const first_measure = { yes_if: null, tells: null, does_not_tell: "whether anybody’s health improved" };
    const told = (more: Partial<ComparedChange>) =>
      conclusiveWords({ project: { ...project, first_measure }, compared: compared(more), rows }, catalogue);
    const gaps = told({ networks: 6, left_out: 2 });
    expect(gaps[0]).toMatch(/^Comparison networks with more people: more than one in five/);
    expect(told({ networks: 8, left_out: 2 }).join(" ")).not.toContain("more than one in five");
    expect(gaps).toContain(
      "A measure, named before looking, of what the first one does not tell: whether anybody’s health improved.",
    );
  });

  it("asks for other services where only staff figures of one are held", () => {
    const words = conclusiveWords({ project, compared: null, rows: [] }, catalogue);
    expect(words).toHaveLength(1);
    expect(words[0]).toContain("services without the project");
  });
});

describe("standardisedAnswer", () => {
  it("sets shares and averages on one axis, worked by hand", () => {
    const share = (period: string, value: number, lower: number, upper: number) =>
      windowRow(period, {
        ...{ measure: "share_men", numerator: value * 100, denominator: 100, value },
        ...{ lower, upper, level: 0.95 },
      });
    // √0.24 = 0.4899 divides: 0.2; 0.2 − √(0.1² + 0.1²) = 0.0586; 0.2 + √(0.09² + 0.09²) = 0.3273, printed 0.33.
    const rows = [share("before", 0.4, 0.31, 0.5), share("after", 0.6, 0.5, 0.69)];
    expect(standardisedAnswer(project, rows, catalogue)).toEqual({
      value: 0.41,
      lower: 0.11,
      upper: 0.68,
      words: "a rise of 20 percentage points (95% interval 6 to 33)",
      reason: "",
    });
    const half = (1.983_971_5 * 10) / Math.sqrt(101);
    const mean = (period: string, value: number) =>
      windowRow(period, {
        measure: "mean_change",
        instrument: "pam",
        n: 101,
        value,
        lower: value - half,
        upper: value + half,
        level: 0.95,
      });
    const scored = standardisedAnswer(
      of("mean_change", "pam"),
      [mean("before", 3), mean("after", 8)],
      catalogue,
    );
    expect(scored.value).toBe(0.5);
  });

  it("is on both sides of 0 where the project's page tells no clear change, printed limits of 0 included", () => {
    const share = (period: string, value: number, lower: number, upper: number) =>
      windowRow(period, {
        ...{ measure: "share_men", numerator: Math.round(value * 300), denominator: 300, value },
        ...{ lower, upper, level: 0.95 },
      });
    // −0.08 + √(0.06² + 0.05²) = −0.0019, printed as 0: the page tells no clear change, and the axis agrees.
    const rows = [share("before", 0.15, 0.1, 0.2), share("after", 0.07, 0.03, 0.13)];
    const found = standardisedAnswer(project, rows, catalogue);
    expect(found.words).toMatch(/^no clear change/);
    expect(found.lower).toBeLessThan(0);
    expect(found.upper).toBeGreaterThanOrEqual(0);
    const clear = [share("before", 0.15, 0.1, 0.2), share("after", 0.05, 0.03, 0.09)];
    expect(standardisedAnswer(project, clear, catalogue)).toMatchObject({
      words: expect.stringMatching(/^a fall of 10 percentage points/),
    });
    expect(standardisedAnswer(project, clear, catalogue).upper).toBeLessThan(0);
  });

  it("says why a measure has no place on the axis", () => {
    const reason = (measure: string, rows: readonly ReleasedEstimate[]) => {
      const found = standardisedAnswer(of(measure), rows, catalogue);
      expect(found).toMatchObject({ value: null, lower: null, upper: null });
      return found.reason;
    };
    const figure = (measure: string, period: string) => windowRow(period, { measure, value: 3, n: 90 });
    expect(reason("share_left", [])).toMatch(/staff/);
    expect(reason("median_days_open", [figure("median_days_open", "after")])).toMatch(/median/);
    expect(reason("mean_reasons", [figure("mean_reasons", "after")])).toMatch(/cannot both be shown/);
    const rate = "referrals_per_1000_target";
    expect(reason(rate, [figure(rate, "before"), figure(rate, "after")])).toMatch(/rate/);
    expect(
      reason(
        "mean_reasons",
        ["before", "after"].map((one) => figure("mean_reasons", one)),
      ),
    ).toMatch(/no spread/);
  });
});

describe("learnedWords", () => {
  const told = (id: string, change: ComparedChange | null) => ({
    project: id,
    compared: change,
    together: null,
    verdict: { kind: "not_yet" as const, way: null, text: "" },
  });

  it("counts every project once, by what its comparison allows", () => {
    const all = [
      { ...told("A", compared()), verdict: { kind: "answered" as const, way: "no" as const, text: "" } },
      told("B", compared({ lower: -0.01 })),
      told("C", compared({ networks: 5, left_out: 3 })),
      told("D", compared({ status: "not_shown", estimate: null, lower: null, upper: null })),
      told("E", null),
    ];
    const words = learnedWords(all);
    expect(words[0]).toBe(
      "Of 5 projects, 3 could be set beside networks without a project, one by one, on the first measure.",
    );
    for (const id of ["A", "B", "C", "D", "E"]) {
      expect(
        words.filter((text) => new RegExp(`: ${id}( \\(on its first measure: no\\))?\\.$`).test(text)),
      ).toHaveLength(1);
    }
    expect(words[1]).toMatch(/^1 of them changed clearly otherwise.*: A \(on its first measure: no\)\.$/);
    expect(words.at(-1)).toContain("no average over projects is made");
  });

  it("says nothing of a single project, and warns of no chance where nothing was compared", () => {
    expect(learnedWords([told("A", compared())])).toEqual([]);
    const none = learnedWords([told("A", null), told("B", null)]);
    expect(none[0]).toContain("none could be set beside");
    expect(none.join(" ")).not.toContain("By chance");
  });
});

const quarter = (area_type: string, period: string, numerator: number, denominator: number) =>
  row({
    measure: "share_men",
    area_type,
    area: "P1",
    period_type: "quarter",
    period,
    numerator,
    denominator,
    value: numerator / denominator,
  }) as ReleasedEstimate;

describe("projectQuarters", () => {
  const periods = ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2"];
  const rows = periods.flatMap((period, place) => [
    quarter("project", period, place < 4 ? 30 : 50, 100),
    quarter("comparator", period, place < 4 ? 120 : 140, 400),
  ]);

  it("is 0 before where the gap stays, and the difference in differences after", () => {
    const found = projectQuarters(project, rows);
    expect(found.map(({ since_start }) => since_start)).toEqual([-4, -3, -2, -1, 0, 1]);
    expect(found.map(({ estimate }) => estimate)).toEqual([0, 0, 0, 0, 0.15, 0.15]);
    for (const { estimate, lower, upper } of found) {
      expect(lower).toBeLessThan(estimate ?? Number.NaN);
      expect(upper).toBeGreaterThan(estimate ?? Number.NaN);
    }
    const standardised = { value: null, lower: null, upper: null, words: "", reason: "A median." };
    const told = { project: "P1", compared: null, quarters: [...found], standardised };
    const said = {
      together: null,
      others: [compared({ measure: "share_crisis" })],
      verdict: { kind: "not_yet" as const, way: null, text: "A median." },
      first_measure: "",
      trend: projectTrend(project, rows),
      cost: { kind: "none" as const, cost: null, lower: null, upper: null, words: [] },
    };
    const file = { projects: [{ ...told, ...said, answer: [], conclusive: [] }], learned: [] };
    expect(projectComparisonsSchema.parse(file)).toEqual(file);
  });

  it("has no point where either figure is withheld, and none at all without two quarters before", () => {
    const hidden = rows.map((one) =>
      one.area_type === "comparator" && one.period === "2022-Q2"
        ? { ...one, status: "withheld" as const, numerator: null, value: null }
        : one,
    );
    const found = projectQuarters(project, hidden);
    expect(found[1]).toEqual({
      period: "2022-Q2",
      since_start: -3,
      estimate: null,
      lower: null,
      upper: null,
    });
    expect(found[0]?.estimate).toBe(0);
    const late = rows.filter(({ period }) => period >= "2022-Q4");
    expect(projectQuarters(project, late)).toEqual([]);
  });
});
