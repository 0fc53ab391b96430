import { describe, expect, it } from "vitest";
import { binomialFunnelLimits, poissonFunnelLimits } from "../../src/statistics/exact-funnel-limits.ts";
import type { Funnel, FunnelPosition } from "../../src/statistics/funnel.ts";
import { funnelOfMeans } from "../../src/statistics/funnel-of-means.ts";
import { funnelOfRatios, ratioFunnelLimits } from "../../src/statistics/funnel-of-ratios.ts";
import { arcsineFunnelLimits, funnelOfShares } from "../../src/statistics/funnel-of-shares.ts";
import { overdispersion } from "../../src/statistics/overdispersion.ts";
import { sampleQuantile } from "../../src/statistics/sample-quantile.ts";
import { scoreFunnelLimits } from "../../src/statistics/score-funnel-limits.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import oracle from "../fixtures/oracle/funnel.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

/** FunnelPlotR rounds its normal quantiles to 1.959964 and 3.090232. */
const ROUNDED = 1e-6;

type Pair = readonly [number | undefined, number | undefined];

const pair = (
  lower: readonly number[],
  upper: readonly number[],
  index: number,
): readonly (number | null)[] => [lower[index] ?? null, upper[index] ?? null];
const at = (limits: readonly (readonly number[])[], index: number): Pair => [
  limits[index]?.[0],
  limits[index]?.[1],
];
const known = ([lower, upper]: Pair) => [lower ?? null, upper ?? null];
const outside = (position: FunnelPosition | null) => (position === "inside" ? 0 : 1);
const beyondOuter = (position: FunnelPosition | null) => (position?.endsWith("outer") ? 1 : 0);

function expectScores(funnel: Funnel, z: readonly number[], trimmed: readonly (number | null)[]): void {
  expect(funnel.units).toHaveLength(z.length);
  funnel.units.forEach((unit, index) => {
    expectClose(unit.z, z[index]);
    expectClose(funnel.dispersion.trimmed[index], trimmed[index]);
  });
}

