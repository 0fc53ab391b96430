import { describe, expect, it } from "vitest";
import type { ReleasedEstimate } from "../../src/disclosure/protect-estimates.ts";
import { Released } from "../../src/disclosure/sealed.ts";
import { programmeSchema } from "../../src/model/programme.ts";
import { checkTargets } from "../../src/release/check-targets.ts";
import { controlCharts } from "../../src/release/control-charts.ts";
import { controlChartsSchema } from "../../src/release/control-charts-schema.ts";
import { pPrimeChart } from "../../src/statistics/p-prime-chart.ts";
import oracle from "../fixtures/oracle/control-chart.json" with { type: "json" };
import { row } from "./reports-support.ts";

const programme = (settings: Readonly<Record<string, unknown>> = {}) =>
  programmeSchema.parse({
    id: "p",
    name: "P",
    synthetic: true,
    window: { from: "2000-01-01", to: "2040-12-31" },
    data_date: "2041-12-31",
    sources: [{ id: "s", file: "s.csv", profile: "s" }],
    instruments: [
      { id: "pam", name: "PAM", short: "PAM", decimals: 6, range: [0, 100], better: "higher" },
      { id: "anx", name: "ANX", short: "ANX", decimals: 6, range: [0, 100], better: "lower" },
    ],
    ...settings,
  });

/** Quarters in order, from the first of 2010. */
const quarter = (place: number): string => `${2010 + Math.floor(place / 4)}-Q${(place % 4) + 1}`;

type Parts = Parameters<typeof row>[0];
const series = (
  measure: string,
  points: readonly (Parts | null)[],
  more: Parts = {},
): readonly ReleasedEstimate[] =>
  points.flatMap((point, place) =>
    point === null
      ? []
      : [
          row({
            measure,
            area_type: "pcn",
            area: "U1",
            period_type: "quarter",
            period: quarter(place),
            ...more,
            ...point,
          }) as ReleasedEstimate,
        ],
  );
const charts = (rows: readonly ReleasedEstimate[], settings: Readonly<Record<string, unknown>> = {}) => {
  const made = controlCharts(Released.mark(rows), programme(settings)).value;
  expect(controlChartsSchema.parse(made)).toEqual(made);
  return made;
};
const only = (made: ReturnType<typeof charts>) => {
  expect(made.series).toHaveLength(1);
  const [one] = made.series;
  if (one === undefined) throw new Error("No series.");
  return one;
};
const points = (chart: ReturnType<typeof only>["charts"][number] | undefined) =>
  chart?.values.map((value, place) => [
    value,
    ...(chart.limits[chart.limits.length === 1 ? 0 : place] ?? []),
  ]) ?? [];
const values = (list: readonly number[]) => list.map((value) => ({ value }));
const SHARES = [40, 35, 45, 40, 35, 50, 40, 45].map((numerator, place) => {
  const denominator = 80 + 5 * (place % 3);
  return { numerator, denominator, value: Number((numerator / denominator).toFixed(2)) };
});

/** Labels of NHSRplotthedots. */
const LABELS: Readonly<Record<string, string>> = {
  above_limits: "Above UCL",
  below_limits: "Below LCL",
  rising: "7 Point Trend (Increasing)",
  falling: "7 Point Trend (Decreasing)",
  two_of_three_above: "2 in 3 Above CL",
  two_of_three_below: "2 in 3 Below CL",
  shift_above: "7 Points Above CL",
  shift_below: "7 Points Below CL",
};

