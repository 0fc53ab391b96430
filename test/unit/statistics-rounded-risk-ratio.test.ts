import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CountRounding } from "../../src/statistics/consistent-counts.ts";
import { riskRatio } from "../../src/statistics/risk-ratio.ts";
import { roundCount } from "../../src/statistics/round-count.ts";
import { roundedRiskRatio } from "../../src/statistics/rounded-risk-ratio.ts";
import { twoSharesTest } from "../../src/statistics/two-shares-test.ts";

const exact: CountRounding = { roundTo: 1, rounding: "nearest", withholdUpTo: 0 };
const fives: CountRounding = { roundTo: 5, rounding: "nearest", withholdUpTo: 7 };

describe("the ratio of two shares from rounded counts", () => {
  it("is Katz's interval and Pearson's test where counts are exact", () => {
    // 30 of 100 against 60 of 120: 0.6; √(1/30 − 1/100 + 1/60 − 1/120) = 0.17795; 0.6 · e^(±1.95996 · 0.17795).
    const found = roundedRiskRatio({ x: 30, n: 100 }, { x: 60, n: 120 }, exact);
    expect(found.ratio).toBeCloseTo(0.6, 12);
    expect(found.lower).toBeCloseTo(0.6 * Math.exp(-1.959963984540054 * Math.sqrt(0.0316667)), 5);
    expect(found.upper).toBeCloseTo(0.6 * Math.exp(1.959963984540054 * Math.sqrt(0.0316667)), 5);
    expect(found.p).toBeCloseTo(
      twoSharesTest({ numerator: 30, denominator: 100 }, { numerator: 60, denominator: 120 }).p ?? -1,
      12,
    );
  });

  it("holds the interval, and no smaller p, of whatever counts were rounded", () => {
    const pair = fc
      .record({
        n: fc.integer({ min: 30, max: 400 }),
        share: fc.double({ min: 0.15, max: 0.85, noNaN: true }),
      })
      .map(({ n, share }) => ({ x: Math.round(n * share), n }))
      .filter(({ x, n }) => x > 7 && n - x > 7);
    const round = ({ x, n }: { x: number; n: number }) => ({
      x: roundCount(x, fives),
      n: roundCount(n, fives),
    });
    fc.assert(
      fc.property(pair, pair, (own, other) => {
        const found = roundedRiskRatio(round(own), round(other), fives);
        const [a, b] = [own, other].map(({ x, n }) => ({ numerator: x, denominator: n }));
        if (a === undefined || b === undefined) return;
        const truth = riskRatio(a, b);
        expect(found.lower ?? 9).toBeLessThanOrEqual((truth.lower ?? 0) + 1e-12);
        expect(found.upper ?? 0).toBeGreaterThanOrEqual((truth.upper ?? 9) - 1e-12);
        expect(found.p ?? 0).toBeGreaterThanOrEqual((twoSharesTest(a, b).p ?? 1) - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("has no limits where nobody, or no one with the outcome, is in a group", () => {
    expect(roundedRiskRatio({ x: 0, n: 0 }, { x: 20, n: 40 }, fives)).toMatchObject({
      reason: "nobody",
      ratio: null,
    });
    expect(roundedRiskRatio({ x: 0, n: 40 }, { x: 20, n: 40 }, fives)).toMatchObject({
      ...{ reason: "none_with_outcome", lower: null, p: null },
    });
  });
});
