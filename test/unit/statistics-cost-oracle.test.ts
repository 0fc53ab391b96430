import { describe, expect, it } from "vitest";
import { costAndEffect } from "../../src/statistics/cost-and-effect-sums.ts";
import { budgetPerImproved, costPerImproved } from "../../src/statistics/cost-per-improved.ts";
import { fiellerLimits } from "../../src/statistics/fieller-limits.ts";
import { incrementalCost } from "../../src/statistics/incremental-cost.ts";
import { studentCritical } from "../../src/statistics/student-t.ts";
import cost from "../fixtures/oracle/cost.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

const { expected } = cost;

describe("cost per person improved against R", () => {
  it("Fieller's limits and the delta method", () => {
    const result = costPerImproved(cost.programme, 2);
    expect(result).toMatchObject({ n: expected.n, reason: null });
    expect(cost.programme).toMatchObject({
      improved: expected.n_improved,
      cost: Math.round(expected.total_cost * 100),
    });
    expectClose(result.costPerPerson, expected.cost_per_participant);
    expectClose(result.costPerImproved, expected.cost_per_improved);
    expectLimits(result, expected.fieller95);
    expectClose(result.deltaError, expected.delta_se);
    const { deltaLower: lower, deltaUpper: upper } = result;
    expectLimits({ lower, upper }, expected.delta_ci95);
  });

  it("a fixed budget", () => {
    const { total, cost_per_improved, ci95_wilson } = expected.fixed_budget;
    const result = budgetPerImproved(total, expected.n_improved, expected.n);
    expectClose(result.costPerImproved, cost_per_improved);
    expectLimits(result, ci95_wilson);
  });

  it("nobody improved", () => {
    const result = costPerImproved(cost.no_improvers, 2);
    expect(result).toMatchObject({ lower: null, upper: null, reason: "nobody_improved" });
    expectClose(result.costPerImproved, expected.no_improvers.cost_per_improved);
    expectClose(result.costPerPerson, 310 / 3);
  });

  it("no upper limit where the share improved does not differ from 0", () => {
    const { excluded, cost_lower_bound } = expected.fieller_unbounded;
    const result = costPerImproved(cost.unbounded, 2);
    expect(result).toMatchObject({ upper: null, reason: "no_upper_limit" });
    expectClose(result.lower, cost_lower_bound);
    const means = costAndEffect(cost.unbounded, 2);
    if (means === null) throw new Error("Six people have means.");
    const limits = fiellerLimits(means.cost, means.effect, means.covariance, studentCritical(5, 0.95));
    if (limits.kind !== "all_but") throw new Error(`Expected no interval, not ${limits.kind}.`);
    expectLimits({ lower: limits.from, upper: limits.to }, excluded);
  });
});

it("incremental cost-effectiveness and net benefit against R", () => {
  const { dcost, deffect, icer, fieller95, net_benefit } = expected.incremental;
  const result = incrementalCost(cost.programme, cost.comparator, 2, { worths: net_benefit.lambda });
  expect(result.reason).toBeNull();
  expectClose(result.extraCost, dcost);
  expectClose(result.extraImproved, deffect);
  expectClose(result.ratio, icer);
  expectLimits(result, fieller95);
  expect(result.netBenefits).toHaveLength(net_benefit.lambda.length);
  result.netBenefits.forEach(({ worth, value, standardError, shareAboveZero }, index) => {
    expect(worth).toBe(net_benefit.lambda[index]);
    expectClose(value, net_benefit.nb[index]);
    expectClose(standardError, net_benefit.se[index]);
    expectClose(shareAboveZero, net_benefit.prob_cost_effective_normal[index]);
  });
});
