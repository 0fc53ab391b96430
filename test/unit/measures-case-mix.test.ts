import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { caseMixRows, EXPECTED_PARTS, LEAST_IN_STRATUM } from "../../src/measures/case-mix.ts";
import { caseMixProducts } from "../../src/measures/case-mix-products.ts";
import { adjustedClusterMeans } from "../../src/statistics/adjusted-cluster-means.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { duckDbEngine } from "../../src/warehouse/measure-engine.ts";
import rates from "../fixtures/oracle/rates.json" with { type: "json" };
import { expectClose } from "../oracle-figures.ts";

const database = await openDatabase({ threads: 1 });
afterAll(() => database.close());
const { query, keep } = duckDbEngine(database);
const run = (sql: string) => database.run(sql);

type Line = readonly [pcn: string, a: string, b: string, people: number, events: number];

async function mix(lines: readonly Line[]) {
  const values = lines.map(([pcn, a, b, n, x]) => `('${pcn}', '${a}', '${b}', ${n}, ${x})`).join(", ");
  await run(
    `CREATE OR REPLACE TEMP TABLE people AS SELECT * FROM (VALUES ${values}) AS v (pcn, a, b, n, x) WHERE pcn <> ''`,
  );
  const rows = await caseMixRows(query, keep, {
    table: "people",
    keys: ["a", "b"],
    shares: [{ measure: "share_something", of: "n", is: "x" }],
  });
  return rows.map(({ expected, ...row }) => ({ ...row, expected: Number(expected) / EXPECTED_PARTS }));
}

describe("what is expected of a network at everybody's shares", () => {
  it("is the expected number of indirect standardisation, as R has it", async () => {
    const lines = rates.areas.flatMap(({ area, strata }) =>
      strata.map(({ events, population }, at): Line => [area, `band ${at}`, "all", population, events]),
    );
    const rows = await mix(lines);
    // The reference of the oracle is its three areas together.
    for (const { area, isr } of rates.areas) {
      const row = rows.find(({ pcn }) => pcn === area);
      expect(row).toMatchObject({ x: isr.observed, strata: 5 });
      expectClose(row?.expected, isr.expected);
    }
  });

  it("adds up to what is observed, whoever is where", async () => {
    const line = fc
      .tuple(
        fc.constantFrom("U1", "U2", "U3"),
        fc.constantFrom("old", "young", "not_known"),
        fc.constantFrom("1", "2", "3"),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
      )
      .map(([pcn, a, b, n, x]): Line => [pcn, a, b, n, Math.min(n, x)]);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (lines) => {
        const rows = await mix(lines);
        const observed = lines.reduce((sum, [, , , , x]) => sum + x, 0);
        expect(rows.reduce((sum, { x }) => sum + x, 0)).toBe(observed);
        expect(Math.abs(rows.reduce((sum, { expected }) => sum + expected, 0) - observed)).toBeLessThan(1e-8);
      }),
      { numRuns: 40 },
    );
  });

  it("puts small strata together: first with others alike in the first characteristic, then with all", async () => {
    const rows = await mix([
      // 60 people: a stratum of its own, of whom half.
      ["U1", "old", "1", 40, 20],
      ["U2", "old", "1", 20, 10],
      // 30 and 25 people: together the rest of the old, of whom 11 of 55.
      ["U1", "old", "2", 30, 10],
      ["U2", "old", "3", 25, 1],
      // 10 and 5 people of two ages: too few whichever way, so they stand together, 9 of 15.
      ["U1", "young", "1", 10, 4],
      ["U2", "not_known", "1", 5, 5],
    ]);
    expect(LEAST_IN_STRATUM).toBe(50);
    const [first, second] = rows;
    expect(first).toMatchObject({ pcn: "U1", n: 80, x: 34, strata: 3 });
    expect(first?.expected).toBeCloseTo(40 * 0.5 + (30 * 11) / 55 + (10 * 9) / 15, 9);
    expect(second?.expected).toBeCloseTo(20 * 0.5 + (25 * 11) / 55 + (5 * 9) / 15, 9);
    // Of those whom the people of the first network are compared with, so many are its own.
    expect(Number(first?.own) / 1e6).toBeCloseTo(40 ** 2 / 60 + 30 ** 2 / 55 + 10 ** 2 / 15, 5);
  });

  it("leaves out whoever is in no network, and those whom the share is not about", async () => {
    const rows = await mix([
      ["U1", "old", "1", 60, 30],
      ["U2", "old", "1", 60, 0],
      ["", "old", "1", 900, 900],
      ["U3", "old", "1", 0, 0],
    ]);
    expect(rows.map(({ pcn, expected }) => [pcn, expected])).toEqual([
      ["U1", 15],
      ["U2", 15],
    ]);
  });
});

describe("sums for the regression of the last score", () => {
  it("have a column a category with enough people, and take an effect away that the mix explains", async () => {
    // Change 0 for the young and 10 for the old, in both networks; U1 has more old people. Scores are in tenths.
    const people = (pcn: string, age: string, count: number, change: number) =>
      Array.from({ length: count }, (_, at) => {
        const before = 400 + (at % 7) * 10;
        return `('pam', '${pcn}', ${before}, ${before + change * 10 + ((at % 3) - 1) * 10}, '${age}')`;
      });
    const rows = [
      ...people("U1", "old", 84, 10),
      ...people("U1", "young", 21, 0),
      ...people("U2", "old", 21, 10),
      ...people("U2", "young", 84, 0),
      ...people("U2", "unsure", 21, 0),
    ];
    await run(
      `CREATE OR REPLACE TEMP TABLE scores AS SELECT * FROM (VALUES ${rows.join(", ")}) AS v (instrument, pcn, before_score, after_score, age)`,
    );
    const [found] = await caseMixProducts(query, "scores", [{ id: "pam", decimals: 1 }], ["age"]);
    expect(found?.design.columns.map(({ name }) => name)).toEqual(["everybody", "first score", "age young"]);
    if (found === undefined) throw new Error("No sums.");
    const { clusters, target, n, reason } = adjustedClusterMeans(found.design, found.clusters);
    expect({ n, reason }).toEqual({ n: 231, reason: null });
    expectClose(target, 1050 / 231);
    const [first, second] = clusters;
    // As it is 8 against 1.67; what is usual for such people takes nearly all of that away.
    expectClose(first?.observed, 8);
    expectClose(second?.observed, 210 / 126);
    // The 21 unsure count with the old, the reference: so U1 is a little better than such people usually are.
    expect(first?.expected).toBeGreaterThan(6);
    expect((first?.n ?? 0) * (first?.expected ?? 0) + (second?.n ?? 0) * (second?.expected ?? 0)).toBeCloseTo(
      1050,
      6,
    );
  });
});
