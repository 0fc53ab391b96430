import { exactBinomialTest, fisherTest } from "../exact-tests.ts";
import { riskRatio } from "../risk-ratio.ts";
import { twoSharesTest } from "../two-shares-test.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

const FIRST = { numerator: 56, denominator: 70 };
const SECOND = { numerator: 48, denominator: 80 };

/** Two shares by their ratio and by tests. */
export const twoSharesExample: WorkedExample = {
  method: "two-shares",
  title: "Two percentages: ratio and tests",
  given: {
    columns: ["People with the outcome", "All people"],
    rows: [FIRST, SECOND].map(({ numerator, denominator }) => [numerator, denominator]),
  },
  answers: [
    numberAnswer("Ratio of the shares", 1.3333, 4),
    numberAnswer("Ratio, lower limit", 1.0766, 4),
    numberAnswer("Ratio, upper limit", 1.6512, 4),
    numberAnswer("Chi-squared (1 degree of freedom)", 7.0234, 4),
    numberAnswer("p-value, chi-squared", 0.008, 4),
    numberAnswer("p-value, Fisher’s exact test", 0.0125, 4),
    numberAnswer("p-value of 56 of 70 against a fixed 60%, exact", 0.00054, 5),
  ],
  citation:
    "Katz and others (1978), Biometrics 34:469–474; Fisher (1935), Journal of the Royal Statistical Society 98:39–82; the numbers are those of prop.test(correct = FALSE), fisher.test and binom.test in R.",
  compute: () => {
    const { ratio, lower, upper } = riskRatio(FIRST, SECOND);
    const { chiSquared, p } = twoSharesTest(FIRST, SECOND);
    const exact = fisherTest(56, 70, 48, 80);
    return [ratio, lower, upper, chiSquared, p, exact, exactBinomialTest(56, 70, 0.6)];
  },
};
