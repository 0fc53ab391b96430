import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clopperPearson } from "../../src/statistics/clopper-pearson.ts";
import { countLimits, exactCountLimits } from "../../src/statistics/count-interval.ts";
import { directRate } from "../../src/statistics/direct-standardisation.ts";
import { binomial, countQuantile, poisson } from "../../src/statistics/discrete-distributions.ts";
import { fisherTest } from "../../src/statistics/exact-tests.ts";
import { indirectRatio } from "../../src/statistics/indirect-standardisation.ts";
import { inequalityGradient } from "../../src/statistics/inequality-gradient.ts";
import { midPInterval } from "../../src/statistics/mid-p-interval.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";

const share = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
  .map(([x, others]) => ({ x, n: x + others }))
  .filter(({ n }) => n > 0);
const level = fc.constantFrom(0.5, 0.8, 0.95, 0.998);
const number = (value: number | null) => value ?? Number.NaN;

describe("exact intervals of a proportion", () => {
  it("hold the proportion, mid-p inside Clopper and Pearson's, and turn round with the outcome", () => {
    fc.assert(
      fc.property(share, level, ({ x, n }, confidence) => {
        const exact = clopperPearson(x, n, confidence);
        const mid = midPInterval(x, n, confidence);
        expect(number(exact.lower)).toBeLessThanOrEqual(number(mid.lower) + 1e-12);
        expect(number(mid.lower)).toBeLessThanOrEqual(x / n);
        expect(number(mid.upper)).toBeGreaterThanOrEqual(x / n);
        expect(number(exact.upper)).toBeGreaterThanOrEqual(number(mid.upper) - 1e-12);
        const turned = clopperPearson(n - x, n, confidence);
        expect(number(turned.lower)).toBeCloseTo(1 - number(exact.upper), 10);
        expect(number(midPInterval(n - x, n, confidence).upper)).toBeCloseTo(1 - number(mid.lower), 10);
      }),
    );
  });

  it("leave half of what is left on each side, at their own limits", () => {
    fc.assert(
      fc.property(share, level, ({ x, n }, confidence) => {
        const { upper } = clopperPearson(x, n, confidence);
        if (x < n) expect(binomial(n, number(upper)).upTo(x)).toBeCloseTo((1 - confidence) / 2, 9);
      }),
    );
  });
});

describe("distributions of counts", () => {
  it("add up, and their quantiles are the lowest counts that reach the share", () => {
    const distribution = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }))
        .map(([n, p]) => binomial(n, p)),
      fc.double({ min: 0.01, max: 300, noNaN: true }).map(poisson),
    );
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (counts, below) => {
        const quantile = countQuantile(counts, below);
        expect(counts.upTo(quantile)).toBeGreaterThanOrEqual(below);
        expect(counts.upTo(quantile - 1)).toBeLessThan(below);
        const step = counts.upTo(quantile) - counts.upTo(quantile - 1);
        expect(counts.at(quantile)).toBeCloseTo(step, 9);
      }),
    );
  });
});

describe("limits of a count", () => {
  it("hold the count, rise with it and widen with the level", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (events) => {
        for (const limits of [countLimits, exactCountLimits]) {
          const now = limits(events);
          expect(now.lower).toBeLessThanOrEqual(events);
          expect(now.upper).toBeGreaterThan(events);
          expect(limits(events + 1).lower).toBeGreaterThan(now.lower);
          expect(limits(events + 1).upper).toBeGreaterThan(now.upper);
          expect(limits(events, 0.998).upper).toBeGreaterThan(now.upper);
        }
      }),
    );
  });
});

