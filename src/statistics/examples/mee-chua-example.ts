import { meeChua } from "../mee-chua.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Ten invented people chosen for a first score of 47 or less: score × 10 before, after. */
const PAIRS = [
  [307, 452],
  [345, 414],
  [368, 470],
  [381, 529],
  [400, 470],
  [414, 499],
  [432, 556],
  [449, 529],
  [455, 510],
  [470, 581],
] as const;

const total = (of: (before: number, after: number) => number) =>
  PAIRS.reduce((sum, [before, after]) => sum + of(before, after), 0);

/** Of people chosen for a low score, the change at the population's mean, where regression to the mean is nothing. */
export const meeChuaExample: WorkedExample = {
  method: "mee-chua",
  title: "Change of people chosen for a low first score, population mean 55.1",
  given: {
    columns: ["Score before", "Score after"],
    rows: PAIRS.map(([before, after]) => [before / 10, after / 10]),
  },
  answers: [
    numberAnswer("Average change", 9.89, 2, "points"),
    numberAnswer("Slope of the second score on the first", 0.7736, 4),
    numberAnswer("Change at the population’s mean", 6.5193, 4, "points"),
    numberAnswer("Lower limit", -0.9051, 4, "points"),
    numberAnswer("Upper limit", 13.9437, 4, "points"),
    numberAnswer("p-value (two-sided)", 0.0775, 4),
  ],
  citation:
    "Mee and Chua (1991), The American Statistician 45:39–42; the numbers are those of R: lm(I(after − 55.1) ~ I(before − 55.1)).",
  compute: () => {
    const { meanChange, slope, change, lower, upper, p } = meeChua(
      {
        n: PAIRS.length,
        sumBefore: total((before) => before),
        sumAfter: total((_, after) => after),
        sumBefore2: total((before) => before ** 2),
        sumAfter2: total((_, after) => after ** 2),
        sumChange: total((before, after) => after - before),
        sumChange2: total((before, after) => (after - before) ** 2),
      },
      1,
      55.1,
    );
    return [meanChange, slope, change, lower, upper, p];
  },
};
