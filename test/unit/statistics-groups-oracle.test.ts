import { describe, expect, it } from "vitest";
import { benjaminiHochbergAdjusted, holmAdjusted } from "../../src/statistics/adjusted-p.ts";
import { analysisOfVariance } from "../../src/statistics/analysis-of-variance.ts";
import { bowker } from "../../src/statistics/bowker.ts";
import { changeSummary } from "../../src/statistics/change-summary.ts";
import { kruskalWallis } from "../../src/statistics/kruskal-wallis.ts";
import { levelTransitions } from "../../src/statistics/level-transitions.ts";
import { mannWhitney } from "../../src/statistics/mann-whitney.ts";
import { mcnemar } from "../../src/statistics/mcnemar.ts";
import { meanInterval } from "../../src/statistics/mean-interval.ts";
import { standardisedDifference } from "../../src/statistics/standardised-difference.ts";
import { stuartMaxwell } from "../../src/statistics/stuart-maxwell.ts";
import { welchAnalysisOfVariance } from "../../src/statistics/welch-analysis-of-variance.ts";
import { welchDifference } from "../../src/statistics/welch-difference.ts";
import groups from "../fixtures/oracle/group-comparison.json" with { type: "json" };
import levels from "../fixtures/oracle/level-transitions.json" with { type: "json" };
import { expectClose, histogramOf, sumsOf } from "./statistics-oracle-support.ts";

describe("level transitions against R", () => {
  it.each(levels.cases)("$case: counts and shares", ({ matrix, expected }) => {
    const result = levelTransitions(matrix);
    expect(result).toMatchObject({
      n: expected.n,
      before: expected.row_totals,
      after: expected.col_totals,
      up: expected.n_up,
      same: expected.n_same,
      down: expected.n_down,
      netLevels: expected.net_levels_gained,
    });
    expectClose(result.upShare.value, expected.prop_up, 1e-9);
    expectClose(result.upShare.lower, expected.wilson95_up[0], 1e-9);
    expectClose(result.upShare.upper, expected.wilson95_up[1], 1e-9);
    expectClose(result.upOfAble.value, expected.of_those_able_to_rise, 1e-9);
    for (const [index, shares] of result.rowShares.entries()) {
      // A share of nobody is none, where R's table was filled up with 0.
      if (expected.row_totals[index] === 0) expect(shares).toBeNull();
      else
        expected.row_percent[index]?.forEach((percent, to) => {
          expectClose((shares?.[to] ?? Number.NaN) * 100, percent, 1e-9);
        });
    }
  });

  it.each(levels.cases)("$case: Bowker", ({ matrix, expected }) => {
    const result = bowker(matrix);
    expectClose(result.statistic, expected.bowker.statistic, 1e-9);
    expect(result.dfAllPairs).toBe(expected.bowker.df_all_pairs);
    expect(result.dfNonEmptyPairs).toBe(expected.bowker.df_nonempty_pairs);
    expectClose(result.pAllPairs, expected.bowker.p_df_all_pairs, 1e-9);
    expectClose(result.pNonEmptyPairs, expected.bowker.p_df_nonempty_pairs, 1e-9);
  });

  it.each(levels.cases)("$case: Stuart–Maxwell and Bhapkar", ({ matrix, expected }) => {
    const result = stuartMaxwell(matrix);
    expectClose(result.statistic, expected.stuart_maxwell.statistic, 1e-9);
    expect(result.degreesOfFreedom).toBe(expected.stuart_maxwell.df);
    expectClose(result.p, expected.stuart_maxwell.p, 1e-9);
    expectClose(result.bhapkar, expected.stuart_maxwell.bhapkar, 1e-9);
    expectClose(result.bhapkarP, expected.stuart_maxwell.bhapkar_p, 1e-9);
  });

  it("McNemar", () => {
    const { matrix, expected } = levels.mcnemar;
    const result = mcnemar(matrix);
    expect(result.n).toBe(expected.n);
    expectClose(result.statistic, expected.chisq_nocc, 1e-9);
    expectClose(result.p, expected.p_nocc, 1e-9);
    expectClose(result.correctedStatistic, expected.chisq_cc, 1e-9);
    expectClose(result.correctedP, expected.p_cc, 1e-9);
    expectClose(result.exactP, expected.p_exact, 1e-9);
    expectClose(result.difference, expected.paired_diff, 1e-9);
  });
});

