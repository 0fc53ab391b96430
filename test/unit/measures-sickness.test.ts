import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SicknessRow, sicknessRows } from "../../src/measures/workforce-absence.ts";
import { absenceRows } from "../../src/measures/workforce-staff.ts";
import { absenceEstimates } from "../../src/release/exact-absence.ts";
import { createCanonicalTables } from "../../src/warehouse/canonical-schema.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";
import { insertStaff, postOf, sickness, staffProgramme } from "./staff-records-support.ts";

let database: Database;
let rows: readonly SicknessRow[];
const programme = staffProgramme();
const measured = (of = programme) =>
  sicknessRows((sql) => database.rows(sql), { schema: "main", programme: of });
const at = (found: readonly SicknessRow[], area: string, period: string) => {
  const matches = found.filter((one) => one.area === area && one.period === period);
  expect(matches.length, `${area} ${period}`).toBeLessThan(2);
  return matches[0];
};

beforeAll(async () => {
  database = await openDatabase();
  await createCanonicalTables(database, "main");
  await insertStaff(database, "area", [
    { area_type: "service", area: "S1" },
    { area_type: "service", area: "S2" },
  ]);
  await insertStaff(database, "link_worker", [
    postOf("a"),
    // Two assignments, 0.5 and 0.3: FTE adds, the person is one.
    postOf("b", { fte: 0.5 }),
    postOf("b", { assignment: "b-2", fte: 0.3 }),
    postOf("c", { left: "2022-06-30" }),
    postOf("d", { fte: null }),
    postOf("e", { fte: 0.6 }),
    postOf("v", { volunteer: true }),
    postOf("z", { service: "S2" }),
  ]);
  await insertStaff(database, "absence", [
    // Over 31 March: 12 days of 2021-22 and 10 of 2022-23, one spell that began in the first.
    sickness("a", "2022-03-20", "2022-04-10"),
    // One illness booked against both assignments of b: 10 days × 0.8, one spell.
    sickness("b", "2022-05-01", "2022-05-10", { fte: 0.5 }),
    sickness("b", "2022-05-01", "2022-05-10", { fte: 0.3, assignment: "b-2" }),
    // Off from one assignment only: 4 days × 0.3.
    sickness("b", "2022-08-01", "2022-08-04", { fte: 0.3, assignment: "b-2" }),
    // Open: runs to the day the person left. 30 days of June: long.
    sickness("c", "2022-06-01", null),
    // Follow each other day by day: one spell of 6 days, without a FTE of its own in another system.
    sickness("e", "2021-07-01", "2021-07-03", { assignment: null, fte: null }),
    sickness("e", "2021-07-04", "2021-07-06", { assignment: null, fte: null }),
    sickness("e", "2021-07-02", "2021-07-05"),
    // No FTE, so in no rate; but a spell.
    sickness("d", "2021-09-01", "2021-09-02"),
    sickness("v", "2021-05-01", "2021-07-30"),
    { ...sickness("a", "2021-10-01", "2021-10-30"), kind: "other" },
  ]);
  rows = await measured();
});
afterAll(() => database.close());

describe("full-time-equivalent days lost to sickness", () => {
  it("are clipped to the financial year, and add over assignments but not over systems", () => {
    // 2021-22: a 12, e 6 × 0.6. Available: 365 × (1 + 0.8 + 1 + 0.6); c all year.
    const first = at(rows, "S1", "2021-22");
    expect(Number(first?.lost)).toBe(15_600_000);
    expect(Number(first?.available)).toBe(365 * 3_400_000);
    expect(first).toMatchObject({ staff: 5, with_fte: 4, sick: 2 });
    // 2022-23: a 10, b 10 × 0.8 + 4 × 0.3 = 9.2, c 30. Available: c 91 days.
    const second = at(rows, "S1", "2022-23");
    expect(Number(second?.lost)).toBe(49_200_000);
    expect(Number(second?.available)).toBe(365 * 2_400_000 + 91_000_000);
    expect(Number(second?.lost_largest)).toBe(30_000_000);
    expect(Number(second?.lost_second)).toBe(10_000_000);
    expect(Number(at(rows, "S1", "all")?.lost)).toBe(64_800_000);
  });

  it("are in long spells where the whole spell has 28 days, whatever the period holds of it", () => {
    expect(Number(at(rows, "S1", "2022-23")?.long)).toBe(30_000_000);
    // 22 days of a are no long spell.
    expect(Number(at(rows, "S1", "2021-22")?.long)).toBe(0);
  });

  it("count for services with absence records only, and for the programme those of these services", () => {
    expect(rows.filter(({ area }) => area === "S2")).toEqual([]);
    expect(at(rows, "programme", "all")).toMatchObject({ staff: 5, lost: at(rows, "S1", "all")?.lost });
  });
});

