import { inequalityGradient } from "../inequality-gradient.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Mean scores of invented fifths of a population, most deprived first, with standard errors. */
const FIFTHS = [
  ["Most deprived", 3400, 38.4, 1.1],
  ["Second", 2600, 42.1, 1.3],
  ["Third", 2100, 44.9, 1.4],
  ["Fourth", 1500, 45.2, 1.7],
  ["Least deprived", 1100, 51.3, 2],
] as const;

/** How a score rises from the most to the least deprived end of a population. */
export const inequalityGradientExample: WorkedExample = {
  method: "inequality-gradient",
  title: "Slope and relative index of inequality, from most to least deprived",
  given: { columns: ["Fifth", "People", "Average score", "Standard error"], rows: FIFTHS },
  answers: [
    { label: "Fitted score at the most deprived end", unit: "points", expected: 36.1369, decimals: 4 },
    { label: "Slope index", unit: "points", expected: 13.4345, decimals: 4 },
    { label: "Slope index, lower limit", unit: "points", expected: 9.034, decimals: 4 },
    { label: "Slope index, upper limit", unit: "points", expected: 17.8351, decimals: 4 },
    { label: "Relative index", unit: "", expected: 1.3718, decimals: 4 },
  ],
  citation:
    "Low and Low (2004), Journal of Public Health 26:388–395; the numbers are those of PHEindicatormethods.",
  compute: () => {
    const { intercept, slope, slopeLower, slopeUpper, ratio } = inequalityGradient(
      FIFTHS.map(([label, population, value, standardError]) => ({
        label,
        population,
        value,
        standardError,
      })),
    );
    return [intercept, slope, slopeLower, slopeUpper, ratio];
  },
};
