import type { Catalogue } from "../../src/release/catalogue.ts";
import { isAnyChange } from "./change-words.js";
import type { EstimateRow } from "./estimate-index.js";
import { formatEstimate, formatInterval, type NumberStyle, statusWords } from "./format.js";
import type { ChartRow } from "./row-chart.js";
import type { TimePoint } from "./time-chart.js";

type Instrument = Catalogue["instruments"][number];

/** The selected instrument, undefined where the programme has none. */
export function instrumentOf(catalogue: Catalogue, id: string): Instrument | undefined {
  return catalogue.instruments.find((one) => one.id === id);
}

/** Title of a measure as the release names it. */
export function measureTitle(catalogue: Catalogue, id: string): string {
  return catalogue.measures.find((one) => one.id === id)?.title ?? id.replaceAll("_", " ");
}

/** Methods of some measures as the release names them, each once. */
export function methodsOf(catalogue: Catalogue, measures: readonly string[]): readonly string[] {
  return [
    ...new Set(
      measures.flatMap(
        (id) => catalogue.measures.find((one) => one.id === id && one.method !== "")?.method ?? [],
      ),
    ),
  ];
}

/** Words that stand in for a figure, "" where there is one. */
export function missingWords(row: EstimateRow | undefined): string {
  if (row === undefined) return "not published";
  return row.status === "published" && row.value !== null ? "" : statusWords(row.status).toLowerCase();
}

/** A band's two ends, null where it was not released. */
export function bandOf(row: EstimateRow | undefined): readonly [number, number] | null {
  if (row === undefined || row.status !== "published" || row.lower === null || row.upper === null)
    return null;
  return [row.lower, row.upper];
}

/** A chart row of an estimate. */
export function chartRow(
  key: string,
  label: string,
  row: EstimateRow | undefined,
  more: Partial<ChartRow> = {},
): ChartRow {
  const missing = missingWords(row);
  const shown = missing === "";
  return {
    key,
    label,
    value: shown ? (row?.value ?? null) : null,
    lower: shown ? (row?.lower ?? null) : null,
    upper: shown ? (row?.upper ?? null) : null,
    missing,
    ...more,
  };
}

/** A point of a series of an estimate. */
export function timePoint(
  key: string,
  tick: string,
  row: EstimateRow | undefined,
  band: readonly [number, number] | null = null,
): TimePoint {
  const { value, lower, upper, missing } = chartRow(key, tick, row);
  return { key, tick, value, lower, upper, missing, band };
}

/** `+6.2 (4.1 to 8.5)`, or the words for why there is no figure. */
export function estimateWords(row: EstimateRow | undefined, style: NumberStyle): string {
  const interval = formatInterval(row, style);
  const value = formatEstimate(row, style);
  return interval === "" ? value : `${value} (${interval})`;
}

/** The change that counts as meaningful, signed towards better, as a marked line; null where any change counts. */
export function thresholdOf(
  instrument: Instrument | undefined,
): { readonly value: number; readonly label: string } | null {
  if (instrument === undefined || isAnyChange(instrument)) return null;
  const { points } = instrument.meaningful_change;
  const value = instrument.better === "higher" ? points : -points;
  return { value, label: `Meaningful change ${value < 0 ? "\u2212" : "+"}${points}` };
}

/** Which way is better, in words for an axis. */
export function betterWords(instrument: Instrument | undefined): string {
  if (instrument === undefined) return "";
  return instrument.better === "higher" ? "higher is better" : "lower is better";
}

/** Whether a breakdown category is a way of not being known, set apart in charts and never compared. */
export function isUnstated(category: string): boolean {
  return ["not_stated", "not_known", "suppressed", "Z", "99", "X"].includes(category);
}

/** `3 of 18 are withheld`, or "" where none is. */
export function withheldWords(rows: readonly (EstimateRow | undefined)[], what: string): string {
  const gone = rows.filter((row) => row !== undefined && missingWords(row) !== "").length;
  if (gone === 0) return "";
  return ` ${gone} of ${rows.length} ${what} ${gone === 1 ? "has" : "have"} no figure shown: withheld or too few people.`;
}
