import { describe, expect, it } from "vitest";
import { completedInFixedClusters, designEffect } from "../../src/statistics/design-effect.ts";
import {
  pairsForPower,
  pairsForPrecision,
  peopleForShare,
  peopleToStart,
  powerOfPairs,
} from "../../src/statistics/planning.ts";
import planning from "../fixtures/oracle/planning.json" with { type: "json" };

describe("planning against R", () => {
  it.each(planning.power)("power of $n pairs for $d points with SD $s", ({ n, d, s, power }) => {
    expect(Math.abs(powerOfPairs(n, d, s) - power)).toBeLessThan(1e-8);
    expect(powerOfPairs(n, -d, s)).toBe(powerOfPairs(n, d, s));
  });

  it.each(planning.needed)("pairs for $d points, SD $s, power $p", ({ d, s, p, n, power_t_test_n }) => {
    expect(pairsForPower(d, s, p)).toBe(n);
    expect(Math.ceil(power_t_test_n)).toBe(n);
  });

  it.each(planning.precision)("pairs for ± $w points with SD $s", ({ s, w, n }) => {
    expect(pairsForPrecision(s, w)).toBe(n);
  });

  it.each(planning.share)("people for a share of $p within ± $w", ({ p, w, n }) => {
    expect(peopleForShare(p, w)).toBe(n);
  });
});

describe("clusters and people lost", () => {
  it("design effect by hand", () => {
    // 1 + 19 × 0.05, as in the calibration; with sizes varying by 60 %: 1 + (1.36 × 20 − 1) × 0.05.
    expect(designEffect(20, 0.05)).toBeCloseTo(1.95, 14);
    expect(designEffect(20, 0.05, 0.6)).toBeCloseTo(2.31, 14);
    expect(designEffect(1, 0.3)).toBe(1);
    expect(designEffect(50, 0)).toBe(1);
  });

  it("with few clusters no number of people is enough", () => {
    // 100 × 0.95 ÷ (1 − 0.05 × 100 ÷ 10) = 190: 19 in each of ten.
    expect(completedInFixedClusters(100, 10, 0.05)).toEqual({ completed: 190, perCluster: 19, reason: null });
    expect(completedInFixedClusters(100, 5, 0.05)).toMatchObject({
      completed: null,
      reason: "too_few_clusters",
    });
    expect(completedInFixedClusters(100, 6, 0)).toEqual({ completed: 102, perCluster: 17, reason: null });
    expect(completedInFixedClusters(1, 4, 1)).toEqual({ completed: 4, perCluster: 1, reason: null });
  });

  it("what fixed clusters need is what the design effect says", () => {
    for (const [independent, clusters, correlation] of [
      [100, 10, 0.05],
      [385, 30, 0.02],
      [64, 12, 0.1],
    ] as const) {
      const { completed, perCluster } = completedInFixedClusters(independent, clusters, correlation);
      const effective = (all: number, each: number) => all / designEffect(each, correlation);
      expect(effective(completed ?? 0, perCluster ?? 1)).toBeGreaterThanOrEqual(independent - 1e-9);
      const fewer = (perCluster ?? 0) - 1;
      expect(effective(fewer * clusters, fewer)).toBeLessThan(independent);
    }
  });

  it("people to start", () => {
    expect(peopleToStart(100, 1.95, 0.6)).toEqual({ completed: 195, started: 325 });
    expect(peopleToStart(100, 1.1, 1)).toEqual({ completed: 110, started: 110 });
    expect(peopleToStart(33, 1, 0.45)).toEqual({ completed: 33, started: 74 });
  });

  it("refuses what cannot be planned", () => {
    expect(() => designEffect(0.5, 0.1)).toThrow(RangeError);
    expect(() => designEffect(10, 1.1)).toThrow(RangeError);
    expect(() => designEffect(10, 0.1, -1)).toThrow(RangeError);
    expect(() => completedInFixedClusters(0, 3, 0.1)).toThrow(RangeError);
    expect(() => completedInFixedClusters(10.5, 3, 0.1)).toThrow(RangeError);
    expect(() => peopleToStart(100, 0.9, 0.5)).toThrow(RangeError);
    for (const rate of [0, -0.1, 1.1, Number.NaN])
      expect(() => peopleToStart(100, 1, rate)).toThrow(RangeError);
    expect(() => pairsForPrecision(0, 1)).toThrow(RangeError);
    expect(() => pairsForPrecision(10, 0.001)).toThrow(RangeError);
    expect(() => pairsForPower(0, 9)).toThrow(RangeError);
    expect(() => pairsForPower(4, 9, 1)).toThrow(RangeError);
    expect(() => powerOfPairs(1, 4, 9)).toThrow(RangeError);
    expect(() => peopleForShare(1.2, 0.1)).toThrow(RangeError);
    expect(() => peopleForShare(0.5, 0.5)).toThrow(RangeError);
  });
});
