import { describe, expect, it } from "vitest";
import { controlChart } from "../../src/statistics/control-chart.ts";
import type { SpecialCause } from "../../src/statistics/special-causes.ts";
import { assurance, type Improvement, variation } from "../../src/statistics/variation-and-assurance.ts";
import { xmrLimits } from "../../src/statistics/xmr-limits.ts";
import oracle from "../fixtures/oracle/control-chart.json" with { type: "json" };
import { expectClose, expectLimits } from "../oracle-figures.ts";

/** The labels of NHSRplotthedots. */
const LABELS: Readonly<Record<SpecialCause, string>> = {
  above_limits: "Above UCL",
  below_limits: "Below LCL",
  rising: "7 Point Trend (Increasing)",
  falling: "7 Point Trend (Decreasing)",
  two_of_three_above: "2 in 3 Above CL",
  two_of_three_below: "2 in 3 Below CL",
  shift_above: "7 Points Above CL",
  shift_below: "7 Points Below CL",
};

const pointType = (icon: string) =>
  icon === "common_cause"
    ? icon
    : `special_cause_${icon.startsWith("neutral") ? icon : icon.replace(/_(high|low)$/, "")}`;

describe("control charts against NHSRplotthedots", () => {
  it.each(oracle.series)("$series", ({ input, expected }) => {
    const given: { rebase_starts_at_point_1based?: number; limits_from_first_n_points?: number } = input;
    const { rebase_starts_at_point_1based: rebase, limits_from_first_n_points: frozen } = given;
    const target = "target" in input ? input.target : undefined;
    const chart = controlChart(input.y, {
      improvement: input.dir as Improvement,
      screening: input.screen,
      ...(rebase === undefined ? {} : { phaseStarts: [rebase - 1] }),
      ...(frozen === undefined ? {} : { limitsFromFirst: frozen }),
      ...(target === undefined ? {} : { target }),
    });
    expect(chart.phases).toHaveLength(expected.phases.length);
    expected.phases.forEach(({ mean, lpl, upl }, index) => {
      const phase = chart.phases[index];
      expectClose(phase?.mean, mean, 0, 1e-10);
      expectLimits({ lower: phase?.lower ?? null, upper: phase?.upper ?? null }, [lpl, upl], 1e-10);
    });
    const { points } = chart;
    expect(points.map(({ value }) => value)).toEqual(input.y);
    expect(points.map(({ phase }) => phase)).toEqual(expected.group);
    expect(points.map(({ cause }) => (cause === null ? "Common Cause" : LABELS[cause]))).toEqual(
      expected.special_cause,
    );
    expect(points.map((point) => pointType(point.variation))).toEqual(expected.point_type);
    expect(points.map(({ side }) => side)).toEqual(expected.relative_to_mean);
    expect(points.map(({ outside }) => outside)).toEqual(expected.outside);
    expect(points.map(({ close }) => close)).toEqual(expected.close);
    expect(pointType(chart.variation ?? "")).toBe(expected.variation_last_point);
    expect(chart.assurance.icon).toBe("assurance" in expected ? expected.assurance : null);
    if ("amr_raw" in expected) {
      const [first] = chart.phases;
      expectClose(first?.averageRange, expected.amr_raw, 0, 1e-10);
      expectClose(first?.averageRangeUsed, expected.amr_used, 0, 1e-10);
      expect(first?.rangesScreened).toBe(expected.n_mr_screened);
    }
  });
});

