import { logisticRegression } from "../logistic-regression.ts";
import { numberAnswer, verdictAnswer, type WorkedExample } from "./worked-example.ts";

/** Under 50, English as first language, people who started, people followed up; invented. */
const PATTERNS = [
  [1, 1, 80, 36],
  [1, 0, 40, 10],
  [0, 1, 100, 74],
  [0, 0, 30, 14],
] as const;

const patterns = PATTERNS.map(([young, english, people, outcomes]) => ({
  covariates: [young, english],
  people,
  outcomes,
}));

/** The chance of a follow-up given two facts about a person, and a case in which it must not be worked out. */
export const logisticRegressionExample: WorkedExample = {
  method: "logistic-regression",
  title: "Chance of a follow-up, from age and first language",
  given: {
    columns: ["Under 50", "English", "Started", "Followed up"],
    rows: PATTERNS.map(([young, english, ...counts]) => [
      young === 1 ? "yes" : "no",
      english === 1 ? "yes" : "no",
      ...counts,
    ]),
  },
  answers: [
    numberAnswer("Log odds, 50 and over, another language", -0.0325, 4),
    numberAnswer("Under 50, added to the log odds", -1.1696, 4),
    numberAnswer("Under 50, standard error", 0.272, 4),
    numberAnswer("English, added to the log odds", 1.0396, 4),
    numberAnswer("Chance of a follow-up, under 50, English", 0.4595, 4),
    numberAnswer("Chance of a follow-up, 50 and over, English", 0.7324, 4),
    verdictAnswer(
      "If nobody under 50, and everybody else, came back",
      "separation",
      "refused: age would tell the outcome for certain, and there is no finite answer",
    ),
  ],
  citation:
    "McCullagh and Nelder (1989), Generalized Linear Models, 2nd edition, chapter 4; the numbers are those of R: glm(cbind(back, not) ~ young + english, binomial).",
  compute: () => {
    const { coefficients, standardErrors, probabilities } = logisticRegression(patterns);
    const separated = patterns.map((one) => ({ ...one, outcomes: one.covariates[0] === 1 ? 0 : one.people }));
    return [
      coefficients?.[0] ?? null,
      coefficients?.[1] ?? null,
      standardErrors?.[1] ?? null,
      coefficients?.[2] ?? null,
      probabilities?.[0] ?? null,
      probabilities?.[2] ?? null,
      logisticRegression(separated).reason,
    ];
  },
};
