import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSelection, writeSelection } from "../../reports/components/selection.ts";
import { whatIf } from "../../reports/components/what-if.ts";
import { countLimits } from "../../src/statistics/count-interval.ts";
import { littlesLaw } from "../../src/statistics/littles-law.ts";
import { weightedRate } from "../../src/statistics/weighted-rate.ts";
import { catalogue } from "./reports-support.ts";

const GUIDANCE = { from: 200, to: 250 };

describe("what if there were more link workers", () => {
  it("divides the same referrals by more of them", () => {
    // 300 a year for each of 4 is 1,200: 4.8 would bring it to 250, 6 to 200; with 2 more it is 200.
    const answer = whatIf({ value: 300, lower: 280, upper: 320 }, 4, 2, GUIDANCE);
    expect(answer.referrals).toEqual({ value: 1200, lower: 1120, upper: 1280 });
    expect(answer.atMost?.value).toBeCloseTo(4.8, 9);
    expect(answer.atMost?.lower).toBeCloseTo(4.48, 9);
    expect(answer.atFewest?.value).toBeCloseTo(6, 9);
    expect(answer.changed?.value).toBeCloseTo(200, 9);
    expect(answer.changed?.upper).toBeCloseTo(1280 / 6, 9);
  });

  it("says nothing where nobody would be left, and knows no guidance that is not named", () => {
    expect(whatIf({ value: 300, lower: 280, upper: 320 }, 1, -1, null)).toMatchObject({
      changed: null,
      atMost: null,
      atFewest: null,
    });
    expect(() => whatIf({ value: 300, lower: 280, upper: 320 }, 0, 1, GUIDANCE)).toThrow(RangeError);
  });

  it("gives back the present rate without more, and just the guidance at what it says is needed", () => {
    const some = fc.double({ min: 1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(some, fc.double({ min: 0.5, max: 50, noNaN: true }), (value, fte) => {
        const rate = { value, lower: value * 0.9, upper: value * 1.2 };
        expect(whatIf(rate, fte, 0, GUIDANCE).changed?.value).toBeCloseTo(value, 6);
        const needed = whatIf(rate, fte, 0, GUIDANCE).atMost?.value ?? 0;
        expect(whatIf(rate, fte, needed - fte, GUIDANCE).changed?.value).toBeCloseTo(GUIDANCE.to, 6);
      }),
    );
  });

  it("stands in the address in halves, within reason", () => {
    expect(parseSelection("?fte=1.5", catalogue).fte).toBe(1.5);
    expect(parseSelection("?fte=-2.3", catalogue).fte).toBe(-2.5);
    for (const nonsense of ["0", "abc", "", "99", "Infinity"])
      expect(parseSelection(`?fte=${nonsense}`, catalogue).fte).toBeUndefined();
    expect(writeSelection(parseSelection("?fte=1.5", catalogue), catalogue)).toBe("?fte=1.5");
  });
});

const between = (count: number, by = 0) => ({ count, least: Math.max(0, count - by), most: count + by });

describe("a weighted rate", () => {
  const rate = { value: 50, lower: 42, upper: 60 };
  it("without weights is the rate itself", () => {
    expect(weightedRate(rate, between(100), [])).toEqual(rate);
    expect(weightedRate(rate, between(100), [{ extra: 0, ...between(40) }])).toEqual(rate);
  });

  it("allows for what rounding may hide", () => {
    const [exact, rounded] = [0, 2].map((by) =>
      weightedRate(rate, between(100, by), [{ extra: 0.5, ...between(20, by) }]),
    );
    expect(rounded?.value).toBe(exact?.value);
    expect(rounded?.lower).toBeLessThan(exact?.lower ?? 0);
    expect(rounded?.upper).toBeGreaterThan(exact?.upper ?? 0);
  });

  it("covers Dobson’s limits of the true weights, however the kinds overlap", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 300 }),
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 300, maxLength: 300 }),
        (n, kinds) => {
          const own = kinds.slice(0, n);
          const weights = own.map(([a, b]) => 1 + (a ? 0.5 : 0) + (b ? 1 : 0));
          const sum = weights.reduce((all, weight) => all + weight, 0);
          const squares = weights.reduce((all, weight) => all + weight ** 2, 0);
          const { lower, upper } = countLimits(n);
          const found = weightedRate({ value: n, lower, upper }, between(n), [
            { extra: 0.5, ...between(own.filter(([a]) => a).length) },
            { extra: 1, ...between(own.filter(([, b]) => b).length) },
          ]);
          expect(found.value).toBeCloseTo(sum, 6);
          expect(found.lower).toBeLessThanOrEqual(sum + Math.sqrt(squares / n) * (lower - n) + 1e-6);
          expect(found.upper).toBeGreaterThanOrEqual(sum + Math.sqrt(squares / n) * (upper - n) - 1e-6);
        },
      ),
    );
  });

  it("refuses weights below nothing and nobody to weigh", () => {
    expect(() => weightedRate(rate, between(0), [])).toThrow(RangeError);
    expect(() => weightedRate(rate, between(9), [{ extra: -0.1, ...between(1) }])).toThrow(RangeError);
  });
});

describe("Little’s law", () => {
  it("gives no wait where nobody was seen, or the list is not steady", () => {
    expect(littlesLaw(between(10), between(10), between(0), 52)).toMatchObject({
      value: null,
      reason: "nobody_started",
    });
    expect(littlesLaw(between(100), between(40), between(200), 52).reason).toBe("rising");
    expect(littlesLaw(between(40), between(100), between(200), 52).reason).toBe("falling");
    expect(() => littlesLaw(between(1), between(1), between(1), 0)).toThrow(RangeError);
  });

  it("is the time that a queue served in turn takes, where as many come as are seen", () => {
    // One a day is seen, one a day comes, 30 wait: the last of them is seen after 30 days.
    expect(littlesLaw(between(30), between(30), between(365), 365).value).toBe(30);
  });
});
