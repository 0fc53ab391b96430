import { type Limits, newcombeDifference } from "../newcombe-difference.ts";
import { wilsonInterval } from "../wilson-interval.ts";
import type { WorkedExample } from "./worked-example.ts";

const PAIRS = [
  { one: [56, 70], other: [48, 80], lower: 0.0524, upper: 0.3339 },
  { one: [9, 10], other: [3, 10], lower: 0.1705, upper: 0.809 },
  { one: [6, 7], other: [2, 7], lower: 0.0582, upper: 0.8062 },
] as const;

function limits([x, n]: readonly [number, number]): Limits {
  const { value, lower, upper } = wilsonInterval(x, n);
  return { value: value ?? Number.NaN, lower: lower ?? Number.NaN, upper: upper ?? Number.NaN };
}

/** Differences of two shares by which Newcombe compared eleven kinds of interval. */
export const newcombeDifferenceExample: WorkedExample = {
  method: "differences",
  title: "Interval of a difference between two percentages",
  given: {
    columns: ["First: people with the outcome", "of", "Second: people with the outcome", "of"],
    rows: PAIRS.map(({ one, other }) => [...one, ...other]),
  },
  answers: PAIRS.flatMap(({ one, other, lower, upper }) => {
    const label = `${one.join(" of ")} against ${other.join(" of ")}`;
    return [
      { label: `${label}, lower limit`, unit: "", expected: lower, decimals: 4 },
      { label: `${label}, upper limit`, unit: "", expected: upper, decimals: 4 },
    ];
  }),
  citation: "Newcombe (1998), Statistics in Medicine 17:873–890, method 10.",
  compute: () =>
    PAIRS.flatMap(({ one, other }) => {
      const { lower, upper } = newcombeDifference(limits(one), limits(other));
      return [lower, upper];
    }),
};
