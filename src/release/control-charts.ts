import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import type { Released } from "../disclosure/sealed.ts";
import { measureLibrary } from "../measures/library.ts";
import type { Instrument, Programme } from "../model/programme.ts";
import type { Improvement } from "../statistics/variation-and-assurance.ts";
import { TRIAL_BELOW } from "../statistics/xmr-limits.ts";
import type { ControlCharts } from "./control-charts-schema.ts";
import { periodEnds } from "./period-ends.ts";
import { type DrawnChart, drawSeries } from "./series-chart.ts";

/** Fewest points that limits are drawn from: as many as make a run. */
const FEWEST = 7;
/** Periods in the order in which they are tried: a quarter that cannot be shown moves a series to years. */
const STEPS = ["quarter", "financial_year"] as const;
/** Figures that stand beside another, or say the same of fewer. */
const BESIDE = new Set([
  "people",
  "mean_follow_up",
  "expected_change_rtm",
  "share_same",
  "mean_change_limits",
  // The chart of referrals by another name: a list is taken as it is on one day.
  "referrals_per_1000_patients",
]);
/** Measures of people with two scores: of periods in which the second is not due yet only those asked early are in them. */
const OF_SCORES = /^(follow_up_rate|mean_|share_improved$|share_worse$)/;
/** Waits that are over: of a period just gone only the short ones are. */
const OF_WAITS = /^median_days_/;
/** Days within which nine in ten of all whom the programme reached were reached. */
const NINE_IN_TEN = "p90_days_to_first_contact";
const MS_A_DAY = 86_400_000;

type Series = ControlCharts["series"][number];
type Step = (typeof STEPS)[number];

/**
 * Control charts of every network and measure that has figures by quarter, worked out from released points alone:
 * p′ of shares, u′ of counts in equal periods, XmR of averages.
 *
 * A series starts and ends with the first and the last period that can be shown and is due; of counts only periods that
 * lie wholly in the programme's window stand in it, and of waits only those that ended as many days before the data date
 * as nine in ten of all reached had waited. With a gap it moves from quarters to financial years. Below seven
 * points there is no chart, and the reason is given.
 */
export function controlCharts(
  released: Released<readonly ReleasedEstimate[]>,
  programme: Pick<Programme, "window" | "data_date" | "instruments" | "targets">,
): Released<ControlCharts> {
  return released.map((rows) => {
    const here = rows.filter(
      (row) =>
        row.area_type === "pcn" &&
        row.breakdown === "none" &&
        (STEPS as readonly string[]).includes(row.period_type),
    );
    const periods = {
      quarter: periodsOf(here, "quarter"),
      financial_year: periodsOf(here, "financial_year"),
    };
    const waited = waitedSince(rows, programme.data_date);
    const cells = new Map(here.map((row) => [cellKey(row), row]));
    const keys = new Set(
      here.filter((row) => row.period_type === "quarter").map((row) => `${row.measure}|${row.instrument}`),
    );
    const series = measureLibrary
      .filter(({ id }) => !BESIDE.has(id))
      .flatMap((entry) =>
        ["", ...programme.instruments.map(({ id }) => id)]
          .filter((instrument) => keys.has(`${entry.id}|${instrument}`))
          .map((instrument) => seriesOf(entry, instrument, { here, cells, periods, programme, waited })),
      );
    return { area_type: "pcn" as const, fewest: FEWEST, trial_below: TRIAL_BELOW, periods, series };
  });
}

interface Sources {
  readonly here: readonly ReleasedEstimate[];
  readonly cells: ReadonlyMap<string, ReleasedEstimate>;
  readonly periods: ControlCharts["periods"];
  readonly programme: Pick<Programme, "window" | "data_date" | "instruments" | "targets">;
  /** The last day from which waits are long enough over to be counted; "" where that is not known. */
  readonly waited: string;
}

function waitedSince(rows: readonly ReleasedEstimate[], dataDate: string): string {
  const row = rows.find(
    (one) => one.measure === NINE_IN_TEN && one.area_type === "programme" && one.period_type === "all",
  );
  return row?.status === "published" && row.value !== null
    ? new Date(Date.parse(dataDate) - Math.ceil(row.value) * MS_A_DAY).toISOString().slice(0, 10)
    : "";
}

