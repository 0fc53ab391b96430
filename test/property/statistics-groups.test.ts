import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochbergAdjusted, holmAdjusted } from "../../src/statistics/adjusted-p.ts";
import { analysisOfVariance } from "../../src/statistics/analysis-of-variance.ts";
import { bowker } from "../../src/statistics/bowker.ts";
import { exactDeterminant } from "../../src/statistics/exact-determinant.ts";
import { kruskalWallis } from "../../src/statistics/kruskal-wallis.ts";
import { levelTransitions } from "../../src/statistics/level-transitions.ts";
import { mannWhitney } from "../../src/statistics/mann-whitney.ts";
import { mcnemar } from "../../src/statistics/mcnemar.ts";
import { standardisedDifference } from "../../src/statistics/standardised-difference.ts";
import { stuartMaxwell } from "../../src/statistics/stuart-maxwell.ts";
import { welchAnalysisOfVariance } from "../../src/statistics/welch-analysis-of-variance.ts";
import { welchDifference } from "../../src/statistics/welch-difference.ts";

const scores = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 25 });
const sumsOf = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  sumOfSquares: values.reduce((total, value) => total + value * value, 0),
});
const histogram = (values: readonly number[]) => values.map((value) => [value, 1] as const);
const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }));
const squareOf = (levels: number) =>
  fc.array(fc.array(count, { minLength: levels, maxLength: levels }), {
    minLength: levels,
    maxLength: levels,
  });
const square = fc.integer({ min: 2, max: 5 }).chain(squareOf);
const turned = (matrix: readonly (readonly number[])[]) =>
  matrix.map((_, column) => matrix.map((row) => row[column] ?? Number.NaN));
const close = (actual: number | null, wanted: number | null) => {
  if (actual === null || wanted === null) expect(actual).toBe(wanted);
  else expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
};
const share = (p: number | null) => p === null || (p >= 0 && p <= 1);

describe("two groups", () => {
  it("give Welch's difference the other sign when they change places, and the same when all scores shift", () => {
    fc.assert(
      fc.property(scores, scores, fc.integer({ min: -500, max: 500 }), (a, b, shift) => {
        const there = welchDifference(sumsOf(a), sumsOf(b), 1);
        const back = welchDifference(sumsOf(b), sumsOf(a), 1);
        close(back.t === null ? null : -back.t, there.t);
        close(back.lower === null ? null : -back.lower, there.upper);
        expect(share(there.p)).toBe(true);
        if (there.p !== null && there.lower !== null && there.upper !== null) {
          expect(there.p > 0.05).toBe(there.lower < 0 && there.upper > 0);
        }
        const moved = (values: readonly number[]) => sumsOf(values.map((value) => value + shift));
        close(welchDifference(moved(a), moved(b), 1).lower, there.lower);
      }),
    );
  });

  it("agree with the tests for several groups", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const sums = [sumsOf(a), sumsOf(b)] as const;
        const welch = welchDifference(...sums, 0);
        const several = welchAnalysisOfVariance(sums);
        if (several.reason === null) {
          close(several.f, (welch.t ?? Number.NaN) ** 2);
          close(several.degreesOfFreedom?.[1] ?? null, welch.degreesOfFreedom);
          close(several.p, welch.p);
        }
        const { cohensD } = standardisedDifference(...sums);
        const pooled = (a.length * b.length) / (a.length + b.length);
        close(analysisOfVariance(sums).f, cohensD === null ? null : cohensD ** 2 * pooled);
        const ranks = mannWhitney(histogram(a), histogram(b));
        const kruskal = kruskalWallis([histogram(a), histogram(b)]);
        close(kruskal.statistic, ranks.z === null ? null : ranks.z ** 2);
        close(kruskal.p, ranks.p);
      }),
    );
  });

  it("count pairs in Mann–Whitney as if they were listed one by one", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const pairs = a.flatMap((one) => b.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
        const total = pairs.reduce((sum: number, pair) => sum + pair, 0);
        const result = mannWhitney(histogram(a), histogram(b));
        expect(result.statistic).toBe(total);
        expect(share(result.probabilityHigher) && share(result.p) && share(result.correctedP)).toBe(true);
      }),
    );
  });
});

describe("several groups", () => {
  it("may come in any order, with groups of nobody among them", () => {
    fc.assert(
      fc.property(fc.array(scores, { minLength: 2, maxLength: 5 }), (groups) => {
        const other = [[], ...groups.toReversed()];
        const [one, two] = [analysisOfVariance(groups.map(sumsOf)), analysisOfVariance(other.map(sumsOf))];
        close(two.f, one.f);
        expect(share(one.p) && share(one.etaSquared)).toBe(true);
        close(welchAnalysisOfVariance(other.map(sumsOf)).p, welchAnalysisOfVariance(groups.map(sumsOf)).p);
        const ranks = kruskalWallis(groups.map(histogram));
        close(kruskalWallis(other.map(histogram)).statistic, ranks.statistic);
        const grown = kruskalWallis(groups.map((group) => histogram(group.map((value) => value ** 3))));
        close(grown.statistic, ranks.statistic);
        expect(share(ranks.p)).toBe(true);
      }),
    );
  });
});

