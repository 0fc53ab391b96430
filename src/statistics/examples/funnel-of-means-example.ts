import { funnelOfMeans } from "../funnel-of-means.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** People, sum of their changes and sum of their squared changes, in points, of twelve invented networks. */
const NETWORKS = [
  [12, 102, 1264],
  [15, 45, 639],
  [18, 126, 1494],
  [20, 120, 1404],
  [25, 25, 889],
  [30, 150, 1794],
  [34, 306, 3942],
  [40, 200, 2404],
  [46, 161, 2184],
  [55, 385, 4639],
  [60, 180, 2664],
  [80, 560, 6764],
] as const;

/** Average changes of twelve networks: one lies below the outer limit, and inside once networks may differ. */
export const funnelOfMeansExample: WorkedExample = {
  method: "funnel-of-means",
  title: "Funnel plot of average changes",
  given: {
    columns: ["Network", "People", "Sum of changes", "Sum of squared changes"],
    rows: NETWORKS.map((row, index) => [index + 1, ...row]),
  },
  answers: [
    numberAnswer("Target: average of all people", 5.4253, 4, "points"),
    numberAnswer("Standard deviation within networks", 6.0003, 4, "points"),
    numberAnswer("Overdispersion factor", 3.7479, 4),
    numberAnswer("Variance between networks", 3.1539, 4, "points²"),
    numberAnswer("Network 5, 95% limit, lower", 3.0732, 4, "points"),
    numberAnswer("Network 5, 99.8% limit, lower", 1.7168, 4, "points"),
    verdictAnswer("Network 5, average 1.0", "below_outer", "below the outer limit"),
    numberAnswer("Network 5, 95% limit with variance between networks, lower", 1.2244, 4, "points"),
    verdictAnswer("Network 5 by those limits", "below_inner", "below the inner limit, above the outer one"),
  ],
  citation:
    "Spiegelhalter (2005), Statistics in Medicine 24:1185–1202; the numbers are worked out in R from its formulas.",
  compute: () => {
    const { target, pooledSd, units, dispersion } = funnelOfMeans(
      NETWORKS.map(([n, sum, sumOfSquares], index) => ({
        key: `${index + 1}`,
        sums: { n, sum, sumOfSquares },
      })),
      0,
    );
    const fifth = units[4];
    return [
      target,
      pooledSd,
      dispersion.phi,
      dispersion.tauSquared,
      fifth?.limits?.inner.lower ?? null,
      fifth?.limits?.outer.lower ?? null,
      fifth?.position ?? null,
      fifth?.adjusted?.inner.lower ?? null,
      fifth?.adjustedPosition ?? null,
    ];
  },
};
