import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Query } from "../../src/measures/cell-rows.ts";
import { comparedKind, comparedMeasures, comparedPlaces } from "../../src/measures/compared-places.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programme = programmeSchema.parse({
  id: "p",
  name: "P",
  synthetic: true,
  window: { from: "2022-01-01", to: "2023-12-31" },
  windows: {
    before: { from: "2022-01-01", to: "2022-12-31" },
    after: { from: "2023-07-01", to: "2023-12-31" },
  },
  data_date: "2024-01-31",
  sources: [{ id: "s", file: "s.csv", profile: "s" }],
  instruments: [
    {
      id: "pam",
      name: "PAM",
      short: "PAM",
      decimals: 1,
      range: [0, 100],
      better: "higher",
      pam_cut_points: "2010-style",
    },
  ],
  projects: [
    ["MEN", "share_men"],
    ["DOOR", "share_not_gp"],
    ["GOALS", "share_goals_met"],
    ["MISSED", "share_dna"],
    ["TARGET", "share_target"],
    ["WAIT", "median_days_open"],
    ["SCORE", { measure: "mean_change", instrument: "pam" }],
  ].map(([id, measure]) => ({
    id,
    name: id,
    question: "?",
    target: { label: "Women", gender: ["2"] },
    comparator: { label: "Others", pcns: ["U1", "U2"] },
    measures: [measure],
  })),
});

let database: Database;
let rows: Awaited<ReturnType<typeof comparedPlaces>>;
const query: Query = (sql) => database.rows(sql);
beforeAll(async () => {
  database = await openDatabase();
  // U1 before: persons 1 (a man, referred twice) and 2 (a woman); U1 after: 3. U3 is no comparison network; person 5 came between.
  await database.run(`CREATE TEMP TABLE activity_referrals AS SELECT * FROM (VALUES
    ('U1', DATE '2022-03-01', 1, 1, TRUE, TRUE, '1', 2, 3),
    ('U1', DATE '2022-05-01', 2, 1, TRUE, FALSE, '1', 0, 0),
    ('U1', DATE '2022-06-01', 3, 2, FALSE, NULL, '2', 1, 1),
    ('U1', DATE '2023-08-01', 4, 3, FALSE, TRUE, '2', 0, 2),
    ('U3', DATE '2022-03-01', 5, 4, TRUE, TRUE, '1', 5, 5),
    ('U2', DATE '2023-03-01', 6, 5, TRUE, TRUE, '1', 5, 5)
  ) AS v (pcn, cell_date, referral_number, person_number, share_men, share_not_gp, gender, share_goals_met_is, share_goals_met_of)`);
  await database.run(`CREATE TEMP TABLE activity_contacts AS SELECT * FROM (VALUES
    ('U2', DATE '2022-02-01', 7, 1, 4), ('U2', DATE '2022-02-02', 7, 0, 1), ('U2', DATE '2022-02-03', 8, 0, 0)
  ) AS v (pcn, cell_date, referral_number, share_dna_is, share_dna_of)`);
  await database.run(`CREATE TEMP TABLE every_episode AS SELECT * FROM (VALUES
    ('U2', DATE '2022-02-01', 'pam', 500, 560, 60, 54), ('U2', DATE '2022-02-01', 'pam', 500, 480, -20, 54),
    ('U2', DATE '2022-02-01', 'pam', 500, NULL, NULL, 54), ('U2', DATE '2022-02-01', 'other', 1, 9, 8, 1)
  ) AS v (pcn, cell_date, instrument, before_score, after_score, gain, threshold)`);
  rows = await comparedPlaces(query, programme, { activity: true, episodes: true });
});
afterAll(() => database?.close());

const of = (project: string, measure?: string) =>
  rows
    .filter((row) => row.project === project && row.measure === (measure ?? row.measure))
    .map(({ pcn, window, part, whole, inside, outside }) => [
      pcn,
      window,
      ...[part, whole, inside, outside].map(Number),
    ]);

describe("comparedPlaces", () => {
  it("counts a person once where the share is of people", () => {
    expect(of("MEN")).toEqual([
      ["U1", "after", 0, 1, 0, 1],
      ["U1", "before", 1, 2, 1, 1],
    ]);
  });

  it("counts records of a share, and how many people are in it and outside it", () => {
    // Person 1 stands on both sides; the referral of person 2 is not known.
    expect(of("DOOR")).toEqual([
      ["U1", "after", 1, 1, 1, 0],
      ["U1", "before", 1, 2, 1, 1],
    ]);
    expect(of("GOALS")).toEqual([
      ["U1", "after", 0, 2, 0, 1],
      ["U1", "before", 3, 4, 2, 1],
    ]);
    expect(of("MISSED")).toEqual([["U2", "before", 1, 5, 1, 1]]);
  });

  it("asks the networks for the project's own target group", () => {
    expect(of("TARGET")).toEqual([
      ["U1", "after", 1, 1, 1, 0],
      ["U1", "before", 1, 3, 1, 1],
    ]);
  });

  it("adds up the changes of people with both scores, of the instrument alone", () => {
    expect(of("SCORE", "mean_change")).toEqual([["U2", "before", 40, 2, 2, 2]]);
  });

  it("counts who improved by the meaningful change among those with both scores", () => {
    expect(of("SCORE", "share_improved")).toEqual([["U2", "before", 1, 2, 1, 1]]);
  });

  it("compares every measure of a project in its order, each once, and who improved on its first score", () => {
    const scored = { measure: "mean_change", instrument: "pam" };
    const measures = [
      { measure: "share_men", instrument: "" },
      { measure: "median_days_open", instrument: "" },
      scored,
      { measure: "mean_change", instrument: "ucla3" },
      scored,
    ];
    expect(comparedMeasures({ measures })).toEqual([
      { measure: "share_men", instrument: "" },
      scored,
      { measure: "mean_change", instrument: "ucla3" },
      { measure: "share_improved", instrument: "pam" },
    ]);
  });

  it("leaves out what has no sums of single records, and whatever was not made", async () => {
    expect(of("WAIT")).toEqual([]);
    expect(comparedKind({ measure: "median_days_open", instrument: "" })).toBeUndefined();
    expect(await comparedPlaces(query, programme, { activity: false, episodes: false })).toEqual([]);
  });
});
