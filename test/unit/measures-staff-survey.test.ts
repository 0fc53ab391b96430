import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { type WorkforceRows, workforceRows } from "../../src/measures/workforce-rows.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { workforceEstimates } from "../../src/release/exact-workforce.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programmeOf = (workforce: object = {}): Programme =>
  programmeSchema.parse({
    id: "made",
    name: "Made for a test",
    synthetic: true,
    window: { from: "2021-04-01", to: "2023-03-31" },
    data_date: "2023-05-31",
    services: [
      { id: "S1", name: "First" },
      { id: "S2", name: "Second" },
      { id: "S3", name: "Third" },
    ],
    projects: [
      {
        id: "A",
        name: "A",
        question: "Q",
        service: "S1",
        measures: ["time_administration"],
        windows: {
          before: { from: "2021-04-01", to: "2021-12-31" },
          after: { from: "2022-07-01", to: "2022-12-31" },
        },
      },
      { id: "B", name: "B", question: "Q", service: "S3", measures: ["time_administration"] },
    ],
    sources: [{ id: "survey", file: "s.csv", profile: "s" }],
    workforce,
  });

type Cells = Readonly<Record<string, string | number | boolean | null>>;
let row = 0;
async function insert(
  database: Database,
  table: string,
  rows: readonly Cells[],
  source = "survey",
): Promise<void> {
  const literal = (value: string | number | boolean | null) =>
    typeof value === "string" ? `'${value}'` : String(value);
  for (const cells of rows) {
    row += 1;
    const all: Cells = { ...cells, _source: source, _row: row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    await database.run(
      `INSERT INTO main.${table} (${names.join(", ")}) VALUES (${Object.values(all).map(literal).join(", ")})`,
    );
  }
}

/** Answers of one respondent; `given` by item, in the order of the items of a subscale. */
const answers = (
  respondent_key: string,
  instrument: string,
  items: Readonly<Record<string, string>>,
  more: Cells = {},
): readonly Cells[] =>
  Object.entries(items).map(([item, answer]) => ({
    respondent_key,
    service: "S1",
    role: "link_worker",
    wave: "2022-23",
    date: "2023-02-01",
    instrument,
    item,
    answer,
    ...more,
  }));
const scale = (name: string, given: readonly string[]) =>
  Object.fromEntries(given.map((answer, index) => [`${name}_${index + 1}`, answer]));
const six = (answer: string) => Array.from({ length: 6 }, () => answer);

const EARLY: Cells = { wave: "2021-22", date: "2022-02-01" };

async function fill(database: Database): Promise<void> {
  await createCanonicalTables(database, "main");
  await insert(
    database,
    "area",
    ["S1", "S2", "S3"].map((area) => ({ area_type: "service", area })),
  );
  await insert(database, "link_worker", [
    ...["a", "b", "c", "d"].map((staff_key) => ({
      staff_key,
      assignment: `${staff_key}-1`,
      role: "link_worker",
      service: "S1",
      started: "2020-01-01",
    })),
    { staff_key: "gone", assignment: "g-1", role: "link_worker", service: "S1", left: "2022-12-31" },
    { staff_key: "v", assignment: "v-1", role: "volunteer", service: "S1", volunteer: true },
    { staff_key: "e", assignment: "e-1", role: "link_worker", service: "S2", started: "2022-04-01" },
  ]);
  await insert(database, "workforce_response", [
    // 2021-22: personal 50, 50, 100. 2022-23: 25, 25 and 75 in S1, 0 in S2.
    ...answers("k1", "cbi", scale("personal", six("sometimes")), EARLY),
    ...answers("k2", "cbi", scale("personal", six("sometimes")), EARLY),
    ...answers("k3", "cbi", scale("personal", six("always")), EARLY),
    ...answers("k1", "cbi", scale("personal", six("seldom"))),
    ...answers("k2", "cbi", scale("personal", six("seldom"))),
    ...answers("k4", "cbi", scale("personal", six("often"))),
    ...answers("k5", "cbi", scale("personal", six("never")), { service: "S2", date: "2023-02-20" }),
    ...answers("k6", "cbi", scale("personal", six("always")), { role: "volunteer" }),
    ...answers("k1", "staff", { supervision: "agree" }),
    ...answers("k2", "staff", { supervision: "neither" }),
    ...answers("k7", "staff", { supervision: "not_stated" }),
    ...answers("k1", "nss", { q1: "never", q2: "always", q3: "often" }),
    ...answers("k2", "nss", { q1: "sometimes", q2: "rarely", q3: "rarely" }),
    ...answers("k4", "nss", { q1: "sometimes" }),
    ...answers("k1", "single", { worn: "3" }),
    ...answers("k2", "single", { worn: "2" }),
    ...answers("k4", "single", { worn: "perhaps" }),
  ]);
  await insert(
    database,
    "workforce_response",
    answers("k8", "cbi", scale("work", ["75", "75", "75", "75", "75", "75", "100"]), { service: "S2" }),
    "points",
  );
  const work = (
    link_worker: string,
    service: string,
    date: string,
    kind: string,
    minutes: number,
  ): Cells => ({ link_worker, service, date, kind, minutes });
  await insert(database, "contact", [
    work("a", "S1", "2021-05-01", "administration", 30),
    work("a", "S1", "2021-05-02", "direct", 70),
    work("a", "S1", "2022-08-01", "administration", 10),
    work("a", "S1", "2022-08-02", "travel", 90),
    work("b", "S1", "2021-06-01", "administration", 20),
    work("b", "S1", "2021-06-02", "service_failures", 80),
    work("b", "S1", "2022-07-01", "direct", 100),
    work("e", "S2", "2021-05-01", "administration", 20),
    work("e", "S2", "2021-05-01", "direct", 80),
    work("e", "S2", "2022-09-01", "administration", 30),
    work("e", "S2", "2022-09-01", "direct", 70),
    work("f", "S3", "2021-05-01", "administration", 100),
    work("f", "S3", "2022-09-01", "administration", 100),
  ]);
  await insert(database, "contact", [work("a", "S1", "2021-05-01", "administration", 1000)], "diary");
}

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
  await fill(database);
});
afterAll(() => database.close());

