import { inverseProbabilityMean } from "../inverse-probability-mean.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented: younger people come back less often, and those who do gain less. Sums are in tenths of a point. */
const GROUPS = [
  { label: "Younger", covariates: [1], people: 120, followedUp: 48, sum: 1200, sumOfSquares: 78_000 },
  { label: "Older", covariates: [0], people: 80, followedUp: 60, sum: 3600, sumOfSquares: 330_000 },
] as const;

/** A mean change brought back to all who started, where those followed up are not like those lost. */
export const inverseProbabilityMeanExample: WorkedExample = {
  method: "inverse-probability-mean",
  title: "Average change, weighted for who came back",
  given: {
    columns: ["Group", "Started", "Followed up", "Sum of changes (tenths)", "Sum of squared changes"],
    rows: GROUPS.map(({ label, people, followedUp, sum, sumOfSquares }) => [
      label,
      people,
      followedUp,
      sum,
      sumOfSquares,
    ]),
  },
  answers: [
    { label: "Weight of a younger person", unit: "", expected: 2.5, decimals: 4 },
    { label: "Weight of an older person", unit: "", expected: 1.3333, decimals: 4 },
    { label: "Average of those followed up", unit: "points", expected: 4.4444, decimals: 4 },
    { label: "Weighted average", unit: "points", expected: 3.9, decimals: 4 },
    { label: "Lower limit", unit: "points", expected: 3.1657, decimals: 4 },
    { label: "Upper limit", unit: "points", expected: 4.6343, decimals: 4 },
    { label: "Effective number of people", unit: "", expected: 98.4, decimals: 1 },
  ],
  citation:
    "Lunceford and Davidian (2004), Statistics in Medicine 23:2937–2960. With one yes-or-no covariate the weighted average is that of the groups, (120 × 2.5 + 80 × 6.0) ÷ 200.",
  compute: () => {
    const { weights, completeCaseMean, mean, lower, upper } = inverseProbabilityMean(GROUPS, 1);
    return [
      weights?.largest ?? null,
      weights?.smallest ?? null,
      completeCaseMean,
      mean,
      lower,
      upper,
      weights?.effectiveN ?? null,
    ];
  },
};