describe("averages over time, against NHSRplotthedots", () => {
  const comparable = oracle.series.filter(
    ({ input }) =>
      input.screen &&
      input.dir !== "neutral" &&
      !("rebase_starts_at_point_1based" in input) &&
      !("limits_from_first_n_points" in input) &&
      new Set(input.y).size > 1 &&
      input.y.length >= 7,
  );

  it("has series to compare", () => expect(comparable.length).toBeGreaterThan(3));

  it.each(comparable)("$series", ({ input, expected }) => {
    const instrument = input.dir === "increase" ? "pam" : "anx";
    const target = "target" in input ? input.target : null;
    const one = only(
      charts(
        series("mean_change", values(input.y), { instrument }),
        target === null || target === undefined
          ? {}
          : { targets: [{ measure: "mean_change", instrument, value: target, source: "T" }] },
      ),
    );
    expect(one).toMatchObject({ chart: "xmr", improvement: input.dir, none: [] });
    const [chart] = one.charts;
    const [phase] = expected.phases;
    expect(chart?.centre).toBeCloseTo(phase?.mean ?? Number.NaN, 6);
    expect(chart?.values).toEqual(input.y);
    for (const [, lower, upper] of points(chart)) {
      expect(lower).toBeCloseTo(phase?.lpl ?? Number.NaN, 6);
      expect(upper).toBeCloseTo(phase?.upl ?? Number.NaN, 6);
    }
    expect(input.y.map((_, place) => LABELS[chart?.causes[String(place)] ?? ""] ?? "Common Cause")).toEqual(
      expected.special_cause,
    );
    const icon = chart?.variation ?? "";
    expect(icon === "common_cause" ? icon : `special_cause_${icon.replace(/_(high|low)$/, "")}`).toBe(
      expected.variation_last_point,
    );
    expect(chart?.assurance ?? null).toBe("assurance" in expected ? expected.assurance : null);
  });
});

describe("waits over time", () => {
  const down = oracle.series.find(({ series: name }) => name === "wait_days_down24");
  if (down === undefined) throw new Error("The oracle's series of waits is missing.");
  const { input, expected } = down;
  const median = "median_days_to_first_contact";
  const nineInTen = (value: number | null) =>
    row({
      measure: "p90_days_to_first_contact",
      area_type: "programme",
      area: "programme",
      period_type: "all",
      period: "all",
      value,
      ...(value === null ? { status: "withheld" as const } : {}),
    }) as ReleasedEstimate;

  it("are a chart of the medians, on which fewer days are better, as NHSRplotthedots has it", () => {
    const one = only(charts([...series(median, values(input.y)), nineInTen(27)]));
    expect(one).toMatchObject({ measure: median, chart: "xmr", improvement: "decrease", none: [] });
    const [chart] = one.charts;
    const [phase] = expected.phases;
    expect(chart?.centre).toBeCloseTo(phase?.mean ?? Number.NaN, 2);
    for (const [, lower, upper] of points(chart)) {
      expect(lower).toBeCloseTo(phase?.lpl ?? Number.NaN, 2);
      expect(upper).toBeCloseTo(phase?.upl ?? Number.NaN, 2);
    }
    expect(input.y.map((_, place) => LABELS[chart?.causes[String(place)] ?? ""] ?? "Common Cause")).toEqual(
      expected.special_cause,
    );
    expect(chart?.variation).toMatch(/^improvement_low$/);
  });

  it("leave out a quarter until as many days have passed as nine in ten of those reached had waited", () => {
    const eight = [11, 14, 12, 13, 11, 15, 12, 14];
    // The eighth quarter of 2010 ends on 31 December 2011.
    const shown = (data_date: string, ninth: number | null = 27) =>
      only(charts([...series(median, values(eight)), nineInTen(ninth)], { data_date }));
    expect(shown("2012-01-27").charts[0]?.values).toEqual(eight);
    expect(shown("2012-01-26").charts[0]?.values).toEqual(eight.slice(0, -1));
    expect(shown("2041-12-31", null)).toMatchObject({ charts: [], none: [{ reason: "no_figures" }] });
  });
});

