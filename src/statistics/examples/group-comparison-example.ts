import { analysisOfVariance } from "../analysis-of-variance.ts";
import { kruskalWallis } from "../kruskal-wallis.ts";
import { welchAnalysisOfVariance } from "../welch-analysis-of-variance.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Dried weights of plants under a control and two treatments, in hundredths of a gram. */
const GROUPS = [
  { name: "Control", values: [417, 558, 518, 611, 450, 461, 517, 453, 533, 514] },
  { name: "Treatment 1", values: [481, 417, 441, 359, 587, 383, 603, 489, 432, 469] },
  { name: "Treatment 2", values: [631, 512, 554, 550, 537, 529, 492, 615, 580, 526] },
] as const;

/** One-way comparison of three groups, by means and by ranks. */
export const groupComparisonExample: WorkedExample = {
  method: "group-comparison",
  title: "Three groups compared",
  given: {
    columns: ["Group", "Values"],
    rows: GROUPS.map(({ name, values }) => [
      name,
      values.map((value) => (value / 100).toFixed(2)).join(", "),
    ]),
  },
  answers: [
    { label: "F, spreads assumed equal", unit: "", expected: 4.846, decimals: 3 },
    { label: "p-value, spreads assumed equal", unit: "", expected: 0.0159, decimals: 4 },
    { label: "F, Welch", unit: "", expected: 5.181, decimals: 3 },
    { label: "Degrees of freedom within, Welch", unit: "", expected: 17.128, decimals: 3 },
    { label: "p-value, Welch", unit: "", expected: 0.0174, decimals: 4 },
    { label: "Kruskal–Wallis H", unit: "", expected: 7.9882, decimals: 4 },
    { label: "p-value, Kruskal–Wallis", unit: "", expected: 0.0184, decimals: 4 },
  ],
  citation:
    "Dobson (1983), An Introduction to Statistical Modelling (data set PlantGrowth in R); the numbers are those of aov, oneway.test and kruskal.test.",
  compute: () => {
    const sums = GROUPS.map(({ values }) => ({
      n: values.length,
      sum: values.reduce((total: number, value) => total + value, 0),
      sumOfSquares: values.reduce((total: number, value) => total + value * value, 0),
    }));
    const classical = analysisOfVariance(sums);
    const welch = welchAnalysisOfVariance(sums);
    const ranks = kruskalWallis(GROUPS.map(({ values }) => values.map((value) => [value, 1] as const)));
    const within = welch.degreesOfFreedom?.[1] ?? null;
    return [classical.f, classical.p, welch.f, within, welch.p, ranks.statistic, ranks.p];
  },
};
