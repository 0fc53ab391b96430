import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { printableFigure } from "../findings/released-estimate.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import type { SeriesCoefficient } from "../statistics/segmented-regression.ts";
import { segmentedRegression } from "../statistics/segmented-regression.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Trend } from "./project-comparisons-schema.ts";
import { quartersOf } from "./project-quarters.ts";

type Project = Catalogue["projects"][number];

/** Decimals of a step and of a slope: tenths of a percentage point, thousandths of a score point. */
const DECIMALS = 3;

/**
 * Whether the quarters of a project's first measure break with their trend where the pilot begins: segmented regression of the gap
 * to its comparison networks, or of the project alone where it has none, from released figures.
 *
 * Quarters that are withheld, here or there, are no points. With fewer than eight points on either side
 * (`segmentedRegression`) nothing is worked out, and the counts say so. Null where no quarter has a figure, and where a
 * window before the pilot or a later one is missing.
 */
export function projectTrend(project: Project, rows: readonly ReleasedEstimate[]): Trend | null {
  const quarters = quartersOf(project, rows).filter(({ isBefore, isLater }) => isBefore || isLater);
  const of = quarters.some(({ there }) => there !== undefined) ? "gap" : "project";
  const values = quarters.map(({ here, there }) => {
    const [own, others] = [printableFigure(here), printableFigure(there)];
    if (own === null || (of === "gap" && others === null)) return null;
    return own.value - (of === "gap" ? (others?.value ?? 0) : 0);
  });
  const start = quarters.findIndex(({ isLater }) => isLater);
  if (start <= 0 || values.every((value) => value === null)) return null;
  const { pointsBefore, pointsAfter, levelChange, trendChange, reason } = segmentedRegression(values, start, {
    // The first quarter of the pilot is the first of the new line: the step is there, and not a quarter earlier.
    trendStartsAt: 0,
  });
  return {
    of,
    before: pointsBefore,
    after: pointsAfter,
    step: limitsOf(levelChange),
    slope: limitsOf(trendChange),
    reason,
  };
}

function limitsOf(one: SeriesCoefficient | null): Trend["step"] {
  const estimate = roundedOrNull(one?.estimate ?? null, DECIMALS);
  if (one === null || estimate === null) return null;
  return {
    estimate,
    lower: roundOutwards(one.lower, DECIMALS, Math.floor),
    upper: roundOutwards(one.upper, DECIMALS, Math.ceil),
  };
}
