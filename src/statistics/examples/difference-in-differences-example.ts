import { differenceInDifferences } from "../difference-in-differences.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Scores of eight invented people in each of four groups. */
const SCORES = {
  "Project, before": [48, 52, 45, 50, 55, 47, 51, 44],
  "Project, after": [57, 60, 50, 58, 61, 52, 59, 53],
  "Comparator, before": [50, 46, 53, 49, 55, 48, 44, 51],
  "Comparator, after": [52, 49, 54, 50, 58, 47, 47, 55],
} as const;

const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  sumOfSquares: values.reduce((total, value) => total + value * value, 0),
});

/** One group's change less another's. */
export const differenceInDifferencesExample: WorkedExample = {
  method: "difference-in-differences",
  title: "Change of one group beyond that of another",
  given: {
    columns: ["Group", "Scores"],
    rows: Object.entries(SCORES).map(([group, scores]) => [group, scores.join(", ")]),
  },
  answers: [
    numberAnswer("Change in the project", 7.25, 4, "points"),
    numberAnswer("Change in the comparator", 2, 4, "points"),
    numberAnswer("Difference in differences", 5.25, 4, "points"),
    numberAnswer("Standard error", 2.7108, 4, "points"),
    numberAnswer("Lower limit", -0.3027, 4, "points"),
    numberAnswer("Upper limit", 10.8027, 4, "points"),
    numberAnswer("p-value", 0.0629, 4),
  ],
  citation:
    "Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2; the numbers are those of R: lm(score ~ project * after).",
  compute: () => {
    const { means, estimate, standardError, lower, upper, p } = differenceInDifferences(
      { before: sums(SCORES["Project, before"]), after: sums(SCORES["Project, after"]) },
      { before: sums(SCORES["Comparator, before"]), after: sums(SCORES["Comparator, after"]) },
      0,
    );
    const change = (after: number | null, before: number | null) =>
      after === null || before === null ? null : after - before;
    return [
      change(means.treatedAfter, means.treatedBefore),
      change(means.comparatorAfter, means.comparatorBefore),
      estimate,
      standardError,
      lower,
      upper,
      p,
    ];
  },
};
