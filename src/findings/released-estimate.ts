import type { Cell } from "../measures/cell.ts";
import type { Catalogue, Findings } from "../release/catalogue.ts";
import type { Estimate } from "../statistics/estimate.ts";

/** One row of the release: what a figure is about, and the figure after disclosure control. */
export type ReleasedEstimate = Cell & Estimate;

/** What a page opens with: a headline, further sentences, and what must be said beside them. */
export type Finding = Findings["findings"][string];

/** An instrument as the catalogue describes it. */
export type CatalogueInstrument = Catalogue["instruments"][number];

/** A figure that may be printed. */
export interface PrintableFigure {
  readonly value: number;
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly interval: Interval | null;
}

/** An interval that may be printed; `level` 0–1, or null where it is not a confidence interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly level: number | null;
}

/** The figure of a published estimate; null where it is withheld, missing or not a number. */
export function printableFigure(estimate: ReleasedEstimate | undefined): PrintableFigure | null {
  if (estimate?.status !== "published" || !isFigure(estimate.value)) return null;
  return {
    value: estimate.value,
    n: isFigure(estimate.n) ? estimate.n : null,
    numerator: isFigure(estimate.numerator) ? estimate.numerator : null,
    denominator: isFigure(estimate.denominator) ? estimate.denominator : null,
    interval: printableInterval(estimate),
  };
}

/** The interval of a published estimate; null where it is withheld, missing or not a number. */
export function printableInterval(estimate: ReleasedEstimate | undefined): Interval | null {
  if (estimate?.status !== "published") return null;
  const { lower, upper, level } = estimate;
  if (!isFigure(lower) || !isFigure(upper) || lower > upper) return null;
  return { lower, upper, level: isFigure(level) ? level : null };
}

function isFigure(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
