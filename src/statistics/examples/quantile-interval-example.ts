import { quantileInterval, quantileRanks } from "../quantile-interval.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Days waited by twenty invented people, shortest first. */
const WAITS = [2, 3, 3, 4, 5, 6, 7, 7, 9, 11, 12, 14, 14, 18, 21, 25, 28, 33, 41, 60];

/** The middle of twenty waits, between two of the waits themselves. */
export const quantileIntervalExample: WorkedExample = {
  method: "quantile-interval",
  title: "Median of twenty waits",
  given: { columns: ["Days waited, shortest first"], rows: [[WAITS.join(", ")]] },
  answers: [
    numberAnswer("Median", 11.5, 1, "days"),
    numberAnswer("Lower limit: the 6th shortest wait", 6, 0, "days"),
    numberAnswer("Upper limit: the 15th shortest wait", 21, 0, "days"),
    numberAnswer("Certainty with which the two enclose the median", 0.9586, 4),
    verdictAnswer(
      "90th percentile of these twenty",
      "outside_sample",
      "no upper limit: it would lie beyond the longest wait",
    ),
  ],
  citation:
    "Conover (1999), Practical Nonparametric Statistics, section 3.2; the certainty is that of R: pbinom(14, 20, 0.5) − pbinom(5, 20, 0.5).",
  compute: () => {
    const histogram = WAITS.map((days) => [days, 1] as const);
    const { value, lower, upper } = quantileInterval(histogram, 0.5);
    const longest = quantileInterval(histogram, 0.9).reason;
    return [value, lower, upper, quantileRanks(WAITS.length, 0.5).coverage, longest];
  },
};
