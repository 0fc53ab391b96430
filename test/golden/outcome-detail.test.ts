import { beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { exactOf } from "../programme-folder.ts";
import { ingestSmall } from "../small-programme.ts";

/** Ten people whose way to two scores can be told by hand; data to 31 December 2023, a second score due after 180 days. */
const referrals = [
  ["D1", "R1", "01/01/2022", "A", "Rejected"], // declined, no score
  ["D2", "R2", "01/01/2022", "A", "Rejected"], // declined, yet scored twice
  ["N1", "R3", "01/01/2022", "A", ""], // no score
  ["W1", "R4", "01/10/2023", "A", ""], // not due, not seen again
  ["E1", "R5", "01/09/2023", "A", ""], // not due, seen again
  ["L1", "R6", "01/01/2022", "B", ""], // due, never seen again
  ["T1", "R7", "01/01/2022", "B", ""], // after 212 days
  ["F1", "R8", "01/01/2022", "A", ""], // after 59 days …
  ["F1", "R9", "01/06/2022", "B", "Rejected"], // … and declined elsewhere
];
const scores = [
  ["D2", "PAM", "01/02/2022", "baseline", "40.0"],
  ["D2", "PAM", "01/04/2022", "follow up", "50.8"],
  ["W1", "PAM", "01/11/2023", "baseline", "60.0"],
  ["E1", "PAM", "01/10/2023", "baseline", "50.0"],
  ["E1", "PAM", "01/12/2023", "follow up", "55.4"],
  ["L1", "PAM", "01/02/2022", "baseline", "80.0"],
  ["T1", "PAM", "01/02/2022", "baseline", "60.0"],
  ["T1", "PAM", "01/09/2022", "follow up", "60.0"],
  ["F1", "PAM", "01/02/2022", "baseline", "55.7"],
  ["F1", "PAM", "01/04/2022", "follow up", "67.8"],
  // Never referred.
  ["X1", "PAM", "01/02/2022", "baseline", "60.0"],
  ["X1", "PAM", "01/04/2022", "follow up", "54.7"],
  ["F1", "UCLA-3", "01/02/2022", "baseline", "9"],
  ["F1", "UCLA-3", "01/04/2022", "follow up", "7"],
  ["T1", "UCLA-3", "01/02/2022", "baseline", "3"],
  ["T1", "UCLA-3", "01/04/2022", "follow up", "9"],
];

const instrument = (id: string, more: Readonly<Record<string, unknown>>) => ({
  id,
  name: id,
  short: id,
  follow_up: { from_days: 28, to_days: 365, due_after_days: 180 },
  ...more,
});

let all: readonly ExactEstimate[] = [];
const value = (
  measure: string,
  breakdown: string,
  category: string,
  more: Partial<ExactEstimate> = {},
): number | null | undefined =>
  all.find((one) =>
    Object.entries({
      measure,
      instrument: "pam",
      area: "programme",
      period: "all",
      breakdown,
      category,
      ...more,
    }).every(([key, wanted]) => one[key as keyof ExactEstimate] === wanted),
  )?.value;

beforeAll(async () => {
  const small = await ingestSmall(
    {
      referrals: {
        profile: {
          recognise: ["Client", "Ref"],
          person: { local_id: "Client" },
          identifying: ["Client"],
          tables: {
            referral: {
              fields: {
                source_referral_id: { column: "Ref", required: true },
                received_date: { column: "Received", type: "date" },
                project: "Project",
                status: { column: "Status", type: "code", codes: "referral_status" },
              },
            },
          },
        },
        settings: { system: "case" },
        files: { "r.csv": [["Client", "Ref", "Received", "Project", "Status"], ...referrals] },
      },
      scores: {
        profile: {
          recognise: ["Client", "Measure"],
          person: { local_id: "Client" },
          identifying: ["Client"],
          tables: {
            outcome: {
              fields: {
                instrument: { column: "Measure", type: "code", codes: "instrument" },
                stage: { column: "Stage", type: "code", codes: "outcome_stage" },
                date: { column: "Date", type: "date" },
                score: { column: "Score", type: "score" },
              },
            },
          },
        },
        settings: { system: "case" },
        files: { "s.csv": [["Client", "Measure", "Date", "Stage", "Score"], ...scores] },
      },
    },
    {
      projects: [
        { id: "A", name: "A", question: "Q" },
        { id: "B", name: "B", question: "Q" },
      ],
      instruments: [
        instrument("pam", {
          decimals: 1,
          range: [0, 100],
          better: "higher",
          pam_cut_points: "72.5-style",
          meaningful_change: { points: 5.4, source: "a test" },
          regression_to_mean: { mean: 55.1, sd: 17.7, r: [0.43, 0.8], source: "a test" },
        }),
        instrument("ucla3", {
          decimals: 0,
          range: [3, 9],
          better: "lower",
          meaningful_change: { points: 2, source: "a test" },
        }),
      ],
    },
  );
  all = await exactOf(small.folder);
}, 60_000);

describe("the way from referral to two scores", () => {
  const at = (area: string) => (step: string) => value(`flow_${step}`, "none", "all", { area });

  it("has each person referred at one step, however often they were referred", () => {
    const step = at("programme");
    expect(value("people", "none", "all", { instrument: "" })).toBe(8);
    expect(step("declined")).toBe(1);
    expect(step("eligible")).toBe(7);
    expect(step("no_first_score")).toBe(1);
    expect(step("first_score")).toBe(6);
    expect(step("not_due")).toBe(2);
    expect(step("waiting")).toBe(1);
    expect(step("due")).toBe(4);
    expect(step("not_followed_up")).toBe(2);
    expect(step("lost")).toBe(1);
    expect(step("followed_up")).toBe(2);
    expect([step("late"), step("early"), step("both_scores")]).toEqual([1, 1, 4]);
  });

  it("follows the same people into each project that they were referred to", () => {
    const [a, b] = [at("A"), at("B")];
    expect([a("eligible"), a("followed_up"), a("both_scores")]).toEqual([5, 2, 3]);
    // F1 was declined there, and is eligible: they have a score.
    expect([b("declined"), b("eligible"), b("followed_up"), b("late")]).toEqual([0, 3, 1, 1]);
  });
});

describe("people with both scores", () => {
  it("are counted with those who were never referred", () => {
    expect(value("paired", "none", "all")).toBe(5);
  });

  it("stand in bands of their change that begin with the meaningful change and twice that", () => {
    const band = (id: string, of = "pam") => value("paired", "change_band", id, { instrument: of });
    // +12.1 and +10.8; +5.4; 0; −5.3.
    expect(
      ["much_better", "better", "slightly_better", "no_change", "slightly_worse", "worse", "much_worse"].map(
        (id) => band(id),
      ),
    ).toEqual([2, 1, 0, 1, 1, 0, 0]);
    expect(value("share_improved", "none", "all")).toBe(3 / 5);
    // A lower score is better: 9 to 7 is a gain of 2, and 3 to 9 a loss of 6.
    expect([band("better", "ucla3"), band("much_better", "ucla3"), band("much_worse", "ucla3")]).toEqual([
      1, 0, 1,
    ]);
  });

  it("move between levels by the cut points declared: 55.7 to 67.8 stays at Level 3", () => {
    const move = (pair: string) => value("paired", "baseline_level*follow_up_level", pair);
    expect([move("1*2"), move("2*3"), move("3*3"), move("3*2"), move("3*4"), move("4*1")]).toEqual([
      1, 1, 2, 1, 0, 0,
    ]);
    expect(value("paired", "follow_up_level", "3")).toBe(3);
    expect(["up", "same", "down"].map((way) => value(`share_level_${way}`, "none", "all"))).toEqual([
      2 / 5,
      2 / 5,
      1 / 5,
    ]);
  });

  it("have no levels on an instrument without cut points, and no expected share without a reference", () => {
    expect(value("share_level_up", "none", "all", { instrument: "ucla3" })).toBeUndefined();
    expect(
      all.filter(({ measure, instrument: of }) => measure === "expected_share_rtm" && of === "ucla3"),
    ).toEqual([]);
  });
});
