/** The kinds of area a figure can stand for. */
export type AreaType = "programme" | "icb" | "borough" | "service" | "pcn" | "project" | "comparator";
/** The kinds of period a figure can stand for. */
export type PeriodType = "all" | "financial_year" | "quarter" | "month" | "window";

/** One cell of the declared lattice: what a figure is about, before its value. */
export interface Cell {
  readonly measure: string;
  /** Instrument id, or "" where the measure has none. */
  readonly instrument: string;
  readonly area_type: AreaType;
  /** ODS or ONS code, project or service id, or `programme`. */
  readonly area: string;
  readonly period_type: PeriodType;
  /** `all`, `2022-23` (financial year), `2022-Q4` (calendar quarter), `2022-10`, `before|during|after`. */
  readonly period: string;
  /** `none`, a characteristic, or two joined by `*`. */
  readonly breakdown: string;
  /** `all` where the breakdown is `none`. */
  readonly category: string;
}
