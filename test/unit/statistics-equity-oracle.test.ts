import { describe, expect, it } from "vitest";
import { holmAdjusted } from "../../src/statistics/adjusted-p.ts";
import { concentrationIndex } from "../../src/statistics/concentration-index.ts";
import { dissimilarityIndex } from "../../src/statistics/dissimilarity-index.ts";
import { exactBinomialTest } from "../../src/statistics/exact-tests.ts";
import { goodnessOfFit } from "../../src/statistics/goodness-of-fit.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
import {
  representationRatio,
  sampledRepresentationRatio,
} from "../../src/statistics/representation-ratio.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import equity from "../fixtures/oracle/equity.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

const { input, expected, tolerance } = equity;
const groups = input.observed.map((observed, index) => ({
  observed,
  population: input.population[index] ?? Number.NaN,
}));
const n = expected.n;
const total = input.population.reduce((sum, people) => sum + people, 0);

describe("representation against R", () => {
  it.each(groups.map((group, index) => ({ ...group, index, label: input.label[index] })))(
    "$label",
    ({ observed, population, index }) => {
      const share = population / total;
      expectClose(share, expected.population_share[index]);
      expectClose(observed / n, expected.observed_share[index]);
      const wilson = representationRatio(observed, n, share);
      expectClose(wilson.ratio, expected.representation_ratio[index]);
      expectLimits(wilson, expected.ratio_ci95_wilson_fixed_population[index] ?? []);
      expectClose((wilson.gap ?? Number.NaN) * 100, expected.percentage_point_gap[index]);
      expectClose(wilson.gapPeople, expected.gap_people[index]);
      const exact = representationRatio(observed, n, share, 0.95, "clopper_pearson");
      expectLimits(exact, expected.ratio_ci95_clopper_pearson[index] ?? []);
      const sampled = sampledRepresentationRatio(observed, n, { observed: population, n: total });
      expectClose(sampled.ratio, expected.representation_ratio[index]);
      expectLimits(sampled, expected.ratio_ci95_log_both_sampled[index] ?? []);
    },
  );

  it("each group's exact test, and Holm's adjustment", () => {
    const p = groups.map(({ observed, population }) => exactBinomialTest(observed, n, population / total));
    const holm = holmAdjusted(p);
    p.forEach((value, index) => {
      expectClose(value, expected.p_each_exact_binomial[index], tolerance.p_values_abs);
      expectClose(holm[index], expected.p_each_holm[index], tolerance.p_values_abs);
    });
  });

  it("rates, and their ratios to the fourth group's", () => {
    const [reference] = groups.slice(3, 4);
    groups.forEach(({ observed, population }, index) => {
      expectClose((1000 * observed) / population, expected.referral_rate_per_1000[index]);
      const ratio = rateRatio(
        { events: observed, exposure: population },
        { events: reference?.observed ?? 0, exposure: reference?.population ?? 0 },
      );
      expectClose(ratio.ratio, expected.rate_ratio_vs_white[index]);
      if (index === 3) return;
      const { logLower: lower, logUpper: upper } = ratio;
      expectLimits({ lower, upper }, expected.rate_ratio_ci95[index] ?? []);
    });
  });

  it("nobody of a group reached: a ratio of 0 with an upper limit", () => {
    const { obs, pop_share } = input.small;
    obs.forEach((observed, index) => {
      const result = representationRatio(observed, 4, pop_share[index] ?? Number.NaN);
      expectClose(result.ratio, expected.small.ratio[index]);
      expectLimits(result, expected.small.ci95[index] ?? []);
    });
  });

  it("men, of 1,000", () => {
    const { x, n: people, pop_share, ratio, wilson95, share } = expected.men;
    const result = representationRatio(x, people, pop_share);
    expectClose(result.ratio, ratio);
    expectClose(wilsonInterval(x, people).value, share);
    expectLimits(wilsonInterval(x, people), wilson95);
  });
});

describe("groups together against R", () => {
  it("goodness of fit", () => {
    const result = goodnessOfFit(groups);
    expect(result).toMatchObject({ n, degreesOfFreedom: expected.df, exactP: null, reason: null });
    expectClose(result.chiSquare, expected.chisq);
    expectClose(result.p, expected.p, tolerance.p_values_abs);
    expectClose(result.g, expected.G_statistic);
    // What the oracle calls Cramér's w is √(χ² ÷ n).
    expectClose(result.effectSize, expected.cramers_w);
    groups.forEach((_, index) => {
      expectClose(result.expected[index], expected.expected[index]);
      expectClose(result.pearsonResiduals[index], expected.pearson_residual[index]);
      expectClose(result.standardisedResiduals[index], expected.standardised_residual[index]);
    });
  });

  it("few expected: the exact multinomial test", () => {
    const { obs, pop_share } = input.small;
    const result = goodnessOfFit(
      obs.map((observed, index) => ({ observed, population: pop_share[index] ?? Number.NaN })),
    );
    expect(result).toMatchObject({ p: null, reason: "few_expected" });
    expectClose(result.chiSquare, expected.small.chisq);
    expectClose(Math.min(...result.expected), expected.small.expected_min);
    expectClose(result.exactP, expected.small.p_exact_multinomial, tolerance.p_values_abs);
  });

  it("index of dissimilarity", () => {
    const result = dissimilarityIndex(groups);
    expect(result).toMatchObject({ n, reason: null });
    expectClose(result.index, expected.dissimilarity_index);
  });

  it("concentration index", () => {
    const result = concentrationIndex(
      input.imd_observed.map((observed, index) => ({
        observed,
        population: input.imd_population[index] ?? Number.NaN,
      })),
    );
    expectClose(result.index, expected.concentration_index);
  });
});
