import { exactMultinomialTest } from "../exact-multinomial-test.ts";
import { goodnessOfFit } from "../goodness-of-fit.ts";
import { REACHED, REACHED_TABLE } from "./reached-groups.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Whether people reached could be a chance draw from the population. */
export const goodnessOfFitExample: WorkedExample = {
  method: "goodness-of-fit",
  title: "People reached against shares of the population",
  given: REACHED_TABLE,
  answers: [
    numberAnswer("Expected in neighbourhood 1", 100, 4, "people"),
    numberAnswer("Chi-squared (4 degrees of freedom)", 7.6, 4),
    numberAnswer("p-value", 0.1074, 4),
    numberAnswer("Distance of neighbourhood 1 in standard errors", 2.582, 4),
    numberAnswer("Effect size w", 0.1744, 4),
    numberAnswer("6, 2 and 2 people against shares of 0.3, 0.4 and 0.3: exact p-value", 0.1654, 4),
  ],
  citation:
    "Pearson (1900), Philosophical Magazine 50:157–175; the numbers are those of chisq.test in R, and of dmultinom summed over all splits.",
  compute: () => {
    const { expected, chiSquare, p, standardisedResiduals, effectSize } = goodnessOfFit(REACHED);
    return [
      expected[0] ?? null,
      chiSquare,
      p,
      standardisedResiduals[0] ?? null,
      effectSize,
      exactMultinomialTest([6, 2, 2], [0.3, 0.4, 0.3]),
    ];
  },
};
