import { adjustedClusterMeans } from "../adjusted-cluster-means.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** First and last scores of four people in each of three invented networks. */
const PEOPLE = [
  [1, 40, 52],
  [1, 45, 55],
  [1, 50, 56],
  [1, 55, 64],
  [2, 50, 53],
  [2, 55, 60],
  [2, 60, 61],
  [2, 65, 68],
  [3, 60, 65],
  [3, 65, 66],
  [3, 70, 74],
  [3, 75, 75],
] as const;

/** Average changes of three networks whose people start at different scores, beside what such people show on average. */
export const adjustedClusterMeansExample: WorkedExample = {
  method: "adjusted-cluster-means",
  title: "Average changes adjusted for case mix",
  given: { columns: ["Network", "First score", "Last score"], rows: PEOPLE },
  answers: [
    numberAnswer("Network 1, average change", 9.25, 4, "points"),
    numberAnswer("Usual for people who start like its own", 7.8316, 4, "points"),
    numberAnswer("Network 2, average change", 3, 4, "points"),
    numberAnswer("Usual for people who start like those of network 2", 4.9167, 4, "points"),
    numberAnswer("Standard deviation within networks of what is left", 2.0416, 4, "points"),
    numberAnswer("Network 1, distance in standard errors", 1.3895, 4),
  ],
  citation:
    "Vickers and Altman (2001), BMJ 323:1123–1124; Spiegelhalter (2005), Statistics in Medicine 24:1185–1202.",
  compute: () => {
    const clusters = [1, 2, 3].map((network) => {
      const own = PEOPLE.filter(([of]) => of === network);
      const sum = (of: (first: number, last: number) => number) =>
        own.reduce((all, [, first, last]) => all + of(first, last), 0);
      const firsts = sum((first) => first);
      return {
        key: `${network}`,
        xx: [
          [own.length, firsts],
          [firsts, sum((first) => first * first)],
        ],
        xy: [sum((_, last) => last), sum((first, last) => first * last)],
        yy: sum((_, last) => last * last),
      };
    });
    const columns = ["everybody", "first score"].map((name) => ({ name, decimals: 0 }));
    const found = adjustedClusterMeans({ columns, outcomeDecimals: 0 }, clusters);
    const [first, second] = found.clusters;
    return [
      first?.observed ?? null,
      first?.expected ?? null,
      second?.observed ?? null,
      second?.expected ?? null,
      found.residualSd,
      first?.z ?? null,
    ];
  },
};
