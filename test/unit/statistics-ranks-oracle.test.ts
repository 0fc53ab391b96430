import { describe, expect, it } from "vitest";
import { changeSummary } from "../../src/statistics/change-summary.ts";
import { distinctCounts } from "../../src/statistics/histogram.ts";
import { hodgesLehmann, normalWalshOrder } from "../../src/statistics/hodges-lehmann.ts";
import { pairedEffectSize } from "../../src/statistics/paired-effect-size.ts";
import { signedRank } from "../../src/statistics/signed-rank.ts";
import { doubledWalshAverage, walshCount } from "../../src/statistics/walsh-averages.ts";
import effect from "../fixtures/oracle/paired-effect-size.json" with { type: "json" };
import ranks from "../fixtures/oracle/signed-rank.json" with { type: "json" };
import { expectClose, histogramOf } from "./statistics-oracle-support.ts";

/** Keys that a case of the fixture may lack. */
type Wanted = Readonly<Record<string, number | boolean | null | readonly number[] | undefined>>;

const number = (value: Wanted[string]) => (typeof value === "number" ? value : null);
const pair = (value: Wanted[string]) => (Array.isArray(value) ? (value as readonly number[]) : []);

const cases = ranks.cases.map(({ case: name, changes, expected, wilcoxon }) => {
  const wanted: Wanted = expected;
  const ranked: Wanted = wilcoxon;
  return { name, changes: histogramOf(changes), wanted, ranked };
});
const tested = cases.filter(({ ranked }) => typeof ranked.V === "number");
const still = cases.filter(({ ranked }) => ranked.all_zero === true);

describe("directions and median of changes against R", () => {
  it.each(cases)("$name", ({ changes, wanted }) => {
    const summary = changeSummary(changes, 1);
    expect(summary.n).toBe(wanted.n);
    expect([summary.up, summary.unchanged, summary.down]).toEqual(
      [wanted.n_up, wanted.n_zero, wanted.n_down].map((people) => people ?? 0),
    );
    expectClose(summary.median, number(wanted.median_change), 1e-9);
  });
});

describe("signed rank against R", () => {
  it("has cases with and without ties and zeros, and one in which nobody changed", () => {
    expect(tested.length).toBe(12);
    expect(still.length).toBe(1);
  });

  it.each(tested)("$name", ({ changes, ranked }) => {
    const dropped = signedRank(changes, { exactUpTo: 300 });
    expect(dropped.changed).toBe(ranked.n_nonzero);
    expect(dropped.tied).toBe(ranked.ties_in_abs);
    expect(dropped.statistic).toBe(ranked.V);
    expectClose(dropped.exactP, number(ranked.p_exact_zeros_dropped), 1e-9);
    expectClose(dropped.correctedP, number(ranked.p_normal_cc_zeros_dropped), 1e-9);
    expectClose(dropped.normalP, number(ranked.p_normal_nocc_zeros_dropped), 1e-9);
    const pratt = signedRank(changes, { zeros: "rank" });
    expectClose(pratt.z, number(ranked.pratt_z), 1e-9);
    expectClose(pratt.normalP, number(ranked.pratt_p_asymptotic), 1e-9);
    if (ranked.pratt_p_exact !== undefined) {
      expectClose(pratt.exactP, number(ranked.pratt_p_exact), 1e-9);
    }
  });

  it.each(still)("$name: a reason in place of a test", ({ changes }) => {
    expect(signedRank(changes)).toMatchObject({
      n: 8,
      changed: 0,
      statistic: null,
      p: null,
      reason: "all_zero",
    });
  });
});

