import { roundedRiskRatio } from "../rounded-risk-ratio.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Invented: 30 of 100 in one group and 60 of 120 in the reference group, all four rounded to 5. */
export const roundedRiskRatioExample: WorkedExample = {
  method: "rounded-risk-ratio",
  title: "A group beside the reference group at a step of the pathway, from rounded numbers",
  given: {
    columns: ["Group", "Came as far", "Of"],
    rows: [
      ["The group", "30 (28 to 32)", "100 (98 to 102)"],
      ["The reference group", "60 (58 to 62)", "120 (118 to 122)"],
    ],
  },
  answers: [
    { label: "Ratio of the shares", expected: 0.6 },
    { label: "95% interval, lower limit", expected: 0.365 },
    { label: "95% interval, upper limit", expected: 0.965 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 3 })),
  citation:
    "Katz and others (1978), Biometrics 34:469–474. By hand: the lower limit of 28 in 102 beside 62 in 118, and the upper limit of 32 in 98 beside 58 in 122.",
  compute: () => {
    const rounding = { roundTo: 5, rounding: "nearest", withholdUpTo: 7 } as const;
    const { ratio, lower, upper } = roundedRiskRatio({ x: 30, n: 100 }, { x: 60, n: 120 }, rounding);
    return [ratio, lower, upper];
  },
};
