import { describe, expect, it } from "vitest";
import { comparisonAnswer } from "../../src/findings/comparison-words.ts";
import type { ReleasedEstimate } from "../../src/findings/released-estimate.ts";
import { besideTogether } from "../../src/release/beside-together.ts";
import type { Catalogue } from "../../src/release/catalogue.ts";
import { projectTrend } from "../../src/release/project-trend.ts";
import { catalogue, row } from "./reports-support.ts";

type Project = Catalogue["projects"][number];
const project: Project = {
  id: "P1",
  name: "First",
  question: "Do more men come?",
  borough: null,
  service: "S1",
  target_label: null,
  comparator_label: "Networks without a project",
  measures: [{ measure: "share_men", instrument: "" }],
  context: [],
  grant: null,
  windows: [
    { window: "before", from: "2020-01-01", to: "2021-12-31" },
    { window: "during", from: "2022-01-01", to: "2022-06-30" },
    { window: "after", from: "2022-07-01", to: "2023-12-31" },
  ],
};
const PERIODS = [2020, 2021, 2022, 2023].flatMap((year) => [1, 2, 3, 4].map((one) => `${year}-Q${one}`));
const figure = (area_type: string, period_type: string, period: string, more: Partial<ReleasedEstimate>) =>
  row({ measure: "share_men", area_type, area: "P1", period_type, period, ...more }) as ReleasedEstimate;

/** The gap starts at 0.1 and jumps by 0.2 with the first quarter of the pilot, and by 0.01 more each quarter after; ±0.01 in turn. */
const gap = (place: number): number =>
  0.1 + (place < 8 ? 0 : 0.2 + 0.01 * (place - 8)) + (place % 2 === 0 ? 0.01 : -0.01);
const quarters = (periods = PERIODS) =>
  periods.flatMap((period) => {
    const place = PERIODS.indexOf(period);
    return [
      figure("project", "quarter", period, { value: 0.3 + gap(place) }),
      figure("comparator", "quarter", period, { value: 0.3 }),
    ];
  });

describe("a break in the trend of a project's quarters", () => {
  it("finds the step and the slope of the gap to the networks", () => {
    const trend = projectTrend(project, quarters());
    expect(trend).toMatchObject({ of: "gap", before: 8, after: 8, reason: null });
    // ±0.01 in turn tilts each line of eight by −0.04 ÷ 42 a quarter: 0.2 + 8 × 0.04 ÷ 42 = 0.2076 where they meet.
    expect(trend?.step?.estimate).toBe(0.208);
    expect(trend?.slope?.estimate).toBe(0.01);
    for (const one of [trend?.step, trend?.slope]) {
      expect(one?.lower).toBeLessThan(one?.estimate ?? Number.NaN);
      expect(one?.upper).toBeGreaterThan(one?.estimate ?? Number.NaN);
    }
    const words = comparisonAnswer({ project, compared: null, quarters: [], trend }, catalogue).join(" ");
    expect(words).toContain(
      "In the first quarter of the pilot the gap to the comparison networks is 20.8 percentage points higher than",
    );
    expect(words).toContain("somewhat too narrow");
  });

  it("is that of the project alone without networks, and says so", () => {
    const alone = quarters().filter(({ area_type }) => area_type === "project");
    const trend = projectTrend(project, alone);
    expect(trend?.of).toBe("project");
    const words = comparisonAnswer({ project, compared: null, quarters: [], trend }, catalogue).join(" ");
    expect(words).toContain("whatever else changed then is in them too");
  });

  it("is not worked out below eight quarters on a side, a withheld one counting for none", () => {
    const hidden = quarters().map((one) =>
      one.period === "2020-Q2" && one.area_type === "comparator"
        ? { ...one, status: "withheld" as const, value: null }
        : one,
    );
    const trend = projectTrend(project, hidden);
    expect(trend).toMatchObject({ before: 7, after: 8, step: null, slope: null, reason: "too_few_points" });
    expect(comparisonAnswer({ project, compared: null, quarters: [], trend }, catalogue)).toEqual([
      "A break in the trend is not worked out: it takes 8 quarters with figures both here and in the comparison networks on each side, and these can be shown of 7 before the pilot and 8 from its start.",
    ]);
    expect(projectTrend(project, quarters(PERIODS.slice(8)))).toBeNull();
    expect(projectTrend({ ...project, windows: [] }, quarters())).toBeNull();
  });
});

const limits = (value: number, half: number) => ({
  value,
  lower: value - half,
  upper: value + half,
  level: 0.95,
});

describe("a change beside all networks taken together", () => {
  const windows = (measure: string, values: readonly [number, number, number, number], half: number) =>
    (["project", "comparator"] as const).flatMap((area_type, side) =>
      ["before", "after"].map((period, later) =>
        figure(area_type, "window", period, { measure, ...limits(values[side * 2 + later] ?? 0, half) }),
      ),
    );

  it("combines four intervals, worked by hand", () => {
    // (0.5 − 0.3) − (0.4 − 0.35) = 0.15; √(4 × 0.03²) = 0.06.
    expect(besideTogether(project, windows("share_men", [0.3, 0.5, 0.35, 0.4], 0.03))).toEqual({
      beside: "networks",
      later: "after",
      estimate: 0.15,
      lower: 0.09,
      upper: 0.21,
      level: 0.95,
    });
    const waits: Project = { ...project, measures: [{ measure: "median_days_open", instrument: "" }] };
    expect(besideTogether(waits, windows("median_days_open", [60, 40, 50, 55], 4))).toMatchObject({
      estimate: -25,
      lower: -33,
      upper: -17,
    });
  });

  it("is told with the decimals of its figures, so that it is what they differ by", () => {
    const scores: Project = { ...project, measures: [{ measure: "mean_change", instrument: "" }] };
    const rows = windows("mean_change", [0.1, 0.32, 0.2, 0.37], 0.5);
    // 0.22 − 0.17 = 0.05; √(4 × 0.5²) = 1.
    expect(besideTogether(scores, rows, 2)).toMatchObject({ estimate: 0.05, lower: -0.95, upper: 1.05 });
  });

  it("sets a target group's rate beside that of everybody else on the same lists", () => {
    const rate = (measure: string, period: string, value: number) =>
      figure("project", "window", period, { measure, ...limits(value, 1) });
    const measures = [{ measure: "referrals_per_1000_target", instrument: "" }];
    const rows = [
      rate("referrals_per_1000_target", "before", 8),
      rate("referrals_per_1000_target", "after", 18),
      rate("referrals_per_1000_others", "before", 7),
      rate("referrals_per_1000_others", "after", 8),
    ];
    expect(besideTogether({ ...project, measures }, rows)).toMatchObject({
      beside: "others",
      estimate: 9,
      lower: 7,
      upper: 11,
    });
  });

  it("is nothing where one of the four is not shown or has no interval", () => {
    const rows = windows("share_men", [0.3, 0.5, 0.35, 0.4], 0.03);
    for (const place of [0, 1, 2, 3]) {
      const hidden = rows.map((one, index) =>
        index === place ? { ...one, status: "withheld" as const } : one,
      );
      expect(besideTogether(project, hidden)).toBeNull();
      const bare = rows.map((one, index) => (index === place ? { ...one, lower: null, upper: null } : one));
      expect(besideTogether(project, bare)).toBeNull();
    }
  });
});
