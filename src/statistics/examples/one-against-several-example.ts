import { oneAgainstSeveral } from "../one-against-several.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Changes of shares in percentage points, invented: a project's network and eight others. */
const PROJECT = 9.6;
const NETWORKS = [2.1, -1.4, 3.3, 0.6, 1.9, -0.8, 4.2, 1.7];

/** One network's change against the spread of the changes of eight others. */
export const oneAgainstSeveralExample: WorkedExample = {
  method: "one-against-several",
  title: "A project’s network against eight others",
  given: {
    columns: ["Network", "Change (percentage points)"],
    rows: [
      ["Project", PROJECT],
      ...NETWORKS.map((change, index) => [`Network ${index + 1}`, change] as const),
    ],
  },
  answers: [
    { label: "Difference in differences", unit: "points", expected: 8.15, decimals: 4 },
    { label: "Standard error", unit: "points", expected: 2.0276, decimals: 4 },
    { label: "95% interval, lower limit", unit: "points", expected: 3.3555, decimals: 4 },
    { label: "95% interval, upper limit", unit: "points", expected: 12.9445, decimals: 4 },
    { label: "p-value (two-sided)", unit: "", expected: 0.0051, decimals: 4 },
  ],
  citation:
    "Donald and Lang (2007), Review of Economics and Statistics 89:221–233; the numbers are those of R’s t.test with equal variances and one value on one side.",
  compute: () => {
    const { estimate, standardError, lower, upper, p } = oneAgainstSeveral(PROJECT, NETWORKS);
    return [estimate, standardError, lower, upper, p];
  },
};
