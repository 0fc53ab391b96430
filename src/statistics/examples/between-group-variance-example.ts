import { betweenGroupVariance } from "../between-group-variance.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Population, share followed up and its standard error of five invented ethnic groups. */
const GROUPS = [
  ["White", 4000, 0.42, 0.02],
  ["Asian", 2500, 0.38, 0.03],
  ["Black", 2000, 0.35, 0.03],
  ["Mixed", 1000, 0.31, 0.05],
  ["Other", 500, 0.27, 0.07],
] as const;

/** How far groups without an order lie apart, beside what chance alone would make of equal ones. */
export const betweenGroupVarianceExample: WorkedExample = {
  method: "between-group-variance",
  title: "Spread of a share between groups",
  given: { columns: ["Group", "Population", "Share followed up", "Standard error"], rows: GROUPS },
  answers: [
    numberAnswer("Average, by population", 0.3775, 4),
    numberAnswer("Variance between groups", 0.00191, 5),
    numberAnswer("Its square root", 0.0437, 4),
    numberAnswer("Variance expected from chance alone", 0.00087, 5),
  ],
  citation:
    "Harper and Lynch (2005), Methods for Measuring Cancer Disparities, National Cancer Institute; the numbers are worked out in R: sum(p * (y − sum(p * y))^2).",
  compute: () => {
    const { average, variance, standardDeviation, expectedByChance } = betweenGroupVariance(
      GROUPS.map(([, population, value, standardError]) => ({ population, value, standardError })),
    );
    return [average, variance, standardDeviation, expectedByChance];
  },
};
