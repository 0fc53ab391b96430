import { describe, expect, it } from "vitest";
import { type ClusterSeries, cutSeries } from "../../src/statistics/cluster-cells.ts";
import {
  clusteredDifferenceInDifferences,
  type RobustInterval,
} from "../../src/statistics/clustered-difference-in-differences.ts";
import { differenceInDifferences } from "../../src/statistics/difference-in-differences.ts";
import { differenceInTrends } from "../../src/statistics/difference-in-trends.ts";
import { eventStudy } from "../../src/statistics/event-study.ts";
import { automaticLag } from "../../src/statistics/newey-west.ts";
import { placeboInference } from "../../src/statistics/placebo-inference.ts";
import {
  type SegmentedRegression,
  type SegmentedRegressionOptions,
  segmentedRegression,
} from "../../src/statistics/segmented-regression.ts";
import unequal from "../fixtures/oracle/differences.json" with { type: "json" };
import oracle from "../fixtures/oracle/its-did.json" with { type: "json" };
import { expectClose } from "../oracle-figures.ts";

const RELATIVE = 1e-8;
const close = (actual: number | null | undefined, wanted: number | undefined, relative = RELATIVE) =>
  expectClose(actual, wanted ?? Number.NaN, 0, relative);

/** Series of places from rows of place, treated, period from 1, n, Σy, Σy². */
function seriesOf(rows: readonly (readonly number[])[]): readonly ClusterSeries[] {
  const keys = [...new Set(rows.map(([place]) => place))];
  return keys.map((key) => {
    const own = rows.filter(([place]) => place === key);
    const ordered = own.toSorted((one, other) => (one[2] ?? 0) - (other[2] ?? 0));
    return {
      key: `${key}`,
      treated: own[0]?.[1] === 1,
      periods: ordered.map(([, , , n = 0, sum = 0, sumOfSquares = 0]) => ({ n, sum, sumOfSquares })),
    };
  });
}

const { its, did } = oracle.expected;

describe("segmented regression against R", () => {
  const fitted = (options: SegmentedRegressionOptions) =>
    segmentedRegression(oracle.input.its.y, oracle.input.its.first_post - 1, options);
  const coefficients = (result: SegmentedRegression) => ({
    "(Intercept)": result.intercept,
    t: result.trend,
    post: result.levelChange,
    ta: result.trendChange,
  });
  const names = ["(Intercept)", "t", "post", "ta"] as const;

  it("coefficients and plain standard errors", () => {
    const result = fitted({});
    for (const name of names) {
      close(coefficients(result)[name]?.estimate, its.coef[name]);
      close(coefficients(result)[name]?.plainStandardError, its.se_ols[name]);
    }
    expect(result.pointsBefore + result.pointsAfter).toBe(its.n);
    close(result.sigma, its.sigma);
    close(result.durbinWatson, its.durbin_watson);
    close(result.residualAutocorrelation, its.lag1_autocorrelation_residuals);
  });

  it.each([
    { lag: 3, adjust: false, wanted: its.se_NW_lag3_noadjust },
    { lag: 3, adjust: true, wanted: its.se_NW_lag3_adjust },
    { lag: 0, adjust: false, wanted: its.se_NW_lag0_noadjust },
    { lag: 1, adjust: true, wanted: its.se_NW_lag1_adjust },
    { lag: 6, adjust: true, wanted: its.se_NW_lag6_adjust },
  ])("Newey–West, lag $lag, adjusted $adjust", ({ lag, adjust, wanted }) => {
    const result = fitted({ lag, adjust });
    for (const name of names) close(coefficients(result)[name]?.standardError, wanted[name]);
  });

  it("p-values, the lag chosen from the length, and the change at the end", () => {
    const result = fitted({});
    expect(result.lag).toBe(its.auto_lag_rules.floor_4_n100_2_9);
    expect(automaticLag(its.n, "stock_watson")).toBe(its.auto_lag_rules["floor_0.75_n_1_3"]);
    for (const name of names) {
      expectClose(coefficients(result)[name]?.p, its.p_NW_lag3_adjust_t[name], 1e-8, 1e-6);
    }
    const { estimate, se, lo, hi } = its.effect_at_end_vs_counterfactual;
    close(result.changeAtEnd?.estimate, estimate);
    close(result.changeAtEnd?.standardError, se);
    close(result.changeAtEnd?.lower, lo);
    close(result.changeAtEnd?.upper, hi);
  });

  it("counting the first period after as 0 moves the change of level by one slope", () => {
    const [one, zero] = [fitted({}), fitted({ trendStartsAt: 0 })];
    close(zero.levelChange?.estimate, its.coef.post + its.coef.ta);
    expect(zero.trendChange).toEqual(one.trendChange);
  });
});