describe("ratio of two rates", () => {
  const rate = fc.record({
    events: fc.integer({ min: 1, max: 200 }),
    exposure: fc.integer({ min: 1, max: 5000 }),
  });

  it("lies in its interval, turns round when the rates change places, and agrees with its test", () => {
    fc.assert(
      fc.property(rate, rate, (first, second) => {
        const there = rateRatio(first, second);
        const back = rateRatio(second, first);
        expect(number(there.lower)).toBeLessThan(number(there.ratio));
        expect(number(there.upper)).toBeGreaterThan(number(there.ratio));
        expect(number(back.lower) * number(there.upper)).toBeCloseTo(1, 9);
        expect(number(back.p)).toBeCloseTo(number(there.p), 6);
        const apart = number(there.lower) > 1 || number(there.upper) < 1;
        // Tail-by-tail limits are never narrower than the test ordered by chance.
        if (apart) expect(number(there.p)).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
    );
  });
});

describe("Fisher's test", () => {
  it("is a probability that does not depend on the order of the groups or the name of the outcome", () => {
    fc.assert(
      fc.property(share, share, (one, other) => {
        const p = fisherTest(one.x, one.n, other.x, other.n);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fisherTest(other.x, other.n, one.x, one.n)).toBeCloseTo(p, 8);
        expect(fisherTest(one.n - one.x, one.n, other.n - other.x, other.n)).toBeCloseTo(p, 8);
      }),
    );
  });
});

describe("standardised figures", () => {
  const stratum = fc
    .record({
      events: fc.integer({ min: 2, max: 60 }),
      others: fc.integer({ min: 1, max: 3000 }),
      standardPopulation: fc.integer({ min: 1, max: 9000 }),
    })
    .map(({ events, others, standardPopulation }) => ({
      events,
      population: events + others,
      standardPopulation,
    }));
  const strata = fc.array(stratum, { minLength: 5, maxLength: 8 });

  it("are the crude ones where the standard is the area's own population", () => {
    fc.assert(
      fc.property(strata, (given) => {
        const own = given.map((one) => ({ ...one, standardPopulation: one.population }));
        const { value, lower, upper, events, population } = directRate(own);
        expect(number(value)).toBeCloseTo(events / population, 12);
        const crude = countLimits(events);
        expect(number(lower)).toBeCloseTo(crude.lower / population, 10);
        expect(number(upper)).toBeCloseTo(crude.upper / population, 10);
      }),
    );
  });

  it("lie in their intervals and among the rates of the strata, whatever the size of the standard", () => {
    fc.assert(
      fc.property(strata, fc.integer({ min: 2, max: 50 }), (given, times) => {
        const { value, lower, upper } = directRate(given);
        const rates = given.map(({ events, population }) => events / population);
        expect(number(value)).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-12);
        expect(number(value)).toBeLessThanOrEqual(Math.max(...rates) + 1e-12);
        expect(number(lower)).toBeLessThan(number(value));
        expect(number(upper)).toBeGreaterThan(number(value));
        const larger = given.map((one) => ({ ...one, standardPopulation: one.standardPopulation * times }));
        expect(number(directRate(larger).upper)).toBeCloseTo(number(upper), 12);
      }),
    );
  });

  it("are 1 for the reference population itself", () => {
    fc.assert(
      fc.property(strata, (given) => {
        const own = given.map(({ events, population }) => ({
          events,
          population,
          referenceEvents: events,
          referencePopulation: population,
        }));
        expect(number(indirectRatio(own).ratio)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe("inequality gradient", () => {
  const group = fc.record({
    label: fc.constantFrom("first", "second", "third"),
    population: fc.integer({ min: 1, max: 5000 }),
    value: fc.integer({ min: 20, max: 80 }),
    standardError: fc.integer({ min: 0, max: 3 }),
  });
  const groups = fc.array(group, { minLength: 2, maxLength: 10 });

  it("changes sign, and only that, when the groups are read the other way", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const there = inequalityGradient(given);
        const back = inequalityGradient(given.toReversed());
        expect([back.from, back.to]).toEqual([there.to, there.from]);
        expect(number(back.slope)).toBeCloseTo(-number(there.slope), 8);
        expect(number(back.slopeStandardError)).toBeCloseTo(number(there.slopeStandardError), 8);
        if (there.ratio !== null && back.ratio !== null) expect(there.ratio * back.ratio).toBeCloseTo(1, 8);
        if (there.ratio === null || there.ratioLower === null || there.ratioUpper === null) return;
        expect(there.ratioLower).toBeLessThanOrEqual(there.ratio + 1e-9);
        expect(there.ratioUpper).toBeGreaterThanOrEqual(there.ratio - 1e-9);
      }),
    );
  });

  it("is exact on values that lie on a line", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (given, a, b) => {
        const { ranks } = inequalityGradient(given);
        const line = given.map((one, index) => ({ ...one, value: a + b * (ranks[index] ?? 0) }));
        const { intercept, slope } = inequalityGradient(line);
        expect(number(intercept)).toBeCloseTo(a, 6);
        expect(number(slope)).toBeCloseTo(b, 6);
      }),
    );
  });
});
