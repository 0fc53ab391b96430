import { eventStudy } from "../event-study.ts";
import { PLACE_MEANS, placeSeries } from "./place-means.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Quarter by quarter, how much more the project changed than its comparators; and that four of them allow no claim. */
export const eventStudyExample: WorkedExample = {
  method: "event-study",
  title: "A project against its comparators, quarter by quarter (start in the fourth)",
  given: {
    columns: ["Place", "Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4", "Quarter 5"],
    rows: PLACE_MEANS,
  },
  answers: [
    numberAnswer("Quarter 1 against quarter 3", 0.25, 2, "points"),
    numberAnswer("Quarter 2 against quarter 3", 1, 2, "points"),
    numberAnswer("Quarter 4 against quarter 3", 7, 2, "points"),
    numberAnswer("Quarter 5 against quarter 3", 8.5, 2, "points"),
    numberAnswer("Smallest p-value that four comparators can give", 0.2, 2),
    verdictAnswer(
      "A claim at the 5% level",
      "too_few_comparators",
      "refused: with four comparators none is possible, however large the difference",
    ),
  ],
  citation:
    "Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2; by hand, for instance quarter 4: (58 − 50) − (1 + 2 + 0 + 1) ÷ 4 = 7.",
  compute: () => {
    const points = eventStudy(placeSeries(1, 5), 3, 0);
    const last = points.at(-1);
    return [...points.map(({ estimate }) => estimate), last?.smallestP ?? null, last?.reason ?? null];
  },
};
