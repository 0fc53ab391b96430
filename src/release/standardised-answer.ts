import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { roundedOrNull, roundOutwards } from "../disclosure/round-figure.ts";
import { type PrintableFigure, printableFigure } from "../findings/released-estimate.ts";
import { spreadOfMean } from "../findings/spread-of-mean.ts";
import { measureKind } from "../measures/library.ts";
import { standardisedMeanDifference } from "../statistics/standardised-mean-difference.ts";
import { standardisedShareDifference } from "../statistics/standardised-share-difference.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";

type Project = Catalogue["projects"][number];
type Standardised = ProjectComparisons["projects"][number]["standardised"];

/** Decimals of a difference in standard deviations. */
const DECIMALS = 2;

/**
 * A project's first measure after the pilot less before it, in standard deviations, so that unlike measures fit on one axis: from
 * released figures. Medians, rates and figures of staff by year have none, and the reason says why.
 */
export function standardisedAnswer(project: Project, rows: readonly ReleasedEstimate[]): Standardised {
  const none = (reason: string): Standardised => ({ value: null, lower: null, upper: null, reason });
  const [primary] = project.measures;
  if (primary === undefined) return none("No measure was named.");
  const own = rows.filter(
    (row) =>
      row.area_type === "project" &&
      row.measure === primary.measure &&
      row.instrument === primary.instrument &&
      row.period_type === "window",
  );
  if (own.length === 0) return none("Figures of staff by year, with no before and after.");
  const kind = measureKind(primary.measure);
  if (kind === "amount") return none("A median has no standard deviation.");
  const at = (period: string) => printableFigure(own.find((row) => row.period === period));
  const before = at("before");
  const later = at("after") ?? at("during");
  if (before === null || later === null) return none("The figures before and after cannot both be shown.");
  const found =
    kind === "proportion" ? sharesOf(later, before) : kind === "mean" ? meansOf(later, before) : undefined;
  if (found === undefined) return none("A rate has no standard deviation of people.");
  if (found === null) return none("The figures have no spread to divide by.");
  return {
    value: roundedOrNull(found.value, DECIMALS),
    lower: roundOutwards(found.lower, DECIMALS, Math.floor),
    upper: roundOutwards(found.upper, DECIMALS, Math.ceil),
    reason: "",
  };
}

function sharesOf(later: PrintableFigure, before: PrintableFigure) {
  const of = ({ numerator, denominator }: PrintableFigure) => ({
    with: numerator ?? 0,
    of: denominator ?? 0,
  });
  if (later.denominator === null || before.denominator === null) return null;
  const { value, lower, upper } = standardisedShareDifference(of(later), of(before));
  return value === null || lower === null || upper === null ? null : { value, lower, upper };
}

function meansOf(later: PrintableFigure, before: PrintableFigure) {
  const of = (figure: PrintableFigure) => {
    const sd = spreadOfMean(figure);
    return sd === null || figure.n === null ? null : { mean: figure.value, sd, n: figure.n };
  };
  const [one, other] = [of(later), of(before)];
  return one === null || other === null ? null : standardisedMeanDifference(one, other);
}