describe("a spell of someone who works in two services", () => {
  const lost = (found: readonly SicknessRow[], area: string) =>
    Number(at(found, area, "2022-23")?.lost) - Number(at(rows, area, "2022-23")?.lost ?? 0);

  it("is lost to the service of the post it is booked against, and once to the programme", async () => {
    await insertStaff(
      database,
      "link_worker",
      [postOf("t", { fte: 0.5 }), postOf("t", { assignment: "t-2", service: "S2", fte: 0.5 })],
      "two",
    );
    // 10 days booked against the second post: nothing is lost to S1.
    await insertStaff(
      database,
      "absence",
      [sickness("t", "2022-06-01", "2022-06-10", { assignment: "t-2", fte: 0.5 })],
      "two",
    );
    const one = await measured();
    expect([lost(one, "S1"), lost(one, "S2"), lost(one, "programme")]).toEqual([0, 5_000_000, 5_000_000]);
    // 4 days more against the first, and 2 against a post that nobody knows: these count in both, at most once in all.
    await insertStaff(
      database,
      "absence",
      [
        sickness("t", "2022-08-01", "2022-08-04", { fte: 0.5 }),
        sickness("t", "2022-09-01", "2022-09-02", { assignment: "t-9", fte: 0.5 }),
      ],
      "two",
    );
    const more = await measured();
    expect([lost(more, "S1"), lost(more, "S2"), lost(more, "programme")]).toEqual([
      3_000_000, 6_000_000, 8_000_000,
    ]);
    await database.run("DELETE FROM main.absence WHERE _source = 'two'");
    await database.run("DELETE FROM main.link_worker WHERE _source = 'two'");
  });
});

describe("spells of sickness", () => {
  it("are one where the days follow each other, and count where they begin", () => {
    // a, e, d begin in 2021-22; b twice and c in 2022-23.
    expect(at(rows, "S1", "2021-22")).toMatchObject({ spells: 3, days: 5 * 365 });
    expect(at(rows, "S1", "2022-23")).toMatchObject({ spells: 3, spells_largest: 2, spells_second: 1 });
    expect(at(rows, "S1", "2022-23")?.days).toBe(4 * 365 + 91);
  });
});

describe("an open spell", () => {
  it("runs to the data date", async () => {
    await insertStaff(database, "absence", [sickness("e", "2023-03-20", null)], "later");
    // 20 to 31 March: 12 days × 0.6; the window ends there, the data date is in May.
    expect(Number(at(await measured(), "S1", "2022-23")?.lost)).toBe(49_200_000 + 7_200_000);
    const early = staffProgramme({ data_date: "2023-03-22" });
    const found = await measured(early);
    expect(Number(at(found, "S1", "2022-23")?.lost)).toBe(49_200_000 + 1_800_000);
    // Nothing is said of a year that was not over.
    const [estimate] = absenceEstimates(found, early).filter(
      (one) => one.measure === "absence_rate" && one.area === "S1" && one.period === "2022-23",
    );
    expect(estimate).toMatchObject({ status: "not_yet_observable", value: null, n: null });
    await database.run("DELETE FROM main.absence WHERE _source = 'later'");
  });
});

describe("15 or more sick days", () => {
  it("end with the last post as staff, though the person stays as a volunteer", async () => {
    const long = async () =>
      (await absenceRows((sql) => database.rows(sql), { schema: "main", programme })).find(
        (one) => one.area === "S1" && one.period === "2022-23",
      );
    // a 10, b 14, c 30.
    expect(await long()).toMatchObject({ staff: 5, long_absence: 1 });
    await insertStaff(
      database,
      "link_worker",
      [
        postOf("x", { left: "2022-06-30" }),
        postOf("x", { assignment: "x-2", volunteer: true, started: "2022-07-01" }),
      ],
      "both",
    );
    // 11 days as staff, 31 more as a volunteer.
    await insertStaff(database, "absence", [sickness("x", "2022-06-20", "2022-07-31")], "both");
    expect(await long()).toMatchObject({ staff: 6, long_absence: 1 });
    await database.run("DELETE FROM main.absence WHERE _source = 'both'");
    // 14 days and 2 that follow, under another assignment.
    await insertStaff(
      database,
      "absence",
      [
        sickness("x", "2022-06-01", "2022-06-14"),
        sickness("x", "2022-06-15", "2022-06-16", { assignment: "x-3" }),
      ],
      "both",
    );
    expect(await long()).toMatchObject({ staff: 6, long_absence: 2 });
    await database.run("DELETE FROM main.absence WHERE _source = 'both'");
    await database.run("DELETE FROM main.link_worker WHERE _source = 'both'");
  });
});

describe("estimates of absence", () => {
  const value = (measure: string, period: string) =>
    absenceEstimates(rows, programme).find(
      (one) => one.measure === measure && one.area === "S1" && one.period === period,
    );

  it("are ratios of sums over members of staff", () => {
    const rate = value("absence_rate", "2021-22");
    expect(rate?.value).toBeCloseTo(15.6 / (365 * 3.4), 12);
    expect(rate).toMatchObject({ n: 4, lower: 0, kind: "staff_mean" });
    expect(rate?.staff?.sums).toEqual([{ total: 15_600_000, largest: 12_000_000, second: 3_600_000 }]);
    expect(value("absence_spells", "2021-22")?.value).toBeCloseTo((3 / (5 * 365)) * 365.25, 12);
    expect(value("share_days_long_spells", "2022-23")?.value).toBeCloseTo(30 / 49.2, 12);
  });

  it("make a whole year part of the whole period only where the window holds it", () => {
    const within = (of: ReturnType<typeof staffProgramme>) =>
      absenceEstimates(rows, of).find((one) => one.area === "S1" && one.period === "2021-22")?.staff?.within;
    expect(within(programme)).toEqual(["programme|programme|financial_year|2021-22", "service|S1|all|all"]);
    const late = staffProgramme({ window: { from: "2021-10-01", to: "2023-03-31" } });
    expect(within(late)).toEqual(["programme|programme|financial_year|2021-22"]);
  });
});