async function measured(
  workforce: object = {},
): Promise<{ readonly rows: WorkforceRows; readonly estimates: readonly ExactEstimate[] }> {
  const programme = programmeOf(workforce);
  const rows = await workforceRows((sql) => database.rows(sql), { schema: "main", programme });
  return { rows, estimates: workforceEstimates(rows, programme) };
}
const find = (
  estimates: readonly ExactEstimate[],
  measure: string,
  area = "programme",
  period = "2022-23",
  instrument = "",
) =>
  estimates.find(
    (one) =>
      one.measure === measure && one.area === area && one.period === period && one.instrument === instrument,
  );

/** The recorded minutes of every day but the time survey's. */
const CONTACTS = { time_from: ["survey"] };

describe("change of burnout from one wave to the next", () => {
  it("is the difference of two averages where answers cannot be followed, and says so", async () => {
    const { estimates } = await measured();
    // 125 ÷ 4 less 200 ÷ 3; in S1 125 ÷ 3 less 200 ÷ 3.
    expect(find(estimates, "burnout_change_personal")?.value).toBeCloseTo(125 / 4 - 200 / 3, 10);
    const own = find(estimates, "burnout_change_personal", "S1");
    expect(own?.value).toBeCloseTo(-25, 10);
    expect(own).toMatchObject({ method: "welch-difference", n: 3 });
    expect(own?.note).toContain("Beside the wave of 2021-22.");
    // Welch by hand: both variances 2500 ÷ 3, se = √(2 × 2500 ÷ 9) = 23.57, df 4, t 2.776.
    expect(own?.upper).toBeCloseTo(-25 + 2.7764451 * Math.sqrt((2 * 2500) / 9), 4);
    expect(find(estimates, "burnout_change_personal", "S2")).toBeUndefined();
    expect(find(estimates, "burnout_change_personal", "programme", "2021-22")).toBeUndefined();
  });

  it("is of the same respondents only, where the programme says that they keep their code", async () => {
    const { estimates } = await measured({ survey_respondents_followed: true });
    // k1 and k2 fell by 25 each; k3, k4 and k5 answered once.
    expect(find(estimates, "burnout_change_personal")).toMatchObject({
      value: -25,
      n: 2,
      method: "t-interval-paired",
    });
    // Two who answered one wave only could be told from the averages: they are what the figure goes by.
    expect(find(estimates, "burnout_change_personal", "S1")?.staff?.staff).toBe(2);
  });
});