describe("level transitions", () => {
  it("test the same backwards, and whatever the order of the levels", () => {
    fc.assert(
      fc.property(square, (matrix) => {
        const back = turned(matrix);
        const reversed = matrix.map((row) => row.toReversed()).toReversed();
        for (const other of [back, reversed]) {
          close(bowker(other).statistic, bowker(matrix).statistic);
          close(stuartMaxwell(other).statistic, stuartMaxwell(matrix).statistic);
          close(stuartMaxwell(other).bhapkarEverybody, stuartMaxwell(matrix).bhapkarEverybody);
          expect(stuartMaxwell(other).degreesOfFreedom).toBe(stuartMaxwell(matrix).degreesOfFreedom);
        }
        const [there, again] = [levelTransitions(matrix), levelTransitions(back)];
        expect([again.up, again.down, again.netLevels + there.netLevels]).toEqual([there.down, there.up, 0]);
        expect(there.up + there.same + there.down).toBe(there.n);
      }),
    );
  });

  it("have p-values from 0 to 1, Stuart–Maxwell at most Bowker, and at most n", () => {
    fc.assert(
      fc.property(square, (matrix) => {
        const [symmetry, margins] = [bowker(matrix), stuartMaxwell(matrix)];
        expect([symmetry.pAllPairs, symmetry.pNonEmptyPairs, margins.p, margins.bhapkarP].every(share)).toBe(
          true,
        );
        expect((margins.statistic ?? 0) <= (symmetry.statistic ?? 0) + 1e-9).toBe(true);
        expect((margins.statistic ?? 0) <= margins.n + 1e-9).toBe(true);
        expect((margins.bhapkarEverybody ?? Infinity) >= (margins.statistic ?? 0) - 1e-9).toBe(true);
      }),
    );
  });

  it("come down to McNemar with two levels", () => {
    fc.assert(
      fc.property(squareOf(2), (matrix) => {
        const { statistic, p, exactP, correctedP } = mcnemar(matrix);
        if (statistic === null) return;
        close(bowker(matrix).statistic, statistic);
        close(stuartMaxwell(matrix).statistic, statistic);
        close(stuartMaxwell(matrix).p, p);
        expect(share(exactP) && share(correctedP) && (correctedP ?? 0) >= (p ?? 1)).toBe(true);
      }),
    );
  });

  it("add up over sets of levels between which nobody moved", () => {
    fc.assert(
      fc.property(squareOf(2), squareOf(3), (a, b) => {
        const both = [...a.map((row) => [...row, 0, 0, 0]), ...b.map((row) => [0, 0, ...row])];
        const [one, two, all] = [stuartMaxwell(a), stuartMaxwell(b), stuartMaxwell(both)];
        close(all.n === 0 ? 0 : all.statistic, (one.statistic ?? 0) + (two.statistic ?? 0));
        expect(all.degreesOfFreedom).toBe(one.degreesOfFreedom + two.degreesOfFreedom);
      }),
    );
  });
});

describe("exact determinant", () => {
  const entry = fc.bigInt({ min: -9n, max: 9n });
  const three = fc.array(fc.array(entry, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });

  it("is Sarrus' rule for three rows", () => {
    fc.assert(
      fc.property(three, ([r = [], s = [], t = []]) => {
        const [a = 0n, b = 0n, c = 0n] = r;
        const [d = 0n, e = 0n, f = 0n] = s;
        const [g = 0n, h = 0n, i = 0n] = t;
        const sarrus = a * e * i + b * f * g + c * d * h - c * e * g - b * d * i - a * f * h;
        expect(exactDeterminant([r, s, t])).toBe(sarrus);
      }),
    );
  });
});

describe("adjusted p-values", () => {
  const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(null), fc.constant(0.03));

  it("keep the order of p, lie between p and 1, and are never larger by Benjamini–Hochberg than by Holm", () => {
    fc.assert(
      fc.property(fc.array(p, { maxLength: 20 }), (values) => {
        const [holm, falseDiscovery] = [holmAdjusted(values), benjaminiHochbergAdjusted(values)];
        for (const [index, value] of values.entries()) {
          const [strict, mild] = [holm[index] ?? null, falseDiscovery[index] ?? null];
          if (value === null || strict === null || mild === null) {
            expect([value, strict, mild]).toEqual([null, null, null]);
            continue;
          }
          expect(value <= mild * (1 + 1e-12) && mild <= strict * (1 + 1e-12) && strict <= 1).toBe(true);
          for (const [other, lower] of values.entries()) {
            if (lower === null || lower > value) continue;
            expect((holm[other] ?? 2) <= strict && (falseDiscovery[other] ?? 2) <= mild).toBe(true);
          }
        }
        expect(holmAdjusted(values.toReversed())).toEqual(holm.toReversed());
        expect(benjaminiHochbergAdjusted(values.toReversed())).toEqual(falseDiscovery.toReversed());
      }),
    );
  });
});
