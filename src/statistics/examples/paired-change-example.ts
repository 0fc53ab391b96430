import { pairedChange } from "../paired-change.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Scores of six invented people, score × 10: before, after. */
const PAIRS = [
  [312, 367],
  [367, 382],
  [410, 494],
  [460, 577],
  [506, 517],
  [552, 650],
] as const;

const total = (of: (before: number, after: number) => number) =>
  PAIRS.reduce((sum, [before, after]) => sum + of(before, after), 0);

/** Mean change of six people with its t interval, test and effect sizes. */
export const pairedChangeExample: WorkedExample = {
  method: "t-interval-paired",
  title: "Average change of six people",
  given: {
    columns: ["Score before", "Score after", "Change"],
    rows: PAIRS.map(([before, after]) => [before / 10, after / 10, (after - before) / 10]),
  },
  answers: [
    { label: "Average change", unit: "points", expected: 6.3333, decimals: 4 },
    { label: "Standard deviation of the changes", unit: "points", expected: 4.3939, decimals: 4 },
    { label: "95% interval, lower limit", unit: "points", expected: 1.7222, decimals: 4 },
    { label: "95% interval, upper limit", unit: "points", expected: 10.9445, decimals: 4 },
    { label: "p-value (two-sided)", unit: "", expected: 0.0167, decimals: 4 },
    { label: "Effect size d_z", unit: "", expected: 1.4414, decimals: 4 },
    { label: "Effect size d_av", unit: "", expected: 0.6365, decimals: 4 },
  ],
  citation: "Student (1908), Biometrika 6:1–25; the numbers are those of t.test in R 4.2.2.",
  compute: () => {
    const { change, p, dZ, dAv } = pairedChange(
      {
        n: PAIRS.length,
        sumBefore: total((before) => before),
        sumAfter: total((_, after) => after),
        sumBefore2: total((before) => before ** 2),
        sumAfter2: total((_, after) => after ** 2),
        sumChange: total((before, after) => after - before),
        sumChange2: total((before, after) => (after - before) ** 2),
      },
      1,
    );
    return [change.mean, change.sd, change.lower, change.upper, p, dZ, dAv];
  },
};