describe("burnout answers that are points", () => {
  it("are not scored unless the programme says which end 100 is, and then turned round where it is the best", async () => {
    const undeclared = await measured();
    expect(find(undeclared.estimates, "burnout_work")).toBeUndefined();
    const most = await measured({ cbi_points: [{ source: "points", hundred_is: "most burnout" }] });
    expect(find(most.estimates, "burnout_work")?.value).toBeCloseTo(550 / 7, 10);
    const least = await measured({ cbi_points: [{ source: "points", hundred_is: "least burnout" }] });
    expect(find(least.estimates, "burnout_work")?.value).toBeCloseTo(100 - 550 / 7, 10);
    // Words keep their direction.
    expect(find(least.estimates, "burnout_personal")?.value).toBeCloseTo(125 / 4, 10);
  });
});

describe("middle score and quarter points", () => {
  it("are those of the scores, without an interval where few lie beyond it", async () => {
    const { estimates } = await measured();
    // 0, 25, 25, 75.
    expect(find(estimates, "burnout_lower_quarter_personal")?.value).toBe(12.5);
    expect(find(estimates, "burnout_median_personal")).toMatchObject({
      value: 25,
      lower: null,
      kind: "staff_quantile",
    });
    expect(find(estimates, "burnout_upper_quarter_personal")?.value).toBe(50);
  });

  it("are shown of 20 or more only, in steps of five points, limits outwards", () => {
    const shown = (n: number, staff = n) => {
      const [released] = protectEstimates(
        new Unreleased([
          {
            ...({
              measure: "burnout_median_work",
              instrument: "",
              area_type: "programme",
              area: "programme",
              period_type: "financial_year",
              period: "2022-23",
              breakdown: "none",
              category: "all",
              numerator: null,
              denominator: null,
              status: "published",
              method: "quantile-interval",
              note: "",
              level: 0.95,
            } as const),
            n,
            value: 42.4,
            lower: 36.1,
            upper: 48.6,
            kind: "staff_quantile",
            decimals: 1,
            step: 5,
            staff: { staff, respondents: n },
          },
        ]),
        policies["nhs-england"],
      ).value;
      return released;
    };
    expect(shown(20)).toMatchObject({ value: 40, lower: 35, upper: 50, n: 20 });
    expect(shown(19)).toMatchObject({ status: "withheld", value: null, lower: null, n: null });
    expect(shown(20, 9)).toMatchObject({ status: "withheld" });
  });
});

describe("agreement of the questions", () => {
  it("is 1 where everybody answers all alike, and has no value where all scores are the same", async () => {
    const { estimates } = await measured();
    expect(find(estimates, "burnout_alpha_personal")?.value).toBeCloseTo(1, 12);
    expect(find(estimates, "burnout_alpha_personal", "S1")).toBeUndefined();
  });
});

describe("who answered", () => {
  it("are different respondents over staff employed while the wave ran, without volunteers", async () => {
    const { rows } = await measured();
    const of = (area: string, period: string) =>
      rows.staffSurvey.responses.find((one) => one.area === area && one.period === period);
    // a to d and the one who left later; k1, k2, k3.
    expect(of("S1", "2021-22")).toMatchObject({ staff: 5, respondents: 3 });
    // a to d; k1, k2, k4: k7 declined every question.
    expect(of("S1", "2022-23")).toMatchObject({ staff: 4, respondents: 3 });
    // The second service ran from 1 April 2022.
    expect(of("S2", "2021-22")).toBeUndefined();
    expect(of("S2", "2022-23")).toMatchObject({ staff: 1, respondents: 2 });
    expect(of("programme", "2022-23")).toMatchObject({ staff: 5, respondents: 5 });
  });

  it("have no share where more answered than the staff records hold", async () => {
    const { estimates } = await measured();
    expect(find(estimates, "response_rate", "S2")).toMatchObject({ status: "not_available", value: null });
    expect(find(estimates, "response_rate", "S1")).toMatchObject({ numerator: 3, denominator: 4 });
  });
});

