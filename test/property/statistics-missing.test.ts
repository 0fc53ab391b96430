import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type FollowUpPattern,
  inverseProbabilityMean,
} from "../../src/statistics/inverse-probability-mean.ts";
import { logisticRegression } from "../../src/statistics/logistic-regression.ts";
import { lostFollowUpBounds } from "../../src/statistics/lost-follow-up-bounds.ts";
import { meanInterval } from "../../src/statistics/mean-interval.ts";
import { meeChua } from "../../src/statistics/mee-chua.ts";
import { mergePairedSums } from "../../src/statistics/merge-sums.ts";
import { deltaAdjusted, tippingPoint } from "../../src/statistics/tipping-point.ts";

const number = (value: number | null | undefined) => value ?? Number.NaN;

interface Person {
  readonly covariates: readonly number[];
  /** Tenths of a point; null without a follow-up. */
  readonly change: number | null;
}

const person: fc.Arbitrary<Person> = fc.record({
  covariates: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 })),
  change: fc.option(fc.integer({ min: -300, max: 300 })),
});

function single({ covariates, change }: Person): FollowUpPattern {
  const sum = change ?? 0;
  return { covariates, people: 1, followedUp: change === null ? 0 : 1, sum, sumOfSquares: sum * sum };
}

function merged(patterns: readonly FollowUpPattern[]): readonly FollowUpPattern[] {
  const groups = new Map<string, FollowUpPattern>();
  for (const one of patterns) {
    const key = one.covariates.join();
    const other = groups.get(key);
    const add = (of: "people" | "followedUp" | "sum" | "sumOfSquares") =>
      Number(one[of]) + Number(other?.[of] ?? 0);
    groups.set(key, {
      covariates: one.covariates,
      people: add("people"),
      followedUp: add("followedUp"),
      sum: add("sum"),
      sumOfSquares: add("sumOfSquares"),
    });
  }
  return [...groups.values()];
}

describe("logistic regression", () => {
  it("with one yes-or-no covariate has the log odds ratio, or separation where a cell is empty", () => {
    const cell = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const result = logisticRegression([
          { covariates: [0], people: a + b, outcomes: a },
          { covariates: [1], people: c + d, outcomes: c },
        ]);
        if (a + b + c + d === 0) expect(result.reason).toBe("nobody");
        else if (a + c === 0 || b + d === 0) expect(result.reason).toBe("all_alike");
        else if (a + b === 0 || c + d === 0) expect(result.reason).toBe("aliased");
        else if (a * b * c * d === 0) expect(result.reason).toBe("separation");
        else {
          expect(number(result.coefficients?.[1])).toBeCloseTo(Math.log((c * b) / (d * a)), 9);
          expect(number(result.standardErrors?.[1])).toBeCloseTo(Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), 9);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("fits as many outcomes as there are, in all and along each covariate", () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 30, maxLength: 80 }), (people) => {
        const patterns = people.map(single);
        const { probabilities } = logisticRegression(
          patterns.map(({ covariates, followedUp }) => ({ covariates, people: 1, outcomes: followedUp })),
        );
        if (probabilities === null) return;
        for (const along of [() => 1, (at: number) => number(patterns[at]?.covariates[0])]) {
          const left = patterns.reduce(
            (sum, { followedUp }, at) => sum + along(at) * (Number(followedUp) - number(probabilities[at])),
            0,
          );
          expect(Math.abs(left)).toBeLessThan(1e-7);
        }
      }),
    );
  });
});

