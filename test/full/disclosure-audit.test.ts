import { describe, expect, it } from "vitest";
import { auditTables } from "../../src/disclosure/audit/audit-tables.ts";
import type { Codes, Figure } from "../../src/disclosure/audit/published-tables.ts";
import { loadSolver } from "../../src/release/lp-solver.ts";
import { seededRandom } from "../../src/sample/random.ts";

const sizes = { board: 3, age: 4, ethnic: 6, quarter: 6, network: 8 } as const;
const names = Object.keys(sizes) as (keyof typeof sizes)[];
const codesOf = (name: keyof typeof sizes) => Array.from({ length: sizes[name] }, (_, at) => `${name}${at}`);
const dimensions = Object.fromEntries(names.map((name) => [name, { leaves: codesOf(name) }]));

/** 500 people, more of them in the first codes. */
function somePeople(seed: number): readonly Codes[] {
  const random = seededRandom(seed);
  return Array.from({ length: 500 }, () =>
    Object.fromEntries(
      names.map((name) => [name, `${name}${Math.floor(sizes[name] * random.uniform() ** 2.2)}`]),
    ),
  );
}

describe("ten linked tables of 500 people by the hospital data rule", () => {
  it.each([1, 2, 3])("are audited as one: 311 cells over 3,456 atoms (people %d)", async (seed) => {
    const people = somePeople(seed);
    const countAt = (at: Codes, less: Codes | undefined) => {
      const isIn = (person: Codes, codes: Codes) =>
        Object.entries(codes).every(([name, code]) => person[name] === code);
      return people.filter((one) => isIn(one, at) && !(less && isIn(one, less))).length;
    };
    const figureOf = (at: Codes): Figure => {
      const count = countAt(at, undefined);
      return count >= 1 && count <= 7
        ? { kind: "withheld", at, role: "primary" }
        : { kind: "count", at, value: 5 * Math.round(count / 5), rounding: { base: 5, mode: "nearest" } };
    };
    const single = names.flatMap((name) => codesOf(name).map((code): Codes => ({ [name]: code })));
    const pairs = names.flatMap((one, index) =>
      names
        .slice(index + 1)
        .flatMap((other) =>
          codesOf(one).flatMap((a) => codesOf(other).map((b): Codes => ({ [one]: a, [other]: b }))),
        ),
    );
    const figures = [...single, ...pairs].map(figureOf);
    expect(figures).toHaveLength(311);
    const audit = await auditTables(
      { dimensions, tables: [{ id: "t", figures }] },
      { threshold: 8, symbolPrior: { lower: 1, upper: 7 }, shownMin: 8, zeroExact: true },
      await loadSolver(),
      { mostCombinations: 0 },
    );
    expect(audit).toMatchObject({ possible: true, columns: 3456, rows: 311, integerChecked: false });
    for (const { at, less, interval, certainty } of audit.findings) {
      if (certainty === "at least") continue;
      const truth = countAt(at, less?.at);
      expect(interval.lower).toBeLessThanOrEqual(truth);
      expect(interval.upper).toBeGreaterThanOrEqual(truth);
    }
    // As the rule is known to: some starred counts are narrowed, none becomes exact.
    expect(audit.leaks.length).toBeGreaterThan(0);
    expect(audit.leaks.every(({ verdict }) => verdict === "narrow")).toBe(true);
    expect(audit.leaks.every(({ because }) => because.length > 1)).toBe(true);
  });
});
