import { differenceInTrends } from "../difference-in-trends.ts";
import { PLACE_MEANS, placeSeries } from "./place-means.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Whether two groups were on different paths before the start: the first two places against the other three. */
export const differenceInTrendsExample: WorkedExample = {
  method: "difference-in-trends",
  title: "Trends of two groups in the three quarters before a start",
  given: {
    columns: ["Place", "Group", "Quarter 1", "Quarter 2", "Quarter 3"],
    rows: PLACE_MEANS.map(([, ...means], index) => [
      `Place ${index + 1}`,
      index < 2 ? "first" : "second",
      ...means.slice(0, 3),
    ]),
  },
  answers: [
    numberAnswer("Difference of the trends", 0.25, 4, "points a quarter"),
    numberAnswer("Standard error (CR1S, five places)", 0.3328, 4, "points a quarter"),
    numberAnswer("Lower limit", -0.6739, 4, "points a quarter"),
    numberAnswer("Upper limit", 1.1739, 4, "points a quarter"),
    numberAnswer("p-value", 0.4943, 4),
  ],
  citation:
    'Roth (2022), American Economic Review: Insights 4:305–322; the numbers are those of R and clubSandwich: vcovCR(lm(score ~ group * quarter), place, "CR1S"), ten scores a quarter.',
  compute: () => {
    const { estimate, standardError, lower, upper, p } = differenceInTrends(placeSeries(2, 3), 0);
    return [estimate, standardError, lower, upper, p];
  },
};