describe("Hodges–Lehmann against R", () => {
  it.each(tested)("$name", ({ changes, ranked }) => {
    const all = hodgesLehmann(changes, 1);
    expectClose(all.estimate, number(ranked.hodges_lehmann_all), 1e-9);
    const moved = hodgesLehmann(changes, 1, { zeros: "drop" });
    expectClose(moved.estimate, number(ranked.hodges_lehmann_nonzero), 1e-9);
    const [lower, upper] = pair(ranked.hl_ci95_exact);
    if (lower !== undefined) {
      expect(all.method).toBe("exact");
      expect(all.order).toBe(ranked.hl_ci95_order_index);
      expectClose(all.achieved, number(ranked.hl_ci95_achieved_conf), 1e-9);
      expectClose(all.lower, lower, 1e-9);
      expectClose(all.upper, upper, 1e-9);
    }
  });

  it.each(tested.filter(({ ranked }) => ranked.hl_ci95_normal_index !== undefined))(
    "$name: normal interval",
    ({ changes, ranked }) => {
      const counts = distinctCounts(changes);
      const { n, method, reason, ...interval } = hodgesLehmann(changes, 1);
      const { order } = normalWalshOrder(n, 0.95);
      expect(order).toBe(ranked.hl_ci95_normal_index);
      const ends = [order, walshCount(n) + 1 - order].map((rank) => doubledWalshAverage(counts, rank) / 20);
      const [lower, upper] = pair(ranked.hl_ci95_normal);
      expectClose(ends[0], lower, 1e-9);
      expectClose(ends[1], upper, 1e-9);
      if (reason === "all_equal") {
        // R gives an interval without width; seven equal changes are no evidence of one.
        expect(lower).toBe(upper);
        expect(interval).toMatchObject({ lower: null, upper: null });
      } else expect([interval.lower, interval.upper]).toEqual(method === "normal" ? ends : [lower, upper]);
    },
  );

  it.each(tested.filter(({ ranked }) => ranked.hl_ci95_normal_index === undefined))(
    "$name: too few people, or no spread, for an interval",
    ({ changes }) => {
      const { lower, upper, reason } = hodgesLehmann(changes, 1);
      expect([lower, upper]).toEqual([null, null]);
      expect(["too_few", "all_equal"]).toContain(reason);
    },
  );

  it.each(still)("$name: the estimate stands, the interval does not", ({ changes, ranked }) => {
    expect(hodgesLehmann(changes, 1)).toMatchObject({
      estimate: ranked.hodges_lehmann_all,
      lower: null,
      reason: "all_equal",
    });
  });
});

describe("paired effect sizes against R", () => {
  it.each(effect.cases)("$case", ({ sums, expected }) => {
    const wanted: Wanted = expected;
    const result = pairedEffectSize(sums, 1);
    if (sums.n < 2 || wanted.degenerate === true) {
      expect(result.reason).toBe(sums.n === 0 ? "nobody" : sums.n === 1 ? "one_person" : "all_equal");
      expect([result.dZ, result.dZLower, result.dZUpper, result.gZ]).toEqual([null, null, null, null]);
      return;
    }
    expect(result.reason).toBeNull();
    expectClose(result.dZ, number(wanted.d_z), 1e-9);
    const [lower, upper] = pair(wanted.d_z_ci95_noncentral_t);
    expect(Math.abs((result.dZLower ?? Number.NaN) - (lower ?? Number.NaN))).toBeLessThan(1e-6);
    expect(Math.abs((result.dZUpper ?? Number.NaN) - (upper ?? Number.NaN))).toBeLessThan(1e-6);
    expectClose(result.dAv, number(wanted.d_av_mean_of_sds), 1e-9);
    expectClose(result.dAvRootMeanVariance, number(wanted.d_av_root_mean_var), 1e-9);
    expectClose(result.hedgesExact, number(wanted.hedges_J_exact_df_nminus1), 1e-9);
    expectClose(result.hedgesApproximate, number(wanted.hedges_J_approx_df_nminus1), 1e-9);
    expectClose(result.gZ, number(wanted.g_z), 1e-9);
    expectClose(result.gAv, number(wanted.g_av), 1e-9);
  });
});
