import type { ReleasedEstimate } from "../disclosure/protect-estimates.ts";
import { measureWords } from "../findings/measure-words.ts";
import { type PrintableFigure, printableFigure } from "../findings/released-estimate.ts";
import { spreadOfMean } from "../findings/spread-of-mean.ts";
import { decidingLimits, differenceWords } from "../findings/window-words.ts";
import { measureKind } from "../measures/library.ts";
import { roundedOrNull, roundOutwards } from "../statistics/round-figure.ts";
import { standardisedMeanDifference } from "../statistics/standardised-mean-difference.ts";
import { standardisedShareDifference } from "../statistics/standardised-share-difference.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ProjectComparisons } from "./project-comparisons-schema.ts";

type Project = Catalogue["projects"][number];
type Standardised = ProjectComparisons["projects"][number]["standardised"];

/** Decimals of a difference in standard deviations. */
const DECIMALS = 2;

/**
 * A project's first measure after the pilot less before it, in standard deviations, so that unlike measures fit on one axis: the
 * difference and the interval that its own page tells, divided by the standard deviation of people, so that both pages agree on
 * what is clear. From released figures. Medians, rates and figures of staff by year have none, and the reason says why.
 */
export function standardisedAnswer(
  project: Project,
  rows: readonly ReleasedEstimate[],
  { measures, instruments }: Pick<Catalogue, "measures" | "instruments">,
): Standardised {
  const none = (reason: string, words = ""): Standardised => ({
    ...{ value: null, lower: null, upper: null },
    ...{ words, reason },
  });
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
  const at = (period: string) => printableFigure(own.find((row) => row.period === period));
  const before = at("before");
  const after = at("after");
  const later = after ?? at("during");
  if (before === null || later === null) {
    return none(
      kind === "amount"
        ? "A median has no standard deviation."
        : "The figures before and after cannot both be shown.",
    );
  }
  const printed = measureWords(
    measures.find(({ id }) => id === primary.measure),
    primary.measure,
    instruments.find(({ id }) => id === primary.instrument),
    project,
  );
  const words = `${differenceWords(before, later, printed)}${after === null ? ", during the pilot" : ""}`;
  if (kind === "amount") return none("A median has no standard deviation.", words);
  const sd =
    kind === "proportion"
      ? sdOfShares(later, before)
      : kind === "mean"
        ? sdOfMeans(later, before)
        : undefined;
  if (sd === undefined) return none("A rate has no standard deviation of people.", words);
  const limits = decidingLimits(before, later, printed);
  if (sd === null || limits === null) return none("The figures have no spread to divide by.", words);
  return {
    value: roundedOrNull((later.value - before.value) / sd, DECIMALS),
    lower: roundOutwards(limits.lower / sd, DECIMALS, Math.floor),
    upper: roundOutwards(limits.upper / sd, DECIMALS, Math.ceil),
    words,
    reason: "",
  };
}

function sdOfShares(later: PrintableFigure, before: PrintableFigure): number | null {
  const of = ({ numerator, denominator }: PrintableFigure) => ({
    with: numerator ?? 0,
    of: denominator ?? 0,
  });
  if (later.denominator === null || before.denominator === null) return null;
  return standardisedShareDifference(of(later), of(before)).sd;
}

function sdOfMeans(later: PrintableFigure, before: PrintableFigure): number | null {
  const of = (figure: PrintableFigure) => {
    const sd = spreadOfMean(figure);
    return sd === null || figure.n === null ? null : { mean: figure.value, sd, n: figure.n };
  };
  const [one, other] = [of(later), of(before)];
  return one === null || other === null ? null : (standardisedMeanDifference(one, other)?.sd ?? null);
}
