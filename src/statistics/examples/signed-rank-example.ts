import { hodgesLehmann } from "../hodges-lehmann.ts";
import { signedRank } from "../signed-rank.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Depression scores of nine people at a first and second visit, in thousandths (Salsburg's trial of a tranquilliser). */
const PAIRS = [
  [1830, 878],
  [500, 647],
  [1620, 598],
  [2480, 2050],
  [1680, 1060],
  [1880, 1290],
  [1550, 1060],
  [3060, 3140],
  [1300, 1290],
] as const;

/** Signed-rank test and Hodges–Lehmann estimate of nine people. */
export const signedRankExample: WorkedExample = {
  method: "hodges-lehmann",
  title: "Typical change of nine people, by ranks",
  given: {
    columns: ["Score before", "Score after", "Change"],
    rows: PAIRS.map(([before, after]) => [before / 1000, after / 1000, (after - before) / 1000]),
  },
  answers: [
    { label: "Sum of the ranks of people whose score rose", unit: "", expected: 5, decimals: 0 },
    { label: "Exact p-value (two-sided)", unit: "", expected: 0.039, decimals: 3 },
    { label: "Hodges–Lehmann estimate of the change", unit: "points", expected: -0.46, decimals: 3 },
    { label: "Interval, lower limit", unit: "points", expected: -0.786, decimals: 3 },
    { label: "Interval, upper limit", unit: "points", expected: -0.01, decimals: 3 },
    { label: "Confidence the interval has", unit: "%", expected: 96.1, decimals: 1 },
  ],
  citation: "Hollander and Wolfe (1973), Nonparametric Statistical Methods, 27–47.",
  compute: () => {
    const changes = PAIRS.map(([before, after]) => [after - before, 1] as const);
    const { statistic, exactP } = signedRank(changes);
    const { estimate, lower, upper, achieved } = hodgesLehmann(changes, 3);
    return [statistic, exactP, estimate, lower, upper, achieved === null ? null : achieved * 100];
  },
};
