import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import { type ExactEstimate, protectEstimates } from "../../src/disclosure/protect-estimates.ts";
import { Unreleased } from "../../src/disclosure/sealed.ts";
import { workforceDetailMeasures } from "../../src/measures/library/workforce-detail.ts";
import { workforceMeasures } from "../../src/measures/workforce-measures.ts";
import { type WorkforceRows, workforceRows } from "../../src/measures/workforce-rows.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { workforceEstimates } from "../../src/release/exact-workforce.ts";
import { burnoutInventory } from "../../src/statistics/burnout-inventory.ts";
import { scaleScore } from "../../src/statistics/scale-score.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programmeOf = (more: object = {}): Programme =>
  programmeSchema.parse({
    id: "made",
    name: "Made for a test",
    synthetic: true,
    window: { from: "2021-04-01", to: "2023-03-31" },
    data_date: "2023-05-31",
    areas: {
      version: "made",
      icbs: [{ code: "Q1", name: "Board" }],
      boroughs: [{ code: "E1", name: "Borough", icb: "Q1" }],
      pcns: [
        { code: "P1", name: "One", borough: "E1", list_size: 40_000 },
        { code: "P2", name: "Two", borough: "E1", list_size: 10_000 },
      ],
    },
    services: [
      { id: "S1", name: "First", borough: "E1" },
      { id: "S2", name: "Second", borough: "E1" },
    ],
    projects: [
      {
        id: "A",
        name: "A",
        question: "Q",
        service: "S1",
        windows: {
          before: { from: "2021-04-01", to: "2021-12-31" },
          during: { from: "2022-01-01", to: "2022-12-31" },
        },
      },
    ],
    sources: [{ id: "roster", system: "hr", file: "r.csv", profile: "r" }],
    ...more,
  });

type Cells = Readonly<Record<string, string | number | boolean | null>>;
const literal = (value: string | number | boolean | null) =>
  typeof value === "string" ? `'${value}'` : String(value);

