import type { ControlCharts } from "../../src/release/control-charts-schema.ts";

type Series = ControlCharts["series"][number];
type Chart = Series["charts"][number];

/** A network's chart of a measure with the periods of its points, or why there is none. */
export interface FoundChart {
  readonly series: Series;
  readonly chart: Chart | undefined;
  readonly periods: readonly string[];
  /** Value, lower and upper limit of each period. */
  readonly points: readonly (readonly [number, number, number])[];
  /** Plain words, "" where there is a chart. */
  readonly reason: string;
  /** The same for a cell of a table. */
  readonly short: string;
}

const REASONS: Readonly<Record<Series["none"][number]["reason"], string>> = {
  no_figures: "No period has a figure that can be shown",
  gap: "A period in between cannot be shown",
  few_points: "Too few periods so far",
  no_variation: "All periods are alike, so there are no limits",
  coarse: "Waits are counted in whole days, too coarse for limits where they differ so little",
};

const SHORT: Readonly<Record<Series["none"][number]["reason"], string>> = {
  no_figures: "No figures",
  gap: "A gap",
  few_points: "Too few",
  no_variation: "All alike",
  coarse: "Too alike",
};

const indexes = new WeakMap<Series, ReadonlyMap<string, FoundChart>>();

const pointsOf = ({ values, limits }: Chart): FoundChart["points"] =>
  values.map((value, place) => {
    const [lower, upper] = limits[limits.length === 1 ? 0 : place] ?? [Number.NaN, Number.NaN];
    return [value, lower, upper];
  });

/** The charts of a measure by network, each looked up once. */
function chartsOf(charts: ControlCharts, series: Series): ReadonlyMap<string, FoundChart> {
  const known = indexes.get(series);
  if (known !== undefined) return known;
  const made = new Map<string, FoundChart>([
    ...series.charts.map(
      (chart) =>
        [
          chart.area,
          {
            series,
            chart,
            periods: charts.periods[chart.step].slice(chart.from, chart.from + chart.values.length),
            points: pointsOf(chart),
            reason: "",
            short: "",
          },
        ] as const,
    ),
    ...series.none.map(
      ({ area, reason }) =>
        [
          area,
          {
            series,
            chart: undefined,
            periods: [],
            points: [],
            reason: REASONS[reason],
            short: SHORT[reason],
          },
        ] as const,
    ),
  ]);
  indexes.set(series, made);
  return made;
}

/** A network's chart of a measure; undefined where the measure has no figures by quarter. */
export function findChart(
  charts: ControlCharts,
  {
    measure,
    instrument,
    area,
  }: { readonly measure: string; readonly instrument: string; readonly area: string },
): FoundChart | undefined {
  const series = seriesFor(charts, instrument).find((one) => one.measure === measure);
  if (series === undefined) return undefined;
  return (
    chartsOf(charts, series).get(area) ?? {
      series,
      chart: undefined,
      periods: [],
      points: [],
      reason: REASONS.no_figures,
      short: SHORT.no_figures,
    }
  );
}

/** The measures with charts for an instrument: its own, and those that need none. */
export function seriesFor(charts: ControlCharts, instrument: string): readonly Series[] {
  return charts.series.filter((one) => one.instrument === "" || one.instrument === instrument);
}
