import { describe, expect, it } from "vitest";
import { covariateBalance } from "../../src/statistics/covariate-balance.ts";
import { inverseProbabilityMean } from "../../src/statistics/inverse-probability-mean.ts";
import { lostFollowUpBounds, meanIfLostUnchanged } from "../../src/statistics/lost-follow-up-bounds.ts";
import { meeChua } from "../../src/statistics/mee-chua.ts";
import { pairedChange } from "../../src/statistics/paired-change.ts";
import { deltaAdjusted, tippingPoint } from "../../src/statistics/tipping-point.ts";
import missing from "../fixtures/oracle/missing-follow-up.json" with { type: "json" };
import { expectClose } from "./statistics-oracle-support.ts";

/** A row of a fixture: covariates, then people, followed up, sum and sum of squares. */
function pattern(row: readonly number[], covariates: readonly number[]) {
  const [people = 0, followedUp = 0, sum = 0, sumOfSquares = 0] = row.slice(-4);
  return { covariates, people, followedUp, sum, sumOfSquares };
}

describe("inverse-probability weights against R", () => {
  const { expected, patterns: rows } = missing.ipw;
  const tolerance = missing.tolerance.ipw_rel;
  const people = rows.reduce((sum, row) => sum + (row[4] ?? 0), 0);
  const meanBaseline = rows.reduce((sum, row) => sum + (row[4] ?? 0) * (row[0] ?? 0), 0) / people / 10;
  const patterns = rows.map((row) => {
    const [baseline = 0, imd = 0, young = 0, female = 0] = row;
    return pattern(row, [baseline / 10 - meanBaseline, imd, young, female]);
  });
  const result = inverseProbabilityMean(patterns, 1);

  it("model of who has a follow-up", () => {
    const { model } = result;
    expect(result).toMatchObject({ people: expected.n, followedUp: expected.responders, reason: null });
    expectClose(result.followedUp / result.people, expected.response_rate, 1e-14);
    for (const [index, value] of Object.values(expected.glm_coef).entries()) {
      expectClose(model.coefficients?.[index], value, missing.tolerance.glm_rel);
    }
    for (const [index, value] of Object.values(expected.glm_se).entries()) {
      expectClose(model.standardErrors?.[index], value, missing.tolerance.glm_rel);
    }
    expectClose(model.deviance, expected.deviance, missing.tolerance.glm_rel);
    for (const [person, index] of missing.ipw.first10.entries()) {
      expectClose(model.probabilities?.[index], expected.first10_prob[person], missing.tolerance.glm_rel);
    }
  });

  it("weighted means and weights", () => {
    expectClose(result.completeCaseMean, expected.mean_complete_case, tolerance);
    expectClose(result.mean, expected.mean_ipw_hajek, tolerance);
    expectClose(result.horvitzThompson, expected.mean_ipw_horvitz_thompson, tolerance);
    expectClose(result.weights?.smallest, expected.weights_min, tolerance);
    expectClose(result.weights?.largest, expected.weights_max, tolerance);
    expectClose(result.weights?.sum, expected.weights_sum, tolerance);
    expectClose(result.weights?.stabilisedMean, expected.stabilised_mean, tolerance);
    expectClose(result.weights?.effectiveN, expected.kish_ess, tolerance);
    expect(result.weights?.trimmed).toBe(0);
  });

  it("three standard errors", () => {
    expectClose(result.fixedWeightsError, expected.se_robust_weights_fixed_HC0, tolerance);
    expectClose(result.surveyError, expected.se_svymean, tolerance);
    expectClose(result.standardError, expected.se_stacked_weights_estimated, tolerance);
    expectClose(result.lower, expected.ci95_stacked_z[0], tolerance);
    expectClose(result.upper, expected.ci95_stacked_z[1], tolerance);
  });

  it("balance before and after weighting", () => {
    const balance = covariateBalance(patterns, result.model.probabilities);
    for (const [index, value] of Object.values(expected.smd_before).entries()) {
      expectClose(balance[index]?.before, value, tolerance);
    }
    for (const [index, value] of Object.values(expected.smd_after).entries()) {
      expectClose(balance[index]?.after, value, tolerance);
    }
  });
});

