import type { Policy } from "../disclosure/policy.ts";
import {
  type ExactEstimate,
  protectEstimates,
  type ReleasedEstimate,
} from "../disclosure/protect-estimates.ts";
import { type Released, Unreleased } from "../disclosure/sealed.ts";
import type { Instrument } from "../model/programme.ts";
import { controlChart } from "../statistics/control-chart.ts";
import type { SpecialCause } from "../statistics/special-causes.ts";

/** Fewest points that limits are drawn from: as many as make a run. */
const FEWEST = 7;

const CAUSES: Readonly<Record<SpecialCause, string>> = {
  above_limits: "Above the limits.",
  below_limits: "Below the limits.",
  rising: "One of seven or more in a row that rise.",
  falling: "One of seven or more in a row that fall.",
  two_of_three_above: "One of two in three near the upper limit.",
  two_of_three_below: "One of two in three near the lower limit.",
  shift_above: "One of seven or more in a row above the middle line.",
  shift_below: "One of seven or more in a row below the middle line.",
};

/**
 * Adds the middle line and the limits of a control chart of the mean change (`mean_change_limits`), by month and quarter,
 * worked out from released points alone; the note says what the rules find of a point.
 *
 * A series with a gap, or with fewer than seven points, has none. Points whose second scores are not due yet stand on no
 * chart: only those followed up early would be in them.
 */
export function withChangeLimits(
  released: Released<readonly ReleasedEstimate[]>,
  instruments: readonly Instrument[],
  policy: Policy,
): Released<readonly ReleasedEstimate[]> {
  const added = protectEstimates(new Unreleased(changeLimits(released.value, instruments)), policy);
  return released.map((rows) => [...rows, ...added.value]);
}

function changeLimits(
  released: readonly ReleasedEstimate[],
  instruments: readonly Instrument[],
): readonly ExactEstimate[] {
  const rates = new Map(
    released.filter(({ measure }) => measure === "follow_up_rate").map((row) => [pointKey(row), row.status]),
  );
  const series = new Map<string, ReleasedEstimate[]>();
  for (const row of released) {
    const { measure, breakdown, period_type, instrument, area_type, area } = row;
    if (measure !== "mean_change" || breakdown !== "none") continue;
    if (period_type !== "quarter" && period_type !== "month") continue;
    const key = [instrument, area_type, area, period_type].join("|");
    const points = series.get(key) ?? [];
    if (points.length === 0) series.set(key, points);
    points.push(row);
  }
  const byId = new Map(instruments.map((one) => [one.id, one]));
  return [...series.values()].flatMap((points) => {
    const instrument = byId.get(points[0]?.instrument ?? "");
    return instrument === undefined ? [] : limitsOf(points, instrument, rates);
  });
}

const pointKey = ({
  instrument,
  area_type,
  area,
  period_type,
  period,
  breakdown,
}: ReleasedEstimate): string => [instrument, area_type, area, period_type, period, breakdown].join("|");

function limitsOf(
  points: readonly ReleasedEstimate[],
  { decimals, better }: Instrument,
  rates: ReadonlyMap<string, string>,
): readonly ExactEstimate[] {
  const ordered = points.toSorted((a, b) => (a.period < b.period ? -1 : 1));
  const isOn = (row: ReleasedEstimate) =>
    row.status === "published" && row.value !== null && rates.get(pointKey(row)) !== "not_yet_observable";
  const first = ordered.findIndex(isOn);
  if (first === -1) return [];
  const span = ordered.slice(first, ordered.findLastIndex(isOn) + 1);
  const row = (point: ReleasedEstimate): ExactEstimate => ({
    ...point,
    measure: "mean_change_limits",
    method: "control-chart",
    numerator: null,
    denominator: null,
    n: null,
    value: null,
    lower: null,
    upper: null,
    level: null,
    status: "not_available",
    note: "",
    kind: "published",
    decimals: Math.max(1, decimals),
  });
  const without = (note: string) => span.map((point) => ({ ...row(point), note }));
  if (!span.every(isOn)) return without("A period in between cannot be shown: take longer periods.");
  if (span.length < FEWEST) return without(`Limits need ${FEWEST} periods or more.`);
  const chart = controlChart(
    span.map(({ value }) => value ?? Number.NaN),
    { improvement: better === "higher" ? "increase" : "decrease" },
  );
  const [limits] = chart.phases;
  if (limits === undefined || limits.mean === null || limits.lower === null || limits.upper === null)
    return without("All periods are alike, so there are no limits.");
  const { mean, lower, upper, trial } = limits;
  return span.map((point, index) => {
    const cause = chart.points[index]?.cause ?? null;
    const note = [
      cause === null ? "" : CAUSES[cause],
      trial ? "Limits on trial: fewer than 12 periods." : "",
    ].filter((text) => text !== "");
    return { ...row(point), value: mean, lower, upper, status: "published", note: note.join(" ") };
  });
}
