import { describe, expect, it } from "vitest";
import { exactInteger } from "../../src/statistics/exact-integer.ts";
import { meanInterval } from "../../src/statistics/mean-interval.ts";
import { normalBelow, normalCritical } from "../../src/statistics/normal.ts";
import { pairedChange } from "../../src/statistics/paired-change.ts";
import {
  expectedChange,
  expectedShareChanged,
  referenceBetween,
  sdOfChange,
} from "../../src/statistics/regression-to-the-mean.ts";
import { studentCritical, studentTwoSided } from "../../src/statistics/student-t.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";

const reference = { mean: 55.1, sd: 17.7, r: [0.43, 0.8], source: "a published survey" } as const;

describe("Student's t and the normal distribution", () => {
  it("gives tabled critical values", () => {
    expect(studentCritical(9, 0.95)).toBeCloseTo(2.262157162798205, 13);
    expect(studentCritical(1, 0.95)).toBeCloseTo(12.706204736174694, 10);
    expect(studentCritical(9, 0.95)).toBe(studentCritical(9, 0.95));
    expect(normalCritical(0.95)).toBeCloseTo(1.959963984540054, 14);
  });

  it("gives p-values that do not depend on the sign", () => {
    expect(studentTwoSided(2.262157162798205, 9)).toBeCloseTo(0.05, 13);
    expect(studentTwoSided(-2.262157162798205, 9)).toBe(studentTwoSided(2.262157162798205, 9));
    expect(studentTwoSided(0, 3)).toBeCloseTo(1, 14);
  });

  it("refuses levels and degrees of freedom that cannot be", () => {
    for (const level of [0, 1, -0.1, 1.5, Number.NaN])
      expect(() => normalCritical(level)).toThrow(RangeError);
    for (const df of [0, -1, 1.5, Number.NaN]) expect(() => studentCritical(df, 0.95)).toThrow(RangeError);
  });

  it("knows the ends of the normal distribution", () => {
    expect([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY].map(normalBelow)).toEqual([0, 0.5, 1]);
  });
});

describe("sums that cannot belong together", () => {
  it("are refused, not turned into a number", () => {
    expect(() => meanInterval({ n: 2, sum: 10, sumOfSquares: 10 }, 0)).toThrow(RangeError);
    expect(() => meanInterval({ n: 1, sum: 3, sumOfSquares: 10 }, 0)).toThrow(RangeError);
    expect(() => meanInterval({ n: 0, sum: 1, sumOfSquares: 1 }, 0)).toThrow(RangeError);
    expect(() => meanInterval({ n: -1, sum: 0, sumOfSquares: 0 }, 0)).toThrow(RangeError);
    const sums = {
      n: 2,
      sumBefore: 3,
      sumAfter: 7,
      sumBefore2: 5,
      sumAfter2: 25,
      sumChange: 4,
      sumChange2: 8,
    };
    expect(pairedChange(sums, 0).change.mean).toBe(2);
    expect(() => pairedChange({ ...sums, sumChange: 5 }, 0)).toThrow(RangeError);
    expect(() => pairedChange({ ...sums, sumChange2: 9 }, 0)).toThrow(RangeError);
  });

  it("include Numbers that are no longer exact", () => {
    expect(() => exactInteger(2 ** 53)).toThrow(RangeError);
    expect(() => exactInteger(0.5)).toThrow(RangeError);
    expect(exactInteger(2n ** 70n)).toBe(2n ** 70n);
  });
});

describe("centred sums of squares", () => {
  it("do not cancel: a spread of 1 on top of 10^12 is still a spread of 1", () => {
    const base = 10n ** 12n;
    const scores = [base - 1n, base, base + 1n];
    const sums = {
      n: 3n,
      sum: scores.reduce((total, score) => total + score, 0n),
      sumOfSquares: scores.reduce((total, score) => total + score * score, 0n),
    };
    expect(meanInterval(sums, 0).sd).toBe(1);
    expect(meanInterval(sums, 3).sd).toBeCloseTo(0.001, 15);
  });
});

