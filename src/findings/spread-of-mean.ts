import { studentCritical } from "../statistics/student-t.ts";
import type { PrintableFigure } from "./released-estimate.ts";

/** Standard deviation of single people, from the t interval of their mean as released; null where it has none. */
export function spreadOfMean(figure: PrintableFigure | null): number | null {
  if (figure === null || figure.interval === null || figure.n === null || figure.n < 2) return null;
  const { lower, upper, level } = figure.interval;
  const sd = ((upper - lower) / 2 / studentCritical(figure.n - 1, level ?? 0.95)) * Math.sqrt(figure.n);
  return sd > 0 ? sd : null;
}
