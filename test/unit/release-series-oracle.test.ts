import { describe, expect, it } from "vitest";
import { drawSeries } from "../../src/release/series-chart.ts";
import attributes from "../fixtures/oracle/attribute-charts.json" with { type: "json" };
import xmr from "../fixtures/oracle/control-chart.json" with { type: "json" };

/** Charts as released: what the statistics give against R, carried through rounding to the decimals that are shown. */
const options = { improvement: "increase", target: null, fewest: 7 } as const;
/** NHSRplotthedots takes 2.66 mean moving ranges; an attribute chart takes three standard deviations of 1/1.128 of them. */
const WIDTH = 3 / 1.128 / 2.66;

describe("charts of shares as drawn, against R", () => {
  it.each(attributes.p)("p′ of $n", ({ x, n, screened }) => {
    const points = x.map((numerator, place) => {
      const denominator = n[place] ?? 0;
      return { numerator, denominator, value: numerator / denominator };
    });
    const { chart } = drawSeries(points, { ...options, chart: "p_prime", decimals: 3 });
    const three = (value: number | undefined) => Number(value?.toFixed(3));
    expect(chart?.centre).toBe(three(screened.centre));
    expect(chart?.limits).toHaveLength(x.length);
    chart?.limits.forEach(([lower, upper], place) => {
      expect(lower).toBeCloseTo(screened.lower[place] ?? Number.NaN, 3);
      expect(upper).toBeCloseTo(screened.upper[place] ?? Number.NaN, 3);
    });
    const outside = points.flatMap(({ value }, place) =>
      value > (screened.upper[place] ?? 1) || value < (screened.lower[place] ?? 0) ? [String(place)] : [],
    );
    const drawn = Object.entries(chart?.causes ?? {}).flatMap(([place, cause]) =>
      cause.endsWith("_limits") ? [place] : [],
    );
    expect(drawn).toEqual(outside);
  });
});

describe("charts of counts as drawn, against NHSRplotthedots", () => {
  // In equal periods u′ is the XmR chart of the counts, but for the constant. Series with one decimal are taken times ten.
  const screened = xmr.series.filter(
    ({ input, expected }) =>
      expected.phases.length === 1 &&
      !("limits_from_first_n_points" in input) &&
      input.screen &&
      input.y.length >= 7 &&
      input.y.every((value) => value > 0 && Math.abs(value * 10 - Math.round(value * 10)) < 1e-9) &&
      new Set(input.y).size > 1,
  );

  it("has series to compare", () => expect(screened.length).toBeGreaterThan(3));

  it.each(screened)("u′ of $series", ({ input, expected }) => {
    const points = input.y.map((value) => ({
      value: Math.round(value * 10),
      numerator: null,
      denominator: null,
    }));
    const { chart } = drawSeries(points, { ...options, chart: "u_prime", decimals: 6 });
    const [phase] = expected.phases;
    const mean = phase?.mean ?? Number.NaN;
    const lpl = phase?.lpl ?? Number.NaN;
    const upl = phase?.upl ?? Number.NaN;
    expect(chart?.centre).toBeCloseTo(10 * mean, 5);
    expect(chart?.limits).toHaveLength(1);
    expect(chart?.limits[0]?.[1]).toBeCloseTo(10 * (mean + WIDTH * (upl - mean)), 5);
    expect(chart?.limits[0]?.[0]).toBeCloseTo(10 * Math.max(0, mean - WIDTH * (mean - lpl)), 5);
  });
});