describe("strong weights against R", () => {
  const { expected, patterns: rows, pattern_of_person } = missing.strong;
  const tolerance = missing.tolerance.ipw_rel;
  const patterns = rows.map((row) => pattern(row, [(row[0] ?? 0) / 10, row[1] ?? 0]));
  const result = inverseProbabilityMean(patterns, 1);

  it("model, weights, mean and standard errors", () => {
    expect(result).toMatchObject({ people: expected.n, followedUp: expected.responders });
    for (const [index, value] of Object.values(expected.glm_coef).entries()) {
      expectClose(result.model.coefficients?.[index], value, missing.tolerance.glm_rel);
    }
    for (const [person, weight] of Object.entries(expected.weights)) {
      const index = pattern_of_person[Number(person) - 1] ?? Number.NaN;
      expectClose(1 / (result.model.probabilities?.[index] ?? Number.NaN), weight, tolerance);
    }
    expectClose(result.weights?.largest, expected.weights_max, tolerance);
    expectClose(result.weights?.effectiveN, expected.kish_ess, tolerance);
    expectClose(result.completeCaseMean, expected.mean_complete_case, tolerance);
    expectClose(result.mean, expected.mean_ipw_hajek, tolerance);
    expectClose(result.fixedWeightsError, expected.se_robust_weights_fixed_HC0, tolerance);
    expectClose(result.standardError, expected.se_stacked_weights_estimated, tolerance);
  });

  it("trimmed at 10", () => {
    const trimmed = inverseProbabilityMean(patterns, 1, { trimAt: 10 });
    expect(trimmed.weights).toMatchObject({ largest: 10, trimmed: expected.trimmed_at_10.n_trimmed });
    expectClose(trimmed.mean, expected.trimmed_at_10.mean, tolerance);
  });
});

describe("what those lost could have been, against R", () => {
  const { paired, people, expected } = missing.tipping;
  const tolerance = missing.tolerance.tipping_rel;
  const { change } = pairedChange(paired, 1);
  const lost = people - paired.n;

  it("delta-adjusted means", () => {
    const adjusted = deltaAdjusted(change, lost, expected.grid_delta);
    for (const [index, { mean }] of adjusted.entries())
      expectClose(mean, expected.estimate[index], tolerance);
    expect(adjusted).toHaveLength(expected.estimate.length);
  });

  it("tipping points", () => {
    const result = tippingPoint(change, lost);
    expect(result).toMatchObject({ lost: expected.n_nonresponders, reason: null });
    expectClose(result.shareLost, expected.prop_missing, tolerance);
    expectClose(result.meanIsZero, expected.tipping_delta_point_zero, tolerance);
    expectClose(result.limitIsZero, expected.tipping_delta_ci_lower_zero_fixed_share, tolerance);
    expectClose(
      result.limitIsZeroShareUncertain,
      expected.tipping_delta_ci_lower_zero_random_share,
      tolerance,
    );
  });

  it("best and worst case, and nobody lost changed", () => {
    const bounds = lostFollowUpBounds(expected.n_improved, paired.n, lost);
    expectClose(bounds.worstCase, expected.improved_worst_case, tolerance);
    expectClose(bounds.bestCase, expected.improved_best_case, tolerance);
    expectClose(bounds.completeCase.value, expected.improved_complete_case, tolerance);
    expectClose(
      meanIfLostUnchanged(change.mean, paired.n, lost),
      expected.locf_zero_change_for_missing_mean,
      tolerance,
    );
  });
});

it("Mee and Chua's test against R", () => {
  const { paired, expected } = missing.mee_chua;
  const tolerance = missing.tolerance.mee_chua_rel;
  const result = meeChua(paired, 1, expected.mu);
  expect(result).toMatchObject({ n: expected.n, degreesOfFreedom: expected.n - 2, reason: null });
  expectClose(result.meanChange, expected.naive_mean_change, tolerance);
  expectClose(result.change, expected.rtm_adjusted_change_at_mu, tolerance);
  expectClose(result.standardError, expected.se, tolerance);
  expectClose(result.t, expected.t, tolerance);
  expectClose(result.p, expected.p, tolerance);
  expectClose(result.slope, expected.slope, tolerance);
});
