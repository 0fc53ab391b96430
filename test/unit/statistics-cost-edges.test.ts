import { describe, expect, it } from "vitest";
import { costAndEffect } from "../../src/statistics/cost-and-effect-sums.ts";
import { costPerAdditionalImproved } from "../../src/statistics/cost-per-additional-improved.ts";
import { budgetPerImproved, costPerImproved } from "../../src/statistics/cost-per-improved.ts";
import { fiellerLimits } from "../../src/statistics/fieller-limits.ts";
import { incrementalCost } from "../../src/statistics/incremental-cost.ts";
import { TREASURY_WELLBY, wellbyValue } from "../../src/statistics/wellby-value.ts";
import { expectClose } from "../oracle-figures.ts";

/** Sums of pairs of pence and improved or not. */
const sums = (pairs: readonly (readonly [number, 0 | 1])[]) => ({
  n: pairs.length,
  cost: pairs.reduce((sum, [cost]) => sum + cost, 0),
  costSquared: pairs.reduce((sum, [cost]) => sum + cost * cost, 0),
  improved: pairs.reduce((sum, [, improved]) => sum + improved, 0),
  costOfImproved: pairs.reduce((sum, [cost, improved]) => sum + cost * improved, 0),
});

describe("Fieller's limits", () => {
  it("without uncertainty are the ratio", () => {
    expect(fiellerLimits({ value: 6, variance: 0 }, { value: 3, variance: 0 }, 0, 2)).toEqual({
      kind: "interval",
      lower: 2,
      upper: 2,
    });
  });

  it("have no bound where the denominator could be 0", () => {
    // (4 − ρ)² ≤ 4 (0.25 + ρ²): 3ρ² + 8ρ − 15 ≥ 0.
    const all = fiellerLimits({ value: 4, variance: 0.25 }, { value: 1, variance: 1 }, 0, 2);
    if (all.kind !== "all_but") throw new Error(all.kind);
    expectClose(all.from, (-8 - Math.sqrt(64 + 180)) / 6);
    expectClose(all.to, (-8 + Math.sqrt(64 + 180)) / 6);
    expect(fiellerLimits({ value: 1, variance: 4 }, { value: 1, variance: 4 }, 0, 2).kind).toBe("everything");
    // Exactly at the edge one end runs off: (3 − ρ)² ≤ 1 + ρ² from 8 ÷ 6 up, and its mirror.
    expect(fiellerLimits({ value: 3, variance: 1 }, { value: 1, variance: 1 }, 0, 1)).toEqual({
      kind: "all_but",
      from: Number.NEGATIVE_INFINITY,
      to: 8 / 6,
    });
    expect(fiellerLimits({ value: -3, variance: 1 }, { value: 1, variance: 1 }, 0, 1)).toEqual({
      kind: "all_but",
      from: -8 / 6,
      to: Number.POSITIVE_INFINITY,
    });
  });

  it("refuse what is no estimate", () => {
    const one = { value: 1, variance: 1 };
    expect(() => fiellerLimits({ value: 1, variance: -1 }, one, 0, 2)).toThrow(RangeError);
    expect(() => fiellerLimits(one, { value: Number.NaN, variance: 1 }, 0, 2)).toThrow(RangeError);
    expect(() => fiellerLimits(one, one, 0, 0)).toThrow(RangeError);
  });
});

describe("cost per person improved", () => {
  it("says why there is none", () => {
    expect(costPerImproved(sums([]), 2)).toMatchObject({ costPerPerson: null, reason: "too_few" });
    expect(costPerImproved(sums([[100, 1]]), 2)).toMatchObject({ costPerImproved: null, reason: "too_few" });
    // Both cost and improvement could be 0: nothing can be said of their ratio.
    expect(
      costPerImproved(
        sums([
          [0, 0],
          [100, 1],
        ]),
        2,
      ),
    ).toMatchObject({
      costPerImproved: 1,
      lower: null,
      upper: null,
      reason: "unbounded",
    });
    expect(budgetPerImproved(500, 0, 9)).toMatchObject({ costPerImproved: null, upper: null });
    expect(budgetPerImproved(500, 0, 0)).toMatchObject({ costPerImproved: null, lower: null });
    expect(() => budgetPerImproved(-1, 1, 2)).toThrow(RangeError);
  });

  it("refuses sums that cannot belong together", () => {
    const good = sums([
      [100, 1],
      [300, 0],
      [250, 1],
    ]);
    expect(costAndEffect(good, 2)).not.toBeNull();
    for (const wrong of [{ improved: 4 }, { costSquared: 1 }, { costOfImproved: 9000 }, { n: 1.5 }]) {
      expect(() => costAndEffect({ ...good, ...wrong }, 2)).toThrow(RangeError);
    }
    expect(() => costAndEffect({ ...good, n: 0, improved: 0, costOfImproved: 0 }, 2)).toThrow(RangeError);
  });
});

