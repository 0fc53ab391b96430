import { clusteredDifferenceInDifferences } from "../clustered-difference-in-differences.ts";
import { comparedChange } from "../compared-change.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Average before and gain of six invented projects, then six comparators, each of four people. */
const PLACES = [
  [47, 6],
  [50, 3],
  [52, 8],
  [45, 5],
  [49, 2],
  [51, 7],
  [48, 1],
  [53, 3],
  [46, 0],
  [50, 2],
  [52, 4],
  [49, -1],
] as const;

const sums = (centre: number, around: readonly number[]) => ({
  n: around.length,
  sum: around.reduce((total, step) => total + centre + step, 0),
  sumOfSquares: around.reduce((total, step) => total + (centre + step) ** 2, 0),
});

/** Six projects against six comparators, with standard errors that allow people of one place to be alike. */
export const clusteredDifferenceInDifferencesExample: WorkedExample = {
  method: "clustered-difference-in-differences",
  title: "Difference in differences of several projects",
  given: {
    columns: ["Place", "Scores before", "Scores after"],
    rows: PLACES.map(([before, gain], index) => [
      index < 6 ? `Project ${index + 1}` : `Comparator ${index - 5}`,
      [-3, -1, 1, 3].map((step) => before + step).join(", "),
      [-4, -1, 2, 3].map((step) => before + gain + step).join(", "),
    ]),
  },
  answers: [
    numberAnswer("Difference in differences", 3.6667, 4, "points"),
    numberAnswer("Standard error CR1S", 1.1778, 4, "points"),
    numberAnswer("Standard error CR2", 1.2156, 4, "points"),
    numberAnswer("Lower limit (CR2, 10 degrees of freedom)", 0.9581, 4, "points"),
    numberAnswer("Upper limit", 6.3753, 4, "points"),
    numberAnswer("p-value", 0.013, 4),
    verdictAnswer("Method taken for six projects", "cluster_robust", "these standard errors"),
    verdictAnswer("Method taken for the first five alone", "placebo", "placebo inference: too few projects"),
  ],
  citation:
    'Bell and McCaffrey (2002), Survey Methodology 28:169–181; the numbers are those of R and clubSandwich: vcovCR(lm(score ~ project * after), place, "CR2").',
  compute: () => {
    const places = PLACES.map(([before, gain], index) => ({
      key: `${index}`,
      treated: index < 6,
      before: sums(before, [-3, -1, 1, 3]),
      after: sums(before + gain, [-4, -1, 2, 3]),
    }));
    const { estimate, cr1s, cr2 } = clusteredDifferenceInDifferences(places, 0);
    return [
      estimate,
      cr1s?.standardError ?? null,
      cr2?.standardError ?? null,
      cr2?.lower ?? null,
      cr2?.upper ?? null,
      cr2?.p ?? null,
      comparedChange(places, 0).method,
      comparedChange(places.slice(1), 0).method,
    ];
  },
};
