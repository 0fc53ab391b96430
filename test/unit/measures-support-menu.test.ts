import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExactEstimate } from "../../src/disclosure/protect-estimates.ts";
import { wantsTables } from "../../src/disclosure/tables/wants-tables.ts";
import { type WantsRows, wantsRows } from "../../src/measures/wants.ts";
import { wantsEstimates } from "../../src/release/exact-wants.ts";
import { type Database, openDatabase } from "../../src/warehouse/database.ts";

const geography = { comparatorsOf: () => [], windowOf: () => undefined };
let database: Database;
let rows: WantsRows;
let estimates: readonly ExactEstimate[];

beforeAll(async () => {
  database = await openDatabase();
  for (const sql of [
    "CREATE SCHEMA w",
    "CREATE TABLE received AS SELECT * FROM (VALUES ('r1'), ('r2'), ('r3'), ('r4')) AS v (referral_key)",
    "CREATE TABLE w.referral AS SELECT * FROM (VALUES ('r1', 1), ('r2', 2), ('r3', 2), ('r4', NULL), ('elsewhere', 2)) AS v (referral_key, tier)",
    `CREATE TABLE w.reason AS SELECT * FROM (VALUES ('r1', 'money'), ('r1', 'money'), ('r1', 'housing'), ('r2', 'money'),
      ('r3', 'not_known'), ('elsewhere', 'money')) AS v (referral_key, reason)`,
    `CREATE TABLE w.activity AS SELECT * FROM (VALUES
      ('r1', 'exercise', DATE '2022-05-01', 6, 6, NULL),
      ('r1', 'exercise', NULL, 6, 0, 'venue_closed'),
      ('r2', 'exercise', NULL, 6, NULL, 'venue_closed'),
      ('r2', 'befriending', NULL, NULL, NULL, 'digital'),
      ('r2', 'befriending', NULL, NULL, NULL, 'digital'),
      ('r3', 'befriending', NULL, 6, 2, 'transport'),
      ('r4', 'not_known', NULL, NULL, NULL, 'not_known'),
      ('elsewhere', 'exercise', NULL, NULL, NULL, 'digital'))
      AS v (referral_key, type, started_date, sessions_planned, sessions_attended, waiting_reason)`,
    `CREATE TABLE w.goal AS SELECT * FROM (VALUES ('r1', 'money', DATE '2022-05-01', 'not_met'), ('r1', 'money', DATE '2022-07-01', 'met'),
      ('r2', 'money', DATE '2022-07-01', 'partly'), ('r2', 'money', DATE '2022-07-01', 'met'), ('r2', NULL, NULL, 'met'),
      ('r2', NULL, NULL, 'not_met')) AS v (referral_key, concern, date, met)`,
  ])
    await database.run(sql);
  rows = await wantsRows((sql) => database.rows(sql), "w", "received");
  estimates = wantsEstimates(rows);
});
afterAll(() => database.close());

const fractions = (measure: string) =>
  Object.fromEntries(
    estimates
      .filter((one) => one.measure === measure)
      .map(({ category, numerator, denominator }) => [category, [numerator, denominator]]),
  );

describe("what people wanted", () => {
  it("counts a referral once for each reason", () => {
    expect(fractions("share_with_reason")).toEqual({ housing: [1, 2], money: [2, 2] });
  });

  it("counts a concern as last reviewed, met only if every last review says so", () => {
    expect(fractions("share_goals_met")).toEqual({ money: [1, 2], not_known: [0, 1] });
    expect(fractions("share_goals_partly")).toEqual({ money: [1, 2], not_known: [0, 1] });
  });
});

describe("what there was", () => {
  it("counts referrals sent on to each kind, and those for which any of it has begun, by a date or a session", () => {
    expect(fractions("share_referred_to")).toEqual({ befriending: [2, 3], exercise: [2, 3] });
    expect(fractions("share_support_started")).toEqual({ befriending: [1, 2], exercise: [1, 2] });
  });

  it("counts why support has not begun once a referral and reason; what has begun waits for nothing", () => {
    // r1 and r2 wait for a closed group, r2 also for a device; r3 has begun, r4 says nothing.
    expect(fractions("share_waiting_because")).toEqual({ digital: [1, 2], venue_closed: [2, 2] });
  });

  it("counts each tier, and how far its referrals came", () => {
    expect(fractions("share_of_tier")).toEqual({ "1": [1, 3], "2": [2, 3] });
    expect(fractions("share_tier_started")).toEqual({ "1": [1, 1], "2": [1, 2] });
    expect(fractions("share_tier_completed")).toEqual({ "1": [1, 1], "2": [0, 2] });
  });
});

describe("what the audit knows of it", () => {
  it("is, for each share, how many are in it, of how many, and how many are not", () => {
    const counts = new Map<number, Record<string, number>>();
    for (const { table } of wantsTables(estimates, { wants: rows, geography })) {
      for (const { count, countedBy, printedAs } of table.cells) {
        for (const [place, index] of countedBy.entries()) {
          counts.set(index, { ...counts.get(index), [printedAs?.[place] ?? "rest"]: count });
        }
      }
    }
    expect(counts.size).toBe(estimates.length);
    for (const [index, { numerator, denominator }] of estimates.entries()) {
      const rest = (denominator ?? 0) - (numerator ?? 0);
      expect(counts.get(index)).toEqual({ numerator, denominator, rest });
    }
  });

  it("takes those sent on to a kind of support and those who waited for it as parts of one whole", () => {
    const tables = wantsTables(estimates, { wants: rows, geography });
    const exercise = tables.find(({ table }) => table.id === "sent on to exercise")?.table;
    // Begun, sent on, not begun; all sent on to anything, and not to this.
    expect(exercise?.cells.map(({ count }) => count).toSorted()).toEqual([1, 1, 1, 2, 3]);
    expect(tables.filter(({ table }) => table.id === "tiers by how far")).toHaveLength(1);
  });
});
