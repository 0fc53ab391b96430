import { describe, expect, it } from "vitest";
import { clopperPearson } from "../../src/statistics/clopper-pearson.ts";
import { byarLimits, countLimits, exactCountLimits } from "../../src/statistics/count-interval.ts";
import { directRate } from "../../src/statistics/direct-standardisation.ts";
import { eventRate } from "../../src/statistics/event-rate.ts";
import { fisherTest } from "../../src/statistics/exact-tests.ts";
import { indirectRatio } from "../../src/statistics/indirect-standardisation.ts";
import { inequalityGradient, shareGroup } from "../../src/statistics/inequality-gradient.ts";
import { midPInterval } from "../../src/statistics/mid-p-interval.ts";
import { rateRatio } from "../../src/statistics/rate-ratio.ts";
import { riskRatio } from "../../src/statistics/risk-ratio.ts";
import { twoSharesTest } from "../../src/statistics/two-shares-test.ts";
import oracle from "../fixtures/oracle/rates.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

describe("proportions against R", () => {
  it.each(oracle.proportions)("$x of $n", ({ x, n, clopper_pearson95, mid_p95 }) => {
    expectLimits(clopperPearson(x, n), clopper_pearson95);
    expectLimits(midPInterval(x, n), mid_p95);
  });

  it.each(oracle.twoProportions)("$x1 of $n1 against $x2 of $n2", (row) => {
    const first = { numerator: row.x1, denominator: row.n1 };
    const second = { numerator: row.x2, denominator: row.n2 };
    const ratio = riskRatio(first, second);
    expectClose(ratio.ratio, row.risk_ratio);
    expectLimits(ratio, row.rr_ci95_log);
    const test = twoSharesTest(first, second);
    expectClose(test.chiSquared, row.chisq_nocc);
    expectClose(test.p, row.p_nocc, 1e-9);
    expectClose(fisherTest(row.x1, row.n1, row.x2, row.n2), row.fisher_p, 1e-9);
  });

  it("has no interval of nobody, and refuses what is no proportion", () => {
    for (const interval of [clopperPearson, midPInterval]) {
      expect(interval(0, 0)).toMatchObject({ value: null, lower: null, upper: null, reason: "nobody" });
      expect(() => interval(3, 2)).toThrow(RangeError);
      expect(() => interval(0.5, 2)).toThrow(RangeError);
      expect(() => interval(1, 2, 1)).toThrow(RangeError);
    }
  });

  it("has no risk ratio without people or outcomes to compare with", () => {
    const half = { numerator: 2, denominator: 4 };
    expect(riskRatio(half, { numerator: 0, denominator: 0 })).toMatchObject({
      ratio: null,
      reason: "nobody",
    });
    expect(riskRatio(half, { numerator: 0, denominator: 4 })).toMatchObject({
      ratio: null,
      reason: "none_with_outcome",
    });
    expect(riskRatio({ numerator: 0, denominator: 4 }, half)).toMatchObject({ ratio: 0, upper: null });
    expect(twoSharesTest({ numerator: 4, denominator: 4 }, { numerator: 2, denominator: 2 })).toEqual({
      chiSquared: null,
      p: null,
      reason: "all_equal",
    });
    expect(twoSharesTest(half, { numerator: 0, denominator: 0 }).reason).toBe("nobody");
  });
});

