import { meanInterval } from "../mean-interval.ts";
import { deltaAdjusted, tippingPoint } from "../tipping-point.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented: 60 of 100 people have a second score; changes in tenths of a point. */
const FOLLOWED_UP = { n: 60, sum: 2520, sumOfSquares: 590_000 } as const;
const LOST = 40;

/** How far behind the people lost would have to be for a finding to turn. */
export const tippingPointExample: WorkedExample = {
  method: "tipping-point",
  title: "How different the people lost would have to be",
  given: {
    columns: ["Followed up", "Lost", "Sum of changes (tenths)", "Sum of squared changes"],
    rows: [[FOLLOWED_UP.n, LOST, FOLLOWED_UP.sum, FOLLOWED_UP.sumOfSquares]],
  },
  answers: [
    { label: "Average change of those followed up", unit: "points", expected: 4.2, decimals: 2 },
    { label: "Lower limit", unit: "points", expected: 1.86, decimals: 2 },
    {
      label: "Average of everybody, those lost 3 points behind",
      unit: "points",
      expected: 3,
      decimals: 2,
    },
    { label: "Difference at which the average is 0", unit: "points", expected: -10.5, decimals: 2 },
    { label: "Difference at which the lower limit is 0", unit: "points", expected: -4.65, decimals: 2 },
    {
      label: "The same, with chance in the share lost",
      unit: "points",
      expected: -4.54,
      decimals: 2,
    },
  ],
  citation:
    "Permutt (2016), Statistics in Medicine 35:2876–2879. The share lost is 0.4: 4.2 − 0.4 × 3 = 3.0, −4.2 ÷ 0.4 = −10.5, −1.86 ÷ 0.4 = −4.65.",
  compute: () => {
    const change = meanInterval(FOLLOWED_UP, 1);
    const { meanIsZero, limitIsZero, limitIsZeroShareUncertain } = tippingPoint(change, LOST);
    const [adjusted] = deltaAdjusted(change, LOST, [-3]);
    return [
      change.mean,
      change.lower,
      adjusted?.mean ?? null,
      meanIsZero,
      limitIsZero,
      limitIsZeroShareUncertain,
    ];
  },
};
