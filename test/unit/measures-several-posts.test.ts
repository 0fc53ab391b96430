import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absenceRows } from "../../src/measures/workforce-staff.ts";
import { tenureRows, turnoverRows } from "../../src/measures/workforce-tenure.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const programme = programmeSchema.parse({
  id: "made",
  name: "Made for a test",
  synthetic: true,
  window: { from: "2022-04-01", to: "2023-03-31" },
  data_date: "2023-05-31",
  areas: { version: "made", icbs: [], boroughs: [{ code: "E1", name: "Borough" }], pcns: [] },
  services: [{ id: "S1", name: "First", borough: "E1" }],
  sources: [{ id: "roster", system: "hr", file: "r.csv", profile: "r" }],
});

const PEOPLE = 200;
const POSTS = [1, 2, 3];

// Three posts of the same days, and one illness of eight days booked against each: alike but for their number.
describe("staff with several posts of just the same days", () => {
  let database: Database;
  const query = <T>(sql: string) => database.rows(sql) as Promise<T[]>;
  const request = { schema: "main", programme };
  beforeAll(async () => {
    database = await openDatabase();
    await createCanonicalTables(database, "main");
    await database.run("INSERT INTO main.area (area_type, area) VALUES ('service', 'S1')");
    const people = Array.from({ length: PEOPLE }, (_, at) => `P${at}`);
    const rows = people.flatMap((who) => POSTS.map((post) => [who, `${who}-${post}`] as const));
    const values = (of: (who: string, assignment: string, row: number) => string) =>
      rows.map(([who, assignment], row) => `(${of(who, assignment, row)}, 'roster')`).join(", ");
    await database.run(
      `INSERT INTO main.link_worker (staff_key, assignment, _row, role, service, fte, started, "left", leaving_reason, _source)
       VALUES ${values((who, post, row) => `'${who}', '${post}', ${row}, 'care_navigator', 'S1', 0.2, DATE '2022-04-11', DATE '2022-07-19', 'workload'`)}`,
    );
    await database.run(
      `INSERT INTO main.absence (staff_key, assignment, _row, kind, first_day, last_day, _source)
       VALUES ${values((who, post, row) => `'${who}', '${post}', ${row}, 'sickness', DATE '2022-05-01', DATE '2022-05-08'`)}`,
    );
  });
  afterAll(() => database.close());

  it("leave once, after a hundred days", async () => {
    const rows = await turnoverRows(query, request);
    const row = rows.find(({ area, period }) => area === "S1" && period === "2022-23");
    expect(row).toMatchObject({
      area: "S1",
      staff: PEOPLE,
      leavers: PEOPLE,
      known: PEOPLE,
      workload: PEOPLE,
    });
    expect(Number(row?.person_days)).toBe(100 * PEOPLE);
    const tenure = (await tenureRows(query, request)).filter(({ area }) => area === "S1");
    expect(tenure.map(({ day, events }) => [Number(day), Number(events)])).toEqual([[100, PEOPLE]]);
  });

  it("are sick for eight days, not for sixteen", async () => {
    const rows = await absenceRows(query, request);
    const year = rows.find(({ area, period }) => area === "S1" && period === "2022-23");
    expect(year).toMatchObject({ staff: PEOPLE, long_absence: 0 });
  });
});
