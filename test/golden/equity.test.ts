import { beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import type { EquityRows } from "../../src/measures/equity-rows.ts";
import { measureLibrary } from "../../src/measures/library.ts";
import { type CanonicalRows, equityOf } from "./canonical-rows.ts";

const programme = {
  id: "made",
  name: "Made for a test",
  synthetic: true,
  synthetic_key: "a published key for a test",
  window: { from: "2022-01-01", to: "2023-12-31" },
  data_date: "2023-12-31",
  areas: { version: "made", icbs: [], boroughs: [], pcns: [] },
  services: ["S1", "S2"].map((id) => ({ id, name: id })),
  projects: [],
  sources: [{ id: "s", file: "x", profile: "y" }],
  instruments: [
    {
      ...{ id: "pam", name: "PAM", short: "PAM", decimals: 1, range: [0, 100], better: "higher" },
      ...{ unit: "points", meaningful_change: { points: 4, source: "made" } },
      follow_up: { from_days: 1, to_days: 365, due_after_days: 90 },
    },
  ],
};

const met = { kind: "direct", attendance: "5", two_way: true };
const missed = { kind: "direct", attendance: "3" };
const referral = (n: number, more: Readonly<Record<string, string>> = {}) => ({
  ...{
    referral_key: `R${n}`,
    person_key: `p${n}`,
    received_date: "2023-03-01",
    service: "S1",
    status: "closed",
  },
  ...more,
});
const activity = (n: number, attended: number) => ({
  ...{ referral_key: `R${n}`, started_date: "2023-04-01", ended_date: "2023-05-01" },
  ...{ sessions_planned: 6, sessions_attended: attended },
});
const scores = (n: number, before: number, after?: number) => [
  {
    ...{ person_key: `p${n}`, referral_key: `R${n}`, instrument: "pam", stage: "baseline" },
    ...{ date: "2023-03-10", score: before, record_key: `b${n}` },
  },
  ...(after === undefined
    ? []
    : [
        {
          ...{ person_key: `p${n}`, referral_key: `R${n}`, instrument: "pam", stage: "follow_up" },
          ...{ date: "2023-06-10", score: after, record_key: `f${n}` },
        },
      ]),
];

/** Six referrals: women 1 to 3, men 4 to 6. */
const tables: CanonicalRows = {
  person: [1, 2, 3, 4, 5, 6].map((n) => ({
    person_key: `p${n}`,
    gender: n <= 3 ? "2" : "1",
    interpreter_required: n <= 2,
    language: n === 1 ? "so" : n === 2 ? "bn" : "en",
  })),
  cohort: [{ person_key: "p1", cohort: "carer" }],
  referral: [
    ...[1, 2, 4].map((n) => referral(n)),
    referral(3, { status: "declined" }),
    // Never reached: one closed in time, one still open.
    referral(5, { status: "not_reached", closed_date: "2023-04-01" }),
    referral(6, { status: "open", service: "S2" }),
  ],
  contact: [
    { referral_key: "R1", date: "2023-03-04", ...met, interpreter_booked: true, interpreter_present: true },
    { referral_key: "R1", date: "2023-03-20", ...met, interpreter_booked: true, interpreter_present: false },
    { referral_key: "R1", date: "2023-03-25", ...missed, interpreter_booked: false },
    { referral_key: "R2", date: "2023-03-11", ...met, interpreter_booked: false, language_matched: true },
    { referral_key: "R2", date: "2023-03-12", ...missed, interpreter_booked: true },
    { referral_key: "R4", date: "2023-03-02", ...met },
    { referral_key: "R6", date: "2023-03-09", ...missed },
  ],
  activity: [activity(1, 6), activity(2, 6), activity(4, 3)],
  outcome: [...scores(1, 500, 545), ...scores(2, 500, 520), ...scores(4, 500, 560), ...scores(6, 400)],
};

let estimates: readonly ExactEstimate[];
let equity: EquityRows;
beforeAll(async () => {
  ({ estimates, equity } = await equityOf(programme, tables));
});

const at = (measure: string, breakdown = "none", category = "all") =>
  estimates.find(
    (one) => one.measure === measure && one.breakdown === breakdown && one.category === category,
  );
const stages = (breakdown?: string, category?: string) =>
  ["contacted", "assessed", "started", "completed", "followed_up", "improved"].map(
    (stage) => at(`group_pathway_${stage}`, breakdown, category)?.value,
  );

describe("groups of the whole programme", () => {
  it("counts who reached each stage and all before it", () => {
    // R6 has a score but was never reached; R4 gained 6.0 but did not complete; R2 gained 2.0, under 4.0.
    expect(stages()).toEqual([3, 3, 3, 2, 2, 1]);
    expect(stages("gender", "2")).toEqual([2, 2, 2, 2, 2, 1]);
    expect(stages("gender", "1")).toEqual([1, 1, 1, 0, 0, 0]);
    expect(stages("cohort", "carer")).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("waits up to the data date without a contact, whatever became of the referral; without the declined", () => {
    // Days 1 (R4), 3 (R1), 10 (R2); R5 and R6 wait to 31 December, day 305. Half of five: day 10.
    expect(at("wait_median_days")).toMatchObject({ n: 5, value: 10, status: "published", people: [2] });
    expect(at("wait_p90_days")?.status).toBe("not_yet_observable");
    expect(at("wait_median_days", "gender", "2")).toMatchObject({ n: 2, value: 6.5 });
    expect(at("wait_median_days", "gender", "1")).toMatchObject({
      status: "not_yet_observable",
      value: null,
    });
  });

  it("tells contacts without a needed interpreter, by language, and what stands behind them", () => {
    // R1: one with an interpreter, one without; R2: a worker who speaks the language.
    expect(at("share_language_unmet")).toMatchObject({ numerator: 1, denominator: 3, people: [2, 1, 2] });
    expect(at("share_language_unmet", "language", "so")).toMatchObject({ numerator: 1, denominator: 2 });
    expect(at("share_language_unmet", "language", "bn")).toMatchObject({ numerator: 0, denominator: 1 });
    expect(at("share_language_unmet", "language", "en")).toBeUndefined();
  });

  it("tells missed appointments with an interpreter booked and without, and by group", () => {
    // Booked: two kept and one missed; not booked: one kept and one missed.
    expect(at("share_dna_booked")).toMatchObject({ numerator: 1, denominator: 3 });
    expect(at("share_dna_unbooked")).toMatchObject({ numerator: 1, denominator: 2 });
    expect(at("share_dna", "interpreter", "yes")).toMatchObject({ numerator: 2, denominator: 5 });
    expect(at("share_dna", "gender", "1")).toMatchObject({ numerator: 1, denominator: 2 });
    // Of everybody it stands with the other figures of contacts.
    expect(at("share_dna")).toBeUndefined();
  });

  it("says of outcomes of few people that they are too few", () => {
    expect(at("adjusted_difference", "gender", "2")).toMatchObject({ status: "too_few", value: null, n: 2 });
    // As many women as men: the first by name is the reference group, which is set beside nobody.
    expect(at("adjusted_difference", "gender", "1")).toMatchObject({ status: "not_available", value: null });
  });

  it("makes leaves that groups add up to, and has a library entry for every measure", () => {
    const sum = (rows: readonly Readonly<Record<string, unknown>>[] = [], column: string) =>
      rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(equity.clusters).toEqual(new Map([["pam", "service"]]));
    const { pathway, waits, contacts } = equity.leaves;
    expect(sum(pathway.get("gender"), "group_pathway_contacted")).toBe(3);
    expect(sum(waits.get("gender"), "n")).toBe(sum(waits.get("none"), "n"));
    expect(sum(contacts.get("language"), "share_interpreted_of")).toBe(3);
    const ids = new Set(measureLibrary.map(({ id }) => id));
    expect([...new Set(estimates.map(({ measure }) => measure))].filter((id) => !ids.has(id))).toEqual([]);
  });
});
