import { describe, expect, it } from "vitest";
import { standardisedMeanDifference } from "../../src/statistics/standardised-mean-difference.ts";

describe("standardisedMeanDifference", () => {
  it("gives the figures worked by hand", () => {
    // SDs of 2 and 2: d = (5 − 4) ÷ 2 = 0.5; se² = 100 ÷ 2,500 + 0.25 ÷ 200 = 0.04125, se = 0.203101; × 1.959964 = 0.398071.
    const found = standardisedMeanDifference({ mean: 5, sd: 2, n: 50 }, { mean: 4, sd: 2, n: 50 });
    expect(found?.value).toBeCloseTo(0.5, 12);
    expect(found?.lower).toBeCloseTo(0.5 - 0.398_071, 5);
    expect(found?.upper).toBeCloseTo(0.5 + 0.398_071, 5);
  });

  it("weighs the two spreads by their people", () => {
    // (10 × 9 + 20 × 0) ÷ 30 = 3.
    const found = standardisedMeanDifference({ mean: 3, sd: 3, n: 11 }, { mean: 0, sd: 0, n: 21 });
    expect(found?.value).toBeCloseTo(3 / Math.sqrt(3), 12);
  });

  it("is nothing without people or spread, and refuses what is no group", () => {
    expect(standardisedMeanDifference({ mean: 3, sd: 3, n: 1 }, { mean: 0, sd: 1, n: 21 })).toBeNull();
    expect(standardisedMeanDifference({ mean: 3, sd: 0, n: 9 }, { mean: 0, sd: 0, n: 9 })).toBeNull();
    expect(() => standardisedMeanDifference({ mean: 3, sd: -1, n: 9 }, { mean: 0, sd: 1, n: 9 })).toThrow(
      RangeError,
    );
    expect(() =>
      standardisedMeanDifference({ mean: Number.NaN, sd: 1, n: 9 }, { mean: 0, sd: 1, n: 9 }),
    ).toThrow(RangeError);
  });
});
