import { chiSquareAbove } from "./chi-square.ts";
import { exactMultinomialTest } from "./exact-multinomial-test.ts";
import { groupShares, type PopulationGroup } from "./population-groups.ts";

/** Below so many people expected in any group the χ² distribution is no guide to the p-value. */
const FEW_EXPECTED = 5;

/** Whether groups are reached in proportion to the population; null where a part is not defined. */
export interface GoodnessOfFit {
  readonly n: number;
  /** People that proportion would give. */
  readonly expected: readonly number[];
  /** (observed − expected) ÷ √expected. */
  readonly pearsonResiduals: readonly (number | null)[];
  /** (observed − expected) ÷ √(expected (1 − share)): about −2 to 2 by chance. */
  readonly standardisedResiduals: readonly (number | null)[];
  readonly chiSquare: number | null;
  /** Likelihood-ratio statistic 2 Σ x log(x ÷ expected). */
  readonly g: number | null;
  readonly degreesOfFreedom: number | null;
  /** χ² p-value; null below 5 expected in any group. */
  readonly p: number | null;
  /** Exact multinomial p-value where a group expects below 5 and outcomes are few enough to list; else null. */
  readonly exactP: number | null;
  /** Cohen's w, √(χ² ÷ n). */
  readonly effectSize: number | null;
  readonly reason: "nobody" | "one_group" | "few_expected" | null;
}

/**
 * Pearson's goodness of fit of people reached to population shares: χ² = Σ (x − e)² ÷ e on groups − 1 degrees of
 * freedom.
 *
 * Groups without population are left out of the test, and reaching anybody in them is a RangeError: the population is
 * then not that of the people. `few_expected`: below 5 expected in a group, `exactP` stands in for `p` if it can be had.
 * `nobody`, `one_group`: nothing to test. Throws a RangeError as `groupShares` does.
 * Sources: Pearson (1900), Philosophical Magazine 50:157–175; Cochran (1954), Biometrics 10:417–451; Cohen (1988).
 */
export function goodnessOfFit(groups: readonly PopulationGroup[]): GoodnessOfFit {
  const { n, shares } = groupShares(groups);
  if (groups.some(({ observed, population }) => population === 0 && observed > 0)) {
    throw new RangeError("People are reached in a group without a population.");
  }
  const expected = shares.map((share) => n * share);
  const residual = (variance: (share: number) => number) =>
    groups.map(({ observed }, index) => {
      const spread = n * variance(shares[index] ?? 0);
      return spread > 0 ? (observed - (expected[index] ?? 0)) / Math.sqrt(spread) : null;
    });
  const pearsonResiduals = residual((share) => share);
  const given = {
    n,
    expected,
    pearsonResiduals,
    standardisedResiduals: residual((share) => share * (1 - share)),
  };
  const nothing = {
    chiSquare: null,
    g: null,
    degreesOfFreedom: null,
    p: null,
    exactP: null,
    effectSize: null,
  };
  const present = shares.filter((share) => share > 0).length;
  if (present < 2) return { ...given, ...nothing, reason: "one_group" };
  if (n === 0) return { ...given, ...nothing, reason: "nobody" };
  const chiSquare = pearsonResiduals.reduce<number>((sum, value) => sum + (value ?? 0) ** 2, 0);
  const g = groups.reduce((sum, { observed: x }, index) => {
    return x === 0 ? sum : sum + 2 * x * Math.log(x / (expected[index] ?? Number.NaN));
  }, 0);
  const degreesOfFreedom = present - 1;
  const few = expected.some((people) => people > 0 && people < FEW_EXPECTED);
  return {
    ...given,
    chiSquare,
    g,
    degreesOfFreedom,
    p: few ? null : chiSquareAbove(chiSquare, degreesOfFreedom),
    exactP: few
      ? exactMultinomialTest(
          groups.map(({ observed }) => observed),
          shares,
        )
      : null,
    effectSize: Math.sqrt(chiSquare / n),
    reason: few ? "few_expected" : null,
  };
}
