import { standardisedMeanDifference } from "../standardised-mean-difference.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Average changes of scores of people referred after and before a pilot, invented. */
export const standardisedMeanDifferenceExample: WorkedExample = {
  method: "standardised-mean-difference",
  title: "Average change after and before a pilot, in standard deviations",
  given: {
    columns: ["People referred", "Average change", "Standard deviation", "People"],
    rows: [
      ["After", 6.2, 8.1, 64],
      ["Before", 2.9, 7.4, 52],
    ],
  },
  answers: [
    { label: "Difference in standard deviations", expected: 0.4234 },
    { label: "95% interval, lower limit", expected: 0.0534 },
    { label: "95% interval, upper limit", expected: 0.7933 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 4 })),
  citation:
    "Hedges and Olkin (1985), Statistical Methods for Meta-Analysis, chapter 5; the numbers are worked out in R from the formula.",
  compute: () => {
    const found = standardisedMeanDifference({ mean: 6.2, sd: 8.1, n: 64 }, { mean: 2.9, sd: 7.4, n: 52 });
    return found === null ? [] : [found.value, found.lower, found.upper];
  },
};
