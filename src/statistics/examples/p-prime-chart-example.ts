import { pPrimeChart } from "../p-prime-chart.ts";
import type { WorkedExample } from "./worked-example.ts";

/** People with the outcome, and all people, in fourteen invented months. */
const MONTHS = [
  [412, 1010],
  [395, 965],
  [520, 1320],
  [611, 1402],
  [488, 1290],
  [530, 1301],
  [702, 1655],
  [655, 1702],
  [580, 1402],
  [600, 1540],
  [745, 1711],
  [690, 1800],
  [910, 1650],
  [640, 1622],
] as const;

/** A share out of large, changing numbers, which varies nearly four times as much as chance alone would make it. */
export const pPrimeChartExample: WorkedExample = {
  method: "p-prime-chart",
  title: "Control chart of a share out of large numbers",
  given: {
    columns: ["Month", "People with the outcome", "All people"],
    rows: MONTHS.map(([x, n], index) => [index + 1, x, n]),
  },
  answers: [
    { label: "Centre: share of all people", expected: 0.4162 },
    { label: "Spread as a multiple of what chance gives", expected: 3.7384 },
    { label: "Month 1, lower limit", expected: 0.2422 },
    { label: "Month 1, upper limit", expected: 0.5902 },
    { label: "Month 13, lower limit", expected: 0.2801 },
    { label: "Month 13, upper limit", expected: 0.5523 },
  ].map((answer) => ({ ...answer, unit: "", decimals: 4 })),
  citation:
    "Laney (2002), Quality Engineering 14:531–537; the numbers are worked out in R from its formulas, without screening of moving ranges.",
  compute: () => {
    const { centre, sigmaZ, points } = pPrimeChart(
      MONTHS.map(([numerator, denominator]) => ({ numerator, denominator })),
      { improvement: "increase", screening: false },
    );
    const [first, thirteenth] = [points[0], points[12]];
    return [
      centre,
      sigmaZ,
      first?.lower ?? null,
      first?.upper ?? null,
      thirteenth?.lower ?? null,
      thirteenth?.upper ?? null,
    ];
  },
};
