import { roundedWilson } from "../rounded-wilson.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

const RELEASED = [
  { x: 20, n: 40 },
  { x: 0, n: 10 },
] as const;

/** Shares whose counts were rounded to the nearest 5, and withheld from 1 to 7. */
export const roundedWilsonExample: WorkedExample = {
  method: "rounded-wilson",
  title: "Interval of a percentage whose counts were rounded to the nearest 5",
  given: {
    columns: ["Released people with the outcome", "Released people in all"],
    rows: RELEASED.map(({ x, n }) => [x, n]),
  },
  answers: [
    numberAnswer("20 of 40, lower limit (that of 18 of 42)", 0.2912, 4),
    numberAnswer("20 of 40, upper limit (that of 22 of 38)", 0.7215, 4),
    numberAnswer("0 of 10, lower limit", 0, 4),
    numberAnswer("0 of 10, upper limit (that of 0 of 8)", 0.3244, 4),
  ],
  citation:
    "Wilson (1927), JASA 22:209–212; Manski (2003), Partial Identification of Probability Distributions; the limits are those of R: prop.test(18, 42, correct = FALSE), (22, 38) and (0, 8).",
  compute: () =>
    RELEASED.flatMap(({ x, n }) => {
      const rounding = { roundTo: 5, rounding: "nearest", withholdUpTo: 7 } as const;
      const { lower, upper } = roundedWilson({ x, n, ...rounding, level: 0.95 });
      return [lower, upper];
    }),
};