describe("rates against R", () => {
  it.each(oracle.rates)("$events events in $personYears person-years", (row) => {
    const rate = eventRate(row.events, row.personYears, 1000);
    expectClose(rate.value, row.value);
    expectLimits(rate, row.phe95);
    expectLimits(eventRate(row.events, row.personYears, 1000, 0.998), row.phe99_8);
    expect(rate.method).toBe(row.method === "Exact" ? "exact" : "byar");
    expectLimits(exactCountLimits(row.events), row.exact95_count);
    if (row.events === 0) expect(() => byarLimits(0)).toThrow(RangeError);
    else expectLimits(byarLimits(row.events), row.byar95_count);
  });

  it("goes over from exact limits to Byar's at ten events", () => {
    expect(countLimits(9)).toMatchObject({ ...exactCountLimits(9), method: "exact" });
    expect(countLimits(10)).toMatchObject({ ...byarLimits(10), method: "byar" });
    expect(() => countLimits(-1)).toThrow(RangeError);
    expect(() => countLimits(2.5)).toThrow(RangeError);
  });

  it("has no rate without exposure", () => {
    expect(eventRate(0, 0)).toMatchObject({ value: null, lower: null, upper: null, reason: "no_exposure" });
    expect(() => eventRate(3, 0)).toThrow(RangeError);
  });

  it.each(oracle.rateRatios)("$a in $ta against $b in $tb", (row) => {
    const result = rateRatio({ events: row.a, exposure: row.ta }, { events: row.b, exposure: row.tb });
    expectClose(result.ratio, row.ratio);
    expectLimits(result, row.exact_ci95);
    expectLimits({ lower: result.logLower, upper: result.logUpper }, row.log_ci95);
    expectClose(result.p, row.exact_p, 1e-9);
  });

  it("has a ratio, and a bound on each side, only where events allow them", () => {
    const some = { events: 4, exposure: 10 };
    const none = { events: 0, exposure: 10 };
    expect(rateRatio(none, none)).toMatchObject({ ratio: null, p: null, reason: "no_events" });
    const open = rateRatio(some, none);
    expect(open).toMatchObject({ ratio: null, upper: null, reason: "no_events_in_second" });
    expect(open.lower).toBeGreaterThan(0);
    expect(rateRatio(none, some)).toMatchObject({ ratio: 0, lower: 0, logLower: null, reason: null });
    expect(() => rateRatio(some, { events: 1, exposure: 0 })).toThrow(RangeError);
  });
});

describe("standardisation against PHEindicatormethods", () => {
  it.each(oracle.areas)("area $area", ({ strata, isr, dsr }) => {
    const indirect = indirectRatio(
      strata.map(({ standardPopulation: _, ...stratum }) => stratum),
      1000,
    );
    expect(indirect.observed).toBe(isr.observed);
    expectClose(indirect.expected, isr.expected);
    expectClose(indirect.ratio, isr.value);
    expectLimits(indirect, isr.ci95);
    expectLimits(indirectRatio(strata, 1000, 0.998), isr.ci99_8);
    expectClose(indirect.rate, isr.israte_per_1000);
    expectLimits({ lower: indirect.rateLower, upper: indirect.rateUpper }, isr.israte_ci95);
    const direct = directRate(strata, 1000);
    expect(direct).toMatchObject({ events: dsr.total_count, population: dsr.total_pop, reason: null });
    expectClose(direct.value, dsr.value);
    expectLimits(direct, dsr.ci95);
    expectLimits(directRate(strata, 1000, 0.998), dsr.ci99_8);
  });

  it("gives no directly standardised rate below ten events, nor across an empty stratum", () => {
    const { strata, expected } = oracle.dsrSmall;
    const small = directRate(strata, 1000);
    expect(small).toMatchObject({
      events: expected.total_count,
      value: expected.value,
      reason: "few_events",
    });
    const tenth = strata.map((one, index) => (index === 0 ? { ...one, events: one.events + 1 } : one));
    expect(directRate(tenth, 1000)).toMatchObject({ events: 10, reason: null });
    const full = { events: 30, population: 900, standardPopulation: 500 };
    const empty = { events: 0, population: 0, standardPopulation: 500 };
    expect(directRate([full, empty])).toMatchObject({ value: null, reason: "empty_stratum" });
    expect(directRate([full, { ...empty, standardPopulation: 0 }]).value).toBeCloseTo(30 / 900, 12);
    expect(() => directRate([{ ...empty, events: 1 }])).toThrow(RangeError);
    expect(() => directRate([])).toThrow(RangeError);
  });

  it("gives no indirect ratio without a reference or expected events", () => {
    const stratum = { events: 3, population: 50, referenceEvents: 0, referencePopulation: 0 };
    expect(indirectRatio([stratum])).toMatchObject({ ratio: null, expected: null, reason: "no_reference" });
    expect(indirectRatio([{ ...stratum, referencePopulation: 100 }])).toMatchObject({
      ratio: null,
      reason: "no_expected",
    });
    expect(() => indirectRatio([{ ...stratum, population: -1 }])).toThrow(RangeError);
  });
});

