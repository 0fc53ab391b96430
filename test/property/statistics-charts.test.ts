import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { controlChart } from "../../src/statistics/control-chart.ts";
import { binomialFunnelLimits, poissonFunnelLimits } from "../../src/statistics/exact-funnel-limits.ts";
import type { FunnelLimits } from "../../src/statistics/funnel.ts";
import { funnelOfMeans } from "../../src/statistics/funnel-of-means.ts";
import { funnelOfRatios, ratioFunnelLimits } from "../../src/statistics/funnel-of-ratios.ts";
import { arcsineFunnelLimits, funnelOfShares } from "../../src/statistics/funnel-of-shares.ts";
import { overdispersion } from "../../src/statistics/overdispersion.ts";
import { scoreFunnelLimits } from "../../src/statistics/score-funnel-limits.ts";

const series = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 40 });

describe("control chart", () => {
  const marks = (values: readonly number[], screening = true) =>
    controlChart(values, { improvement: "increase", screening }).points.map(({ cause }) => cause);

  it("marks the same points when a constant is added or the unit changes", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -900, max: 900 }), fc.boolean(), (values, shift, screening) => {
        const plain = marks(values, screening);
        expect(
          marks(
            values.map((value) => value + shift),
            screening,
          ),
        ).toEqual(plain);
        expect(
          marks(
            values.map((value) => value / 10),
            screening,
          ),
        ).toEqual(plain);
        expect(
          marks(
            values.map((value) => value * 7),
            screening,
          ),
        ).toEqual(plain);
      }),
    );
  });

  it("marks the mirrored points when the values are turned upside down", () => {
    const turned = { above: "below", below: "above", rising: "falling", falling: "rising" } as const;
    const mirror = (cause: string | null) =>
      cause?.replace(/above|below|rising|falling/, (word) => turned[word as keyof typeof turned]) ?? null;
    fc.assert(
      fc.property(series, (values) => {
        const plain = marks(values);
        // The turning point of two trends goes to the rising one either way.
        fc.pre(!plain.some((cause, index) => cause === "rising" && plain[index + 1] === "falling"));
        fc.pre(!plain.some((cause, index) => cause === "falling" && plain[index + 1] === "rising"));
        expect(marks(values.map((value) => -value))).toEqual(plain.map(mirror));
      }),
    );
  });

  it("keeps its mean within its limits, and screening never widens them", () => {
    fc.assert(
      fc.property(series, (values) => {
        const limits = (screening: boolean) =>
          controlChart(values, { improvement: "neutral", screening }).phases[0];
        const screened = limits(true);
        const unscreened = limits(false);
        if (screened?.lower == null || screened.mean === null || unscreened?.lower == null) return;
        expect(screened.lower).toBeLessThan(screened.mean);
        expect(screened.lower).toBeGreaterThanOrEqual(unscreened.lower - 1e-9);
        expect(screened.mean).toBe(unscreened.mean);
      }),
    );
  });

  it("gives each phase what it would have on a chart of its own", () => {
    fc.assert(
      fc.property(series, series, (before, after) => {
        const whole = controlChart([...before, ...after], {
          improvement: "decrease",
          phaseStarts: [before.length],
        });
        const apart = [before, after].flatMap(
          (part) => controlChart(part, { improvement: "decrease" }).points,
        );
        expect(whole.points.map(({ phase: _, ...point }) => point)).toEqual(
          apart.map(({ phase: _, ...point }) => point),
        );
      }),
    );
  });
});

const target = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const size = fc.integer({ min: 1, max: 400 });
const tau = fc.double({ min: 0, max: 0.1, noNaN: true });

function expectNested(outer: FunnelLimits, inner: FunnelLimits, around: number): void {
  expect(outer.lower).toBeLessThanOrEqual(inner.lower + 1e-12);
  expect(inner.lower).toBeLessThanOrEqual(around + 1e-12);
  expect(inner.upper).toBeGreaterThanOrEqual(around - 1e-12);
  expect(outer.upper).toBeGreaterThanOrEqual(inner.upper - 1e-12);
}

describe("funnel limits", () => {
  it("close in on the target as a unit grows, and only as far as the variance between units lets them", () => {
    fc.assert(
      fc.property(target, size, tau, (theta, n, tauSquared) => {
        for (const limits of [
          (people: number) => scoreFunnelLimits(theta, people, 0.95),
          (people: number) => arcsineFunnelLimits(theta, people, tauSquared, 0.95),
        ]) {
          expectNested(limits(n), limits(n + 1), theta);
        }
        for (const scale of ["square_root", "log"] as const) {
          const limits = (expected: number) => ratioFunnelLimits(expected, tauSquared, scale, 0.95);
          expectNested(limits(n), limits(n + 1), 1);
          expectNested(limits(n), ratioFunnelLimits(n, 0, scale, 0.95), 1);
        }
      }),
    );
  });

  it("that are exact lie round the target, one pair inside the other, and are closer for four times the people", () => {
    fc.assert(
      fc.property(target, fc.integer({ min: 20, max: 400 }), (theta, n) => {
        const share = (people: number, level: number) => binomialFunnelLimits(theta, people, level);
        expectNested(share(n, 0.998), share(n, 0.95), theta);
        expect(share(4 * n, 0.95).upper - share(4 * n, 0.95).lower).toBeLessThan(
          share(n, 0.95).upper - share(n, 0.95).lower,
        );
        expectNested(poissonFunnelLimits(n, 0.998), poissonFunnelLimits(n, 0.95), 1);
        expectNested(poissonFunnelLimits(n, 0.95), poissonFunnelLimits(4 * n, 0.95), 1);
      }),
    );
  });
});

