import { expectedChange, expectedShareChanged, referenceBetween } from "../regression-to-the-mean.ts";
import type { WorkedExample } from "./worked-example.ts";

/** PAM scores of 15,877 people in North West London; correlation of two scores six months apart from Salford. */
const REFERENCE = {
  mean: 55.1,
  sd: 17.7,
  r: [0.43, 0.43],
  source: "BMC Health Services Research 2021, s12913-021-07115-7; Blakemore 2016, BMC HSR 16:582",
} as const;

const STARTS = [
  { from: 0, to: 47, change: 11.1 },
  { from: 47, to: 55.1, change: 2.3 },
  { from: 55.1, to: 67, change: -3.3 },
  { from: 67, to: 100, change: -12.4 },
] as const;

const THRESHOLDS = [
  { points: 3, share: 44 },
  { points: 5.4, share: 39 },
  { points: 7.2, share: 35 },
] as const;

/** How scores move between two occasions with nothing in between but chance, by where people start. */
export const regressionToTheMeanExample: WorkedExample = {
  method: "regression-to-the-mean-band",
  title: "Change expected from regression to the mean alone",
  given: {
    columns: ["Average of the population", "Standard deviation", "Correlation of two scores"],
    rows: [[REFERENCE.mean, REFERENCE.sd, REFERENCE.r[0]]],
  },
  answers: [
    ...STARTS.map(({ from, to, change }) => ({
      label: `Expected change, people starting at ${from} to ${to}`,
      unit: "points",
      expected: change,
      decimals: 1,
    })),
    ...THRESHOLDS.map(({ points, share }) => ({
      label: `Share of all people gaining at least ${points} points`,
      unit: "%",
      expected: share,
      decimals: 0,
    })),
  ],
  citation: "Barnett, van der Pols and Dobson (2005), International Journal of Epidemiology 34:215–220.",
  compute: () => [
    ...STARTS.map(
      ({ from, to }) => expectedChange(REFERENCE, referenceBetween(REFERENCE, from, to).mean).upper,
    ),
    ...THRESHOLDS.map(({ points }) => {
      const { upper } = expectedShareChanged(REFERENCE, points);
      return upper === null ? null : upper * 100;
    }),
  ],
};
