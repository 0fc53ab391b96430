import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aalenJohansen } from "../../src/statistics/aalen-johansen.ts";
import { type ClusterCells, cutSeries } from "../../src/statistics/cluster-cells.ts";
import { clusteredDifferenceInDifferences } from "../../src/statistics/clustered-difference-in-differences.ts";
import { controlChart } from "../../src/statistics/control-chart.ts";
import { differenceInDifferences } from "../../src/statistics/difference-in-differences.ts";
import { gChart } from "../../src/statistics/g-chart.ts";
import { kaplanMeier } from "../../src/statistics/kaplan-meier.ts";
import { pPrimeChart } from "../../src/statistics/p-prime-chart.ts";
import { placeboInference } from "../../src/statistics/placebo-inference.ts";
import { segmentedRegression } from "../../src/statistics/segmented-regression.ts";
import { tChart } from "../../src/statistics/t-chart.ts";
import { uPrimeChart } from "../../src/statistics/u-prime-chart.ts";

const waits = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    events: fc.integer({ min: 0, max: 6 }),
    censored: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);
const SLACK = 1e-12;

describe("Kaplan–Meier", () => {
  it("depends neither on the order of rows nor on how they are split", () => {
    fc.assert(
      fc.property(waits, (rows) => {
        const plain = kaplanMeier(rows);
        expect(kaplanMeier(rows.toReversed())).toEqual(plain);
        const split = rows.flatMap(({ day, events, censored }) => [
          { day, events, censored: 0 },
          { day, events: 0, censored },
        ]);
        expect(kaplanMeier(split)).toEqual(plain);
      }),
    );
  });

  it("falls, has the share within its limits, and the median within its own", () => {
    fc.assert(
      fc.property(waits, (rows) => {
        const { points, median } = kaplanMeier(rows);
        let last = 1;
        for (const { share, lower, upper } of points) {
          expect(share).toBeLessThanOrEqual(last);
          last = share;
          if (lower === null || upper === null) continue;
          expect(lower).toBeLessThanOrEqual(share + SLACK);
          expect(upper).toBeGreaterThanOrEqual(share - SLACK);
          expect(lower >= 0 && upper <= 1).toBe(true);
        }
        if (median.value !== null) {
          expect(median.lower ?? 0).toBeLessThanOrEqual(median.value);
          expect(median.upper ?? median.value).toBeGreaterThanOrEqual(median.value);
        }
      }),
    );
  });
});

describe("Aalen–Johansen", () => {
  const endings = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 30 }),
      kind: fc.constantFrom("contact", "closed", null),
      n: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  const kinds = ["contact", "closed"];

  it("shares of all endings and of those still waiting add up to 1", () => {
    fc.assert(
      fc.property(endings, (rows) => {
        const { curves } = aalenJohansen(rows, kinds);
        const waiting = kaplanMeier(
          rows.map(({ day, kind, n }) => ({
            day,
            events: kind === null ? 0 : n,
            censored: kind === null ? n : 0,
          })),
        );
        waiting.points.forEach(({ day, share }, index) => {
          const ended = curves.map(({ points }) => points[index]);
          expect(ended.map((point) => point?.day)).toEqual([day, day]);
          expect(ended.reduce((sum, point) => sum + (point?.share ?? Number.NaN), share)).toBeCloseTo(1, 12);
        });
      }),
    );
  });

  it("with one kind of ending is one minus Kaplan–Meier, with Greenwood's standard error", () => {
    fc.assert(
      fc.property(waits, (rows) => {
        const endings = rows.flatMap(({ day, events, censored }) => [
          { day, kind: "contact", n: events },
          { day, kind: null, n: censored },
        ]);
        const [curve] = aalenJohansen(endings, ["contact"]).curves;
        kaplanMeier(rows).points.forEach(({ share, standardError }, index) => {
          expect(curve?.points[index]?.share).toBeCloseTo(1 - share, 12);
          if (standardError !== null) {
            expect(curve?.points[index]?.standardError).toBeCloseTo(standardError, 10);
          }
        });
      }),
    );
  });

  it("without censoring is the plain share with its binomial standard error", () => {
    fc.assert(
      fc.property(endings, (rows) => {
        const seen = rows.map((row) => ({ ...row, kind: row.kind ?? "closed" }));
        const n = seen.reduce((sum, row) => sum + row.n, 0);
        const [curve] = aalenJohansen(seen, kinds).curves;
        for (const { day, share, standardError } of curve?.points ?? []) {
          const ended = seen.filter((row) => row.kind === "contact" && row.day <= day);
          const plain = ended.reduce((sum, row) => sum + row.n, 0) / n;
          expect(share).toBeCloseTo(plain, 12);
          expect(standardError ?? -1).toBeCloseTo(Math.sqrt((plain * (1 - plain)) / n), 7);
        }
      }),
    );
  });
});

