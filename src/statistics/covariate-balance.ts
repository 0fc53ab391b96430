import { exactInteger } from "./exact-integer.ts";
import type { FollowUpPattern } from "./inverse-probability-mean.ts";

/** How those followed up differ from all who started in one covariate, in standard deviations of all who started. */
export interface CovariateBalance {
  /** Unweighted; null without a follow-up, or where everybody has the same value. */
  readonly before: number | null;
  /** Weighted by 1 ÷ chance of a follow-up. */
  readonly after: number | null;
}

/**
 * Standardised difference of each covariate between those with a follow-up and all who started:
 * (mean followed up − mean of all) ÷ SD of all (n − 1), before and after weighting.
 *
 * `probabilities` are those of the fitted model, one per pattern; null (no model) leaves `after` null. Differences beyond
 * 0.1 before weighting say who is lost; any left after it say that the model misses them.
 * Throws a RangeError where there are not as many probabilities as patterns.
 * Source: Austin and Stuart (2015), Statistics in Medicine 34:3661–3679.
 */
export function covariateBalance(
  patterns: readonly Pick<FollowUpPattern, "covariates" | "people" | "followedUp">[],
  probabilities: readonly number[] | null,
): readonly CovariateBalance[] {
  if (probabilities !== null && probabilities.length !== patterns.length) {
    throw new RangeError(
      `${probabilities.length} probabilities do not belong to ${patterns.length} patterns.`,
    );
  }
  const counts = patterns.map(({ people, followedUp }, index) => {
    const followed = Number(exactInteger(followedUp));
    return {
      all: Number(exactInteger(people)),
      followed,
      weighted: probabilities === null ? 0 : followed / (probabilities[index] ?? Number.NaN),
    };
  });
  const sum = (of: (count: (typeof counts)[number], index: number) => number) =>
    counts.reduce((total, count, index) => total + of(count, index), 0);
  const people = sum(({ all }) => all);
  return (patterns[0]?.covariates ?? []).map((_, covariate) => {
    const value = (index: number) => patterns[index]?.covariates[covariate] ?? Number.NaN;
    const mean = sum(({ all }, index) => all * value(index)) / people;
    const sd = Math.sqrt(sum(({ all }, index) => all * (value(index) - mean) ** 2) / (people - 1));
    const difference = (kind: "followed" | "weighted") => {
      const total = sum((count) => count[kind]);
      if (total === 0 || !(sd > 0)) return null;
      return sum((count, index) => count[kind] * (value(index) - mean)) / total / sd;
    };
    return { before: difference("followed"), after: difference("weighted") };
  });
}