describe("two groups against R", () => {
  const { expected } = groups.sex;
  const women = histogramOf(groups.sex.F);
  const men = histogramOf(groups.sex.M);

  it("Welch's t", () => {
    const result = welchDifference(sumsOf(women), sumsOf(men), 1);
    expect(result.n).toEqual(expected.n);
    expectClose(result.difference, expected.diff, 1e-8);
    expectClose(result.t, expected.welch_t, 1e-8);
    expectClose(result.degreesOfFreedom, expected.welch_df, 1e-8);
    expectClose(result.p, expected.welch_p, 1e-8);
    expectClose(result.lower, expected.welch_ci95[0], 1e-8);
    expectClose(result.upper, expected.welch_ci95[1], 1e-8);
    for (const [index, group] of [women, men].entries()) {
      expectClose(meanInterval(sumsOf(group), 1).mean, expected.means[index], 1e-8);
    }
  });

  it("standardised difference", () => {
    const result = standardisedDifference(sumsOf(women), sumsOf(men));
    expectClose(result.cohensD, expected.cohens_d_pooled, 1e-8);
    expectClose(result.hedgesG, expected.hedges_g, 1e-8);
  });

  it("Mann–Whitney", () => {
    const result = mannWhitney(women, men);
    expect(result.statistic).toBe(expected.mannwhitney_W_F);
    expectClose(result.correctedP, expected.mw_p_cc, 1e-8);
    expectClose(result.p, expected.mw_p_nocc, 1e-8);
    expectClose(result.probabilityHigher, expected.prob_superiority_F, 1e-8);
  });
});

describe("five groups against R", () => {
  const { expected } = groups.imd;
  const quintiles = groups.imd.quintiles.map(histogramOf);
  const sums = quintiles.map(sumsOf);

  it("sizes, means and medians", () => {
    expect(sums.map(({ n }) => n)).toEqual(Object.values(expected.n));
    sums.forEach((group, index) => {
      expectClose(meanInterval(group, 1).mean, Object.values(expected.mean)[index], 1e-8);
    });
    quintiles.forEach((group, index) => {
      expectClose(changeSummary(group, 1).median, Object.values(expected.median)[index], 1e-8);
    });
  });

  it("analysis of variance", () => {
    const result = analysisOfVariance(sums);
    expectClose(result.f, expected.classical_F, 1e-8);
    expect(result.degreesOfFreedom).toEqual(expected.classical_df);
    expectClose(result.p, expected.classical_p, 1e-8);
    expectClose(result.etaSquared, expected.eta_squared, 1e-8);
    expectClose(result.omegaSquared, expected.omega_squared, 1e-8);
  });

  it("Welch's analysis of variance", () => {
    const result = welchAnalysisOfVariance(sums);
    expectClose(result.f, expected.welch_F, 1e-8);
    expect(result.degreesOfFreedom?.[0]).toBe(expected.welch_df[0]);
    expectClose(result.degreesOfFreedom?.[1], expected.welch_df[1], 1e-8);
    expectClose(result.p, expected.welch_p, 1e-8);
  });

  it("Kruskal–Wallis", () => {
    const result = kruskalWallis(quintiles);
    expectClose(result.statistic, expected.kw_H, 1e-8);
    expect(result.degreesOfFreedom).toBe(expected.kw_df);
    expectClose(result.p, expected.kw_p, 1e-8);
  });

  it("pairwise Welch tests, Holm and Benjamini–Hochberg", () => {
    const p = groups.pairwise.pairs.map(([one = 0, other = 0]) => {
      const [a, b] = [sums[one - 1], sums[other - 1]];
      if (a === undefined || b === undefined) throw new Error(`There is no pair ${one}, ${other}.`);
      return welchDifference(a, b, 1).p;
    });
    const [holm, bh] = [holmAdjusted(p), benjaminiHochbergAdjusted(p)];
    p.forEach((value, index) => {
      expectClose(value, groups.pairwise.p[index], 1e-8);
      expectClose(holm[index], groups.pairwise.holm[index], 1e-8);
      expectClose(bh[index], groups.pairwise.bh[index], 1e-8);
    });
  });

  it("adjusted p-values with a missing test", () => {
    const { p, holm, bh } = groups.fixed;
    holmAdjusted(p).forEach((value, index) => {
      expectClose(value, holm[index], 1e-8);
    });
    benjaminiHochbergAdjusted(p).forEach((value, index) => {
      expectClose(value, bh[index], 1e-8);
    });
  });
});
