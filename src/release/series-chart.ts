import { controlChart } from "../statistics/control-chart.ts";
import type { LaneyChart } from "../statistics/laney-chart.ts";
import { pPrimeChart } from "../statistics/p-prime-chart.ts";
import { roundedOrNull } from "../statistics/round-figure.ts";
import { uPrimeChart } from "../statistics/u-prime-chart.ts";
import type { Assurance, Improvement, Variation } from "../statistics/variation-and-assurance.ts";
import type { ControlCharts } from "./control-charts-schema.ts";

/** A released point: a share needs its two counts. */
interface SeriesPoint {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** How a series is drawn up. */
interface SeriesOptions {
  readonly chart: "p_prime" | "u_prime" | "xmr";
  readonly improvement: Improvement;
  readonly target: number | null;
  /** Decimals of values and limits. */
  readonly decimals: number;
  readonly fewest: number;
  /** Step of what is measured, such as a whole day, where medians of it are charted; averages have none. */
  readonly grain?: number;
}

/**
 * Fewest steps from the middle line to a limit. Medians of whole days often stay the same and then jump, which makes
 * limits too narrow: with this rule the latest of ten stable medians has a sign in no more than 3 of 100 series, without it
 * in up to 20 (waits with medians of 3 to 25 days, of 25 to 300 people).
 */
const LEAST_STEPS = 1.5;

type Chart = ControlCharts["series"][number]["charts"][number];

/** A chart of successive points, or why there is none. */
export type DrawnChart =
  | { readonly chart: Omit<Chart, "area" | "step" | "from">; readonly reason: null }
  | { readonly chart: null; readonly reason: "gap" | "few_points" | "no_variation" | "coarse" };

/**
 * The control chart of successive released points: values and limits to `decimals`, marks by place, icons.
 *
 * Counts are taken as events in periods of equal length. A share without its counts makes a gap. Fewer than `fewest`
 * points, or points all alike, have no chart, nor have medians whose limits lie too near for the steps they go by.
 */
export function drawSeries(points: readonly SeriesPoint[], options: SeriesOptions): DrawnChart {
  if (points.length < options.fewest) return { chart: null, reason: "few_points" };
  const { chart: kind, improvement, target, decimals } = options;
  if (kind === "xmr") {
    const values = points.flatMap(({ value }) => value ?? []);
    if (values.length < points.length) return { chart: null, reason: "gap" };
    const chart = controlChart(values, { improvement, target });
    const [limits] = chart.phases;
    const { mean = null, lower = null, upper = null } = limits ?? {};
    const { grain } = options;
    const isCoarse =
      grain !== undefined &&
      mean !== null &&
      upper !== null &&
      upper > mean &&
      upper - mean < LEAST_STEPS * grain;
    if (isCoarse) return { chart: null, reason: "coarse" };
    return finished(
      chart.points.map(({ value, cause }) => ({ value, lower, upper, cause })),
      { centre: mean, variation: chart.variation, assurance: chart.assurance, decimals },
    );
  }
  const chart = laneyOf(kind, points, { improvement, target });
  if (chart === null) return { chart: null, reason: "gap" };
  const { centre, variation, assurance } = chart;
  return finished(chart.points, { centre, variation, assurance, decimals });
}

function laneyOf(
  kind: "p_prime" | "u_prime",
  points: readonly SeriesPoint[],
  options: { readonly improvement: Improvement; readonly target: number | null },
): LaneyChart | null {
  if (kind === "u_prime") {
    const periods = points.flatMap(({ value }) => (value === null ? [] : [{ events: value, exposure: 1 }]));
    return periods.length < points.length ? null : uPrimeChart(periods, options);
  }
  const periods = points.flatMap(({ numerator, denominator }) =>
    numerator === null || denominator === null || denominator === 0 ? [] : [{ numerator, denominator }],
  );
  return periods.length < points.length ? null : pPrimeChart(periods, options);
}

interface Marked {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly cause: Chart["causes"][string] | null;
}

interface Whole {
  readonly centre: number | null;
  readonly variation: Variation | null;
  readonly assurance: Assurance;
  readonly decimals: number;
}

function finished(points: readonly Marked[], { centre, variation, assurance, decimals }: Whole): DrawnChart {
  const to = (x: number | null) => roundedOrNull(x, decimals);
  const middle = to(centre);
  const values = points.flatMap(({ value }) => to(value) ?? []);
  const limits = points.flatMap(({ lower, upper }): [number, number][] => {
    const [low, high] = [to(lower), to(upper)];
    return low === null || high === null ? [] : [[low, high]];
  });
  const [first] = limits;
  const alike = limits.every(([low, high]) => low === first?.[0] && high === first[1]);
  if (middle === null || variation === null || first === undefined || limits.length < points.length) {
    return { chart: null, reason: "no_variation" };
  }
  return {
    chart: {
      centre: middle,
      values,
      limits: alike ? [first] : limits,
      causes: Object.fromEntries(
        points.flatMap(({ cause }, place) => (cause === null ? [] : [[String(place), cause]])),
      ),
      variation,
      assurance: assurance.icon,
    },
    reason: null,
  };
}
