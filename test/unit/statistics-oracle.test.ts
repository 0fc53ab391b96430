import { describe, expect, it } from "vitest";
import { type PairedSums, pairedChange } from "../../src/statistics/paired-change.ts";
import { expectedChange, referenceBetween } from "../../src/statistics/regression-to-the-mean.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import paired from "../fixtures/oracle/paired-change.json" with { type: "json" };
import regression from "../fixtures/oracle/regression-to-the-mean.json" with { type: "json" };
import wilson from "../fixtures/oracle/wilson-interval.json" with { type: "json" };

/** Figures worked out in R, kept beside the commands that gave them; a null there must be a null here. */
function expectClose(
  actual: number | null | undefined,
  wanted: number | null | undefined,
  absolute = 0,
): void {
  if (wanted === null || wanted === undefined || actual === null || actual === undefined) {
    expect(actual ?? null).toBe(wanted ?? null);
    return;
  }
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(Math.max(absolute, 1e-9 * Math.abs(wanted), 1e-14));
}

const inTenths = (scores: readonly number[]) => scores.map((score) => Math.round(score * 10));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function sums(baseline: readonly number[], followup: readonly number[]): PairedSums & { changes: number[] } {
  const before = inTenths(baseline);
  const after = inTenths(followup);
  const changes = after.map((value, index) => value - (before[index] ?? Number.NaN));
  const squares = (values: readonly number[]) => sum(values.map((value) => value * value));
  return {
    n: before.length,
    sumBefore: sum(before),
    sumAfter: sum(after),
    sumBefore2: squares(before),
    sumAfter2: squares(after),
    sumChange: sum(changes),
    sumChange2: squares(changes),
    changes,
  };
}

describe("paired change against R", () => {
  it.each(paired.cases)("$case", ({ baseline, followup, expected }) => {
    const row = sums(baseline, followup);
    const result = pairedChange(row, 1);
    const wanted: Partial<Record<string, unknown>> & typeof expected = expected;
    expect(result.n).toBe(wanted.n);
    expectClose(result.before.mean, wanted.mean_baseline);
    expectClose(result.after.mean, wanted.mean_followup);
    expectClose(result.change.mean, wanted.mean_change);
    expectClose(result.change.sd, wanted.sd_change);
    if (wanted.n < 2) {
      expect([result.t, result.p, result.dZ, result.dAv, result.dBaseline, result.correlation]).toEqual(
        Array(6).fill(null),
      );
      expect(result.change).toMatchObject({ lower: null, upper: null, standardError: null });
      return;
    }
    expectClose(result.before.sd, wanted.sd_baseline);
    expectClose(result.after.sd, wanted.sd_followup);
    expectClose(result.correlation, wanted.pearson_r);
    expectClose(result.t, wanted.t);
    expectClose(result.p, wanted.p_t, 1e-9);
    expectClose(result.dZ, wanted.d_z);
    if (wanted.degenerate === true) {
      expect(result.change).toMatchObject({ reason: "all_equal", lower: null, upper: null });
      return;
    }
    expectClose(result.dAv, wanted.d_av_mean_of_sds);
    expectClose(result.change.standardError, wanted.se_change);
    expect(result.degreesOfFreedom).toBe(wanted.df);
    expectClose(result.change.lower, wanted.t_ci95?.[0]);
    expectClose(result.change.upper, wanted.t_ci95?.[1]);
    const wide = pairedChange(row, 1, 0.998).change;
    expectClose(wide.lower, wanted.t_ci99_8?.[0]);
    expectClose(wide.upper, wanted.t_ci99_8?.[1]);
  });

  it.each(paired.cases.filter(({ expected }) => expected.n > 0))(
    "$case: share at the threshold",
    ({ baseline, followup, expected }) => {
      const reached = sums(baseline, followup).changes.filter(
        (change) => change >= paired.threshold * 10,
      ).length;
      expect(reached).toBe(expected.n_ge_threshold);
      const { lower, upper } = wilsonInterval(reached, expected.n);
      expectClose(lower, expected.wilson95?.[0]);
      expectClose(upper, expected.wilson95?.[1]);
    },
  );
});

describe("Wilson interval against R", () => {
  it.each(wilson.cases)("$x of $n", ({ x, n, value, wilson95, wilson99_8 }) => {
    const result = wilsonInterval(x, n);
    expectClose(result.value, value);
    expectClose(result.lower, wilson95[0]);
    expectClose(result.upper, wilson95[1]);
    const wide = wilsonInterval(x, n, 0.998);
    expectClose(wide.lower, wilson99_8[0]);
    expectClose(wide.upper, wilson99_8[1]);
  });
});

describe("regression to the mean against R", () => {
  it.each(regression.selected)("selected at or below $selected_below, r $rho", (row) => {
    const reference = { mean: row.mu, sd: row.sd, r: [row.rho, row.rho] as const, source: "simulated" };
    const chosen = referenceBetween(reference, Number.NEGATIVE_INFINITY, row.selected_below);
    expectClose(chosen.mean, row.mean_selected_baseline);
    const band = expectedChange(reference, chosen.mean);
    expectClose(band.lower, row.expected_change);
    expectClose(band.upper, row.expected_change);
  });

  it.each(regression.individual.x0.map((x0, index) => ({ x0, index })))(
    "one person at $x0",
    ({ x0, index }) => {
      const { mu, rho, expected_change } = regression.individual;
      const band = expectedChange({ mean: mu, sd: 14, r: [rho, rho], source: "simulated" }, x0);
      expectClose(band.upper, expected_change[index]);
    },
  );
});
