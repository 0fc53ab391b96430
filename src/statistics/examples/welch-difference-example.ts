import { welchDifference } from "../welch-difference.ts";
import type { WorkedExample } from "./worked-example.ts";

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

/** Difference of the means of two groups with Welch's interval. */
export const welchDifferenceExample: WorkedExample = {
  method: "welch-difference",
  title: "Difference between two groups of ten people",
  given: {
    columns: ["Group", "Values"],
    rows: GROUPS.map((values, index) => [`${index + 1}`, values.map((value) => value / 10).join(", ")]),
  },
  answers: [
    { label: "t", unit: "", expected: -1.8608, decimals: 4 },
    { label: "Degrees of freedom", unit: "", expected: 17.776, decimals: 3 },
    { label: "p-value (two-sided)", unit: "", expected: 0.07939, decimals: 5 },
    { label: "95% interval, lower limit", unit: "hours", expected: -3.3654832, decimals: 7 },
    { label: "95% interval, upper limit", unit: "hours", expected: 0.2054832, decimals: 7 },
  ],
  citation:
    "Student (1908), Biometrika 6:1–25 (data set sleep in R); the numbers are those of t.test, which uses Welch (1947), Biometrika 34:28–35.",
  compute: () => {
    const { t, degreesOfFreedom, p, lower, upper } = welchDifference(sums(GROUPS[0]), sums(GROUPS[1]), 1);
    return [t, degreesOfFreedom, p, lower, upper];
  },
};