describe("charts with changing denominators", () => {
  const shares = fc.array(
    fc
      .integer({ min: 1, max: 400 })
      .chain((denominator) =>
        fc.integer({ min: 0, max: denominator }).map((numerator) => ({ numerator, denominator })),
      ),
    { minLength: 2, maxLength: 30 },
  );

  it("mark exactly the points beyond their own limits, wherever these are not cut off", () => {
    fc.assert(
      fc.property(shares, fc.boolean(), (periods, screening) => {
        const { points, centre } = pPrimeChart(periods, { improvement: "increase", screening });
        for (const { value, lower, upper, outside } of points) {
          if (value === null || lower === null || upper === null || centre === null) continue;
          expect(lower).toBeLessThanOrEqual(centre);
          expect(upper).toBeGreaterThanOrEqual(centre);
          if (value > upper + 1e-8 || value < lower - 1e-8) expect(outside).toBe(true);
          if (value < upper - 1e-8 && value > lower + 1e-8) expect(outside).toBe(false);
        }
      }),
    );
  });

  it("mark the mirrored points when the other outcome is counted", () => {
    const turned = { above: "below", below: "above", rising: "falling", falling: "rising" } as const;
    const marks = (periods: readonly { numerator: number; denominator: number }[]) =>
      pPrimeChart(periods, { improvement: "neutral" }).points.map(({ cause }) => cause);
    fc.assert(
      fc.property(shares, (periods) => {
        const plain = marks(periods);
        fc.pre(!plain.includes("rising") && !plain.includes("falling"));
        const other = periods.map(({ numerator, denominator }) => ({
          numerator: denominator - numerator,
          denominator,
        }));
        expect(marks(other)).toEqual(
          plain.map((cause) => cause?.replace(/above|below/, (word) => turned[word as "above"]) ?? null),
        );
      }),
    );
  });

  it("of equal exposures have the limits of an individuals chart", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (counts, exposure) => {
          const options = { improvement: "increase", screening: false } as const;
          const u = uPrimeChart(
            counts.map((events) => ({ events, exposure })),
            options,
          );
          const x = controlChart(
            counts.map((events) => events / exposure),
            options,
          );
          const [limits] = x.phases;
          if (limits?.upper === null || limits?.upper === undefined) expect(u.sigmaZ).toBeNull();
          // 3 ÷ 1.128 is 2.6596, which Making Data Count rounds to 2.66.
          else expect((u.points[0]?.upper ?? 0) / limits.upper).toBeCloseTo(1, 3);
        },
      ),
    );
  });

  it("of gaps keep their centre between their limits", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 40 }), (gaps) => {
        for (const chart of [gChart(gaps, "increase"), tChart(gaps, "increase")]) {
          expect(chart.points).toHaveLength(gaps.length);
          if (chart.centre === null || chart.upper === null) continue;
          expect(chart.centre).toBeLessThan(chart.upper);
          expect(chart.lower ?? 0).toBeLessThanOrEqual(chart.centre);
        }
      }),
    );
  });
});

const scores = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 });
const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
});
const cells = (treated: boolean) =>
  fc.array(fc.record({ before: scores, after: scores }), { minLength: 2, maxLength: 6 }).map((places) =>
    places.map(
      ({ before, after }, index): ClusterCells => ({
        key: `${treated} ${index}`,
        treated,
        before: sums(before),
        after: sums(after),
      }),
    ),
  );

describe("difference in differences", () => {
  it("turns its sign with the roles, and depends on no order", () => {
    fc.assert(
      fc.property(cells(true), cells(false), (treated, comparators) => {
        const places = [...treated, ...comparators];
        const plain = clusteredDifferenceInDifferences(places, 1);
        const turned = clusteredDifferenceInDifferences(
          places.map((one) => ({ ...one, treated: !one.treated })),
          1,
        );
        expect(turned.estimate).toBe(plain.estimate === null ? null : -plain.estimate || 0);
        expect(turned.cr2?.standardError ?? -1).toBeCloseTo(plain.cr2?.standardError ?? -1, 9);
        const other = clusteredDifferenceInDifferences(places.toReversed(), 1);
        expect(other.estimate).toBe(plain.estimate);
        expect(other.cr1s?.upper ?? 0).toBeCloseTo(plain.cr1s?.upper ?? 0, 9);
        if (plain.cr2 !== null && plain.estimate !== null) {
          expect(plain.cr2.lower).toBeLessThan(plain.estimate);
          expect(plain.cr2.upper).toBeGreaterThan(plain.estimate);
          expect(plain.cr2.standardError).toBeGreaterThanOrEqual(plain.cr0 ?? 0);
          expect(plain.cr2.degreesOfFreedom).toBeLessThanOrEqual(places.length + 1e-9);
        }
      }),
    );
  });

  it("of places taken together is that of their people", () => {
    fc.assert(
      fc.property(cells(true), cells(false), (treated, comparators) => {
        const together = clusteredDifferenceInDifferences([...treated, ...comparators], 1);
        const merged = (places: readonly ClusterCells[]) => {
          const { before, after } = cutSeries(
            {
              key: "all",
              treated: true,
              periods: [...places.map((one) => one.before), ...places.map((one) => one.after)],
            },
            places.length,
          );
          return { before, after };
        };
        const people = differenceInDifferences(merged(treated), merged(comparators), 1);
        expect(together.estimate).toBe(people.estimate);
        expect(together.n).toBe(people.n);
      }),
    );
  });
});

