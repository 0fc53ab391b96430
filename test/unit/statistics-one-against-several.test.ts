import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneAgainstSeveral } from "../../src/statistics/one-against-several.ts";

describe("oneAgainstSeveral", () => {
  it("gives the interval worked by hand", () => {
    // Others 1, 2, 3: mean 2, s = 1, se = √(4/3) = 1.154701; t(2) at 0.975 = 4.302653; 10 − 2 = 8 ± 4.968276.
    const found = oneAgainstSeveral(10, [1, 2, 3]);
    expect(found.estimate).toBe(8);
    expect(found.standardError).toBeCloseTo(1.154700538, 9);
    expect(found.degreesOfFreedom).toBe(2);
    expect(found.lower).toBeCloseTo(3.031724, 5);
    expect(found.upper).toBeCloseTo(12.968276, 5);
    // t = 8 ÷ 1.1547 = 6.9282; on two degrees p = 1 − t ÷ √(t² + 2) = 1 − √(48 ÷ 50).
    expect(found.p).toBeCloseTo(1 - Math.sqrt(48 / 50), 9);
    expect(found.reason).toBeNull();
  });

  it("allows for a place that varies more than the others", () => {
    // se² = 4/3 + 5/3 = 3.
    const found = oneAgainstSeveral(10, [1, 2, 3], { extraVariance: 5 / 3 });
    expect(found.standardError).toBeCloseTo(Math.sqrt(3), 12);
    expect(found.estimate).toBe(8);
    expect(() => oneAgainstSeveral(1, [1, 2], { extraVariance: -1 })).toThrow(RangeError);
  });

  it("says why there is no interval", () => {
    expect(oneAgainstSeveral(1, [])).toMatchObject({ estimate: null, reason: "nobody" });
    expect(oneAgainstSeveral(1, [3])).toMatchObject({ estimate: -2, lower: null, reason: "one_other" });
    expect(oneAgainstSeveral(1, [0.1, 0.1, 0.1])).toMatchObject({ lower: null, reason: "all_equal" });
    expect(() => oneAgainstSeveral(Number.NaN, [1, 2])).toThrow(RangeError);
    expect(() => oneAgainstSeveral(1, [1, Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it("moves with the one place, and not with what all share", () => {
    const change = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(
        change,
        fc.array(change, { minLength: 2, maxLength: 12 }),
        change,
        (one, others, shared) => {
          const [plain, moved] = [
            oneAgainstSeveral(one, others),
            oneAgainstSeveral(
              one + shared,
              others.map((other) => other + shared),
            ),
          ];
          expect(moved.reason).toBe(plain.reason);
          expect(moved.estimate).toBeCloseTo(plain.estimate ?? Number.NaN, 9);
          if (plain.lower !== null) expect(moved.lower).toBeCloseTo(plain.lower, 8);
        },
      ),
    );
  });

  it("holds the truth in 95 of 100 draws where all places are alike", () => {
    let seed = 12_345;
    const uniform = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const draws = 4000;
    let missed = 0;
    for (let draw = 0; draw < draws; draw++) {
      const { lower, upper } = oneAgainstSeveral(
        normal(),
        Array.from({ length: 8 }, () => normal()),
      );
      if (lower === null || upper === null || lower > 0 || upper < 0) missed += 1;
    }
    // 5% ± 4 standard errors of 4,000 draws.
    expect(Math.abs(missed / draws - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / draws));
  });
});
