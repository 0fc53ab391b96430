import { rateRatio } from "../rate-ratio.ts";
import type { WorkedExample } from "./worked-example.ts";

const FIRST = { events: 37, exposure: 4100 };
const SECOND = { events: 21, exposure: 4300 };

/** Two rates compared, by exact limits and by limits on the log scale. */
export const rateRatioExample: WorkedExample = {
  method: "rate-ratio",
  title: "Ratio of two rates",
  given: {
    columns: ["Events", "Person-years"],
    rows: [FIRST, SECOND].map(({ events, exposure }) => [events, exposure]),
  },
  answers: [
    { label: "Ratio", unit: "", expected: 1.8479, decimals: 4 },
    { label: "95% interval, exact, lower limit", unit: "", expected: 1.0537, decimals: 4 },
    { label: "95% interval, exact, upper limit", unit: "", expected: 3.3226, decimals: 4 },
    { label: "95% interval, log scale, lower limit", unit: "", expected: 1.0817, decimals: 4 },
    { label: "95% interval, log scale, upper limit", unit: "", expected: 3.1567, decimals: 4 },
    { label: "p-value (two-sided, exact)", unit: "", expected: 0.0252, decimals: 4 },
  ],
  citation:
    "Przyborowski and Wilenski (1940), Biometrika 31:313–323; the numbers are those of poisson.test in R.",
  compute: () => {
    const { ratio, lower, upper, logLower, logUpper, p } = rateRatio(FIRST, SECOND);
    return [ratio, lower, upper, logLower, logUpper, p];
  },
};