describe("questions of the staff survey", () => {
  const ITEM = {
    id: "worn-out",
    label: "Worn out, single question",
    source: "Declared for a test",
    better: "lower",
    instrument: "single",
    item: "worn",
    counted: ["3", "4", "5"],
    answers: ["1", "2", "3", "4", "5"],
  };
  const SCORE = {
    id: "nss-burnout",
    label: "Staff Survey burnout",
    source: "Declared for a test",
    better: "higher",
    instrument: "nss",
    items: ["q1", "q2", "q3"],
    points: { never: 10, rarely: 7.5, sometimes: 5, often: 2.5, always: 0 },
  };

  it("give a share of those that are the toolkit's own, and of those the programme declares", async () => {
    const { estimates } = await measured({ survey_items: [ITEM] });
    expect(find(estimates, "share_supervised")).toMatchObject({ numerator: 1, denominator: 2 });
    const single = find(estimates, "survey_share", "programme", "2022-23", "worn-out");
    expect(single).toMatchObject({ numerator: 1, denominator: 2, kind: "staff_share" });
  });

  it("give the mean of declared points, items turned round, with as many answers as declared", async () => {
    const { estimates } = await measured({ survey_scores: [SCORE] });
    const at = (found: readonly ExactEstimate[]) =>
      find(found, "survey_score", "programme", "2022-23", "nss-burnout");
    // k1 (10 + 0 + 2.5) ÷ 3, k2 (5 + 7.5 + 7.5) ÷ 3; k4 answered one of three.
    expect(at(estimates)?.value).toBeCloseTo((12.5 / 3 + 20 / 3) / 2, 10);
    expect(at(estimates)).toMatchObject({ n: 2, kind: "staff_mean" });
    const turned = await measured({ survey_scores: [{ ...SCORE, reversed: ["q3"], min_answered: 1 }] });
    // k1 (10 + 0 + 7.5) ÷ 3, k2 (5 + 7.5 + 2.5) ÷ 3, k4 5.
    expect(at(turned.estimates)?.value).toBeCloseTo((17.5 / 3 + 5 + 5) / 3, 10);
  });

  it("stand in cells of their own, by the id declared", async () => {
    const { estimates } = await measured({ survey_items: [ITEM, { ...ITEM, id: "again" }] });
    const cells = estimates.filter(({ measure }) => measure === "survey_share");
    expect(new Set(cells.map(({ instrument }) => instrument))).toEqual(new Set(["worn-out", "again"]));
  });
});

describe("recorded time", () => {
  it("is taken from the sources that the programme names, and its four kinds make up the whole", async () => {
    const all = await measured();
    const some = await measured(CONTACTS);
    // S1 in 2021-22: 200 minutes, 50 of administration; 1,000 more stand in the diary.
    expect(find(all.estimates, "time_administration", "S1", "2021-22")?.value).toBeCloseTo(1050 / 1200, 12);
    expect(find(some.estimates, "time_administration", "S1", "2021-22")?.value).toBe(0.25);
    const kinds = ["administration", "direct", "service_failures", "travel"];
    const shares = kinds.map(
      (kind) => find(some.estimates, `time_${kind}`, "S1", "2022-23")?.value ?? Number.NaN,
    );
    expect(shares).toEqual([0.05, 0.5, 0, 0.45]);
  });

  it("changes beside services that run no project of the kind", async () => {
    const { rows, estimates } = await measured(CONTACTS);
    expect(rows.timeChange.map(({ arm, workers, a0, t0, a1, t1 }) => [arm, workers, a0, t0, a1, t1])).toEqual(
      [
        ["others", 1, 20, 100, 30, 100],
        ["service", 2, 50, 200, 10, 200],
      ],
    );
    // 10 ÷ 200 − 50 ÷ 200 = −0.20 at S1; + 0.10 at S2; S3 runs a project of the kind itself.
    const change = find(estimates, "administration_change_compared", "A", "after");
    expect(change?.value).toBeCloseTo(-0.3, 12);
    expect(change).toMatchObject({ n: 1, lower: null, staff: { staff: 1 }, kind: "staff_mean" });
  });
});

describe("release of a survey", () => {
  it("withholds a change of which one average is not shown, and everything of a team of four", async () => {
    const { estimates } = await measured();
    const released = protectEstimates(new Unreleased(estimates), policies["nhs-england"]).value;
    const shown = released.filter(
      ({ measure, status }) =>
        /burnout|survey|response|supervised|_change_/.test(measure) && status === "published",
    );
    expect(shown).toEqual([]);
  });
});
