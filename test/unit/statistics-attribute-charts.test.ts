import { describe, expect, it } from "vitest";
import { gChart } from "../../src/statistics/g-chart.ts";
import type { LaneyChart } from "../../src/statistics/laney-chart.ts";
import { pPrimeChart } from "../../src/statistics/p-prime-chart.ts";
import { tChart } from "../../src/statistics/t-chart.ts";
import { uPrimeChart } from "../../src/statistics/u-prime-chart.ts";
import oracle from "../fixtures/oracle/attribute-charts.json" with { type: "json" };
import { expectClose } from "../oracle-figures.ts";

const improvement = "increase";

function expectChart(chart: LaneyChart, wanted: (typeof oracle.u)["plain"]) {
  expectClose(chart.centre, wanted.centre);
  expectClose(chart.sigmaZ, wanted.sigmaZ);
  expect(chart.rangesScreened).toBe(wanted.screened);
  expect(chart.points).toHaveLength(wanted.lower.length);
  chart.points.forEach((point, index) => {
    for (const line of ["lower", "upper", "lowerNear", "upperNear"] as const) {
      expectClose(point[line], wanted[line][index]);
    }
  });
}

describe("p′ and u′ charts against R", () => {
  it.each(oracle.p)("shares of $n", ({ x, n, plain, screened }) => {
    const periods = x.map((numerator, index) => ({ numerator, denominator: n[index] ?? 0 }));
    expectChart(pPrimeChart(periods, { improvement, screening: false }), plain);
    expectChart(pPrimeChart(periods, { improvement }), screened);
  });

  it("rates, in any unit", () => {
    const { x, n, plain, screened } = oracle.u;
    const periods = x.map((events, index) => ({ events, exposure: n[index] ?? 0 }));
    expectChart(uPrimeChart(periods, { improvement, screening: false }), plain);
    expectChart(uPrimeChart(periods, { improvement }), screened);
    const hundred = uPrimeChart(periods, { improvement, per: 100, target: 2200 });
    expectClose(hundred.centre, 100 * screened.centre);
    expectClose(hundred.points[3]?.upper, 100 * (screened.upper[3] ?? 0));
    expect(hundred.assurance.icon).toBe("consistent_fail");
  });
});

describe("g and t charts against R", () => {
  it("cases between events", () => {
    const { gaps, centre, upper, upperNear } = oracle.g;
    const chart = gChart(gaps, improvement);
    expectClose(chart.centre, centre);
    expectClose(chart.upper, upper);
    expectClose(chart.upperNear, upperNear);
    expect([chart.lower, chart.lowerNear]).toEqual([null, null]);
    expect(chart.points.flatMap(({ cause }, index) => (cause === null ? [] : [[index, cause]]))).toEqual([
      [13, "above_limits"],
    ]);
    // Counting the event itself moves everything up by one and leaves the spread as it was.
    const counted = gChart(
      gaps.map((gap) => gap + 1),
      improvement,
      1,
    );
    expectClose(counted.upper, upper + 1);
    expectClose(counted.centre, centre + 1);
  });

  it("days between mining disasters", () => {
    const { times, centre, upper, upperNear, lowerNear, transformedLower } = oracle.t;
    const chart = tChart(times, improvement, false);
    expectClose(chart.centre, centre);
    expectClose(chart.upper, upper);
    expectClose(chart.upperNear, upperNear);
    expectClose(chart.lowerNear, lowerNear);
    expect(transformedLower).toBeLessThan(0);
    expect(chart.lower).toBeNull();
  });
});

