import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { nestedRemainders } from "../../src/disclosure/tables/nested-remainders.ts";
import { robustnessTables } from "../../src/disclosure/tables/robustness-tables.ts";
import { gainBands, gainLayers, type RobustnessRows, robustnessRows } from "../../src/measures/robustness.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { robustnessEstimates } from "../../src/release/exact-robustness.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";

const programme = programmeSchema.parse({
  id: "p",
  name: "P",
  synthetic: true,
  window: { from: "2022-01-01", to: "2022-12-31" },
  data_date: "2023-12-31",
  pathway: { review_within_days: 14 },
  sources: [{ id: "s", file: "s.csv", profile: "s" }],
  instruments: [
    {
      id: "x",
      name: "X",
      short: "X",
      decimals: 0,
      range: [0, 100],
      better: "higher",
      meaningful_change: { points: 5, source: "a study" },
      other_thresholds: [
        { points: 3, source: "another" },
        { points: 8, source: "a third" },
      ],
    },
  ],
});
const [instrument] = programme.instruments;
if (instrument === undefined) throw new Error("There is an instrument.");
const geography = { comparatorsOf: () => [], windowOf: () => undefined };

/** 60 women and 40 men are due: 45 women come back and gain 3 or 5 points, 10 men come back and gain 7 or 9. */
const people = [
  ...Array.from({ length: 60 }, (_, i) => ({
    gender: "2",
    before: 50,
    gain: i < 45 ? (i % 2 === 0 ? 3 : 5) : null,
  })),
  ...Array.from({ length: 40 }, (_, i) => ({
    gender: "1",
    before: 40,
    gain: i < 10 ? (i % 2 === 0 ? 7 : 9) : null,
  })),
];

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
  await database.run("CREATE SCHEMA w");
  const values = people.map(({ gender, before, gain }, index) => {
    const after = gain === null ? "NULL" : String(before + gain);
    // Every third of those who came back did so ten days after the last session; the others much later.
    const seen = gain === null ? "NULL" : `DATE '${index % 3 === 0 ? "2022-06-11" : "2022-09-01"}'`;
    return `('p${index}', 'r${index}', 'x', ${seen}, ${before}, ${after}, ${gain ?? "NULL"}, TRUE, ${gain !== null}, '${gender}')`;
  });
  const nowhere = ["icb", "borough", "pcn", "programme_window", "project_window"]
    .map((name) => `CAST(NULL AS VARCHAR) AS ${name}`)
    .join(", ");
  await database.run(
    `CREATE TABLE episodes AS SELECT *, 'S1' AS service, CASE WHEN gender = '2' THEN 'P1' END AS project, DATE '2022-03-01' AS cell_date,
      '25-44' AS age_band, 'en' AS language_group, 'not_known' AS imd_quintile, ${nowhere}
      FROM (VALUES ${values.join(", ")}) AS v (person_key, referral_key, instrument, follow_up_date, before_score, after_score, gain, due, in_time, gender)`,
  );
  await database.run(
    `CREATE TABLE w.activity AS SELECT referral_key, DATE '2022-04-01' AS started_date, DATE '2022-06-01' AS ended_date, 4 AS sessions_attended,
      CASE WHEN gender = '2' THEN 'exercise' ELSE 'not_known' END AS type FROM episodes`,
  );
});
afterAll(() => database.close());

const measure = () => {
  const { query, keep } = duckDbEngine(database);
  return robustnessRows(query, keep, { schema: "w", programme, episodes: "episodes" });
};

/** The unpaired change of the whole programme; the database gives its cells in no order. */
const unpairedOfAll = (rows: RobustnessRows): ExactEstimate => {
  const found = robustnessEstimates(rows, programme.instruments).find(
    (one) => one.measure === "unpaired_change" && one.area_type === "programme" && one.period_type === "all",
  );
  if (found === undefined) throw new Error("the whole programme has an unpaired change");
  return found;
};

describe("the change worked out in other ways", () => {
  it("gives the values worked out by hand", async () => {
    const estimates = robustnessEstimates(await measure(), programme.instruments);
    const whole = new Map(
      estimates.filter(({ area_type }) => area_type === "programme").map((one) => [one.measure, one]),
    );
    // 23 × 53 + 22 × 55 + 5 × 47 + 5 × 49 over 55, less (60 × 50 + 40 × 40) over 100.
    const after = (23 * 53 + 22 * 55 + 5 * 47 + 5 * 49) / 55;
    expect(whole.get("unpaired_change")).toMatchObject({ n: 100, people: [55, 45] });
    expect(whole.get("unpaired_change")?.value).toBeCloseTo(after - 46, 10);
    // Each of the women stands for 60 ÷ 45 people, each of the men for 40 ÷ 10.
    const women = (23 * 3 + 22 * 5) / 45;
    expect(whole.get("weighted_change")).toMatchObject({ n: 55, people: [0] });
    expect(whole.get("weighted_change")?.value).toBeCloseTo((60 * women + 40 * 8) / 100, 6);
    const timely = people.filter(({ gain }, index) => gain !== null && index % 3 === 0);
    expect(whole.get("timely_change")?.n).toBe(timely.length);
    expect(whole.get("timely_change")?.value).toBeCloseTo(
      timely.reduce((sum, { gain }) => sum + (gain ?? 0), 0) / timely.length,
      10,
    );
  });

  it("withholds an unpaired change that would tell of the few who have no second score", async () => {
    const few = { ...unpairedOfAll(await measure()), people: [55, 3] };
    const { value } = protectEstimates(new Unreleased([few]), policies["nhs-england"]);
    expect(value[0]).toMatchObject({ status: "withheld", value: null, n: null });
  });

  it("knows in its tables whom two areas leave out together", async () => {
    const rows = await measure();
    const about = (parts: Partial<ExactEstimate>): ExactEstimate => ({
      ...unpairedOfAll(rows),
      ...parts,
    });
    // Of the first scores of all, less those of the project (the 60 women), 40 men are left: enough.
    const whole = about({});
    const project = about({ area_type: "project", area: "P1" });
    const remainders = (fewest: number) =>
      robustnessTables([whole, project], { robustness: rows, geography }).flatMap(({ table, kinds }) =>
        nestedRemainders(table, kinds, () => true, fewest),
      );
    expect(remainders(8)).toEqual([]);
    expect(remainders(41)).toMatchObject([{ people: 40 }]);
  });
});

describe("other published sizes of change", () => {
  it("cut gains where each size begins", () => {
    // −9 for twice the meaningful change, −4 for once: a loss of exactly 5 is worse.
    expect(gainBands(instrument)).toEqual([-9, -4, 0, 1, 3, 5, 8, 10]);
  });

  it("count each gain as the sizes say", () => {
    const bands = gainBands(instrument);
    const layers = gainLayers(instrument);
    const bandOf = (gain: number) => {
      const at = bands.findIndex((from) => gain < from);
      return String(at === -1 ? bands.length : at);
    };
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), (gain) => {
        const isIn = (name: string) => layers.get(name)?.includes(bandOf(gain));
        expect(isIn("improved")).toBe(gain >= 5);
        expect(isIn("worse")).toBe(gain <= -5);
        expect(isIn("same")).toBe(Math.abs(gain) < 5);
        expect(isIn("much_better")).toBe(gain >= 10);
        expect(isIn("much_worse")).toBe(gain <= -10);
        expect(isIn("no_change")).toBe(gain === 0);
        expect(isIn("by 3")).toBe(gain >= 3);
        expect(isIn("by 8")).toBe(gain >= 8);
        expect(isIn("between 3")).toBe(gain >= 3 && gain < 5);
      }),
    );
  });
});
