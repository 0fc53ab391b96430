import { WITHHELD_NOTE } from "../disclosure/hide-estimate.ts";
import type { Policy } from "../disclosure/policy.ts";
import type { ExactEstimate } from "../disclosure/protect-estimates.ts";
import type { Cell } from "../measures/cell.ts";
import { blankEstimate } from "./blank-estimate.ts";

/** What figures of reach rest on besides counts. */
export interface ReachContext {
  readonly policy: Policy;
  /** Length of the time that referrals were counted in. */
  readonly years: number;
}

/** Decimals of ratios and rates of reach. */
export const REACH_DECIMALS = 2;

/** Cell of a measure of reach: over the whole time. */
export const cellOf = (
  { area_type, area, breakdown }: Pick<Cell, "area_type" | "area" | "breakdown">,
  measure: string,
  category: string,
): Cell => ({
  measure,
  instrument: "",
  area_type,
  area,
  period_type: "all",
  period: "all",
  breakdown,
  category,
});

/** A figure worked out from released and public numbers alone. */
export const published = (
  cell: Cell,
  figures: Partial<Record<keyof typeof blankEstimate, number | null>>,
  { decimals = REACH_DECIMALS, method = "published-statistic" } = {},
): ExactEstimate => ({
  ...cell,
  ...blankEstimate,
  ...figures,
  method,
  status: "published",
  note: "",
  kind: "published",
  decimals,
});

/** A figure that there is not; that of a group withheld is withheld. */
export const absent = (cell: Cell, note: string): ExactEstimate => ({
  ...cell,
  ...blankEstimate,
  method: "representation-ratio",
  status: note === WITHHELD_NOTE ? "withheld" : "not_available",
  note,
  kind: "published",
  decimals: REACH_DECIMALS,
});