describe("medians of whole days", () => {
  const median = "median_days_to_first_contact";
  const nine = row({
    measure: "p90_days_to_first_contact",
    area_type: "programme",
    area: "programme",
    period_type: "all",
    period: "all",
    value: 27,
  }) as ReleasedEstimate;
  const drawn = (days: readonly number[]) => only(charts([...series(median, values(days)), nine]));

  it("have no chart where the limits would lie within a day and a half of the middle line", () => {
    // Differences of 1, 0, 1, 0, …: 0.5 on average, so that limits lie 1.33 days off.
    expect(drawn([3, 4, 4, 3, 3, 4, 4, 3, 3])).toMatchObject({ charts: [], none: [{ reason: "coarse" }] });
    // Differences of 1: limits 2.66 days off.
    expect(drawn([3, 4, 3, 4, 3, 4, 3, 4, 3]).charts).toHaveLength(1);
    expect(drawn([3, 3, 3, 3, 3, 3, 3, 3, 3]).none).toMatchObject([{ reason: "no_variation" }]);
    // Averages go by no steps.
    const averages = only(
      charts(series("mean_change", values([3, 4, 4, 3, 3, 4, 4, 3, 3]), { instrument: "pam" })),
    );
    expect(averages.charts).toHaveLength(1);
  });

  it("so that stable waits have a sign at the latest of ten quarters in no more than 3 of 100 networks", () => {
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state + 0.5) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const middle = (waits: number[]): number => {
      waits.sort((a, b) => a - b);
      const half = waits.length / 2;
      return ((waits[Math.ceil(half) - 1] ?? 0) + (waits[Math.floor(half)] ?? 0)) / 2;
    };
    for (const [days, people] of [
      [3, 50],
      [5, 120],
      [10, 50],
      [10, 300],
    ] as const) {
      const networks = Array.from({ length: 400 }, (_, at) =>
        Array.from({ length: 10 }, (_unused, place) => ({
          area: `N${at}`,
          value: middle(Array.from({ length: people }, () => Math.round(days * Math.exp(0.775 * normal())))),
          period: quarter(place),
        })),
      ).flat();
      const rows = networks.map((one) =>
        row({ measure: median, area_type: "pcn", period_type: "quarter", ...one }),
      );
      const made = only(charts([...(rows as ReleasedEstimate[]), nine]));
      const signs = made.charts.filter(({ variation }) => variation !== "common_cause").length;
      expect(made.charts.length).toBeGreaterThan(40);
      // With three standard errors of 3 of 100.
      const slack = 3 * Math.sqrt((0.03 * 0.97) / made.charts.length);
      expect(signs / made.charts.length).toBeLessThanOrEqual(0.03 + slack);
    }
  });
});

describe("shares and counts over time", () => {
  it("draws shares as a p′ chart of the released counts", () => {
    const one = only(charts(series("follow_up_rate", SHARES, { instrument: "pam" })));
    const wanted = pPrimeChart(SHARES, { improvement: "increase" });
    expect(one).toMatchObject({ chart: "p_prime", improvement: "increase" });
    expect(points(one.charts[0])).toEqual(
      wanted.points.map(({ value, lower, upper }) => [value, lower, upper].map((x) => Number(x?.toFixed(3)))),
    );
    // 330 of 675 people.
    expect(one.charts[0]?.centre).toBe(Number((330 / 675).toFixed(3)));
  });

  it("has the limits of the example on the Methods page", () => {
    const followed = [25, 30, 20, 25, 30, 25, 20].map((numerator) => ({
      numerator,
      denominator: 50,
      value: numerator / 50,
    }));
    const chart = only(charts(series("follow_up_rate", followed))).charts[0];
    expect(chart?.centre).toBe(0.5);
    expect(points(chart)[0]).toEqual([0.5, 0.19, 0.81]);
    expect(chart?.limits).toHaveLength(1);
  });

  it("draws counts with limits about their average, none below 0, and neither better nor worse", () => {
    const counts = [2, 9, 1, 8, 2, 9, 1, 8].map((value) => ({ value: value * 10 }));
    const one = only(charts(series("referrals", counts)));
    expect(one).toMatchObject({ chart: "u_prime", improvement: "neutral" });
    // Average 50; moving ranges 70, 80, 70, 60, 70, 80, 70: 500 ÷ 7 × 2.66 = 190.0.
    expect(one.charts[0]).toMatchObject({ centre: 50, variation: "common_cause", assurance: null });
    for (const [, lower, upper] of points(one.charts[0])) {
      expect(lower).toBe(0);
      expect(upper).toBeCloseTo(50 + (3 / 1.128) * (500 / 7), 1);
    }
  });

  it("leaves out of counts the quarters that lie only partly in the window", () => {
    const rows = series("referrals", values([20, 60, 55, 65, 60, 50, 60, 65, 60, 20]));
    const window = { from: "2010-02-01", to: "2012-05-31" };
    const chart = only(charts(rows, { window })).charts[0];
    expect(chart).toMatchObject({ from: 1, variation: "common_cause" });
    expect(chart?.values).toHaveLength(8);
    expect(only(charts(rows)).charts[0]?.values).toHaveLength(10);
  });
});