describe("inverse-probability mean", () => {
  it("is the same however people are put together and ordered, and lies in its interval", () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 20, maxLength: 80 }), (people) => {
        const one = inverseProbabilityMean(people.map(single), 1);
        const other = inverseProbabilityMean(merged([...people].reverse().map(single)), 1);
        expect(other.reason).toBe(one.reason);
        if (one.reason !== null) return;
        for (const key of ["mean", "horvitzThompson", "standardError", "fixedWeightsError"] as const) {
          expect(Math.abs(number(other[key]) - number(one[key]))).toBeLessThan(1e-7);
        }
        expect(number(one.lower)).toBeLessThanOrEqual(number(one.mean));
        expect(number(one.upper)).toBeGreaterThanOrEqual(number(one.mean));
        const { weights } = one;
        expect(number(weights?.effectiveN)).toBeLessThanOrEqual(one.followedUp + 1e-9);
        expect(number(weights?.smallest)).toBeGreaterThanOrEqual(1);
        const changes = people.flatMap(({ change }) => (change === null ? [] : [change / 10]));
        expect(number(one.mean)).toBeGreaterThanOrEqual(Math.min(...changes) - 1e-9);
        expect(number(one.mean)).toBeLessThanOrEqual(Math.max(...changes) + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

describe("people lost", () => {
  const change = fc
    .array(fc.integer({ min: -200, max: 300 }), { minLength: 3, maxLength: 40 })
    .map((values) =>
      meanInterval(
        {
          n: values.length,
          sum: values.reduce((sum, value) => sum + value, 0),
          sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
        },
        1,
      ),
    );

  it("tip the mean and the limit at the tipping points", () => {
    fc.assert(
      fc.property(change, fc.integer({ min: 1, max: 100 }), (interval, lost) => {
        const result = tippingPoint(interval, lost);
        if (result.meanIsZero !== null) {
          const [at] = deltaAdjusted(interval, lost, [result.meanIsZero]);
          expect(number(at?.mean)).toBeCloseTo(0, 9);
        }
        if (result.reason !== null) return;
        const share = number(result.shareLost);
        const delta = number(result.limitIsZeroShareUncertain);
        const reach = (number(interval.upper) - number(interval.lower)) / 2;
        const t = reach / number(interval.standardError);
        const spread = Math.hypot(
          number(interval.standardError),
          delta * Math.sqrt((share * (1 - share)) / (interval.n + lost)),
        );
        expect(Math.abs(number(interval.mean) + share * delta)).toBeCloseTo(t * spread, 8);
        expect(Math.abs(delta)).toBeLessThanOrEqual(Math.abs(number(result.limitIsZero)) + 1e-12);
        expect(Math.abs(number(result.limitIsZero))).toBeLessThan(Math.abs(number(result.meanIsZero)));
      }),
    );
  });

  it("cannot take a share out of its bounds", () => {
    const counts = fc
      .tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50))
      .filter(([a, b, c, d]) => a + b + c + d > 0);
    fc.assert(
      fc.property(counts, ([improved, not, lostImproved, lostNot]) => {
        const lost = lostImproved + lostNot;
        const truth = (improved + lostImproved) / (improved + not + lost);
        const bounds = lostFollowUpBounds(improved, improved + not, lost);
        expect(number(bounds.worstCase)).toBeLessThanOrEqual(truth);
        expect(number(bounds.bestCase)).toBeGreaterThanOrEqual(truth);
        expect(number(bounds.lower)).toBeLessThanOrEqual(number(bounds.worstCase));
        expect(number(bounds.upper)).toBeGreaterThanOrEqual(number(bounds.bestCase));
      }),
    );
  });
});

describe("Mee and Chua's test", () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), {
    minLength: 3,
    maxLength: 40,
  });
  const sums = (all: readonly (readonly [number, number])[]) => {
    const total = (of: (before: number, after: number) => number) =>
      all.reduce((sum, [before, after]) => sum + of(before, after), 0);
    return {
      n: all.length,
      sumBefore: total((b) => b),
      sumAfter: total((_, a) => a),
      sumBefore2: total((b) => b * b),
      sumAfter2: total((_, a) => a * a),
      sumChange: total((b, a) => a - b),
      sumChange2: total((b, a) => (a - b) ** 2),
    };
  };

  it("of two groups' sums is that of the union, and lies in its interval", () => {
    fc.assert(
      fc.property(pairs, pairs, (some, others) => {
        const merge = meeChua(mergePairedSums(sums(some), sums(others)), 1, 50);
        expect(merge).toEqual(meeChua(sums([...others, ...some]), 1, 50));
        if (merge.reason !== null) return;
        expect(number(merge.lower)).toBeLessThanOrEqual(number(merge.change));
        expect(number(merge.upper)).toBeGreaterThanOrEqual(number(merge.change));
      }),
    );
  });

  it("at the mean of the people themselves is their mean change", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const given = sums(all);
        const { change, meanChange, reason } = meeChua(given, 1, given.sumBefore / given.n / 10);
        if (reason !== "all_equal") expect(number(change)).toBeCloseTo(number(meanChange), 9);
      }),
    );
  });
});
