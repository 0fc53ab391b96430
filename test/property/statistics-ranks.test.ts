import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeSummary } from "../../src/statistics/change-summary.ts";
import { hodgesLehmann } from "../../src/statistics/hodges-lehmann.ts";
import { noncentralBelow, noncentralityInterval } from "../../src/statistics/noncentral-t.ts";
import { normalBelow } from "../../src/statistics/normal.ts";
import { signedRank, type ZeroRule } from "../../src/statistics/signed-rank.ts";
import { studentTwoSided } from "../../src/statistics/student-t.ts";

const changes = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 });
const zeroRule = fc.constantFrom<ZeroRule>("drop", "rank");

const onePerPerson = (values: readonly number[]) => values.map((value) => [value, 1] as const);

/** The same people as a Map of distinct values, in the order of `values`. */
function counted(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe("histograms", () => {
  it("mean the same however they are split and ordered, and with counts as BigInt", () => {
    fc.assert(
      fc.property(changes, zeroRule, (values, zeros) => {
        const split = onePerPerson([...values].reverse());
        const big = [...counted(values)].map(([value, count]) => [BigInt(value), BigInt(count)] as const);
        const empty = [...counted(values), [77, 0] as const];
        for (const other of [split, big, empty]) {
          expect(signedRank(other, { zeros })).toEqual(signedRank(counted(values), { zeros }));
          expect(hodgesLehmann(other, 1)).toEqual(hodgesLehmann(counted(values), 1));
          expect(changeSummary(other, 1)).toEqual(changeSummary(counted(values), 1));
        }
      }),
    );
  });

  it("have the median of the people in them", () => {
    fc.assert(
      fc.property(changes, (values) => {
        const rising = [...values].sort((a, b) => a - b);
        const middle = [Math.ceil(values.length / 2) - 1, Math.floor(values.length / 2)];
        const median = middle.reduce((sum, at) => sum + (rising[at] ?? Number.NaN), 0) / 2;
        expect(changeSummary(counted(values), 0).median).toBe(median);
      }),
    );
  });
});

describe("signed rank", () => {
  it("has p-values from 0 to 1 that do not depend on the direction", () => {
    fc.assert(
      fc.property(changes, zeroRule, (values, zeros) => {
        const up = signedRank(counted(values), { zeros });
        const down = signedRank(counted(values.map((value) => -value)), { zeros });
        expect(down.exactP).toBe(up.exactP);
        expect(down.correctedP).toBe(up.correctedP);
        for (const p of [up.p, up.exactP, up.normalP, up.correctedP]) {
          expect(p === null || (p >= 0 && p <= 1)).toBe(true);
        }
      }),
    );
  });

  it("has the exact p-value of all sign patterns listed one by one", () => {
    const few = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(few, zeroRule, (values, zeros) => {
        const sizes = values.map(Math.abs);
        const ranked = zeros === "rank" ? sizes : sizes.filter((size) => size > 0);
        const midrank = (size: number) =>
          ranked.filter((other) => other < size).length +
          (ranked.filter((other) => other === size).length + 1) / 2;
        const ranks = sizes.filter((size) => size > 0).map(midrank);
        const centre = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
        const observed = values.reduce((sum, value) => sum + (value > 0 ? midrank(value) : 0), 0);
        const patterns = Array.from({ length: 2 ** ranks.length }, (_, pattern) =>
          ranks.reduce((sum, rank, index) => sum + ((pattern >> index) & 1) * rank, 0),
        );
        const asFar = patterns.filter((sum) => Math.abs(sum - centre) >= Math.abs(observed - centre) - 1e-9);
        const result = signedRank(counted(values), { zeros });
        if (ranks.length === 0) expect(result.reason).toBe("all_zero");
        else {
          expect(result.statistic).toBe(observed);
          expect(result.exactP).toBeCloseTo(asFar.length / patterns.length, 12);
        }
      }),
    );
  });
});

describe("Hodges–Lehmann", () => {
  it("is the median of all averages of two people, listed one by one", () => {
    fc.assert(
      fc.property(changes, (values) => {
        const averages = values
          .flatMap((value, index) => values.slice(index).map((other) => (value + other) / 2))
          .sort((a, b) => a - b);
        const at = (index: number) => averages[index] ?? Number.NaN;
        const { estimate, lower, upper, order } = hodgesLehmann(counted(values), 0);
        expect(estimate).toBe(
          (at(Math.ceil(averages.length / 2) - 1) + at(Math.floor(averages.length / 2))) / 2,
        );
        if (order === null) return;
        expect([lower, upper]).toEqual([at(order - 1), at(averages.length - order)]);
      }),
    );
  });

  it("lies within the changes and within its interval, turns with them and moves with them", () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 50, max: 90 }), (values, shift) => {
        const { estimate, lower, upper, reason } = hodgesLehmann(counted(values), 0, { level: 0.9 });
        expect(estimate).toBeGreaterThanOrEqual(Math.min(...values));
        expect(estimate).toBeLessThanOrEqual(Math.max(...values));
        expect(
          (lower ?? -1e9) <= (estimate ?? Number.NaN) && (upper ?? 1e9) >= (estimate ?? Number.NaN),
        ).toBe(true);
        expect(reason === null).toBe(lower !== null && upper !== null);
        const moved = hodgesLehmann(counted(values.map((value) => value + shift)), 0).estimate;
        expect(moved).toBe((estimate ?? Number.NaN) + shift);
        const turned = hodgesLehmann(counted(values.map((value) => 0 - value)), 0, { level: 0.9 });
        expect((turned.estimate ?? Number.NaN) + (estimate ?? Number.NaN)).toBe(0);
        expect((turned.lower ?? 0) + (upper ?? 0)).toBe(0);
      }),
    );
  });
});

describe("noncentral t", () => {
  const df = fc.integer({ min: 1, max: 5000 });
  const t = fc.double({ min: -40, max: 40, noNaN: true });

  it("is Student's t at non-centrality 0, and the normal distribution at t = 0", () => {
    fc.assert(
      fc.property(df, t, (degrees, value) => {
        const below = noncentralBelow(value, degrees, 0);
        expect(2 * Math.min(below, 1 - below)).toBeCloseTo(studentTwoSided(value, degrees), 8);
        expect(noncentralBelow(0, degrees, value)).toBeCloseTo(normalBelow(-value), 10);
      }),
    );
  });

  it("has an interval whose ends leave the tails, and that turns with the sign of t", () => {
    fc.assert(
      fc.property(df, t, (degrees, value) => {
        const { lower, upper } = noncentralityInterval(value, degrees, 0.9);
        expect(noncentralBelow(value, degrees, lower)).toBeCloseTo(0.95, 6);
        expect(noncentralBelow(value, degrees, upper)).toBeCloseTo(0.05, 6);
        const turned = noncentralityInterval(-value, degrees, 0.9);
        expect(turned.lower).toBeCloseTo(-upper, 6);
        expect(turned.upper).toBeCloseTo(-lower, 6);
      }),
      { numRuns: 30 },
    );
  });
});