describe("inequality gradients against PHEindicatormethods", () => {
  const { population, mean, se, x, sii_mean, sii_proportion } = oracle.gradient;
  const labels = ["most deprived", "second", "third", "fourth", "least deprived"];
  const groups = population.map((people, index) => ({
    label: labels[index] ?? "",
    population: people,
    value: mean[index] ?? Number.NaN,
    standardError: se[index] ?? Number.NaN,
  }));
  const within = (actual: number | null, wanted: number | undefined, slack: number) =>
    expect(Math.abs((actual ?? Number.NaN) - (wanted ?? Number.NaN))).toBeLessThanOrEqual(slack);

  it("of means, with a stated direction", () => {
    const result = inequalityGradient(groups);
    expect([result.from, result.to]).toEqual(["most deprived", "least deprived"]);
    result.ranks.forEach((rank, index) => {
      expectClose(rank, sii_mean.rank[index]);
    });
    expectClose(result.intercept, sii_mean.intercept);
    expectClose(result.slope, sii_mean.sii);
    expectClose(result.slopeStandardError, sii_mean.sii_se_analytic);
    expectLimits({ lower: result.slopeLower, upper: result.slopeUpper }, sii_mean.sii_ci95_analytic);
    expectClose(result.ratio, sii_mean.rii);
    // Their limits come from simulation: ours are held to its stated slack.
    const { phe_sim_sii_ci95_abs, phe_sim_rii_ci95_abs } = oracle.tolerance;
    within(result.slopeLower, sii_mean.phe_sim_sii_ci95[0], phe_sim_sii_ci95_abs);
    within(result.slopeUpper, sii_mean.phe_sim_sii_ci95[1], phe_sim_sii_ci95_abs);
    within(result.ratioLower, sii_mean.phe_sim_rii_ci95[0], phe_sim_rii_ci95_abs);
    within(result.ratioUpper, sii_mean.phe_sim_rii_ci95[1], phe_sim_rii_ci95_abs);
  });

  it("of shares", () => {
    const shares = population.map((people, index) => shareGroup(labels[index] ?? "", x[index] ?? 0, people));
    const result = inequalityGradient(shares.flatMap((group) => (group === null ? [] : [group])));
    shares.forEach((group, index) => {
      const value = group?.value ?? Number.NaN;
      expectClose(
        (group?.standardError ?? Number.NaN) / (value * (1 - value)),
        sii_proportion.se_logit[index],
      );
    });
    expectClose(result.intercept, sii_proportion.intercept);
    expectClose(result.slope, sii_proportion.sii);
    expectClose(result.slopeStandardError, sii_proportion.sii_se_delta);
    expectLimits({ lower: result.slopeLower, upper: result.slopeUpper }, sii_proportion.sii_ci95_delta);
    expectClose(result.ratio, sii_proportion.rii);
    within(result.ratioLower, sii_proportion.phe_sim_rii_ci95[0], 0.005);
    within(result.ratioUpper, sii_proportion.phe_sim_rii_ci95[1], 0.005);
  });

  it("are refused where they are not defined", () => {
    expect(inequalityGradient(groups.slice(0, 1))).toMatchObject({ slope: null, reason: "one_group" });
    expect(shareGroup("all", 5, 5)).toBeNull();
    expect(shareGroup("nobody", 0, 0)).toBeNull();
    const falling = groups.map((group, index) => ({ ...group, value: 10 - 4 * index }));
    expect(inequalityGradient(falling)).toMatchObject({ ratio: null, ratioReason: "not_above_zero" });
    const vague = inequalityGradient(groups.map((group) => ({ ...group, standardError: 60 })));
    expect(vague).toMatchObject({ ratioLower: null, ratioReason: "unbounded" });
    expect(() => inequalityGradient(groups.map((group) => ({ ...group, population: 0 })))).toThrow(
      RangeError,
    );
  });
});