describe("overdispersion", () => {
  const units = fc.array(
    fc.record({
      z: fc.double({ min: -6, max: 6, noNaN: true }),
      standardError: fc.double({ min: 0.01, max: 2, noNaN: true }),
    }),
    { minLength: 2, maxLength: 30 },
  );

  it("is never negative, draws scores in without changing their order, and follows the unit of the figures", () => {
    fc.assert(
      fc.property(units, fc.constantFrom("winsorise" as const, "truncate" as const), (given, trim) => {
        const result = overdispersion(given, trim);
        if (result.tauSquared === null) return;
        expect(result.tauSquared).toBeGreaterThanOrEqual(0);
        for (const [index, { z }] of given.entries()) {
          for (const [other, { z: above }] of given.entries()) {
            const [one, two] = [result.trimmed[index] ?? null, result.trimmed[other] ?? null];
            if (z < above && one !== null && two !== null) expect(one).toBeLessThanOrEqual(two);
          }
        }
        const tenfold = overdispersion(
          given.map(({ z, standardError }) => ({ z: -z, standardError: 10 * standardError })),
          "winsorise",
        );
        if (trim === "truncate") return;
        expect(tenfold.phi ?? -1).toBeCloseTo(result.phi ?? -2, 9);
        expect((tenfold.tauSquared ?? -1) / 100).toBeCloseTo(result.tauSquared, 6);
      }),
    );
  });
});

describe("funnel plots", () => {
  const shares = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })).map(([x, others]) => ({
      numerator: x,
      denominator: x + others,
    })),
    { minLength: 1, maxLength: 20 },
  );

  it("score every unit with people, whatever its count, and give a reason for the others", () => {
    fc.assert(
      fc.property(shares, (given) => {
        const plot = funnelOfShares(given.map((unit, index) => ({ key: `${index}`, ...unit })));
        plot.units.forEach((unit, index) => {
          const people = given[index]?.denominator ?? 0;
          const scored = people > 0 && plot.reason === null;
          expect(unit.reason === null).toBe(scored);
          expect(unit.z !== null && Number.isFinite(unit.z)).toBe(scored);
          expect(unit.position !== null).toBe(scored);
        });
        expect(plot.dispersion.fewUnits).toBe(plot.dispersion.trimmed.length < 10);
      }),
    );
  });

  it("of ratios do not depend on the order of the units", () => {
    const ratio = fc.record({
      observed: fc.integer({ min: 0, max: 60 }),
      expected: fc.double({ min: 0.5, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 2, maxLength: 20 }), (given) => {
        const units = given.map((unit, index) => ({ key: `${index}`, ...unit }));
        const there = funnelOfRatios(units);
        const back = funnelOfRatios(units.toReversed());
        expect(back.dispersion.tauSquared ?? -1).toBeCloseTo(there.dispersion.tauSquared ?? -1, 9);
        expect(back.units.map(({ key, position }) => `${key} ${position}`).toReversed()).toEqual(
          there.units.map(({ key, position }) => `${key} ${position}`),
        );
      }),
    );
  });

  it("of means move with the scores", () => {
    const scores = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }), {
      minLength: 2,
      maxLength: 12,
    });
    const plot = (units: readonly (readonly number[])[]) =>
      funnelOfMeans(
        units.map((unit, index) => ({
          key: `${index}`,
          sums: {
            n: unit.length,
            sum: unit.reduce((sum, score) => sum + score, 0),
            sumOfSquares: unit.reduce((sum, score) => sum + score * score, 0),
          },
        })),
        0,
      );
    fc.assert(
      fc.property(scores, fc.integer({ min: -99, max: 99 }), (units, shift) => {
        const there = plot(units);
        const moved = plot(units.map((unit) => unit.map((score) => score + shift)));
        expect(moved.target ?? 0).toBeCloseTo((there.target ?? 0) + shift, 9);
        expect(moved.pooledSd).toBe(there.pooledSd);
        moved.units.forEach(({ z }, index) => {
          const before = there.units[index]?.z ?? null;
          if (z === null || before === null) expect(z).toBe(before);
          else expect(z).toBeCloseTo(before, 8);
        });
      }),
    );
  });
});
