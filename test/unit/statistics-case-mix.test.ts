import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedClusterMeans } from "../../src/statistics/adjusted-cluster-means.ts";
import { ancova } from "../../src/statistics/ancova.ts";
import { adjustedShare, funnelOfAdjustedShares } from "../../src/statistics/funnel-of-adjusted-shares.ts";
import { arcsineFunnelLimits, funnelOfShares } from "../../src/statistics/funnel-of-shares.ts";
import { normalCritical } from "../../src/statistics/normal.ts";
import { shrunkenEstimate, shrunkenShare } from "../../src/statistics/shrunken-estimate.ts";
import oracle from "../fixtures/oracle/adjusted-funnels.json" with { type: "json" };
import random from "../fixtures/oracle/random-intercept.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";
import { ancovaClusters, ancovaDesign } from "./statistics-clusters-support.ts";

describe("adjusted shares", () => {
  it("are O ÷ E of the usual share, in as many people as tell as much", () => {
    // 30 of 40 where half are usual and everybody's share is 40%: 0.4 × 0.75 ÷ 0.5.
    const { value, size } = adjustedShare(0.75, 40, 0.5, 0.4);
    expectClose(value, 0.6);
    // Its standard error is (0.4 ÷ 0.5) √(0.5 × 0.5 ÷ 40); that of 40% in `size` people is the same.
    expectClose(Math.sqrt((0.4 * 0.6) / size), (0.4 / 0.5) * Math.sqrt(0.25 / 40));
    expect(adjustedShare(1, 40, 0.5, 0.8).value).toBe(1);
    expect(() => adjustedShare(0.5, 40, 1, 0.4)).toThrow(RangeError);
  });

  it("are the shares themselves where every unit has the usual mix", () => {
    const pair = fc
      .integer({ min: 1, max: 300 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 20 }), (pairs) => {
        const units = pairs.map(([numerator, denominator], at) => ({ key: `${at}`, numerator, denominator }));
        const plain = funnelOfShares(units);
        const share = plain.target ?? 0;
        const mixed = funnelOfAdjustedShares(
          units.map((unit) => ({ ...unit, expected: share * unit.denominator })),
        );
        expect(mixed.reason).toBe(plain.reason);
        if (plain.reason !== null) return;
        for (const [at, unit] of mixed.units.entries()) {
          expectClose(unit.value, plain.units[at]?.value, 1e-12);
          expectClose(unit.z, plain.units[at]?.z, 1e-6);
        }
        expectClose(mixed.dispersion.phi, plain.dispersion.phi, 1e-9, 1e-6);
      }),
    );
  });
});

describe("mean changes of clusters beside what their people lead one to expect", () => {
  const clusters = ancovaClusters("pcn");
  const found = adjustedClusterMeans(ancovaDesign, clusters);

  it("rest on the regression of ANCOVA, and add up to what is observed", () => {
    expect(found).toMatchObject({ n: 259, dropped: [], reason: null });
    expectClose(found.target, 4.163706563706564);
    const sum = (of: "observed" | "expected") =>
      found.clusters.reduce((all, one) => all + one.n * one[of], 0) / found.n;
    expectClose(sum("observed"), sum("expected"), 1e-9);
    const fit = ancova(ancovaDesign, clusters);
    // What is left within networks is less than what is left over all.
    expect(found.residualSd).toBeLessThan(Math.sqrt(fit.residualVariance ?? 0) * 1.01);
    expect(found.residualSd).toBeGreaterThan(9);
  });

  it("say of one network by hand what its people lead one to expect", () => {
    const [first] = clusters;
    const fit = ancova(ancovaDesign, clusters);
    const n = Number(first?.xx[0]?.[0]);
    const fitted = fit.coefficients.reduce((sum, { value }, at) => {
      const scale = at === 1 ? 10 : 1;
      return sum + (((value ?? 0) * Number(first?.xx[0]?.[at] ?? 0)) / scale) * 1;
    }, 0);
    const before = Number(first?.xx[0]?.[1] ?? 0) / 10;
    expectClose(found.clusters[0]?.expected, (fitted - before) / n, 1e-9);
  });

  it("leave out a column that says what others say, and name it", () => {
    const doubled = clusters.map((one) => ({
      ...one,
      xx: [...one.xx.map((row) => [...row, row[6] ?? 0]), [...(one.xx[6] ?? []), one.xx[6]?.[6] ?? 0]],
      xy: [...one.xy, one.xy[6] ?? 0],
    }));
    const design = {
      ...ancovaDesign,
      columns: [...ancovaDesign.columns, { name: "female again", decimals: 0 }],
    };
    const again = adjustedClusterMeans(design, doubled);
    expect(again.dropped).toEqual(["female again"]);
    expectClose(again.clusters[0]?.expected, found.clusters[0]?.expected, 1e-9);
  });

  it("are none where there is nobody", () => {
    expect(adjustedClusterMeans(ancovaDesign, [])).toMatchObject({ reason: "nobody", clusters: [] });
  });
});

