import { levelTransitions } from "../level-transitions.ts";
import { mcnemar } from "../mcnemar.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** 1,600 people asked twice whether they approve of the prime minister: rows first answer, columns second; no before yes. */
const ANSWERS = [
  [570, 86],
  [150, 794],
] as const;

/** A yes or no of the same people twice: only those who changed say anything about the direction. */
export const mcnemarExample: WorkedExample = {
  method: "mcnemar",
  title: "A yes or no of the same people on two occasions",
  given: {
    columns: ["First answer", "Then no", "Then yes"],
    rows: ANSWERS.map((row, index) => [index === 0 ? "No" : "Yes", ...row]),
  },
  answers: [
    numberAnswer("McNemar’s statistic (1 degree of freedom)", 17.36, 2),
    numberAnswer("p-value", 0.000031, 6),
    numberAnswer("Statistic with continuity correction", 16.82, 2),
    numberAnswer("Share that went from no to yes, lower limit", 0.0437, 4),
    numberAnswer("Share that went from no to yes, upper limit", 0.0659, 4),
  ],
  citation:
    "McNemar (1947), Psychometrika 12:153–157; data of Agresti (2002), Categorical Data Analysis, table 10.1; the numbers are those of mcnemar.test and prop.test in R.",
  compute: () => {
    const { statistic, p, correctedStatistic } = mcnemar(ANSWERS);
    const { upShare } = levelTransitions(ANSWERS);
    return [statistic, p, correctedStatistic, upShare.lower, upShare.upper];
  },
};
