import { describe, expect, it } from "vitest";
import { poisson } from "../../src/statistics/discrete-distributions.ts";

describe("the Poisson distribution far out", () => {
  it("is nothing or all where a Number can hold no more, and does not throw", () => {
    expect(poisson(1000).upTo(0)).toBe(0);
    expect(poisson(1000).upTo(10)).toBeLessThan(1e-300);
    expect(poisson(1).upTo(1000)).toBe(1);
    expect(poisson(1e6).upTo(1e6 + 1e5)).toBe(1);
  });

  it("is the sum of its single chances where that can be added up", () => {
    for (const mean of [0.3, 4, 40, 650]) {
      const counts = Array.from({ length: Math.floor(mean) + 1 }, (_, count) => count);
      const sum = counts.reduce((total, count) => total + poisson(mean).at(count), 0);
      expect(poisson(mean).upTo(Math.floor(mean))).toBeCloseTo(sum, 9);
    }
  });
});
