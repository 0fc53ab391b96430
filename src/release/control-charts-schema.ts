import { z } from "zod";

const chartKind = z.enum(["p_prime", "u_prime", "xmr"]);
const cause = z.enum([
  "above_limits",
  "below_limits",
  "rising",
  "falling",
  "two_of_three_above",
  "two_of_three_below",
  "shift_above",
  "shift_below",
]);
const variation = z.enum([
  "common_cause",
  "improvement_high",
  "improvement_low",
  "concern_high",
  "concern_low",
  "neutral_high",
  "neutral_low",
]);
const assurance = z.enum(["consistent_pass", "consistent_fail", "inconsistent"]);
const noChart = z.enum(["no_figures", "gap", "few_points", "no_variation", "coarse"]);
const step = z.enum(["quarter", "financial_year"]);

/** `reports/data/control-charts.json`: control charts of networks, worked out from released points alone. */
export const controlChartsSchema = z.strictObject({
  area_type: z.literal("pcn"),
  /** Fewest points that limits are drawn from, and fewest that they are not on trial from. */
  fewest: z.int(),
  trial_below: z.int(),
  /** Periods in order of time; a chart's points are successive ones. */
  periods: z.strictObject({ quarter: z.array(z.string()), financial_year: z.array(z.string()) }),
  series: z.array(
    z.strictObject({
      measure: z.string(),
      instrument: z.string(),
      chart: chartKind,
      improvement: z.enum(["increase", "decrease", "neutral"]),
      target: z.strictObject({ value: z.number(), source: z.string() }).nullable(),
      charts: z.array(
        z.strictObject({
          area: z.string(),
          step,
          /** Place of the first point among the periods of `step`. */
          from: z.int(),
          centre: z.number(),
          /** One a period. */
          values: z.array(z.number()),
          /** Lower and upper limit of each period; one pair where all periods have the same. */
          limits: z.array(z.tuple([z.number(), z.number()])),
          /** Place among the points → rule that marks it. */
          causes: z.record(z.string(), cause),
          /** Of the last point. */
          variation,
          assurance: assurance.nullable(),
        }),
      ),
      /** Networks without a chart. */
      none: z.array(z.strictObject({ area: z.string(), reason: noChart })),
    }),
  ),
});
export type ControlCharts = z.infer<typeof controlChartsSchema>;