describe("funnel of shares against FunnelPlotR and R", () => {
  const { unit, x, n } = oracle.input.proportion;
  const units = unit.map((key, index) => ({ key, numerator: x[index] ?? 0, denominator: n[index] ?? 0 }));
  const funnel = funnelOfShares(units);
  const peer = oracle.expected.proportion_FunnelPlotR;
  const exact = oracle.expected.proportion_exact_binomial;

  it("has its target, scores, φ and τ²", () => {
    expectClose(funnel.target, peer.target);
    expectScores(funnel, peer.z, peer.z_winsorised_or_truncated);
    expectClose(funnel.dispersion.phi, peer.phi);
    expectClose(funnel.dispersion.tauSquared, peer.tau2);
    expect(funnel.dispersion).toMatchObject({ units: 14, fewUnits: false });
    expectClose(sampleQuantile(peer.z, 0.1), peer.winsor_quantiles[0]);
    expectClose(sampleQuantile(peer.z, 0.9), peer.winsor_quantiles[1]);
    const raw = overdispersion(
      peer.z.map((z, index) => ({ z, standardError: 1 / (2 * Math.sqrt(n[index] ?? 0)) })),
      "none",
    );
    expectClose(raw.phi, peer.phi_unwinsorised);
  });

  it.each(units.map((one, index) => ({ ...one, index })))(
    "has its limits: $key",
    ({ denominator, index }) => {
      const { limits, adjusted, position, adjustedPosition } = funnel.units[index] ?? {};
      expectLimits(limits?.inner ?? NONE, pair(exact.lcl95, exact.ucl95, index));
      expectLimits(limits?.outer ?? NONE, pair(exact.lcl99_8, exact.ucl99_8, index));
      expectLimits(adjusted?.inner ?? NONE, pair(peer.od_lcl95, peer.od_ucl95, index), ROUNDED);
      expectLimits(adjusted?.outer ?? NONE, pair(peer.od_lcl99_8, peer.od_ucl99_8, index), ROUNDED);
      const plain = (level: number) => arcsineFunnelLimits(exact.target, denominator, 0, level);
      expectLimits(plain(0.95), pair(peer.lcl95, peer.ucl95, index), ROUNDED);
      expectLimits(plain(0.998), pair(peer.lcl99_8, peer.ucl99_8, index), ROUNDED);
      expect(outside(position ?? null)).toBe(peer.outlier_unadjusted95[index]);
      expect(outside(adjustedPosition ?? null)).toBe(peer.outlier_od95[index]);
      expect(beyondOuter(adjustedPosition ?? null)).toBe(peer.outlier_od99_8[index]);
      const { wilson_inverse_95, wilson_inverse_99_8, significance } = oracle.expected.proportion_PHE;
      const score = (level: number) => scoreFunnelLimits(exact.target, denominator, level);
      expectLimits(score(0.95), known(at(wilson_inverse_95, index)));
      expectLimits(score(0.998), known(at(wilson_inverse_99_8, index)));
      expect(position).toBe(
        {
          "Not significant": "inside",
          "High (0.025)": "above_inner",
          "High (0.001)": "above_outer",
          "Low (0.025)": "below_inner",
          "Low (0.001)": "below_outer",
        }[significance[index] ?? ""],
      );
    },
  );

  it("finds no variance between units where chance explains their differences", () => {
    const { unit: keys, x: few, n: of } = oracle.input.proportion_none;
    const { dispersion } = funnelOfShares(
      keys.map((key, index) => ({ key, numerator: few[index] ?? 0, denominator: of[index] ?? 0 })),
    );
    expectClose(dispersion.phi, oracle.expected.proportion_none.phi);
    expect(dispersion.tauSquared).toBe(oracle.expected.proportion_none.tau2);
  });

  it("places a unit in which nobody has the outcome, and leaves out a unit without people", () => {
    const { units: placed, dispersion } = funnelOfShares([
      ...units,
      { key: "none", numerator: 0, denominator: 40 },
      { key: "empty", numerator: 0, denominator: 0 },
    ]);
    const [none, empty] = placed.slice(-2);
    expect(none).toMatchObject({ value: 0, position: "below_outer", reason: null });
    expect(Number.isFinite(none?.z)).toBe(true);
    expect(empty).toMatchObject({ value: null, z: null, limits: null, adjusted: null, reason: "nobody" });
    expect(dispersion.trimmed).toHaveLength(15);
  });

  it("has no limits where everybody or nobody has the outcome, or there is nobody", () => {
    const one = (numerator: number, denominator: number) =>
      funnelOfShares([{ key: "one", numerator, denominator }]);
    expect(one(0, 9)).toMatchObject({ target: 0, reason: "no_spread", units: [{ limits: null }] });
    expect(one(9, 9)).toMatchObject({ target: 1, reason: "no_spread" });
    expect(one(0, 0)).toMatchObject({ target: null, reason: "nobody", units: [{ reason: "nobody" }] });
    expect(one(4, 9)).toMatchObject({ dispersion: { reason: "one_unit", fewUnits: true } });
    expect(one(4, 9).units[0]?.adjusted).toBeNull();
    expect(() => one(10, 9)).toThrow(RangeError);
  });
});

const NONE = { lower: null, upper: null };

