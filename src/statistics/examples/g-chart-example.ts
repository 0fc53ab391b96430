import { gChart } from "../g-chart.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Cases without a service failure between one failure and the next, invented. */
const GAPS = [14, 3, 0, 22, 8, 41, 5, 1, 17, 30, 9, 2, 12, 128, 6];

/** Gaps between rare events, one of which is longer than chance makes them. */
export const gChartExample: WorkedExample = {
  method: "g-chart",
  title: "Control chart of a rare event",
  given: {
    columns: ["Failure", "Cases since the one before"],
    rows: GAPS.map((gap, index) => [index + 2, gap]),
  },
  answers: [
    { label: "Centre line (median)", unit: "cases", expected: 13.7705, decimals: 4 },
    { label: "Upper limit", unit: "cases", expected: 80.9483, decimals: 4 },
    { label: "Gaps above the upper limit", unit: "", expected: 1, decimals: 0 },
  ],
  citation:
    "Benneyan (2001), Health Care Management Science 4:305–318; the numbers are worked out in R from its formulas.",
  compute: () => {
    const { centre, upper, points } = gChart(GAPS, "increase");
    return [centre, upper, points.filter(({ outside }) => outside === true).length];
  },
};
