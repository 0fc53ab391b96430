import { clusterChange } from "../cluster-cells.ts";
import { placeboInference } from "../placebo-inference.ts";
import type { WorkedExample } from "./worked-example.ts";

/** People and the sum of their scores before, and the same after: a project first, then twenty comparators, invented. */
const NETWORKS = [
  [38, 1910, 41, 2410],
  [50, 2672, 40, 2141],
  [47, 2454, 23, 1293],
  [58, 3007, 30, 1627],
  [21, 1074, 57, 3064],
  [34, 1730, 45, 2235],
  [45, 2430, 42, 2244],
  [27, 1344, 21, 1116],
  [22, 1138, 55, 2805],
  [43, 2263, 57, 3018],
  [59, 3212, 27, 1434],
  [41, 2075, 36, 1940],
  [27, 1389, 33, 1789],
  [45, 2222, 55, 2939],
  [31, 1588, 22, 1210],
  [39, 1997, 43, 2337],
  [59, 3227, 60, 3306],
  [50, 2659, 41, 2268],
  [34, 1775, 27, 1463],
  [25, 1347, 60, 3220],
  [35, 1802, 50, 2548],
] as const;

/** One network with a project against twenty without: its change ranked among theirs. */
export const placeboInferenceExample: WorkedExample = {
  method: "placebo-inference",
  title: "Difference in differences for one project",
  given: {
    columns: ["Network", "People before", "Sum of scores before", "People after", "Sum of scores after"],
    rows: NETWORKS.map((row, index) => [index === 0 ? "Project" : `Comparator ${index}`, ...row]),
  },
  answers: [
    { label: "Change of the project", unit: "points", expected: 8.5173, decimals: 4 },
    {
      label: "Change of the project beyond that of its comparators",
      unit: "points",
      expected: 7.0305,
      decimals: 4,
    },
    { label: "p-value (two-sided, by rank)", unit: "", expected: 0.0476, decimals: 4 },
    { label: "Smallest p-value that 20 comparators can give", unit: "", expected: 0.0476, decimals: 4 },
    { label: "95% interval, lower limit", unit: "points", expected: 3.9177, decimals: 4 },
    { label: "95% interval, upper limit", unit: "points", expected: 9.873, decimals: 4 },
  ],
  citation:
    "Conley and Taber (2011), Review of Economics and Statistics 93:113–125; MacKinnon and Webb (2020), Journal of Econometrics 218:435–450; the numbers are worked out in R by going through all networks.",
  compute: () => {
    const [project = null, ...comparators] = NETWORKS.map(([n, sum, nAfter, sumAfter]) =>
      clusterChange({ before: { n, sum }, after: { n: nAfter, sum: sumAfter } }, 0),
    );
    if (project === null) return [];
    const { estimate, p, smallestP, lower, upper } = placeboInference(
      [project],
      comparators.filter((change) => change !== null),
    );
    return [project, estimate, p, smallestP, lower, upper];
  },
};