describe("funnel of ratios against FunnelPlotR and R", () => {
  const { unit, observed, expected } = oracle.input.ratio;
  const units = unit.map((key, index) => ({
    key,
    observed: observed[index] ?? 0,
    expected: expected[index] ?? 0,
  }));
  const logs = funnelOfRatios(units, "log");
  const roots = funnelOfRatios(units);
  const shmi = oracle.expected.ratio_SHMI_log_truncate;
  const cqc = oracle.expected.ratio_CQC_sqrt_winsorise;
  const exact = oracle.expected.ratio_poisson_exact_interpolated;

  it("has its scores, φ and τ² on both scales", () => {
    expectScores(logs, shmi.z, shmi.z_winsorised_or_truncated);
    expectClose(logs.dispersion.phi, shmi.phi);
    expectClose(logs.dispersion.tauSquared, shmi.tau2);
    expect(logs.dispersion.units).toBe(12);
    expectScores(roots, cqc.z, cqc.z_winsorised_or_truncated);
    expectClose(roots.dispersion.phi, cqc.phi);
    expectClose(roots.dispersion.tauSquared, cqc.tau2);
  });

  it.each(units.map((one, index) => ({ ...one, index })))("has its limits: $key", ({ index }) => {
    const log = logs.units[index];
    const root = roots.units[index];
    for (const { limits } of [log, root].flatMap((one) => (one === undefined ? [] : [one]))) {
      expectLimits(limits?.inner ?? NONE, pair(exact.lcl95, exact.ucl95, index));
      expectLimits(limits?.outer ?? NONE, pair(exact.lcl99_8, exact.ucl99_8, index));
    }
    expectLimits(log?.adjusted?.inner ?? NONE, pair(shmi.od_lcl95, shmi.od_ucl95, index), ROUNDED);
    expectLimits(log?.adjusted?.outer ?? NONE, pair(shmi.od_lcl99_8, shmi.od_ucl99_8, index), ROUNDED);
    expect(outside(log?.adjustedPosition ?? null)).toBe(shmi.outlier[index]);
    // FunnelPlotR leaves these limits on the square-root scale; a ratio's limits are their squares.
    const squared = (limits: readonly number[]) => limits.map((limit) => limit ** 2);
    const inner = pair(squared(cqc.od_lcl95), squared(cqc.od_ucl95), index);
    const outer = pair(squared(cqc.od_lcl99_8), squared(cqc.od_ucl99_8), index);
    expectLimits(root?.adjusted?.inner ?? NONE, inner, 2 * ROUNDED);
    expectLimits(root?.adjusted?.outer ?? NONE, outer, 2 * ROUNDED);
  });

  it("places a unit without events on the square-root scale, and says why it has no score on the log scale", () => {
    const more = [
      ...units,
      { key: "zero", observed: 0, expected: 12 },
      { key: "nil", observed: 0, expected: 0 },
    ];
    const [root, nil] = funnelOfRatios(more).units.slice(-2);
    expect(root).toMatchObject({ value: 0, position: "below_outer", reason: null });
    expect(root?.z).toBeCloseTo(-2 * Math.sqrt(12), 12);
    expect(nil).toMatchObject({ value: null, limits: null, reason: "no_expected" });
    const log = funnelOfRatios(more, "log");
    expect(log.units.at(-2)).toMatchObject({
      value: 0,
      z: null,
      position: "below_outer",
      reason: "no_events",
    });
    expect(log.dispersion).toEqual(logs.dispersion);
    expect(() => funnelOfRatios([{ key: "half", observed: 0.5, expected: 1 }])).toThrow(RangeError);
  });

  it("does not let a lower limit turn upwards once it has reached 0", () => {
    expect(ratioFunnelLimits(0.5, 0.2, "square_root", 0.998).lower).toBe(0);
    expect(poissonFunnelLimits(0.5, 0.998).lower).toBe(0);
    expect(arcsineFunnelLimits(0.05, 3, 0.05, 0.998).lower).toBe(0);
    expect(arcsineFunnelLimits(0.95, 3, 0.05, 0.998).upper).toBe(1);
  });
});

