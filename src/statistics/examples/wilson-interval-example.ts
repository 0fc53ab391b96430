import { wilsonInterval } from "../wilson-interval.ts";
import type { WorkedExample } from "./worked-example.ts";

const PROPORTIONS = [
  { x: 81, n: 263, lower: 0.2553, upper: 0.3662 },
  { x: 15, n: 148, lower: 0.0624, upper: 0.1605 },
  { x: 0, n: 20, lower: 0, upper: 0.1611 },
  { x: 1, n: 29, lower: 0.0061, upper: 0.1718 },
] as const;

/** The four proportions by which Newcombe compared seven kinds of interval. */
export const wilsonIntervalExample: WorkedExample = {
  method: "wilson",
  title: "Interval of a percentage",
  given: { columns: ["People with the outcome", "All people"], rows: PROPORTIONS.map(({ x, n }) => [x, n]) },
  answers: PROPORTIONS.flatMap(({ x, n, lower, upper }) => [
    { label: `${x} of ${n}, lower limit`, unit: "", expected: lower, decimals: 4 },
    { label: `${x} of ${n}, upper limit`, unit: "", expected: upper, decimals: 4 },
  ]),
  citation: "Wilson (1927), JASA 22:209–212; Newcombe (1998), Statistics in Medicine 17:857–872, method 3.",
  compute: () =>
    PROPORTIONS.flatMap(({ x, n }) => {
      const { lower, upper } = wilsonInterval(x, n);
      return [lower, upper];
    }),
};