describe("Wilson interval", () => {
  it("is exactly 0 or 1 at the ends", () => {
    for (const n of [1, 7, 8, 40, 1_000_003]) {
      expect(wilsonInterval(0, n).lower).toBe(0);
      expect(wilsonInterval(n, n).upper).toBe(1);
    }
  });

  it("has a reason in place of numbers where there is nobody", () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ value: null, lower: null, upper: null, reason: "nobody" });
  });

  it("refuses counts that are not a proportion", () => {
    for (const [x, n] of [
      [3, 2],
      [-1, 5],
      [0.5, 2],
      [1, Number.NaN],
    ] as const) {
      expect(() => wilsonInterval(x, n)).toThrow(RangeError);
    }
  });
});

describe("regression to the mean", () => {
  it("has a reason in place of numbers without a reference or without people", () => {
    expect(expectedChange(null, 40)).toEqual({ lower: null, upper: null, reason: "no_reference" });
    expect(expectedChange(undefined, 40).reason).toBe("no_reference");
    expect(expectedShareChanged(null, 3).reason).toBe("no_reference");
    expect(expectedChange(reference, null).reason).toBe("nobody");
  });

  it("spans the correlations, whichever side of the mean people start", () => {
    expect(expectedChange(reference, 45.1).lower).toBeCloseTo(2, 12);
    expect(expectedChange(reference, 45.1).upper).toBeCloseTo(5.7, 12);
    expect(expectedChange(reference, 65.1).lower).toBeCloseTo(-5.7, 12);
    expect(expectedChange(reference, 65.1).upper).toBeCloseTo(-2, 12);
  });

  it("expects nothing of a score without error", () => {
    const perfect = { ...reference, r: [1, 1] } as const;
    expect(expectedChange(perfect, 30).upper).toBe(0);
    expect(expectedShareChanged(perfect, 3).upper).toBe(0);
  });

  // Shares of people gaining at least 3, 5.4 and 7.2 points, and change of those who start at 0–47 and 67–100.
  it.each([
    { r: 0.43, low: 11.1, high: -12.4, sd: 18.9, shares: [0.44, 0.39, 0.35] },
    { r: 0.6, low: 7.8, high: -8.7, sd: 15.8, shares: [0.42, 0.37, 0.32] },
    { r: 0.7, low: 5.9, high: -6.5, sd: 13.7, shares: [0.41, 0.35, 0.3] },
    { r: 0.8, low: 3.9, high: -4.4, sd: 11.2, shares: [0.39, 0.31, 0.26] },
  ])("reproduces the sensitivity table at r = $r", ({ r, low, high, sd, shares }) => {
    const one = { ...reference, r: [r, r] } as const;
    expect(expectedChange(one, referenceBetween(one, 0, 47).mean).lower).toBeCloseTo(low, 1);
    expect(expectedChange(one, referenceBetween(one, 67, 100).mean).lower).toBeCloseTo(high, 1);
    expect(sdOfChange(one.sd, r)).toBeCloseTo(sd, 1);
    [3, 5.4, 7.2].forEach((points, index) => {
      const share = shares[index] ?? Number.NaN;
      expect(Math.abs((expectedShareChanged(one, points).lower ?? Number.NaN) - share)).toBeLessThan(0.0055);
    });
  });

  it("refuses a reference that is none", () => {
    for (const wrong of [
      { sd: 0 },
      { r: [0.8, 0.4] as const },
      { r: [0.4, 1.2] as const },
      { source: " " },
    ]) {
      expect(() => expectedChange({ ...reference, ...wrong }, 40)).toThrow(RangeError);
    }
    expect(() => referenceBetween(reference, 5, 5)).toThrow(RangeError);
    expect(() => expectedShareChanged(reference, 0)).toThrow(RangeError);
  });
});
