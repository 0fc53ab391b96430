import type { EstimateRow } from "./estimate-index.js";
import { estimateWords, chartRow as plainRow } from "./figure-data.js";
import { formatEstimate, formatValue, type NumberStyle } from "./format.js";
import type { ChartRow } from "./row-chart.js";

/** True where a range is published in place of a figure, such as the share of a few staff. */
export function isRange(row: EstimateRow | undefined): row is EstimateRow & { lower: number; upper: number } {
  return (
    row !== undefined &&
    row.status === "published" &&
    row.value === null &&
    row.lower !== null &&
    row.upper !== null
  );
}

/** `20% to 40%` where a range is published in place of a figure; else the figure, or why there is none. */
export function rangeOrFigure(row: EstimateRow | undefined, style: NumberStyle): string {
  if (!isRange(row)) return formatEstimate(row, style);
  return `${formatValue(row.lower, style, row.denominator)} to ${formatValue(row.upper, style, row.denominator)}`;
}

/** The same with the interval of a figure beside it. */
export function rangeOrInterval(row: EstimateRow | undefined, style: NumberStyle): string {
  return isRange(row) ? rangeOrFigure(row, style) : estimateWords(row, style);
}

/** A chart row in which a published range is drawn as a band, and anything else as usual. */
export function rangeRow(
  key: string,
  label: string,
  row: EstimateRow | undefined,
  more: Partial<ChartRow> = {},
): ChartRow {
  const plain = plainRow(key, label, row, more);
  return isRange(row)
    ? { ...plain, value: null, lower: null, upper: null, band: [row.lower, row.upper], missing: "" }
    : plain;
}
