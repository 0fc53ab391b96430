import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedRatioChange, type RatioChangeSums } from "../../src/statistics/compared-ratio-change.ts";
import { ratioOfSums } from "../../src/statistics/ratio-of-sums.ts";

/** Part and total before, part and total after. */
type Worker = readonly [a0: number, t0: number, a1: number, t1: number];

const sumsOf = (workers: readonly Worker[]): RatioChangeSums => {
  const total = (of: (worker: Worker) => number) => workers.reduce((sum, worker) => sum + of(worker), 0);
  const window = (a: 0 | 2, t: 1 | 3) => ({
    part: total((one) => one[a]),
    total: total((one) => one[t]),
    partSquared: total((one) => one[a] ** 2),
    partTimesTotal: total((one) => one[a] * one[t]),
    totalSquared: total((one) => one[t] ** 2),
  });
  return {
    n: workers.length,
    before: window(0, 1),
    after: window(2, 3),
    partPart: total(([a0, , a1]) => a1 * a0),
    partTotal: total(([, t0, a1]) => a1 * t0),
    totalPart: total(([a0, , , t1]) => t1 * a0),
    totalTotal: total(([, t0, , t1]) => t1 * t0),
  };
};

/** The change of a ratio and its variance from every worker's own figures. */
function fromRecords(workers: readonly Worker[]): readonly [change: number, variance: number] {
  const total = (at: 0 | 1 | 2 | 3) => workers.reduce((sum, one) => sum + one[at], 0);
  const [r0, r1] = [total(0) / total(1), total(2) / total(3)];
  const squares = workers.reduce((sum, [a0, t0, a1, t1]) => {
    const moved = (a1 - r1 * t1) / total(3) - (a0 - r0 * t0) / total(1);
    return sum + moved ** 2;
  }, 0);
  return [r1 - r0, (workers.length / (workers.length - 1)) * squares];
}

const window = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const worker = fc.tuple(window, window).map(([before, after]): Worker => [...before, ...after]);
const group = fc
  .array(worker, { minLength: 2, maxLength: 12 })
  .filter((all) => all.some((one) => one[1] > 0) && all.some((one) => one[3] > 0));

describe("change of a share of time beside that of other workers", () => {
  it("is what every worker's own minutes give", () => {
    fc.assert(
      fc.property(group, group, (treated, others) => {
        const found = comparedRatioChange(sumsOf(treated), sumsOf(others));
        const [one, other] = [fromRecords(treated), fromRecords(others)];
        expect(found.difference).toBeCloseTo(one[0] - other[0], 10);
        expect((found.standardError ?? 0) ** 2).toBeCloseTo(one[1] + other[1], 10);
      }),
    );
  });

  it("changes sign with the groups and with time", () => {
    fc.assert(
      fc.property(group, group, (treated, others) => {
        const back = ([a0, t0, a1, t1]: Worker): Worker => [a1, t1, a0, t0];
        const found = comparedRatioChange(sumsOf(treated), sumsOf(others));
        const swapped = comparedRatioChange(sumsOf(others), sumsOf(treated));
        const reversed = comparedRatioChange(sumsOf(treated.map(back)), sumsOf(others.map(back)));
        for (const one of [swapped, reversed]) {
          expect(one.difference).toBeCloseTo(-(found.difference ?? 0), 10);
          expect(one.standardError ?? 0).toBeCloseTo(found.standardError ?? 0, 10);
        }
      }),
    );
  });

  it("has the variance of two independent shares where nobody worked in both windows", () => {
    const before: Worker[] = [
      [30, 100, 0, 0],
      [10, 80, 0, 0],
      [25, 60, 0, 0],
    ];
    const after: Worker[] = [
      [0, 0, 20, 100],
      [0, 0, 15, 90],
      [0, 0, 5, 70],
    ];
    const others: Worker[] = [
      [10, 100, 10, 100],
      [20, 200, 20, 200],
    ];
    const found = comparedRatioChange(sumsOf([...before, ...after]), sumsOf(others));
    const share = (workers: readonly Worker[], of: "before" | "after") => {
      const sums = sumsOf(workers);
      return ratioOfSums({ n: 3, ...sums[of] }).standardError ?? Number.NaN;
    };
    // Each window's own variance carries 3 / 2, the six together 6 / 5.
    const own = (share(before, "before") ** 2 + share(after, "after") ** 2) * (2 / 3) * (6 / 5);
    expect((found.standardError ?? 0) ** 2).toBeCloseTo(own, 12);
  });

  it("gives no difference without time in a window, and no interval for one worker", () => {
    const two: Worker[] = [
      [10, 100, 20, 100],
      [30, 100, 20, 100],
    ];
    expect(comparedRatioChange(sumsOf([[10, 100, 0, 0]]), sumsOf(two))).toMatchObject({
      difference: null,
      reason: "nobody",
    });
    expect(comparedRatioChange(sumsOf([[10, 100, 20, 100]]), sumsOf(two))).toMatchObject({
      difference: 0.1,
      lower: null,
      reason: "one_cluster",
    });
    const alike: Worker[] = [
      [10, 100, 20, 100],
      [20, 200, 40, 200],
    ];
    expect(comparedRatioChange(sumsOf(alike), sumsOf(alike))).toMatchObject({
      difference: 0,
      reason: "all_equal",
    });
    expect(() => comparedRatioChange({ ...sumsOf(two), n: 0 }, sumsOf(two))).toThrow(RangeError);
  });
});