describe("difference in differences against R, places of equal size", () => {
  const { practice, quarter, treated, y } = oracle.input.did;
  const series = seriesOf(
    y.map((value, index) => {
      const tenths = Math.round(10 * value);
      return [practice[index] ?? 0, treated[index] ?? 0, quarter[index] ?? 0, 1, tenths, tenths * tenths];
    }),
  );
  const cells = series.map((one) => cutSeries(one, 5));
  const expectStata = (
    cr1s: RobustInterval | null,
    wanted: { se_CR1S: number; ci95_CR1S_t_Gminus1: readonly number[]; p_CR1S_t_Gminus1: number },
  ) => {
    close(cr1s?.standardError, wanted.se_CR1S);
    close(cr1s?.lower, wanted.ci95_CR1S_t_Gminus1[0]);
    close(cr1s?.upper, wanted.ci95_CR1S_t_Gminus1[1]);
    close(cr1s?.p, wanted.p_CR1S_t_Gminus1);
    expect(cr1s?.degreesOfFreedom).toBe(11);
  };

  it("of people, as if unrelated", () => {
    const one = (want: boolean) => ({
      before: sumOf(
        series.filter((each) => each.treated === want).flatMap(({ periods }) => periods.slice(0, 5)),
      ),
      after: sumOf(series.filter((each) => each.treated === want).flatMap(({ periods }) => periods.slice(5))),
    });
    const result = differenceInDifferences(one(true), one(false), 1);
    close(result.means.treatedBefore, did.cell_means.treated_pre);
    close(result.means.treatedAfter, did.cell_means.treated_post);
    close(result.means.comparatorBefore, did.cell_means.control_pre);
    close(result.means.comparatorAfter, did.cell_means.control_post);
    close(result.estimate, did.interaction.estimate);
    close(result.standardError, did.interaction.se_ols);
    expect(result.degreesOfFreedom).toBe(116);
  });

  it("of places: CR0, CR1, CR1S, CR2", () => {
    const result = clusteredDifferenceInDifferences(cells, 1);
    const wanted = did.interaction;
    close(result.estimate, wanted.estimate);
    close(result.cr0, wanted.se_CR0);
    close(result.cr1, wanted.se_CR1_G);
    expectStata(result.cr1s, wanted);
    close(result.cr2?.standardError, wanted.se_CR2);
    close(result.cr2?.degreesOfFreedom, wanted.df_CR2, 1e-6);
    close(result.cr2?.p, wanted.p_CR2);
  });

  it("with fixed effects of places and quarters, which only changes K", () => {
    const wanted = did.twoway_fixed_effects;
    const result = clusteredDifferenceInDifferences(cells, 1, { parameters: wanted.K });
    close(result.estimate, wanted.estimate);
    close(result.cr0, wanted.se_CR0);
    close(result.cr1, wanted.se_CR1_G);
    expectStata(result.cr1s, wanted);
    close(result.cr2?.standardError, wanted.se_CR2);
    close(result.cr2?.degreesOfFreedom, wanted.df_CR2, 1e-6);
    close(result.cr2?.p, wanted.p_CR2);
  });

  it("is the t test of places' changes where places are of one size", () => {
    const { estimate, cr2 } = clusteredDifferenceInDifferences(cells, 1);
    const wanted = did.collapsed_pre_post;
    close(estimate, wanted.diff);
    close((estimate ?? 0) / (cr2?.standardError ?? 0), wanted.t);
    close(cr2?.degreesOfFreedom, wanted.df, 1e-6);
    close(cr2?.p, wanted.p);
    close(cr2?.lower, wanted.ci95[0]);
    close(cr2?.upper, wanted.ci95[1]);
  });

  it("trends before", () => {
    const before = series.map((one) => ({ ...one, periods: one.periods.slice(0, 5) }));
    const result = differenceInTrends(before, 1);
    close(result.estimate, did.pretrend.interaction);
    close(result.standardError, did.pretrend.se_CR1S);
  });
});

describe("difference in differences against R, places of unequal size", () => {
  const series = seriesOf(unequal.cells);

  it("CR0 to CR2 with Satterthwaite's degrees of freedom", () => {
    const wanted = unequal.did;
    const result = clusteredDifferenceInDifferences(
      series.map((one) => cutSeries(one, 3)),
      1,
    );
    close(result.estimate, wanted.estimate);
    close(result.cr0, wanted.cr0);
    close(result.cr1, wanted.cr1);
    close(result.cr1s?.standardError, wanted.cr1s);
    close(result.cr2?.standardError, wanted.cr2);
    close(result.cr2?.degreesOfFreedom, wanted.df, 1e-6);
    close(result.cr2?.p, wanted.p, 1e-6);
    close(result.cr2?.lower, wanted.lower, 1e-6);
    close(result.cr2?.upper, wanted.upper, 1e-6);
  });

  it("event-study points of the saturated regression", () => {
    const wanted = unequal.eventStudy;
    const points = eventStudy(series, 3, 1);
    expect(points.map(({ period }) => period + 1)).toEqual(wanted.quarter);
    expect(points.map(({ sinceStart }) => sinceStart)).toEqual([-3, -2, 0, 1, 2]);
    points.forEach((point, index) => {
      expect(point.method).toBe("cluster_robust");
      close(point.estimate, wanted.estimate[index]);
      close(point.p, wanted.p[index], 1e-6);
      close(point.lower, wanted.lower[index], 1e-6);
      close(point.upper, wanted.upper[index], 1e-6);
    });
  });

  it("trends before", () => {
    const before = series.map((one) => ({ ...one, periods: one.periods.slice(0, 3) }));
    close(differenceInTrends(before, 1).estimate, unequal.trends.estimate);
    close(differenceInTrends(before, 1).standardError, unequal.trends.se);
  });
});

describe("placebo inference against all assignments in R", () => {
  it.each(unequal.placebo)("$estimate", ({ treated, comparators, estimate, p, smallestP, lower, upper }) => {
    const result = placeboInference(typeof treated === "number" ? [treated] : treated, comparators);
    close(result.estimate, estimate);
    close(result.p, p);
    close(result.smallestP, smallestP);
    expectClose(result.lower, lower, 1e-9);
    expectClose(result.upper, upper, 1e-9);
    expect(result).toMatchObject({ mayClaim: true, reason: null });
  });
});

function sumOf(cells: readonly ClusterSeries["periods"][number][]) {
  const total = (of: (cell: (typeof cells)[number]) => number | bigint) =>
    cells.reduce((sum, cell) => sum + Number(of(cell)), 0);
  return {
    n: total(({ n }) => n),
    sum: total(({ sum }) => sum),
    sumOfSquares: total(({ sumOfSquares }) => sumOfSquares),
  };
}