describe("overdispersion against FunnelPlotR and metafor", () => {
  it("of ratios of two counts", () => {
    const { num, den } = oracle.input.ratio_counts;
    const peer = oracle.expected.ratio_counts_RC;
    const result = overdispersion(
      num.map((a, index) => {
        const b = den[index] ?? 0;
        const standardError = Math.sqrt(a / (a + 0.5) ** 2 + b / (b + 0.5) ** 2);
        return {
          z: (Math.log((a + 0.5) / (b + 0.5)) - Math.log(peer.target)) / standardError,
          standardError,
        };
      }),
    );
    expectClose(result.phi, peer.phi);
    expectClose(result.tauSquared, peer.tau2);
  });

  it("truncates tenths as SHMI does: none of eight units, one of nine, two of ten", () => {
    const dropped = (count: number) =>
      overdispersion(
        Array.from({ length: count }, (_, z) => ({ z, standardError: 1 })),
        "truncate",
      ).trimmed.flatMap((z, index) => (z === null ? [index] : []));
    expect(dropped(8)).toEqual([]);
    expect(dropped(9)).toEqual([8]);
    expect(dropped(10)).toEqual([0, 9]);
  });

  it("warns below ten units, and cannot be estimated from one", () => {
    const units = (count: number) => Array.from({ length: count }, (_, z) => ({ z, standardError: 1 }));
    expect(overdispersion(units(9)).fewUnits).toBe(true);
    expect(overdispersion(units(10)).fewUnits).toBe(false);
    expect(overdispersion(units(1))).toMatchObject({ phi: null, tauSquared: null, reason: "one_unit" });
    expect(() => overdispersion([{ z: Number.NaN, standardError: 1 }])).toThrow(RangeError);
    expect(() => overdispersion([{ z: 1, standardError: 0 }])).toThrow(RangeError);
  });

  it("takes quantiles between order statistics", () => {
    expect(sampleQuantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(sampleQuantile([5], 0.9)).toBe(5);
    expect(sampleQuantile([], 0.5)).toBeNull();
    expect(() => sampleQuantile([1], 1.1)).toThrow(RangeError);
  });
});

describe("funnel of mean changes against R", () => {
  const peer = oracle.expected.mean_change;
  const units = oracle.input.mean_change_tenths.map(({ key, ...sums }) => ({ key, sums }));
  const funnel = funnelOfMeans(units, 1);

  it("has its target, spread, scores, φ and τ²", () => {
    expectClose(funnel.target, peer.target);
    expectClose(funnel.pooledSd, peer.pooled_sd);
    expectScores(funnel, peer.z, peer.z_winsorised);
    expectClose(funnel.dispersion.phi, peer.phi_winsorised);
    expectClose(funnel.dispersion.tauSquared, peer.tau2_winsorised);
    expect(funnel.dispersion.fewUnits).toBe(true);
    const raw = overdispersion(
      peer.z.map((z, index) => ({ z, standardError: peer.se[index] ?? 0 })),
      "none",
    );
    expectClose(raw.phi, peer.phi_raw);
    expectClose(raw.tauSquared, peer.tau2_raw_equals_DerSimonianLaird);
  });

  it.each(units.map((one, index) => ({ ...one, index })))("has its limits: $key", ({ index }) => {
    const unit = funnel.units[index];
    expectClose(unit?.value, peer.mean[index]);
    expectLimits(unit?.limits?.inner ?? NONE, known(at(peer.limits95, index)));
    expectLimits(unit?.limits?.outer ?? NONE, known(at(peer.limits99_8, index)));
    expectLimits(unit?.adjusted?.inner ?? NONE, known(at(peer.od_limits95, index)));
    expectLimits(unit?.adjusted?.outer ?? NONE, known(at(peer.od_limits99_8, index)));
  });

  it("leaves out a unit without people, and has no limits without a spread within units", () => {
    const empty = { key: "empty", sums: { n: 0, sum: 0, sumOfSquares: 0 } };
    const more = funnelOfMeans([...units, empty], 1);
    expect(more.units.at(-1)).toMatchObject({ value: null, limits: null, reason: "nobody" });
    expect(more.dispersion).toEqual(funnel.dispersion);
    expect(funnelOfMeans([empty], 1)).toMatchObject({ target: null, reason: "nobody" });
    const flat = { key: "flat", sums: { n: 2, sum: 6, sumOfSquares: 18 } };
    expect(funnelOfMeans([flat], 0)).toMatchObject({ target: 3, pooledSd: 0, reason: "no_spread" });
    const wrong = { key: "wrong", sums: { n: 2, sum: 6, sumOfSquares: 17 } };
    expect(() => funnelOfMeans([wrong], 0)).toThrow(RangeError);
  });
});

describe("limits of a share", () => {
  it("by score leave out what Wilson's interval would not hold", () => {
    const { lower, upper } = scoreFunnelLimits(0.3, 60, 0.95);
    for (let count = 0; count <= 60; count++) {
      const interval = wilsonInterval(count, 60);
      const holds = (interval.lower ?? 1) <= 0.3 && 0.3 <= (interval.upper ?? 0);
      expect(count / 60 >= lower && count / 60 <= upper).toBe(holds);
    }
    expect(() => scoreFunnelLimits(0, 60, 0.95)).toThrow(RangeError);
    expect(() => binomialFunnelLimits(1, 60, 0.95)).toThrow(RangeError);
  });
});
