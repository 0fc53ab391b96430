import { beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { activityMeasures } from "../../src/measures/library/activity.ts";
import type { ReferralRow } from "../../src/measures/referral-counts.ts";
import { REFERRAL_RATE } from "../../src/release/derived-referral-rates.ts";
import { activityOf, type CanonicalRows } from "./canonical-rows.ts";

const programme = {
  id: "made",
  name: "Made for a test",
  synthetic: true,
  synthetic_key: "a published key for a test",
  window: { from: "2022-01-01", to: "2023-12-31" },
  windows: {
    before: { from: "2022-01-01", to: "2022-06-30" },
    during: { from: "2022-07-01", to: "2022-12-31" },
  },
  data_date: "2023-12-31",
  areas: {
    version: "made",
    icbs: [{ code: "Q1", name: "Q1" }],
    boroughs: [{ code: "E1", name: "E1" }],
    pcns: ["P1", "P3", "P4"].map((code) => ({ code, name: code })),
  },
  services: ["S1", "S2"].map((id) => ({ id, name: id })),
  projects: [
    {
      id: "A",
      name: "A",
      question: "Q",
      target: {
        label: "Women who are hungry, or 65 and over",
        gender: ["2"],
        any: [{ reasons: ["food"] }, { age_from: 65 }],
        population: { target: 200, others: 800, source: "made" },
      },
      comparator: { label: "P3", pcns: ["P3"] },
    },
    {
      id: "B",
      name: "B",
      question: "Q",
      windows: {
        before: { from: "2022-01-01", to: "2022-03-31" },
        during: { from: "2022-04-01", to: "2022-12-31" },
      },
      comparator: { label: "P3 and P4", pcns: ["P3", "P4"] },
    },
  ],
  pathway: {
    stages: [
      "referred",
      "accepted",
      "contacted",
      "assessed",
      "referred_on",
      "started",
      "completed",
      "reviewed",
    ].map((fact) => ({ fact, label: fact })),
    review_within_days: 14,
  },
  sources: [{ id: "s", file: "x", profile: "y" }],
  instruments: [{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" }],
};

const inA = { project: "A", pcn: "P1", service: "S1", borough: "E1", icb: "Q1" };
const in3 = { pcn: "P3", service: "S2", borough: "E1", icb: "Q1" };
const in4 = { ...in3, pcn: "P4" };
const seen = { kind: "direct", attendance: "5", two_way: true };

const tables: CanonicalRows = {
  person: [
    { person_key: "p1", gender: "1", gp_registered: "yes", gp_borough: "E2" },
    { person_key: "p2", gender: "2", gp_registered: "no", interpreter_required: true },
    { person_key: "p3", gender: "2", gp_registered: "yes", birth_year: 1957 },
    { person_key: "p4", gender: "X" },
    { person_key: "p5", gender: "1", gp_registered: "yes" },
    { person_key: "p6", gender: "2", gp_registered: "yes" },
    { person_key: "p7", gender: "2", birth_year: 1990, key_kind: "row" },
  ],
  cohort: [{ person_key: "p1", cohort: "smi" }],
  referral: [
    {
      ...{ referral_key: "R1", person_key: "p1", received_date: "2022-03-01", received_time: "10:00" },
      ...{ source: "gp", urgency: "routine", status: "closed", closed_date: "2022-04-10", ...inA },
    },
    {
      ...{ referral_key: "R2", person_key: "p1", received_date: "2022-08-28", received_time: "18:30" },
      ...{ source: "self", status: "not_reached", closed_date: "2022-10-01", ...inA },
    },
    {
      ...{ referral_key: "R3", person_key: "p2", received_date: "2022-06-30", received_time: "16:59" },
      ...{ source: "not_known", urgency: "crisis", status: "closed", ...inA },
    },
    {
      ...{ referral_key: "R4", person_key: "p3", received_date: "2022-07-01", received_time: "17:00" },
      ...{ source: "community", urgency: "urgent", status: "declined", closed_date: "2022-07-03", ...inA },
    },
    {
      ...{ referral_key: "R5", person_key: "p4", received_date: "2023-12-31", urgency: "not_known" },
      ...{ status: "received", ...inA },
    },
    {
      ...{ referral_key: "R6", person_key: "p5", received_date: "2022-07-02", received_time: "10:00" },
      ...{ source: "gp", urgency: "crisis", status: "closed", closed_date: "2022-06-01", ...in3 },
    },
    {
      ...{ referral_key: "R7", person_key: "p6", received_date: "2022-03-31", received_time: "00:00" },
      ...{ source: "housing", urgency: "routine", status: "not_accepted", ...in4 },
    },
    {
      ...{ referral_key: "R8", person_key: "p7", received_date: "2022-04-01", received_time: "9:05" },
      ...in3,
    },
    { referral_key: "R9", person_key: "p6", received_date: "2021-12-31", ...in4 },
    { referral_key: "R10", person_key: "p5", received_date: "2022-12-30", ...in3 },
  ],
  reason: [
    { referral_key: "R1", reason: "mental_health" },
    { referral_key: "R1", reason: "money" },
    { referral_key: "R2", reason: "counselling" },
    { referral_key: "R3", reason: "food" },
    { referral_key: "R6", reason: "loneliness" },
    { referral_key: "R6", reason: "not_known" },
  ],
  contact: [
    { referral_key: "R1", date: "2022-03-05", ...seen, mode: "telephone" },
    { referral_key: "R1", date: "2022-03-20", kind: "direct", attendance: "3", mode: "video" },
    { referral_key: "R1", date: "2022-07-10", kind: "direct", attendance: "6", mode: "home_visit" },
    { referral_key: "R1", date: "2022-03-02", kind: "administration", attendance: "5" },
    { referral_key: "R1", date: "2022-03-03", kind: "direct", attendance: "5", two_way: false },
    { referral_key: "R1", ...seen, mode: "not_known" },
    { referral_key: "R1", date: "2024-01-02", kind: "direct", attendance: "3" },
    { referral_key: "R2", date: "2022-09-01", kind: "direct", attendance: "7" },
    { referral_key: "R2", date: "2022-09-02", kind: "direct", attendance: "2" },
    {
      ...{ referral_key: "R3", date: "2022-06-20", ...seen },
      ...{ interpreter_booked: true, interpreter_present: true, language_matched: false },
    },
    {
      ...{ referral_key: "R3", date: "2022-07-20", ...seen },
      ...{ interpreter_booked: true, interpreter_present: false },
    },
    { referral_key: "R3", date: "2022-08-01", ...seen, interpreter_booked: false, language_matched: true },
    { referral_key: "R3", date: "2022-08-02", ...seen, mode: "text" },
    { referral_key: "R4", date: "2022-07-05", kind: "direct", attendance: "4" },
  ],
  outcome: [
    {
      ...{ person_key: "p1", referral_key: "R1", instrument: "pam", stage: "baseline" },
      ...{ date: "2022-03-05", score: 400 },
    },
    {
      ...{ person_key: "p1", referral_key: "R1", instrument: "pam", stage: "follow_up" },
      ...{ date: "2022-03-29", score: 500 },
    },
    {
      ...{ person_key: "p2", referral_key: "R3", instrument: "pam", stage: "follow_up" },
      ...{ date: "2022-09-01", score: 500 },
    },
  ],
  activity: [
    {
      ...{
        referral_key: "R1",
        type: "health_check",
        referred_date: "2022-03-10",
        started_date: "2022-03-15",
      },
      ...{ ended_date: "2022-03-15", sessions_planned: 1, sessions_attended: 1, feedback: 5 },
    },
    {
      ...{ referral_key: "R1", type: "counselling", referred_date: "2022-03-20", started_date: "2022-06-01" },
      ...{ ended_date: "2022-07-20", sessions_planned: 6, sessions_attended: 6, feedback: 3 },
    },
    {
      ...{ referral_key: "R1", type: "taster", referred_date: "2022-03-20", started_date: "2022-04-01" },
      ...{ ended_date: "2022-04-01", sessions_planned: 1, sessions_attended: 1 },
    },
    {
      ...{ referral_key: "R3", type: "befriending", referred_date: "2022-07-25", feedback: 9 },
      ...{ sessions_planned: 6, sessions_attended: 2 },
    },
    {
      ...{ referral_key: "R6", type: "exercise", referred_date: "2022-07-10" },
      ...{ sessions_planned: 6, sessions_attended: 0 },
    },
    { referral_key: "R6", type: "counselling", referred_date: "2022-07-20" },
    { referral_key: "R6", type: "befriending", started_date: "2022-07-15", sessions_attended: 3 },
    { referral_key: "R10", type: "counselling", referred_date: "2023-01-10" },
  ],
  goal: [
    { referral_key: "R1", concern: "money", date: "2022-03-20", met: "partly" },
    { referral_key: "R1", concern: "money", date: "2022-05-01", met: "met" },
    { referral_key: "R1", concern: "food", date: "2022-05-01", met: "not_met" },
    { referral_key: "R2", concern: "food", date: "2022-09-01" },
    { referral_key: "R3", concern: "housing", date: "2022-09-01", met: "partly" },
    { referral_key: "R6", concern: "money", met: "met" },
  ],
  health_use: [
    { person_key: "p1", period: "before", kind: "gp", count: 10 },
    { person_key: "p1", period: "after", kind: "gp", count: 6 },
    { person_key: "p2", period: "before", kind: "gp", count: 5 },
    { person_key: "p2", period: "after", kind: "gp", count: 5 },
    { person_key: "p3", period: "before", kind: "gp", count: 2 },
    { person_key: "p3", period: "before", kind: "gp", count: 3 },
    { person_key: "p3", period: "after", kind: "gp", count: 1 },
    { person_key: "p5", period: "before", kind: "gp", count: 3 },
    { person_key: "p6", period: "before", kind: "gp", count: 4 },
    { person_key: "p6", period: "after", kind: "gp", count: 4 },
    { person_key: "p1", period: "after", kind: "hospital", count: 9 },
  ],
};

let estimates: readonly ExactEstimate[];
let referrals: readonly ReferralRow[];
beforeAll(async () => {
  ({ estimates, referrals } = await activityOf(programme, tables));
});

const of = (measure: string, where: Partial<ExactEstimate> = {}): ExactEstimate => {
  const wanted = { measure, area_type: "programme", area: "programme", period_type: "all", ...where };
  const found = estimates.filter((one) =>
    Object.entries(wanted).every(([key, value]) => one[key as keyof ExactEstimate] === value),
  );
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} cells of ${JSON.stringify(wanted)}`);
  return found[0];
};
const inWindow = (period: string) => ({ period_type: "window", period }) as const;
const inQuarter = (period: string) => ({ period_type: "quarter", period }) as const;
const inYear = (period: string) => ({ period_type: "financial_year", period }) as const;
const project = { area_type: "project", area: "A" } as const;
const comparator = (area: string) => ({ area_type: "comparator", area }) as const;

describe("stages of the pathway", () => {
  // Received in the window: all but R9. Declined R4 and refused R7. Met R1 and R3. R3 has no baseline: it stops there.
  it.each([
    ["referred", 9],
    ["accepted", 7],
    ["contacted", 2],
    ["assessed", 1],
    ["referred_on", 1],
    ["started", 1],
    ["completed", 1],
    ["reviewed", 1],
  ])("%s: %i", (fact, count) => {
    expect(of(`pathway_${fact}`)).toMatchObject({ value: count, n: count, kind: "count" });
  });

  it("takes the last day of a window to that window, and the first to the next", () => {
    expect(of("pathway_referred", { ...project, ...inWindow("before") }).value).toBe(2);
    expect(of("pathway_referred", { ...project, ...inWindow("during") }).value).toBe(2);
    expect(of("pathway_referred", { ...project, ...inYear("2021-22") }).value).toBe(1);
  });

  it("leaves out a stage that no export records", async () => {
    const { person, referral } = tables;
    const few = await activityOf(programme, { person: person ?? [], referral: referral ?? [] });
    const measures = new Set(few.estimates.map((one) => one.measure));
    expect([...measures].filter((one) => one.startsWith("pathway_"))).toEqual([
      "pathway_referred",
      "pathway_accepted",
    ]);
    for (const measure of ["share_contacted", "share_dna", "share_goals_met", "mean_gp_contacts_change"])
      expect(measures).not.toContain(measure);
    expect(measures).not.toContain("median_days_to_first_contact");
  });
});

describe("shares of referrals", () => {
  it.each([
    // p1 is a man and p2 a woman; nobody else was met.
    ["share_men", 1, 2],
    // Known: R1 and R6 gp, R2 self, R4 community, R7 housing.
    ["share_not_gp", 3, 5],
    // Sunday R2, 17:00 R4, Saturday R6; inside R1, R3 (16:59), R8 (9:05). R7's 00:00 is no time.
    ["share_out_of_hours", 3, 6],
    // p2 is not; p4 and p7 are not known. Nine referrals less R5 and R8.
    ["share_unregistered", 1, 7],
    // Registered in S1, which records practices elsewhere: R1 and R2 of p1 (elsewhere), R4. S2 records none.
    ["share_out_of_borough", 2, 3],
    ["share_crisis", 2, 5],
    // S2 records no contacts.
    ["share_contacted", 2, 5],
    ["share_mental_health_reason", 2, 4],
    // R1 is followed by R2 after exactly 180 days, R6 by R10 after 181. R5 is too recent, R8 has no person to find again.
    ["share_re_referred_180", 1, 7],
    ["share_re_referred_365", 2, 7],
    ["share_health_check", 1, 2],
  ])("%s: %i of %i", (measure, numerator, denominator) => {
    const { value, ...share } = of(measure);
    expect(share).toMatchObject({ numerator, denominator, n: denominator, status: "published" });
    expect(value).toBeCloseTo(numerator / denominator, 12);
  });

  // Referrals are collected to the end of 2022 and the data taken a year later: of those followed for 180 days by
  // then, R1, R3, R4 (183), R6 and R7 count; R8 has no person, R10 and R5 are too late. Only R1 is followed in time.
  it("follows a referral no further than referrals were collected", async () => {
    const window = { from: "2022-01-01", to: "2022-12-31" };
    const { estimates: early } = await activityOf({ ...programme, window }, tables);
    const share = (within: number) =>
      early.find(
        (one) =>
          one.measure === `share_re_referred_${within}` &&
          one.area_type === "programme" &&
          one.period_type === "all",
      );
    expect(share(180)).toMatchObject({ numerator: 1, denominator: 5 });
    // A year that nobody could be followed for has no figure at all.
    expect(share(365)).toBeUndefined();
  });

  it("tells what cannot be known yet from what nobody recorded", () => {
    const late = inQuarter("2023-Q4");
    expect(of("share_re_referred_180", late)).toMatchObject({ status: "not_yet_observable", value: null });
    expect(of("share_review_on_time", late).status).toBe("not_yet_observable");
    expect(of("share_men", late)).toMatchObject({ status: "too_few", denominator: 0, value: null });
    expect(of("mean_reasons", late)).toMatchObject({ status: "too_few", n: 0 });
    expect(of("median_days_open", late)).toMatchObject({ status: "too_few", n: 0 });
    expect(of("share_contacted", comparator("A")).status).toBe("too_few");
  });
});

describe("target groups", () => {
  // R1 and R2 are of a man; R3 asks for food; R4 is 65; nothing is known of R5.
  it("counts whom the project is for, and leaves out who is not known", () => {
    expect(of("share_target", project)).toMatchObject({ numerator: 2, denominator: 4 });
    expect(of("share_target", { ...project, ...inWindow("before") })).toMatchObject({
      numerator: 1,
      denominator: 2,
    });
  });

  it("asks the same of the comparison networks", () => {
    expect(of("share_target", comparator("A"))).toMatchObject({ numerator: 0, denominator: 2 });
  });

  it("has none outside projects, nor for a project without a target", () => {
    const cells = estimates.filter((one) => one.measure === "share_target");
    expect(new Set(cells.map((one) => `${one.area_type} ${one.area}`))).toEqual(
      new Set(["project A", "comparator A"]),
    );
  });

  it("gives rates a year: 730 days of both years, 90 of the financial year, 181 and 92", () => {
    const rate = (events: number, people: number, days: number) =>
      ((events * 1000) / (people * days)) * 365.25;
    const target = (where: Partial<ExactEstimate>) =>
      of("referrals_per_1000_target", { ...project, ...where }).value;
    const others = (where: Partial<ExactEstimate>) =>
      of("referrals_per_1000_others", { ...project, ...where }).value;
    expect(target({})).toBeCloseTo(rate(2, 200, 730), 10);
    expect(others({})).toBeCloseTo(rate(2, 800, 730), 10);
    expect(target(inYear("2021-22"))).toBe(0);
    expect(others(inYear("2021-22"))).toBeCloseTo(rate(1, 800, 90), 10);
    expect(target(inWindow("before"))).toBeCloseTo(rate(1, 200, 181), 10);
    expect(target(inQuarter("2022-Q3"))).toBeCloseTo(rate(1, 200, 92), 10);
    expect(estimates.filter((one) => one.kind === "rate").every((one) => one.area === "A")).toBe(true);
  });
});

describe("contacts", () => {
  it.each([
    // R1: two attended, one one-way, one undated and one missed; R2: one too late; R3: four. 2024 is outside the window.
    ["share_dna", {}, 1, 10],
    ["share_dna", inWindow("before"), 1, 4],
    ["share_dna", inWindow("during"), 0, 5],
    ["share_dna", inQuarter("2022-Q1"), 1, 3],
    // By telephone, at home, by message; one that nobody attended and one of unknown way are in neither number.
    ["share_remote", {}, 2, 3],
    ["share_remote", inQuarter("2022-Q3"), 1, 2],
    ["share_interpreted", {}, 2, 3],
    ["share_language_matched", {}, 1, 2],
    ["share_interpreter_booked", {}, 2, 3],
    ["share_interpreter_present", {}, 1, 2],
  ] as const)("%s %o: %i of %i", (measure, where, numerator, denominator) => {
    expect(of(measure, where)).toMatchObject({ numerator, denominator });
  });

  it("knows how many referrals are behind them, and behind the rest", () => {
    expect(of("share_dna").people).toEqual([3, 1, 3]);
    expect(of("share_interpreted").people).toEqual([1, 1, 1]);
  });
});

describe("goals and activities", () => {
  it.each([
    ["share_goals_met", 2, 4, [3, 2, 2]],
    ["share_goals_partly", 1, 4, [3, 1, 2]],
    ["share_goals_not_met", 1, 4, [3, 1, 3]],
    ["share_completed_sessions", 3, 4, [2, 1, 1]],
    // Of three with all sessions attended one has none; a 9 is no rating.
    ["share_feedback_given", 2, 3, [1, 1, 1]],
    ["share_feedback_positive", 1, 2, [1, 1, 1]],
    // Ends on 15 March (score 14 days later), 20 July (none), 1 April (score before it).
    ["share_review_on_time", 1, 3, [1, 1, 1]],
  ])("%s: %i of %i", (measure, numerator, denominator, people) => {
    expect(of(measure)).toMatchObject({ numerator, denominator, people });
  });
});

describe("averages", () => {
  it.each([
    // 2, 1, 1 and 1 reasons.
    ["mean_reasons", 4, 5 / 4],
    // R1 met 3 times, R2 never, R3 4 times; R4 declined; S2 records no contacts.
    ["contacts_per_referral", 3, 7 / 3],
    // 1, 6, 1, 2 and 3 sessions.
    ["mean_sessions_attended", 5, 13 / 5],
    // 10 and 6, 5 and 5, 5 and 1. p5 has no number after; p6 was first referred before the window.
    ["mean_gp_contacts_before", 3, 20 / 3],
    ["mean_gp_contacts_after", 3, 12 / 3],
    ["mean_gp_contacts_change", 3, -8 / 3],
  ])("%s: n %i", (measure, n, value) => {
    const found = of(measure);
    expect(found).toMatchObject({ n, status: "published" });
    expect(found.value).toBeCloseTo(value, 12);
  });

  // −4, 0 and −4: s² = (32 − 64/3) / 2 = 16/3, t(2) = 4.302653.
  it("gives the change its interval", () => {
    const half = (4.302653 * Math.sqrt(16 / 3)) / Math.sqrt(3);
    const { lower, upper } = of("mean_gp_contacts_change");
    expect(lower).toBeCloseTo(-8 / 3 - half, 5);
    expect(upper).toBeCloseTo(-8 / 3 + half, 5);
  });

  it("counts a person at their first referral only", () => {
    expect(of("mean_gp_contacts_before", { ...project, ...inWindow("before") }).n).toBe(2);
    expect(of("mean_gp_contacts_before", { ...project, ...inWindow("during") }).n).toBe(1);
  });
});

describe("days", () => {
  it.each([
    // R1 after 4 days; R3's first contact is dated before its referral.
    ["median_days_to_first_contact", 1, 4],
    ["p90_days_to_first_contact", 1, 4],
    // R1 on 15 March after 14 days, R6 after 13.
    ["median_days_to_activity", 2, 13.5],
    // R1 40, R2 34, R4 2; R6 was closed before it was received.
    ["median_days_open", 3, 34],
    // R1: the health check was over, the taster began after 12 days. R6: befriending was under way. R10: nothing yet.
    ["median_days_without_support", 2, 6],
  ])("%s: n %i, %d", (measure, n, value) => {
    expect(of(measure)).toMatchObject({ n, value, lower: null, upper: null, kind: "quantile" });
  });

  it("have the median wait to the first contact alone by network and quarter", () => {
    const quarters = estimates.filter((row) => row.area_type === "pcn" && row.period_type === "quarter");
    expect([...new Set(quarters.map(({ measure }) => measure))]).toEqual(["median_days_to_first_contact"]);
    // R1 came in March 2022 and was reached after 4 days; a network or quarter in which nobody was has no row.
    expect(quarters.filter(({ area }) => area === "P1")).toMatchObject([
      { period: "2022-Q1", n: 1, value: 4, kind: "quantile", people: [0] },
    ]);
  });
});

describe("comparators", () => {
  it("takes a network to every project that it is set against, in that project's windows", () => {
    const stage = (area: string, where: Partial<ExactEstimate> = {}) =>
      of("pathway_referred", { ...comparator(area), ...where }).value;
    expect(stage("A")).toBe(3);
    expect(stage("B")).toBe(4);
    expect(stage("A", inWindow("before"))).toBe(1);
    expect(stage("A", inWindow("during"))).toBe(2);
    expect(stage("B", inWindow("before"))).toBe(1);
    expect(stage("B", inWindow("during"))).toBe(3);
    expect(stage("B", inYear("2021-22"))).toBe(1);
    expect(stage("B", inYear("2022-23"))).toBe(3);
    expect(stage("B", inQuarter("2022-Q4"))).toBe(1);
  });

  it("has days of its own", () => {
    expect(of("median_days_without_support", comparator("B"))).toMatchObject({ n: 1, value: 0 });
  });

  it("gives numbers of referrals and people too, without groups", () => {
    const rows = referrals.filter((row) => row.area_type === "comparator");
    expect(rows.every((row) => row.breakdown === "none")).toBe(true);
    const all = rows.filter((row) => row.period === "all");
    expect(all.map(({ area, referrals, people }) => [area, referrals, people]).sort()).toEqual([
      ["A", 3, 2],
      ["B", 4, 3],
    ]);
    const whole = referrals.filter(
      (row) => row.area_type === "programme" && row.period === "all" && row.breakdown === "none",
    );
    expect(whole.map((row) => row.referrals)).toEqual([9]);
  });
});

describe("the lattice and the library", () => {
  it("holds a network over the whole time and by year, its wait by quarter, and nothing by month", () => {
    const types = (area_type: string) =>
      new Set(estimates.filter((one) => one.area_type === area_type).map((one) => one.period_type));
    expect(types("pcn")).toEqual(new Set(["all", "financial_year", "quarter"]));
    expect(types("service")).toEqual(new Set(["all", "financial_year", "window"]));
    expect(types("project")).toEqual(new Set(["all", "financial_year", "quarter", "window"]));
    expect(estimates.every((one) => one.breakdown === "none" && one.category === "all")).toBe(true);
  });

  it("gives each cell once, and has an entry with a definition for every measure", () => {
    const keys = estimates.map((one) =>
      [one.measure, one.area_type, one.area, one.period_type, one.period].join("|"),
    );
    expect(new Set(keys).size).toBe(keys.length);
    const entries = new Set(activityMeasures.map((entry) => entry.id));
    // Worked out later, from released figures alone.
    expect(entries.delete(REFERRAL_RATE)).toBe(true);
    expect(new Set(estimates.map((one) => one.measure))).toEqual(entries);
    expect(entries.size).toBe(activityMeasures.length - 1);
  });
});