let row = 0;
async function insert(
  database: Database,
  table: string,
  rows: readonly Cells[],
  source = "roster",
): Promise<void> {
  for (const cells of rows) {
    row += 1;
    const all: Cells = { ...cells, _source: source, _row: row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    await database.run(
      `INSERT INTO main.${table} (${names.join(", ")}) VALUES (${Object.values(all).map(literal).join(", ")})`,
    );
  }
}

const post = (staff_key: string, more: Cells = {}): Cells => ({
  staff_key,
  assignment: `${staff_key}-1`,
  role: "care_navigator",
  service: "S1",
  started: "2020-01-01",
  ...more,
});
const worker = (staff_key: string, fte: number, pcn: string, more: Cells = {}): Cells =>
  post(staff_key, { role: "link_worker", fte, pcn, ...more });

const sick = (staff_key: string, first_day: string, last_day: string | null, more: Cells = {}): Cells => ({
  staff_key,
  assignment: `${staff_key}-1`,
  kind: "sickness",
  first_day,
  last_day,
  ...more,
});

async function fill(database: Database): Promise<void> {
  await createCanonicalTables(database, "main");
  await insert(database, "area", [
    { area_type: "icb", area: "Q1", icb: "Q1" },
    { area_type: "borough", area: "E1", borough: "E1", icb: "Q1" },
    { area_type: "pcn", area: "P1", borough: "E1" },
    { area_type: "pcn", area: "P2", borough: "E1" },
    { area_type: "service", area: "S1", borough: "E1" },
    { area_type: "service", area: "S2", borough: "E1" },
  ]);
  await insert(
    database,
    "area_list_size",
    [
      { pcn: "P1", registered_patients: 40_000 },
      { pcn: "P2", registered_patients: 10_000 },
    ],
    "programme.yaml",
  );
  await insert(database, "link_worker", [
    ...["a", "b", "c", "d", "e", "f"].map((key) => post(key)),
    post("c", { assignment: "c-2" }),
    post("h", { left: "2021-04-10", leaving_reason: "retirement" }),
    post("i", { service: "S2" }),
    post("m", { left: "2021-12-31", leaving_reason: "another_job" }),
    post("m", { assignment: "m-2", service: "S2", started: "2022-01-01" }),
    post("n", { left: "2022-03-31", leaving_reason: "workload" }),
    worker("w1", 0.6, "P1"),
    worker("w1", 0.2, "P2", { assignment: "w1-2" }),
    worker("w2", 1, "P1", { started: "2022-10-01" }),
    worker("w3", 1, "P2", { left: "2021-09-30", leaving_reason: "health" }),
    worker("v0", 1, "P1", { volunteer: true }),
    post("v1", { role: "volunteer", left: "2022-06-01", leaving_reason: "employment" }),
    post("v2", { role: "volunteer", left: "2022-07-01", leaving_reason: "health" }),
    post("v3", { role: "volunteer", left: "2022-08-01", leaving_reason: "not_known" }),
  ]);
  // A later extract of the roster holds w2 and w3 again.
  await insert(
    database,
    "link_worker",
    [worker("w2", 1, "P1", { started: "2022-10-01" }), worker("w3", 1, "P2")],
    "roster-again",
  );
  await insert(database, "absence", [
    sick("a", "2022-03-20", "2022-04-10"),
    sick("b", "2023-03-17", null),
    sick("c", "2022-06-01", "2022-06-10"),
    sick("c", "2022-06-01", "2022-06-10", { assignment: "c-2" }),
    sick("d", "2021-05-01", "2021-05-10"),
    sick("d", "2021-05-02", "2021-05-03"),
    sick("e", "2021-07-01", "2021-07-14"),
    sick("e", "2021-08-01", "2021-08-30", { kind: "other" }),
    sick("f", "2021-09-01", "2021-09-07"),
    sick("f", "2022-01-01", "2022-01-08"),
    sick("h", "2021-04-05", null),
    sick("v0", "2021-05-01", "2021-07-30"),
  ]);
  await insert(database, "absence", [sick("d", "2021-05-06", "2021-05-15")], "healthroster");
  const referral = (
    key: string,
    received_date: string,
    status: string,
    closed_date: string | null,
  ): Cells => ({
    referral_key: key,
    received_date,
    status,
    closed_date,
    service: "S1",
    pcn: "P1",
    borough: "E1",
    icb: "Q1",
    link_worker: "w1",
  });
  await insert(database, "referral", [
    referral("r1", "2021-05-01", "closed", "2021-06-01"),
    referral("r2", "2021-06-01", "closed", "2022-03-31"),
    referral("r3", "2022-03-31", "open", null),
    referral("r4", "2022-05-01", "closed", "2022-06-01"),
    referral("r5", "2022-03-01", "closed", null),
    referral("r6", "2022-01-01", "not_reached", "2022-04-05"),
    referral("r7", "2020-01-01", "received", null),
    { ...referral("r8", "2021-05-01", "open", null), service: "S2", pcn: null },
  ]);
  const contact = (
    link_worker: string | null,
    date: string,
    kind: string | null,
    minutes: number | null,
  ): Cells => ({
    referral_key: "r1",
    service: "S1",
    link_worker,
    date,
    kind,
    minutes,
  });
  await insert(database, "contact", [
    contact("w1", "2021-05-01", "direct", 60),
    contact(null, "2021-05-01", "direct", 40),
    contact("w1", "2021-05-02", "administration", 50),
    contact("w1", "2022-02-01", "travel", 50),
    contact("w2", "2021-05-03", "direct", 60),
    contact("w2", "2022-03-31", "service_failures", 40),
    contact("w2", "2022-03-31", null, 500),
    contact("w2", "2022-03-31", "direct", null),
    contact("w2", "2021-03-31", "direct", 500),
  ]);
  const answers = (
    respondent_key: string,
    instrument: string,
    given: Readonly<Record<string, string>>,
    more: Cells = {},
  ) =>
    Object.entries(given).map(([item, answer]) => ({
      respondent_key,
      service: "S1",
      role: "link_worker",
      wave: "2022-23",
      instrument,
      item,
      answer,
      ...more,
    }));
  const work = (...given: readonly string[]) =>
    Object.fromEntries(given.map((answer, index) => [`work_${index + 1}`, answer]));
  await insert(database, "workforce_response", [
    ...answers("x1", "cbi", work("always", "always", "always", "always", "always", "always", "always")),
    ...answers("x2", "cbi", work("never", "never", "never", "never", "never", "never")),
    ...answers("x3", "cbi", work("very_high", "high", "somewhat", "low", "very_low", "often", "never"), {
      service: "S2",
    }),
    ...answers("x4", "cbi", work("always", "always", "always", "always", "always", "always", "always"), {
      role: "volunteer",
    }),
    ...answers("x1", "staff", { satisfied: "strongly_agree", consulted: "disagree", intend_to_leave: "yes" }),
    ...answers("x2", "staff", { satisfied: "agree", intend_to_leave: "no" }),
    ...answers("x3", "staff", { satisfied: "neither", intend_to_leave: "not_known" }, { service: "S2" }),
  ]);
}

let database: Database;
let rows: WorkforceRows;
const request = (programme: Programme) => ({ schema: "main", programme });
beforeAll(async () => {
  database = await openDatabase();
  await fill(database);
  rows = await workforceRows((sql) => database.rows(sql), request(programmeOf()));
});
afterAll(() => database.close());

interface Where {
  readonly area_type: string;
  readonly area: string;
  readonly period: string;
}
function at<T extends Where>(found: readonly T[], area: string, period: string): T | undefined {
  const matches = found.filter((one) => one.area === area && one.period === period);
  expect(matches.length, `${area} ${period}`).toBeLessThan(2);
  return matches[0];
}

describe("staff with 15 or more sick days in a financial year", () => {
  it("counts each day once, clips to 1 April to 31 March, and leaves volunteers out", () => {
    // 2021-22: a 12 (20 to 31 March), d 15 (three overlapping spells), e 14 (its 30 other days do not count),
    // f 7 + 8 = 15, h 6 (5 to 10 April, when they left). Staff of S1: a to f, h, m, n, w1, w3.
    expect(at(rows.absence, "S1", "2021-22")).toMatchObject({ staff: 11, long_absence: 2 });
    // 2022-23: a 10, b 15 (17 to 31 March, still off), c 10 once for two assignments. Staff: a to f, w1, w2, and w3 no more.
    expect(at(rows.absence, "S1", "2022-23")).toMatchObject({ staff: 8, long_absence: 1 });
  });

  it("says nothing of a service without absence records, nor counts its staff in the programme", () => {
    expect(rows.absence.filter((one) => one.area === "S2")).toEqual([]);
    expect(at(rows.absence, "programme", "2021-22")).toMatchObject({ staff: 11, long_absence: 2 });
    expect(at(rows.absence, "programme", "2022-23")).toMatchObject({ staff: 8, long_absence: 1 });
  });

  it("runs an open spell to the data date and not beyond", async () => {
    const early = programmeOf({ data_date: "2023-03-30" });
    const found = await workforceRows((sql) => database.rows(sql), request(early));
    expect(at(found.absence, "S1", "2022-23")).toMatchObject({ long_absence: 0 });
    const estimate = workforceEstimates(found, early).find(
      (one) => one.measure === "share_long_absence" && one.area === "S1" && one.period === "2022-23",
    );
    expect(estimate).toMatchObject({ status: "not_yet_observable", value: null, numerator: null });
  });
});

describe("staff who left", () => {
  it("are those employed on 1 April without a post there after 31 March", () => {
    // S1 on 1 April 2021: a to f, h, m, n, w1, w3; h, m, n and w3 left (m to S2).
    expect(at(rows.staff, "S1", "2021-22")).toMatchObject({ staff: 11, at_start: 11, left_by_end: 4 });
    expect(at(rows.staff, "programme", "2021-22")).toMatchObject({ staff: 12, at_start: 12, left_by_end: 3 });
    expect(at(rows.staff, "S2", "2021-22")).toMatchObject({ staff: 2, at_start: 1, left_by_end: 0 });
    // w2 started within 2022-23.
    expect(at(rows.staff, "S1", "2022-23")).toMatchObject({ staff: 8, at_start: 7, left_by_end: 0 });
  });

  it("are counted apart for volunteers, whose reason must be known", () => {
    expect(at(rows.staff, "S1", "2022-23")).toMatchObject({ volunteers_left: 2, to_employment: 1 });
    expect(at(rows.staff, "programme", "all")).toMatchObject({ volunteers_left: 2, to_employment: 1 });
    expect(at(rows.staff, "S1", "2021-22")).toMatchObject({ volunteers_left: 0 });
  });
});

describe("full-time equivalents", () => {
  const fte = (basis: "average" | "day", area: string, period: string) =>
    at(
      rows.fte.filter((one) => one.basis === basis),
      area,
      period,
    );

  it("are averages over the days of the period, each assignment once, without volunteers", () => {
    expect(fte("average", "P1", "2021-22")).toMatchObject({
      fte_days_e6: 219_000_000,
      days: 365,
      workers: 1,
    });
    // 0.6 · 365 + 1 · 182 days from 1 October.
    expect(fte("average", "P1", "2022-23")).toMatchObject({
      fte_days_e6: 401_000_000,
      days: 365,
      workers: 2,
    });
    // 0.2 · 365 + 183 days to 30 September; the later extract without a last day does not bring w3 back.
    expect(fte("average", "P2", "2021-22")).toMatchObject({ fte_days_e6: 256_000_000, workers: 2 });
    expect(fte("average", "P2", "2022-23")).toMatchObject({ fte_days_e6: 73_000_000, workers: 1 });
    for (const area of ["S1", "E1", "Q1", "programme"]) {
      expect(fte("average", area, "all")).toMatchObject({ fte_days_e6: 949_000_000, days: 730, workers: 3 });
    }
    expect(fte("average", "S2", "all")).toBeUndefined();
  });

  it("are those employed on the last day too, by quarter for the programme and services", () => {
    expect(fte("day", "P1", "2021-22")).toMatchObject({ fte_days_e6: 600_000, days: 1, workers: 1 });
    expect(fte("day", "P1", "2022-23")).toMatchObject({ fte_days_e6: 1_600_000, workers: 2 });
    expect(fte("day", "S1", "2021-Q3")).toMatchObject({ fte_days_e6: 1_800_000, workers: 2 });
    expect(fte("day", "S1", "2021-Q4")).toMatchObject({ fte_days_e6: 800_000, workers: 1 });
    expect(fte("day", "P1", "2021-Q3")).toBeUndefined();
  });

  it("add up with registered patients", () => {
    const patients = Object.fromEntries(rows.patients.map((one) => [one.area, one.patients]));
    expect(patients).toEqual({ P1: 40_000, P2: 10_000, E1: 50_000, programme: 50_000 });
  });
});

describe("referrals received and open", () => {
  it("are counted where the roster has link workers", () => {
    for (const area of ["P1", "S1", "E1", "Q1", "programme"]) {
      expect(at(rows.flow, area, "2021-22")).toMatchObject({ received: 5, open: 3 });
      expect(at(rows.flow, area, "2022-23")).toMatchObject({ received: 1, open: 2 });
      expect(at(rows.flow, area, "all")).toMatchObject({ received: 6, open: 2 });
    }
    expect(at(rows.flow, "programme", "2021-Q4")).toMatchObject({ received: 0, open: 2 });
    expect(at(rows.flow, "S2", "2021-22")).toBeUndefined();
  });
});

describe("burnout", () => {
  it("is the mean of the points answered, the last work item turned round, in whole numbers", () => {
    // x1: 600 points of 7 answers, × 420 = 36000; x2 answered six of seven, so no score; x3: 425 of 7, × 420 = 25500.
    expect(rows.burnout.filter((one) => one.area === "S1")).toEqual([
      expect.objectContaining({
        subscale: "work",
        period: "2022-23",
        n: 1,
        sum: 36_000,
        sum2: 1_296_000_000,
      }),
    ]);
    const all = rows.burnout.filter((one) => one.area_type === "programme");
    expect(all).toEqual([
      expect.objectContaining({ subscale: "work", n: 2, sum: 61_500, sum2: 36_000 ** 2 + 25_500 ** 2 }),
    ]);
    const scored = scaleScore([5, 4, 3, 2, 1, 4, 1], burnoutInventory.work).score ?? Number.NaN;
    expect(25_500 / 420).toBeCloseTo(scored, 12);
  });

  it("needs as many answers as the programme says", async () => {
    const minimum = { workforce: { cbi_min_answered: { personal: 3, work: 4, client: 3 } } };
    const found = await workforceRows((sql) => database.rows(sql), request(programmeOf(minimum)));
    expect(found.burnout.find((one) => one.area === "S1")).toMatchObject({ n: 2, sum: 36_000 });
  });
});

describe("answers of staff", () => {
  it("are counted without volunteers and without answers that are not known", () => {
    const found = (area: string) =>
      Object.fromEntries(
        rows.answers.filter((one) => one.area === area).map((one) => [one.item, [one.agreed, one.answered]]),
      );
    expect(found("programme")).toEqual({ satisfied: [2, 3], consulted: [0, 1], intend_to_leave: [1, 2] });
    expect(found("S1")).toEqual({ satisfied: [2, 2], consulted: [0, 1], intend_to_leave: [1, 2] });
  });
});

describe("recorded minutes", () => {
  it("are summed over workers, with the referral's worker where a contact has none", () => {
    // 2021-22: w1 100 direct + 50 administration + 50 travel; w2 60 direct + 40 service failures.
    expect(at(rows.time, "S1", "2021-22")).toMatchObject({
      workers: 2,
      total: 300,
      total2: 50_000,
      direct: 160,
      direct2: 13_600,
      direct_total: 26_000,
      administration: 50,
      administration_total: 10_000,
      service_failures: 40,
      service_failures2: 1600,
    });
    expect(at(rows.time, "A", "before")).toMatchObject({
      area_type: "project",
      workers: 2,
      total: 210,
      direct: 160,
    });
    expect(at(rows.time, "A", "during")).toMatchObject({ workers: 2, total: 90, direct: 0 });
    expect(at(rows.time, "programme", "2022-23")).toBeUndefined();
  });
});

describe("estimates of workforce and capacity", () => {
  const estimates = (): readonly ExactEstimate[] => workforceEstimates(rows, programmeOf());
  const value = (measure: string, area: string, period: string) => {
    const found = estimates().filter(
      (one) => one.measure === measure && one.area === area && one.period === period,
    );
    expect(found.length).toBe(1);
    return found[0];
  };

  it("are rates of the count for each full-time equivalent", () => {
    // 5 referrals for (0.8 · 365 + 183) / 365 full-time equivalents over 365 / 365.25 years.
    const flow = value("new_referrals_per_fte", "programme", "2021-22");
    expect(flow?.value).toBeCloseTo(5 / (475 / 365.25), 10);
    expect(flow).toMatchObject({ numerator: 5, kind: "rate", staff: { staff: 2 } });
    expect(value("open_cases_per_fte", "S1", "2021-Q4")?.value).toBeCloseTo(2 / 0.8, 10);
    expect(value("link_worker_fte", "P1", "2022-23")?.value).toBeCloseTo(401 / 365, 10);
    expect(value("link_worker_fte_per_10000_patients", "P1", "2022-23")?.value).toBeCloseTo(
      401 / 365 / 4,
      10,
    );
  });

  it("have means with intervals between 0 and 100, and shares of time between 0 and 1", () => {
    expect(value("burnout_work", "programme", "2022-23")).toMatchObject({ n: 2, lower: 0, upper: 100 });
    expect(value("burnout_work", "programme", "2022-23")?.value).toBeCloseTo(61_500 / 840, 10);
    expect(value("time_direct", "S1", "2021-22")?.value).toBeCloseTo(160 / 300, 12);
    expect(value("time_direct", "S1", "2021-22")).toMatchObject({ kind: "staff_mean", upper: 1 });
  });

  it("stand in the library, once each, and every entry of the headline list is made", () => {
    const shipped = [...workforceMeasures, ...workforceDetailMeasures].map(({ id }) => id);
    expect(new Set(shipped).size).toBe(shipped.length);
    const made = new Set(estimates().map(({ measure }) => measure));
    const published = ["link_worker_fte", "link_worker_fte_per_10000_patients"];
    expect([...made].filter((id) => !shipped.includes(id) && !published.includes(id))).toEqual([]);
    // Made in measures-staff-survey.test.ts.
    const elsewhere = [
      "burnout_personal",
      "burnout_client",
      "share_supervised",
      "administration_change_compared",
    ];
    const missing = workforceMeasures.map(({ id }) => id).filter((id) => !made.has(id));
    expect(missing.sort()).toEqual(elsewhere.sort());
  });

  it("have one row a cell, and are released without a trace of single staff", () => {
    const key = (one: ExactEstimate) =>
      [one.measure, one.area_type, one.area, one.period_type, one.period].join();
    const all = estimates();
    expect(new Set(all.map(key)).size).toBe(all.length);
    const released = protectEstimates(new Unreleased(all), policies["nhs-england"]).value;
    const find = (measure: string, area: string, period: string) =>
      released.find((one) => one.measure === measure && one.area === area && one.period === period);
    expect(find("link_worker_fte", "P1", "2021-22")).toMatchObject({ value: null, lower: 0, upper: 1 });
    expect(find("new_referrals_per_fte", "P1", "2021-22")).toMatchObject({
      status: "withheld",
      denominator: null,
    });
    // P2 has two link workers; the borough less P2 would give the one of P1 away.
    expect(find("link_worker_fte", "E1", "2021-22")).toMatchObject({ status: "published", value: 1.3 });
    expect(find("link_worker_fte", "P2", "2021-22")).toMatchObject({ status: "withheld", value: null });
    expect(find("share_long_absence", "S1", "2021-22")).toMatchObject({
      status: "published",
      lower: 0,
      upper: 0.5,
    });
    expect(find("share_long_absence", "S1", "2022-23")).toMatchObject({ status: "withheld", lower: null });
    // Two staff of S2 would be what S1 leaves of the programme.
    expect(find("share_left", "programme", "2021-22")).toMatchObject({ status: "published" });
    expect(find("share_left", "S1", "2021-22")).toMatchObject({ status: "withheld" });
    expect(find("burnout_work", "programme", "2022-23")).toMatchObject({ status: "withheld", value: null });
  });
});

describe("a programme without workforce records", () => {
  it("has no cells", async () => {
    const empty = await openDatabase();
    try {
      await createCanonicalTables(empty, "main");
      const bare = programmeSchema.parse({
        id: "bare",
        name: "Bare",
        synthetic: true,
        window: { from: "2021-04-01", to: "2021-05-31" },
        data_date: "2021-05-31",
        sources: [{ id: "roster", file: "r.csv", profile: "r" }],
      });
      const none = await workforceRows((sql) => empty.rows(sql), request(bare));
      expect(workforceEstimates(none, bare)).toEqual([]);
    } finally {
      empty.close();
    }
  });
});