const cellKey = (row: Pick<ReleasedEstimate, "measure" | "instrument" | "area" | "period_type" | "period">) =>
  [row.measure, row.instrument, row.area, row.period_type, row.period].join("|");

function seriesOf(
  { id: measure, kind, polarity }: (typeof measureLibrary)[number],
  instrument: string,
  sources: Sources,
): Series {
  const { here, programme } = sources;
  const declared = programme.instruments.find((one) => one.id === instrument);
  const improvement = improvementOf(measure, polarity, declared);
  const target = programme.targets.find((one) => one.measure === measure && one.instrument === instrument);
  const chart = kind === "proportion" ? "p_prime" : kind === "count" ? "u_prime" : "xmr";
  const options = {
    chart,
    improvement,
    target: target?.value ?? null,
    decimals: chart === "p_prime" ? 3 : chart === "u_prime" ? 1 : Math.max(1, declared?.decimals ?? 1) + 1,
    fewest: FEWEST,
    ...(OF_WAITS.test(measure) ? { grain: 1 } : {}),
  } as const;
  const areas = [
    ...new Set(
      here.filter((row) => row.measure === measure && row.instrument === instrument).map((row) => row.area),
    ),
  ].sort();
  const drawn = areas.map((area) => ({ area, ...chartOf({ measure, instrument, area }, options, sources) }));
  return {
    measure,
    instrument,
    chart,
    improvement,
    target: target === undefined ? null : { value: target.value, source: target.source },
    charts: drawn.flatMap(({ area, chart: one }) => (one === null ? [] : [{ area, ...one }])),
    none: drawn.flatMap(({ area, reason }) => (reason === null ? [] : [{ area, reason }])),
  };
}

type Reason = Series["none"][number]["reason"];
type Chart = Omit<Series["charts"][number], "area">;

/** The chart of the finest period without a gap, or why there is none. */
function chartOf(
  place: { readonly measure: string; readonly instrument: string; readonly area: string },
  options: Parameters<typeof drawSeries>[1],
  { cells, periods, programme, waited }: Sources,
): { readonly chart: Chart; readonly reason: null } | { readonly chart: null; readonly reason: Reason } {
  let reason: Reason = "no_figures";
  for (const step of STEPS) {
    const points = periods[step].map((period) => {
      const at = { ...place, period_type: step, period };
      const row = cells.get(cellKey(at));
      const rate = cells.get(cellKey({ ...at, measure: "follow_up_rate" }));
      const isDue = OF_WAITS.test(place.measure)
        ? periodEnds(step, period).last <= waited
        : !OF_SCORES.test(place.measure) || rate?.status !== "not_yet_observable";
      const isWhole = options.chart !== "u_prime" || isInside(step, period, programme.window);
      return row?.status === "published" && row.value !== null && isDue && isWhole ? row : null;
    });
    const from = points.findIndex((one) => one !== null);
    if (from === -1) continue;
    const span = points.slice(from, points.findLastIndex((one) => one !== null) + 1);
    const shown = span.filter((one) => one !== null);
    if (shown.length < span.length) {
      reason = "gap";
      continue;
    }
    const drawn: DrawnChart = drawSeries(shown, options);
    if (drawn.reason === null) return { chart: { step, from, ...drawn.chart }, reason: null };
    return { chart: null, reason: reason === "gap" ? "gap" : drawn.reason };
  }
  return { chart: null, reason };
}

function improvementOf(
  measure: string,
  polarity: "higher" | "lower" | "neither",
  instrument: Instrument | undefined,
): Improvement {
  if (polarity === "neither") return "neutral";
  const up = polarity === "higher";
  // A change is better in the direction in which its instrument is.
  const turned = measure === "mean_change" && instrument?.better === "lower";
  return up === turned ? "decrease" : "increase";
}

function isInside(step: Step, period: string, window: Programme["window"]): boolean {
  const { first, last } = periodEnds(step, period);
  return window.from <= first && last <= window.to;
}

const periodsOf = (rows: readonly ReleasedEstimate[], step: Step): string[] =>
  [...new Set(rows.filter((row) => row.period_type === step).map((row) => row.period))].sort();
