import type { EstimateKind, ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { Cell } from "../measures/cell.ts";
import type { Estimate } from "../statistics/estimate.ts";

/** The figures of an estimate that has none. */
export const blankEstimate = {
  numerator: null,
  denominator: null,
  n: null,
  value: null,
  lower: null,
  upper: null,
  level: null,
} as const;

/** An estimate of a cell, written part by part: objects put together from others take several times as long, and room. */
export const exactOf = (
  cell: Cell,
  estimate: Estimate,
  kind: EstimateKind,
  decimals: number,
): ExactEstimate => ({
  measure: cell.measure,
  instrument: cell.instrument,
  area_type: cell.area_type,
  area: cell.area,
  period_type: cell.period_type,
  period: cell.period,
  breakdown: cell.breakdown,
  category: cell.category,
  numerator: estimate.numerator,
  denominator: estimate.denominator,
  n: estimate.n,
  value: estimate.value,
  lower: estimate.lower,
  upper: estimate.upper,
  level: estimate.level,
  method: estimate.method,
  status: estimate.status,
  note: estimate.note,
  kind,
  decimals,
});

/** A count as an estimate: its value and the number it rests on are the same. */
export const countOf = (count: number): Estimate => ({
  numerator: null,
  denominator: null,
  n: count,
  value: count,
  lower: null,
  upper: null,
  level: null,
  method: "count",
  status: "published",
  note: "",
});