describe("series with points that are not shown", () => {
  const withheld = { status: "withheld", value: null, numerator: null, denominator: null } as const;
  const reasons = (made: ReturnType<typeof charts>) => only(made).none.map(({ reason }) => reason);

  it("moves a series with a gap to financial years, where there are seven", () => {
    const quarters = values([30, 35, 30, 40, 35, 30, 35, 40, 30]).map((one, place) =>
      place === 4 ? withheld : one,
    );
    const years = Array.from({ length: 7 }, (_, place) => ({
      value: 120 + 5 * (place % 2),
      period_type: "financial_year",
      period: `${2010 + place}-${11 + place}`,
    }));
    const gap = series("referrals", quarters);
    expect(reasons(charts(gap))).toEqual(["gap"]);
    const moved = only(charts([...gap, ...series("referrals", years)]));
    expect(moved.charts[0]).toMatchObject({ step: "financial_year", from: 0 });
    expect(reasons(charts([...gap, ...series("referrals", years.slice(1))]))).toEqual(["gap"]);
  });

  it("takes a quarter without a row for a gap", () => {
    const gap = [...SHARES.slice(0, 4), null, ...SHARES.slice(4)];
    const other = series("follow_up_rate", [...SHARES, ...SHARES.slice(0, 1)], { area: "U2" });
    const made = charts([...series("follow_up_rate", gap), ...other]);
    expect(only(made).none).toEqual([{ area: "U1", reason: "gap" }]);
    expect(only(made).charts.map(({ area }) => area)).toEqual(["U2"]);
  });

  it("draws up what lies between periods at either end that cannot be shown or are not due", () => {
    const due = series("follow_up_rate", [...SHARES, { status: "not_yet_observable", value: null }]);
    expect(only(charts([...series("follow_up_rate", [withheld]), ...due.slice(1)])).charts[0]).toMatchObject({
      from: 1,
    });
    const changes = series("mean_change", values([4, 5, 3, 4, 6, 4, 5, 3, 40]));
    const made = charts([...due, ...changes]);
    const change = made.series.find(({ measure }) => measure === "mean_change");
    expect(change?.charts[0]?.values).toHaveLength(8);
    expect(change?.charts[0]?.variation).toBe("common_cause");
  });

  it("says why there is no chart: few points, none at all, or all alike", () => {
    expect(reasons(charts(series("referrals", values([30, 35, 30, 40, 35, 30]))))).toEqual(["few_points"]);
    expect(reasons(charts(series("referrals", [withheld, withheld])))).toEqual(["no_figures"]);
    expect(reasons(charts(series("referrals", values(Array(8).fill(30)))))).toEqual(["no_variation"]);
  });

  it("takes no share whose counts are withheld, and no point of another kind of area", () => {
    const bare = SHARES.map(({ value }) => ({ value }));
    expect(reasons(charts(series("follow_up_rate", bare)))).toEqual(["gap"]);
    expect(charts(series("referrals", values(Array(9).fill(3)), { area_type: "icb" })).series).toEqual([]);
  });
});

describe("targets", () => {
  const target = (parts: object) => programme({ targets: [{ value: 0.5, source: "S", ...parts }] });

  it("are for measures that exist, with shares from 0 to 1", () => {
    expect(() => checkTargets(target({ measure: "follow_up_rate" }))).not.toThrow();
    expect(() => checkTargets(target({ measure: "follow_up_rates" }))).toThrow(/follow_up_rate/);
    expect(() => checkTargets(target({ measure: "follow_up_rate", value: 60 }))).toThrow(/0\.6 for 60%/);
  });

  it("are judged against the limits of the last period", () => {
    const rows = series("follow_up_rate", SHARES, { instrument: "pam" });
    const judged = (value: number) =>
      only(charts(rows, { targets: [{ measure: "follow_up_rate", instrument: "pam", value, source: "S" }] }))
        .charts[0]?.assurance;
    expect([judged(0), judged(0.5), judged(1)]).toEqual([
      "consistent_pass",
      "inconsistent",
      "consistent_fail",
    ]);
  });
});