describe("rules of charts with changing limits", () => {
  // 50 of 100 in eleven periods, once 52: the average moving range makes 60 of 100 an outlier, and 60 of 10 none.
  const steady = [51, 49, 50, 52, 48, 50, 51, 49, 50, 51, 49, 50].map((numerator) => ({
    numerator,
    denominator: 100,
  }));
  const marks = (extra: readonly { numerator: number; denominator: number }[]) =>
    pPrimeChart([...steady, ...extra], { improvement, limitsFromFirst: 12 }).points.map(({ cause }) => cause);

  it("judge a point by its own denominator", () => {
    expect(marks([{ numerator: 60, denominator: 100 }]).at(-1)).toBe("above_limits");
    expect(marks([{ numerator: 40, denominator: 100 }]).at(-1)).toBe("below_limits");
    expect(marks([{ numerator: 3, denominator: 5 }]).at(-1)).toBeNull();
  });

  it("pass over a period without anybody, whose neighbours become successive", () => {
    const empty = { numerator: 0, denominator: 0 };
    const chart = pPrimeChart([...steady.slice(0, 6), empty, ...steady.slice(6)], { improvement });
    const plain = pPrimeChart(steady, { improvement });
    expect(chart.points[6]).toMatchObject({ value: null, upper: null, cause: null, variation: null });
    expect(chart.points.toSpliced(6, 1)).toEqual(plain.points);
    expect(chart.sigmaZ).toBe(plain.sigmaZ);
  });

  it("find a shift, and a trend of the shares themselves", () => {
    const seven = Array.from({ length: 7 }, (_, index) => ({
      numerator: 102 + (index % 2),
      denominator: 200,
    }));
    expect(marks(seven).filter((cause) => cause === "shift_above")).toHaveLength(7);
    const rising = [40, 41, 42, 43, 44, 45, 46, 47].map((numerator) => ({
      numerator: numerator + 460,
      denominator: 1000,
    }));
    expect(marks(rising)).toContain("rising");
    // Growing denominators make the distance in standard deviations grow, and the share stays what it is.
    const flat = [1, 2, 3, 4, 5, 6, 7, 8].map((times) => ({
      numerator: 51 * times,
      denominator: 100 * times,
    }));
    expect(marks(flat)).not.toContain("rising");
  });

  it("find gaps that have become shorter as a shift below the median", () => {
    const long = [30, 12, 25, 40, 8, 33, 21, 15, 28, 36, 11, 26, 2, 3, 2, 4, 1, 3, 2];
    expect(gChart(long, "increase").variation).toBe("concern_low");
    expect(gChart(long, "decrease").variation).toBe("improvement_low");
  });
});

describe("charts without limits", () => {
  it("say why", () => {
    const share = (numerator: number, denominator: number) => ({ numerator, denominator });
    expect(pPrimeChart([], { improvement })).toMatchObject({
      centre: null,
      points: [],
      variation: null,
      reason: "no_points",
      assurance: { icon: null, reason: "no_target" },
    });
    expect(pPrimeChart([share(0, 0)], { improvement })).toMatchObject({ n: 0, reason: "no_points" });
    expect(pPrimeChart([share(3, 7)], { improvement })).toMatchObject({ n: 1, reason: "one_point" });
    for (const x of [0, 7]) {
      const chart = pPrimeChart([share(x, 7), share(2 * x, 14)], { improvement });
      expect(chart).toMatchObject({ centre: x / 7, sigmaZ: null, reason: "no_variation" });
      expect(chart.points[1]).toMatchObject({ side: 0, outside: null, upper: null });
    }
    expect(pPrimeChart([share(1, 3), share(2, 6), share(4, 12)], { improvement }).reason).toBe(
      "no_variation",
    );
    expect(uPrimeChart([{ events: 0, exposure: 3 }], { improvement }).reason).toBe("one_point");
    expect(gChart([], improvement)).toMatchObject({ centre: null, reason: "no_points" });
    expect(gChart([4], improvement)).toMatchObject({ upper: null, reason: "one_point" });
    expect(gChart([0, 0, 0], improvement)).toMatchObject({ upper: null, reason: "no_variation" });
    expect(tChart([], improvement)).toMatchObject({ centre: null, reason: "no_points" });
    expect(tChart([3, 3, 3], improvement)).toMatchObject({ upper: null, reason: "no_variation" });
  });

  it("refuse what cannot be", () => {
    expect(() => pPrimeChart([{ numerator: 3, denominator: 2 }], { improvement })).toThrow(RangeError);
    expect(() => pPrimeChart([], { improvement, limitsFromFirst: 11 })).toThrow(RangeError);
    expect(() => uPrimeChart([{ events: 1, exposure: 0 }], { improvement })).toThrow(RangeError);
    expect(() => uPrimeChart([{ events: 0.5, exposure: 1 }], { improvement })).toThrow(RangeError);
    expect(() => uPrimeChart([{ events: 1, exposure: 1 }], { improvement, per: 0 })).toThrow(RangeError);
    expect(() => gChart([1.5], improvement)).toThrow(RangeError);
    expect(() => gChart([0], improvement, 1)).toThrow(RangeError);
    for (const time of [-1, Number.NaN]) expect(() => tChart([time], improvement)).toThrow(RangeError);
  });
});
