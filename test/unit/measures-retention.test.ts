import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TurnoverRow, tenureRows, turnoverRows } from "../../src/measures/workforce-tenure.ts";
import { postRows, vacancyRows } from "../../src/measures/workforce-vacancies.ts";
import { turnoverEstimates } from "../../src/release/exact-turnover.ts";
import { vacancyEstimates } from "../../src/release/exact-vacancies.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { insertStaff, postOf, staffProgramme } from "./staff-records-support.ts";

let database: Database;
const programme = staffProgramme();
const request = { schema: "main", programme };
const query = <T>(sql: string) => database.rows(sql) as Promise<T[]>;
const only = <T extends { readonly area: string; readonly period: string }>(
  found: readonly T[],
  area: string,
  period: string,
) => found.filter((one) => one.area === area && one.period === period);

beforeAll(async () => {
  database = await openDatabase();
  await createCanonicalTables(database, "main");
  await insertStaff(database, "area", [
    { area_type: "service", area: "S1" },
    { area_type: "service", area: "S2" },
  ]);
  await insertStaff(database, "link_worker", [
    // In post before the records begin, and still there.
    postOf("a", { started: "2020-04-01" }),
    // Two assignments held together: one stay, which ends with the later one.
    postOf("b", { started: "2021-06-01", left: "2021-12-31", leaving_reason: "another_job" }),
    postOf("b", {
      assignment: "b-2",
      post: "post b2",
      started: "2021-06-01",
      left: "2022-02-28",
      leaving_reason: "workload",
    }),
    // Moves to the other service the day after: has left the first service, not the programme.
    postOf("c", { left: "2022-03-31", leaving_reason: "another_job" }),
    postOf("c", { assignment: "c-2", post: "post c2", service: "S2", started: "2022-04-01" }),
    // Back after three weeks: no leaver. Back after three months: a leaver and a new stay.
    postOf("d", { left: "2021-06-30", leaving_reason: "end_of_contract" }),
    postOf("d", {
      assignment: "d-2",
      post: "post d",
      started: "2021-07-22",
      left: "2021-12-31",
      leaving_reason: "not_known",
    }),
    postOf("d", { assignment: "d-3", post: "post d", started: "2022-04-01" }),
    // Left before the window: nowhere.
    postOf("e", { left: "2021-03-31" }),
    // The last day of the post of b is the day before the first of f: filled without a day between.
    postOf("f", { post: "post b", started: "2022-01-01" }),
    // Filled while the holder was still there.
    postOf("g", { post: "post a2", started: "2021-05-01", left: "2022-01-31" }),
    postOf("h", { post: "post a2", started: "2022-01-01" }),
    postOf("v", { volunteer: true, started: "2021-06-01", left: "2021-09-01" }),
  ]);
});
afterAll(() => database.close());

describe("turnover", () => {
  let rows: readonly TurnoverRow[];
  beforeAll(async () => {
    rows = await turnoverRows(query, request);
  });

  it("counts stays that ended, once for a person with two assignments, and a move for the service only", () => {
    // S1, 2021-22: b (28 February), c, d (31 December), g.
    expect(only(rows, "S1", "2021-22")).toEqual([
      expect.objectContaining({
        staff: 7,
        leavers: 4,
        known: 2,
        another_job: 1,
        workload: 1,
        end_of_contract: 0,
      }),
    ]);
    // The programme: c is still there. b's reason is that of the last assignment.
    expect(only(rows, "programme", "2021-22")).toEqual([
      expect.objectContaining({ staff: 7, leavers: 3, known: 1, workload: 1, another_job: 0 }),
    ]);
    expect(only(rows, "programme", "2022-23")).toEqual([expect.objectContaining({ staff: 5, leavers: 0 })]);
    expect(only(rows, "A", "before")).toEqual([
      expect.objectContaining({ area_type: "project", leavers: 1 }),
    ]);
  });

  it("divides by the days of each person once, whatever the posts", () => {
    // 2021-22: a 365, b 1 June to 28 February 273, c 365, d 1 April to 31 December 275, f 90, g 276, h 90.
    const [year] = only(rows, "S1", "2021-22");
    expect(Number(year?.person_days)).toBe(365 + 273 + 365 + 275 + 90 + 276 + 90);
    const estimate = turnoverEstimates(rows, programme).find(
      (one) => one.measure === "turnover_rate" && one.area === "S1" && one.period === "2021-22",
    );
    expect(estimate?.value).toBeCloseTo((4 * 365.25) / 1734, 12);
    expect(estimate).toMatchObject({ n: 4, kind: "staff_rate", staff: { staff: 7, respondents: 4 } });
  });
});

describe("time in post", () => {
  it("lets those in post before the window enter with the days they had served", async () => {
    const rows = only(await tenureRows(query, request), "S1", "all").map(
      ({ day, events, censored, entered }) => [day, Number(events), Number(censored), Number(entered)],
    );
    // Served by 1 April 2021: a 365 days (2020-04-01), c and d 456 (2020-01-01). By 31 March 2023: a 1095.
    // b 1 June 2021 to 28 February 2022: 273. c 2020-01-01 to 2022-03-31: 821. d 731 to 31 December 2021, then 365.
    // f 455, g 276, h 455 on the window's last day.
    expect(rows).toEqual([
      [273, 1, 0, 0],
      [276, 1, 0, 0],
      [365, 0, 1, 1],
      [455, 0, 2, 0],
      [456, 0, 0, 2],
      [731, 1, 0, 0],
      [821, 1, 0, 0],
      [1095, 0, 1, 0],
    ]);
  });
});

describe("days to fill a post", () => {
  it("run from the last day of one holder to the first of the next, or to the data date", async () => {
    const rows = only(await vacancyRows(query, request), "S1", "all").map(({ day, events, censored }) => [
      day,
      events,
      censored,
    ]);
    // Post b: next day, another person: 0. Post d: 1 to 21 July 21 days; 1 January to 31 March 90.
    // Post b2 is empty from 1 March 2022 to 31 May 2023: 457. Post c: 1 April 2022 to then: 426.
    // Post a2 was handed over; post e fell empty before the window.
    expect(rows).toEqual([
      [0, 1, 0],
      [21, 1, 0],
      [90, 1, 0],
      [426, 0, 1],
      [457, 0, 1],
    ]);
    const [all] = vacancyEstimates(
      {
        vacancies: await vacancyRows(query, request),
        posts: [],
        turnover: await turnoverRows(query, request),
      },
      programme,
    ).filter((one) => one.area === "S1" && one.period === "all");
    // Three of five were filled: half by day 90.
    expect(all).toMatchObject({ value: 90, step: 5, kind: "staff_gap", staff: { staff: 7, respondents: 3 } });
  });

  it("belong to the period in which the holder left", async () => {
    const rows = await vacancyRows(query, request);
    expect(only(rows, "S1", "2022-23")).toEqual([]);
    expect(only(rows, "S1", "2021-22").length).toBe(5);
    // 31 December: b and d; 30 June: d.
    expect(only(rows, "A", "before").map(({ day }) => day)).toEqual([0, 21, 90]);
  });

  it("are told of posts in days a year as well", async () => {
    const [year] = only(await postRows(query, request), "S1", "2021-22");
    // Posts a, b, b2, c, d, e, a2. Empty: d 21 + 90, b2 31 days of March, e all 365.
    expect(year).toMatchObject({ posts: 7, empty: 111 + 31 + 365 });
    // Days since each was first held: b and b2 from 1 June 304, a2 from 1 May 335, others 365.
    expect(Number(year?.days)).toBe(4 * 365 + 2 * 304 + 335);
  });
});