describe("limits of a control chart", () => {
  const spiked = [10, 12, 11, 13, 12, 30, 11, 12, 10, 13, 12, 11];

  it("follow either screening convention", () => {
    const screened = xmrLimits(spiked);
    expect(screened).toMatchObject({ rangesScreened: 2, trial: false, reason: null });
    expectLimits(screened, [8.945556, 17.221111], 1e-6);
    expectLimits({ lower: screened.lowerNear, upper: screened.upperNear }, [10.324815, 15.841852], 1e-6);
    const unscreened = xmrLimits(spiked, false);
    expectLimits(unscreened, [0.750606, 25.416061], 1e-6);
    expect(unscreened.mean).toBe(screened.mean);
  });

  it("are not given where there is no variation, and the line is then the value itself", () => {
    const tenths = Array.from({ length: 15 }, () => 0.1);
    for (const screening of [true, false]) {
      const limits = xmrLimits(tenths, screening);
      expect(limits).toMatchObject({ mean: 0.1, lower: null, upper: null, reason: "no_variation" });
      const chart = controlChart(tenths, { improvement: "increase", screening, target: 1 });
      expect(new Set(chart.points.map(({ cause, side }) => `${cause} ${side}`))).toEqual(new Set(["null 0"]));
      expect(chart.assurance).toEqual({ icon: null, reason: "no_limits" });
    }
    // 0.1 + 0.2 is not 0.3 in binary fractions, and not a change either.
    expect(xmrLimits([0.3, 0.1 + 0.2, 0.3]).reason).toBe("no_variation");
  });

  it("need two points, and are on trial below twelve", () => {
    expect(xmrLimits([])).toMatchObject({ mean: null, reason: "no_points" });
    expect(xmrLimits([4])).toMatchObject({ mean: 4, lower: null, reason: "one_point" });
    expect(xmrLimits(spiked.slice(1)).trial).toBe(true);
    expect(() => xmrLimits([1, Number.NaN])).toThrow(RangeError);
    expect(controlChart([], { improvement: "neutral" })).toMatchObject({ points: [], variation: null });
  });

  it("are frozen or rebased, on the chart and in order", () => {
    const chart = (options: object) => () => controlChart(spiked, { improvement: "increase", ...options });
    expect(chart({ limitsFromFirst: 12, phaseStarts: [6] })).toThrow(RangeError);
    expect(chart({ limitsFromFirst: 11 })).toThrow(RangeError);
    expect(chart({ phaseStarts: [6, 6] })).toThrow(RangeError);
    expect(chart({ phaseStarts: [0] })).toThrow(RangeError);
    expect(chart({ phaseStarts: [12] })).toThrow(RangeError);
    expect(chart({ phaseStarts: [4, 8] })().phases.map(({ n }) => n)).toEqual([4, 4, 4]);
  });
});

describe("rules of a control chart", () => {
  const causes = (values: readonly number[], options: object = {}) =>
    controlChart(values, { improvement: "increase", ...options }).points.map(({ cause }) => cause);

  it("find a trend of seven points and not of six, and ties end it", () => {
    const base = [50, 40, 60, 45, 55, 40, 60, 50];
    const six = [...base, 46, 47, 48, 49, 50, 51, 40];
    expect(causes(six)).not.toContain("rising");
    expect(causes([...base, 45, 46, 47, 48, 49, 50, 51, 40]).filter((one) => one === "rising")).toHaveLength(
      7,
    );
    expect(causes([...base, 45, 46, 47, 47, 48, 49, 50, 40])).not.toContain("rising");
    expect(causes([...base, 54, 53, 52, 51, 50, 49, 48, 60]).filter((one) => one === "falling")).toHaveLength(
      7,
    );
  });

  it("take a difference that is only the rounding of binary fractions for a tie", () => {
    const before = [0.5, 0.1, 0.6, 0.2, 0.5, 0.4, 0.1];
    expect(causes([...before, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])).toContain("rising");
    expect(causes([...before, 0.2, 0.3, 0.1 + 0.2, 0.4, 0.5, 0.6])).not.toContain("rising");
  });

  it("let a point on the mean end a shift", () => {
    const shift = [1, 6, 1, 6, 1, 6, 1, -1, -6, -1, -6, -1, -6, -1];
    expect(causes(shift).filter((one) => one === "shift_above")).toHaveLength(7);
    expect(causes([1, 6, 1, 0, 1, 6, 1, -1, -6, -1, 0, -1, -6, -1])).not.toContain("shift_above");
  });

  it("do not look across phases", () => {
    const steps = [10, 12, 9, 11, 10, 12, 9, 1, 3, 0, 2, 1, 3, 0];
    expect(causes(steps)).toContain("shift_above");
    expect(causes(steps, { phaseStarts: [7] })).toEqual(steps.map(() => null));
  });
});

describe("icons", () => {
  it("say better or worse by the direction of the measure", () => {
    expect(variation("rising", "increase")).toBe("improvement_high");
    expect(variation("rising", "decrease")).toBe("concern_high");
    expect(variation("shift_below", "decrease")).toBe("improvement_low");
    expect(variation("shift_below", "increase")).toBe("concern_low");
    expect(variation("two_of_three_above", "neutral")).toBe("neutral_high");
    expect(variation("below_limits", "neutral")).toBe("neutral_low");
    expect(variation(null, "increase")).toBe("common_cause");
  });

  it("say whether the target is met always, never or by chance", () => {
    const limits = { lower: 40, upper: 60 };
    expect(assurance(limits, 61, "increase").icon).toBe("consistent_fail");
    expect(assurance(limits, 39, "increase").icon).toBe("consistent_pass");
    expect(assurance(limits, 61, "decrease").icon).toBe("consistent_pass");
    expect(assurance(limits, 39, "decrease").icon).toBe("consistent_fail");
    expect(assurance(limits, 60, "decrease").icon).toBe("inconsistent");
    expect(assurance(limits, null, "increase").reason).toBe("no_target");
    expect(assurance(limits, 50, "neutral").reason).toBe("no_direction");
  });
});