describe("cost per additional person improved", () => {
  it("is the cost over the difference, its limits turned over", () => {
    expect(costPerAdditionalImproved(100, { value: 0.2, lower: 0.1, upper: 0.25 })).toEqual({
      cost: 500,
      lower: 400,
      upper: 1000,
      reason: null,
    });
  });

  it("is refused without a comparator, or where the difference could be 0", () => {
    const none = { cost: null, lower: null, upper: null };
    expect(costPerAdditionalImproved(100, null)).toEqual({ ...none, reason: "no_comparator" });
    for (const [lower, upper] of [
      [-0.01, 0.3],
      [0, 0.3],
      [-0.2, 0.2],
    ] as const) {
      expect(costPerAdditionalImproved(100, { value: 0.1, lower, upper })).toEqual({
        ...none,
        // The least that it could be: £100 a person over as many as improved at the upper limit.
        lower: 100 / upper,
        reason: "includes_zero",
      });
    }
    expect(costPerAdditionalImproved(100, { value: -0.2, lower: -0.3, upper: -0.1 })).toEqual({
      ...none,
      reason: "below_comparator",
    });
    expect(costPerAdditionalImproved(100, { value: -0.2, lower: -0.3, upper: 0 })).toEqual({
      ...none,
      reason: "includes_zero",
    });
  });

  it("refuses costs and differences that cannot be", () => {
    const difference = { value: 0.2, lower: 0.1, upper: 0.3 };
    for (const cost of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => costPerAdditionalImproved(cost, difference)).toThrow(RangeError);
    }
    expect(() => costPerAdditionalImproved(1, { ...difference, value: 0.4 })).toThrow(RangeError);
    expect(() => costPerAdditionalImproved(1, { ...difference, upper: 1.1 })).toThrow(RangeError);
  });
});

describe("incremental cost", () => {
  const programme = sums([
    [300, 1],
    [320, 1],
    [280, 0],
    [310, 1],
  ]);
  const comparator = sums([
    [100, 0],
    [120, 1],
    [90, 0],
    [110, 1],
  ]);

  it("gives no ratio where the difference in improvement could be 0, but net benefit", () => {
    const result = incrementalCost(programme, comparator, 2, { worths: [0, 100] });
    expect(result).toMatchObject({ ratio: null, lower: null, upper: null, reason: "includes_zero" });
    expect(result.limits?.kind).not.toBe("interval");
    expectClose(result.extraCost, (302.5 - 105) / 100);
    expectClose(result.extraImproved, 0.25);
    expectClose(result.netBenefits[1]?.value, 25 - 1.975);
  });

  it("says why there is none", () => {
    expect(incrementalCost(programme, sums([[100, 1]]), 2)).toMatchObject({
      extraCost: null,
      reason: "too_few",
    });
    const fixed = incrementalCost(
      sums([
        [5, 1],
        [5, 1],
      ]),
      sums([
        [3, 0],
        [3, 0],
      ]),
      0,
      { worths: [4] },
    );
    expect(fixed).toMatchObject({ ratio: 2, lower: 2, upper: 2, reason: null });
    expect(fixed.netBenefits[0]).toMatchObject({ value: 2, standardError: 0, shareAboveZero: null });
  });
});

describe("WELLBY", () => {
  const input = {
    instrument: "ons4_satisfied",
    difference: { value: 0.2, lower: 0.1, upper: 0.3 },
    duration: { years: 1, source: "follow-up at 12 months" },
    price: TREASURY_WELLBY,
  } as const;

  it("is points × years × price", () => {
    // The guidance's own sum: 0.2 points for a year at £13,000 is £2,600.
    const year = wellbyValue(input);
    expectClose(year.pounds, 2600);
    expectClose(year.lower, 1300);
    expectClose(year.upper, 3900);
    const twelveWeeks = wellbyValue({ ...input, duration: { years: 12 / 52, source: "12 weeks" } });
    expectClose(twelveWeeks.wellbys, 0.6 / 13);
    expectClose(twelveWeeks.pounds, 600);
    const worse = wellbyValue({ ...input, difference: { value: -0.2, lower: -0.3, upper: -0.1 } });
    expectClose(worse.pounds, -2600);
  });

  it("is refused with a reason", () => {
    for (const instrument of ["ons4_anxious", "ons4_happy", "ons4_worthwhile", "swemwbs", "pam"]) {
      expect(wellbyValue({ ...input, instrument })).toMatchObject({
        pounds: null,
        reason: "not_life_satisfaction",
      });
    }
    const reason = (change: Partial<Parameters<typeof wellbyValue>[0]>) =>
      wellbyValue({ ...input, ...change }).reason;
    expect(reason({ difference: null })).toBe("no_comparator");
    expect(reason({ difference: { value: 0.2, lower: 0, upper: 0.3 } })).toBe("includes_zero");
    expect(reason({ difference: { value: -0.2, lower: -0.3, upper: 0 } })).toBe("includes_zero");
    expect(reason({ duration: null })).toBe("no_duration");
    expect(reason({ duration: { years: 1.5, source: "assumed" } })).toBe("longer_than_a_year");
  });

  it("refuses prices, durations and differences that cannot be", () => {
    expect(() => wellbyValue({ ...input, price: { ...TREASURY_WELLBY, pounds: 0 } })).toThrow(RangeError);
    expect(() => wellbyValue({ ...input, price: { ...TREASURY_WELLBY, source: " " } })).toThrow(RangeError);
    expect(() => wellbyValue({ ...input, duration: { years: 0, source: "none" } })).toThrow(RangeError);
    expect(() => wellbyValue({ ...input, duration: { years: 1, source: "" } })).toThrow(RangeError);
    expect(() => wellbyValue({ ...input, difference: { value: 5, lower: 1, upper: 4 } })).toThrow(RangeError);
    expect(() => wellbyValue({ ...input, difference: { value: 5, lower: 1, upper: 11 } })).toThrow(
      RangeError,
    );
  });
});
