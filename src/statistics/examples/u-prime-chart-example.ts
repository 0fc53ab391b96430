import { uPrimeChart } from "../u-prime-chart.ts";
import { numberAnswer, type WorkedExample } from "./worked-example.ts";

/** New referrals, and full-time link workers on average, in thirteen invented months. */
const MONTHS = [
  [31, 2.4],
  [28, 2.6],
  [40, 3],
  [35, 3],
  [52, 3.5],
  [44, 3.6],
  [38, 3.2],
  [47, 3.8],
  [60, 4.1],
  [41, 4],
  [39, 3.9],
  [55, 4.4],
  [58, 4.2],
] as const;

/** Referrals for each link worker, whose limits narrow as the team grows. */
export const uPrimeChartExample: WorkedExample = {
  method: "u-prime-chart",
  title: "Control chart of a rate",
  given: {
    columns: ["Month", "New referrals", "Link workers (full time)"],
    rows: MONTHS.map((row, index) => [index + 1, ...row]),
  },
  answers: [
    numberAnswer("Centre: referrals ÷ link workers", 12.4289, 4),
    numberAnswer("Spread as a multiple of what chance gives", 0.9284, 4),
    numberAnswer("Month 1, lower limit", 6.0909, 4),
    numberAnswer("Month 1, upper limit", 18.7669, 4),
    numberAnswer("Month 9, lower limit", 7.5798, 4),
    numberAnswer("Month 9, upper limit", 17.278, 4),
    numberAnswer("Months outside", 0, 0),
  ],
  citation:
    "Laney (2002), Quality Engineering 14:531–537; the numbers are worked out in R from its formulas.",
  compute: () => {
    const { centre, sigmaZ, points } = uPrimeChart(
      MONTHS.map(([events, exposure]) => ({ events, exposure })),
      { improvement: "neutral" },
    );
    const [first, ninth] = [points[0], points[8]];
    return [
      centre,
      sigmaZ,
      first?.lower ?? null,
      first?.upper ?? null,
      ninth?.lower ?? null,
      ninth?.upper ?? null,
      points.filter(({ outside }) => outside === true).length,
    ];
  },
};
