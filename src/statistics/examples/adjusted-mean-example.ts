import { adjustedMean } from "../adjusted-mean.ts";
import { ancova } from "../ancova.ts";
import { NETWORK_DESIGN, NETWORKS, networkProducts, pairs } from "./network-scores.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Two groups' average follow-up as if both had started at everybody's average: 52.6 points. */
export const adjustedMeanExample: WorkedExample = {
  method: "adjusted-mean",
  title: "Averages as if both groups had started alike",
  given: {
    columns: ["PCN", "Group sessions", "Scores before → after"],
    rows: NETWORKS.map(({ name, groups, scores }) => [
      name,
      groups === 1 ? "yes" : "no",
      pairs(scores)
        .map((pair) => pair.join(" → "))
        .join(", "),
    ]),
  },
  answers: [
    numberAnswer("Adjusted average without group sessions (plain average: 56.1)", 55.3242, 4, "points"),
    numberAnswer("Adjusted average with group sessions (plain average: 60.3)", 61.0758, 4, "points"),
  ],
  citation:
    "Searle, Speed and Milliken (1980), The American Statistician 34:216–221; the numbers are those of R: predict(lm(after ~ before + groups), data.frame(before = mean(before), groups = 0:1)).",
  compute: () => {
    const clusters = networkProducts();
    const contrasts = [0, 1].flatMap(
      (groups) =>
        adjustedMean(`${groups}`, NETWORK_DESIGN, clusters, { intercept: 1, "group sessions": groups }) ?? [],
    );
    return ancova(NETWORK_DESIGN, clusters, contrasts).contrasts.map(({ value }) => value);
  },
};
