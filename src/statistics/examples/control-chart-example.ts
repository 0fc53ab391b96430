import { xmrLimits } from "../xmr-limits.ts";
import type { WorkedExample } from "./worked-example.ts";

const MONTHS = [10, 12, 11, 13, 12, 30, 11, 12, 10, 13, 12, 11];

/** Twelve months with one far outlier, under both conventions for outlying moving ranges. */
export const controlChartExample: WorkedExample = {
  method: "control-chart",
  title: "Limits of a control chart",
  given: { columns: ["Month", "Value"], rows: MONTHS.map((value, index) => [index + 1, value]) },
  answers: [
    { label: "Mean", expected: 13.083333 },
    { label: "Average moving range", expected: 4.636364 },
    { label: "Lower limit without screening", expected: 0.750606 },
    { label: "Upper limit without screening", expected: 25.416061 },
    { label: "Average moving range after screening", expected: 1.555556 },
    { label: "Lower limit with screening", expected: 8.945556 },
    { label: "Upper limit with screening", expected: 17.221111 },
    { label: "Lower near limit with screening", expected: 10.324815 },
    { label: "Upper near limit with screening", expected: 15.841852 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 6 })),
  citation: "NHS England, Making Data Count; NHSRplotthedots 0.2.2.",
  compute: () => {
    const plain = xmrLimits(MONTHS, false);
    const screened = xmrLimits(MONTHS);
    return [
      plain.mean,
      plain.averageRange,
      plain.lower,
      plain.upper,
      screened.averageRangeUsed,
      screened.lower,
      screened.upper,
      screened.lowerNear,
      screened.upperNear,
    ];
  },
};
