import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLopsided, skewness } from "../../src/statistics/lopsided-change.ts";

const sumsOf = (changes: readonly number[]) => ({
  n: changes.length,
  sum: changes.reduce((total, one) => total + one, 0),
  sumOfSquares: changes.reduce((total, one) => total + one ** 2, 0),
  sumOfCubes: changes.reduce((total, one) => total + one ** 3, 0),
});

describe("skewness of changes", () => {
  it("is that of a table worked out by hand", () => {
    // 0, 0, 0, 4: mean 1, m₂ = (3·1 + 9)/4 = 3, m₃ = (3·(−1) + 27)/4 = 6, 6 ÷ 3^1.5 = 1.1547.
    expect(skewness(sumsOf([0, 0, 0, 4]))).toBeCloseTo(6 / 3 ** 1.5, 12);
    expect(skewness(sumsOf([-4, 0, 0, 0]))).toBeCloseTo(-6 / 3 ** 1.5, 12);
    expect(skewness(sumsOf([-2, 0, 2]))).toBe(0);
  });

  it("is not defined for nobody, one person, or changes all alike", () => {
    expect(skewness(sumsOf([]))).toBeNull();
    expect(skewness(sumsOf([7]))).toBeNull();
    expect(skewness(sumsOf([7, 7, 7]))).toBeNull();
  });

  it("turns round with the changes, and does not move with the unit or a shift", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 60 }),
        fc.integer({ min: -500, max: 500 }),
        (changes, shift) => {
          const g = skewness(sumsOf(changes));
          if (g === null) return;
          expect(skewness(sumsOf(changes.map((one) => -one)))).toBeCloseTo(-g, 9);
          expect(skewness(sumsOf(changes.map((one) => 10 * one + shift)))).toBeCloseTo(g, 9);
        },
      ),
    );
  });

  it("flags few people with lopsided changes only", () => {
    expect(isLopsided(sumsOf([0, 0, 0, 4]))).toBe(true);
    expect(isLopsided(sumsOf([-2, 0, 2]))).toBe(false);
    const many = Array.from({ length: 200 }, (_, k) => (k % 10 === 0 ? 40 : 0));
    expect(skewness(sumsOf(many))).toBeGreaterThan(2);
    expect(isLopsided(sumsOf(many))).toBe(false);
    expect(isLopsided(sumsOf(many.slice(0, 199)))).toBe(true);
  });
});
