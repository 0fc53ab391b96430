import { covariateBalance } from "../covariate-balance.ts";
import { logisticRegression } from "../logistic-regression.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** Invented people who started, and of them those with a second score, by age and first language. */
const GROUPS = [
  { label: "Under 50, English", covariates: [1, 1], people: 80, followedUp: 36 },
  { label: "Under 50, another language", covariates: [1, 0], people: 40, followedUp: 10 },
  { label: "50 and over, English", covariates: [0, 1], people: 100, followedUp: 74 },
  { label: "50 and over, another language", covariates: [0, 0], people: 30, followedUp: 14 },
] as const;

/** Who is lost, in standard deviations, and how far weighting brings the groups back. */
export const covariateBalanceExample: WorkedExample = {
  method: "covariate-balance",
  title: "Who comes back for a second score",
  given: {
    columns: ["Group", "Started", "Followed up"],
    rows: GROUPS.map(({ label, people, followedUp }) => [label, people, followedUp]),
  },
  answers: [
    numberAnswer("Under 50: those followed up against all who started", -0.2731, 4, "SD"),
    numberAnswer("Under 50, after weighting", 0.0087, 4, "SD"),
    numberAnswer("English: those followed up against all who started", 0.2243, 4, "SD"),
    numberAnswer("English, after weighting", -0.0126, 4, "SD"),
  ],
  citation:
    "Austin and Stuart (2015), Statistics in Medicine 34:3661–3679; the numbers are those of R: weighted.mean with weights 1 ÷ fitted(glm(..., binomial)).",
  compute: () => {
    const { probabilities } = logisticRegression(
      GROUPS.map(({ covariates, people, followedUp }) => ({ covariates, people, outcomes: followedUp })),
    );
    return covariateBalance(GROUPS, probabilities).flatMap(({ before, after }) => [before, after]);
  },
};
