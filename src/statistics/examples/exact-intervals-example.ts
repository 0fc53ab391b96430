import { clopperPearson } from "../clopper-pearson.ts";
import { midPInterval } from "../mid-p-interval.ts";
import type { WorkedExample } from "./worked-example.ts";

const PROPORTIONS = [
  { x: 81, n: 263, exact: [0.2527, 0.3676], mid: [0.2544, 0.3658] },
  { x: 15, n: 148, exact: [0.0578, 0.1617], mid: [0.0601, 0.1581] },
  { x: 0, n: 20, exact: [0, 0.1684], mid: [0, 0.1391] },
  { x: 1, n: 29, exact: [0.0009, 0.1776], mid: [0.0017, 0.1585] },
] as const;

/** The four proportions by which Newcombe compared seven kinds of interval, with the two exact kinds. */
export const exactIntervalsExample: WorkedExample = {
  method: "exact-intervals",
  title: "Exact intervals of a percentage",
  given: { columns: ["People with the outcome", "All people"], rows: PROPORTIONS.map(({ x, n }) => [x, n]) },
  answers: PROPORTIONS.flatMap(({ x, n, exact, mid }) =>
    [
      { label: `${x} of ${n}, Clopper and Pearson, lower limit`, expected: exact[0] },
      { label: `${x} of ${n}, Clopper and Pearson, upper limit`, expected: exact[1] },
      { label: `${x} of ${n}, mid-p, lower limit`, expected: mid[0] },
      { label: `${x} of ${n}, mid-p, upper limit`, expected: mid[1] },
    ].map((answer) => ({ ...answer, unit: "", decimals: 4 })),
  ),
  citation: "Newcombe (1998), Statistics in Medicine 17:857–872, methods 5 and 6.",
  compute: () =>
    PROPORTIONS.flatMap(({ x, n }) =>
      [clopperPearson(x, n), midPInterval(x, n)].flatMap(({ lower, upper }) => [lower, upper]),
    ),
};
