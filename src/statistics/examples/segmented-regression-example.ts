import { segmentedRegression } from "../segmented-regression.ts";
import type { WorkedExample } from "./worked-example.ts";

/** Referrals a month, simulated: eighteen months before a change and eighteen after. */
const MONTHS = [
  119, 118, 118, 123, 132, 128, 127, 132, 126, 128, 125, 135, 126, 136, 125, 123, 138, 123, 151, 155, 150,
  149, 148, 161, 156, 163, 156, 167, 167, 170, 160, 170, 169, 168, 176, 178,
];

/** A monthly series that changes level and trend, with Newey–West standard errors of lag 3. */
export const segmentedRegressionExample: WorkedExample = {
  method: "segmented-regression",
  title: "Interrupted series of thirty-six months",
  given: { columns: ["Month", "Referrals"], rows: MONTHS.map((value, index) => [index + 1, value]) },
  answers: [
    { label: "Trend before", unit: "a month", expected: 0.51393, decimals: 5 },
    { label: "Change of level after month 18", unit: "referrals", expected: 15.91916, decimals: 5 },
    { label: "Change of level, standard error", unit: "referrals", expected: 3.06648, decimals: 5 },
    { label: "Change of trend", unit: "a month", expected: 1.04644, decimals: 5 },
    { label: "Change of trend, standard error", unit: "a month", expected: 0.27511, decimals: 5 },
    { label: "Beyond the first line in month 36", unit: "referrals", expected: 34.75507, decimals: 5 },
    {
      label: "Beyond the first line, 95% interval, lower limit",
      unit: "referrals",
      expected: 21.40373,
      decimals: 5,
    },
    {
      label: "Beyond the first line, 95% interval, upper limit",
      unit: "referrals",
      expected: 48.10642,
      decimals: 5,
    },
  ],
  citation:
    "Wagner et al. (2002), Journal of Clinical Pharmacy and Therapeutics 27:299–309; the numbers are those of R and sandwich: NeweyWest(lag = 3, prewhite = FALSE, adjust = TRUE).",
  compute: () => {
    const { trend, levelChange, trendChange, changeAtEnd } = segmentedRegression(MONTHS, 18);
    return [
      trend?.estimate ?? null,
      levelChange?.estimate ?? null,
      levelChange?.standardError ?? null,
      trendChange?.estimate ?? null,
      trendChange?.standardError ?? null,
      changeAtEnd?.estimate ?? null,
      changeAtEnd?.lower ?? null,
      changeAtEnd?.upper ?? null,
    ];
  },
};