describe("adjusted funnels against R, which works them out from the rows", () => {
  it("mean changes by analysis of covariance: what is usual, scores, φ, τ² and limits", () => {
    const peer = oracle.means;
    const found = adjustedClusterMeans(ancovaDesign, ancovaClusters("worker"));
    expectClose(found.target, peer.target, 0, 1e-8);
    expectClose(found.residualSd, peer.s, 0, 1e-8);
    expectClose(found.dispersion.phi, peer.phi, 0, 1e-8);
    expectClose(found.dispersion.tauSquared, peer.tau2, 1e-10, 1e-8);
    expectClose(found.tauSquaredOfAll, peer.tau2_all, 1e-10, 1e-8);
    expect(found.clusters.map(({ key }) => key)).toEqual(oracle.units);
    for (const [at, { n, observed, expected, z }] of found.clusters.entries()) {
      expect(n).toBe(peer.n[at]);
      expectClose(observed, peer.observed[at], 0, 1e-8);
      expectClose(expected, peer.expected[at], 0, 1e-8);
      expectClose(z, peer.z[at], 1e-9, 1e-8);
      expectClose(found.dispersion.trimmed[at], peer.z_winsorised[at], 1e-9, 1e-8);
      for (const [level, sd, wanted] of [
        [0.95, 0, peer.limits95],
        [0.998, 0, peer.limits99_8],
        [0.95, found.dispersion.tauSquared, peer.od_limits95],
        [0.998, found.dispersion.tauSquared, peer.od_limits99_8],
      ] as const) {
        const half = normalCritical(level) * Math.sqrt((found.residualSd ?? 0) ** 2 / n + (sd ?? 0));
        const centre = found.target ?? 0;
        expectLimits({ lower: centre - half, upper: centre + half }, wanted[at] ?? [], 1e-8);
      }
    }
  });

  it("shares by indirect standardisation: figures, sizes, scores, φ, τ² and limits", () => {
    const peer = oracle.shares;
    const found = funnelOfAdjustedShares(
      oracle.units.map((key, at) => ({
        key,
        numerator: peer.numerator[at] ?? 0,
        denominator: peer.denominator[at] ?? 0,
        expected: peer.expected[at] ?? 0,
      })),
    );
    expectClose(found.target, peer.target);
    expectClose(found.dispersion.phi, peer.phi);
    expectClose(found.dispersion.tauSquared, peer.tau2, 1e-12);
    expectClose(found.tauSquaredOfAll, peer.tau2_all, 1e-12);
    for (const [at, { value, size, z }] of found.units.entries()) {
      expectClose(value, peer.value[at]);
      expectClose(size, peer.size[at]);
      expectClose(z, peer.z[at], 1e-9);
      const limits = (level: number) =>
        arcsineFunnelLimits(peer.target, size, found.dispersion.tauSquared ?? 0, level);
      expectLimits(limits(0.95), peer.od_limits95[at] ?? []);
      expectLimits(limits(0.998), peer.od_limits99_8[at] ?? []);
    }
  });
});

describe("shrunken estimates", () => {
  it("are the best linear unbiased predictions of clusters of equal size, as R has them", () => {
    const { closed_form, blup, sigma2, variances } = random.expected.balanced;
    for (const [at, { xy, xx }] of random.balanced.entries()) {
      const n = xx[0]?.[0] ?? 1;
      const mean = (xy[0] ?? 0) / n / 10;
      const { value, lower, upper } = shrunkenEstimate(mean, sigma2 / n, closed_form.mean, variances.lw);
      const wanted = blup.lw.blup[at] ?? 0;
      expect(Math.abs(value - closed_form.mean - wanted)).toBeLessThan(random.tolerance.blup_abs);
      const half = 1.959963984540054 * (blup.lw.cond_se[at] ?? 0);
      expect(Math.abs((upper - lower) / 2 - half)).toBeLessThan(random.tolerance.blup_abs * 2);
    }
  });

  it("lie between the figure and the target; with no variance between units they are the target", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        share,
        share,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (p, target, n, tau) => {
          const { value, lower, upper } = shrunkenShare(p, n, target, tau);
          expect(value).toBeGreaterThanOrEqual(Math.min(p, target) - 1e-12);
          expect(value).toBeLessThanOrEqual(Math.max(p, target) + 1e-12);
          expect(lower).toBeLessThanOrEqual(value + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(value - 1e-12);
        },
      ),
    );
    expectClose(shrunkenShare(0.9, 50, 0.5, 0).value, 0.5);
    expectClose(shrunkenShare(0.9, 50, 0.5, 1e9).value, 0.9, 1e-6);
    expect(() => shrunkenEstimate(1, 0, 0, 1)).toThrow(RangeError);
  });
});
