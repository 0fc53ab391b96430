import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policies } from "../../src/disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../../src/disclosure/protect-estimates.ts";
import { Released, Unreleased } from "../../src/disclosure/sealed.ts";
import { caseRows } from "../../src/measures/workforce-cases.ts";
import { contactsRows, supportRows } from "../../src/measures/workforce-support.ts";
import { type Programme, programmeSchema } from "../../src/model/programme.ts";
import { withDerivedCaseload } from "../../src/release/derived-caseload.ts";
import { caseloadEstimates } from "../../src/release/exact-caseload.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programme: Programme = programmeSchema.parse({
  id: "made",
  name: "Made for a test",
  synthetic: true,
  window: { from: "2022-01-01", to: "2022-12-31" },
  data_date: "2023-01-31",
  services: [
    { id: "S1", name: "First" },
    { id: "S2", name: "Second" },
  ],
  sources: [{ id: "records", file: "r.csv", profile: "r" }],
});

type Cells = Readonly<Record<string, string | number | boolean | null>>;
const literal = (value: string | number | boolean | null) =>
  typeof value === "string" ? `'${value}'` : String(value);

let row = 0;
async function insert(database: Database, table: string, rows: readonly Cells[]): Promise<void> {
  for (const cells of rows) {
    row += 1;
    const all: Cells = { ...cells, _source: "records", _row: row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    await database.run(
      `INSERT INTO main.${table} (${names.join(", ")}) VALUES (${Object.values(all).map(literal).join(", ")})`,
    );
  }
}

const referral = (key: string, received: string | null, closed: string | null, more: Cells = {}): Cells => ({
  referral_key: key,
  person_key: `person of ${key}`,
  service: "S1",
  received_date: received,
  closed_date: closed,
  status: closed === null ? "open" : "closed",
  ...more,
});
const met = (key: string, date: string | null, more: Cells = {}): Cells => ({
  referral_key: key,
  date,
  attendance: "5",
  kind: "direct",
  two_way: true,
  ...more,
});

async function fill(database: Database): Promise<void> {
  await createCanonicalTables(database, "main");
  await insert(database, "area", [
    { area_type: "service", area: "S1" },
    { area_type: "service", area: "S2" },
  ]);
  await insert(database, "link_worker", [
    { staff_key: "w", assignment: "1", role: "link_worker", service: "S1", fte: 1, started: "2020-01-01" },
  ]);
  await insert(database, "referral", [
    referral("a", "2022-01-10", "2022-05-01", { urgency: "crisis" }),
    referral("b", "2022-02-10", null),
    referral("c", "2021-11-01", "2022-08-01"),
    referral("d", "2022-05-05", null),
    referral("e", "2022-05-05", null, { status: "closed" }),
    referral("f", "2022-06-30", "2022-07-01", { status: "declined" }),
    referral("g", "2022-01-01", null, { service: "S2" }),
    referral("h", null, null),
    referral("i", "2023-01-05", null),
    referral("j", "2022-10-01", null),
  ]);
  await insert(database, "contact", [
    ...Array.from({ length: 6 }, (_, at) => met("a", `2022-02-0${at + 1}`)),
    met("a", "2022-01-15", { attendance: "3" }),
    met("a", "2022-01-16", { two_way: false }),
    met("c", "2022-04-05"),
    met("d", null),
    met("j", "2022-12-01"),
  ]);
  await insert(database, "reason", [
    ...["money", "housing", "food", "food"].map((reason) => ({ referral_key: "b", reason })),
    ...["money", "housing", "not_known"].map((reason) => ({ referral_key: "d", reason })),
  ]);
  await insert(database, "cohort", [{ person_key: "person of b", cohort: "smi" }]);
  await insert(database, "person", [{ person_key: "person of d", interpreter_required: true }]);
}

let database: Database;
let estimates: readonly ExactEstimate[];
beforeAll(async () => {
  database = await openDatabase();
  await fill(database);
  const query = <T>(sql: string) => database.rows(sql) as Promise<T[]>;
  const request = { schema: "main", programme };
  estimates = caseloadEstimates(
    {
      cases: await caseRows(query as never, request),
      support: await supportRows(query as never, request),
      contacts: await contactsRows(query as never, request),
    },
    programme,
  );
});
afterAll(() => database.close());

const at = (measure: string, area: string, period: string) => {
  const found = estimates.filter(
    (one) => one.measure === measure && one.area === area && one.period === period,
  );
  expect(found.length, `${measure} ${area} ${period}`).toBeLessThan(2);
  return found[0];
};
const series = (measure: string, area: string) =>
  ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"].map((quarter) => at(measure, area, quarter)?.value);

describe("open cases and waiting lists", () => {
  it("are those received by the last day and closed later, or not closed and open", () => {
    // Q1: a, b, c. Q2: b, c, d, f (a closed in May; e was closed on an unknown day). Q3: b, d. Q4: b, d, j.
    expect(series("cases_open", "S1")).toEqual([3, 4, 2, 3]);
    expect(series("cases_open", "S2")).toEqual([1, 1, 1, 1]);
    expect(series("cases_open", "programme")).toEqual([4, 5, 3, 4]);
  });

  it("wait until an attended, two-way contact; one without a date has taken place", () => {
    // Q1: b, and c, seen in April. Q2: b, f. Q3: b. Q4: b.
    expect(series("cases_waiting", "S1")).toEqual([2, 2, 1, 1]);
    expect(at("cases_waiting", "S2", "2022-Q1")).toMatchObject({ status: "not_available", value: null });
    const [shown] = protectEstimates(
      new Unreleased(estimates.filter((one) => one.measure === "cases_waiting" && one.area === "S2")),
      policies["nhs-england"],
    ).value;
    expect(shown).toMatchObject({ status: "not_available", value: null, n: null });
    expect(series("cases_waiting", "programme")).toEqual([2, 2, 1, 1]);
  });

  it("are counted on the last day of years and of the whole time too", () => {
    expect(at("cases_open", "S1", "2021-22")?.value).toBe(3);
    expect(at("cases_open", "S1", "all")?.value).toBe(3);
    expect(at("cases_waiting", "S1", "all")?.value).toBe(1);
  });

  it("count first contacts by their day", () => {
    expect(series("support_started", "S1")).toEqual([1, 1, 0, 1]);
    expect(at("support_started", "S1", "all")?.value).toBe(3);
  });

  it("are complex with three reasons or more, in a crisis, with severe mental illness, or with an interpreter", () => {
    expect(at("cases_open_several_reasons", "S1", "all")?.value).toBe(1);
    expect(at("cases_open_crisis", "S1", "2021-22")?.value).toBe(1);
    expect(at("cases_open_crisis", "S1", "all")?.value).toBe(0);
    expect(at("cases_open_smi", "S1", "all")?.value).toBe(1);
    expect(at("cases_open_interpreter", "S1", "all")?.value).toBe(1);
  });
});

describe("support", () => {
  it("lasts from the first contact to the day closed, and so far for those still open", () => {
    // a: 1 February to 1 May, 89 days. c: 5 April to 1 August, 118 days. j: 61 days so far.
    expect(at("support_median_days", "S1", "2021-22")).toMatchObject({ value: 89, n: 1 });
    expect(at("support_median_days", "S1", "all")).toMatchObject({ n: 3, method: "kaplan-meier" });
    // S(89) = 1/2 of the two left, after j left at 61.
    expect(at("support_median_days", "S1", "all")?.value).toBe((89 + 118) / 2);
    expect(at("support_median_days", "S2", "all")).toBeUndefined();
  });

  it("takes so many attended contacts of those closed", () => {
    // a: 6 (one missed, one one-way); c: 1.
    expect(at("contacts_per_person", "S1", "all")).toMatchObject({ value: 3.5, n: 2 });
    expect(at("share_contacts_6_to_12", "S1", "all")).toMatchObject({ numerator: 1, denominator: 2 });
    expect(at("contacts_per_person", "S1", "2021-22")).toBeUndefined();
  });

  it("is not shown where it rests on few people", () => {
    const shown = protectEstimates(new Unreleased(estimates), policies["nhs-england"]).value;
    const people = shown.filter(({ value }) => value !== null && value !== 0);
    expect(people).toEqual([]);
  });
});

describe("what follows from released counts", () => {
  const released = (
    measure: string,
    period: string,
    value: number,
    more: Partial<ReleasedEstimate> = {},
  ): ReleasedEstimate => ({
    measure,
    instrument: "",
    area_type: "service",
    area: "S1",
    period_type: "financial_year",
    period,
    breakdown: "none",
    category: "all",
    numerator: null,
    denominator: null,
    n: value,
    value,
    lower: null,
    upper: null,
    level: null,
    method: "count",
    status: "published",
    note: "",
    ...more,
  });
  const derive = (rows: readonly ReleasedEstimate[], policy = policies.none) =>
    withDerivedCaseload(Released.mark(rows), programme, policy).value.slice(rows.length);

  it("weighs complex cases by the programme’s weights", () => {
    const rate = { numerator: 100, denominator: 2, lower: 40, upper: 61, level: 0.95, method: "event-rate" };
    const rows = [
      released("open_cases_per_fte", "2021-22", 50, rate),
      released("cases_open", "2021-22", 100),
      released("cases_open_crisis", "2021-22", 20),
      released("cases_open_interpreter", "2021-22", 10),
    ];
    // 1 + 0.5 × 0.2 + 0.5 × 0.1 = 1.15.
    expect(derive(rows)).toMatchObject([
      { measure: "weighted_cases_per_fte", value: 57.5, status: "published", n: null },
    ]);
    const hidden = rows.map((one) =>
      one.measure === "cases_open_crisis" ? { ...one, value: null, status: "withheld" as const } : one,
    );
    expect(derive(hidden)).toMatchObject([{ status: "withheld", value: null }]);
  });

  it("gives the wait that the flow implies, unless the list clearly rose or fell", () => {
    const rows = (before: number, now: number) => [
      released("cases_waiting", "2021-22", before),
      released("cases_waiting", "2022-23", now),
      released("support_started", "2022-23", 100),
    ];
    // 2022-23 is seen from 1 April to 31 December: 275 days. 60 ÷ 100 × 275 ÷ 7 weeks.
    expect(derive(rows(55, 60))).toMatchObject([{ value: 23.6, status: "published" }]);
    expect(derive(rows(20, 60))[0]).toMatchObject({ status: "not_available", value: null });
    expect(derive(rows(20, 60))[0]?.note).toContain("rose");
    expect(derive(rows(60, 20))[0]?.note).toContain("fell");
    expect(derive(rows(55, 60), policies["nhs-england"])[0]?.lower).toBeLessThan(
      derive(rows(55, 60))[0]?.lower ?? 0,
    );
  });
});
