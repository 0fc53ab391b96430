import { mannWhitney } from "../mann-whitney.ts";
import { standardisedDifference } from "../standardised-difference.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Extra hours of sleep of two groups of ten, in tenths of an hour, taken as different people. */
const GROUPS = [
  [7, -16, -2, -12, -1, 34, 37, 8, 0, 20],
  [19, 8, 11, 1, -1, 44, 55, 16, 46, 34],
] as const;

const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  sumOfSquares: values.reduce((total, value) => total + value * value, 0),
});

/** Two groups by the size of their difference in standard deviations, and by ranks. */
export const twoGroupsExample: WorkedExample = {
  method: "two-groups",
  title: "Two groups by effect size and by ranks",
  given: {
    columns: ["Group", "Values"],
    rows: GROUPS.map((values, index) => [`${index + 1}`, values.map((value) => value / 10).join(", ")]),
  },
  answers: [
    numberAnswer("Cohen’s d, first less second", -0.8322, 4),
    numberAnswer("Hedges’ g", -0.7969, 4),
    numberAnswer("Mann–Whitney U of the first group", 25.5, 1),
    numberAnswer("Chance that a value of the first group is the higher one", 0.255, 3),
    numberAnswer("p-value", 0.0637, 4),
    numberAnswer("p-value with continuity correction", 0.0693, 4),
  ],
  citation:
    "Mann and Whitney (1947), Annals of Mathematical Statistics 18:50–60; Hedges (1981), Journal of Educational Statistics 6:107–128; data set sleep in R, the numbers are those of wilcox.test(exact = FALSE) and of var and gamma.",
  compute: () => {
    const { cohensD, hedgesG } = standardisedDifference(sums(GROUPS[0]), sums(GROUPS[1]));
    const [first, second] = GROUPS.map((values) => values.map((value) => [value, 1] as const));
    const { statistic, probabilityHigher, p, correctedP } = mannWhitney(first ?? [], second ?? []);
    return [cohensD, hedgesG, statistic, probabilityHigher, p, correctedP];
  },
};