describe("placebo inference", () => {
  const change = fc.integer({ min: -300, max: 300 }).map((tenths) => tenths / 10);
  const few = fc.array(change, { minLength: 1, maxLength: 3 });
  const others = fc.array(change, { minLength: 2, maxLength: 24 });

  it("moves with the treated change, whose p is no smaller than can be reached", () => {
    fc.assert(
      fc.property(few, others, change, (treated, comparators, shift) => {
        const plain = placeboInference(treated, comparators);
        fc.pre(plain.p !== null && plain.smallestP !== null);
        expect(plain.p ?? 0).toBeGreaterThanOrEqual(plain.smallestP ?? 1);
        expect(plain.p ?? 2).toBeLessThanOrEqual(1);
        const moved = placeboInference(
          treated.map((one) => one + shift),
          comparators,
        );
        if (plain.lower === null || plain.upper === null) {
          expect([moved.lower, moved.upper]).toContain(null);
          return;
        }
        expect(moved.lower ?? Number.NaN).toBeCloseTo(plain.lower + shift, 9);
        expect(moved.upper ?? Number.NaN).toBeCloseTo(plain.upper + shift, 9);
        expect(plain.lower).toBeLessThanOrEqual((plain.estimate ?? 0) + SLACK);
        expect(plain.upper).toBeGreaterThanOrEqual((plain.estimate ?? 0) - SLACK);
      }),
    );
  });

  it("has limits that say what its p says", () => {
    fc.assert(
      fc.property(few, others, (treated, comparators) => {
        const { p, lower, upper } = placeboInference(treated, comparators);
        fc.pre(p !== null && lower !== null && upper !== null);
        // 0 on a limit is a tie, which rounding may put on either side.
        fc.pre(Math.min(Math.abs(lower ?? 0), Math.abs(upper ?? 0)) > 1e-6);
        expect((p ?? 0) > 0.05 + 1e-9).toBe((lower ?? 0) < 0 && (upper ?? 0) > 0);
      }),
    );
  });

  it("treats all places alike: a random one of them reaches the smallest p at most that often", () => {
    fc.assert(
      fc.property(fc.uniqueArray(change, { minLength: 3, maxLength: 25 }), (changes) => {
        const p = changes.map(
          (one) =>
            placeboInference(
              [one],
              changes.filter((other) => other !== one),
            ).p,
        );
        for (const level of [0.05, 0.1, 0.2, 0.5]) {
          const below = p.filter((one) => one !== null && one <= level + 1e-12).length;
          expect(below).toBeLessThanOrEqual(level * changes.length + 1e-9);
        }
      }),
    );
  });
});

describe("segmented regression", () => {
  const series = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 16, maxLength: 40 });

  it("moves with a line added to the whole series, and with its unit", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -20, max: 20 }), (values, slope) => {
        const plain = segmentedRegression(values, 8);
        fc.pre(plain.levelChange !== null);
        const tilted = segmentedRegression(
          values.map((value, index) => 3 * value + slope * index + 7),
          8,
        );
        for (const key of ["levelChange", "trendChange", "changeAtEnd"] as const) {
          expect(tilted[key]?.estimate).toBeCloseTo(3 * (plain[key]?.estimate ?? 0), 8);
          expect(tilted[key]?.standardError).toBeCloseTo(3 * (plain[key]?.standardError ?? 0), 8);
        }
        expect(tilted.trend?.estimate).toBeCloseTo(3 * (plain.trend?.estimate ?? 0) + slope, 8);
        expect(tilted.durbinWatson).toBeCloseTo(plain.durbinWatson ?? 0, 8);
      }),
    );
  });
});
